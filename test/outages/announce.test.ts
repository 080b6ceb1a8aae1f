import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { dialogues, people } from "../../db/people.tables.ts";
import { importCalendar } from "../../src/windows/service.ts";
import { buildGroup, buildRoute, buildShopPerson } from "../support/build.ts";
import { at, DESK, MANAGER, ORDERS, startOutageDay, SUPERVISOR, WEST, type OutageDay } from "./world.ts";

let day: OutageDay;
beforeEach(async () => {
  day = await startOutageDay();
});
afterEach(() => day.close());

describe("announcing an outage", () => {
  test("takes /outage on and one tap: the groups and those without an order hear of it, with number and cutoff", async () => {
    day.addShop("和平路便利店", [201]);
    const done = day.addShop("已订店", [202]);
    await day.setCutoff("17:00");
    await day.order(done.licenceNo, "08:30");
    day.setNow(at("09:10"));
    await day.person(SUPERVISOR).write("/outage on");
    expect(day.textsTo(SUPERVISOR).at(-1)).toContain("将通知 1 个群、1 位还没订货的店主。");
    await day.tap(SUPERVISOR, "announce");
    await day.deliver();
    expect(day.textsTo(day.group.chatId)).toEqual([
      "⚠️ 今天 09:10 起网上订货出故障（订货平台故障），暂时订不了货。\n请打电话订货：95100\n截止时间暂时不变，有变动马上通知。",
    ]);
    expect(day.textsTo(201)).toEqual([
      "⚠️ 今天 09:10 起网上订货出故障（订货平台故障），暂时订不了货。\n请打电话订货：95100\n「和平路便利店」今天 17:00 截止不变，有变动马上通知您。",
    ]);
    expect([day.textsTo(202), day.textsTo(day.westGroup.chatId)]).toEqual([[], []]);
    const sent = day.calls.find(({ payload }) => payload.chat_id === day.group.chatId);
    expect(sent?.payload).not.toHaveProperty("message_thread_id");
    expect(day.find()).toMatchObject([{ startedBy: SUPERVISOR, startedAt: at("09:10"), endedAt: null }]);
    expect(day.db.select().from(audit).where(eq(audit.action, "outage.on")).all()).toHaveLength(1);
  });

  test("goes to the staff it concerns, each with the buttons that they may press", async () => {
    await day.begin(ORDERS, "all");
    const told = new Map(day.rows("outage_staff").map(({ chatId, state }) => [chatId, state]));
    // The admin of ADMIN_IDS has never pressed Start.
    expect(told).toEqual(new Map([MANAGER, SUPERVISOR, ORDERS, WEST].map((id) => [id, "sent"])));
    day.forget();
    await day.tap(ORDERS, "info:1");
    await day.deliver();
    const keys = (id: number) => day.buttonsOf(id).map((data) => data.split(":")[1]);
    expect(keys(ORDERS)).toEqual(["info", "order", "cutoff", "news", "off", "list"]);
    expect(keys(WEST)).toEqual(["info", "order", "cutoff", "list"]);
    expect(keys(MANAGER)).toEqual([]);
  });

  test("says every choice in the notice: routes, own reason, several numbers, when it should be over", async () => {
    day.addShop("A", [201]);
    await day.setCutoff("17:00");
    const desk = day.person(DESK);
    await desk.write("/outage on");
    await desk.press("outage:routes:0");
    await desk.press(`outage:route:0:${day.route.id}`);
    await desk.press("outage:reason:other");
    await desk.write("光缆被挖断");
    await desk.press("outage:phones");
    await desk.write("0351-1234567，13800001234");
    await desk.press("outage:until:60");
    await desk.press("outage:announce");
    await day.deliver();
    expect(day.textsTo(201)).toEqual([
      [
        "⚠️ 今天 09:00 起网上订货出故障（光缆被挖断），暂时订不了货。",
        "请打电话订货：03511234567、13800001234",
        "「A」今天 17:00 截止不变，有变动马上通知您。",
        "预计 今天 10:00 恢复。",
      ].join("\n"),
    ]);
  });

  test("reaches the people of a route without a group through the district's group, which reads the routes' codes", async () => {
    const route = buildRoute(day.db, { code: "R109", districtId: day.district.id });
    const district = buildGroup(day.db, { districtId: day.district.id, locale: "en" });
    await day.begin(SUPERVISOR, "routes:0", `route:0:${day.route.id}`);
    expect(day.rows("outage_notice").map(({ chatId }) => chatId)).toEqual([day.group.chatId]);
    await day.tap(SUPERVISOR, "offyes:1");
    await day.announce(SUPERVISOR, "routes:0", `route:0:${route.id}`);
    await day.deliver();
    expect(day.textsTo(district.chatId).at(-1)).toContain(
      "Online ordering has failed since today, 09:00 (platform down).\nRoutes concerned: R109",
    );
  });

  test("writes to a person with several shops once, naming each cutoff", async () => {
    const shop = day.addShop("A", [201]);
    const route = buildRoute(day.db, { code: "R102", districtId: day.district.id });
    const other = day.addShop("B", [], { routeId: route.id });
    buildShopPerson(day.db, other.id, 201);
    await day.setCutoff("17:00");
    await importCalendar(day.deps, { exceptions: [{ route: "R102", date: "2026-11-23", cutoff: "18:00", opens: "-1 08:00" }] });
    await day.announce(SUPERVISOR);
    await day.deliver();
    expect(day.textsTo(201)).toHaveLength(1);
    expect(day.textsTo(201)[0]).toContain("「A」今天 17:00 截止不变，有变动马上通知您。\n「B」今天 18:00 截止不变");
    expect(shop.id).not.toBe(other.id);
  });

  test("leaves out who is out of reach, whose window neither is open nor closes today, and tells who muted reminders", async () => {
    day.addShop("A", [201, 202, 203]);
    day.db.update(people).set({ unreachable: "blocked" }).where(eq(people.id, 202)).run();
    day.db.update(people).set({ remindersMutedAt: 1 }).where(eq(people.id, 203)).run();
    await day.setCutoff("17:00");
    const route = buildRoute(day.db, { code: "R102", districtId: day.district.id });
    const other = day.addShop("B", [204], { routeId: route.id });
    await importCalendar(day.deps, { exceptions: [{ route: "R102", date: "2026-11-25", cutoff: "18:00", opens: "-1 08:00" }] });
    await day.announce(SUPERVISOR);
    await day.deliver();
    expect([201, 202, 203, 204].map((id) => day.textsTo(id).length)).toEqual([1, 0, 1, 0]);
    expect(other.shopName).toBe("B");
  });
});

