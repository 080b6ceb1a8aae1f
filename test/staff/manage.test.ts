import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { routes } from "../../db/routes.tables.ts";
import { staff } from "../../db/staff.tables.ts";
import { findAccountManager, findAdmins } from "../../src/staff/service.ts";
import { MONDAY_9, startTestBot, type TestBot } from "../support/bot.ts";
import { buildDistrict, buildRoute, buildStaff } from "../support/build.ts";
import { readChat, readRoles } from "./support.ts";

const [FIRST, SECOND, COLLEAGUE] = [10, 11, 60];

let bot: TestBot;
afterEach(() => bot.close());

/** Without ADMIN_IDS, so that the staff table alone says who is admin. */
async function startOffice() {
  bot = await startTestBot({ env: { ADMIN_IDS: "" } });
  const first = buildStaff(bot.db, FIRST, ["admin"], { code: "AD1", name: "李明" });
  return { admin: bot.person(FIRST), chat: readChat(bot, FIRST), first };
}
const actions = () =>
  bot.db
    .select()
    .from(audit)
    .all()
    .map(({ action, actorId }) => `${actorId} ${action}`);

describe("the list", () => {
  test("shows everyone in pages, with district, roles and whether they are linked", async () => {
    const { admin, chat } = await startOffice();
    const district = buildDistrict(bot.db, "东区");
    for (let n = 0; n < 9; n++) buildStaff(bot.db, 100 + n, ["service_desk"], { code: `B${n}`, name: `客服${n}`, districtId: district.id });
    bot.db.insert(staff).values({ code: "C1", name: "C1", createdAt: MONDAY_9 }).run();
    bot.db.insert(staff).values({ code: "D1", name: "走了", createdAt: MONDAY_9, removedAt: MONDAY_9 }).run();
    await admin.write("/staff");
    expect(chat.text()).toContain("员工 11 人\nAD1 李明 · 管理员 · 全公司 · 已绑定\nB0 客服0 · 在线客服 · 东区 · 已绑定");
    expect(chat.text()).not.toContain("ADMIN_IDS");
    await admin.press("staff:list:1");
    expect(chat.text()).toContain("C1 C1 · 还没有角色 · 全公司 · 未绑定");
    expect(chat.text()).not.toContain("走了");
    await admin.press("staff:list:99");
    expect(chat.text()).toContain("C1 C1");
  });

  test("in English, and says how many admins are named elsewhere", async () => {
    bot = await startTestBot();
    await bot.person(1, { language: "en" }).write("/staff");
    expect(readChat(bot, 1).text()).toBe("Staff: 0\n\nAdmins named by ADMIN_IDS and not listed here: 1.");
  });
});

describe("roles and districts", () => {
  test("given by a tap count at once, and the same tap again changes nothing", async () => {
    const { admin, chat } = await startOffice();
    const { id } = buildStaff(bot.db, COLLEAGUE, ["service_desk"]);
    await admin.press(`staff:roles:${id}`);
    expect(chat.buttons()).toContain(`staff:take:${id}:service_desk`);
    await admin.press(`staff:give:${id}:admin`);
    await admin.press(`staff:give:${id}:admin`);
    await admin.press(`staff:take:${id}:service_desk`);
    await admin.press(`staff:take:${id}:service_desk`);
    expect(readRoles(bot, id)).toEqual(["admin"]);
    expect(actions()).toEqual([`${FIRST} staff.give_role`, `${FIRST} staff.take_role`]);
    await bot.person(COLLEAGUE).write("/staff");
    expect(readChat(bot, COLLEAGUE).text()).toContain("员工 2 人");
  });

  test("a district is chosen from the known ones, or the whole company", async () => {
    const { admin, chat } = await startOffice();
    const district = buildDistrict(bot.db, "东区");
    const { id } = buildStaff(bot.db, COLLEAGUE, ["supervisor"]);
    await admin.press(`staff:districts:${id}`);
    expect(chat.buttons()).toContain(`staff:place:${id}:${district.id}`);
    await admin.press(`staff:place:${id}:${district.id}`);
    expect(chat.text()).toContain("所属：东区");
    await admin.press(`staff:place:${id}:0`);
    expect(chat.text()).toContain("所属：全公司");
    await admin.press(`staff:place:${id}:999`);
    expect(chat.alert()).toContain("没有这个区了");
  });

  test("a forged role or the button of somebody without the right does nothing", async () => {
    const { admin } = await startOffice();
    const { id } = buildStaff(bot.db, COLLEAGUE, ["supervisor"]);
    await admin.press(`staff:give:${id}:owner`);
    await bot.person(COLLEAGUE).press(`staff:give:${id}:admin`);
    expect(readChat(bot, COLLEAGUE).alert()).toBe("您没有这项权限。需要开通请联系管理员。");
    expect(readRoles(bot, id)).toEqual(["supervisor"]);
  });
});

