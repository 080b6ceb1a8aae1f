import { afterEach, beforeEach, expect, test } from "vitest";
import { startTestBot, type TestBot } from "../support/bot.ts";
import { buildRetailer, buildShopPerson } from "../support/build.ts";

const OWNER = 601;
const STRANGER = 602;
let t: TestBot;
beforeEach(async () => {
  t = await startTestBot();
  const shop = buildRetailer(t.db, { shopName: "Heping Road Store" });
  buildShopPerson(t.db, shop.id, OWNER, { clientLanguage: "en" });
});
afterEach(() => t.close());

test("an old or mangled start link greets like any start", async () => {
  await t.person(OWNER, { language: "en" }).write("/start garbage");
  expect(t.textsTo(OWNER)).toEqual([expect.stringContaining("Welcome, Heping Road Store")]);
  await t.person(STRANGER, { language: "en" }).write("/start garbage");
  expect(t.textsTo(STRANGER)).toEqual([expect.stringContaining("licensed retailers")]);
});

test("/bind leaves a verified person their four buttons", async () => {
  await t.person(OWNER, { language: "en" }).write("/bind");
  const { payload } = t.calls.findLast(({ method }) => method === "sendMessage")!;
  expect(payload.text).toContain("You are verified: Heping Road Store");
  expect(JSON.stringify(payload["reply_markup"])).toContain("📣 Complain");
});

test("the language a person chose wins over the client's, in the menu too", async () => {
  await t.person(OWNER, { language: "en" }).press("language:zh");
  const menu = t.calls.find(({ method }) => method === "setMyCommands")!;
  expect(JSON.stringify(menu.payload["commands"])).toContain("投诉");
  await t.person(OWNER, { language: "en" }).write("/start");
  expect(t.textsTo(OWNER).at(-1)).toContain("您好");
});

test("who blocks the bot is not written to, and a message brings them back", async () => {
  const owner = t.person(OWNER, { language: "en" });
  const member = (status: string) => ({ status, user: owner.from });
  const chat = { id: OWNER, type: "private" as const, first_name: "P" };
  await t.update({
    my_chat_member: { chat, from: owner.from, date: 1, old_chat_member: member("member"), new_chat_member: member("kicked") } as never,
  });
  const unreachable = () => t.db.query.people.findFirst({ where: (people, { eq }) => eq(people.id, OWNER) }).sync()?.unreachable;
  expect(unreachable()).toBe("blocked");
  await owner.write("/start");
  expect(unreachable()).toBeNull();
});
