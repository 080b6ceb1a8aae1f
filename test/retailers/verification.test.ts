import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { dialogues, people } from "../../db/people.tables.ts";
import { PRIVACY_VERSION } from "../../src/retailers/rules.ts";
import { MONDAY_9, startTestBot, type TestBot } from "../support/bot.ts";
import { buildRetailer, buildRoute, buildStaff } from "../support/build.ts";
import { PHONE, agreed, contactOf, readChat } from "./support.ts";

const GROUP = { id: -100, type: "supergroup" as const, title: "群" };

let bot: TestBot;
let chat: ReturnType<typeof readChat>;
beforeEach(async () => {
  bot = await startTestBot({ env: { HOTLINE_PHONE: "96368" } });
  chat = readChat(bot);
});
afterEach(() => bot.close());

describe("the privacy notice", () => {
  test("comes before anything else, with two buttons", async () => {
    const person = bot.person(50);
    await person.write("/bind");
    expect(chat.said(50)).toContain("年满 18 周岁");
    expect(chat.keyboard(50)).toContain(`bind:agree:${PRIVACY_VERSION}`);
    expect(chat.keyboard(50)).toContain("bind:decline");
    await person.press("bind:start");
    expect(chat.said(50)).toContain("年满 18 周岁");
  });

  test("agreeing stores version and time and asks for the contact; the next time the notice is not repeated", async () => {
    const person = await agreed(bot, 50);
    expect(bot.db.select().from(people).where(eq(people.id, 50)).get()).toMatchObject({
      privacyVersion: PRIVACY_VERSION,
      privacyAcceptedAt: MONDAY_9,
    });
    expect(chat.keyboard(50)).toContain('"request_contact":true');
    await person.write("/start bind");
    expect(chat.keyboard(50)).toContain('"request_contact":true');
  });

  test("agreeing to an older text shows the new one and stores nothing", async () => {
    const person = bot.person(50);
    await person.press("bind:agree:0");
    expect(chat.said(50)).toContain("年满 18 周岁");
    expect(bot.db.select().from(people).where(eq(people.id, 50)).get()!.privacyAcceptedAt).toBeNull();
  });

  test("declining stores nothing and says where to turn", async () => {
    const person = bot.person(50);
    await person.write("/bind");
    await person.press("bind:decline");
    expect(chat.said(50)).toBe("好的，没有要您的手机号。想验证时再发 /bind；有事请联系您的客户经理，或拨打热线 96368。");
    expect(bot.db.select().from(people).where(eq(people.id, 50)).get()!.privacyVersion).toBeNull();
  });

  test("in a group leads to the private chat", async () => {
    const person = bot.person(50);
    await person.write("/bind", GROUP);
    expect(chat.keyboard(GROUP.id)).toContain("https://t.me/tongzhou_bot?start=bind");
    await person.press("bind:start", { chat: GROUP });
    expect(bot.calls.at(-1)).toMatchObject({ method: "answerCallbackQuery", payload: { url: "https://t.me/tongzhou_bot?start=bind" } });
  });
});

describe("sharing the contact", () => {
  test("links every active shop with that phone, greets by their names and gives keyboard and menu", async () => {
    buildRetailer(bot.db, { phone: PHONE, shopName: "和平路便利店" });
    buildRetailer(bot.db, { phone: PHONE, shopName: "幸福超市" });
    buildRetailer(bot.db, { phone: PHONE, shopName: "老店", status: "closed" });
    const person = await agreed(bot, 50);
    await person.send(contactOf(person, "+86 138 0000 1234"));
    expect(chat.said(50)).toContain("验证成功：和平路便利店、幸福超市\n");
    expect(chat.keyboard(50)).toContain("is_persistent");
    expect(bot.calls.some(({ method, payload }) => method === "setMyCommands" && JSON.stringify(payload).includes("complain"))).toBe(true);
    expect(chat.linksOf(50)).toMatchObject([{ how: "contact", linkedAt: MONDAY_9 }, { how: "contact" }]);
    expect(bot.db.select().from(audit).where(eq(audit.action, "retailer.link")).all()).toHaveLength(2);
  });

  test("twice is harmless", async () => {
    buildRetailer(bot.db, { phone: PHONE });
    const person = await agreed(bot, 50);
    await person.send(contactOf(person));
    await person.send(contactOf(person));
    expect(chat.said(50)).toContain("验证成功");
    expect(chat.linksOf(50)).toHaveLength(1);
  });

  test("in English reads English", async () => {
    buildRetailer(bot.db, { phone: PHONE, shopName: "Heping Road Store" });
    const person = await agreed(bot, 50, { language: "en" });
    await person.send(contactOf(person));
    expect(chat.said(50)).toContain("Verified: Heping Road Store");
  });

  test("of somebody else is refused, with or without a Telegram account on it", async () => {
    buildRetailer(bot.db, { phone: PHONE });
    const person = await agreed(bot, 50);
    await person.send(contactOf(person, PHONE, 51));
    expect(chat.said(50)).toContain("这是别人的名片");
    await person.send({ contact: { phone_number: PHONE, first_name: "李" } });
    expect(chat.said(50)).toContain("这是别人的名片");
    expect(chat.linksOf(50)).toEqual([]);
  });

  test("before agreeing leads to the notice, and nothing of it is stored", async () => {
    buildRetailer(bot.db, { phone: PHONE });
    const person = bot.person(50);
    await person.send(contactOf(person));
    expect(chat.said(50)).toContain("年满 18 周岁");
    expect(chat.linksOf(50)).toEqual([]);
    expect(bot.db.select().from(dialogues).all()).toEqual([]);
  });

  test("of a shop that is suspended or closed names the account manager", async () => {
    const manager = buildStaff(bot.db, 70, ["account_manager"], { name: "王芳" });
    const { id: routeId } = buildRoute(bot.db, { accountManagerId: manager.id });
    buildRetailer(bot.db, { phone: PHONE, shopName: "老店", status: "suspended", routeId });
    const person = await agreed(bot, 50);
    await person.send(contactOf(person));
    expect(chat.said(50)).toBe("老店在名册里是停业或歇业状态，暂时不能验证。请联系客户经理王芳，或拨打热线 96368，名册更新后再发 /bind。");
    expect(chat.linksOf(50)).toEqual([]);
  });

  test("that is not in the roster asks for the licence number", async () => {
    const person = await agreed(bot, 50);
    await person.send(contactOf(person, "13900000000"));
    expect(chat.said(50)).toContain("12 位零售许可证号");
    expect(bot.db.select().from(dialogues).all()).toMatchObject([{ personId: 50, kind: "bind-licence", data: { phone: "13900000000" } }]);
  });
});
