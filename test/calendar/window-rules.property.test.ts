import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HOLIDAY_RULES } from "../../src/calendar/holiday-shifts.ts";
import type { DayKind, Holidays } from "../../src/calendar/holidays.ts";
import { DAY_MS, dateOf, dayOf, fromLocal, MINUTE_MS, toLocal } from "../../src/calendar/local-time.ts";
import { findMaintenance, formatMaintenance, listMaintenance, parseMaintenance } from "../../src/calendar/maintenance.ts";
import { planWindows, type CycleRule, type PlanOptions, type WindowException } from "../../src/calendar/window-rules.ts";

const ZONES = ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/St_Johns"] as const;
const FIRST = dayOf("2026-01-01");
const YEAR = 365;
const HOUR = 60 * MINUTE_MS;
const SHORT_NAMES = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

const zone = fc.constantFrom(...ZONES);
/** Near the changes of the clocks of the zones half of the time, anywhere in the year else. */
const from = fc.oneof(
  fc.integer({ min: FIRST, max: FIRST + YEAR }),
  fc
    .constantFrom("2026-03-08", "2026-03-29", "2026-04-05", "2026-10-04", "2026-10-25", "2026-11-01")
    .chain((date) => fc.integer({ min: dayOf(date) - 14, max: dayOf(date) })),
);
const clock = fc
  .oneof(fc.integer({ min: 0, max: 23 * 60 + 59 }), fc.integer({ min: 0, max: 4 * 60 }))
  .map((minutes) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`);
const dayTime = (min: number, max: number) => fc.record({ dayOffset: fc.integer({ min, max }), time: clock });
const wallOf = ({ dayOffset, time }: { dayOffset: number; time: string }) =>
  dayOffset * 1_440 + Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const rule: fc.Arbitrary<CycleRule> = fc
  .record({
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 }),
    cutoff: dayTime(-2, 1),
    opens: fc.option(dayTime(-5, 1), { nil: undefined }),
  })
  .filter(({ cutoff, opens }) => opens === undefined || wallOf(opens) < wallOf(cutoff));
const blocks = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 6 }), clock, fc.integer({ min: 0, max: 1 }), clock), { maxLength: 3 })
  .map((parts) =>
    parts.map(([day, start, more, end]) => `${SHORT_NAMES[day]!} ${start}-${SHORT_NAMES[(day + more) % 7]!} ${end}`).join(","),
  )
  .map((text) => (text === "" ? [] : parseMaintenance(text)))
  .filter((parsed) => parsed !== undefined);
const holidays: fc.Arbitrary<Holidays> = fc
  .array(
    fc.tuple(
      fc.integer({ min: FIRST - 40, max: FIRST + YEAR + 40 }),
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom<DayKind>("off", "off", "work"),
    ),
    {
      maxLength: 40,
    },
  )
  .map((runs) => {
    const days = new Map(runs.flatMap(([day, length, kind]) => Array.from({ length }, (_, n) => [dateOf(day + n), kind] as const)));
    return { kindOf: (date: string) => days.get(date), coversYear: () => true };
  });

type World = { zone: string; first: number; rule: CycleRule; exceptions: WindowException[]; options: PlanOptions & { days: number } };
const world: fc.Arbitrary<World> = fc
  .record({
    zone,
    first: from,
    rule,
    blocks,
    holidays,
    holidayRule: fc.constantFrom(...HOLIDAY_RULES),
    dated: fc.array(
      fc.tuple(fc.integer({ min: -25, max: 20 }), fc.boolean(), clock, fc.option(fc.integer({ min: 1, max: 72 }), { nil: undefined })),
      { maxLength: 5 },
    ),
  })
  .map(({ zone, first, rule, blocks, holidays, holidayRule, dated }) => {
    const exceptions = dated.map(([offset, isCancelled, time, hours]): WindowException => {
      const date = dateOf(first + offset);
      if (isCancelled) return { date, kind: "cancelled" };
      const cutoffAt = fromLocal(first + offset, wallOf({ dayOffset: 0, time }) * MINUTE_MS, zone);
      return { date, kind: "window", cutoffAt, opensAt: hours === undefined ? undefined : cutoffAt - hours * HOUR };
    });
    const maintenance = listMaintenance(blocks, zone, first - 60, first + 40);
    return { zone, first, rule, exceptions, options: { zone, from: dateOf(first), days: 14, holidays, holidayRule, maintenance } };
  });

const plan = ({ rule, exceptions, options }: World, more: Partial<PlanOptions> = {}) =>
  planWindows(rule, exceptions, { ...options, ...more });
const holds = (property: (world: World) => void) => fc.assert(fc.property(world, property), { numRuns: 150 });

describe("the windows of any calendar", () => {
  test("open before they close, one a date, in the order of their dates, none outside the days asked for", () => {
    holds((each) => {
      const windows = plan(each);
      const dates = windows.map(({ date }) => date);
      expect(dates).toEqual([...new Set(dates)].sort());
      expect(dates.every((date) => dayOf(date) >= each.first && dayOf(date) < each.first + 14)).toBe(true);
      expect(windows.filter(({ opensAt, cutoffAt }) => opensAt >= cutoffAt)).toEqual([]);
    });
  });

  test("neither open nor close in maintenance, but for what a dated exception says", () => {
    holds((each) => {
      const closed = each.options.maintenance!;
      for (const { opensAt, cutoffAt, source } of plan(each)) {
        if (source === "exception") continue;
        expect(closed.filter(({ from, to }) => opensAt >= from && opensAt < to)).toEqual([]);
        expect(closed.filter(({ from, to }) => cutoffAt > from && cutoffAt <= to)).toEqual([]);
      }
    });
  });

  test("lie on days that are not off, unless a dated exception says so, and a day stands in for one day off at most", () => {
    holds((each) => {
      const kindOf = (date: string) => each.options.holidays.kindOf(date);
      const weekly = plan(each).filter(({ source }) => source === "weekly");
      expect(weekly.filter(({ date }) => kindOf(date) === "off")).toEqual([]);
      const moved = weekly.flatMap(({ movedFrom }) => movedFrom ?? []);
      expect(moved).toEqual([...new Set(moved)]);
      expect(moved.filter((date) => kindOf(date) !== "off")).toEqual([]);
      expect(each.options.holidayRule === "drop" ? moved : []).toEqual([]);
    });
  });

  test("that are moved never change their order, nor meet an ordering day", () => {
    holds((each) => {
      const weekly = plan(each).filter(({ source }) => source === "weekly");
      const usual = weekly.map(({ date, movedFrom }) => movedFrom ?? date);
      expect(usual).toEqual(usual.toSorted());
    });
  });

  test("are the same on whichever day they are planned", () => {
    holds((each) => {
      const windows = plan(each, { days: 28 });
      for (const later of [1, 5, 13]) {
        const from = dateOf(each.first + later);
        const until = dateOf(each.first + later + 14);
        expect(plan(each, { from })).toEqual(windows.filter(({ date }) => date >= from && date < until));
      }
    });
  });

  test("close when the wall clock says so, unless the clocks skip that time or maintenance is in the way", () => {
    holds((each) => {
      for (const { date, cutoffAt, source } of plan(each, { maintenance: [] })) {
        if (source === "exception") continue;
        const wall = (dayOf(date) * 1_440 + wallOf(each.rule.cutoff)) * MINUTE_MS;
        const { day, clockMs } = toLocal(cutoffAt, each.zone);
        const late = day * DAY_MS + clockMs - wall;
        // A skipped time is later by the gap, an hour at most in these zones, and the same wall time lies nowhere else.
        expect(late === 0 || (late > 0 && late <= HOUR && !isOnClock(wall, each.zone))).toBe(true);
        // In a doubled hour it is the first of the two.
        expect(late === 0 && shownBefore(cutoffAt, wall, each.zone)).toBe(false);
      }
    });
  });
});

/** Whether the wall clock shows this time at any instant. */
const isOnClock = (wall: number, zone: string): boolean =>
  Array.from({ length: 4 * 28 }, (_, n) => wall - 14 * HOUR + n * 15 * MINUTE_MS).some((at) => shows(at, wall, zone));
const shows = (at: number, wall: number, zone: string): boolean => {
  const { day, clockMs } = toLocal(at, zone);
  return day * DAY_MS + clockMs === wall;
};
/** Whether the wall clock has shown this time in the two hours before. */
const shownBefore = (at: number, wall: number, zone: string): boolean =>
  [30, 60, 120].some((minutes) => shows(at - minutes * MINUTE_MS, wall, zone));

describe("any maintenance times", () => {
  test("are read back from their own text", () => {
    fc.assert(
      fc.property(blocks, (each) => {
        fc.pre(each.length > 0);
        expect(parseMaintenance(formatMaintenance(each))).toEqual(each);
      }),
    );
  });

  test("are found at an instant exactly when the wall clock is in them, on days without a change of clocks", () => {
    fc.assert(
      fc.property(blocks, fc.integer({ min: FIRST * 1_440, max: (FIRST + YEAR) * 1_440 }), (each, minute) => {
        const at = minute * MINUTE_MS;
        const { day, clockMs } = toLocal(at, "Asia/Shanghai");
        const week = (((day + 3) % 7) * DAY_MS + clockMs) % (7 * DAY_MS);
        const isInside = each.some(({ from, to }) => (week >= from && week < to) || (week + 7 * DAY_MS >= from && week + 7 * DAY_MS < to));
        expect(findMaintenance(each, at, "Asia/Shanghai") !== undefined).toBe(isInside);
      }),
    );
  });

  test("are apart from one another and found from their first to their last moment", () => {
    fc.assert(
      fc.property(blocks, zone, from, (each, where, first) => {
        const spans = listMaintenance(each, where, first - 28, first + 28);
        for (const [n, span] of spans.entries()) {
          expect(span.from).toBeLessThan(span.to);
          expect(spans[n - 1]?.to ?? -Infinity).toBeLessThan(span.from);
        }
        for (const span of spans.slice(2, -2)) {
          expect(findMaintenance(each, span.from, where)).toEqual(span);
          expect(findMaintenance(each, span.to, where)).toBeUndefined();
        }
      }),
      { numRuns: 50 },
    );
  });
});
