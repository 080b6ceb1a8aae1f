import { afterEach, describe, expect, test, vi } from "vitest";
import { dayOf, fromLocal } from "../../src/calendar/local-time.ts";
import { MAX_AHEAD_DAYS, readMoment, type Moment } from "../../src/calendar/phrases.ts";

const SHANGHAI = "Asia/Shanghai";
const BERLIN = "Europe/Berlin";
const HOUR = 3_600_000;

const at = (local: string, zone: string): number => {
  const [date, time] = local.split(" ") as [string, string];
  const [hours, minutes] = time.split(":").map(Number) as [number, number];
  return fromLocal(dayOf(date), (hours + minutes / 60) * HOUR, zone);
};
// A Wednesday.
const NOW = "2026-11-25 10:00";
const read = (text: string, locale: "zh" | "en", zone = SHANGHAI, now = NOW): Moment =>
  readMoment(text, { now: at(now, zone), zone, locale });

const CHINESE: [string, string][] = [
  ["明天 9点", "2026-11-26 09:00"],
  ["明早9:00", "2026-11-26 09:00"],
  ["明天早上八点半发送", "2026-11-26 08:30"],
  ["明天上午九点一刻", "2026-11-26 09:15"],
  ["明天9点三刻", "2026-11-26 09:45"],
  ["明天九点四十五分", "2026-11-26 09:45"],
  ["明天9时30分", "2026-11-26 09:30"],
  ["明天9点15", "2026-11-26 09:15"],
  ["明天9点整", "2026-11-26 09:00"],
  ["明天中午", "2026-11-26 12:00"],
  ["明天中午1点", "2026-11-26 13:00"],
  ["明天凌晨1点", "2026-11-26 01:00"],
  ["明天0点", "2026-11-26 00:00"],
  ["明天傍晚6点", "2026-11-26 18:00"],
  ["明天下午15:00", "2026-11-26 15:00"],
  ["明天 3pm", "2026-11-26 15:00"],
  ["明天03:00", "2026-11-26 03:00"],
  ["明晚8点", "2026-11-26 20:00"],
  ["后天下午三点半", "2026-11-27 15:30"],
  ["大后天9点", "2026-11-28 09:00"],
  ["三天后9点", "2026-11-28 09:00"],
  ["今晚8点", "2026-11-25 20:00"],
  ["晚上九点", "2026-11-25 21:00"],
  ["二十三点", "2026-11-25 23:00"],
  ["下午3点", "2026-11-25 15:00"],
  ["15:00", "2026-11-25 15:00"],
  ["9:30", "2026-11-26 09:30"],
  ["周五 15:00", "2026-11-27 15:00"],
  ["周5 15:00", "2026-11-27 15:00"],
  ["礼拜五9点", "2026-11-27 09:00"],
  ["这周五9点", "2026-11-27 09:00"],
  ["週五下午兩點", "2026-11-27 14:00"],
  ["周三11点", "2026-11-25 11:00"],
  ["周三9点", "2026-12-02 09:00"],
  ["下周一上午10点", "2026-11-30 10:00"],
  ["下个星期日十点", "2026-12-06 10:00"],
  ["下下周一9点", "2026-12-07 09:00"],
  ["30号9点", "2026-11-30 09:00"],
  ["20号9点", "2026-12-20 09:00"],
  ["31号9点", "2026-12-31 09:00"],
  ["下个月5号9点", "2026-12-05 09:00"],
  ["11月30日 9:00", "2026-11-30 09:00"],
  ["１１月３０日　９：００", "2026-11-30 09:00"],
  ["十二月一日上午九点", "2026-12-01 09:00"],
  ["11月30日（周一）09:00", "2026-11-30 09:00"],
  ["1月5日9点", "2027-01-05 09:00"],
  ["11/30 9:00", "2026-11-30 09:00"],
  ["12.1 9:00", "2026-12-01 09:00"],
  ["2026年11月30日9点", "2026-11-30 09:00"],
  ["2026-11-30 09:00", "2026-11-30 09:00"],
  ["半小时后", "2026-11-25 10:30"],
  ["2小时后", "2026-11-25 12:00"],
  ["两个小时之后", "2026-11-25 12:00"],
  ["一个半小时后", "2026-11-25 11:30"],
  ["1小时30分钟后", "2026-11-25 11:30"],
  ["一刻钟后", "2026-11-25 10:15"],
  ["过20分钟", "2026-11-25 10:20"],
];

