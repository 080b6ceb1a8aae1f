import { describe, expect, test } from "vitest";
import { formatDay, formatMoment, formatTime } from "../src/dates.ts";

const zone = "Asia/Shanghai";
/** Monday 23 November 2026, 09:00 in Shanghai. */
const NOW = Date.parse("2026-11-23T09:00:00+08:00");
const zh = { zone, locale: "zh", now: NOW } as const;
const en = { zone, locale: "en", now: NOW } as const;

describe("a moment is said", () => {
  test.each([
    ["2026-11-23T17:00:00+08:00", "今天 17:00", "today, 17:00"],
    ["2026-11-23T00:00:00+08:00", "今天 00:00", "today, 00:00"],
    ["2026-11-24T00:00:00+08:00", "明天 00:00", "tomorrow, 00:00"],
    ["2026-11-24T23:59:00+08:00", "明天 23:59", "tomorrow, 23:59"],
    ["2026-11-25T09:05:00+08:00", "11月25日\uFF08周三\uFF0909:05", "Wed 25 Nov, 09:05"],
    ["2026-11-22T23:59:00+08:00", "11月22日\uFF08周日\uFF0923:59", "Sun 22 Nov, 23:59"],
    ["2027-11-23T09:00:00+08:00", "11月23日\uFF08周二\uFF0909:00", "Tue 23 Nov, 09:00"],
  ])("%s as %s and %s", (at, inChinese, inEnglish) => {
    expect(formatMoment(Date.parse(at), zh)).toBe(inChinese);
    expect(formatMoment(Date.parse(at), en)).toBe(inEnglish);
  });

  test("by the office's day, not the server's: 17:30 UTC is tomorrow in Shanghai", () => {
    expect(formatMoment(Date.parse("2026-11-23T17:30:00Z"), en)).toBe("tomorrow, 01:30");
    expect(formatMoment(Date.parse("2026-11-23T17:30:00Z"), { ...en, zone: "UTC" })).toBe("today, 17:30");
  });

  test("as tomorrow also over the night when the clocks change", () => {
    const now = Date.parse("2026-03-28T12:00:00+01:00");
    expect(formatMoment(Date.parse("2026-03-29T12:00:00+02:00"), { zone: "Europe/Berlin", locale: "en", now })).toBe("tomorrow, 12:00");
  });
});

test("a time and a day are those of the zone", () => {
  const at = Date.parse("2026-11-22T17:05:00Z");
  expect(formatTime(at, zone)).toBe("01:05");
  expect(formatDay(at, zh)).toBe("11月23日\uFF08周一\uFF09");
  expect(formatDay(at, { zone: "UTC", locale: "en" })).toBe("Sun 22 Nov");
});
