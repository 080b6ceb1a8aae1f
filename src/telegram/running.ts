import type { Log } from "../log.ts";

const FAULT_REST_MS = 1_000;

/** A pause that can be cut short. */
export function createRest() {
  let end = () => {};
  return {
    take: (ms: number) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        end = () => (clearTimeout(timer), resolve());
      }),
    end: () => end(),
  };
}
export type Rest = ReturnType<typeof createRest>;

/** The calls under way, for the end to wait for. */
export function createUnderWay(log: Log) {
  const running = new Set<Promise<void>>();
  return {
    add(call: Promise<void>): void {
      const settled = call.catch((error: unknown) => log.error({ err: error }, "a delivery's outcome could not be stored"));
      running.add(settled);
      void settled.finally(() => running.delete(settled));
    },
    async finish(): Promise<void> {
      // What is under way may add to it: an attempt that gets as far as its call.
      while (running.size > 0) await Promise.all(running);
    },
  };
}

type Repeat = { isStopped: () => boolean; rest: Rest; log: Log };

/** Goes on whatever happens: the database may be busy for longer than its timeout, or full, and the outbox waits for it. */
export async function repeat(step: () => Promise<void>, { isStopped, rest, log }: Repeat): Promise<void> {
  while (!isStopped()) {
    try {
      await step();
    } catch (error) {
      log.error({ err: error }, "the outbox could not be read or written; trying again");
      await rest.take(FAULT_REST_MS);
    }
  }
}
