import { afterEach, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import type { StaffRole } from "../../src/staff/rules.ts";
import { startTestBot, type TestBot } from "../support/bot.ts";
import { buildStaff } from "../support/build.ts";
import { readChat, readStaff } from "./support.ts";

const [ADMIN, COLLEAGUE] = [1, 60];

let bot: TestBot;
afterEach(() => bot.close());

async function open(roles: StaffRole[], language: "zh" | "en" = "zh") {
  bot = await startTestBot();
  const { id } = buildStaff(bot.db, COLLEAGUE, roles, { code: "B1" });
  const admin = bot.person(ADMIN, { language });
  await admin.press(`staff:show:${id}`);
  return { id, admin, chat: readChat(bot, ADMIN), needsApproval: () => readStaff(bot, "B1")!.needsApproval };
}

test("a new broadcaster sends alone, until the admin asks for approval on the card; the same tap again changes nothing", async () => {
  const { id, admin, chat, needsApproval } = await open(["broadcaster"]);
  expect(chat.text()).toContain("\n发布：自己发送");
  expect(chat.buttons()).toContain(`staff:approval:${id}:1`);
  await admin.press(`staff:approval:${id}:1`);
  await admin.press(`staff:approval:${id}:1`);
  expect(chat.text()).toContain("\n发布：需要审批");
  expect(needsApproval()).toBe(true);
  await admin.press(`staff:approval:${id}:0`);
  expect(needsApproval()).toBe(false);
  const changes = bot.db.select().from(audit).all();
  expect(changes).toMatchObject([
    { actorId: ADMIN, action: "staff.approval", detail: { needsApproval: true } },
    { actorId: ADMIN, action: "staff.approval", detail: { needsApproval: false } },
  ]);
});

test("the card says it in English", async () => {
  const { id, admin, chat } = await open(["supervisor"], "en");
  expect(chat.text()).toContain("\nPosts: sends alone");
  await admin.press(`staff:approval:${id}:1`);
  expect(chat.text()).toContain("\nPosts: needs approval");
});

test("a brand partner always needs approval, and a forged button changes nothing", async () => {
  const { id, admin, chat, needsApproval } = await open(["brand_partner"]);
  expect(chat.text()).toContain("\n发布：需要审批");
  expect(chat.buttons()).not.toContain("staff:approval");
  await admin.press(`staff:approval:${id}:1`);
  expect(chat.alert()).toBe("这个角色的发布方式是固定的：管理员自己发送，工业企业需要审批。");
  expect(needsApproval()).toBe(false);
});

test("an admin sends alone and has no such button, and who posts nothing has no such line", async () => {
  const admin = await open(["admin", "broadcaster"]);
  expect(admin.chat.text()).toContain("\n发布：自己发送");
  expect(admin.chat.buttons()).not.toContain("staff:approval");
  bot.close();
  const desk = await open(["service_desk"]);
  expect(desk.chat.text()).not.toContain("发布：");
  expect(desk.chat.buttons()).not.toContain("staff:approval");
});

test("who is not an admin can not switch it, nor is it switched for someone who left", async () => {
  const { id, admin, chat, needsApproval } = await open(["broadcaster"]);
  await bot.person(COLLEAGUE).press(`staff:approval:${id}:1`);
  expect(readChat(bot, COLLEAGUE).alert()).toBe("您没有这项权限。需要开通请联系管理员。");
  await admin.press(`staff:removeyes:${id}`);
  await admin.press(`staff:approval:${id}:1`);
  expect(chat.alert()).toBe("这名员工已被移除。");
  expect(needsApproval()).toBe(false);
});
