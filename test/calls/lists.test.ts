import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { deliveries } from "../../db/deliveries.tables.ts";
import { people } from "../../db/people.tables.ts";
import { routes } from "../../db/routes.tables.ts";
import { staff } from "../../db/staff.tables.ts";
import { windowAnswers } from "../../db/windows.tables.ts";
import { sweepCallLists } from "../../src/calls/jobs.ts";
import { fit } from "../../src/calls/wording.ts";
import { buildStaff } from "../support/build.ts";
import { at, MANAGER, startOrderDay, SUPERVISOR, type OrderDay } from "../windows/order-day.ts";
import { holdPhone } from "./phone.ts";

let day: OrderDay;
beforeEach(async () => {
  day = await startOrderDay();
});
afterEach(() => day.close());

const setPerson = (id: number, set: Partial<typeof people.$inferInsert>) => day.db.update(people).set(set).where(eq(people.id, id)).run();
const answerAs = (personId: number, answer: "said_ordered" | "not_now", reason: "money" | null = null) =>
  day.db
    .insert(windowAnswers)
    .values({ windowId: 1, personId, answer, reason, at: at("16:01") })
    .run();

describe("the list of shops to call", () => {
  test("puts who is out of the chat's reach first, then whose reminder failed, and who answered last, each with its sign", async () => {
    for (const [n, name] of ["已订店", "说已订", "不订的店", "收到的店", "发失败的店", "关提醒店", "拉黑店"].entries())
      day.addShop(name, [201 + n]);
    day.addShop("未绑定店");
    setPerson(206, { remindersMutedAt: 1 });
    setPerson(207, { unreachable: "blocked" });
    day.refuse((method, { chat_id }) =>
      method === "sendMessage" && chat_id === 205 ? { error_code: 400, description: "Bad Request: chat not found" } : undefined,
    );
    await day.setCutoff("17:00");
    const first = day.db.query.retailers.findFirst().sync()!;
    await day.order(first.licenceNo, "09:00");
    day.setNow(at("16:00"));
    await day.ring();
    // As if no reminder had been written to who wants none.
    day.db.delete(deliveries).where(eq(deliveries.chatId, 206)).run();
    await day.deliver();
    answerAs(202, "said_ordered");
    answerAs(203, "not_now", "money");
    const phone = holdPhone(day, MANAGER);
    expect(await phone.tap("🔄")).toBe(
      [
        "📞 R101 线路 今天 17:00 截止订货，还剩 1 小时",
        "8 户中 7 户没订：待联系 5，已回复 2，已打 0",
        "订单数据截至 09:00",
        "🔕 关了提醒 · 🚫 发不到消息 · 📵 没人绑定 · ⚠️ 提醒没送到",
        "点店名看详情、记结果。只打电话提醒，不能代店主下单。",
      ].join("\n"),
    );
    expect(phone.labels()).toEqual([
      "1 🔕 关提醒店",
      "2 🚫 拉黑店",
      "3 📵 未绑定店",
      "4 ⚠️ 发失败的店",
      "5 📞 收到的店",
      "6 💬 说已订 · 说已订",
      "7 💬 不订的店 · 资金紧",
      "🔄 刷新",
    ]);
  });

  test("of 250 shops is one message, whose pages turn in place and hold every shop once", async () => {
    const names = Array.from({ length: 250 }, (_, n) => `很长很长很长很长的店名和地址${n}号店`);
    for (const name of names) day.addShop(name);
    await day.setCutoff("17:00");
    await day.goTo("16:00");
    expect(day.textsTo(MANAGER)).toHaveLength(1);
    const phone = holdPhone(day, MANAGER);
    const places: string[] = [];
    for (;;) {
      const labels = phone.labels();
      places.push(...labels.filter((label) => label.includes("📵")).map((label) => label.split(" ")[0]!));
      if (!labels.includes("下页 ›")) break;
      await phone.tap("下页");
    }
    expect(places).toEqual(names.map((_, n) => String(n + 1)));
    expect(phone.labels().at(-1)).toBe("🔄 32/32");
    expect(day.calls.filter(({ method }) => method === "sendMessage")).toHaveLength(2);
    await phone.tap("上页");
    expect(phone.labels()).toContain("🔄 31/32");
  });

  test("shows a page that there is when the list has become shorter", async () => {
    const shops = Array.from({ length: 9 }, (_, n) => day.addShop(`店${n}`));
    await day.setCutoff("17:00");
    await day.goTo("16:00");
    const phone = holdPhone(day, MANAGER);
    await phone.tap("下页");
    for (const { licenceNo } of shops.slice(0, 4)) await day.order(licenceNo, "16:00");
    expect(await phone.tap("🔄")).toContain("9 户中 5 户没订");
    expect(phone.labels()).toHaveLength(6);
    for (const { licenceNo } of shops.slice(4)) await day.order(licenceNo, "16:00");
    expect(await phone.tap("🔄")).toBe("✅ R101 线路 今天 17:00 截止的订货，9 户已全部订货。\n订单数据截至 16:00");
  });

  test("keeps its place in English, with the words that a button has room for", async () => {
    setPerson(MANAGER, { locale: "en" });
    day.addShop("Harmony Road Corner Store and Newsagent", [201]);
    await day.setCutoff("17:00");
    await day.goTo("16:00");
    answerAs(201, "not_now", "money");
    const phone = holdPhone(day, MANAGER);
    expect(await phone.tap("Refresh")).toBe(
      [
        "📞 Route R101: ordering closes today, 17:00. Time left: 1 hour",
        "1 of 1 shops have not ordered: 0 to call, 1 answered, 0 called",
        "No order data from the company yet today: the list may be wrong",
        "Press a shop for its details and to note the result. You remind by telephone; you do not order for the shop.",
      ].join("\n"),
    );
    expect(phone.labels()[0]).toBe("1 💬 Harmony Road Corner… · Money");
  });

  test("is one short line when all have ordered, and nobody else hears anything", async () => {
    const shops = [day.addShop("A", [201]), day.addShop("B")];
    await day.setCutoff("17:00");
    for (const shop of shops) await day.order(shop.licenceNo, "09:00");
    await day.goTo("16:00");
    expect(day.textsTo(MANAGER)).toEqual(["✅ R101 线路 今天 17:00 截止的订货，2 户已全部订货。\n订单数据截至 09:00"]);
    expect(day.calls).toHaveLength(1);
  });

  test("carries no number of anyone", async () => {
    const shop = day.addShop("A");
    await day.setCutoff("17:00");
    await day.goTo("16:00");
    expect(JSON.stringify(day.calls)).not.toContain(shop.phone);
  });

  test("goes to the supervisor while the account manager is not on Telegram or has blocked the bot", async () => {
    day.addShop("A", [201]);
    setPerson(MANAGER, { unreachable: "blocked" });
    await day.setCutoff("17:00");
    await day.goTo("16:00");
    expect([day.textsTo(MANAGER).length, day.textsTo(SUPERVISOR).length]).toEqual([0, 1]);
    day.db.update(staff).set({ personId: null }).where(eq(staff.personId, MANAGER)).run();
    await day.setCutoff("19:00");
    await day.goTo("18:00");
    // Besides the lists the supervisor hears that the calendar changed.
    expect(day.textsTo(SUPERVISOR).filter((text) => text.startsWith("📞"))).toHaveLength(2);
  });

  test("goes on to the supervisor when the account manager turns out to have blocked the bot, once", async () => {
    day.addShop("A");
    await day.setCutoff("17:00");
    day.setNow(at("16:00"));
    const blocked = { error_code: 403, description: "Forbidden: bot was blocked by the user" };
    day.refuse((_method, payload) => (payload["chat_id"] === MANAGER ? blocked : undefined));
    await day.ring();
    await day.deliver();
    expect(day.textsTo(SUPERVISOR)).toEqual([]);
    for (const _again of [1, 2]) {
      await sweepCallLists(day.deps);
      await day.deliver();
    }
    expect(day.textsTo(SUPERVISOR)).toEqual([expect.stringContaining("1 户中 1 户没订")]);
  });

  test("goes to the new account manager when the route changed hands before it was sent", async () => {
    day.addShop("A");
    await day.setCutoff("17:00");
    day.setNow(at("16:00"));
    await day.ring();
    const next = buildStaff(day.db, 51, ["account_manager"], { districtId: day.district.id });
    day.db.update(routes).set({ accountManagerId: next.id }).where(eq(routes.id, day.route.id)).run();
    await day.deliver();
    expect([day.textsTo(MANAGER).length, day.textsTo(51).length]).toEqual([0, 1]);
  });

  test("comes without a sound in the quiet hours", async () => {
    day.addShop("A");
    await day.setCutoff("23:59");
    await day.goTo("22:59");
    expect(day.calls.find(({ payload }) => payload.chat_id === MANAGER)?.payload).toMatchObject({ disable_notification: true });
  });

  test("by day comes with one", async () => {
    day.addShop("A");
    await day.setCutoff("17:00");
    await day.goTo("16:00");
    expect(day.calls.find(({ payload }) => payload.chat_id === MANAGER)?.payload).not.toHaveProperty("disable_notification");
  });

  test("after the cutoff says so, and is there until the end of the next day", async () => {
    day.addShop("A");
    await day.setCutoff("17:00");
    await day.goTo("16:00");
    const phone = holdPhone(day, MANAGER);
    day.setNow(at("11-24 23:59"));
    expect(await phone.tap("🔄")).toContain("🔒 R101 线路 11月23日（周一）17:00 已截止订货");
    expect(phone.labels()[0]).toBe("1 📵 A");
    day.setNow(at("11-25 00:00"));
    await phone.tap("🔄");
    expect(phone.answer()).toBe("这次订货的名单已结束，只能记到截止后第二天。");
  });

  test("that waited past the cutoff still goes out, and speaks in the past", async () => {
    day.addShop("A", [201]);
    await day.setCutoff("17:00");
    day.setNow(at("16:00"));
    await day.ring();
    day.setNow(at("17:05"));
    await day.deliver();
    expect(day.textsTo(MANAGER)[0]).toContain("🔒 R101 线路 今天 17:00 已截止订货");
    expect([...day.textsTo(201), ...day.textsTo(day.group.chatId)]).toEqual([]);
  });
});

test("what a button has room for is counted by width, not by letters", () => {
  expect([fit("和平路便利店", 12), fit("和平路便利店", 11), fit("Corner Store", 12), fit("Corner Store", 11)]).toEqual([
    "和平路便利店",
    "和平路便利…",
    "Corner Store",
    "Corner Sto…",
  ]);
});
