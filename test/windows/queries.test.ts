import type Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Db } from "../../db/client.ts";
import * as schema from "../../db/schema.ts";
import { findSituation } from "../../db/windows/answers.ts";
import { findReminders } from "../../db/windows/reminders.ts";
import {
  countShops,
  findShopsOfPerson,
  findWindow,
  findWindowShops,
  findWindowsOfDate,
  findWindowsOfShop,
} from "../../db/windows/shops.ts";
import { findArrivalTimes, findLastReceived, sumCartons } from "../../db/orders.ts";
import { findOpenSilence, findPastTimes, findStillOpen, findUpcoming, findWarned } from "../../db/windows/feed.ts";
import { importCalendar } from "../../src/windows/service.ts";
import { at, MONDAY, startOrderDay, type OrderDay } from "./order-day.ts";

let day: OrderDay;
beforeEach(async () => {
  day = await startOrderDay();
});
afterEach(() => day.close());

/** How SQLite goes about the queries of `work`, with the values they were given: a partial index is chosen by value. */
async function explain(work: (db: Db) => Promise<unknown>): Promise<string[]> {
  const sqlite = (day.db as unknown as { $client: Database.Database }).$client;
  const steps: { detail: string }[] = [];
  const logQuery = (query: string, values: unknown[]) =>
    void steps.push(...(sqlite.prepare(`explain query plan ${query}`).all(...values) as { detail: string }[]));
  await work(drizzle(sqlite, { schema, logger: { logQuery } }));
  return steps.map(({ detail }) => detail);
}

const BIG_TABLES =
  /^SCAN (?:retailers|orders|feed_arrivals|shop_people|people|deliveries|order_windows|window_answers)\b(?! USING INDEX order_windows_due)/;

test("no query of the day goes through a table that grows", async () => {
  const shop = day.addShop("A", [201]);
  await day.setCutoff("17:00");
  await importCalendar(day.deps, { rows: [{ route: "R101", weekdays: "Mon;Thu", cutoff: "17:00" }] });
  const window = (await findWindow(day.db, 1))!;
  const queries: Record<string, (db: Db) => Promise<unknown>> = {
    reminders: (db) => findReminders(db, at("16:00")),
    window: (db) => findWindow(db, 1),
    shops: (db) => findWindowShops(db, window),
    ofPerson: (db) => findShopsOfPerson(db, window, 201),
    situation: (db) => findSituation(db, 1, 201),
    counts: (db) => countShops(db, window),
    ofDate: (db) => findWindowsOfDate(db, MONDAY),
    ofShop: (db) => findWindowsOfShop(db, shop, { fromDate: MONDAY, since: at("00:00"), limit: 3 }),
    cartons: (db) => sumCartons(db, shop.id, window),
    feed: (db) => findLastReceived(db),
    arrivals: (db) => findArrivalTimes(db, at("00:00"), 1_000),
    upcoming: (db) => findUpcoming(db, at("16:00"), at("15:50")),
    stillOpen: (db) => findStillOpen(db, [1], at("15:50")),
    pastTimes: (db) => findPastTimes(db, at("00:00"), at("16:00")),
    warned: (db) => findWarned(db, 1),
    silence: (db) => findOpenSilence(db),
  };
  for (const [name, query] of Object.entries(queries)) {
    const plan = await explain(query);
    expect(plan, name).not.toEqual([]);
    expect(
      plan.filter((step) => BIG_TABLES.test(step)),
      name,
    ).toEqual([]);
  }
  for (const due of ["reminders", "upcoming"]) expect((await explain(queries[due]!)).join(), due).toContain("order_windows_due");
  // A person's shops, not the shops of the route, decide how long one reminder takes to prepare.
  expect((await explain(queries["ofPerson"]!)).join()).toContain("shop_people_person");
});