const ENGLISH: [string, string][] = [
  ["tomorrow 9:00", "2026-11-26 09:00"],
  ["tomorrow at 9", "2026-11-26 09:00"],
  ["Tomorrow 9!", "2026-11-26 09:00"],
  ["9am tomorrow", "2026-11-26 09:00"],
  ["tomorrow 9 o'clock", "2026-11-26 09:00"],
  ["tomorrow noon", "2026-11-26 12:00"],
  ["tomorrow evening at 8", "2026-11-26 20:00"],
  ["day after tomorrow 9:00", "2026-11-27 09:00"],
  ["tonight 8", "2026-11-25 20:00"],
  ["tonight at 8:30pm", "2026-11-25 20:30"],
  ["2pm", "2026-11-25 14:00"],
  ["9:30", "2026-11-26 09:30"],
  ["fri 3pm", "2026-11-27 15:00"],
  ["Fri, 3 PM", "2026-11-27 15:00"],
  ["fri 9.30", "2026-11-27 09:30"],
  ["friday at 9", "2026-11-27 09:00"],
  ["wed 11:00", "2026-11-25 11:00"],
  ["wed 9:00", "2026-12-02 09:00"],
  ["next monday 10am", "2026-11-30 10:00"],
  ["monday next week 10am", "2026-11-30 10:00"],
  ["30 Nov 9am", "2026-11-30 09:00"],
  ["Nov 30 9:00", "2026-11-30 09:00"],
  ["Mon 30 Nov 09:00", "2026-11-30 09:00"],
  ["Monday, 30 November 2026 at 9:00", "2026-11-30 09:00"],
  ["1st of December 9:00", "2026-12-01 09:00"],
  ["the 30th at 9am", "2026-11-30 09:00"],
  ["30/11 9:00", "2026-11-30 09:00"],
  ["5 Jan 9am", "2027-01-05 09:00"],
  ["2026-11-30 09:00", "2026-11-30 09:00"],
  ["2026-11-30T01:00Z", "2026-11-30 09:00"],
  ["in 2 hours", "2026-11-25 12:00"],
  ["2 hours from now", "2026-11-25 12:00"],
  ["in half an hour", "2026-11-25 10:30"],
  ["in an hour and a half", "2026-11-25 11:30"],
  ["in 2h30m", "2026-11-25 12:30"],
  ["45 min", "2026-11-25 10:45"],
  ["in 3 days at 9:00", "2026-11-28 09:00"],
];

const REFUSED: ["zh" | "en", string, string][] = [
  ["zh", "明天", "no_time"],
  ["zh", "周五", "no_time"],
  ["zh", "明天下午", "no_time"],
  ["zh", "11月30日", "no_time"],
  ["en", "tomorrow", "no_time"],
  ["en", "tomorrow morning", "no_time"],
  ["en", "friday", "no_time"],
  ["en", "in 3 days", "no_time"],
  ["zh", "明天3点", "ambiguous"],
  ["zh", "明天3:00", "ambiguous"],
  ["zh", "今晚12点", "ambiguous"],
  ["zh", "今天24点", "ambiguous"],
  ["zh", "夜里2点", "ambiguous"],
  ["zh", "11月30日（周二）9:00", "ambiguous"],
  ["en", "tomorrow at 3", "ambiguous"],
  ["en", "tomorrow midnight", "ambiguous"],
  ["en", "5/6 9:00", "ambiguous"],
  ["en", "3/12/2026 9am", "ambiguous"],
  ["en", "next friday 9:00", "ambiguous"],
  ["en", "next week 9:00", "ambiguous"],
  ["en", "Tue 30 Nov 9:00", "ambiguous"],
  ["zh", "今天9点", "past"],
  ["zh", "昨天9点", "past"],
  ["zh", "11月20日9点", "past"],
  ["zh", "上周五9点", "past"],
  ["zh", "2025-11-30 9:00", "past"],
  ["en", "today 9:00", "past"],
  ["en", "20 Nov 9am", "past"],
  ["zh", "2027年11月1日9点", "too_far"],
  ["en", "in 5000 hours", "too_far"],
  ["zh", "", "unreadable"],
  ["zh", "现在", "unreadable"],
  ["zh", "你好 9点", "unreadable"],
  ["zh", "明天25点", "unreadable"],
  ["zh", "明天9点70分", "ambiguous"],
  ["zh", "2月30日9点", "unreadable"],
  ["zh", "上午9点到10点", "unreadable"],
  ["zh", "后天10:00前", "unreadable"],
  ["zh", "每周一9点", "unreadable"],
  ["en", "9", "unreadable"],
  ["en", "hello", "unreadable"],
  ["en", "30 Feb 9:00", "unreadable"],
  ["en", "2026-02-30 09:00", "unreadable"],
  ["en", "monday 9 to 10", "unreadable"],
  ["en", "tomorrow 21:00 or 22:00", "unreadable"],
  ["en", "tomorrow 9:00 EST", "unreadable"],
  ["en", "tomorrow 9:00 ".repeat(20), "unreadable"],
];

