import { expect, test } from "vitest";
import {
  countOpen,
  findReports,
  findShares,
  findShopOutcomes,
  findUncounted,
  findUnwritten,
  findWeeks,
  findWithoutOrder,
} from "../../db/outcomes.ts";
import type { Db } from "../../db/client.ts";
import { readPlans } from "../db/query-plans.ts";
import { at } from "../windows/order-day.ts";
import { startOutcomeDay } from "./outcome-day.ts";

const BIG_TABLES =
  /SCAN (?:retailers|orders|shop_people|people|deliveries|order_windows|window_answers|window_outcomes)\b(?! USING (?:COVERING )?INDEX order_windows_outcome)/;
const ALL = { isAll: true, districtId: null, managerId: null };
const OF_DISTRICT = { isAll: false, districtId: 1, managerId: null };
const OF_MANAGER = { isAll: false, districtId: null, managerId: 1 };

test("no query of a report goes through a table that grows", async () => {
  const day = await startOutcomeDay();
  const shop = day.addShop("甲", [201]);
  await day.setCutoff("17:00");
  const window = day.findWindows()[0]!;
  const week = { from: "2026-11-16", to: "2026-11-22" };
  const queries: Record<string, (db: Db) => Promise<unknown>> = {
    facts: (db) => findShopOutcomes(db, window),
    due: (db) => findUncounted(db, { after: at("08:00"), until: at("18:00") }),
    old: (db) => findUncounted(db, { until: at("18:00"), latest: 100 }),
    byId: (db) => findReports(db, { windowIds: [1, 2] }, ALL),
    byCutoff: (db) => findReports(db, { cutoffAt: at("17:00") }, OF_MANAGER),
    byDate: (db) => findReports(db, week, OF_DISTRICT),
    open: (db) => countOpen(db, week, OF_MANAGER),
    shares: (db) => findShares(db, [{ scope: "route-1", date: "2026-11-16" }]),
    weeks: (db) => findWeeks(db, { monday: "2026-10-05", to: "2026-11-22" }, OF_MANAGER),
    never: (db) => findWithoutOrder(db, [{ id: shop.id, from: 1, to: 2 }]),
    unwritten: (db) => findUnwritten(db, ["order_trend-2026-11-16-50"]),
  };
  for (const [name, query] of Object.entries(queries)) {
    const plans = await readPlans(day.db, () => query(day.db));
    expect(plans, name).not.toEqual([]);
    expect(
      plans.filter((plan) => BIG_TABLES.test(plan)),
      name,
    ).toEqual([]);
  }
  const plansOf = async (name: string) => (await readPlans(day.db, () => queries[name]!(day.db))).join();
  expect(await plansOf("due")).toContain("order_windows_outcome");
  expect(await plansOf("old")).toContain("order_windows_outcome");
  expect(await plansOf("byCutoff")).toContain("order_windows_cutoff");
  expect(await plansOf("weeks")).toContain("order_windows_date");
  day.close();
});
