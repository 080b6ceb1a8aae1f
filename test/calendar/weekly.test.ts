import { describe, expect, test } from "vitest";
import { nextWeekly, readWeekly } from "../../src/calendar/phrases.ts";

const SHANGHAI = "Asia/Shanghai";
const BERLIN = "Europe/Berlin";

describe("a typed weekly time", () => {
  const weekly = (text: string) => readWeekly(text, { now: Date.parse("2026-11-25T02:00:00Z"), zone: SHANGHAI, locale: "zh" });

  test.each([
    ["每周一 9:00", 1, "09:00"],
    ["每周1 9点", 1, "09:00"],
    ["每星期五下午3点", 5, "15:00"],
    ["每个礼拜天上午十点半", 7, "10:30"],
    ["每逢周日１８：００", 7, "18:00"],
    ["every monday 9:00", 1, "09:00"],
    ["Every Fri 3pm", 5, "15:00"],
    ["every sundays at 10", 7, "10:00"],
    ["weekly on tue 10am", 2, "10:00"],
  ])("%j is weekday %i at %s", (text, weekday, time) => {
    expect(weekly(text)).toEqual({ weekday, time });
  });

  test.each([
    "周一 9:00",
    "每周一",
    "每天9点",
    "每周一3点",
    "每周一、周四 9:00",
    "every mon and thu 9:00",
    "every 30 Nov 9:00",
    "every monday",
    "每",
  ])("%j is none", (text) => {
    expect(weekly(text)).toBeUndefined();
  });
});

describe("the next weekly time", () => {
  const next = (weekday: number, time: string, after: string, zone: string) =>
    new Date(nextWeekly({ weekday, time }, Date.parse(after), zone)).toISOString();

  test("is later today, or in a week when it is now or has passed", () => {
    expect(next(3, "10:01", "2026-11-25T02:00:00Z", SHANGHAI)).toBe("2026-11-25T02:01:00.000Z");
    expect(next(3, "10:00", "2026-11-25T02:00:00Z", SHANGHAI)).toBe("2026-12-02T02:00:00.000Z");
    expect(next(2, "09:00", "2026-11-25T02:00:00Z", SHANGHAI)).toBe("2026-12-01T01:00:00.000Z");
  });

  test("keeps to the wall clock over a change", () => {
    expect(next(1, "09:00", "2026-10-19T07:00:00Z", BERLIN)).toBe("2026-10-26T08:00:00.000Z");
  });

  test("in the skipped hour is an hour later, once", () => {
    expect(next(7, "02:30", "2026-03-28T12:00:00Z", BERLIN)).toBe("2026-03-29T01:30:00.000Z");
    expect(next(7, "02:30", "2026-03-29T01:30:00Z", BERLIN)).toBe("2026-04-05T00:30:00.000Z");
  });

  test("in the doubled hour is its first occurrence, once", () => {
    expect(next(7, "02:30", "2026-10-24T12:00:00Z", BERLIN)).toBe("2026-10-25T00:30:00.000Z");
    expect(next(7, "02:30", "2026-10-25T00:30:00Z", BERLIN)).toBe("2026-11-01T01:30:00.000Z");
  });

  test("of a time that is none is refused", () => {
    expect(() => next(1, "9 o'clock", "2026-11-25T02:00:00Z", SHANGHAI)).toThrow(RangeError);
  });
});
