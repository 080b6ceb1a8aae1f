import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { deliveries } from "../../db/deliveries.tables.ts";
import { sweepReminders } from "../../src/windows/jobs.ts";
import { buildShopPerson } from "../support/build.ts";
import { move, startCutoffDay, type CutoffDay } from "./cutoff-day.ts";
import { at, SUPERVISOR } from "./order-day.ts";

let day: CutoffDay;
beforeEach(async () => {
  day = await startCutoffDay();
});
afterEach(() => day.close());

describe("before the reminder went out", () => {
  test("later puts it off: the group and the account manager are told, the people are reminded once, an hour before", async () => {
    expect(await day.carryOut(move("20:00"))).toBe("done");
    expect(day.window()).toMatchObject({ cutoffAt: at("20:00"), reminderAt: at("19:00"), opensAt: at("11-22 08:00"), version: 2 });
    expect(day.counts()).toEqual([0, 1, 1]);
    expect(day.textsTo(day.group.chatId)[0]).toBe(
      "⏰ 本线路订货截止时间改为 今天 20:00（原为 今天 17:00）。\n原因：订货系统故障\n还没订的店主请在截止前订货。\n订货热线 95100",
    );
    await day.goTo("16:00");
    expect(day.counts()).toEqual([0, 1, 1]);
    await day.goTo("19:00");
    expect(day.counts()).toEqual([1, 2, 2]);
  });

  test("earlier brings it forward", async () => {
    await day.carryOut(move("15:00"));
    expect(day.counts()).toEqual([0, 1, 1]);
    await day.goTo("14:00");
    await day.goTo("16:00");
    expect(day.counts()).toEqual([1, 2, 2]);
    expect(day.textsTo(201)[0]).toContain("今天 15:00 截止订货，还剩 1 小时");
  });

  test("so much earlier that the reminder is due reminds at once", async () => {
    day.setNow(at("14:30"));
    await day.carryOut(move("15:00"));
    expect(day.textsTo(201)).toHaveLength(1);
    expect(day.textsTo(201)[0]).toContain("今天 15:00 截止订货，还剩 30 分钟");
  });

  test("cancelled tells the group, and nobody is reminded", async () => {
    await day.carryOut({ kind: "cancel" });
    expect(day.window()).toMatchObject({ state: "cancelled", version: 2 });
    expect(day.textsTo(day.group.chatId)).toEqual(["⚠️ 本线路原定 今天 17:00 截止的本次订货取消。\n原因：订货系统故障"]);
    await day.goTo("16:00");
    await sweepReminders(day.deps);
    expect(day.counts()).toEqual([0, 1, 1]);
  });

  test("cancelled and put back again is reminded of as if nothing had been", async () => {
    await day.carryOut({ kind: "cancel" });
    expect(await day.carryOut({ kind: "restore" })).toBe("done");
    expect(day.window()).toMatchObject({ state: "planned", cutoffAt: at("17:00"), version: 3 });
    expect(day.textsTo(day.group.chatId)[1]).toContain("⏰ 本线路订货照常进行，今天 17:00 截止。");
    await day.goTo("16:00");
    expect(day.remindersOf(201)).toEqual(["order_reminder-1-3-201"]);
  });
});

