import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createPacer, type Pacer, type Slot } from "../../src/telegram/pacer.ts";
import { LANE, type Lane } from "../../src/telegram/rules.ts";

const SPACING_MS = 100;
let pacer: Pacer;
beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  pacer = createPacer(1_000 / SPACING_MS, { now: () => Date.now() });
});
afterEach(() => {
  pacer.close();
  vi.useRealTimers();
});

/** Asks for a start and notes when it was given; who still waits at the end of the test is turned away. */
function ask(starts: { name: string; at: number; slot: Slot }[], name: string, lane: Lane = LANE.post): void {
  void pacer.acquire(lane).then(
    (slot) => starts.push({ name, at: Date.now(), slot }),
    () => undefined,
  );
}

function askAll(count: number): { name: string; at: number; slot: Slot }[] {
  const starts: { name: string; at: number; slot: Slot }[] = [];
  for (let n = 1; n <= count; n++) ask(starts, String(n));
  return starts;
}

describe("starts", () => {
  test("are spaced evenly at the rate", async () => {
    const starts = askAll(5);
    await vi.advanceTimersByTimeAsync(400);
    expect(starts.map(({ at }) => at)).toEqual([0, 100, 200, 300, 400]);
  });

  test("are not made up for after nobody wanted any", async () => {
    await vi.advanceTimersByTimeAsync(10_000);
    const starts = askAll(3);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(starts.map(({ at }) => at)).toEqual([10_000, 10_100, 10_200]);
  });

  test("keep their rate although timers fire late", async () => {
    let lateMs = 0;
    const late = createPacer(1_000 / SPACING_MS, { now: () => Date.now() + lateMs });
    const starts: number[] = [];
    for (let n = 0; n < 4; n++) void late.acquire(LANE.post).then(() => starts.push(Date.now() + lateMs));
    await vi.advanceTimersByTimeAsync(0);
    // The clock has moved 30 ms further than the timer believes.
    lateMs = 30;
    await vi.advanceTimersByTimeAsync(300);
    expect(starts).toEqual([0, 130, 200, 300]);
    late.close();
  });

  test("do not come in a burst after a long stop of the process", async () => {
    let stoppedMs = 0;
    const stopped = createPacer(1_000 / SPACING_MS, { now: () => Date.now() + stoppedMs });
    const starts: number[] = [];
    for (let n = 0; n < 4; n++) void stopped.acquire(LANE.post).then(() => starts.push(Date.now() + stoppedMs));
    await vi.advanceTimersByTimeAsync(50);
    stoppedMs = 60_000;
    await vi.advanceTimersByTimeAsync(300);
    expect(starts.map((at) => at - 60_000)).toEqual([-60_000, 100, 150, 250]);
    stopped.close();
  });
});

test("a reply takes the next start before promises, and those before posts; within a lane the first comes first", async () => {
  const starts: { name: string; at: number; slot: Slot }[] = [];
  ask(starts, "post 1");
  ask(starts, "post 2");
  ask(starts, "promise 1", LANE.promise);
  ask(starts, "reply 1", LANE.reply);
  ask(starts, "reply 2", LANE.reply);
  ask(starts, "promise 2", LANE.promise);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(starts.map(({ name }) => name)).toEqual(["post 1", "reply 1", "reply 2", "promise 1", "promise 2", "post 2"]);
});

describe("thirty slots", () => {
  beforeEach(() => {
    pacer = createPacer(100_000, { now: () => Date.now() });
  });

  test("are all that may be taken: the next start waits until a second after an answer", async () => {
    const starts = askAll(31);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(starts).toHaveLength(30);
    starts[4]!.slot.finish();
    await vi.advanceTimersByTimeAsync(999);
    expect(starts).toHaveLength(30);
    await vi.advanceTimersByTimeAsync(1);
    expect(starts).toHaveLength(31);
  });

  test("that were given back are free at once", async () => {
    const starts = askAll(32);
    await vi.advanceTimersByTimeAsync(100);
    starts[0]!.slot.giveBack();
    await vi.advanceTimersByTimeAsync(1);
    expect(starts).toHaveLength(31);
  });

  test("end once, however often it is said", async () => {
    const starts = askAll(33);
    await vi.advanceTimersByTimeAsync(100);
    starts[0]!.slot.giveBack();
    starts[0]!.slot.giveBack();
    starts[0]!.slot.finish();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(starts).toHaveLength(31);
  });

  test.each([60, 100, 900])("let no trailing second see more than thirty calls, with answers after up to %i ms", async (latencyMs) => {
    const arrivals: number[] = [];
    let seed = 7;
    const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    const call = async () => {
      const slot = await pacer.acquire(LANE.post);
      const toServer = Math.round(random() * latencyMs);
      await new Promise((resolve) => setTimeout(resolve, toServer));
      arrivals.push(Date.now());
      await new Promise((resolve) => setTimeout(resolve, Math.round(random() * latencyMs)));
      slot.finish();
    };
    const calls = Array.from({ length: 200 }, call);
    await vi.advanceTimersByTimeAsync(60_000);
    await Promise.all(calls);
    arrivals.sort((a, b) => a - b);
    const crowded = arrivals.filter((at, n) => n >= 30 && at - arrivals[n - 30]! < 1_000);
    expect(crowded).toEqual([]);
  });
});

test("a start that was given back costs no waiting", async () => {
  const starts = askAll(2);
  await vi.advanceTimersByTimeAsync(10);
  starts[0]!.slot.giveBack();
  await vi.advanceTimersByTimeAsync(0);
  expect(starts.map(({ at }) => at)).toEqual([0, 10]);
});

test("closing ends everyone's waiting, and nobody starts afterwards", async () => {
  const slot = await pacer.acquire(LANE.post);
  const waiting = pacer.acquire(LANE.reply);
  pacer.close();
  await expect(waiting).rejects.toThrow("the pacer is closed");
  await expect(pacer.acquire(LANE.reply)).rejects.toThrow("the pacer is closed");
  slot.finish();
  expect(vi.getTimerCount()).toBe(0);
});
