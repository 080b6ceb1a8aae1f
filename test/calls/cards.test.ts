import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { windowAnswers } from "../../db/windows.tables.ts";
import { importOrders } from "../../src/orders/service.ts";
import { at, MANAGER, SUPERVISOR } from "../windows/order-day.ts";
import { startCallDay, type CallDay } from "./call-day.ts";
import { holdPhone } from "./phone.ts";

let day: CallDay;
let phone: CallDay["phone"];
beforeEach(async () => {
  day = await startCallDay();
  phone = day.phone;
});
afterEach(() => day.close());

describe("a shop's card", () => {
  test("says who the shop is, why no reminder reached it and when it last ordered", async () => {
    await day.order(day.shop.licenceNo, "07:00", 0);
    expect(await phone.tap("和平路")).toBe(
      [
        "📞 和平路便利店",
        `许可证 ${day.shop.licenceNo}，R101 线路`,
        "联系人 王建国",
        "地址 和平路 12 号",
        "",
        "今天 17:00 截止订货，还剩 1 小时",
        "📵 没有人绑定，提醒发不到",
        "没有以往的订货记录",
        "订单数据截至 16:00",
      ].join("\n"),
    );
    expect(phone.labels()).toEqual(["☎️ 显示号码", "会订", "说已订", "这次不订", "没人接", "号码不对", "‹ 名单", "下一户 ›"]);
  });

  test("says what the shop answered and what it ordered before", async () => {
    day.db
      .insert(windowAnswers)
      .values({ windowId: 1, personId: 202, answer: "not_now", reason: "stock", at: at("16:05") })
      .run();
    day.setNow(at("16:10"));
    await importOrders(day.deps, [
      { order_no: "old", licence_no: day.reminded.licenceNo, ordered_at: "2026-11-16 10:00", cartons: 12, amount: 1 },
    ]);
    await phone.tap("🔄");
    const text = await phone.tap("建设路");
    expect(text).toContain("📞 提醒已发\n💬 本人说这次不订：库存够（今天 16:05）\n上次订货 11月16日（周一）12 条");
  });

  test("of a shop that has ordered meanwhile says so, and the shop is gone from the list", async () => {
    await day.order(day.shop.licenceNo, "16:00");
    expect(await phone.tap("和平路")).toContain("✅ 公司已收到这家店的订单，不用打了。");
    expect(phone.labels()).toEqual(["‹ 名单"]);
    await phone.tap("名单");
    expect(phone.labels()).toEqual(["1 📞 建设路烟酒店", "🔄 刷新"]);
  });

  test("after the cutoff can still be ticked, until the next day is over", async () => {
    await phone.tap("和平路");
    day.setNow(at("11-24 23:59"));
    expect(await phone.tap("没人接")).toContain("已截止订货");
    day.setNow(at("11-25 00:00"));
    await phone.tap("改结果");
    expect(phone.answer()).toBe("这次订货的名单已结束，只能记到截止后第二天。");
  });

  test("leads back to the page it came from", async () => {
    for (let n = 0; n < 10; n++) day.addShop(`店${n}`);
    await phone.tap("🔄");
    await phone.tap("下页");
    await phone.tap("建设路");
    await phone.tap("名单");
    expect(phone.labels()).toContain("🔄 2/2");
  });
});

describe("a shop's number", () => {
  test("shows only when asked for, as one that can be dialled, and goes again with the next page", async () => {
    expect(await phone.tap("和平路")).not.toContain("1380000");
    expect(await phone.tap("显示号码")).toContain("☎️ +8613800001234");
    expect(phone.labels()).not.toContain("☎️ 显示号码");
    expect(await phone.tap("名单")).not.toContain("1380000");
    await phone.tap("和平路");
    await phone.tap("显示号码");
    expect(await phone.tap("没人接")).not.toContain("1380000");
  });

  test("is noted without the number", async () => {
    await phone.tap("和平路");
    await phone.tap("显示号码");
    expect(day.auditOf("call.number")).toMatchObject([{ actorId: MANAGER, subject: `retailer-${day.shop.id}`, detail: { window: 1 } }]);
    expect(JSON.stringify(day.auditOf("call.number"))).not.toContain("1380000");
  });

  test("of a shop that has ordered meanwhile stays hidden", async () => {
    await phone.tap("和平路");
    await day.order(day.shop.licenceNo, "16:00");
    expect(await phone.tap("显示号码")).not.toContain("1380000");
    expect(phone.answer()).toBe("这家店刚刚已订货。");
    expect(day.auditOf("call.number")).toEqual([]);
  });

  test("is not shown in a group", async () => {
    await phone.tap("和平路");
    const before = day.calls.length;
    await phone.tap("显示号码", { chat: { id: day.group.chatId, type: "supergroup", title: "群" } });
    expect(phone.answer()).toBe("电话名单只在和我的私聊里用。");
    expect(day.calls.slice(before).map(({ method }) => method)).toEqual(["answerCallbackQuery"]);
    expect(day.auditOf("call.number")).toEqual([]);
  });
});

