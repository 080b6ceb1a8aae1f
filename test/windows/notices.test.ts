import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { groups } from "../../db/groups.tables.ts";
import { buildGroup } from "../support/build.ts";
import { at, startOrderDay, type OrderDay } from "./order-day.ts";

let day: OrderDay;
beforeEach(async () => {
  day = await startOrderDay();
});
afterEach(() => day.close());

describe("the notice in the group", () => {
  test("counts shops, names none, and stays in General", async () => {
    const [a] = [day.addShop("和平路便利店", [201]), day.addShop("建设路烟酒店", [202]), day.addShop("解放路超市")];
    await day.setCutoff("17:00");
    await day.order(a.licenceNo, "15:00");
    await day.goTo("16:00");
    const sent = day.calls.filter(({ payload }) => payload.chat_id === day.group.chatId);
    expect(sent.map(({ payload }) => payload.text)).toEqual([
      "⏰ 今天 17:00 截止订货。本线路 3 户，截至 09:00 已订 1 户。还没订的店主请抓紧。\n订货热线 95100",
    ]);
    expect(sent[0]?.payload).not.toHaveProperty("message_thread_id");
    for (const name of ["和平路", "建设路", "解放路"]) expect(JSON.stringify(sent)).not.toContain(name);
  });

  test("goes to the district's group, with the route's code, only where the route has none", async () => {
    const district = buildGroup(day.db, { districtId: day.district.id, locale: "en" });
    for (const name of ["A", "B", "C"]) day.addShop(name);
    await day.setCutoff("17:00");
    await day.beat();
    await day.goTo("16:00");
    expect([day.textsTo(day.group.chatId).length, day.textsTo(district.chatId).length]).toEqual([1, 0]);
    day.db.update(groups).set({ state: "left" }).where(eq(groups.id, day.group.id)).run();
    await day.setCutoff("19:00");
    await day.goTo("18:00");
    expect(day.textsTo(district.chatId)).toEqual([
      "⏰ Ordering closes today, 19:00. As of 09:00, 0 of 3 shops on route R101 have ordered. If yours has not, please order soon.\nOrdering line: 95100",
    ]);
  });

  test.each([
    ["zh", "⏰ 今天 17:00 截止订货。还没订的店主请抓紧。\n订货热线 95100"],
    ["en", "⏰ Ordering closes today, 17:00. If your shop has not ordered, please order soon.\nOrdering line: 95100"],
  ] as const)(
    "of a route with fewer than three shops gives no counts (%s): neighbours could tell who has not ordered",
    async (locale, text) => {
      day.db.update(groups).set({ locale }).run();
      const shop = day.addShop("A", [201]);
      day.addShop("B", [202]);
      await day.setCutoff("17:00");
      await day.order(shop.licenceNo, "09:00");
      await day.goTo("16:00");
      expect(day.textsTo(day.group.chatId)).toEqual([text]);
    },
  );

  test.each([
    ["zh", "⏰ 今天 17:00 截止订货（R101 线路）。还没订的店主请抓紧。"],
    ["en", "⏰ Ordering closes today, 17:00 (route R101). If your shop has not ordered, please order soon."],
  ] as const)("of such a route in its district's group (%s) still names the route", async (locale, text) => {
    day.db.update(groups).set({ state: "left" }).run();
    const district = buildGroup(day.db, { districtId: day.district.id, locale });
    day.addShop("A", [201]);
    await day.setCutoff("17:00");
    await day.goTo("16:00");
    expect(day.textsTo(district.chatId)[0]?.split("\n")[0]).toBe(text);
  });

  test("is not sent once everyone has ordered", async () => {
    const shop = day.addShop("A", [201]);
    await day.setCutoff("17:00");
    day.setNow(at("16:00"));
    await day.ring();
    await day.order(shop.licenceNo, "16:00");
    await day.deliver();
    expect(day.textsTo(day.group.chatId)).toEqual([]);
  });

  test("carries the ordering system's address as a button", async () => {
    day.close();
    day = await startOrderDay({ ORDERING_URL: "https://orders.example/" });
    day.addShop("A", [201]);
    await day.setCutoff("17:00");
    await day.goTo("16:00");
    const keyboards = day.calls.map(({ payload }) => JSON.stringify(payload["reply_markup"] ?? ""));
    expect(keyboards.filter((keyboard) => keyboard.includes('{"text":"去订货","url":"https://orders.example/"}'))).toHaveLength(2);
  });
});
