import { describe, expect, test } from "vitest";
import { parseWithin } from "../../src/calendar/durations.ts";
import { builtInHolidays, noHolidays, type Holidays } from "../../src/calendar/holidays.ts";
import { addWorkingDays, addWorkingTime, dueAt, parseWorkingHours, workingTimeBetween } from "../../src/calendar/working-time.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const calendarOf = (hours: string, zone = "Asia/Shanghai", holidays: Holidays = builtInHolidays()) => ({
  zone,
  hours: parseWorkingHours(hours),
  holidays,
});
const office = calendarOf("Mon-Fri 08:30-12:00,14:00-17:30");

/** The epoch ms of Shanghai's wall clock, "MM-DD HH:mm" in 2026. */
const sh = (text: string): number => Date.parse(`2026-${text.replace(" ", "T")}+08:00`);
const berlin = (text: string): number => Date.parse(`2026-${text.replace(" ", "T")}`);

describe("working time", () => {
  test.each([
    ["within the morning", "11-23 09:00", 30, "11-23 09:30"],
    ["over the lunch break", "11-23 11:45", 30, "11-23 14:15"],
    ["used up exactly at lunch", "11-23 11:30", 30, "11-23 12:00"],
    ["from inside the lunch break", "11-23 13:00", 30, "11-23 14:30"],
    ["from before opening", "11-23 06:00", 30, "11-23 09:00"],
    ["from after closing", "11-23 20:00", 30, "11-24 09:00"],
    ["over the weekend", "11-20 17:20", 30, "11-23 08:50"],
    ["from a Sunday", "11-22 10:00", 30, "11-23 09:00"],
    ["over the National Day holiday", "09-30 17:20", 30, "10-08 08:50"],
    ["into the make-up Saturday", "10-09 17:20", 30, "10-10 08:50"],
    ["over two days of seven hours", "11-23 08:30", 15 * 60, "11-25 09:30"],
  ])("a promise %s is due as computed by hand", (_, start, minutes, due) => {
    expect(addWorkingTime(sh(start), minutes * MINUTE, office)).toBe(sh(due));
  });

  test("nothing added moves nothing, even outside working hours", () => {
    expect(addWorkingTime(sh("11-22 10:00"), 0, office)).toBe(sh("11-22 10:00"));
  });

  test("a make-up Saturday has a weekday's hours where Saturdays are short, and an ordinary Saturday keeps its own", () => {
    const calendar = calendarOf("Mon-Fri 08:30-12:00,14:00-17:30; Sat 09:00-12:00");
    expect(workingTimeBetween(sh("10-10 00:00"), sh("10-11 00:00"), calendar)).toBe(7 * HOUR);
    expect(workingTimeBetween(sh("10-17 00:00"), sh("10-18 00:00"), calendar)).toBe(3 * HOUR);
    expect(workingTimeBetween(sh("10-03 00:00"), sh("10-04 00:00"), calendar)).toBe(0);
  });

  test("a weekday marked as work has its own hours, and the usual ones where it has none", () => {
    const holidays: Holidays = { kindOf: () => "work", coversYear: () => true };
    const calendar = calendarOf("Tue-Fri 08:00-12:00; Sat 08:00-09:00", "Asia/Shanghai", holidays);
    const hours = ["11-23", "11-24", "11-28", "11-29"].map(
      (day) => workingTimeBetween(sh(`${day} 00:00`), sh(`${day} 24:00`), calendar) / HOUR,
    );
    expect(hours).toEqual([4, 4, 4, 4]);
  });

  test("between two instants only working time counts", () => {
    expect(workingTimeBetween(sh("11-20 16:30"), sh("11-23 14:30"), office)).toBe(5 * HOUR);
    expect(workingTimeBetween(sh("09-30 17:30"), sh("10-08 08:30"), office)).toBe(0);
    expect(workingTimeBetween(sh("11-23 10:00"), sh("11-23 09:00"), office)).toBe(0);
    // 2026 has 248 working days of seven hours: 261 weekdays - 19 days off on weekdays + 6 make-up days.
    expect(workingTimeBetween(sh("01-01 00:00"), sh("12-31 24:00"), office)).toBe(248 * 7 * HOUR);
  });

  test("always counts holidays and nights too", () => {
    const always = calendarOf("always");
    expect(addWorkingTime(sh("10-01 22:00"), 5 * HOUR, always)).toBe(sh("10-02 03:00"));
    expect(workingTimeBetween(sh("10-01 22:00"), sh("10-02 03:00"), always)).toBe(5 * HOUR);
    expect(addWorkingDays(sh("10-01 22:00"), 2, always)).toBe(sh("10-03 22:00"));
  });

  test("input that is no instant or no duration is refused", () => {
    expect(() => addWorkingTime(Number.NaN, 1, office)).toThrow(RangeError);
    expect(() => addWorkingTime(0, -1, office)).toThrow(RangeError);
    expect(() => addWorkingTime(0, Infinity, office)).toThrow(RangeError);
    expect(() => workingTimeBetween(0, Infinity, office)).toThrow(RangeError);
    expect(() => addWorkingDays(0, 1.5, office)).toThrow(RangeError);
    expect(() => addWorkingDays(0, -1, office)).toThrow(RangeError);
  });

  test("a calendar without any working day ends as an error instead of never", () => {
    const never = calendarOf("Mon 08:00-09:00", "Asia/Shanghai", { kindOf: () => "off", coversYear: () => true });
    expect(() => addWorkingTime(0, 1, never)).toThrow(/no working time/);
    expect(() => addWorkingDays(0, 1, never)).toThrow(/no working time/);
    expect(() => addWorkingTime(0, 366 * 24 * HOUR, calendarOf("Mon 08:00-08:01"))).toThrow(/century/);
  });
});

