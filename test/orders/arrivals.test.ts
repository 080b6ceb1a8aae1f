import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { feedArrivals, orders, unclaimedOrders } from "../../db/orders.tables.ts";
import { importCsv } from "../../src/imports/service.ts";
import { findFeed, importOrders } from "../../src/orders/service.ts";
import { importRoster } from "../../src/retailers/service.ts";
import { purgeOld } from "../../src/retention/jobs.ts";
import { MONDAY_9, startTestBot, type TestBot } from "../support/bot.ts";
import { buildRetailer, buildRoute } from "../support/build.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;
const STRANGER = "999999999999";
let bot: TestBot;
let licence: string;
beforeEach(async () => {
  bot = await startTestBot();
  licence = buildRetailer(bot.db).licenceNo;
});
afterEach(() => bot.close());

const order = (orderNo: string, fields: object = {}) => ({
  order_no: orderNo,
  licence_no: licence,
  ordered_at: "2026-11-23 08:00",
  cartons: 1,
  amount: 1,
  ...fields,
});
const arrivals = () => bot.db.select().from(feedArrivals).orderBy(feedArrivals.id).all();
const waiting = () => bot.db.select().from(unclaimedOrders).all();
const stored = () => bot.db.select().from(orders).orderBy(orders.orderNo).all();
const roster = (licenceNo: string) => ({ row: 2, licenceNo, shopName: "新店", phone: "13800000001", district: "东区", route: "R101" });

describe("a request with order data", () => {
  test("is noted with its counts, one row a request", async () => {
    await importOrders(bot.deps, [order("A1"), order("A2"), order("A3", { cartons: "x" }), order("A4", { licence_no: STRANGER })]);
    bot.advance(1_000);
    await importOrders(bot.deps, [order("A1"), order("A2", { cartons: 2 })], { source: "import" });
    expect(arrivals()).toMatchObject([
      { receivedAt: MONDAY_9, source: "api", rows: 4, created: 2, updated: 0, unchanged: 0, unclaimed: 1, rejected: 2, isFresh: true },
      { receivedAt: MONDAY_9 + 1_000, source: "import", rows: 2, created: 0, updated: 1, unchanged: 1, unclaimed: 0, rejected: 0 },
    ]);
  });

  test("of more than one transaction is one row, with the sums, and not before its last order", async () => {
    const rows = Array.from({ length: 5_001 }, (_, n) => order(`A${n}`));
    const seen: [number, number][] = [];
    let isLooking = true;
    const look = () => {
      if (!isLooking) return;
      seen.push([stored().length, arrivals().length]);
      setImmediate(look);
    };
    setImmediate(look);
    await importOrders(bot.deps, rows);
    isLooking = false;
    expect(arrivals()).toMatchObject([{ rows: 5_001, created: 5_001 }]);
    expect(seen.some(([count]) => count > 0 && count < 5_001)).toBe(true);
    expect(seen.every(([count, requests]) => requests === 0 || count === 5_001)).toBe(true);
  });

  test("makes the data as of now, also when it says nothing new or is empty", async () => {
    await importOrders(bot.deps, [order("A1")]);
    for (const rows of [[order("A1")], []]) {
      bot.advance(60_000);
      await importOrders(bot.deps, rows);
      expect(await findFeed(bot.deps)).toEqual({ receivedAt: bot.deps.clock(), isToday: true });
    }
  });

  test("of which nothing could be read does not: neither bad rows nor a file with another header", async () => {
    await importOrders(bot.deps, [order("A1")]);
    bot.advance(60_000);
    await importOrders(bot.deps, [order("A2", { cartons: "x" })]);
    await importCsv(bot.deps, "orders", "order_no;shop\n1;2\n", null);
    await importCsv(bot.deps, "orders", "order_no,licence_no,ordered_at,cartons\nA1,1,2,3,4,5,6\n", 1);
    expect(arrivals().map(({ source, isFresh }) => [source, isFresh])).toEqual([
      ["api", true],
      ["api", false],
      ["api", false],
      ["import", false],
    ]);
    expect((await findFeed(bot.deps)).receivedAt).toBe(MONDAY_9);
  });

  test("before requests were noted is known from its orders", async () => {
    await importOrders(bot.deps, [order("A1")]);
    bot.db.delete(feedArrivals).run();
    expect((await findFeed(bot.deps)).receivedAt).toBe(MONDAY_9);
  });

  test("is forgotten after 90 days, but for the last", async () => {
    for (const n of [1, 2]) {
      await importOrders(bot.deps, [order(`A${n}`)]);
      bot.advance(DAY_MS);
    }
    bot.advance(90 * DAY_MS);
    await purgeOld(bot.deps);
    expect(arrivals()).toMatchObject([{ receivedAt: MONDAY_9 + DAY_MS }]);
    await importOrders(bot.deps, []);
    await purgeOld(bot.deps);
    expect(arrivals()).toMatchObject([{ rows: 0 }]);
  });
});

describe("an order of a licence number that nobody has", () => {
  test("is refused, kept, and the shop's as soon as a roster brings the number", async () => {
    const report = await importOrders(bot.deps, [order("B1", { licence_no: STRANGER, cartons: 7 })]);
    expect(report).toMatchObject({ created: 0, rejected: [{ row: 1, field: "licence_no", reason: "unknown_licence" }] });
    expect(waiting()).toMatchObject([{ orderNo: "B1", licenceNo: STRANGER, cartons: 7 }]);
    bot.advance(DAY_MS);
    expect(await importRoster(bot.deps, [roster(STRANGER)])).toMatchObject({ created: 1, claimed: 1 });
    expect(stored()).toMatchObject([{ orderNo: "B1", cartons: 7, receivedAt: MONDAY_9 }]);
    expect(waiting()).toEqual([]);
  });

  test("counts as it was said last", async () => {
    const said = (cartons: number) => importOrders(bot.deps, [order("B1", { licence_no: STRANGER, cartons })]);
    await said(7);
    await said(0);
    await importRoster(bot.deps, [roster(STRANGER)]);
    expect(stored()).toMatchObject([{ orderNo: "B1", cartons: 0 }]);
  });

  test("that is corrected to a known one belongs to that shop alone", async () => {
    await importOrders(bot.deps, [order("B1", { licence_no: STRANGER })]);
    await importOrders(bot.deps, [order("B1")]);
    expect(waiting()).toEqual([]);
    expect(await importRoster(bot.deps, [roster(STRANGER)])).not.toHaveProperty("claimed");
    expect(stored()).toHaveLength(1);
  });

  test("that was a known shop's before is that shop's no longer", async () => {
    await importOrders(bot.deps, [order("B1")]);
    await importOrders(bot.deps, [order("B1", { licence_no: STRANGER })]);
    expect(stored()).toEqual([]);
    expect(waiting()).toMatchObject([{ orderNo: "B1", licenceNo: STRANGER }]);
  });

  test("is forgotten after 30 days", async () => {
    await importOrders(bot.deps, [order("B1", { licence_no: STRANGER })]);
    bot.advance(31 * DAY_MS);
    await purgeOld(bot.deps);
    expect(waiting()).toEqual([]);
  });
});

describe("a correction", () => {
  test("to another shop counts for that shop and no longer for the first", async () => {
    const other = buildRetailer(bot.db, { routeId: buildRoute(bot.db).id });
    await importOrders(bot.deps, [order("A1")]);
    expect(await importOrders(bot.deps, [order("A1", { licence_no: other.licenceNo })])).toMatchObject({ updated: 1 });
    expect(stored()).toMatchObject([{ orderNo: "A1", retailerId: other.id }]);
  });
});
