import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { people } from "../../db/people.tables.ts";
import { settings } from "../../db/settings.tables.ts";
import { MONDAY_9, startTestBot, type TestBot } from "../support/bot.ts";
import { buildGroup, buildDistrict, buildRetailer, buildShopPerson, buildStaff } from "../support/build.ts";

const OWNER = 601;
const PARTNER = 602;
let t: TestBot;
beforeEach(async () => {
  t = await startTestBot();
  const shop = buildRetailer(t.db, { shopName: "和平路便利店" });
  buildShopPerson(t.db, shop.id, OWNER);
  buildShopPerson(t.db, shop.id, PARTNER);
});
afterEach(() => t.close());

const row = (id = OWNER) => t.db.select().from(people).where(eq(people.id, id)).get()!;
const shown = () => {
  const { payload } = t.calls.findLast(({ method }) => method === "editMessageText" || method === "sendMessage")!;
  const keyboard = payload["reply_markup"] as { inline_keyboard?: { callback_data: string }[][] };
  return { text: payload.text, buttons: keyboard.inline_keyboard?.flat().map(({ callback_data: data }) => data) };
};

test("/settings shows what holds, and what can be changed", async () => {
  await t.person(OWNER).write("/settings");
  expect(shown()).toEqual({
    text: "⚙️ 我的设置\n订货提醒：开（截止前没订才提醒）\n夜间（22:00-08:00）：照常提醒\n语言：中文",
    buttons: ["settings:remind:off", "settings:night:off", "settings:language:en"],
  });
});

test("turning reminders off is for oneself alone, is shown in place, and is undone the same way", async () => {
  await t.person(OWNER).press("settings:remind:off");
  expect([row().remindersMutedAt, row(PARTNER).remindersMutedAt]).toEqual([MONDAY_9, null]);
  expect(shown()).toEqual({
    text: "⚙️ 我的设置\n订货提醒：关，11月23日（周一）起。只关了您自己的，店里其他人照常收到。客户经理看得到，可能会打电话给您。\n语言：中文",
    buttons: ["settings:remind:on", "settings:language:en"],
  });
  expect(t.calls.map(({ method }) => method)).toEqual(["answerCallbackQuery", "editMessageText"]);
  t.advance(86_400_000);
  await t.person(OWNER).press("settings:remind:off");
  expect(row().remindersMutedAt).toBe(MONDAY_9);
  await t.person(OWNER).press("settings:remind:on");
  expect(row().remindersMutedAt).toBeNull();
  expect(shown().buttons).toContain("settings:remind:off");
});

test("nights are spared and used again", async () => {
  await t.person(OWNER).press("settings:night:off");
  expect([row().remindAtNight, row(PARTNER).remindAtNight]).toEqual([false, true]);
  expect(shown().text).toContain("夜间（22:00-08:00）：不打扰。提醒提前到下午发；提前不了的，到点静音发。");
  await t.person(OWNER).press("settings:night:on");
  expect(row().remindAtNight).toBe(true);
});

test("nights are no question in an office without quiet hours, and are told by its own hours", async () => {
  t.db.insert(settings).values({ key: "quiet_hours", value: "23:00-07:00", updatedAt: 0 }).run();
  await t.person(OWNER).write("/settings");
  expect(shown().text).toContain("夜间（23:00-07:00）");
  t.db.update(settings).set({ value: "off" }).run();
  await t.person(OWNER).write("/settings");
  expect(shown()).toMatchObject({ text: expect.not.stringContaining("夜间"), buttons: ["settings:remind:off", "settings:language:en"] });
});

test("the language is changed in place, for menu and keyboard too", async () => {
  await t.person(OWNER).press("settings:language:en");
  expect(row().locale).toBe("en");
  expect(t.calls.map(({ method }) => method)).toEqual(["setMyCommands", "answerCallbackQuery", "sendMessage", "editMessageText"]);
  expect(shown()).toEqual({
    text: "⚙️ My settings\nOrder reminders: on (only when you have not ordered)\nAt night (22:00-08:00): remind me as usual\nLanguage: English",
    buttons: ["settings:remind:off", "settings:night:off", "settings:language:zh"],
  });
  expect(JSON.stringify(t.calls)).toContain("My settings: reminders, language");
});

test("a language that does not exist changes nothing", async () => {
  await t.person(OWNER).press("settings:language:xx");
  expect(row().locale).toBeNull();
});

test("/settings is in a retailer's menu, and in no stranger's or clerk's", async () => {
  buildStaff(t.db, 70, ["service_desk"]);
  for (const id of [OWNER, 70, 999]) await t.person(id).write("/start");
  const menus = t.calls.filter(({ method }) => method === "setMyCommands").map(({ payload }) => JSON.stringify(payload["commands"]));
  expect(menus.map((menu) => menu.includes('"settings"'))).toEqual([true, false, false]);
});

test("in a group nobody's settings are shown", async () => {
  const group = buildGroup(t.db, { districtId: buildDistrict(t.db).id });
  await t.person(OWNER).write("/settings", { id: group.chatId, type: "supergroup", title: "群" });
  expect(t.textsTo(group.chatId)).toEqual(["个人设置只在私聊里看：请打开和我的私聊，发 /settings。"]);
});

test("who is no retailer is told for whom this is, at the command and at its buttons", async () => {
  await t.person(999).write("/settings");
  expect(t.textsTo(999).at(-1)).toContain("持证零售客户");
  await t.person(999).press("settings:remind:off");
  expect(row(999).remindersMutedAt).toBeNull();
});