describe("working days", () => {
  test.each([
    ["the same clock time", "11-23 10:00", 2, "11-25 10:00"],
    ["opening, when filed before it", "11-23 06:00", 2, "11-25 08:30"],
    ["the end of lunch, when filed in it", "11-23 12:30", 2, "11-25 14:00"],
    ["closing, when filed after it", "11-23 20:00", 2, "11-25 17:30"],
    ["the second a morning ends, when filed then", "11-23 12:00", 1, "11-24 12:00"],
    ["opening, counted from Monday, when filed on a Saturday", "11-21 16:00", 2, "11-25 08:30"],
    ["after the weekend", "11-20 15:15", 1, "11-23 15:15"],
    ["after the holiday, the make-up Saturday counting", "09-30 15:00", 3, "10-10 15:00"],
    ["opening of the first day after the holiday, plus one, when filed in it", "10-03 11:00", 1, "10-09 08:30"],
  ])("a visit is due at %s", (_, start, days, due) => {
    expect(addWorkingDays(sh(start), days, office)).toBe(sh(due));
  });

  test("seconds of the filing are kept", () => {
    expect(addWorkingDays(sh("11-23 10:00:42.123"), 1, office)).toBe(sh("11-24 10:00:42.123"));
  });

  test("no days at all move a filing into working hours", () => {
    expect([addWorkingDays(sh("11-23 10:00"), 0, office), addWorkingDays(sh("11-22 10:00"), 0, office)]).toEqual([
      sh("11-23 10:00"),
      sh("11-23 08:30"),
    ]);
  });

  test("a promise in days and one in minutes are both due by the same calendar", () => {
    expect(dueAt(sh("11-20 17:20"), parseWithin("30m"), office)).toBe(sh("11-23 08:50"));
    expect(dueAt(sh("11-20 17:20"), parseWithin("2d"), office)).toBe(sh("11-24 17:20"));
  });
});

