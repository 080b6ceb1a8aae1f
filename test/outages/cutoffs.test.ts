import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { importCalendar } from "../../src/windows/service.ts";
import { buildRoute, buildStaff } from "../support/build.ts";
import { ADMIN, at, DESK, MANAGER, ORDERS, startOutageDay, SUPERVISOR, WEST, type OutageDay } from "./world.ts";

let day: OutageDay;
beforeEach(async () => {
  day = await startOutageDay();
  day.addShop("和平路便利店", [201]);
  await day.setCutoff("17:00");
  day.setNow(at("15:00"));
  await day.begin(SUPERVISOR);
});
afterEach(() => day.close());

const window = () => day.windowsOf(`route-${day.route.id}`)[0]!;
const AT_19 = at("19:00");
const confirmations = () => day.db.select().from(audit).where(eq(audit.action, "outage.confirm_cutoff")).all();

describe("a proposed cutoff", () => {
  test("is offered an hour and two after the nearest cutoff, and for the next morning", async () => {
    await day.tap(DESK, "cutoff:1");
    expect(day.buttonsOf(DESK)).toEqual([
      `outage:propose:1:${at("18:00")}`,
      `outage:propose:1:${AT_19}`,
      `outage:propose:1:${at("11-24 10:00")}`,
      "outage:open:1",
    ]);
  });

  test("moves nothing, and comes to those who may confirm it", async () => {
    await day.tap(DESK, `propose:1:${AT_19}`);
    await day.deliver();
    expect(window()).toMatchObject({ cutoffAt: at("17:00"), version: 1 });
    expect([day.textsTo(201), day.textsTo(day.group.chatId)]).toEqual([[], []]);
    const confirm = `outage:confirm:1:${AT_19}`;
    expect([SUPERVISOR, ORDERS].map((id) => day.buttonsOf(id).includes(confirm))).toEqual([true, true]);
    expect([DESK, MANAGER].map((id) => day.buttonsOf(id).includes(confirm))).toEqual([false, false]);
    const news = day.calls.filter(({ method, payload }) => method === "sendMessage" && payload.chat_id === ORDERS);
    expect(news[0]?.payload.text).toContain("提议截止时间延到 今天 19:00（Staff 71），等订单部或市场经理确认，确认前不变");
  });

  test("can be written, and is asked for again while it can not be read", async () => {
    await day.tap(DESK, "cutoff:1");
    const desk = day.person(DESK);
    await desk.write("晚点");
    expect(day.textsTo(DESK).at(-1)).toContain("没看懂这个时间");
    await desk.write("今天 19:00");
    expect(day.find()).toMatchObject([{ proposedCutoff: AT_19, proposedBy: DESK }]);
  });

  test.each([
    ["in the past", () => at("14:00"), "这个时间已经过了，请另选一个。"],
    ["four days off", () => at("11-27 15:01"), "最多延后 3 天。再远请改订货日历。"],
    ["before every cutoff", () => at("16:00"), "受影响的订货时段没有在这之前截止的，不用改。"],
  ])("%s is refused", async (_what, when, words) => {
    await day.tap(DESK, `propose:1:${when()}`);
    expect(day.alerts()).toEqual([words]);
    expect(day.find()[0]!.proposedCutoff).toBeNull();
  });

  test("from another district is refused", async () => {
    await day.tap(WEST, `propose:1:${AT_19}`);
    expect(day.alerts()).toEqual(["这不在您负责的范围内，请找订单部或管理员。"]);
    expect(day.find()[0]!.proposedCutoff).toBeNull();
  });
});

