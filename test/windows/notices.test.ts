import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { groups } from "../../db/groups.tables.ts";
import { people } from "../../db/people.tables.ts";
import { staff } from "../../db/staff.tables.ts";
import { buildGroup } from "../support/build.ts";
import { at, MANAGER, startOrderDay, SUPERVISOR, type OrderDay } from "./order-day.ts";

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

describe("the account manager's list", () => {
  test("names everyone who has not ordered, those out of reach first and with their number", async () => {
    const near = day.addShop("近店", [201]);
    const unlinked = day.addShop("未绑定店");
    const blocked = day.addShop("拉黑店", [203]);
    day.db.update(people).set({ unreachable: "blocked" }).where(eq(people.id, 203)).run();
    const fresh = day.addShop("没开始店", [204]);
    day.db.update(people).set({ startedAt: null }).where(eq(people.id, 204)).run();
    const done = day.addShop("已订店", [205]);
    await day.setCutoff("17:00");
    await day.order(done.licenceNo, "09:00");
    await day.goTo("16:00");
    const call = (shop: typeof near) => `📞 ${shop.shopName}（${shop.licenceNo}）${shop.phone}`;
    expect(day.textsTo(MANAGER)).toEqual([
      [
        "⏰ R101 线路 今天 17:00 截止订货，还剩 1 小时",
        "5 户中还有 4 户没订，其中 3 户聊天联系不上（📞），请打电话：",
        "（订单数据截至 09:00）",
        call(unlinked),
        call(blocked),
        call(fresh),
        `· 近店（${near.licenceNo}）`,
      ].join("\n"),
    ]);
    expect([203, 204, 205].flatMap((id) => day.textsTo(id))).toEqual([]);
  });

  test("is one short line when all have ordered, and nobody else hears anything", async () => {
    const shops = [day.addShop("A", [201]), day.addShop("B")];
    await day.setCutoff("17:00");
    for (const shop of shops) await day.order(shop.licenceNo, "09:00");
    await day.goTo("16:00");
    expect(day.textsTo(MANAGER)).toEqual(["✅ R101 线路 今天 17:00 截止的订货，2 户已全部订货。"]);
    expect(day.calls).toHaveLength(1);
  });

  test("goes to the supervisor while the account manager is not on Telegram or has blocked the bot", async () => {
    day.addShop("A", [201]);
    day.db.update(people).set({ unreachable: "blocked" }).where(eq(people.id, MANAGER)).run();
    await day.setCutoff("17:00");
    await day.goTo("16:00");
    expect([day.textsTo(MANAGER).length, day.textsTo(SUPERVISOR).length]).toEqual([0, 1]);
    day.db.update(staff).set({ personId: null }).where(eq(staff.personId, MANAGER)).run();
    await day.setCutoff("19:00");
    await day.goTo("18:00");
    expect(day.textsTo(SUPERVISOR).filter((text) => text.startsWith("⏰"))).toHaveLength(2);
  });

  test("that is too long for one message is complete in several", async () => {
    const shops = Array.from({ length: 95 }, (_, n) => day.addShop(`${"很长的店名".repeat(20)}${n}`));
    await day.setCutoff("17:00");
    await day.goTo("16:00");
    const texts = day.textsTo(MANAGER);
    expect(texts).toHaveLength(3);
    expect(Math.max(...texts.map((text) => text.length))).toBeLessThanOrEqual(4_096);
    expect(texts[1]).toContain("第 2 页，共 3 页");
    for (const { licenceNo } of shops) expect(texts.filter((text) => text.includes(licenceNo))).toHaveLength(1);
  });

  test("says what people said, and still lists the shop", async () => {
    day.addShop("A", [201]);
    await day.setCutoff("17:00");
    await day.goTo("16:00");
    await day.person(201).press("order:said:1");
    await day.setCutoff("19:00");
    await day.goTo("18:00");
    expect(day.textsTo(MANAGER)[1]).toContain("，本人说已订");
  });

  test("speaks in the past once the cutoff is over", async () => {
    day.addShop("A", [201]);
    await day.setCutoff("17:00");
    day.setNow(at("16:00"));
    await day.ring();
    day.setNow(at("17:05"));
    await day.deliver();
    expect(day.textsTo(MANAGER)[0]).toContain("R101 线路 今天 17:00 已截止订货");
    expect([...day.textsTo(201), ...day.textsTo(day.group.chatId)]).toEqual([]);
  });
});
