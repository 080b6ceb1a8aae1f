import { describe, expect, test } from "vitest";
import {
  dateOf,
  dayOf,
  fromLocal,
  isTimeZone,
  localDate,
  parseClock,
  parseDate,
  toLocal,
  weekdayOf,
} from "../../src/calendar/local-time.ts";

const HOUR = 3_600_000;
const inZone = (date: string, hours: number, zone: string): string => new Date(fromLocal(dayOf(date), hours * HOUR, zone)).toISOString();

describe("local time", () => {
  test("a skipped time is shifted forward by the gap", () => {
    // Berlin jumps from 02:00 to 03:00: 02:30 becomes 03:30 summer time.
    expect(inZone("2026-03-29", 2.5, "Europe/Berlin")).toBe("2026-03-29T01:30:00.000Z");
  });

  test("a doubled time is its first occurrence", () => {
    // 02:30 is shown at 00:30Z (summer time) and at 01:30Z (winter time).
    expect(inZone("2026-10-25", 2.5, "Europe/Berlin")).toBe("2026-10-25T00:30:00.000Z");
    expect(inZone("2026-11-01", 1.5, "America/New_York")).toBe("2026-11-01T05:30:00.000Z");
  });

  test("times on either side of a change have the offset of their side", () => {
    expect(inZone("2026-03-29", 1.5, "Europe/Berlin")).toBe("2026-03-29T00:30:00.000Z");
    expect(inZone("2026-03-29", 3, "Europe/Berlin")).toBe("2026-03-29T01:00:00.000Z");
    expect(inZone("2026-10-25", 1.5, "Europe/Berlin")).toBe("2026-10-24T23:30:00.000Z");
    expect(inZone("2026-10-25", 3, "Europe/Berlin")).toBe("2026-10-25T02:00:00.000Z");
  });

  test("a midnight that is skipped is an hour later", () => {
    expect(inZone("2026-04-24", 0, "Africa/Cairo")).toBe("2026-04-23T22:00:00.000Z");
  });

  test("an instant is read back as the same day and clock time", () => {
    const at = Date.parse("2026-11-23T23:30:00Z");
    expect(toLocal(at, "Asia/Shanghai")).toEqual({ day: dayOf("2026-11-24"), clockMs: 7.5 * HOUR });
    expect(localDate(at, "America/New_York")).toBe("2026-11-23");
    expect(localDate(at, "Asia/Kathmandu")).toBe("2026-11-24");
  });

  test("a day knows its date and weekday, before 1970 too", () => {
    expect([dayOf("1970-01-01"), weekdayOf(0), dateOf(-1), weekdayOf(-1)]).toEqual([0, 4, "1969-12-31", 3]);
    expect([weekdayOf(dayOf("2026-11-22")), weekdayOf(dayOf("2026-11-23"))]).toEqual([7, 1]);
  });

  test("an unknown zone and a date that does not exist are refused", () => {
    expect(() => fromLocal(0, 0, "Asia/Beijing2")).toThrow(RangeError);
    expect([isTimeZone("Asia/Shanghai"), isTimeZone("Shanghai")]).toEqual([true, false]);
    expect(() => dayOf("2026-02-30")).toThrow(RangeError);
    expect(() => dayOf("2026-1-4")).toThrow(RangeError);
  });

  test.each([
    ["2026-01-04", "2026-01-04"],
    ["2026/1/4", "2026-01-04"],
    ["2026年1月4日", "2026-01-04"],
    ["20260104", "2026-01-04"],
    ["２０２６-１-４", "2026-01-04"],
    ["2026-02-29", undefined],
    ["2026-13-01", undefined],
    ["4.1.2026", undefined],
    ["", undefined],
  ])("the date %j is %j", (text, date) => {
    expect(parseDate(text)).toBe(date);
  });

  test.each([
    ["00:00", 0],
    ["8:30", 8.5 * HOUR],
    ["17:00:00", 17 * HOUR],
    ["24:00", 24 * HOUR],
    ["24:01", undefined],
    ["12:60", undefined],
    ["noon", undefined],
  ])("the time %j is %j ms of day", (text, ms) => {
    expect(parseClock(text)).toBe(ms);
  });
});
