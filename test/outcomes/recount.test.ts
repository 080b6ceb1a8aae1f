import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { orderWindows } from "../../db/windows.tables.ts";
import { importOrders } from "../../src/orders/service.ts";
import { at, MANAGER, SUPERVISOR } from "../windows/order-day.ts";
import { startOutcomeDay, type OutcomeDay } from "./outcome-day.ts";

let day: OutcomeDay;
beforeEach(async () => {
  day = await startOutcomeDay();
});
afterEach(() => day.close());

const sweepAt = async (time: string) => {
  day.setNow(at(time));
  await day.sweep();
};
const reports = () => day.rowsOf("order_outcome").map(({ chatId }) => chatId);

describe("a report that went without the orders", () => {
  test("is corrected when they come, once", async () => {
    const shops = await day.liveThrough();
    await sweepAt("19:15");
    expect(day.outcomes()).toMatchObject([{ ordered: 3, revision: 1, feedAt: at("16:00") }]);
    expect(day.lastTo(MANAGER)).toContain("⚠️");
    day.setNow(at("21:00"));
    await day.order(shops[5]!.licenceNo, "16:50");
    await sweepAt("21:01");
    await sweepAt("21:02");
    expect(day.outcomes()).toMatchObject([{ ordered: 4, revision: 2, feedAt: at("21:00") }]);
    expect(reports()).toEqual([MANAGER, SUPERVISOR, MANAGER, SUPERVISOR]);
    day.setNow(at("11-24 09:00"));
    await day.deliver();
    expect(day.lastTo(MANAGER)).toContain("7 户订了 4 户");
    expect(day.lastTo(MANAGER)).toContain("更正");
  });
});

describe("orders that are reported late", () => {
  /** Counted in time; then an order of the window comes at night, and one is cancelled. */
  async function comeLate() {
    const shops = await day.liveThrough();
    await day.count();
    day.setNow(at("23:00"));
    await day.order(shops[4]!.licenceNo, "16:50");
    await day.order(shops[5]!.licenceNo, "16:55");
    await importOrders(day.deps, [
      { order_no: "N1", licence_no: shops[0]!.licenceNo, ordered_at: "2026-11-23 09:00", cartons: 0, amount: 0 },
    ]);
    return shops;
  }

  test("count a day after the cutoff, and nobody is written to again", async () => {
    await comeLate();
    await sweepAt("23:01");
    expect(day.outcomes()).toMatchObject([{ ordered: 3, countedAt: at("17:20") }]);
    await sweepAt("11-24 17:00");
    expect(day.outcomes()).toMatchObject([{ ordered: 4, saidOrdered: 0, revision: 1, countedAt: at("11-24 17:00") }]);
    expect(reports()).toEqual([MANAGER, SUPERVISOR]);
  });

  test("are counted once more and no more, however much comes after that", async () => {
    const shops = await comeLate();
    await sweepAt("11-24 17:00");
    day.setNow(at("11-24 18:00"));
    await day.order(shops[3]!.licenceNo, "16:59");
    await sweepAt("11-24 18:01");
    expect(day.outcomes()).toMatchObject([{ ordered: 4, countedAt: at("11-24 17:00") }]);
  });

  test("are left alone where the window was called off or opened again", async () => {
    await comeLate();
    day.db.update(orderWindows).set({ state: "cancelled" }).where(eq(orderWindows.id, 1)).run();
    await sweepAt("11-24 17:00");
    expect(day.outcomes()).toMatchObject([{ countedAt: at("17:20") }]);
  });

  test("with nothing new since, the window is not counted again", async () => {
    await day.liveThrough();
    await day.count();
    await sweepAt("11-24 17:00");
    expect(day.outcomes()).toMatchObject([{ countedAt: at("17:20") }]);
  });
});
