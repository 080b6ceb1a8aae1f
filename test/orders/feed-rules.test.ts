import { describe, expect, test } from "vitest";
import { learnSilence, orderingHours, silenceOf, tellsState } from "../../src/orders/feed-rules.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Fourteen days, each with a window that is open from the evening before until 17:00. */
const WINDOWS = Array.from({ length: 14 }, (_, day) => ({ opensAt: day * DAY - 7 * HOUR, cutoffAt: day * DAY + 17 * HOUR }));
/** Arrivals every so many minutes between two hours of each day. */
const every = (minutes: number, from = 8, to = 18) =>
  WINDOWS.flatMap((_, day) =>
    Array.from({ length: Math.floor(((to - from) * 60) / minutes) }, (_unused, n) => day * DAY + from * HOUR + n * minutes * MINUTE),
  );

describe("what is usual", () => {
  test("is twice the usual gap within ordering hours; nights do not count", () => {
    expect(learnSilence(every(20), WINDOWS)).toBe(40 * MINUTE);
    expect(learnSilence(every(60), WINDOWS)).toBe(2 * HOUR);
  });

  test("is half an hour at least and six hours at most", () => {
    expect(learnSilence(every(1), WINDOWS)).toBe(30 * MINUTE);
    expect(learnSilence(every(600, 16, 26), WINDOWS)).toBe(6 * HOUR);
  });

  test("is not moved by one outage", () => {
    const arrivals = every(20).filter((at) => at < 5 * DAY || at > 5 * DAY + 15 * HOUR);
    expect(learnSilence(arrivals, WINDOWS)).toBe(40 * MINUTE);
  });

  test("is two hours while fewer than ten arrivals are known, or none lies in ordering hours", () => {
    expect(learnSilence([], [])).toBe(2 * HOUR);
    expect(learnSilence(every(20).slice(0, 9), WINDOWS)).toBe(2 * HOUR);
    expect(learnSilence(every(20), [])).toBe(2 * HOUR);
    expect(learnSilence(every(20, 18, 24), WINDOWS)).toBe(2 * HOUR);
  });

  test("of windows that overlap counts each gap once", () => {
    const later = WINDOWS.map(({ opensAt, cutoffAt }) => ({ opensAt, cutoffAt: cutoffAt + HOUR }));
    const some = [...every(10).slice(0, 8), ...every(200).slice(-2)];
    expect(learnSilence(some, WINDOWS)).toBe(learnSilence(some, [...later, ...WINDOWS]));
  });
});

describe("a silence", () => {
  test("is measured from the last arrival, or from the beginning of the ordering hours", () => {
    const window = { opensAt: 0, cutoffAt: 17 * HOUR };
    expect(orderingHours(window)).toEqual({ from: 9 * HOUR, to: 17 * HOUR });
    expect(silenceOf(window, 2 * HOUR, 12 * HOUR)).toBe(3 * HOUR);
    expect(silenceOf(window, 11 * HOUR, 12 * HOUR)).toBe(HOUR);
    expect(orderingHours({ opensAt: 15 * HOUR, cutoffAt: 17 * HOUR }).from).toBe(15 * HOUR);
  });
});

test("a request tells how the data stands unless nothing of it could be read", () => {
  const none = { rows: 0, created: 0, updated: 0, unchanged: 0, unclaimed: 0 };
  expect(tellsState(none)).toBe(true);
  expect(tellsState({ ...none, rows: 3 })).toBe(false);
  for (const what of ["created", "updated", "unchanged", "unclaimed"] as const)
    expect(tellsState({ ...none, rows: 3, [what]: 1 })).toBe(true);
});
