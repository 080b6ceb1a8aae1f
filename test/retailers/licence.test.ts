import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { dialogues, people } from "../../db/people.tables.ts";
import { linkRequests } from "../../db/retailers.tables.ts";
import { startTestBot, type TestBot } from "../support/bot.ts";
import { buildPerson, buildRetailer, buildRoute, buildShopPerson, buildStaff } from "../support/build.ts";
import { agreed, contactOf, readChat, type Person } from "./support.ts";

const LICENCE = "140100000001";
const MANAGER = 70;

let bot: TestBot;
let chat: ReturnType<typeof readChat>;
beforeEach(async () => {
  bot = await startTestBot();
  chat = readChat(bot);
});
afterEach(() => bot.close());

async function asking(id = 50): Promise<Person> {
  const person = await agreed(bot, id);
  await person.send(contactOf(person, `139000000${id}`));
  return person;
}
function buildShop(fields: Partial<Parameters<typeof buildRetailer>[1]> = {}) {
  const manager = buildStaff(bot.db, MANAGER, ["account_manager"], { name: "王芳" });
  const route = buildRoute(bot.db, { code: "R101", accountManagerId: manager.id });
  return { route, shop: buildRetailer(bot.db, { licenceNo: LICENCE, shopName: "和平路便利店", routeId: route.id, ...fields }) };
}

test("sends a card to the account manager of the route and tells the person what happens next", async () => {
  buildShop();
  const person = await asking();
  await person.write("许可证 1401 0000 0001");
  expect(chat.said(50)).toContain(`已提交许可证 ${LICENCE}，等王芳确认`);
  await bot.deliver();
  expect(chat.said(MANAGER)).toBe(
    `请确认：Person 50 申请绑定「和平路便利店」\nR101 · 许可证 ${LICENCE}\n手机号 13900000050（名册里没有）\n核实是店主或店员后再点同意。`,
  );
  const { id } = bot.db.select().from(linkRequests).get()!;
  expect(chat.keyboard(MANAGER)).toContain(`link:approve:${id}`);
  expect(chat.keyboard(MANAGER)).toContain(`link:refuse:${id}`);
  expect(bot.db.select().from(dialogues).all()).toEqual([]);
});

test("does not tell whose licence it is", async () => {
  buildShop();
  const person = await asking();
  await person.write(LICENCE);
  expect(bot.textsTo(50).join()).not.toContain("和平路");
});

test.each([
  ["an account manager who never pressed Start", { startedAt: null }],
  ["an account manager who blocked the bot", { unreachable: "blocked" as const }],
])("goes past %s to the supervisors of the district", async (_, fields) => {
  const { route } = buildShop();
  bot.db.update(people).set(fields).where(eq(people.id, MANAGER)).run();
  buildStaff(bot.db, 80, ["supervisor"], { districtId: route.districtId });
  buildStaff(bot.db, 81, ["supervisor"], { districtId: buildRoute(bot.db).districtId });
  const person = await asking();
  await person.write(LICENCE);
  await bot.deliver();
  expect(bot.textsTo(80)).toHaveLength(1);
  expect(bot.textsTo(81)).toHaveLength(0);
  expect(bot.textsTo(MANAGER)).toHaveLength(0);
});

test("goes to the admins where there is neither, and is refused where nobody can be asked", async () => {
  buildRetailer(bot.db, { licenceNo: LICENCE });
  const person = await asking();
  await person.write(LICENCE);
  expect(chat.said(50)).toContain("现在没有人能确认");
  expect(bot.db.select().from(linkRequests).all()).toEqual([]);
  buildPerson(bot.db, 1);
  await person.write(LICENCE);
  expect(chat.said(50)).toContain("等公司确认");
  await bot.deliver();
  expect(bot.textsTo(1)).toHaveLength(1);
});

test("that is no number is asked for again, and the button cancels", async () => {
  const person = await asking();
  await person.write("没带证");
  expect(chat.said(50)).toContain("许可证号是 12 位数字");
  await person.press("bind:cancel");
  expect(chat.said(50)).toBe("已取消。想验证时再发 /bind。");
  await person.write(LICENCE);
  expect(chat.said(50)).toContain("验证身份");
});

test("that nobody has may be tried five times a day, and known ones count too", async () => {
  buildShop({ status: "suspended" });
  const person = await asking();
  await person.write(LICENCE);
  expect(chat.said(50)).toContain("停业或歇业");
  for (let n = 0; n < 4; n++) {
    await person.write("140100000099");
    expect(chat.said(50)).toContain("名册里查不到 140100000099");
  }
  await person.write(LICENCE);
  expect(chat.said(50)).toContain("24 小时内最多试 5 次");
  // Somebody else's tries are their own.
  const other = await asking(51);
  await other.write("140100000098");
  expect(chat.said(51)).toContain("名册里查不到");
  bot.advance(24 * 60 * 60 * 1_000 + 1);
  await person.write(LICENCE);
  expect(chat.said(50)).toContain("停业或歇业");
});

test("sent twice makes one request; of a shop one acts for already it makes none", async () => {
  const { shop } = buildShop();
  const person = await asking();
  await person.write(LICENCE);
  await person.send(contactOf(person, "13900000050"));
  await person.write(LICENCE);
  expect(chat.said(50)).toContain("正在等确认");
  expect(bot.db.select().from(linkRequests).all()).toHaveLength(1);
  buildShopPerson(bot.db, shop.id, 51);
  const linked = await asking(51);
  await linked.write(LICENCE);
  expect(chat.said(51)).toContain("您已经绑定");
});

test("is not read out of what a verified retailer writes otherwise", async () => {
  buildShopPerson(bot.db, buildRetailer(bot.db).id, 50);
  const person = await asking();
  expect(chat.keyboard(50)).toContain("is_persistent");
  await person.write("订单 140100000001 少了两条");
  expect(chat.said(50)).not.toContain("名册里查不到");
  expect(bot.db.select().from(audit).where(eq(audit.action, "retailer.licence_try")).all()).toEqual([]);
});
