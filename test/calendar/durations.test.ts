import { describe, expect, test } from "vitest";
import { parseDuration, parseWithin } from "../../src/calendar/durations.ts";

describe("durations", () => {
  test.each([
    ["30m", 1_800_000],
    ["2h", 7_200_000],
    ["90s", 90_000],
    ["1h30m", 5_400_000],
    [" 1H 30M ", 5_400_000],
    ["1h0m5s", 3_605_000],
    ["8784h", 31_622_400_000],
  ])("%s is %d ms", (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  test.each(["", " ", "30", "m", "-5m", "1.5h", "30m1h", "0m", "2d", "9000h", "1h x"])(
    "%j is refused with its own text in the message",
    (text) => {
      expect(() => parseDuration(text)).toThrow(RangeError);
      expect(() => parseDuration(text)).toThrow(JSON.stringify(text));
    },
  );

  test("days are working days, anything else is working time", () => {
    expect(parseWithin("2d")).toEqual({ kind: "days", days: 2 });
    expect(parseWithin("30m")).toEqual({ kind: "elapsed", ms: 1_800_000 });
  });

  test("days mixed with hours, no days and too many days are refused", () => {
    expect(() => parseWithin("1d2h")).toThrow(/mixes days/);
    expect(() => parseWithin("0d")).toThrow(/between 1d and 366d/);
    expect(() => parseWithin("367d")).toThrow(RangeError);
  });
});