describe("after the reminder went out", () => {
  beforeEach(async () => {
    await day.goTo("16:00");
    day.forget();
    day.setNow(at("16:10"));
  });

  test("later tells who was reminded, and reminds them again an hour before the new cutoff and not sooner", async () => {
    await day.carryOut(move("20:00"));
    expect(day.counts()).toEqual([1, 1, 1]);
    expect(day.textsTo(201)[0]).toMatch(
      /^⏰ 「A」订货截止时间改为 今天 20:00（原为 今天 17:00）。\n原因：订货系统故障\n还剩 3 小时 50 分钟\n/,
    );
    await day.goTo("18:59");
    await sweepReminders(day.deps);
    expect(day.counts()).toEqual([1, 1, 1]);
    await day.goTo("19:00");
    await day.goTo("19:30");
    expect(day.counts()).toEqual([2, 2, 2]);
    expect(day.remindersOf(201)).toEqual(["order_reminder-1-1-201", "order_reminder-1-2-201"]);
  });

  test("later does not remind again who has ordered meanwhile", async () => {
    await day.carryOut(move("20:00"));
    await day.order(day.shop.licenceNo, "18:00");
    await day.goTo("19:00");
    expect(day.remindersOf(201)).toEqual(["order_reminder-1-1-201"]);
  });

  test("a little later tells them the new cutoff and does not remind anew", async () => {
    await day.carryOut(move("17:05"));
    await day.goTo("16:30");
    await sweepReminders(day.deps);
    expect(day.counts()).toEqual([1, 1, 1]);
    expect(day.remindersOf(201)).toHaveLength(1);
  });

  test("earlier tells them the time that is left now", async () => {
    await day.carryOut(move("16:40"));
    expect(day.textsTo(201)[0]).toContain("今天 16:40（原为 今天 17:00）");
    expect(day.textsTo(201)[0]).toContain("还剩 30 分钟");
    await day.goTo("16:30");
    expect(day.counts()).toEqual([1, 1, 1]);
  });

  test("cancelled tells them, and nothing is left to order", async () => {
    await day.carryOut({ kind: "cancel" });
    expect(day.textsTo(201)).toEqual(["⚠️ 「A」原定 今天 17:00 截止的本次订货取消。\n原因：订货系统故障"]);
    expect(day.counts()).toEqual([1, 1, 1]);
  });

  test("moved and moved back tells them both, and the reminder that was due already is not sent anew", async () => {
    await day.carryOut(move("20:00"));
    day.setNow(at("16:20"));
    await day.carryOut({ kind: "restore" });
    expect(day.window()).toMatchObject({ cutoffAt: at("17:00"), version: 3 });
    expect(day.textsTo(201)).toHaveLength(2);
    expect(day.textsTo(201)[1]).toContain("今天 17:00（原为 今天 20:00）");
    await day.goTo("16:30");
    expect(day.remindersOf(201)).toHaveLength(1);
  });

  test("cancelled and put back reminds those whose message had not left yet, and nobody twice", async () => {
    day.addShop("B", [202]);
    const row = day.db.select().from(deliveries).where(eq(deliveries.dedupeKey, "order_reminder-1-1-201")).get()!;
    const waiting = { ...row, id: undefined, chatId: 202, dedupeKey: "order_reminder-1-1-202", state: "pending" as const, sentAt: null };
    day.db.insert(deliveries).values(waiting).run();
    await day.change({ kind: "cancel" });
    await day.carryOut({ kind: "restore" });
    await sweepReminders(day.deps);
    await day.deliver();
    expect([201, 202].map((id) => day.remindersOf(id))).toEqual([["order_reminder-1-1-201"], ["order_reminder-1-3-202"]]);
  });

  test("says nothing in private to a shop that has ordered, nor to whom no reminder had told the old time", async () => {
    await day.order(day.shop.licenceNo, "16:05");
    day.addShop("B", [202]);
    await day.carryOut(move("20:00"));
    expect([201, 202].map((id) => day.textsTo(id))).toEqual([[], []]);
    expect(day.textsTo(day.group.chatId)).toHaveLength(1);
  });

  test("a person of two shops is told once", async () => {
    buildShopPerson(day.db, day.addShop("B").id, 201);
    await day.carryOut(move("20:00"));
    expect(day.textsTo(201)).toHaveLength(1);
    expect(day.textsTo(201)[0]).toContain("「A」「B」订货截止时间改为");
  });

  test("whoever orders between the change and its sending is not told", async () => {
    await day.change(move("20:00"));
    await day.order(day.shop.licenceNo, "16:12");
    await day.deliver();
    expect(day.counts()).toEqual([0, 1, 1]);
  });

  test("a change that the next one overtakes is not told", async () => {
    await day.change(move("20:00"));
    await day.change(move("18:00"));
    await day.deliver();
    expect(day.counts()).toEqual([1, 1, 1]);
    expect(day.textsTo(201)[0]).toContain("今天 18:00");
  });

  test("moved to and fro before anything is sent tells each chat once", async () => {
    await day.change(move("20:00"));
    await day.change(move("18:00"));
    await day.change(move("20:00"));
    await day.deliver();
    expect(day.counts()).toEqual([1, 1, 1]);
  });

  test("reminders that still wait in the outbox say the new time and nobody is told besides", async () => {
    day.addShop("B", [202]);
    day.db.update(deliveries).set({ state: "pending" }).where(eq(deliveries.dedupeKey, "order_reminder-1-1-201")).run();
    await day.carryOut(move("17:05"));
    expect(day.textsTo(201)).toHaveLength(1);
    expect(day.textsTo(201)[0]).toContain("今天 17:05 截止订货");
  });
});

describe("a window that has closed", () => {
  beforeEach(async () => {
    await day.goTo("16:00");
    day.forget();
    day.setNow(at("17:05"));
  });

  test("is opened again by the order department until the end of the day", async () => {
    expect(await day.carryOut(move("19:00"))).toBe("done");
    expect(day.window()).toMatchObject({ state: "planned", cutoffAt: at("19:00"), version: 2 });
    expect(day.counts()).toEqual([1, 1, 1]);
    await day.goTo("18:00");
    expect(day.counts()).toEqual([2, 2, 2]);
  });

  test("is not opened by a supervisor, nor cancelled by anyone", async () => {
    expect(await day.carryOut(move("19:00"), { actorId: SUPERVISOR })).toBe("closed");
    expect(await day.carryOut({ kind: "cancel" })).toBe("closed");
    expect(day.counts()).toEqual([0, 0, 0]);
  });

  test("is not opened on the next day", async () => {
    day.setNow(at("11-24 00:00"));
    expect(await day.carryOut(move("11-24 10:00"))).toBe("over");
  });

  test("at 23:59 can still be opened after midnight", async () => {
    await day.carryOut(move("23:59"));
    day.setNow(at("11-24 00:10"));
    expect(await day.carryOut(move("11-24 10:00"))).toBe("done");
    expect(day.window()).toMatchObject({ cutoffAt: at("11-24 10:00") });
  });
});
