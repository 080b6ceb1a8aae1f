import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { deliveries } from "../../db/deliveries.tables.ts";
import { people } from "../../db/people.tables.ts";
import { retailers } from "../../db/retailers.tables.ts";
import { importCalendar } from "../../src/windows/service.ts";
import { buildRoute, buildShopPerson } from "../support/build.ts";
import { at, MANAGER, startOrderDay, type OrderDay } from "./order-day.ts";

let day: OrderDay;
beforeEach(async () => {
  day = await startOrderDay();
});
afterEach(() => day.close());

describe("the reminder of a window", () => {
  test("goes out in the very minute one hour before the cutoff, and not before", async () => {
    day.addShop("和平路便利店", [201]);
    await day.setCutoff("17:00");
    await day.goTo("15:59");
    expect(day.calls).toEqual([]);
    await day.goTo("16:00");
    expect(day.textsTo(201)).toHaveLength(1);
    expect(day.alarms).toMatchObject([{ queue: "reminders", jobId: "reminder-1-1", dueAt: at("16:00") }]);
  });

  test("says the cutoff, the time left at the moment of sending, the shop and as of when", async () => {
    day.addShop("和平路便利店", [201]);
    await day.setCutoff("17:00");
    day.setNow(at("15:55"));
    await day.beat();
    day.setNow(at("16:00"));
    await day.ring();
    day.setNow(at("16:02"));
    await day.deliver();
    expect(day.textsTo(201)).toEqual([
      "⏰ 今天 17:00 截止订货，还剩 58 分钟\n截至 15:55 未收到「和平路便利店」的订单。如已订货请忽略。\n订货热线 95100",
    ]);
  });

  test("has only buttons that work", async () => {
    day.addShop("A", [201]);
    await day.setCutoff("17:00");
    await day.goTo("16:00");
    const sent = day.calls.find(({ payload }) => payload.chat_id === 201);
    expect(sent?.payload["reply_markup"]).toEqual({
      inline_keyboard: [
        [
          { text: "我已订货", callback_data: "order:said:1" },
          { text: "本次不订", callback_data: "order:notnow:1" },
        ],
        [{ text: "需要帮助", callback_data: "order:help:1" }],
      ],
    });
  });

  test("of a hundred shops with long names still fits into one message", async () => {
    for (let n = 0; n < 100; n++) buildShopPerson(day.db, day.addShop(`${"很长的店名".repeat(40)}${n}`).id, 201);
    await day.setCutoff("17:00");
    await day.goTo("16:00");
    expect(day.textsTo(201)[0]?.length).toBeLessThanOrEqual(4_096);
    expect(day.textsTo(201)[0]).toContain("等 100 家店");
  });

  test("without order data today says so instead of a time", async () => {
    day.addShop("A", [201]);
    await day.setCutoff("17:00");
    await day.goTo("16:00");
    expect(day.textsTo(201)[0]).toContain("今天还没有收到公司的订单数据，「A」是否已订，请以订货系统为准");
    expect(day.textsTo(day.group.chatId)[0]).not.toContain("已订 0 户");
  });

  test("reaches every person of a shop, each once, in their own language", async () => {
    const shop = day.addShop("A", [201, 202, 203]);
    day.db.update(people).set({ locale: "en" }).where(eq(people.id, 203)).run();
    await day.setCutoff("17:00");
    await day.beat();
    await day.goTo("16:00");
    for (const id of [201, 202, 203]) expect(day.textsTo(id)).toHaveLength(1);
    expect(day.textsTo(203)[0]).toContain("Ordering closes today, 17:00. Time left: 1 hour");
    expect(day.textsTo(203)[0]).toContain(`no order from “${shop.shopName}”`);
  });

  test("is one message for a person of several shops, naming those without an order", async () => {
    const a = day.addShop("甲", [201]);
    const [b, c] = [day.addShop("乙"), day.addShop("丙")];
    for (const shop of [b, c]) buildShopPerson(day.db, shop.id, 201);
    await day.setCutoff("17:00");
    await day.order(b.licenceNo, "09:00");
    await day.goTo("16:00");
    expect(day.textsTo(201)).toHaveLength(1);
    expect(day.textsTo(201)[0]).toContain("未收到「甲」「丙」的订单");
    const row = day.db.select().from(deliveries).where(eq(deliveries.kind, "order_reminder")).get();
    expect(row?.data).toEqual({ retailerIds: [a.id, c.id] });
  });
});

