import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { deliveries } from "../../db/deliveries.tables.ts";
import { cycles, orderWindows } from "../../db/windows.tables.ts";
import { planAllWindows } from "../../src/windows/jobs.ts";
import { importCalendar } from "../../src/windows/service.ts";
import { buildRetailer, buildRoute, buildStaff } from "../support/build.ts";
import { MANAGER, startOrderDay, type OrderDay } from "./order-day.ts";

const OTHER_MANAGER = 51;
/** Two account managers' shops, more together than one transaction takes. */
const SHOPS_EACH = 300;

let day: OrderDay;
let rows: { licence_no: string; weekdays: string; cutoff: string; opens: string }[];
beforeEach(async () => {
  day = await startOrderDay();
  const other = buildStaff(day.db, OTHER_MANAGER, ["account_manager"], { districtId: day.district.id });
  const route = buildRoute(day.db, { code: "R102", districtId: day.district.id, accountManagerId: other.id });
  // One of each in turn, as a table sorted by licence has them.
  rows = Array.from({ length: 2 * SHOPS_EACH }, (_, n) => buildRetailer(day.db, { routeId: n % 2 === 0 ? day.route.id : route.id })).map(
    ({ licenceNo }) => ({ licence_no: licenceNo, weekdays: "Tue", cutoff: "17:00", opens: "-1 12:00" }),
  );
});
afterEach(() => day.close());

const told = () =>
  day.db
    .select()
    .from(deliveries)
    .where(eq(deliveries.kind, "calendar_changed"))
    .orderBy(deliveries.id)
    .all()
    .map(({ chatId, data }) => [chatId, (data as { more: number }).more]);
const counts = () => [day.db.select().from(cycles).all().length, day.db.select().from(orderWindows).all().length];

/** How often someone else had a turn while the work went on. */
async function countTurns(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let isOver = false;
  const next = () => void (isOver || ((turns += 1), setImmediate(next)));
  setImmediate(next);
  await work();
  isOver = true;
  return turns;
}

test("a long import and its planning let others have their turn, and tell each account manager once", async () => {
  expect(await countTurns(() => importCalendar(day.deps, { rows }))).toBeGreaterThan(0);
  expect(counts()).toEqual([2 * SHOPS_EACH, 4 * SHOPS_EACH]);
  expect(told()).toEqual([
    [MANAGER, 2 * SHOPS_EACH - 20],
    [OTHER_MANAGER, 2 * SHOPS_EACH - 20],
  ]);
  expect(await countTurns(() => planAllWindows(day.deps))).toBeGreaterThan(0);
  expect(await importCalendar(day.deps, { rows })).toMatchObject({ created: 0, updated: 0, unchanged: 2 * SHOPS_EACH });
  expect(told()).toHaveLength(2);
});

test("an import that fails half-way has landed with cycles, windows and message for the first, and with nothing for the others", async () => {
  const { $client } = day.db as unknown as { $client: { exec(text: string): void } };
  $client.exec(
    `create trigger no_news before insert on deliveries when new.chat_id = ${OTHER_MANAGER} begin select raise(abort, 'full'); end`,
  );
  await expect(importCalendar(day.deps, { rows })).rejects.toMatchObject({ cause: { message: "full" } });
  expect([counts(), told()]).toEqual([[SHOPS_EACH, 2 * SHOPS_EACH], [[MANAGER, 2 * SHOPS_EACH - 20]]]);
  $client.exec("drop trigger no_news");
  expect(await importCalendar(day.deps, { rows })).toMatchObject({ created: SHOPS_EACH, unchanged: SHOPS_EACH });
  expect(told().map(([chatId]) => chatId)).toEqual([MANAGER, OTHER_MANAGER]);
});
