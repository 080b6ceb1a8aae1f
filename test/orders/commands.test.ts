import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { importCalendar } from "../../src/windows/service.ts";
import { at, startOrderDay, type OrderDay } from "../windows/order-day.ts";
import { buildShopPerson } from "../support/build.ts";

let day: OrderDay;
beforeEach(async () => {
  day = await startOrderDay();
});
afterEach(() => day.close());

const ask = async (id = 201, text = "/order") => {
  await day.person(id).write(text);
  return day.textsTo(id).at(-1);
};
const WHERE = "订货请到公司订货系统，或拨打订货热线 95100；我这里不接订单。";

describe("/order", () => {
  test("tells that the order is there, how many cartons, and how long is left", async () => {
    const shop = day.addShop("和平路便利店", [201]);
    await day.setCutoff("17:00");
    await day.order(shop.licenceNo, "08:30", 20);
    await day.order(shop.licenceNo, "08:40", 15);
    day.setNow(at("15:02"));
    expect(await ask()).toBe(
      `📦 和平路便利店\n今天 17:00 截止订货，还剩 1 小时 58 分钟\n✅ 公司已收到您的订单，共 35 条（数据截至 09:00）\n\n${WHERE}`,
    );
  });

  test("tells that there is none, as of when", async () => {
    day.addShop("A", [201]);
    await day.setCutoff("17:00");
    await day.beat();
    expect(await ask()).toBe(`📦 A\n今天 17:00 截止订货，还剩 8 小时\n截至 09:00 未收到您的订单\n\n${WHERE}`);
  });

  test("does not say that there is none while no order data came today", async () => {
    day.addShop("A", [201]);
    await day.setCutoff("17:00");
    expect(await ask()).toContain("今天还没有收到公司的订单数据，是否已订请以订货系统为准");
  });

  test("after the cutoff tells how today ended and when the next one is", async () => {
    const shop = day.addShop("A", [201]);
    await importCalendar(day.deps, { rows: [{ route: "R101", weekdays: "Mon;Thu", cutoff: "17:00", opens: "-1 12:00" }] });
    await day.order(shop.licenceNo, "10:00", 5);
    day.setNow(at("17:30"));
    expect(await ask()).toBe(
      `📦 A\n今天 17:00 已截止\n✅ 公司已收到您的订单，共 5 条（数据截至 09:00）\n下次订货：11月25日（周三）12:00 开始，11月26日（周四）17:00 截止\n\n${WHERE}`,
    );
  });

  test("tells each shop of a person apart", async () => {
    const [a, b] = [day.addShop("甲", [201]), day.addShop("乙")];
    buildShopPerson(day.db, b.id, 201);
    await day.setCutoff("17:00");
    await importCalendar(day.deps, { rows: [{ licence_no: b.licenceNo, weekdays: "Mon", cutoff: "20:00", opens: "08:00" }] });
    await day.order(a.licenceNo, "08:30", 1);
    expect(await ask()).toBe(
      `📦 甲\n今天 17:00 截止订货，还剩 8 小时\n✅ 公司已收到您的订单，共 1 条（数据截至 09:00）\n\n📦 乙\n今天 20:00 截止订货，还剩 11 小时\n截至 09:00 未收到您的订单\n\n${WHERE}`,
    );
  });

  test("of more shops than fit names the first, and how many more there are", async () => {
    for (let n = 0; n < 30; n++) buildShopPerson(day.db, day.addShop(`${"很长的店名".repeat(40)}${n}`).id, 201);
    await importCalendar(day.deps, { rows: [{ route: "R101", weekdays: "Mon;Thu", cutoff: "17:00" }] });
    await day.beat();
    day.setNow(at("18:00"));
    const text = await ask();
    expect(text?.length).toBeLessThanOrEqual(4_096);
    expect(text).toContain("另有 20 家店未列出");
  });

  test("of a shop without any window says so", async () => {
    day.addShop("A", [201]);
    expect(await ask()).toContain("近 14 天没有订货安排");
  });

  test("is what the key of the keyboard does, in either language", async () => {
    day.addShop("A", [201]);
    await day.setCutoff("17:00");
    expect(await ask(201, "📦 今日订货")).toContain("📦 A");
    expect(await ask(201, "📦 Today's order")).toContain("📦 A");
  });

  test("speaks English to who reads English, and leads to the ordering system", async () => {
    day.close();
    day = await startOrderDay({ ORDERING_URL: "https://orders.example/" });
    const shop = day.addShop("A", [201]);
    await day.setCutoff("17:00");
    await day.order(shop.licenceNo, "08:30", 1);
    await day.person(201, { language: "en" }).write("/order");
    expect(day.calls.at(-1)?.payload).toMatchObject({
      text: "📦 A\nOrdering closes today, 17:00. Time left: 8 hours\n✅ The company has your order: 1 carton (data as of 09:00)\n\nOrders go to the company's ordering system or to the ordering line, 95100; I cannot take them.",
      reply_markup: {
        inline_keyboard: [
          [
            { text: "Order now", url: "https://orders.example/" },
            { text: "🔄 Refresh", callback_data: "order:refresh" },
          ],
        ],
      },
    });
  });

  test("in a group shows nobody's order", async () => {
    day.addShop("和平路便利店", [201]);
    await day.person(201).write("/order", { id: day.group.chatId, type: "supergroup", title: "群" });
    expect(day.textsTo(day.group.chatId)).toEqual(["订货情况只在私聊里看：请打开和我的私聊，点“今日订货”或发 /order。"]);
  });

  test("says that today's window was cancelled, and which one is next", async () => {
    day.addShop("A", [201]);
    await importCalendar(day.deps, { rows: [{ route: "R101", weekdays: "Mon;Thu", cutoff: "17:00" }] });
    await day.setCutoff("cancelled");
    const text = await ask();
    expect(text).toContain("📦 A\n⚠️ 今天 17:00 截止的订货已取消\n11月26日（周四）17:00 截止订货");
    await day.setCutoff("18:00");
    expect(await ask()).not.toContain("取消");
  });

  test("tells a new cutoff as soon as there is one", async () => {
    day.addShop("A", [201]);
    await day.setCutoff("17:00");
    await day.setCutoff("18:00");
    expect(await ask()).toContain("今天 18:00 截止订货，还剩 9 小时");
  });

  test("is refreshed in place by its button", async () => {
    const shop = day.addShop("A", [201]);
    await day.setCutoff("17:00");
    await ask();
    const sent = day.calls.at(-1)!;
    expect(sent.payload["reply_markup"]).toEqual({ inline_keyboard: [[{ text: "🔄 刷新", callback_data: "order:refresh" }]] });
    day.setNow(at("11:00"));
    await day.order(shop.licenceNo, "10:30", 7);
    await day.person(201).press("order:refresh", { messageId: sent.messageId });
    const [edit, answer] = day.calls.slice(-2);
    expect(edit).toMatchObject({
      method: "editMessageText",
      payload: { message_id: sent.messageId, reply_markup: sent.payload["reply_markup"] },
    });
    expect(edit!.payload.text).toContain("还剩 6 小时\n✅ 公司已收到您的订单，共 7 条（数据截至 11:00）");
    expect(answer).toMatchObject({ method: "answerCallbackQuery", payload: { text: "已更新到 11:00。" } });
  });

  test("that says the same is answered all the same", async () => {
    day.addShop("A", [201]);
    await day.setCutoff("17:00");
    day.refuse((method) =>
      method === "editMessageText"
        ? { error_code: 400, description: "Bad Request: message is not modified: specified new ..." }
        : undefined,
    );
    await day.person(201).press("order:refresh");
    expect(day.calls.at(-1)?.method).toBe("answerCallbackQuery");
  });

  test("by a forwarded button shows a stranger nothing", async () => {
    day.addShop("A", [201]);
    await day.person(999).press("order:refresh");
    expect(day.calls.some(({ method }) => method === "editMessageText")).toBe(false);
  });

  test("by its key is nothing for someone who is no retailer", async () => {
    expect((await ask(999, "📦 今日订货")) ?? "").not.toContain("订货系统");
  });

  test("of someone who is no retailer is refused", async () => {
    expect(await ask(999)).toContain("持证零售客户");
  });
});
