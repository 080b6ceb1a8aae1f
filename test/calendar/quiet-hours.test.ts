import { describe, expect, test } from "vitest";
import { endOfQuiet, formatQuietHours, parseQuietHours } from "../../src/calendar/quiet-hours.ts";

const SHANGHAI = "Asia/Shanghai";
const BERLIN = "Europe/Berlin";
const end = (at: string, hours: string, zone: string): string | undefined => {
  const until = endOfQuiet(Date.parse(at), parseQuietHours(hours)!, zone);
  return until === undefined ? undefined : new Date(until).toISOString();
};

describe("quiet hours", () => {
  test.each([
    ["22:00-08:00", "22:00-08:00"],
    ["２１：００－8:00", "21:00-08:00"],
    ["12:00 至 13:30", "12:00-13:30"],
    ["22:00~24:00", "22:00-24:00"],
  ])("are read from %j", (text, canonical) => {
    expect(formatQuietHours(parseQuietHours(text)!)).toBe(canonical);
  });

  test.each(["", "22:00", "22:00-22:00", "00:00-24:00", "25:00-08:00", "10pm-8am", "22:00-08:00-09:00"])("are not %j", (text) => {
    expect(parseQuietHours(text)).toBeUndefined();
  });

  test.each([
    // 21:59, 22:00, 23:30, 07:59 and 08:00 in Shanghai.
    ["2026-11-25T13:59:00Z", undefined],
    ["2026-11-25T14:00:00Z", "2026-11-26T00:00:00.000Z"],
    ["2026-11-25T15:30:00Z", "2026-11-26T00:00:00.000Z"],
    ["2026-11-25T23:59:59Z", "2026-11-26T00:00:00.000Z"],
    ["2026-11-26T00:00:00Z", undefined],
  ])("over midnight, at %s, end at %s", (at, until) => {
    expect(end(at, "22:00-08:00", SHANGHAI)).toBe(until);
  });

  test("within a day begin and end on it", () => {
    expect([end("2026-11-25T04:30:00Z", "12:00-14:00", SHANGHAI), end("2026-11-25T06:00:00Z", "12:00-14:00", SHANGHAI)]).toEqual([
      "2026-11-25T06:00:00.000Z",
      undefined,
    ]);
    expect(end("2026-11-25T15:00:00Z", "22:00-24:00", SHANGHAI)).toBe("2026-11-25T16:00:00.000Z");
  });

  test("end by the wall clock in the night of a change", () => {
    expect(end("2026-03-28T21:30:00Z", "22:00-08:00", BERLIN)).toBe("2026-03-29T06:00:00.000Z");
    expect(end("2026-10-24T21:30:00Z", "22:00-08:00", BERLIN)).toBe("2026-10-25T07:00:00.000Z");
  });

  test("that end in the skipped hour end at its shifted time, in the doubled one at its first occurrence", () => {
    expect(end("2026-03-29T01:15:00Z", "22:00-02:30", BERLIN)).toBe("2026-03-29T01:30:00.000Z");
    expect(end("2026-10-25T00:45:00Z", "22:00-02:30", BERLIN)).toBeUndefined();
  });

  test("that there are not never end", () => {
    expect(endOfQuiet(Date.parse("2026-11-25T15:30:00Z"), null, SHANGHAI)).toBeUndefined();
  });
});