describe("daylight saving", () => {
  const night = calendarOf("Mon-Sun 01:00-05:00", "Europe/Berlin", noHolidays);
  const allDay = calendarOf("Mon-Sun 00:00-24:00", "Europe/Berlin", noHolidays);

  test("a block over the skipped hour is an hour shorter, over the doubled hour an hour longer", () => {
    expect(workingTimeBetween(berlin("03-29 00:00+01:00"), berlin("03-29 12:00+02:00"), night)).toBe(3 * HOUR);
    expect(workingTimeBetween(berlin("10-25 00:00+02:00"), berlin("10-25 12:00+01:00"), night)).toBe(5 * HOUR);
    expect(addWorkingTime(berlin("03-29 01:30+01:00"), HOUR, night)).toBe(berlin("03-29 03:30+02:00"));
    expect(addWorkingTime(berlin("10-25 01:30+02:00"), 2 * HOUR, night)).toBe(berlin("10-25 02:30+01:00"));
  });

  test("a full day of the change has 23 or 25 hours", () => {
    expect(addWorkingTime(berlin("03-29 00:00+01:00"), 23 * HOUR, allDay)).toBe(berlin("03-30 00:00+02:00"));
    expect(addWorkingTime(berlin("10-25 00:00+02:00"), 25 * HOUR, allDay)).toBe(berlin("10-26 00:00+01:00"));
  });

  test("a block inside the skipped hour is shifted forward, inside the doubled hour it is the first", () => {
    const short = calendarOf("Sun 02:15-02:45", "Europe/Berlin", noHolidays);
    expect(addWorkingTime(berlin("03-29 00:00+01:00"), MINUTE, short)).toBe(berlin("03-29 03:16+02:00"));
    expect(addWorkingTime(berlin("10-25 00:00+02:00"), MINUTE, short)).toBe(berlin("10-25 02:16+02:00"));
    expect(workingTimeBetween(berlin("10-25 02:00+01:00"), berlin("10-25 04:00+01:00"), short)).toBe(0);
  });

  test("a block shifted onto the next one is not counted twice", () => {
    const calendar = calendarOf("Sun 01:00-02:30,03:00-05:00", "Europe/Berlin", noHolidays);
    expect(workingTimeBetween(berlin("03-29 00:00+01:00"), berlin("03-29 12:00+02:00"), calendar)).toBe(3 * HOUR);
    expect(addWorkingTime(berlin("03-29 00:00+01:00"), 3 * HOUR, calendar)).toBe(berlin("03-29 05:00+02:00"));
  });

  test("a day whose only block the change swallows is no working day", () => {
    // On 29 March 02:30 becomes 03:30, which is after 03:10.
    const calendar = calendarOf("Sun 02:30-03:10", "Europe/Berlin", noHolidays);
    expect(addWorkingDays(berlin("03-22 02:40+01:00"), 1, calendar)).toBe(berlin("04-05 02:40+02:00"));
  });

  test("working days keep the clock time over the change", () => {
    const calendar = calendarOf("Mon-Fri 08:00-17:00", "Europe/Berlin", noHolidays);
    expect(addWorkingDays(berlin("03-27 10:00+01:00"), 1, calendar)).toBe(berlin("03-30 10:00+02:00"));
    expect(addWorkingDays(berlin("10-23 10:00+02:00"), 1, calendar)).toBe(berlin("10-26 10:00+01:00"));
    expect(addWorkingDays(berlin("03-28 02:30+01:00"), 1, calendarOf("always", "Europe/Berlin"))).toBe(berlin("03-29 03:30+02:00"));
  });
});

test("what is added is exactly what lies between, from any start in any zone", () => {
  let seed = 42;
  const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const zones = ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "America/Santiago"];
  const hours = [
    "Mon-Fri 08:30-12:00,14:00-17:30",
    "Mon-Sun 00:00-24:00",
    "Sat-Sun 00:15-02:30,02:45-05:00",
    "Sun 23:00-24:00; Mon 00:00-01:30",
  ];
  const calendars = zones.flatMap((zone) => hours.map((text) => calendarOf(text, zone)));
  for (let round = 0; round < 2000; round += 1) {
    const calendar = calendars[round % calendars.length]!;
    const start = sh("01-01 00:00") + random(2_000_000) * 15_000;
    const ms = 1 + random(40 * 60) * MINUTE;
    const due = addWorkingTime(start, ms, calendar);
    expect([workingTimeBetween(start, due, calendar), workingTimeBetween(start, due - 1, calendar)], `${start} + ${ms}`).toEqual([
      ms,
      ms - 1,
    ]);
  }
});
