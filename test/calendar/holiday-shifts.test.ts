import { describe, expect, test } from "vitest";
import { builtInHolidays } from "../../src/calendar/holidays.ts";
import type { HolidayRule } from "../../src/calendar/holiday-shifts.ts";
import { dateOf, dayOf } from "../../src/calendar/local-time.ts";
import { parseCycle, planWindows, type WindowException } from "../../src/calendar/window-rules.ts";
import { isWorkingDay, workingDaysBefore } from "../../src/calendar/working-days.ts";

const holidays = builtInHolidays();
const day = (date: string): number => dayOf(`2026-${date}`);
const cancelled = (date: string): WindowException => ({ date: `2026-${date}`, kind: "cancelled" });
const dated = (date: string): WindowException => ({
  date: `2026-${date}`,
  kind: "window",
  cutoffAt: Date.parse(`2026-${date}T12:00:00+08:00`),
});

/** Around the National Day of 2026: 1 (Thu) to 7 October are off, Sunday 20 September and Saturday 10 October are worked. */
function plan(weekdays: string, holidayRule: HolidayRule, exceptions: WindowException[] = [], from = "09-21") {
  const cycle = parseCycle({ weekdays, cutoff: "17:00", opens: "-1 08:00" });
  if (!cycle.ok) throw new Error(cycle.field);
  const options = { zone: "Asia/Shanghai", from: `2026-${from}`, days: 28, holidays, holidayRule };
  return planWindows(cycle.rule, exceptions, options).map(({ date, movedFrom }) =>
    movedFrom === null ? date.slice(5) : `${movedFrom.slice(5)} -> ${date.slice(5)}`,
  );
}

test("the days these tests go by are those of the calendar", () => {
  const off = Array.from({ length: 9 }, (_, n) => dateOf(day("09-30") + n)).filter((date) => holidays.kindOf(date) === "off");
  expect(off).toEqual(Array.from({ length: 7 }, (_, n) => `2026-10-0${n + 1}`));
  expect([holidays.kindOf("2026-09-20"), holidays.kindOf("2026-10-10")]).toEqual(["work", "work"]);
  expect([holidays.kindOf("2026-09-25"), holidays.kindOf("2026-09-26"), holidays.kindOf("2026-09-27")]).toEqual(["off", "off", "off"]);
});

describe("an ordering day on a day off", () => {
  test("is dropped unless the office wants otherwise", () => {
    expect(plan("Fri", "drop")).toEqual(["10-09", "10-16"]);
  });

  test("moves to the working day before", () => {
    expect(plan("Fri", "before")).toEqual(["09-25 -> 09-24", "10-02 -> 09-30", "10-09", "10-16"]);
  });

  test("moves to the working day after", () => {
    expect(plan("Fri", "after")).toEqual(["09-25 -> 09-28", "10-02 -> 10-08", "10-09", "10-16"]);
    expect(plan("Mon", "after")).toEqual(["09-21", "09-28", "10-05 -> 10-08", "10-12"]);
  });

  test("stands in for it with another cutoff too, and moves no further when its own window is cancelled", () => {
    expect(plan("Mon", "after", [dated("10-08")], "10-01")).toEqual(["10-05 -> 10-08", "10-12", "10-19", "10-26"]);
    expect(plan("Mon", "after", [cancelled("10-08")], "10-01")).toEqual(["10-12", "10-19", "10-26"]);
  });

  test("moves to a make-up working day, which makes no window by itself", () => {
    expect(plan("Wed", "after")).toEqual(["09-23", "09-30", "10-07 -> 10-08", "10-14"]);
    // 8 and 9 October are ordering days: cancelled, or passed by nobody.
    expect(plan("Tue", "after", [], "09-28")).toEqual(["09-29", "10-06 -> 10-08", "10-13", "10-20"]);
    expect(plan("Sat", "drop", [], "10-05")).toEqual(["10-10", "10-17", "10-24", "10-31"]);
  });

  test("moves neither onto nor past another ordering day: then it is dropped", () => {
    expect(plan("Wed;Thu;Fri", "before")).toEqual(["09-23", "09-24", "09-30", "10-08", "10-09", "10-14", "10-15", "10-16"]);
    // From Thursday 1 and Monday 5 October only the last day off before the 8th, an ordering day itself, could move.
    expect(plan("Mon;Thu", "after")).toEqual(["09-21", "09-24", "09-28", "10-08", "10-12", "10-15"]);
    expect(plan("Thu;Fri", "after", [], "09-29")).toEqual(["10-08", "10-09", "10-15", "10-16", "10-22", "10-23"]);
  });

  test("does not move past an ordering day that is off as well, so that no two windows meet", () => {
    expect(plan("Thu;Sat", "before", [], "09-28")).toEqual(["10-01 -> 09-30", "10-08", "10-10", "10-15", "10-17", "10-22", "10-24"]);
    expect(plan("Thu;Sat", "after", [], "09-29")).toEqual(["10-08", "10-10", "10-15", "10-17", "10-22", "10-24"]);
  });

  test("moves onto a day with a dated window in its stead, not onto a cancelled one, nor past an extra ordering day", () => {
    expect(plan("Fri", "before", [dated("09-24")])).toEqual(["09-25 -> 09-24", "10-02 -> 09-30", "10-09", "10-16"]);
    expect(plan("Fri", "before", [cancelled("09-24")])).toEqual(["10-02 -> 09-30", "10-09", "10-16"]);
    expect(plan("Fri", "after", [dated("10-04")])).toEqual(["09-25 -> 09-28", "10-04", "10-09", "10-16"]);
  });

  test("with a dated exception of its own is what that says", () => {
    expect(plan("Fri", "before", [dated("10-02")])).toEqual(["09-25 -> 09-24", "10-02", "10-09", "10-16"]);
    expect(plan("Fri", "before", [cancelled("10-02")])).toEqual(["09-25 -> 09-24", "10-09", "10-16"]);
  });

  test("is known on whichever day it is planned", () => {
    for (const rule of ["before", "after"] as const) {
      const all = plan("Fri", rule);
      for (const from of ["09-24", "09-28", "09-30", "10-08"]) expect(all.join()).toContain(plan("Fri", rule, [], from)[0]);
    }
  });
});

describe("working days", () => {
  test("are Monday to Friday, and what the calendar says otherwise", () => {
    expect(["10-01", "10-08", "10-10", "10-11", "10-17"].map((date) => isWorkingDay(day(date), holidays))).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });

  test.each([
    ["10-01", 2, "09-29"],
    ["10-08", 1, "09-30"],
    ["10-12", 1, "10-10"],
    ["10-12", 3, "10-08"],
  ])("before %s, number %i is %s", (date, count, found) => {
    expect(dateOf(workingDaysBefore(day(date), count, holidays))).toBe(`2026-${found}`);
  });

  test("that never come end the search", () => {
    expect(day("10-01") - workingDaysBefore(day("10-01"), 1, { kindOf: () => "off", coversYear: () => true })).toBe(366);
  });
});
