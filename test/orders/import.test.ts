import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { orders } from "../../db/orders.tables.ts";
import { importOrders, readOrdersCsv } from "../../src/orders/service.ts";
import { startTestBot, type TestBot } from "../support/bot.ts";
import { buildRetailer, buildRoute } from "../support/build.ts";
import { buildOpenWindow } from "./support.ts";

let bot: TestBot;
let licence: string;
beforeEach(async () => {
  bot = await startTestBot();
  const route = buildRoute(bot.db);
  buildOpenWindow(bot.db, route.id);
  licence = buildRetailer(bot.db, { routeId: route.id }).licenceNo;
});
afterEach(() => bot.close());

const stored = () => bot.db.select().from(orders).orderBy(orders.orderNo).all();
const importCsv = async (lines: string[]) => {
  const { rows, rejected } = readOrdersCsv(["order_no,licence_no,ordered_at,cartons,amount", ...lines].join("\n"));
  return { read: rejected, report: await importOrders(bot.deps, rows) };
};

describe("importing orders", () => {
  test("stores cartons, cents and the instant, local times in TIME_ZONE", async () => {
    const { report } = await importCsv([
      `A1,${licence},2026-11-23 09:05,10,2450.50`,
      `A2,${licence},2026-11-23T01:05:30Z,"1,200",`,
      `A3,${licence},2026/11/23 9:05:30,0,0`,
    ]);
    expect(report).toEqual({ created: 3, updated: 0, unchanged: 0, rejected: [], warnings: [] });
    const base = Date.parse("2026-11-23T01:05:00Z");
    expect(stored().map(({ orderedAt, cartons, amountCents }) => [orderedAt - base, cartons, amountCents])).toEqual([
      [0, 10, 245_050],
      [30_000, 1_200, 0],
      [30_000, 0, 0],
    ]);
  });

  test("of one number the latest counts: within a batch the later row, between batches the newer", async () => {
    await importCsv([`A1,${licence},2026-11-23 09:00,10,1`, `A1,${licence},2026-11-23 08:00,7,1`]);
    expect(stored()).toMatchObject([{ cartons: 7 }]);
    bot.advance(1_000);
    const { report } = await importCsv([`A1,${licence},2026-11-23 09:00,0,0`, `A2,${licence},2026-11-23 09:00,5,1`]);
    expect(report).toEqual({ created: 1, updated: 1, unchanged: 0, rejected: [], warnings: [] });
    expect(stored()).toMatchObject([{ cartons: 0, receivedAt: bot.deps.clock() }, { cartons: 5 }]);
  });

  test("the same again is unchanged, and as fresh as the batch", async () => {
    const line = `A1,${licence},2026-11-23 09:00,10,1`;
    await importCsv([line]);
    bot.advance(60_000);
    expect((await importCsv([line])).report).toEqual({ created: 0, updated: 0, unchanged: 1, rejected: [], warnings: [] });
    expect(stored()).toMatchObject([{ receivedAt: bot.deps.clock() }]);
  });

  test("lists what is wrong by row, field and reason while good rows land", async () => {
    const { read, report } = await importCsv([
      `A1,${licence},2026-11-23 09:00,10,1`,
      `,${licence},2026-11-23 09:00,10,1`,
      "A2,123,2026-11-23 09:00,10,1",
      "A3,999999999999,2026-11-23 09:00,10,1",
      `A4,${licence},yesterday,10,1`,
      `A5,${licence},2026-02-30 09:00,10,1`,
      `A6,${licence},2026-11-23 09:00,-1,1`,
      `A7,${licence},2026-11-23 09:00,1.5,1`,
      `A8,${licence},2026-11-23 09:00,"1,2",1`,
      `A9,${licence},2026-11-23 09:00,1,free`,
      `${"A".repeat(65)},${licence},2026-11-23 09:00,1,1`,
      `B1,${licence},2026-11-23 09:00,1,1,1`,
      `B2,${licence},,1,1`,
    ]);
    expect(read).toEqual([{ row: 13, field: "", reason: "malformed" }]);
    expect(report).toEqual({
      created: 1,
      updated: 0,
      unchanged: 0,
      rejected: [
        [3, "order_no", "missing"],
        [4, "licence_no", "not_12_digits"],
        [5, "licence_no", "unknown_licence"],
        [6, "ordered_at", "not_a_time"],
        [7, "ordered_at", "not_a_time"],
        [8, "cartons", "not_a_number"],
        [9, "cartons", "not_a_number"],
        [10, "cartons", "not_a_number"],
        [11, "amount", "not_a_number"],
        [12, "order_no", "too_long"],
        [14, "ordered_at", "missing"],
      ].map(([row, field, reason]) => ({ row, field, reason })),
      warnings: [],
    });
  });

  test("takes JSON with numbers, and gives the same reasons", async () => {
    const order = { order_no: 17, licence_no: licence, ordered_at: "2026-11-23T09:00:00+08:00", cartons: 10, amount: 99.9 };
    const report = await importOrders(bot.deps, [
      order,
      { ...order, order_no: null },
      { ...order, cartons: true },
      5,
      { ...order, order_no: "x", licence_no: "999999999999" },
    ]);
    expect(report).toEqual({
      created: 1,
      updated: 0,
      unchanged: 0,
      rejected: [
        { row: 2, field: "order_no", reason: "missing" },
        { row: 3, field: "cartons", reason: "malformed" },
        { row: 4, field: "", reason: "malformed" },
        { row: 5, field: "licence_no", reason: "unknown_licence" },
      ],
      warnings: [],
    });
    expect(stored()).toMatchObject([{ orderNo: "17", amountCents: 9_990 }]);
  });

  test("a file with another header is rejected as a whole", () => {
    expect(readOrdersCsv("number,shop\n1,2\n")).toEqual({
      rows: [],
      rejected: ["order_no", "licence_no", "ordered_at", "cartons"].map((field) => ({ row: 1, field, reason: "missing_column" })),
    });
  });

  test("Chinese headers are understood", async () => {
    const { rows } = readOrdersCsv(`订单号;许可证号;下单时间;条数;金额\nA1;${licence};2026-11-23 09:00;3;1\n`);
    expect(await importOrders(bot.deps, rows)).toMatchObject({ created: 1, rejected: [] });
  });

  test("takes 5,000 orders of 1,000 shops at once, and again", async () => {
    const licences = Array.from({ length: 1_000 }, () => buildRetailer(bot.db, { routeId: 1 }).licenceNo);
    const rows = (cartons: number) =>
      Array.from({ length: 5_000 }, (_, n) => ({
        order_no: `A${n}`,
        licence_no: licences[n % 1_000],
        ordered_at: "2026-11-23 09:00",
        cartons,
        amount: 1,
      }));
    expect(await importOrders(bot.deps, rows(1))).toEqual({ created: 5_000, updated: 0, unchanged: 0, rejected: [], warnings: [] });
    expect(await importOrders(bot.deps, [...rows(2).slice(0, 10), ...rows(1).slice(10)])).toEqual({
      created: 0,
      updated: 10,
      unchanged: 4_990,
      rejected: [],
      warnings: [],
    });
  });

  test("a batch of more than 5,000 leaves others their turns, and is one report", async () => {
    const order = { licence_no: licence, ordered_at: "2026-11-23T09:00:00+08:00", cartons: 1, amount: 1 };
    const rows = Array.from({ length: 5_001 }, (_, n) => ({ ...order, order_no: `A${n}` }));
    rows[4_999]!.licence_no = "999999999999";
    const counts: number[] = [];
    let isLooking = true;
    const look = () => {
      if (!isLooking) return;
      counts.push(stored().length);
      setImmediate(look);
    };
    setImmediate(look);
    expect(await importOrders(bot.deps, rows)).toEqual({
      created: 5_000,
      updated: 0,
      unchanged: 0,
      rejected: [{ row: 5_000, field: "licence_no", reason: "unknown_licence" }],
      warnings: [],
    });
    isLooking = false;
    expect(counts).toContain(2_000);
  });

  test("an empty batch is no error", async () => {
    expect(await importOrders(bot.deps, [])).toEqual({ created: 0, updated: 0, unchanged: 0, rejected: [], warnings: [] });
  });
});
