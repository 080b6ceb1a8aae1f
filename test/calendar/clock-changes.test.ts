import { describe, expect, test } from "vitest";
import { noHolidays } from "../../src/calendar/holidays.ts";
import { dayOf } from "../../src/calendar/local-time.ts";
import { listMaintenance, parseMaintenance } from "../../src/calendar/maintenance.ts";
import { parseCycle, planWindows, preliminaryAt, reminderAt } from "../../src/calendar/window-rules.ts";

const HOUR = 3_600_000;

/** The one window of a date, worked out by hand in the tests below. */
function windowOn(date: string, zone: string, cutoff: string, { opens, maintenance }: { opens?: string; maintenance?: string } = {}) {
  const cycle = parseCycle({ weekdays: "Sun", cutoff, opens });
  if (!cycle.ok) throw new Error(cycle.field);
  const closed = listMaintenance(parseMaintenance(maintenance ?? "Tue 12:00-13:00")!, zone, dayOf(date) - 60, dayOf(date) + 30);
  const [window] = planWindows(cycle.rule, [], { zone, from: date, days: 1, holidays: noHolidays, maintenance: closed });
  const [opensAt, cutoffAt] = [window!.opensAt, window!.cutoffAt];
  const reminder = reminderAt(window!, HOUR);
  const first = preliminaryAt({ ...window!, reminderAt: reminder }, zone);
  const [opening, closing, reminded, listed] = [opensAt, cutoffAt, reminder, first].map(
    (at) => at && new Date(at).toISOString().slice(0, 16),
  );
  return { opening, closing, reminded, listed };
}

describe("a cutoff in an hour that is skipped", () => {
  test.each([
    // 2:00 becomes 3:00: 2:30 is 3:30 summer time, and the reminder lies an hour of real time before.
    ["Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:30", "2026-03-29T00:30"],
    ["America/New_York", "2026-03-08", "02:30", "2026-03-08T07:30", "2026-03-08T06:30"],
    // Half an hour is skipped: 2:15 is 2:45.
    ["Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:45", "2026-10-03T14:45"],
  ])("in %s is shifted by the gap", (zone, date, cutoff, closing, reminded) => {
    expect(windowOn(date, zone, cutoff)).toMatchObject({ closing, reminded });
  });
});

describe("a cutoff in an hour that comes twice", () => {
  test.each([
    ["Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30", "2026-10-24T23:30"],
    ["America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30", "2026-11-01T04:30"],
    ["Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45", "2026-04-04T13:45"],
  ])("in %s is the first of the two", (zone, date, cutoff, closing, reminded) => {
    expect(windowOn(date, zone, cutoff)).toMatchObject({ closing, reminded });
  });
});

describe("around a change of the clocks", () => {
  test("a window that opens at noon and closes at midnight does so by the wall clock", () => {
    expect(windowOn("2026-03-29", "Europe/Berlin", "23:59", { opens: "-1 12:00" })).toEqual({
      opening: "2026-03-28T11:00",
      closing: "2026-03-29T21:59",
      reminded: "2026-03-29T20:59",
      listed: "2026-03-29T15:00",
    });
  });

  test("the first list of a cutoff in the morning is made at 17:00 of the day before, by the time that holds then", () => {
    expect(windowOn("2026-03-29", "Europe/Berlin", "08:30").listed).toBe("2026-03-28T16:00");
    expect(windowOn("2026-10-25", "Europe/Berlin", "08:30").listed).toBe("2026-10-24T15:00");
  });

  test("maintenance takes a cutoff in the skipped hour to its beginning, and an opening to its end", () => {
    const night = { maintenance: "Sat 22:00-Sun 02:30" };
    expect(windowOn("2026-03-29", "Europe/Berlin", "02:15", { ...night, opens: "-2 12:00" }).closing).toBe("2026-03-28T21:00");
    expect(windowOn("2026-03-29", "Europe/Berlin", "12:00", { ...night, opens: "01:00" }).opening).toBe("2026-03-29T01:30");
  });

  test("maintenance that ends in the doubled hour ends at its first", () => {
    const night = { maintenance: "Sat 22:00-Sun 02:30", opens: "01:00" };
    expect(windowOn("2026-10-25", "Europe/Berlin", "12:00", night).opening).toBe("2026-10-25T00:30");
  });
});