describe("a shop that has ordered", () => {
  test("before the windows were planned is not reminded", async () => {
    const shop = day.addShop("A", [201]);
    day.addShop("B", [202]);
    await day.order(shop.licenceNo, "08:30");
    await day.setCutoff("17:00");
    await day.goTo("16:00");
    expect([day.textsTo(201).length, day.textsTo(202).length]).toEqual([0, 1]);
  });

  test("between planning and the reminder is not reminded", async () => {
    const shop = day.addShop("A", [201]);
    day.addShop("B", [202]);
    await day.setCutoff("17:00");
    await day.order(shop.licenceNo, "15:59");
    await day.goTo("16:00");
    expect([day.textsTo(201).length, day.textsTo(202).length]).toEqual([0, 1]);
  });

  test("between the reminder's planning and its sending is not reminded", async () => {
    const shop = day.addShop("A", [201]);
    day.addShop("B", [202]);
    await day.setCutoff("17:00");
    day.setNow(at("16:00"));
    await day.ring();
    await day.order(shop.licenceNo, "16:00");
    await day.deliver();
    expect([day.textsTo(201).length, day.textsTo(202).length]).toEqual([0, 1]);
    expect(day.db.select().from(deliveries).where(eq(deliveries.chatId, 201)).get()).toMatchObject({ state: "skipped", reason: "ordered" });
  });

  test("and cancelled it (0 cartons) is reminded", async () => {
    const shop = day.addShop("A", [201]);
    await day.setCutoff("17:00");
    await day.order(shop.licenceNo, "10:00", 0);
    await day.goTo("16:00");
    expect(day.textsTo(201)).toHaveLength(1);
  });

  test("in the window before is reminded: only what lies between opening and cutoff counts, both included", async () => {
    await day.setCutoff("17:00", { opens: "08:00" });
    for (const [n, time] of ["07:59", "08:00", "17:00", "17:01"].entries()) await day.order(day.addShop(time, [201 + n]).licenceNo, time);
    await day.goTo("16:00");
    expect([201, 202, 203, 204].map((id) => day.textsTo(id).length)).toEqual([1, 0, 0, 1]);
  });
});

describe("whom a window is for", () => {
  test("shops that are suspended or closed, or of another route, hear nothing", async () => {
    day.addShop("A", [201], { status: "suspended" });
    day.addShop("B", [202], { status: "closed" });
    day.addShop("C", [203], { routeId: buildRoute(day.db).id });
    await day.setCutoff("17:00");
    await day.goTo("16:00");
    expect(day.calls).toEqual([]);
    expect(day.findWindows()[0]?.remindedAt).toBe(at("16:00"));
  });

  test("a shop with its own cycle is left out of its route's window and has its own", async () => {
    const own = day.addShop("自己的店", [201]);
    day.addShop("B", [202]);
    await day.setCutoff("17:00");
    await importCalendar(day.deps, { rows: [{ licence_no: own.licenceNo, weekdays: "Mon", cutoff: "20:00" }] }, MANAGER);
    await day.goTo("16:00");
    expect([day.textsTo(201).length, day.textsTo(202).length]).toEqual([0, 1]);
    await day.goTo("19:00");
    expect(day.textsTo(201)[0]).toContain("今天 20:00 截止订货，还剩 1 小时");
    expect(day.textsTo(day.group.chatId)).toEqual([expect.stringContaining("今天 17:00 截止订货。")]);
    expect(day.textsTo(MANAGER)[0]).not.toContain("自己的店");
    expect(day.textsTo(MANAGER)[1]).toContain("「自己的店」 今天 20:00 截止订货");
  });

  test("a shop with a dated exception has its own window that day, or none", async () => {
    const [moved, free] = [day.addShop("A", [201]), day.addShop("B", [202])];
    await importCalendar(day.deps, {
      rows: [{ route: "R101", weekdays: "Mon", cutoff: "17:00" }],
      exceptions: [
        { licence_no: moved.licenceNo, date: "2026-11-23", cutoff: "19:00" },
        { licence_no: free.licenceNo, date: "2026-11-23", cutoff: "cancelled" },
      ],
    });
    await day.goTo("16:00");
    expect([day.textsTo(201).length, day.textsTo(202).length]).toEqual([0, 0]);
    await day.goTo("18:00");
    expect([day.textsTo(201).length, day.textsTo(202).length]).toEqual([1, 0]);
    // A week later both are back on their route.
    await day.goTo("11-30 16:00");
    expect([day.textsTo(201).length, day.textsTo(202).length]).toEqual([2, 1]);
  });

  test("a shop that moved to another route before the message left is not reminded of the old one", async () => {
    const shop = day.addShop("A", [201]);
    day.addShop("B", [202]);
    await day.setCutoff("17:00");
    day.setNow(at("16:00"));
    await day.ring();
    day.db
      .update(retailers)
      .set({ routeId: buildRoute(day.db).id })
      .where(eq(retailers.id, shop.id))
      .run();
    await day.deliver();
    expect([day.textsTo(201).length, day.textsTo(202).length]).toEqual([0, 1]);
  });
});