describe("an announcement is refused", () => {
  test.each([
    ["of the whole company by a supervisor", SUPERVISOR, ["all"]],
    ["of another district's route by the desk", DESK, ["routes:0", "route:0:2"]],
    ["of a district by its number by a supervisor", SUPERVISOR, ["district:2"]],
  ])("%s", async (_what, personId, taps) => {
    const person = day.person(personId);
    await person.write("/outage on");
    for (const tap of taps) await person.press(`outage:${tap}`);
    expect(day.alerts()).toEqual(["这不在您负责的范围内，请找订单部或管理员。"]);
    await person.press("outage:announce");
    expect(day.find().map(({ scope }) => scope)).toEqual([{ kind: "district", districtId: day.district.id }]);
  });

  test("when the draft reaches further than its author by now", async () => {
    await day.person(ORDERS).write("/outage on");
    const [row] = day.db.select().from(dialogues).all();
    day.db
      .insert(dialogues)
      .values({ ...row!, personId: SUPERVISOR })
      .run();
    await day.tap(SUPERVISOR, "announce");
    expect(day.find()).toEqual([]);
    expect(day.alerts()).toEqual(["这不在您负责的范围内，请找订单部或管理员。"]);
  });

  test.each([[MANAGER], [201]])("to %i, who has no right to it", async (id) => {
    day.addShop("A", [201]);
    await day.person(id).write("/outage on");
    await day.person(id).press("outage:announce");
    await day.person(id).press("outage:offyes:1");
    expect(day.textsTo(id)).toEqual(["您没有这项权限。需要开通请联系管理员。"]);
    expect(day.find()).toEqual([]);
  });

  test("without a number to call, without words for another reason, and without routes", async () => {
    day.close();
    day = await startOutageDay({ ORDERING_PHONE: "" });
    await day.announce(SUPERVISOR);
    const person = day.person(SUPERVISOR);
    await person.press("outage:phones");
    await person.write("123");
    expect(day.textsTo(SUPERVISOR).at(-1)).toContain("「123」不像电话号码");
    await person.write("95100");
    await person.press("outage:reason:other");
    await person.press("outage:panel");
    await person.press("outage:routes:0");
    await person.press(`outage:route:0:${day.route.id}`);
    await person.press(`outage:route:0:${day.route.id}`);
    await person.press("outage:announce");
    expect(day.alerts()).toEqual(["还没有订货电话：店主得知道打给谁。请点“换订货电话”。", "还没选线路。请点“选线路”。"]);
    expect(day.find()).toEqual([]);
  });

  test("in a group, where neighbours would read it", async () => {
    await day.person(SUPERVISOR).write("/outage on", { id: day.group.chatId, type: "supergroup", title: "g" });
    expect(day.textsTo(day.group.chatId)).toEqual(["请在私聊里发 /outage。"]);
  });
});