describe("the outcome of a call", () => {
  test("is noted at one tap, ticks the shop in the list and moves it to the end", async () => {
    await phone.tap("和平路");
    day.setNow(at("16:10"));
    expect(await phone.tap("会订")).toContain("✅ 会订（Staff 50，今天 16:10）");
    expect(phone.labels()).toEqual(["✏️ 改结果", "‹ 名单", "下一户 ›"]);
    expect(day.findCalls()).toEqual([
      { windowId: 1, retailerId: day.shop.id, personId: MANAGER, outcome: "will_order", reason: null, at: at("16:10") },
    ]);
    expect(await phone.tap("名单")).toContain("2 户中 2 户没订：待联系 1，已回复 0，已打 1");
    expect(phone.labels()).toEqual(["1 📞 建设路烟酒店", "2 ✅ 和平路便利店 · 会订", "🔄 刷新"]);
  });

  test("“not this time” asks why", async () => {
    await phone.tap("和平路");
    expect(await phone.tap("这次不订")).toContain("这次为什么不订？");
    expect(day.findCalls()).toEqual([]);
    expect(phone.labels()).toEqual(["库存够", "资金紧", "价格", "货源", "放假停业", "其他", "‹ 返回"]);
    expect(await phone.tap("资金紧")).toContain("✅ 这次不订：资金紧（Staff 50，今天 16:00）");
    expect(day.findCalls()).toMatchObject([{ outcome: "not_now", reason: "money" }]);
  });

  test("“no answer” leaves the shop to be called again, after those not yet tried", async () => {
    await phone.tap("和平路");
    expect(await phone.tap("没人接")).toContain("🔁 没人接（Staff 50，今天 16:00）");
    expect(await phone.tap("名单")).toContain("待联系 2，已回复 0，已打 0");
    expect(phone.labels()).toEqual(["1 📞 建设路烟酒店", "2 🔁 和平路便利店", "🔄 刷新"]);
  });

  test("tapped twice, or handled twice, is noted once", async () => {
    await phone.tap("和平路");
    const data = phone.findData("会订");
    await phone.press(data);
    day.advance(60_000);
    await phone.press(data);
    expect(day.findCalls()).toMatchObject([{ at: at("16:00") }]);
    expect(day.auditOf("call.outcome")).toHaveLength(1);
  });

  test("can be changed and taken back; what was said before stays in the audit", async () => {
    await phone.tap("和平路");
    await phone.tap("号码不对");
    await phone.tap("改结果");
    await phone.tap("会订");
    expect(day.findCalls()).toMatchObject([{ outcome: "will_order" }]);
    expect(day.auditOf("call.outcome").at(-1)).toMatchObject({ detail: { outcome: "will_order", before: { outcome: "wrong_number" } } });
    await phone.tap("改结果");
    const undo = phone.findData("取消记录");
    await phone.press(undo);
    await phone.press(undo);
    expect(day.findCalls()).toEqual([]);
    expect(day.auditOf("call.undo")).toMatchObject([{ actorId: MANAGER, detail: { before: { outcome: "will_order" } } }]);
  });

  test("of two people at the same shop is the later one's, and the earlier one's is in the audit", async () => {
    await phone.tap("和平路");
    const data = phone.findData("会订");
    await phone.press(data);
    await holdPhone(day, SUPERVISOR).press(data.replace("will_order", "no_answer"));
    expect(day.findCalls()).toMatchObject([{ personId: SUPERVISOR, outcome: "no_answer" }]);
    expect(day.auditOf("call.outcome").at(-1)).toMatchObject({ detail: { before: { personId: MANAGER, outcome: "will_order" } } });
  });

  test("leads to the next shop to call, and from the last one to the list", async () => {
    await phone.tap("和平路");
    await phone.tap("会订");
    expect(await phone.tap("下一户")).toContain("建设路烟酒店");
    await phone.tap("会订");
    expect(await phone.tap("下一户")).toContain("待联系 0，已回复 0，已打 2");
  });

  test("of a shop that has ordered meanwhile is not noted", async () => {
    await phone.tap("和平路");
    await day.order(day.shop.licenceNo, "16:00");
    expect(await phone.tap("会订")).toContain("公司已收到这家店的订单");
    expect(day.findCalls()).toEqual([]);
  });

  test("that nobody offers is refused", async () => {
    await phone.tap("和平路");
    const data = phone.findData("会订");
    for (const value of ["not_now", "order", "undefined"]) {
      await phone.press(data.replace("will_order", value));
      expect(phone.answer()).toBe("这个按钮已失效，请刷新名单。");
    }
    expect(day.findCalls()).toEqual([]);
  });
});

test("every button's data fits into Telegram's 64 bytes, with the longest ids there are", async () => {
  await phone.tap("和平路");
  const all = [...phone.screen().buttons];
  await phone.tap("这次不订");
  all.push(...phone.screen().buttons);
  for (const { data } of all) {
    const longest = data.replace(/:\d+:(\d+):(\d+)/, ":999:999999999:999999999");
    expect(longest.length).toBeLessThanOrEqual(64);
    expect(data).toMatch(/^calls:/);
  }
});
