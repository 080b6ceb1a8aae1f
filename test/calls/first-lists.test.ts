import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { deliveries } from "../../db/deliveries.tables.ts";
import { orderWindows } from "../../db/windows.tables.ts";
import { sweepCallLists } from "../../src/calls/jobs.ts";
import { sweepReminders } from "../../src/windows/jobs.ts";
import { importCalendar } from "../../src/windows/service.ts";
import { at, MANAGER, MONDAY, startOrderDay, type OrderDay } from "../windows/order-day.ts";
import { holdPhone } from "./phone.ts";

let day: OrderDay;
beforeEach(async () => {
  day = await startOrderDay();
  day.addShop("A", [201]);
  await day.setCutoff("23:59");
  day.db
    .update(orderWindows)
    .set({ preliminaryAt: at("17:00") })
    .run();
});
afterEach(() => day.close());

const rows = () => day.db.select().from(deliveries).where(eq(deliveries.kind, "order_first_list")).all();
const sweepAt = async (time: string) => {
  day.setNow(at(time));
  await sweepCallLists(day.deps);
  await day.deliver();
};

describe("the first list of a late cutoff", () => {
  test("goes to the account manager at its time, and to nobody else", async () => {
    await sweepAt("16:59");
    expect(day.calls).toEqual([]);
    await day.beat();
    await sweepAt("17:00");
    expect(day.calls).toHaveLength(1);
    expect(day.textsTo(MANAGER)).toEqual([
      [
        "📋 R101 线路 首份名单：今天 23:59 截止订货，今天 22:59 发提醒",
        "1 户中 1 户没订：待联系 1，已回复 0，已打 0",
        "订单数据截至 16:59",
        "点店名看详情、记结果。只打电话提醒，不能代店主下单。",
      ].join("\n"),
    ]);
    expect(day.calls[0]?.payload).not.toHaveProperty("disable_notification");
    expect(await holdPhone(day, MANAGER).tap("A")).toContain("📞 提醒 今天 22:59 发");
  });

  test("swept twice, and by two processes at once, is written once", async () => {
    day.setNow(at("17:00"));
    await Promise.all([sweepCallLists(day.deps), sweepCallLists(day.deps)]);
    await sweepCallLists(day.deps);
    await day.deliver();
    expect(rows()).toHaveLength(1);
    expect(day.textsTo(MANAGER)).toHaveLength(1);
    expect(day.findWindows()[0]?.preliminaryDoneAt).toBe(at("17:00"));
  });

  test("is followed by the reminder's own, without a sound, with what was ticked", async () => {
    await sweepAt("17:00");
    const phone = holdPhone(day, MANAGER);
    await phone.tap("A");
    await phone.tap("会订");
    await day.goTo("22:59");
    expect(day.calls.filter(({ method, payload }) => method === "sendMessage" && payload.chat_id === MANAGER)).toMatchObject([
      {},
      { payload: { disable_notification: true } },
    ]);
    expect(phone.labels()[0]).toBe("1 ✅ A · 会订");
  });

  test("is not written when all have ordered", async () => {
    await day.order(day.db.query.retailers.findFirst().sync()!.licenceNo, "10:00");
    await sweepAt("17:00");
    expect(rows()).toEqual([]);
    expect(day.findWindows()[0]?.preliminaryDoneAt).toBe(at("17:00"));
  });

  test("is not sent once the reminder has brought the list", async () => {
    day.setNow(at("17:00"));
    await sweepCallLists(day.deps);
    await day.goTo("22:59");
    expect(rows()).toMatchObject([{ state: "skipped", reason: "reminded" }]);
    expect(day.textsTo(MANAGER)).toHaveLength(1);
  });

  test("after downtime past the reminder's time is only ended", async () => {
    day.setNow(at("23:10"));
    await sweepCallLists(day.deps);
    await sweepReminders(day.deps);
    await day.deliver();
    expect(rows()).toEqual([]);
    expect(day.findWindows()[0]).toMatchObject({ preliminaryDoneAt: at("23:10"), remindedAt: at("23:10") });
    expect(day.textsTo(MANAGER)).toHaveLength(1);
  });

  test("of a cancelled window is not written; of one cancelled before it was sent, not sent", async () => {
    day.setNow(at("17:00"));
    await sweepCallLists(day.deps);
    await day.setCutoff("cancelled");
    await day.deliver();
    expect(rows()).toMatchObject([{ state: "skipped", reason: "cancelled" }]);
    day.db.update(orderWindows).set({ preliminaryDoneAt: null }).run();
    await sweepCallLists(day.deps);
    expect(day.findWindows()[0]?.preliminaryDoneAt).toBeNull();
  });

  test("is written for the times that the window has when it is written", async () => {
    day.setNow(at("17:00"));
    await day.setCutoff("22:00");
    await sweepAt("17:00");
    expect(day.textsTo(MANAGER)[0]).toContain("今天 22:00 截止订货，今天 21:00 发提醒");
  });

  test("is one for windows that close at the same instant", async () => {
    const own = [day.addShop("单店一"), day.addShop("单店二")];
    const times = { date: MONDAY, cutoff: "23:59", opens: "-1 08:00" };
    await importCalendar(day.deps, { exceptions: own.map(({ licenceNo }) => ({ licence_no: licenceNo, ...times })) }, MANAGER);
    day.db
      .update(orderWindows)
      .set({ preliminaryAt: at("17:00") })
      .run();
    await sweepAt("17:00");
    expect(day.textsTo(MANAGER)).toEqual([expect.stringContaining("3 户中 3 户没订")]);
  });

  test("that fails keeps no other window's from being written, and the failure is not hidden", async () => {
    const own = day.addShop("单店");
    await importCalendar(day.deps, { exceptions: [{ licence_no: own.licenceNo, date: MONDAY, cutoff: "23:58", opens: "08:00" }] }, MANAGER);
    day.db
      .update(orderWindows)
      .set({ preliminaryAt: at("17:00") })
      .run();
    day.db.run(sql.raw("create trigger broken before update on order_windows when old.id = 2 begin select raise(abort, 'broken'); end"));
    day.setNow(at("17:00"));
    await expect(sweepCallLists(day.deps)).rejects.toThrow("1 first lists failed");
    expect(day.findWindows().map(({ preliminaryDoneAt }) => preliminaryDoneAt)).toEqual([at("17:00"), null]);
  });
});
