import { afterEach, beforeEach, expect, test } from "vitest";
import { countReach, findAffectedPeople, findPeopleOfWindows, findTold } from "../../db/outages/audience.ts";
import { findOutageOfRoute } from "../../db/outages.ts";
import type { Db } from "../../db/client.ts";
import { readPlans } from "../db/query-plans.ts";
import { startOutageDay, SUPERVISOR, type OutageDay } from "./world.ts";

let day: OutageDay;
beforeEach(async () => {
  day = await startOutageDay();
  day.addShop("A", [201]);
  await day.setCutoff("17:00");
  await day.begin(SUPERVISOR);
});
afterEach(() => day.close());

/** Tables that hold thousands to millions of rows. */
const BIG = ["deliveries", "retailers", "shop_people", "people", "orders", "order_windows"];

const HORIZON = { now: 1, until: null, endOfDay: 2 };
const QUERIES: Record<string, (db: Db) => unknown> = {
  "who has not ordered, of the company": (db) => findAffectedPeople(db, { kind: "all" }, HORIZON),
  "of a district": (db) => findAffectedPeople(db, { kind: "district", districtId: 1 }, HORIZON),
  "of some routes": (db) => findAffectedPeople(db, { kind: "routes", routeIds: [1], districtIds: [1] }, HORIZON),
  "of some windows": (db) => findPeopleOfWindows(db, [1]),
  "who was told": (db) => findTold(db, 1),
  "how far the notice is": (db) => countReach(db, 1),
  "whether a route can order": (db) => findOutageOfRoute(db, 1),
};

test.each(Object.entries(QUERIES))("%s is looked up in indexes", async (_what, query) => {
  const plans = await readPlans(day.db, async () => query(day.db));
  expect(plans.length).toBeGreaterThan(0);
  const steps = plans.flatMap((plan) => plan.split("; "));
  expect(steps.filter((step) => BIG.some((name) => new RegExp(`^SCAN ${name}\\b`).test(step)))).toEqual([]);
});
