import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { dialogues, people } from "../../db/people.tables.ts";
import { linkRequests, shopPeople } from "../../db/retailers.tables.ts";
import { PRIVACY_VERSION } from "../../src/retailers/rules.ts";
import { MONDAY_9, startTestBot, type TestBot } from "../support/bot.ts";
import { buildPerson, buildRetailer, buildRoute, buildShopPerson, buildStaff } from "../support/build.ts";

const PHONE = "13800001234";
const GROUP = { id: -100, type: "supergroup" as const, title: "群" };

let bot: TestBot;
beforeEach(async () => {
  bot = await startTestBot({ env: { HOTLINE_PHONE: "96368" } });
});
afterEach(() => bot.close());

type Person = ReturnType<TestBot["person"]>;

const last = (id: number) => bot.calls.findLast(({ method, payload }) => method !== "answerCallbackQuery" && payload.chat_id === id)!;
const said = (id: number) => last(id).payload.text;
const keyboard = (id: number) => JSON.stringify(last(id).payload["reply_markup"] ?? {});
const contactOf = (person: Person, phone = PHONE, userId: number | undefined = person.id) => ({
  contact: { phone_number: phone, first_name: "李", ...(userId === undefined ? {} : { user_id: userId }) },
});
const linksOf = (personId: number) => bot.db.select().from(shopPeople).where(eq(shopPeople.personId, personId)).all();

async function agreed(id: number, options = {}): Promise<Person> {
  const person = bot.person(id, options);
  await person.write("/bind");
  await person.press(`bind:agree:${PRIVACY_VERSION}`);
  return person;
}

describe("the privacy notice", () => {
  test("comes before anything else, with two buttons", async () => {
    const person = bot.person(50);
    await person.write("/bind");
    expect(said(50)).toContain("年满 18 周岁");
    expect(keyboard(50)).toContain(`bind:agree:${PRIVACY_VERSION}`);
    expect(keyboard(50)).toContain("bind:decline");
    await person.press("bind:start");
    expect(said(50)).toContain("年满 18 周岁");
  });

  test("agreeing stores version and time and asks for the contact; the next time the notice is not repeated", async () => {
    const person = await agreed(50);
    expect(bot.db.select().from(people).where(eq(people.id, 50)).get()).toMatchObject({
      privacyVersion: PRIVACY_VERSION,
      privacyAcceptedAt: MONDAY_9,
    });
    expect(keyboard(50)).toContain('"request_contact":true');
    await person.write("/start bind");
    expect(keyboard(50)).toContain('"request_contact":true');
  });

  test("agreeing to an older text shows the new one and stores nothing", async () => {
    const person = bot.person(50);
    await person.press("bind:agree:0");
    expect(said(50)).toContain("年满 18 周岁");
    expect(bot.db.select().from(people).where(eq(people.id, 50)).get()!.privacyAcceptedAt).toBeNull();
  });

  test("declining stores nothing and says where to turn", async () => {
    const person = bot.person(50);
    await person.write("/bind");
    await person.press("bind:decline");
    expect(said(50)).toBe("好的,没有要您的手机号。想验证时再发 /bind;有事请联系您的客户经理,或拨打热线 96368。");
    expect(bot.db.select().from(people).where(eq(people.id, 50)).get()!.privacyVersion).toBeNull();
  });

  test("in a group leads to the private chat", async () => {
    const person = bot.person(50);
    await person.write("/bind", GROUP);
    expect(keyboard(GROUP.id)).toContain("https://t.me/tongzhou_bot?start=bind");
    await person.press("bind:start", { chat: GROUP });
    expect(bot.calls.at(-1)).toMatchObject({ method: "answerCallbackQuery", payload: { url: "https://t.me/tongzhou_bot?start=bind" } });
  });
});

