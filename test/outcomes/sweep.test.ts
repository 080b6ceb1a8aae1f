import { setImmediate } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { orderWindows } from "../../db/windows.tables.ts";
import { importOrders } from "../../src/orders/service.ts";
import { sweepOutcomes } from "../../src/outcomes/jobs.ts";
import { importCalendar } from "../../src/windows/service.ts";
import { at, MANAGER, MONDAY, SUPERVISOR } from "../windows/order-day.ts";
import { startOutcomeDay, type OutcomeDay } from "./outcome-day.ts";

let day: OutcomeDay;
beforeEach(async () => {
  day = await startOutcomeDay();
});
afterEach(() => day.close());

describe("the time of counting", () => {
  test("is a quarter of an hour after the cutoff, once order data came after it", async () => {
    await day.liveThrough();
    await day.count("17:14");
    expect(day.outcomes()).toEqual([]);
    day.setNow(at("17:15"));
    await day.sweep();
    expect(day.outcomes()).toMatchObject([{ feedAt: at("17:14") }]);
  });

  test("waits up to two hours more for order data, and the report says how far it goes", async () => {
    await day.liveThrough();
    for (const time of ["17:15", "19:14"]) {
      day.setNow(at(time));
      await day.sweep();
      expect(day.rowsOf("order_outcome"), time).toEqual([]);
    }
    day.setNow(at("19:15"));
    await day.sweep();
    expect(day.outcomes()).toMatchObject([{ feedAt: at("16:00") }]);
    expect(day.textsTo(MANAGER).at(-1)).toContain("订单数据只到今天 16:00");
  });

  test("with no order data ever is as late, and the report warns", async () => {
    day.addShop("甲", [201]);
    await day.setCutoff("17:00");
    day.setNow(at("19:15"));
    await day.sweep();
    expect(day.textsTo(MANAGER).at(-1)).toContain("还没有收到过公司的订单数据");
  });

  test("is in the doubled hour of autumn a quarter of an hour by the clock that runs on", async () => {
    day.close();
    day = await startOutcomeDay({ TIME_ZONE: "America/New_York" });
    const shop = day.addShop("甲", [201]);
    const cutoffAt = Date.parse("2026-11-01T01:30:00-04:00");
    day.setNow(cutoffAt - 3 * 60 * 60_000);
    await importCalendar(day.deps, { exceptions: [{ route: "R101", date: "2026-11-01", cutoff: "01:30", opens: "-1 08:00" }] });
    expect(day.findWindows()).toMatchObject([{ cutoffAt }]);
    day.setNow(cutoffAt - 60 * 60_000);
    await day.ring();
    await day.deliver();
    // 01:40 comes twice that night: once after the cutoff and before the clocks go back, once after.
    await importOrders(day.deps, [
      { order_no: "X", licence_no: shop.licenceNo, ordered_at: "2026-11-01T01:10:00-04:00", cartons: 5, amount: 1 },
    ]);
    day.setNow(cutoffAt + 15 * 60_000 - 1);
    await day.beat();
    await day.sweep();
    expect(day.outcomes()).toEqual([]);
    day.setNow(cutoffAt + 15 * 60_000);
    await day.sweep();
    expect(day.outcomes()).toMatchObject([{ reminded: 1, orderedAfter: 1, minutes: [40] }]);
  });
});

