import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { dialogues } from "../../db/people.tables.ts";
import { staff } from "../../db/staff.tables.ts";
import { importCsv } from "../../src/imports/service.ts";
import { MONDAY_9, startTestBot, type TestBot } from "../support/bot.ts";
import { buildDistrict, buildStaff } from "../support/build.ts";
import { readChat, readRoles, readStaff } from "./support.ts";

const ADMIN = 1;
const COLLEAGUE = 60;

let bot: TestBot;
let admin: ReturnType<TestBot["person"]>;
let chat: ReturnType<typeof readChat>;
beforeEach(async () => {
  bot = await startTestBot();
  admin = bot.person(ADMIN);
  chat = readChat(bot, ADMIN);
});
afterEach(() => bot.close());

const contact = (userId?: number) => ({
  contact: { phone_number: "+8613800000060", first_name: "芳", last_name: "王", ...(userId === undefined ? {} : { user_id: userId }) },
});

describe("one line", () => {
  test("adds a colleague with roles and district, and shows the link to forward", async () => {
    const district = buildDistrict(bot.db, "东区");
    await admin.write("/staff add AM01 王芳 客户经理,broadcaster 东区");
    const row = readStaff(bot, "AM01")!;
    expect(row).toMatchObject({ name: "王芳", districtId: district.id, personId: null });
    expect(readRoles(bot, row.id)).toEqual(["account_manager", "broadcaster"]);
    expect(bot.textsTo(ADMIN).at(-2)).toBe(
      "王芳（AM01）\n角色：客户经理、信息发布员\n所属：东区\n电话：未登记\nTelegram：未绑定\n发布：自己发送",
    );
    expect(chat.text()).toContain("https://t.me/tongzhou_bot?start=staff_");
    expect(chat.text()).toMatch(/11月30日.*09:00 前有效/);
    expect(bot.db.select().from(audit).where(eq(audit.action, "staff.add")).all()).toMatchObject([
      { actorId: ADMIN, subject: `staff-${row.id}` },
    ]);
  });

  test("takes names of several words, and no district is the whole company", async () => {
    await admin.write("/staff add SD01 Anna de Vries service_desk");
    expect(readStaff(bot, "SD01")).toMatchObject({ name: "Anna de Vries", districtId: null });
  });

  test.each([
    ["/staff add", "添加员工有两种办法"],
    ["/staff add AM01", "少了内容"],
    ["/staff add AM01 王芳 boss", "没看到角色"],
    ["/staff add AM01 王芳 客户经理,boss", "没看到角色"],
    ["/staff add A/1 王芳 客户经理", "工号是一个不带空格的词"],
    [`/staff add AM01 ${"王".repeat(41)} 客户经理`, "姓名最长 40 个字"],
    ["/staff add AM01 王芳 客户经理 南区", "没有“南区”这个区。现有：东区"],
  ])("%s is explained", async (line, answer) => {
    buildDistrict(bot.db, "东区");
    await admin.write(line);
    expect(chat.text()).toContain(answer);
    expect(bot.db.select().from(staff).all()).toEqual([]);
  });

  test("a code that belongs to someone linked is refused, whatever its case", async () => {
    buildStaff(bot.db, COLLEAGUE, ["supervisor"], { code: "SV1", name: "赵强" });
    await admin.write("/staff add sv1 王芳 客户经理");
    expect(chat.text()).toContain("工号 SV1 已由赵强使用");
    expect(bot.db.select().from(staff).all()).toHaveLength(1);
  });

  test("completes someone the roster named by code only", async () => {
    await importCsv(
      bot.deps,
      "roster",
      "licence_no,shop_name,phone,district,route,account_manager\n140100000001,A,13800000001,东区,R1,AM01",
      null,
    );
    await admin.write("/staff");
    expect(chat.text()).toContain("AM01 AM01 · 客户经理 · 东区 · 未绑定");
    await admin.write("/staff add AM01 王芳 客户经理,在线客服");
    const row = readStaff(bot, "AM01")!;
    expect(row).toMatchObject({ name: "王芳" });
    expect(row.districtId).not.toBeNull();
    expect(readRoles(bot, row.id)).toEqual(["account_manager", "service_desk"]);
  });

  test("takes back someone who left, with the new roles only", async () => {
    const { id } = buildStaff(bot.db, COLLEAGUE, ["admin"], { code: "AM01" });
    await admin.press(`staff:removeyes:${id}`);
    await admin.write("/staff add AM01 王芳 客户经理");
    expect(readStaff(bot, "AM01")).toMatchObject({ id, removedAt: null, personId: null });
    expect(readRoles(bot, id)).toEqual(["account_manager"]);
  });

  test("is for admins, in private", async () => {
    buildStaff(bot.db, COLLEAGUE, ["supervisor"]);
    await bot.person(COLLEAGUE).write("/staff add AM01 王芳 admin");
    expect(readChat(bot, COLLEAGUE).text()).toBe("您没有这项权限。需要开通请联系管理员。");
    await admin.write("/staff", { id: -100, type: "supergroup", title: "群" });
    expect(readChat(bot, -100).text()).toBe("员工管理请到私聊里办。");
    expect(bot.db.select().from(staff).all()).toHaveLength(1);
  });
});