describe("sharing the contact", () => {
  test("links every active shop with that phone, greets by their names and gives keyboard and menu", async () => {
    buildRetailer(bot.db, { phone: PHONE, shopName: "和平路便利店" });
    buildRetailer(bot.db, { phone: PHONE, shopName: "幸福超市" });
    buildRetailer(bot.db, { phone: PHONE, shopName: "老店", status: "closed" });
    const person = await agreed(50);
    await person.send(contactOf(person, "+86 138 0000 1234"));
    expect(said(50)).toContain("验证成功:和平路便利店、幸福超市\n");
    expect(keyboard(50)).toContain("is_persistent");
    expect(bot.calls.some(({ method, payload }) => method === "setMyCommands" && JSON.stringify(payload).includes("complain"))).toBe(true);
    expect(linksOf(50)).toMatchObject([{ how: "contact", linkedAt: MONDAY_9 }, { how: "contact" }]);
    expect(bot.db.select().from(audit).where(eq(audit.action, "retailer.link")).all()).toHaveLength(2);
  });

  test("twice is harmless", async () => {
    buildRetailer(bot.db, { phone: PHONE });
    const person = await agreed(50);
    await person.send(contactOf(person));
    await person.send(contactOf(person));
    expect(said(50)).toContain("验证成功");
    expect(linksOf(50)).toHaveLength(1);
  });

  test("in English reads English", async () => {
    buildRetailer(bot.db, { phone: PHONE, shopName: "Heping Road Store" });
    const person = await agreed(50, { language: "en" });
    await person.send(contactOf(person));
    expect(said(50)).toContain("Verified: Heping Road Store");
  });

  test("of somebody else is refused, with or without a Telegram account on it", async () => {
    buildRetailer(bot.db, { phone: PHONE });
    const person = await agreed(50);
    await person.send(contactOf(person, PHONE, 51));
    expect(said(50)).toContain("这是别人的名片");
    await person.send({ contact: { phone_number: PHONE, first_name: "李" } });
    expect(said(50)).toContain("这是别人的名片");
    expect(linksOf(50)).toEqual([]);
  });

  test("before agreeing leads to the notice, and nothing of it is stored", async () => {
    buildRetailer(bot.db, { phone: PHONE });
    const person = bot.person(50);
    await person.send(contactOf(person));
    expect(said(50)).toContain("年满 18 周岁");
    expect(linksOf(50)).toEqual([]);
    expect(bot.db.select().from(dialogues).all()).toEqual([]);
  });

  test("of a shop that is suspended or closed names the account manager", async () => {
    const manager = buildStaff(bot.db, 70, ["account_manager"], { name: "王芳" });
    const { id: routeId } = buildRoute(bot.db, { accountManagerId: manager.id });
    buildRetailer(bot.db, { phone: PHONE, shopName: "老店", status: "suspended", routeId });
    const person = await agreed(50);
    await person.send(contactOf(person));
    expect(said(50)).toBe("老店在名册里是停业或歇业状态,暂时不能验证。请联系客户经理王芳,或拨打热线 96368,名册更新后再发 /bind。");
    expect(linksOf(50)).toEqual([]);
  });

  test("that is not in the roster asks for the licence number", async () => {
    const person = await agreed(50);
    await person.send(contactOf(person, "13900000000"));
    expect(said(50)).toContain("12 位零售许可证号");
    expect(bot.db.select().from(dialogues).all()).toMatchObject([{ personId: 50, kind: "bind-licence", data: { phone: "13900000000" } }]);
  });
});

describe("the licence number", () => {
  const LICENCE = "140100000001";
  const MANAGER = 70;

  async function asking(id = 50): Promise<Person> {
    const person = await agreed(id);
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
    expect(said(50)).toContain(`已提交许可证 ${LICENCE},等王芳确认`);
    await bot.deliver();
    expect(said(MANAGER)).toBe(
      `请确认:Person 50 申请绑定「和平路便利店」\nR101 · 许可证 ${LICENCE}\n手机号 13900000050(名册里没有)\n核实是店主或店员后再点同意。`,
    );
    const { id } = bot.db.select().from(linkRequests).get()!;
    expect(keyboard(MANAGER)).toContain(`link:approve:${id}`);
    expect(keyboard(MANAGER)).toContain(`link:refuse:${id}`);
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
    expect(said(50)).toContain("现在没有人能确认");
    expect(bot.db.select().from(linkRequests).all()).toEqual([]);
    buildPerson(bot.db, 1);
    await person.write(LICENCE);
    expect(said(50)).toContain("等公司确认");
    await bot.deliver();
    expect(bot.textsTo(1)).toHaveLength(1);
  });

  test("that is no number is asked for again, and the button cancels", async () => {
    const person = await asking();
    await person.write("没带证");
    expect(said(50)).toContain("许可证号是 12 位数字");
    await person.press("bind:cancel");
    expect(said(50)).toBe("已取消。想验证时再发 /bind。");
    await person.write(LICENCE);
    expect(said(50)).toContain("验证身份");
  });

  test("that nobody has may be tried five times a day, and known ones count too", async () => {
    buildShop({ status: "suspended" });
    const person = await asking();
    await person.write(LICENCE);
    expect(said(50)).toContain("停业或歇业");
    for (let n = 0; n < 4; n++) {
      await person.write("140100000099");
      expect(said(50)).toContain("名册里查不到 140100000099");
    }
    await person.write(LICENCE);
    expect(said(50)).toContain("24 小时内最多试 5 次");
    bot.advance(24 * 60 * 60 * 1_000 + 1);
    await person.write(LICENCE);
    expect(said(50)).toContain("停业或歇业");
    // Somebody else's tries are their own.
    const other = await asking(51);
    await other.write("140100000098");
    expect(said(51)).toContain("名册里查不到");
  });

  test("sent twice makes one request; of a shop one acts for already it makes none", async () => {
    const { shop } = buildShop();
    const person = await asking();
    await person.write(LICENCE);
    await person.send(contactOf(person, "13900000050"));
    await person.write(LICENCE);
    expect(said(50)).toContain("正在等确认");
    expect(bot.db.select().from(linkRequests).all()).toHaveLength(1);
    buildShopPerson(bot.db, shop.id, 51);
    const linked = await asking(51);
    await linked.write(LICENCE);
    expect(said(51)).toContain("您已经绑定");
  });

  test("is not read out of what a verified retailer writes otherwise", async () => {
    buildShopPerson(bot.db, buildRetailer(bot.db).id, 50);
    const person = await asking();
    expect(keyboard(50)).toContain("is_persistent");
    await person.write("订单 140100000001 少了两条");
    expect(said(50)).not.toContain("名册里查不到");
    expect(bot.db.select().from(audit).where(eq(audit.action, "retailer.licence_try")).all()).toEqual([]);
  });
});