describe("a typed moment", () => {
  test.each(CHINESE)("%j is %s in Shanghai and in Berlin", (text, expected) => {
    for (const zone of [SHANGHAI, BERLIN]) expect(read(text, "zh", zone), zone).toEqual({ ok: true, at: at(expected, zone) });
  });

  test.each(ENGLISH)("%j is %s in Shanghai", (text, expected) => {
    expect(read(text, "en")).toEqual({ ok: true, at: at(expected, SHANGHAI) });
  });

  test.each(REFUSED)("in %s %j is refused as %s", (locale, text, reason) => {
    expect(read(text, locale)).toEqual({ ok: false, reason });
  });

  test("on a Sunday, 下周一 is the day after and 下周日 a week later", () => {
    const sunday = "2026-11-29 10:00";
    expect(read("下周一9点", "zh", SHANGHAI, sunday)).toEqual({ ok: true, at: at("2026-11-30 09:00", SHANGHAI) });
    expect(read("下周日9点", "zh", SHANGHAI, sunday)).toEqual({ ok: true, at: at("2026-12-06 09:00", SHANGHAI) });
  });

  test("shortly after midnight, 明早 is still the next day's morning", () => {
    expect(read("明早9点", "zh", SHANGHAI, "2026-11-25 00:30")).toEqual({ ok: true, at: at("2026-11-26 09:00", SHANGHAI) });
  });

  test("a skipped time is shifted forward and a doubled one is its first occurrence", () => {
    expect(read("明天02:30", "zh", BERLIN, "2026-03-28 10:00")).toEqual({ ok: true, at: Date.parse("2026-03-29T01:30:00Z") });
    expect(read("明天02:30", "zh", BERLIN, "2026-10-24 10:00")).toEqual({ ok: true, at: Date.parse("2026-10-25T00:30:00Z") });
  });

  test("a span is as long as it says over a change of the clocks", () => {
    const now = Date.parse("2026-03-29T00:30:00Z");
    for (const text of ["2小时后", "in 2 hours"]) {
      expect(readMoment(text, { now, zone: BERLIN, locale: "zh" })).toEqual({ ok: true, at: now + 2 * HOUR });
    }
  });

  test("the last moment within reach is half a year ahead", () => {
    const now = at(NOW, SHANGHAI);
    const far = (minutes: number) => new Date(now + MAX_AHEAD_DAYS * 24 * HOUR + minutes * 60_000).toISOString();
    expect([read(far(0), "en").ok, read(far(1), "en")]).toEqual([true, { ok: false, reason: "too_far" }]);
  });
});

describe("a machine in another zone", () => {
  afterEach(() => vi.unstubAllEnvs());

  test.each(["America/New_York", "Pacific/Apia", "Europe/Berlin"])("reads the same where its own clock is that of %s", (machine) => {
    vi.stubEnv("TZ", machine);
    // Shows that the stub has reached the clock.
    expect(new Date(2026, 10, 25).getUTCHours()).not.toBe(0);
    for (const [text, expected] of CHINESE) expect(read(text, "zh"), text).toEqual({ ok: true, at: at(expected, SHANGHAI) });
    for (const [text, expected] of ENGLISH) expect(read(text, "en"), text).toEqual({ ok: true, at: at(expected, SHANGHAI) });
    // Half an hour before New York's and Berlin's own clocks skip one.
    for (const day of ["2026-03-08 14:30", "2026-03-29 08:30"]) {
      expect(read("in an hour", "en", SHANGHAI, day)).toEqual({ ok: true, at: at(day, SHANGHAI) + HOUR });
    }
  });
});
