import { describe, expect, test } from "vitest";
import type { CasePromise } from "../../db/complaints/facts.ts";
import { parseWithin } from "../../src/calendar/durations.ts";
import { builtInHolidays, noHolidays, type Holidays } from "../../src/calendar/holidays.ts";
import { dueAt, parseWorkingHours, type WorkingCalendar } from "../../src/calendar/working-time.ts";
import { pausePromise, resumePromise, warnTime } from "../../src/complaints/clock.ts";

const HOUR = 60 * 60_000;
const calendarOf = (hours: string, zone = "Asia/Shanghai", holidays: Holidays = builtInHolidays()): WorkingCalendar => ({
  zone,
  hours: parseWorkingHours(hours),
  holidays,
});
const office = calendarOf("Mon-Fri 08:30-12:00,14:00-17:30");
/** The epoch ms of Shanghai's wall clock, "MM-DD HH:mm" in 2026. */
const sh = (text: string): number => Date.parse(`2026-${text.replace(" ", "T")}+08:00`);
const berlin = (text: string): number => Date.parse(`2026-${text.replace(" ", "T")}`);

function promiseFrom(startedAt: number, within: string, calendar: WorkingCalendar): CasePromise {
  const due = dueAt(startedAt, parseWithin(within), calendar);
  return {
    id: 17,
    complaintId: 1,
    kind: "desk_reply",
    round: 1,
    ownerId: null,
    isHandedOver: false,
    startedAt,
    within,
    dueAt: due,
    dueVersion: 1,
    warnAt: warnTime({ startedAt, dueAt: due, pausedMs: 0 }, calendar),
    pausedAt: null,
    resumeAt: null,
    pausedMs: 0,
    plannedAt: null,
    state: "open",
    outcome: null,
    result: null,
    endedAt: null,
    nextAt: null,
    breachedAt: null,
    breachNoticeId: null,
  };
}

const paused = (promise: CasePromise, from: number, resumeAt: number): CasePromise => ({
  ...promise,
  ...pausePromise(promise, { now: from, resumeAt }),
});

describe("the warning comes when four fifths of the working time have gone", () => {
  // Of 30 minutes the 24th, of an hour the 48th, of seven hours 5 h 36 min.
  test.each([
    ["within the morning", "11-23 09:00", "30m", "11-23 09:24", "11-23 09:30"],
    ["before the lunch break, the due time after it", "11-23 11:36", "30m", "11-23 12:00", "11-23 14:06"],
    ["over the lunch break", "11-23 11:45", "30m", "11-23 14:09", "11-23 14:15"],
    ["filed in the lunch break", "11-23 13:00", "1h", "11-23 14:48", "11-23 15:00"],
    ["over the weekend", "11-20 17:00", "1h", "11-23 08:48", "11-23 09:00"],
    ["over the National Day holiday", "09-30 17:20", "30m", "10-08 08:44", "10-08 08:50"],
    ["into the make-up Saturday", "10-09 17:20", "30m", "10-10 08:44", "10-10 08:50"],
    // Saturday 08:30 to Monday 08:30 is one make-up day of seven hours; 5 h 36 min are 3 h 30 min before lunch and 2 h 06 min after it.
    ["of a working day over the make-up Saturday", "10-10 08:30", "1d", "10-10 16:06", "10-12 08:30"],
    // Two days of seven hours; 11 h 12 min of them are one day and 4 h 12 min, of which 3 h 30 min are before lunch.
    ["of two working days", "11-23 08:30", "2d", "11-24 14:42", "11-25 08:30"],
    // 15:00 to 17:30 are 2 h 30 min, two whole days 14 h, 08:30 to 15:00 are 4 h 30 min: 21 h, of which 16 h 48 min are Saturday 08:48.
    ["of three days over the holiday and the make-up Saturday", "09-30 15:00", "3d", "10-10 08:48", "10-10 15:00"],
  ])("%s", (_, start, within, warn, due) => {
    const promise = promiseFrom(sh(start), within, office);
    expect([promise.warnAt, promise.dueAt]).toEqual([sh(warn), sh(due)]);
  });

  test("in real time over the skipped and the doubled hour", () => {
    const allDay = calendarOf("Mon-Sun 00:00-24:00", "Europe/Berlin", noHolidays);
    const spring = promiseFrom(berlin("03-29 00:00+01:00"), "5h", allDay);
    expect([spring.warnAt, spring.dueAt]).toEqual([berlin("03-29 05:00+02:00"), berlin("03-29 06:00+02:00")]);
    const autumn = promiseFrom(berlin("10-25 00:00+02:00"), "5h", allDay);
    expect([autumn.warnAt, autumn.dueAt]).toEqual([berlin("10-25 03:00+01:00"), berlin("10-25 04:00+01:00")]);
    // A working day over the change has 23 or 25 hours, of which 18 h 24 min and 20 h are four fifths.
    expect(promiseFrom(berlin("03-29 00:00+01:00"), "1d", allDay).warnAt).toBe(berlin("03-29 19:24+02:00"));
    expect(promiseFrom(berlin("10-25 00:00+02:00"), "1d", allDay).warnAt).toBe(berlin("10-25 19:00+01:00"));
  });

  test("but not when it leaves less than a minute", () => {
    expect(promiseFrom(sh("11-23 09:00"), "4m", office).warnAt).toBeNull();
    expect(promiseFrom(sh("11-23 09:00"), "5m", office).warnAt).toBe(sh("11-23 09:04"));
  });
});

