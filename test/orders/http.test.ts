import iconv from "iconv-lite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { feedArrivals, orders } from "../../db/orders.tables.ts";
import { createHttp } from "../../src/http/server.ts";
import { findShopsOfPerson, findWindow } from "../../db/windows/shops.ts";
import { startOrderDay, type OrderDay } from "../windows/order-day.ts";

const KEY = "a-key-of-at-least-16";
let day: OrderDay;
let http: Awaited<ReturnType<typeof createHttp>>;
let url: string;
beforeEach(async () => {
  day = await startOrderDay({ API_KEY: KEY });
  http = await createHttp(day.deps, { readiness: async () => ({ database: true, redis: true, telegram: true }) });
  url = `${await http.listen({ port: 0, host: "127.0.0.1" })}/api/v1/orders`;
  await day.setCutoff("17:00");
});
afterEach(async () => {
  await http.close();
  day.close();
});

/** Over a real connection, as the company's system calls. */
async function post(body: string | Buffer, type: string) {
  const headers = { authorization: `Bearer ${KEY}`, "content-type": type };
  const response = await fetch(url, { method: "POST", headers, body: typeof body === "string" ? body : new Uint8Array(body) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const postJson = (rows: unknown) => post(JSON.stringify(rows), "application/json");
const order = (orderNo: string, licenceNo: string, fields: object = {}) => ({
  order_no: orderNo,
  licence_no: licenceNo,
  ordered_at: "2026-11-23T08:30:00+08:00",
  cartons: 5,
  amount: 1_200,
  ...fields,
});

describe("POST /orders", () => {
  test("takes 6,000 orders in one request, as JSON and as CSV, and lists what it could not take", async () => {
    const { licenceNo } = day.addShop("A", [201]);
    const rows = Array.from({ length: 6_000 }, (_, n) =>
      order(`N${n}`, n === 17 ? "999999999999" : licenceNo, n === 5 ? { cartons: -1 } : {}),
    );
    expect(await postJson(rows)).toEqual({
      status: 200,
      body: {
        created: 5_998,
        updated: 0,
        unchanged: 0,
        rejected: [
          { row: 6, field: "cartons", reason: "not_a_number" },
          { row: 18, field: "licence_no", reason: "unknown_licence" },
        ],
        warnings: [],
      },
    });
    const lines = rows.map((row) => `${row.order_no},${row.licence_no},2026-11-23 08:30,${row.cartons},1200`);
    const csv = ["order_no,licence_no,ordered_at,cartons,amount", ...lines].join("\r\n");
    expect(await post(csv, "text/csv")).toMatchObject({
      status: 200,
      body: { created: 0, unchanged: 5_998, rejected: [{ row: 7 }, { row: 19 }] },
    });
    expect(day.db.select().from(orders).all()).toHaveLength(5_998);
  });

  test("takes a CSV with Chinese headers in GBK", async () => {
    const { licenceNo } = day.addShop("A");
    const text = `订单号,许可证号,下单时间,条数,金额\r\nN1,${licenceNo},2026-11-23 08:30,5,1200\r\n`;
    expect(await post(iconv.encode(text, "gbk"), "text/csv")).toMatchObject({ status: 200, body: { created: 1, rejected: [] } });
  });

  test("warns of orders outside their window, which are stored", async () => {
    const { licenceNo } = day.addShop("A");
    const { body } = await postJson([order("N1", licenceNo), order("N2", licenceNo, { ordered_at: "2026-11-23T18:00:00+08:00" })]);
    expect(body).toEqual({
      created: 2,
      updated: 0,
      unchanged: 0,
      rejected: [],
      warnings: [{ row: 2, field: "ordered_at", reason: "outside_window" }],
    });
  });

  test("an empty request says that there is nothing new", async () => {
    expect(await postJson([])).toMatchObject({ status: 200, body: { created: 0, rejected: [], warnings: [] } });
    expect(await post("order_no,licence_no,ordered_at,cartons\n", "text/csv")).toMatchObject({ status: 200, body: { rejected: [] } });
    expect(day.db.select().from(feedArrivals).all()).toMatchObject([
      { rows: 0, isFresh: true },
      { rows: 0, isFresh: true },
    ]);
  });
});

describe("who has ordered", () => {
  const hasOrdered = async (personId: number) => (await findShopsOfPerson(day.db, (await findWindow(day.db, 1))!, personId))[0]!.hasOrdered;

  test("is known at once: an order, its cancellation, its correction to another shop or another time", async () => {
    const [a, b] = [day.addShop("A", [201]), day.addShop("B", [202])];
    const both = async () => [await hasOrdered(201), await hasOrdered(202)];
    await postJson([order("N1", a.licenceNo)]);
    expect(await both()).toEqual([true, false]);
    await postJson([order("N1", a.licenceNo, { cartons: 0 })]);
    expect(await both()).toEqual([false, false]);
    await postJson([order("N1", a.licenceNo)]);
    await postJson([order("N1", b.licenceNo)]);
    expect(await both()).toEqual([false, true]);
    await postJson([order("N1", b.licenceNo, { ordered_at: "2026-11-23T17:01:00+08:00" })]);
    expect(await both()).toEqual([false, false]);
    await postJson([order("N1", b.licenceNo)]);
    await postJson([order("N1", "999999999999")]);
    expect(await both()).toEqual([false, false]);
  });
});