describe("a contact card", () => {
  test("with a Telegram account is linked at once under the code that is sent; roles come by buttons", async () => {
    const district = buildDistrict(bot.db, "东区");
    await admin.send(contact(COLLEAGUE));
    expect(chat.text()).toContain("王芳 的工号是哪个");
    await admin.write("AM02");
    const row = readStaff(bot, "AM02")!;
    expect(row).toMatchObject({ name: "王芳", personId: COLLEAGUE, phone: "13800000060" });
    expect(bot.textsTo(ADMIN).at(-2)).toContain("请对方打开 @tongzhou_bot 点“开始”");
    expect(readRoles(bot, row.id)).toEqual([]);
    await admin.press(`staff:give:${row.id}:account_manager`);
    await admin.press(`staff:place:${row.id}:${district.id}`);
    expect(chat.text()).toBe("王芳（AM02）\n角色：客户经理\n所属：东区\n电话：13800000060\nTelegram：已绑定");
    expect(bot.db.select().from(dialogues).all()).toEqual([]);
    await bot.person(COLLEAGUE).write("/staff");
    expect(readChat(bot, COLLEAGUE).text()).toBe("您没有这项权限。需要开通请联系管理员。");
  });

  test("without a Telegram account gets a link later", async () => {
    await admin.send(contact());
    await admin.write("AM02");
    expect(bot.textsTo(ADMIN).at(-2)).toContain("没有 Telegram 账号");
    const { id } = readStaff(bot, "AM02")!;
    await admin.press(`staff:show:${id}`);
    expect(chat.buttons()).toContain(`staff:invite:${id}`);
  });

  test("fills the row that the roster made, by its button", async () => {
    bot.db.insert(staff).values({ code: "AM01", name: "AM01", createdAt: MONDAY_9 }).run();
    const { id } = readStaff(bot, "AM01")!;
    await admin.send(contact(COLLEAGUE));
    expect(chat.buttons()).toContain(`staff:claim:${id}`);
    await admin.press(`staff:claim:${id}`);
    expect(readStaff(bot, "AM01")).toMatchObject({ id, name: "王芳", personId: COLLEAGUE });
    await admin.press(`staff:claim:${id}`);
    expect(chat.alert()).toContain("这张名片已经处理过了");
    expect(bot.db.select().from(staff).all()).toHaveLength(1);
  });

  test("of someone who is on staff already is refused", async () => {
    buildStaff(bot.db, COLLEAGUE, ["supervisor"], { code: "SV1", name: "赵强" });
    await admin.send(contact(COLLEAGUE));
    await admin.write("AM02");
    expect(chat.text()).toContain("这个 Telegram 账号已绑定赵强（SV1）");
    expect(readStaff(bot, "AM02")).toBeUndefined();
  });

  test("a bad code is asked for again, a taken one refused, and the button cancels", async () => {
    buildStaff(bot.db, 61, ["supervisor"], { code: "SV1", name: "赵强" });
    await admin.send(contact(COLLEAGUE));
    await admin.write("AM 02");
    expect(chat.text()).toContain("工号是一个不带空格的词");
    await admin.write("SV1");
    expect(chat.text()).toContain("工号 SV1 已由赵强使用");
    await admin.press("staff:cancel");
    expect(chat.text()).toBe("已取消，没有添加。");
    await admin.write("AM02");
    expect(readStaff(bot, "AM02")).toBeUndefined();
  });

  test("is forgotten when its sender is no admin any more", async () => {
    const { id } = buildStaff(bot.db, 61, ["admin"]);
    const other = bot.person(61);
    await other.send(contact(COLLEAGUE));
    await admin.press(`staff:take:${id}:admin`);
    await other.write("AM02");
    expect(readStaff(bot, "AM02")).toBeUndefined();
  });

  test("sent by anyone but an admin adds nobody", async () => {
    buildStaff(bot.db, 61, ["supervisor"]);
    await bot.person(61).send(contact(COLLEAGUE));
    await bot.person(61).write("AM02");
    expect(readStaff(bot, "AM02")).toBeUndefined();
  });
});
