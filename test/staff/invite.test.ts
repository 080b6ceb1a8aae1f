import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { staffInvites } from "../../db/staff.tables.ts";
import { STAFF_INVITE_MS } from "../../src/staff/rules.ts";
import { startTestBot, type TestBot } from "../support/bot.ts";
import { buildStaff } from "../support/build.ts";
import { readChat, readStaff } from "./support.ts";

const [ADMIN, COLLEAGUE, STRANGER] = [1, 60, 61];

let bot: TestBot;
let payload: string;
beforeEach(async () => {
  bot = await startTestBot();
  await bot.person(ADMIN).write("/staff add AM01 王芳 客户经理");
  payload = readChat(bot, ADMIN).payload()!;
});
afterEach(() => bot.close());

const open = (id: number, start = payload) => bot.person(id).write(`/start ${start}`);

test("opening the link links the person, gives the roles at once and a menu", async () => {
  expect(payload.length).toBeLessThanOrEqual(64);
  await open(COLLEAGUE);
  expect(readStaff(bot, "AM01")).toMatchObject({ personId: COLLEAGUE });
  expect(readChat(bot, COLLEAGUE).text()).toContain("王芳，您好，已绑定。您的角色：客户经理");
  expect(bot.calls.some(({ method, payload: sent }) => method === "setMyCommands" && JSON.stringify(sent).includes("tasks"))).toBe(true);
  expect(bot.db.select().from(audit).where(eq(audit.action, "staff.link")).all()).toMatchObject([{ actorId: COLLEAGUE }]);
});

test("it works once: the same person may open it again, nobody else", async () => {
  await open(COLLEAGUE);
  await open(COLLEAGUE);
  expect(readChat(bot, COLLEAGUE).text()).toContain("已绑定");
  await open(STRANGER);
  expect(readChat(bot, STRANGER).text()).toContain("已经用过");
  expect(readStaff(bot, "AM01")).toMatchObject({ personId: COLLEAGUE });
  expect(bot.db.select().from(audit).where(eq(audit.action, "staff.link")).all()).toHaveLength(1);
});

test("it expires after seven days", async () => {
  bot.advance(STAFF_INVITE_MS);
  await open(COLLEAGUE);
  expect(readChat(bot, COLLEAGUE).text()).toContain("已过期");
  expect(readStaff(bot, "AM01")).toMatchObject({ personId: null });
});

test("a newer link ends the older one", async () => {
  const { id } = readStaff(bot, "AM01")!;
  await bot.person(ADMIN).press(`staff:invite:${id}`);
  const newer = readChat(bot, ADMIN).payload()!;
  expect(newer).not.toBe(payload);
  await open(STRANGER);
  expect(readChat(bot, STRANGER).text()).toContain("链接无效");
  await open(COLLEAGUE, newer);
  expect(readStaff(bot, "AM01")).toMatchObject({ personId: COLLEAGUE });
});

test("a guessed one is not valid", async () => {
  await open(STRANGER, "staff_guess");
  expect(readChat(bot, STRANGER).text()).toContain("链接无效");
});

test("someone on staff under another code can not take a second one", async () => {
  buildStaff(bot.db, COLLEAGUE, ["supervisor"]);
  await open(COLLEAGUE);
  expect(readChat(bot, COLLEAGUE).text()).toContain("已绑定另一个工号");
  expect(readStaff(bot, "AM01")).toMatchObject({ personId: null });
});

test("there is no link for someone linked already, and none works for someone removed", async () => {
  const { id } = readStaff(bot, "AM01")!;
  await bot.person(ADMIN).press(`staff:removeyes:${id}`);
  await open(COLLEAGUE);
  expect(readChat(bot, COLLEAGUE).text()).toContain("链接无效");
  const linked = buildStaff(bot.db, STRANGER, ["supervisor"]);
  await bot.person(ADMIN).press(`staff:invite:${linked.id}`);
  expect(readChat(bot, ADMIN).alert()).toBe("这名员工已经绑定，不需要链接。");
  expect(bot.db.select().from(staffInvites).all()).toEqual([]);
});