describe("a pause moves what is due by the working time in it", () => {
  test.each([
    // [title, start, within, paused at, resumed at, warned at, due at]
    ["within the morning", "11-23 09:00", "30m", "11-23 09:10", "11-23 09:40", "11-23 09:54", "11-23 10:00"],
    [
      "over lunch: half an hour before it and one after it",
      "11-23 11:00",
      "1h",
      "11-23 11:30",
      "11-23 15:00",
      "11-23 15:18",
      "11-23 15:30",
    ],
    ["in nothing but lunch", "11-23 11:30", "1h", "11-23 12:00", "11-23 14:00", "11-23 14:18", "11-23 14:30"],
    ["over the holiday", "09-30 16:00", "2h", "09-30 17:00", "10-08 09:00", "10-08 09:36", "10-08 10:00"],
    ["that began and ended in the holiday", "09-30 17:00", "1h", "10-02 10:00", "10-05 10:00", "10-08 08:48", "10-08 09:00"],
    ["over the make-up Saturday", "10-09 16:30", "2h", "10-09 17:00", "10-12 09:00", "10-12 10:06", "10-12 10:30"],
    // The visit was due on Wednesday at ten; the pause took 3 h 30 min of working time.
    ["of a visit promised in days", "11-23 10:00", "2d", "11-24 08:30", "11-24 12:00", "11-25 10:42", "11-25 15:30"],
  ])("%s", (_, start, within, from, to, warn, due) => {
    const promise = paused(promiseFrom(sh(start), within, office), sh(from), sh("12-31 00:00"));
    expect(resumePromise(promise, sh(to), office)).toMatchObject({
      id: 17,
      pausedAt: null,
      resumeAt: null,
      warnAt: sh(warn),
      dueAt: sh(due),
      dueVersion: 2,
    });
  });

  test("over the skipped hour", () => {
    const night = calendarOf("Mon-Sun 01:00-05:00", "Europe/Berlin", noHolidays);
    const promise = paused(promiseFrom(berlin("03-29 01:15+01:00"), "1h", night), berlin("03-29 01:30+01:00"), berlin("03-30 00:00+02:00"));
    expect(resumePromise(promise, berlin("03-29 03:30+02:00"), night)).toMatchObject({
      pausedMs: HOUR,
      dueAt: berlin("03-29 04:15+02:00"),
    });
  });

  test("and two pauses by both", () => {
    const first = paused(promiseFrom(sh("11-23 09:00"), "30m", office), sh("11-23 09:10"), sh("11-24 09:00"));
    const second = paused({ ...first, ...resumePromise(first, sh("11-23 09:20"), office) }, sh("11-23 09:30"), sh("11-24 09:00"));
    expect(resumePromise(second, sh("11-23 09:50"), office)).toMatchObject({ pausedMs: HOUR / 2, dueAt: sh("11-23 10:00"), dueVersion: 3 });
  });

  test("also of a time that was agreed on", () => {
    const agreed = { ...promiseFrom(sh("11-23 09:00"), "1d", office), within: null, dueAt: sh("11-23 16:00") };
    expect(resumePromise(paused(agreed, sh("11-23 11:30"), sh("11-24 09:00")), sh("11-23 14:30"), office)).toMatchObject({
      dueAt: sh("11-23 17:00"),
    });
  });

  test("but by no more than was said, however late the answer comes", () => {
    const promise = paused(promiseFrom(sh("11-23 09:00"), "30m", office), sh("11-23 09:10"), sh("11-23 09:40"));
    expect(resumePromise(promise, sh("11-23 17:00"), office)).toMatchObject({ dueAt: sh("11-23 10:00") });
  });

  test("and neither warns twice nor heals what was broken before", () => {
    const warned = { ...promiseFrom(sh("11-23 09:00"), "30m", office), warnAt: null };
    expect(resumePromise(paused(warned, sh("11-23 09:26"), sh("11-24 09:00")), sh("11-23 10:26"), office)).toMatchObject({
      warnAt: null,
      dueAt: sh("11-23 10:30"),
    });
    const broken = { ...warned, breachedAt: sh("11-23 09:30") };
    expect(resumePromise(paused(broken, sh("11-23 09:40"), sh("11-24 09:00")), sh("11-23 10:26"), office)).toEqual({
      id: 17,
      pausedAt: null,
      resumeAt: null,
    });
  });
});
