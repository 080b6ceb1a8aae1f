import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { importOrders } from "../../src/orders/service.ts";
import { importCalendar } from "../../src/windows/service.ts";
import { at, MONDAY } from "../windows/order-day.ts";
import { startOutcomeDay, type OutcomeDay } from "./outcome-day.ts";

let day: OutcomeDay;
beforeEach(async () => {
  day = await startOutcomeDay();
});
afterEach(() => day.close());

describe("what became of a window", () => {
  test("is counted by hand's count", async () => {
    const shops = await day.liveThrough();
    await day.count();
    expect(day.outcomes()).toMatchObject([
      {
        windowId: 1,
        countedAt: at("17:20"),
        feedAt: at("17:20"),
        revision: 1,
        shops: 7,
        ordered: 3,
        orderedBefore: 1,
        reminded: 5,
        orderedAfter: 2,
        minutes: [14, 30],
        reasons: { stock: 1 },
        saidOrdered: 1,
        unreachable: 1,
        muted: 0,
      },
    ]);
    expect(day.outcomes()[0]!.missingIds).toEqual([...shops.slice(3).map(({ id }) => id), shops.at(-1)!.id + 1]);
    expect(day.findWindows()[0]).toMatchObject({ outcomeDoneAt: at("17:20") });
  });

  test("counts an order that was cancelled after the reminder as none, and one placed after the cutoff neither", async () => {
    const shops = await day.liveThrough();
    day.setNow(at("16:50"));
    // By order number the latest wins: the third order of the day was the second shop's.
    await importOrders(day.deps, [
      { order_no: "N2", licence_no: shops[1]!.licenceNo, ordered_at: "2026-11-23 16:14", cartons: 0, amount: 0 },
    ]);
    await day.order(shops[5]!.licenceNo, "17:01");
    await day.count();
    expect(day.outcomes()).toMatchObject([{ ordered: 2, reminded: 5, orderedAfter: 1, minutes: [30] }]);
  });

  test("takes a shop of which two people were reminded as one, from the first reminder on", async () => {
    const shop = day.addShop("甲", [201, 202]);
    await day.setCutoff("17:00");
    day.refuse((method, { chat_id }) =>
      method === "sendMessage" && chat_id === 201 ? { error_code: 403, description: "Forbidden: bot was blocked by the user" } : undefined,
    );
    await day.goTo("16:00");
    await day.order(shop.licenceNo, "16:07");
    await day.count();
    expect(day.outcomes()).toMatchObject([{ shops: 1, reminded: 1, orderedAfter: 1, minutes: [7] }]);
  });

  test("does not take a reminder that reached nobody for one", async () => {
    day.addShop("甲", [201]);
    await day.setCutoff("17:00");
    day.refuse((method, { chat_id }) =>
      method === "sendMessage" && chat_id === 201 ? { error_code: 403, description: "Forbidden: bot was blocked by the user" } : undefined,
    );
    await day.goTo("16:00");
    await day.count();
    expect(day.outcomes()).toMatchObject([{ reminded: 0, unreachable: 1 }]);
  });

  test("tells the muted from those who can not be reached: only where all who can be reached want no reminders", async () => {
    day.addShop("甲", [201]);
    day.addShop("乙", [202, 203]);
    await day.setCutoff("17:00");
    for (const id of [201, 202]) day.mute(id);
    // Nothing ran at the reminder's time: nobody was reminded.
    await day.count();
    expect(day.outcomes()).toMatchObject([{ reminded: 0, muted: 1, unreachable: 0 }]);
  });

  test("counts only active shops that the window is for: one with a cycle of its own stands for itself", async () => {
    const [a, b] = [day.addShop("甲", [201]), day.addShop("乙", [202])];
    day.addShop("丙", [203], { status: "suspended" });
    await day.setCutoff("17:00");
    await importCalendar(day.deps, { exceptions: [{ licence_no: b.licenceNo, date: MONDAY, cutoff: "17:00", opens: "-1 08:00" }] });
    await day.order(a.licenceNo, "10:00");
    await day.count();
    expect(day.outcomes()).toMatchObject([
      { shops: 1, ordered: 1, missingIds: [] },
      { shops: 1, ordered: 0, missingIds: [b.id] },
    ]);
  });
});