describe("removing", () => {
  test("asks first, then ends every right at once and keeps the row", async () => {
    const { admin, chat } = await startOffice();
    const { id } = buildStaff(bot.db, COLLEAGUE, ["account_manager"], { code: "AM1", name: "王芳" });
    const route = buildRoute(bot.db, { accountManagerId: id });
    await admin.press(`staff:remove:${id}`);
    expect(chat.text()).toContain("确定吗");
    expect(await findAccountManager(bot.db, route.id)).toBeDefined();
    await admin.press(`staff:removeyes:${id}`);
    expect(chat.text()).toBe("已移除 王芳（AM1），权限已失效。");
    expect(await findAccountManager(bot.db, route.id)).toBeUndefined();
    expect(bot.db.select().from(routes).where(eq(routes.id, route.id)).get()!.accountManagerId).toBe(id);
    expect(bot.db.select().from(staff).where(eq(staff.id, id)).get()).toMatchObject({ removedAt: MONDAY_9, personId: null });
    await bot.person(COLLEAGUE).write("/tasks");
    expect(readChat(bot, COLLEAGUE).text()).toBe("您没有这项权限。需要开通请联系管理员。");
    for (const button of ["show", "roles", "districts", "remove", "invite", "removeyes"]) {
      await admin.press(`staff:${button}:${id}`);
      expect(chat.alert()).toBe("这名员工已被移除。");
    }
    expect(actions()).toEqual([`${FIRST} staff.remove`]);
  });

  test("the last admin stays and keeps the role", async () => {
    const { admin, chat, first } = await startOffice();
    // Someone who can not be reached on Telegram can not give rights either.
    const unlinked = bot.db.insert(staff).values({ code: "AD2", name: "空", createdAt: MONDAY_9 }).returning().get();
    await admin.press(`staff:give:${unlinked.id}:admin`);
    await admin.press(`staff:removeyes:${first.id}`);
    expect(chat.alert()).toContain("最后一位管理员");
    await admin.press(`staff:take:${first.id}:admin`);
    expect(chat.alert()).toContain("最后一位管理员");
    expect(await findAdmins(bot.deps)).toEqual([FIRST]);
    await admin.press(`staff:take:${unlinked.id}:admin`);
    expect(readRoles(bot, unlinked.id)).toEqual([]);
  });

  test("of two admins one may remove the other, who then may not remove back", async () => {
    const { admin, first } = await startOffice();
    const second = buildStaff(bot.db, SECOND, ["admin"]);
    await admin.press(`staff:removeyes:${second.id}`);
    await bot.person(SECOND).press(`staff:removeyes:${first.id}`);
    expect(readChat(bot, SECOND).alert()).toBe("您没有这项权限。需要开通请联系管理员。");
    expect(await findAdmins(bot.deps)).toEqual([FIRST]);
  });

  test("with ADMIN_IDS even the last admin of the table may go", async () => {
    bot = await startTestBot();
    const { id } = buildStaff(bot.db, FIRST, ["admin"]);
    await bot.person(FIRST).press(`staff:removeyes:${id}`);
    expect(await findAdmins(bot.deps)).toEqual([1]);
  });
});
