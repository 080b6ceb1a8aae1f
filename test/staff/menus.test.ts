import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { linkRequests } from "../../db/retailers.tables.ts";
import { bindByLicence, importRoster, readRosterJson } from "../../src/retailers/service.ts";
import { findDutyChats } from "../../src/staff/service.ts";
import { MONDAY_9, startTestBot, type TestBot } from "../support/bot.ts";
import { buildPerson, buildRetailer, buildRoute, buildStaff } from "../support/build.ts";

const [OWNER, COLLEAGUE, PERSON] = [1, 60, 50];

let bot: TestBot;
let owner: ReturnType<TestBot["person"]>;
beforeEach(async () => {
  bot = await startTestBot();
  owner = bot.person(OWNER);
});
afterEach(() => bot.close());

/** The commands in the menu that a person was given last. */
const menuOf = (id: number) => {
  const isTheirs = ({ method, payload }: TestBot["calls"][number]) =>
    method === "setMyCommands" && (payload["scope"] as { chat_id?: number }).chat_id === id;
  return (bot.calls.findLast(isTheirs)?.payload["commands"] as { command: string }[] | undefined)?.map(({ command }) => command);
};

describe("another person's menu", () => {
  test("follows the roles that an admin gives and takes", async () => {
    const { id } = buildStaff(bot.db, COLLEAGUE, []);
    await owner.press(`staff:give:${id}:broadcaster`);
    expect(menuOf(COLLEAGUE)).toContain("post");
    await owner.press(`staff:take:${id}:broadcaster`);
    expect(menuOf(COLLEAGUE)).not.toContain("post");
  });

  test("is a stranger's again after the removal from staff", async () => {
    const { id } = buildStaff(bot.db, COLLEAGUE, ["broadcaster"]);
    await owner.press(`staff:removeyes:${id}`);
    expect(menuOf(COLLEAGUE)).toEqual(["bind", "language", "help"]);
  });

  test("is a retailer's after an approved link", async () => {
    buildRetailer(bot.db, { licenceNo: "140100000001" });
    const person = buildPerson(bot.db, PERSON, { privacyVersion: 1, privacyAcceptedAt: MONDAY_9 });
    buildPerson(bot.db, OWNER);
    await bindByLicence(bot.deps, person, { licenceNo: "140100000001", phone: "1" });
    await owner.press(`link:approve:${bot.db.select().from(linkRequests).get()!.id}`);
    expect(menuOf(PERSON)).toContain("complain");
  });

  test("that can not be set changes nothing for the admin", async () => {
    const { id } = buildStaff(bot.db, COLLEAGUE, []);
    bot.refuse((method) => (method === "setMyCommands" ? { error_code: 400, description: "Bad Request: chat not found" } : undefined));
    await owner.press(`staff:give:${id}:broadcaster`);
    expect(bot.calls.at(-2)?.method).toBe("editMessageText");
    await owner.press(`staff:removeyes:${id}`);
    expect(bot.textsTo(OWNER).at(-1)).toContain(`Staff ${COLLEAGUE}`);
  });
});

describe("on duty for a route", () => {
  test("are the account manager, else the district's supervisors, else the admins, as far as they can be written to", async () => {
    const manager = buildStaff(bot.db, 70, ["account_manager"], { name: "M" });
    const route = buildRoute(bot.db, { accountManagerId: manager.id });
    buildStaff(bot.db, 80, ["supervisor"], { districtId: route.districtId, name: "S" });
    const duty = () => findDutyChats(bot.deps, route);
    expect(await duty()).toEqual({ chatIds: [70], name: "M" });
    const block = (id: number) =>
      bot.update({
        my_chat_member: {
          chat: { id, type: "private", first_name: "x" },
          date: 1,
          from: { id, is_bot: false, first_name: "x" },
          old_chat_member: { status: "member", user: bot.bot.botInfo },
          new_chat_member: { status: "kicked", until_date: 0, user: bot.bot.botInfo },
        },
      });
    await block(70);
    expect(await duty()).toEqual({ chatIds: [80], name: "S" });
    await block(80);
    expect(await duty()).toEqual({ chatIds: [], name: undefined });
    buildPerson(bot.db, OWNER);
    expect(await duty()).toEqual({ chatIds: [OWNER], name: undefined });
  });

  test("is nobody of a route that the roster named a manager for who is not on Telegram", async () => {
    const [row] = readRosterJson([
      { licence_no: "140100000001", shop_name: "A", phone: "13800000001", district: "D", route: "R1", account_manager: "AM1" },
    ]).rows;
    await importRoster(bot.deps, [row!]);
    expect(await findDutyChats(bot.deps, { id: 1, districtId: 1 })).toEqual({ chatIds: [], name: undefined });
  });
});
