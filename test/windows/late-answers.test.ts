import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { retailers, shopPeople } from "../../db/retailers.tables.ts";
import { orderWindows, windowAnswers } from "../../db/windows.tables.ts";
import { buildRoute, buildShopPerson } from "../support/build.ts";
import { at, startOrderDay, type OrderDay } from "./order-day.ts";
import { readMessage, tapUnder } from "./taps.ts";

let day: OrderDay;
beforeEach(async () => {
  day = await startOrderDay();
});
afterEach(() => day.close());

const answers = () => day.db.select().from(windowAnswers).all();
const tap = (action: string, id = 201) => tapUnder(day, id, action);
const remind = async () => {
  await day.setCutoff("17:00");
  await day.goTo("16:00");
};

describe("a tap that comes too late", () => {
  const ended = (action: string) => tap(action).then((toast) => ({ ...toast, ...readMessage(day, 201) }));

  test.each(["said", "notnow", "why:1:stock", "change"])(
    "after the order arrived (%s) is thanked, and nothing is noted",
    async (action) => {
      const shop = day.addShop("A", [201]);
      await remind();
      await day.order(shop.licenceNo, "16:01");
      expect(await ended(action)).toEqual({
        toast: "公司已收到您的订单，谢谢。",
        isAlert: true,
        text: "✅ 公司已收到「A」的订单，谢谢。",
        buttons: [["order:help:1"]],
      });
      expect(answers()).toEqual([]);
    },
  );

  test.each(["said", "notnow", "why:1:stock", "change"])("after the cutoff (%s) is told so, with where to look", async (action) => {
    day.addShop("A", [201]);
    await remind();
    day.setNow(at("17:00"));
    expect(await ended(action)).toEqual({
      toast: "这次订货已经截止，没有记下。有疑问请点“需要帮助”。",
      isAlert: true,
      text: "今天 17:00 的订货已截止。下次什么时候订，点“📦 今日订货”看。",
      buttons: [["order:help:1"]],
    });
    expect(answers()).toEqual([]);
  });

  test("after the window was cancelled is told so", async () => {
    day.addShop("A", [201]);
    await remind();
    await day.setCutoff("cancelled");
    expect(await ended("said")).toMatchObject({ isAlert: true, text: expect.stringContaining("已取消") });
    expect(answers()).toEqual([]);
  });

  test("after the shop moved to another route, or is no longer theirs, is told where to look", async () => {
    const shop = day.addShop("A", [201, 202]);
    day.addShop("B", [202]);
    await remind();
    day.db
      .update(retailers)
      .set({ routeId: buildRoute(day.db).id })
      .where(eq(retailers.id, shop.id))
      .run();
    const refused = { toast: "这条提醒已不适用于您的店铺。订货安排请点“今日订货”看。", isAlert: true };
    expect(await tap("said")).toEqual(refused);
    day.db.update(retailers).set({ routeId: day.route.id }).where(eq(retailers.id, shop.id)).run();
    day.db.delete(shopPeople).where(eq(shopPeople.personId, 202)).run();
    buildShopPerson(day.db, day.addShop("C", [], { routeId: buildRoute(day.db).id }).id, 202);
    expect(await tap("said", 202)).toEqual(refused);
    expect(answers()).toEqual([]);
  });

  test("about a window that is gone, or was never theirs, is refused", async () => {
    day.addShop("A", [201]);
    await remind();
    await day.person(201).press("order:said:999");
    expect(day.calls.findLast(({ method }) => method === "answerCallbackQuery")?.payload).toMatchObject({ show_alert: true });
    day.db.delete(orderWindows).run();
    await day.person(201).press("order:change:1");
    expect(day.calls.filter(({ method }) => method === "editMessageText")).toEqual([]);
  });

  test("of someone who is no retailer any more is refused", async () => {
    await day.person(999).press("order:said:1");
    expect(day.calls.findLast(({ method }) => method === "answerCallbackQuery")?.payload).toMatchObject({ show_alert: true });
    expect(answers()).toEqual([]);
  });
});
