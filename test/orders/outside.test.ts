import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { orderWindows } from "../../db/windows.tables.ts";
import { findOutside } from "../../db/orders/outside.ts";
import { importOrders } from "../../src/orders/service.ts";
import { importCalendar } from "../../src/windows/service.ts";
import { buildRetailer } from "../support/build.ts";
import { readPlans } from "../db/query-plans.ts";
import { startOrderDay, type OrderDay } from "../windows/order-day.ts";

let day: OrderDay;
beforeEach(async () => {
  day = await startOrderDay();
});
afterEach(() => day.close());

const OUTSIDE = { row: 1, field: "ordered_at", reason: "outside_window" };
const warnings = async (licenceNo: string, time: string, cartons = 10) => (await day.order(licenceNo, time, cartons)).warnings;

test("an order between opening and cutoff is as it should be, both included; before and after it is stored and warned of", async () => {
  const { licenceNo } = day.addShop("A");
  await day.setCutoff("17:00", { opens: "08:00" });
  for (const time of ["08:00", "17:00"]) expect(await warnings(licenceNo, time)).toEqual([]);
  for (const time of ["07:59", "17:01"]) expect(await day.order(licenceNo, time)).toMatchObject({ created: 1, warnings: [OUTSIDE] });
});

test("a window that was cancelled, a route without a calendar: orders lie outside", async () => {
  const { licenceNo } = day.addShop("A");
  await day.setCutoff("17:00");
  expect(await warnings(buildRetailer(day.db).licenceNo, "10:00")).toEqual([OUTSIDE]);
  day.db.update(orderWindows).set({ state: "cancelled" }).run();
  expect(await warnings(licenceNo, "10:00")).toEqual([OUTSIDE]);
});

test("a cancellation (0 cartons) lies nowhere", async () => {
  const { licenceNo } = day.addShop("A");
  await day.setCutoff("17:00");
  expect(await warnings(licenceNo, "18:00", 0)).toEqual([]);
});

test("a shop with its own cycle, or its own word about the date, is measured by that and not by its route", async () => {
  const [own, free, usual] = [day.addShop("A"), day.addShop("B"), day.addShop("C")];
  await day.setCutoff("17:00");
  await importCalendar(day.deps, {
    rows: [{ licence_no: own.licenceNo, weekdays: "Mon", cutoff: "20:00", opens: "18:00" }],
    exceptions: [{ licence_no: free.licenceNo, date: "2026-11-23", cutoff: "cancelled" }],
  });
  expect(await warnings(own.licenceNo, "19:00")).toEqual([]);
  expect(await warnings(own.licenceNo, "10:00")).toEqual([OUTSIDE]);
  expect(await warnings(free.licenceNo, "10:00")).toEqual([OUTSIDE]);
  expect(await warnings(usual.licenceNo, "10:00")).toEqual([]);
});

test("a window that closes after midnight of its date is found, and one that closes days before it", async () => {
  const { licenceNo } = day.addShop("A");
  await day.setCutoff("+1 02:00");
  expect(
    (await importOrders(day.deps, [{ order_no: "L", licence_no: licenceNo, ordered_at: "2026-11-24 01:59", cartons: 1 }])).warnings,
  ).toEqual([]);
  await importCalendar(day.deps, { exceptions: [{ route: "R101", date: "2026-12-01", cutoff: "-3 12:00", opens: "-5 12:00" }] });
  expect(
    (await importOrders(day.deps, [{ order_no: "M", licence_no: licenceNo, ordered_at: "2026-11-27 12:00", cartons: 1 }])).warnings,
  ).toEqual([]);
});

test("of a file the rows are named, in the order of the file", async () => {
  const { licenceNo } = day.addShop("A");
  await day.setCutoff("17:00");
  const rows = ["18:00", "10:00", "19:00"].map((time, n) => ({
    row: n + 2,
    order_no: `F${n}`,
    licence_no: licenceNo,
    ordered_at: `2026-11-23 ${time}`,
    cartons: 1,
  }));
  const { warnings: found } = await importOrders(day.deps, rows);
  expect(found.map(({ row }) => row)).toEqual([2, 4]);
});

test("a batch is one statement, which walks no table that grows", async () => {
  const { licenceNo } = day.addShop("A");
  await day.setCutoff("17:00");
  await day.order(licenceNo, "10:00");
  const plans = await readPlans(day.db, async () => findOutside(day.db, ["N1", "N2"]));
  expect(plans).toHaveLength(1);
  expect(plans[0]).not.toMatch(/SCAN (?:orders|retailers|order_windows|cycles|cycle_exceptions)\b/);
  expect(plans[0]).toContain("order_windows_once (scope=? AND date>?)");
  expect(day.db.select().from(orderWindows).where(eq(orderWindows.state, "planned")).all()).toHaveLength(1);
});
