import type { FastifyInstance, InjectOptions } from "fastify";
import iconv from "iconv-lite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { retailers } from "../../db/retailers.tables.ts";
import { createHttp } from "../../src/http/server.ts";
import { startTestBot, type TestBot } from "../support/bot.ts";
import { buildRetailer, buildRoute } from "../support/build.ts";

const KEY = "a-key-of-at-least-16";
const SHOP = { licence_no: "140100000001", shop_name: "和平路便利店", phone: "13800000001", district: "东区", route: "R101" };
const CSV = "licence_no,shop_name,phone,district,route\n140100000001,和平路便利店,13800000001,东区,R101\n";

let bot: TestBot;
let http: FastifyInstance;
beforeEach(async () => {
  bot = await startTestBot({ env: { API_KEY: KEY } });
  http = await createHttp(bot.deps, { readiness: async () => ({ database: true, redis: true, telegram: true }) });
});
afterEach(async () => {
  await http.close();
  bot.close();
});

async function call(
  method: "GET" | "PUT" | "POST",
  path: string,
  payload?: InjectOptions["payload"],
  headers: Record<string, string> = {},
) {
  const response = await http.inject({
    method,
    url: `/api/v1${path}`,
    headers: { authorization: `Bearer ${KEY}`, ...headers },
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: response.statusCode, body: response.json() as Record<string, unknown> };
}
const csv = { "content-type": "text/csv" };

describe("the key", () => {
  test.each([
    ["no", undefined],
    ["a wrong", "Bearer a-key-of-at-least-17"],
    ["a longer", `Bearer ${KEY}x`],
    ["an empty", "Bearer "],
    ["another kind of", `Basic ${KEY}`],
  ])("%s key is refused before the body is read", async (_, authorization) => {
    const headers = { "content-type": "application/json", ...(authorization === undefined ? {} : { authorization }) };
    const response = await http.inject({ method: "PUT", url: "/api/v1/retailers", headers, payload: "not json" });
    expect(response.statusCode).toBe(401);
    expect(response.json()).toEqual({ error: "wrong or missing API key" });
    expect(response.headers["www-authenticate"]).toBe("Bearer");
  });

  test("without API_KEY there is no API", async () => {
    const off = await startTestBot();
    const server = await createHttp(off.deps, { readiness: async () => ({ database: true, redis: true, telegram: true }) });
    const response = await server.inject({ method: "GET", url: "/api/v1/complaints", headers: { authorization: "Bearer undefined" } });
    expect(response.statusCode).toBe(404);
    expect(response.json()).toEqual({ error: "not found" });
    await server.close();
    off.close();
  });
});

describe("PUT /retailers", () => {
  test("takes an array, good rows land and bad ones are listed", async () => {
    const answer = await call("PUT", "/retailers", [SHOP, { ...SHOP, licence_no: "1" }, "x", { ...SHOP, phone: "13800000009" }]);
    expect(answer).toEqual({
      status: 200,
      body: {
        created: 1,
        updated: 0,
        unchanged: 0,
        rejected: [
          { row: 1, field: "licence_no", reason: "duplicate" },
          { row: 2, field: "licence_no", reason: "not_12_digits" },
          { row: 3, field: "", reason: "malformed" },
        ],
      },
    });
    expect(bot.db.select().from(retailers).get()!.phone).toBe("13800000009");
    expect(bot.db.select().from(audit).all()).toMatchObject([{ action: "retailer.import", actorId: null }]);
  });

  test.each([
    ["UTF-8", Buffer.from(CSV)],
    ["UTF-8 with a byte order mark", Buffer.from(`\uFEFF${CSV}`)],
    ["GBK", iconv.encode(CSV, "gbk")],
  ])("takes a CSV in %s", async (_, bytes) => {
    expect(await call("PUT", "/retailers", bytes, csv)).toMatchObject({ status: 200, body: { created: 1, rejected: [] } });
    expect(bot.db.select().from(retailers).get()!.shopName).toBe("和平路便利店");
  });

  test("takes a CSV whose content type names a charset", async () => {
    expect(await call("PUT", "/retailers", CSV, { "content-type": "text/csv; charset=utf-8" })).toMatchObject({
      status: 200,
      body: { created: 1 },
    });
  });
});

describe("calendar, orders, windows and complaints", () => {
  beforeEach(() => {
    const route = buildRoute(bot.db, { code: "R101" });
    buildRetailer(bot.db, { licenceNo: SHOP.licence_no, routeId: route.id });
  });

  test("the calendar is taken as an array, as routes with exceptions, and as CSV", async () => {
    const weekly = { route: "R101", weekdays: "Mon;Thu", cutoff: "17:00" };
    expect(await call("PUT", "/calendar", [weekly])).toMatchObject({ status: 200, body: { created: 1, rejected: [] } });
    const dated = { route: "R101", date: "2026-11-24", cutoff: "16:00" };
    expect(await call("PUT", "/calendar", { routes: [weekly], exceptions: [dated] })).toMatchObject({
      body: { unchanged: 1, created: 1, rejected: [] },
    });
    expect(await call("PUT", "/calendar", "route,weekdays,cutoff\nR101,Tue,17:00\nR9,Tue,17:00\n", csv)).toMatchObject({
      status: 200,
      body: { updated: 1, rejected: [{ row: 3, field: "route", reason: "unknown_route" }] },
    });
  });

  test("orders are counted in the windows of a date", async () => {
    await call("PUT", "/calendar", [{ route: "R101", weekdays: "Mon", cutoff: "17:00" }]);
    const order = { order_no: "A1", licence_no: SHOP.licence_no, ordered_at: "2026-11-23T08:30:00+08:00", cartons: 5, amount: 1200 };
    expect(await call("POST", "/orders", [order, { ...order, order_no: "A2", licence_no: "140100000099" }])).toMatchObject({
      status: 200,
      body: { created: 1, rejected: [{ row: 2, field: "licence_no", reason: "unknown_licence" }] },
    });
    const { status, body } = await call("GET", "/windows?date=2026-11-23");
    expect(status).toBe(200);
    expect(body["items"]).toMatchObject([{ route: "R101", cutoff: "2026-11-23T17:00:00+08:00", shops: 1, ordered: 1, not_ordered: 0 }]);
  });

  test("orders are taken as CSV", async () => {
    const text = `order_no,licence_no,ordered_at,cartons,amount\nA1,${SHOP.licence_no},2026-11-23 08:30,5,1200\n`;
    expect(await call("POST", "/orders", text, csv)).toMatchObject({ status: 200, body: { created: 1, rejected: [] } });
  });

  test("complaints are listed, and an unknown number is said to be unknown", async () => {
    expect(await call("GET", "/complaints")).toEqual({ status: 200, body: { items: [], next: null } });
    expect(await call("GET", "/complaints/C-20261123-0001")).toEqual({ status: 404, body: { error: "no such complaint" } });
  });

  test.each([
    "/windows",
    "/windows?date=23.11.2026",
    "/windows?date=2026-02-30",
    "/complaints?limit=0",
    "/complaints?limit=201",
    "/complaints?limit=x",
  ])("GET %s is refused", async (path) => {
    const { status, body } = await call("GET", path);
    expect(status).toBe(400);
    expect(body["error"]).toMatch(/must be/);
  });
});

describe("what can not be read", () => {
  const json = { "content-type": "application/json" };

  test.each([
    ["JSON that ends too early", "[{", json, 400, "the body is not valid JSON"],
    ["an empty body", "", json, 400, "the body is empty"],
    ["JSON of another shape", "{}", json, 400, "expected text/csv or JSON: an array of shops"],
    ["a JSON string", '"licence_no"', json, 400, "expected text/csv or JSON: an array of shops"],
    [
      "another content type",
      "<shops/>",
      { "content-type": "application/xml" },
      415,
      "unsupported content type: send application/json or text/csv",
    ],
    ["an attempt on the prototype", '[{"__proto__": {"a": 1}}]', json, 400, "the body is not valid JSON"],
  ])("%s is refused in words", async (_, payload, headers, status, error) => {
    expect(await call("PUT", "/retailers", payload, headers)).toEqual({ status, body: { error } });
    expect(bot.db.select().from(retailers).all()).toEqual([]);
  });

  test("no body at all is refused", async () => {
    expect(await call("PUT", "/retailers")).toMatchObject({ status: 400 });
  });

  test("a body of more than 20 MB is refused", async () => {
    const payload = Buffer.alloc(20 * 1024 * 1024 + 1, 0x20);
    expect(await call("PUT", "/retailers", payload, csv)).toEqual({ status: 413, body: { error: "the body is too large: 20 MB at most" } });
  });

  test("a calendar of another shape is refused", async () => {
    expect(await call("PUT", "/calendar", { rows: [] })).toMatchObject({ status: 400 });
    expect(await call("POST", "/orders", { order_no: 1 })).toMatchObject({ status: 400 });
  });

  test("unknown addresses and methods are not found, in JSON", async () => {
    expect(await call("GET", "/retailers")).toEqual({ status: 404, body: { error: "not found" } });
    expect((await http.inject({ url: "/nothing" })).json()).toEqual({ error: "not found" });
  });
});
