import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { deliveries } from "../../db/deliveries.tables.ts";
import { dialogues } from "../../db/people.tables.ts";
import { importCalendar } from "../../src/windows/service.ts";
import { buildRoute } from "../support/build.ts";
import { ADMIN, at, DESK, ORDERS, startOutageDay, SUPERVISOR, WEST, type OutageDay } from "./world.ts";

let day: OutageDay;
beforeEach(async () => {
  day = await startOutageDay();
});
afterEach(() => day.close());

describe("twice is once", () => {
  test("a double tap announces one outage", async () => {
    day.addShop("A", [201]);
    await day.setCutoff("17:00");
    await day.announce(SUPERVISOR);
    await day.tap(SUPERVISOR, "announce");
    await day.deliver();
    expect([day.find().length, day.textsTo(201).length]).toEqual([1, 1]);
    expect(day.alerts()).toEqual(["这份通知已经发布或放弃了。请发 /outage 查看，或发 /outage on 重新开始。"]);
  });

  test("two people at once announce one; the second is shown it, with the button to add to it", async () => {
    await day.person(SUPERVISOR).write("/outage on");
    await day.person(ORDERS).write("/outage on");
    await day.tap(ORDERS, `district:${day.district.id}`);
    await Promise.all([day.tap(SUPERVISOR, "announce"), day.tap(ORDERS, "announce")]);
    expect(day.find()).toHaveLength(1);
    expect(day.alerts()).toEqual(["这些线路已经有一条故障在进行，没有重复发布。有新情况请点“发进展”。"]);
    const second = day.find()[0]!.startedBy === SUPERVISOR ? ORDERS : SUPERVISOR;
    expect(day.buttonsOf(second)).toContain("outage:news:1");
  });

  test("outages of two districts go on side by side", async () => {
    await day.begin(SUPERVISOR);
    await day.begin(WEST);
    expect(day.find()).toHaveLength(2);
    await day.person(ADMIN).write("/outage");
    expect(day.buttonsOf(ADMIN)).toEqual(["outage:open:1", "outage:open:2", "outage:new"]);
    await day.person(WEST).write("/outage");
    expect(day.buttonsOf(WEST)).toContain("outage:off:2");
  });

  test("what is being put together outlasts a restart, and another question of the bot ends it", async () => {
    const desk = day.person(DESK);
    await desk.write("/outage on");
    await desk.press("outage:phones");
    expect(day.db.select().from(dialogues).where(eq(dialogues.personId, DESK)).get()?.data).toMatchObject({ ask: "phones" });
    await desk.write("12313");
    expect(day.textsTo(DESK).at(-1)).toContain("订货电话：12313");
    await desk.press("outage:drop");
    await desk.press("outage:announce");
    expect(day.find()).toEqual([]);
  });
});

describe("at the moment of sending", () => {
  test("who ordered meanwhile is not written to", async () => {
    const shop = day.addShop("A", [201]);
    await day.setCutoff("17:00");
    await day.announce(SUPERVISOR);
    await day.order(shop.licenceNo, "09:00");
    await day.deliver();
    expect(day.textsTo(201)).toEqual([]);
    expect(day.rows("outage_notice").find(({ chatId }) => chatId === 201)).toMatchObject({ state: "skipped", reason: "ordered" });
  });

  test("whose window closed meanwhile is not written to", async () => {
    day.addShop("A", [201]);
    await day.setCutoff("17:00");
    await day.announce(SUPERVISOR);
    day.setNow(at("17:00"));
    await day.deliver();
    expect(day.rows("outage_notice").find(({ chatId }) => chatId === 201)).toMatchObject({ state: "skipped", reason: "closed" });
  });

  test("at night only those are woken for whom the morning is too late", async () => {
    day.setNow(at("02:10"));
    day.addShop("A", [201]);
    await day.setCutoff("17:00");
    const route = buildRoute(day.db, { code: "R102", districtId: day.district.id });
    day.addShop("B", [202], { routeId: route.id });
    await importCalendar(day.deps, { exceptions: [{ route: "R102", date: "2026-11-23", cutoff: "07:00", opens: "-1 08:00" }] });
    await day.announce(SUPERVISOR);
    await day.deliver();
    expect([201, 202].map((id) => day.textsTo(id).length)).toEqual([0, 1]);
    const isWaiting = eq(deliveries.chatId, 201);
    expect(day.db.select().from(deliveries).where(isWaiting).get()).toMatchObject({ state: "pending", notBefore: at("08:00") });
    day.setNow(at("08:00"));
    await day.deliver();
    expect(day.textsTo(201)[0]).toContain("今天 02:10 起网上订货出故障");
  });

  test("a message that was put off into the night by a failing network waits for the morning too", async () => {
    day.addShop("A", [201]);
    await day.setCutoff("+1 12:00");
    day.setNow(at("21:59"));
    await day.announce(SUPERVISOR);
    day.setNow(at("22:01"));
    await day.deliver();
    expect(day.textsTo(201)).toEqual([]);
    day.setNow(at("11-24 08:00"));
    await day.deliver();
    expect(day.textsTo(201)[0]).toContain("今天 12:00 截止不变");
  });
});