describe("once", () => {
  test("however often the sweep runs", async () => {
    await day.liveThrough();
    await day.count();
    const before = [day.outcomes(), day.rowsOf("order_outcome")];
    day.setNow(at("17:25"));
    await day.sweep();
    expect([day.outcomes(), day.rowsOf("order_outcome")]).toEqual(before);
    expect(before[1]).toHaveLength(2);
  });

  test("when two processes sweep at the same time", async () => {
    await day.liveThrough();
    day.setNow(at("17:20"));
    await day.beat();
    await Promise.all([sweepOutcomes(day.deps), sweepOutcomes(day.deps)]);
    expect(day.outcomes()).toMatchObject([{ revision: 1 }]);
    expect(day.rowsOf("order_outcome").map(({ chatId }) => chatId)).toEqual([MANAGER, SUPERVISOR]);
  });

  test("and not with what was counted before the cutoff was moved", async () => {
    await day.liveThrough();
    day.setNow(at("17:20"));
    await day.beat();
    const counting = sweepOutcomes(day.deps);
    // The window is read and counted by now, and waits for its turn to be written.
    await setImmediate();
    day.db
      .update(orderWindows)
      .set({ version: 2, cutoffAt: at("18:00") })
      .where(eq(orderWindows.id, 1))
      .run();
    await counting;
    expect([day.outcomes(), day.rowsOf("order_outcome")]).toEqual([[], []]);
  });
});

describe("after downtime", () => {
  test("of less than a day the report comes late", async () => {
    await day.liveThrough();
    await day.count("11-24 09:00");
    expect(day.rowsOf("order_outcome")).toHaveLength(2);
  });

  test("of more than a day the window is counted and nobody is told", async () => {
    await day.liveThrough();
    await day.count("11-24 17:00");
    expect(day.outcomes()).toMatchObject([{ ordered: 3, shops: 7 }]);
    expect(day.rowsOf("order_outcome")).toEqual([]);
    expect(day.findWindows()[0]).toMatchObject({ outcomeDoneAt: at("11-24 17:00") });
  });
});

test("a window that was cancelled, or is for no shop, is not reported", async () => {
  day.addShop("甲", [201]);
  await day.setCutoff("17:00");
  await day.setCutoff("", {});
  const lone = day.addShop("乙", [202]);
  await importCalendar(day.deps, { exceptions: [{ licence_no: lone.licenceNo, date: MONDAY, cutoff: "17:00", opens: "-1 08:00" }] });
  day.db.run(sql`update retailers set status = 'closed' where id = ${lone.id}`);
  await day.count();
  expect(day.outcomes()).toMatchObject([{ windowId: 2, shops: 0 }]);
  expect(day.rowsOf("order_outcome")).toEqual([]);
});

test("one instant that can not be counted does not keep the others from being reported, and the failure is not hidden", async () => {
  const shops = [day.addShop("甲", [201]), day.addShop("乙", [202])];
  const exceptions = shops.map(({ licenceNo }, n) => ({ licence_no: licenceNo, date: MONDAY, cutoff: `17:0${n}`, opens: "08:00" }));
  await importCalendar(day.deps, { exceptions });
  day.db.run(
    sql.raw(`create trigger broken before insert on window_outcomes when new.window_id = 1 begin select raise(abort, 'broken'); end`),
  );
  day.setNow(at("17:30"));
  await day.beat();
  await expect(sweepOutcomes(day.deps)).rejects.toThrow("1 outcomes failed");
  expect(day.outcomes()).toMatchObject([{ windowId: 2 }]);
  expect(day.findWindows().map(({ outcomeDoneAt }) => outcomeDoneAt !== null)).toEqual([false, true]);
});

test("a window opened again after its report is counted anew, and the report says that it is a correction", async () => {
  const shops = await day.liveThrough();
  await day.count();
  // What an extension does: a new cutoff, a new version, and the outcome to be found again.
  day.db
    .update(orderWindows)
    .set({ cutoffAt: at("19:00"), version: 2, outcomeDoneAt: null })
    .where(eq(orderWindows.id, 1))
    .run();
  await day.order(shops[3]!.licenceNo, "18:30");
  await day.count("19:20");
  expect(day.outcomes()).toMatchObject([{ revision: 2, ordered: 4, reasons: {} }]);
  expect(day.textsTo(MANAGER).at(-1)).toContain("（更正，以这份为准）");
  expect(day.textsTo(MANAGER).at(-1)).toContain("19:00");
});
