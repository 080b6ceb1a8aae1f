import type { Delay } from "./settings.ts";

/** mulberry32: Math.random() can not be seeded, and two contestants must meet the same network. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Draws one delay after the other, in milliseconds. */
export function createDelays(delay: Delay, seed: number): () => number {
  const random = createRandom(seed);
  if (delay.kind === "uniform") return () => delay.fromMs + random() * (delay.toMs - delay.fromMs);
  // Box-Muller; 1 - random() because the logarithm of 0 is not a delay.
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return () => delay.medianMs * Math.exp(delay.sigma * normal());
}
