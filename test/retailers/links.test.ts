import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { deliveries } from "../../db/deliveries.tables.ts";
import { linkRequests, retailers, shopPeople } from "../../db/retailers.tables.ts";
import { staff } from "../../db/staff.tables.ts";
import { bindByLicence } from "../../src/retailers/service.ts";
import { MONDAY_9, startTestBot, type TestBot } from "../support/bot.ts";
import { buildPerson, buildRetailer, buildRoute, buildShopPerson, buildStaff } from "../support/build.ts";

const [MANAGER, SUPERVISOR, OTHER_MANAGER, OTHER_SUPERVISOR, OWNER, PERSON] = [70, 80, 71, 81, 1, 50];

let bot: TestBot;
let requestId: number;
let retailerId: number;
beforeEach(async () => {
  bot = await startTestBot();
  const manager = buildStaff(bot.db, MANAGER, ["account_manager"], { name: "王芳" });
  const route = buildRoute(bot.db, { accountManagerId: manager.id });
  const other = buildRoute(bot.db, { accountManagerId: buildStaff(bot.db, OTHER_MANAGER, ["account_manager"]).id });
  buildStaff(bot.db, SUPERVISOR, ["supervisor"], { districtId: route.districtId, name: "赵强" });
  buildStaff(bot.db, OTHER_SUPERVISOR, ["supervisor"], { districtId: other.districtId });
  retailerId = buildRetailer(bot.db, { licenceNo: "140100000001", shopName: "和平路便利店", routeId: route.id }).id;
  const person = buildPerson(bot.db, PERSON, { privacyVersion: 1, privacyAcceptedAt: MONDAY_9 });
  await bindByLicence(bot.deps, person, { licenceNo: "140100000001", phone: "13900000000" });
  requestId = bot.db.select().from(linkRequests).get()!.id;
});
afterEach(() => bot.close());

const press = (id: number, verb: "approve" | "refuse" = "approve", request = requestId) => bot.person(id).press(`link:${verb}:${request}`);
const alertText = () => bot.calls.findLast(({ method }) => method === "answerCallbackQuery")!.payload.text;
const request = () => bot.db.select().from(linkRequests).where(eq(linkRequests.id, requestId)).get()!;
const links = () => bot.db.select().from(shopPeople).all();

test("approving links the shop and welcomes the person with the keyboard", async () => {
  await press(MANAGER);
  expect(bot.calls.at(-1)).toMatchObject({ method: "editMessageText", payload: { text: "✅ 王芳已同意：Person 50 绑定「和平路便利店」" } });
  expect(links()).toMatchObject([{ retailerId, personId: PERSON, how: "approved", linkedAt: MONDAY_9 }]);
  expect(request()).toMatchObject({ state: "approved", decidedBy: MANAGER, decidedAt: MONDAY_9 });
  await bot.deliver();
  expect(bot.textsTo(PERSON)).toEqual([expect.stringContaining("验证成功：和平路便利店")]);
  expect(JSON.stringify(bot.calls.at(-1)!.payload["reply_markup"])).toContain("is_persistent");
  expect(bot.db.select().from(audit).where(eq(audit.action, "retailer.link_approved")).all()).toMatchObject([{ actorId: MANAGER }]);
});

test("refusing links nothing and tells the person whom to turn to", async () => {
  await press(MANAGER, "refuse");
  expect(links()).toEqual([]);
  await bot.deliver();
  expect(bot.textsTo(PERSON)).toEqual(["许可证 140100000001 的绑定申请没有通过。有疑问请联系客户经理王芳。"]);
});

test("a second tap, also by somebody else and the other way, changes nothing and names who decided", async () => {
  await press(MANAGER);
  await press(MANAGER);
  expect(alertText()).toBe("王芳已经同意过了，不用再处理。");
  await press(SUPERVISOR, "refuse");
  expect(alertText()).toBe("王芳已经同意过了，不用再处理。");
  expect(request().state).toBe("approved");
  expect(links()).toHaveLength(1);
  expect(bot.db.select().from(deliveries).where(eq(deliveries.kind, "link_decision")).all()).toHaveLength(1);
});

test.each([
  ["the district's supervisor", SUPERVISOR],
  ["an admin of ADMIN_IDS", OWNER],
])("%s may decide", async (_, id) => {
  await press(id);
  expect(request()).toMatchObject({ state: "approved", decidedBy: id });
});

test("an admin with a staff row and a supervisor of the whole company may decide", async () => {
  buildStaff(bot.db, 90, ["supervisor"], { districtId: null });
  await press(90, "refuse");
  expect(request().state).toBe("refused");
});

test.each([
  ["another route's account manager", OTHER_MANAGER],
  ["another district's supervisor", OTHER_SUPERVISOR],
])("%s may not decide", async (_, id) => {
  await press(id);
  expect(alertText()).toContain("由该线路的客户经理");
  expect(request().state).toBe("pending");
});

test.each([
  ["the person who asks", PERSON],
  ["a stranger", 99],
])("%s may not even press", async (_, id) => {
  await press(id);
  expect(alertText()).toBe("您没有这项权限。需要开通请联系管理员。");
  expect(request().state).toBe("pending");
});

test("an account manager who was removed meanwhile may not decide", async () => {
  bot.db.update(staff).set({ removedAt: MONDAY_9, personId: null }).where(eq(staff.personId, MANAGER)).run();
  await press(MANAGER);
  expect(request().state).toBe("pending");
});

test("a shop that closed meanwhile can not be approved, only refused", async () => {
  bot.db.update(retailers).set({ status: "closed" }).where(eq(retailers.id, retailerId)).run();
  await press(MANAGER);
  expect(alertText()).toContain("停业或歇业状态，不能同意");
  expect(request().state).toBe("pending");
  await press(MANAGER, "refuse");
  expect(request().state).toBe("refused");
});

test("a request nobody knows is said to be gone", async () => {
  await press(MANAGER, "approve", 999);
  expect(alertText()).toBe("这份申请已经不在了。");
});

test("approving someone who got linked in another way meanwhile is harmless", async () => {
  buildShopPerson(bot.db, retailerId, PERSON);
  await press(MANAGER);
  expect(request().state).toBe("approved");
  expect(links()).toHaveLength(1);
});

test("the card is not sent once somebody has decided", async () => {
  await press(OWNER);
  await bot.deliver();
  expect(bot.textsTo(MANAGER)).toEqual([]);
  expect(bot.db.select().from(deliveries).where(eq(deliveries.kind, "link_request")).all()).toMatchObject([
    { state: "skipped", reason: "decided" },
  ]);
});
