import { afterAll, beforeAll, expect, test } from "vitest";
import { staff } from "../../db/staff.tables.ts";
import { SHOPS, STAFF } from "../../src/sandbox/demo-company.ts";
import { startDemo, type Sandbox } from "../../src/sandbox/demo.ts";
import { createDataDir } from "../support/app.ts";
import { startTestBot, type TestBot } from "../support/bot.ts";

let bot: TestBot;
let demo: Sandbox;
let home: ReturnType<typeof createDataDir>;
beforeAll(async () => {
  home = createDataDir();
  bot = await startTestBot({ env: { LOCALE: "en", DATA_DIR: home.dir } });
  demo = await startDemo(bot.deps);
});
afterAll(() => {
  demo.close();
  bot.close();
  home.remove();
});

test("the demo's staff are named in the company's language alone", () => {
  const names = bot.db.select().from(staff).all();
  expect(names.map(({ name }) => name).toSorted()).toEqual(STAFF.map(({ name }) => name.en).toSorted());
});

test("there is a second clerk and a second account manager to claim, hand over and stand in", () => {
  const count = (role: string) => STAFF.filter((member) => member.role === role).length;
  expect([count("service_desk"), count("account_manager")]).toEqual([2, 2]);
  expect(new Set([...STAFF, ...SHOPS].flatMap(({ id, phone }) => [id, phone])).size).toBe(2 * (STAFF.length + SHOPS.length));
});

test("staff and verified shops can be written to before anybody visits the page; a shop that is not verified can not", async () => {
  const { default: fastify } = await import("fastify");
  const app = fastify();
  await app.register(demo.routes);
  const send = async (chat: number) =>
    (await app.inject({ method: "POST", url: `/bot${demo.token}/sendMessage`, payload: { chat_id: chat, text: "C-1" } })).statusCode;
  for (const { id } of STAFF) expect(await send(id)).toBe(200);
  expect(await Promise.all(SHOPS.map(({ id }) => send(id)))).toEqual(SHOPS.map(({ isVerified }) => (isVerified ? 200 : 400)));
  await app.close();
});
