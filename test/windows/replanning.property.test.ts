import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { deliveries } from "../../db/deliveries.tables.ts";
import { settings } from "../../db/settings.tables.ts";
import { cycleExceptions, cycles, orderWindows } from "../../db/windows.tables.ts";
import { HOLIDAY_RULES } from "../../src/calendar/holiday-shifts.ts";
import { dateOf, dayOf, toLocal } from "../../src/calendar/local-time.ts";
import { planAllWindows, sweepHolidayNotices } from "../../src/windows/jobs.ts";
import { importCalendar } from "../../src/windows/service.ts";
import { startOrderDay, type OrderDay } from "./order-day.ts";

const HOUR = 3_600_000;
/** Days before the clocks of these zones change. */
const STARTS = [
  ["Europe/Berlin", "2026-03-25T10:00:00Z"],
  ["Europe/Berlin", "2026-10-21T10:00:00Z"],
  ["America/New_York", "2026-03-04T10:00:00Z"],
  ["Australia/Lord_Howe", "2026-03-30T10:00:00Z"],
] as const;

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom("00", "15", "30", "59"))
  .map(([hour, minute]) => `${hour}:${minute}`);
const weekdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 });
const offset = fc.integer({ min: -3, max: 10 });
const isShop = fc.boolean();
const step = fc.oneof(
  fc.record({ kind: fc.constant("weekly" as const), isShop, weekdays, time, before: fc.constantFrom("", "-1 ", "+1 ") }),
  fc.record({ kind: fc.constant("dated" as const), isShop, offset, time: fc.option(time, { nil: "cancelled" }) }),
  fc.record({
    kind: fc.constant("holiday" as const),
    offset,
    days: fc.integer({ min: 1, max: 8 }),
    rule: fc.constantFrom(...HOLIDAY_RULES),
  }),
  fc.record({
    kind: fc.constant("maintenance" as const),
    value: fc.constantFrom("off", "Fri 18:00-Sat 12:00", "Sun 01:30-Sun 02:45, Mon 02:00-Wed 09:00"),
  }),
  fc.record({ kind: fc.constant("wait" as const), hours: fc.integer({ min: 1, max: 80 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

let day: OrderDay;
let licenceNo: string;
beforeEach(async () => {
  day = await startOrderDay();
  ({ licenceNo } = day.addShop("A", [201]));
});
afterEach(() => day.close());

const stored = () => day.db.select().from(orderWindows).orderBy(orderWindows.id).all();
const written = () => day.db.select().from(deliveries).orderBy(deliveries.id).all();
const today = () => toLocal(day.deps.clock(), day.deps.calendar.zone).day;
const set = (key: string, value: string) =>
  void day.db.insert(settings).values({ key, value, updatedAt: 1 }).onConflictDoUpdate({ target: settings.key, set: { value } }).run();

function start([zone, now]: (typeof STARTS)[number]): void {
  for (const table of [deliveries, orderWindows, cycles, cycleExceptions, settings]) day.db.delete(table).run();
  day.setNow(Date.parse(now));
  day.deps.calendar = { ...day.deps.calendar, zone, holidays: { kindOf: () => undefined, coversYear: () => true } };
}

async function take(each: Step): Promise<void> {
  const owner = "isShop" in each && each.isShop ? { licence_no: licenceNo } : { route: "R101" };
  if (each.kind === "weekly")
    return void (await importCalendar(day.deps, { rows: [{ ...owner, weekdays: each.weekdays, cutoff: `${each.before}${each.time}` }] }));
  if (each.kind === "dated")
    return void (await importCalendar(day.deps, { exceptions: [{ ...owner, date: dateOf(today() + each.offset), cutoff: each.time }] }));
  if (each.kind === "holiday") {
    const off = new Set(Array.from({ length: each.days }, (_, n) => dateOf(today() + each.offset + n)));
    day.deps.calendar = {
      ...day.deps.calendar,
      holidays: { kindOf: (date) => (off.has(date) ? "off" : undefined), coversYear: () => true },
    };
    set("holiday_rule", each.rule);
  }
  if (each.kind === "maintenance") set("maintenance", each.value);
  if (each.kind === "wait") day.advance(each.hours * HOUR);
  await planAllWindows(day.deps);
}

test("whatever the calendar goes through, closed windows stay as they were, the open ones are sound, and planning again changes nothing", async () => {
  const walk = fc.asyncProperty(fc.constantFrom(...STARTS), fc.array(step, { minLength: 3, maxLength: 8 }), async (first, steps) => {
    start(first);
    for (const each of steps) {
      const now = day.deps.clock();
      const dated = () =>
        new Set(
          day.db
            .select()
            .from(cycleExceptions)
            .all()
            .map(({ scope, date }) => `${scope} ${date}`),
        );
      const closed = stored().filter(({ cutoffAt }) => cutoffAt <= now);
      await take(each);
      const exceptions = dated();
      const after = new Map(stored().map((row) => [row.id, row]));
      // Only a dated exception opens a closed window again.
      for (const row of closed.filter(({ scope, date }) => !exceptions.has(`${scope} ${date}`))) expect(after.get(row.id)).toEqual(row);
      for (const row of after.values()) expect(row.opensAt).toBeLessThan(row.cutoffAt);
      const alive = [...after.values()].filter(({ state }) => state === "planned");
      expect(alive.filter(({ date }) => dayOf(date) >= today() + 14)).toEqual([]);
    }
    await sweepHolidayNotices(day.deps);
    const [windows, messages] = [stored(), written()];
    await planAllWindows(day.deps);
    await sweepHolidayNotices(day.deps);
    expect([stored(), written()]).toEqual([windows, messages]);
  });
  await fc.assert(walk, { numRuns: 60 });
});