describe("confirming a new cutoff", () => {
  test("moves the window with its reminder, and tells group and people once", async () => {
    await day.tap(DESK, `propose:1:${AT_19}`);
    day.forget();
    await day.tap(ORDERS, `confirm:1:${AT_19}`);
    await day.deliver();
    expect(window()).toMatchObject({ cutoffAt: AT_19, reminderAt: at("18:00"), version: 2, opensAt: at("11-22 08:00") });
    expect(day.alarms.at(-1)).toMatchObject({ jobId: `reminder-${window().id}-2`, dueAt: at("18:00") });
    const still = "网上订货还没恢复。\n请打电话订货：95100";
    expect(day.textsTo(day.group.chatId)).toEqual([`⏰ 订货截止时间改为 今天 19:00。\n${still}`]);
    expect(day.textsTo(201)).toEqual([`⏰ 「和平路便利店」的订货截止时间改为 今天 19:00。\n${still}`]);
    await day.goTo("16:00");
    expect(day.textsTo(201)).toHaveLength(1);
    await day.goTo("18:00");
    expect(day.textsTo(201)[1]).toContain("今天 19:00 截止订货，还剩 1 小时");
  });

  test("twice, or by two people at once, moves once", async () => {
    await day.tap(DESK, `propose:1:${AT_19}`);
    await Promise.all([day.tap(ORDERS, `confirm:1:${AT_19}`), day.tap(SUPERVISOR, `confirm:1:${AT_19}`)]);
    await day.tap(ORDERS, `confirm:1:${AT_19}`);
    await day.deliver();
    expect([confirmations().length, window().version, day.textsTo(201).length]).toEqual([1, 2, 1]);
    expect(day.alerts()).toEqual(Array(2).fill("提议已变或已确认，请看最新的卡片。"));
  });

  test.each([
    ["the service desk", DESK, "新截止时间由订单部或本区市场经理确认。"],
    ["another district's supervisor", WEST, "这不在您负责的范围内，请找订单部或管理员。"],
  ])("by %s is refused", async (_who, personId, words) => {
    await day.tap(SUPERVISOR, `propose:1:${AT_19}`);
    await day.tap(personId, `confirm:1:${AT_19}`);
    expect(day.alerts()).toEqual([words]);
    expect(window().version).toBe(1);
  });

  test("by an account manager is refused", async () => {
    await day.tap(SUPERVISOR, `propose:1:${AT_19}`);
    await day.tap(MANAGER, `confirm:1:${AT_19}`);
    expect([day.alerts(), window().version]).toEqual([["您没有这项权限。需要开通请联系管理员。"], 1]);
  });

  test("by whoever proposed it is refused, unless that is the order department", async () => {
    await day.tap(SUPERVISOR, `propose:1:${AT_19}`);
    await day.tap(SUPERVISOR, `confirm:1:${AT_19}`);
    expect([day.alerts(), window().version]).toEqual([["您提议的时间要由订单部或另一位负责人确认。"], 1]);
    await day.tap(ORDERS, `propose:1:${AT_19}`);
    await day.tap(ORDERS, `confirm:1:${AT_19}`);
    expect(window()).toMatchObject({ cutoffAt: AT_19 });
  });

  test("of a proposal that was replaced meanwhile is refused", async () => {
    await day.tap(DESK, `propose:1:${AT_19}`);
    await day.tap(DESK, `propose:1:${at("18:00")}`);
    await day.tap(ORDERS, `confirm:1:${AT_19}`);
    expect([day.alerts().length, window().version]).toEqual([1, 1]);
  });

  test("that has passed by now is refused", async () => {
    await day.tap(DESK, `propose:1:${AT_19}`);
    day.setNow(AT_19);
    await day.tap(ORDERS, `confirm:1:${AT_19}`);
    expect([day.alerts(), window().version]).toEqual([["这个时间已经过了，请另选一个。"], 1]);
  });

  test("opens a window that closed during the outage again, and leaves one that closes later alone", async () => {
    const late = buildRoute(day.db, { code: "R102", districtId: day.district.id });
    day.addShop("晚店", [202], { routeId: late.id });
    const set = { exceptions: [{ route: "R102", date: "2026-11-23", cutoff: "20:00", opens: "-1 08:00" }] };
    await importCalendar(day.deps, set);
    day.setNow(at("17:30"));
    await day.tap(DESK, "cutoff:1");
    expect(day.buttonsOf(DESK)[0]).toBe(`outage:propose:1:${at("18:30")}`);
    await day.tap(DESK, `propose:1:${AT_19}`);
    await day.tap(ORDERS, `confirm:1:${AT_19}`);
    await day.deliver();
    expect(window()).toMatchObject({ state: "planned", cutoffAt: AT_19 });
    expect(day.windowsOf(`route-${late.id}`)[0]).toMatchObject({ cutoffAt: at("20:00"), version: 1 });
    expect([day.textsTo(201).length, day.textsTo(202).length]).toEqual([1, 0]);
  });

  test("of a window that has closed is the order department's alone, and never reaches past the following day", async () => {
    day.setNow(at("17:30"));
    await day.tap(DESK, `propose:1:${AT_19}`);
    await day.tap(SUPERVISOR, `confirm:1:${AT_19}`);
    await day.tap(DESK, `propose:1:${at("11-25 10:00")}`);
    await day.tap(ORDERS, `confirm:1:${at("11-25 10:00")}`);
    expect(day.alerts()).toEqual(["订货已截止，重新开放要由订单部确认。", "最晚延到次日，且要早于同一线路的下一次截止。请另选一个时间。"]);
    expect([window().version, confirmations().length]).toEqual([1, 0]);
    expect(day.find()).toMatchObject([{ newCutoff: null, proposedCutoff: at("11-25 10:00") }]);
  });

  test("leaves windows alone that had closed before the outage began, and other districts'", async () => {
    day.addWestShop("西店", 301);
    await day.setWestCutoff("17:00");
    await day.tap(DESK, `propose:1:${AT_19}`);
    await day.tap(ORDERS, `confirm:1:${AT_19}`);
    expect(day.windowsOf(`route-${day.westRoute.id}`)[0]).toMatchObject({ cutoffAt: at("17:00"), version: 1 });
    await day.tap(SUPERVISOR, "offyes:1");
    day.setNow(at("19:30"));
    await day.begin(SUPERVISOR);
    await day.tap(ORDERS, `propose:2:${at("21:00")}`);
    expect(day.alerts()).toEqual(["受影响的订货时段没有在这之前截止的，不用改。"]);
  });

  test("is for the order department and admins alone when the whole company is concerned", async () => {
    await day.tap(SUPERVISOR, "offyes:1");
    buildStaff(day.db, 90, ["admin"]);
    buildStaff(day.db, 91, ["supervisor"]);
    await day.begin(ORDERS);
    await day.tap(DESK, `propose:2:${AT_19}`);
    await day.tap(SUPERVISOR, `confirm:2:${AT_19}`);
    await day.tap(91, `confirm:2:${AT_19}`);
    expect([day.alerts().length, window().version]).toEqual([2, 1]);
    await day.tap(90, `confirm:2:${AT_19}`);
    expect(window().version).toBe(2);
    expect(ADMIN).toBe(1);
  });

  test("of a shop that orders on its own moves its window and tells its people, not the group", async () => {
    const shop = day.addShop("自定店", [203]);
    const own = { licence_no: shop.licenceNo, date: "2026-11-23", cutoff: "16:00", opens: "-1 08:00" };
    await importCalendar(day.deps, { exceptions: [own] });
    await day.tap(DESK, `propose:1:${at("16:30")}`);
    await day.tap(ORDERS, `confirm:1:${at("16:30")}`);
    await day.deliver();
    expect([day.textsTo(203).length, day.textsTo(201).length, day.textsTo(day.group.chatId).length]).toEqual([1, 0, 0]);
    expect(window().version).toBe(1);
  });

  test("is not told to whoever ordered meanwhile, nor after that cutoff", async () => {
    await day.tap(DESK, `propose:1:${AT_19}`);
    await day.tap(ORDERS, `confirm:1:${AT_19}`);
    day.setNow(AT_19);
    await day.deliver();
    expect([day.textsTo(201), day.textsTo(day.group.chatId)]).toEqual([[], []]);
  });
});
