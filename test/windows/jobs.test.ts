import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { deliveries } from "../../db/deliveries.tables.ts";
import { endReminder } from "../../db/windows/reminders.ts";
import { findWindow } from "../../db/windows/shops.ts";
import { remindWindow, sweepReminders } from "../../src/windows/jobs.ts";
import { holdPhone } from "../calls/phone.ts";
import { at, MANAGER, startOrderDay, type OrderDay } from "./order-day.ts";

let day: OrderDay;
beforeEach(async () => {
  day = await startOrderDay();
  day.addShop("A", [201]);
  await day.setCutoff("17:00");
});
afterEach(() => day.close());

const window = () => day.findWindows()[0]!;
const counts = () => [201, day.group.chatId, MANAGER].map((chatId) => day.textsTo(chatId).length);

describe("the job of a reminder", () => {
  test("run twice has one effect", async () => {
    day.setNow(at("16:00"));
    await day.ring();
    const before = day.db.select().from(deliveries).all();
    await day.ring();
    await sweepReminders(day.deps);
    expect(day.db.select().from(deliveries).all()).toEqual(before);
  });

  test("run by two processes at once has one effect", async () => {
    day.setNow(at("16:00"));
    const job = { windowId: window().id, version: 1 };
    await Promise.all([remindWindow(day.deps, job), remindWindow(day.deps, job), sweepReminders(day.deps)]);
    await day.deliver();
    expect(counts()).toEqual([1, 1, 1]);
  });

  test("whose reminder another process has ended writes nothing", async () => {
    day.setNow(at("16:00"));
    const read = (await findWindow(day.db, window().id))!;
    expect(await endReminder(day.db, read, "remindedAt", at("16:00"), () => [])).toEqual([]);
    expect(await endReminder(day.db, read, "missedAt", at("17:00"), () => [])).toBeUndefined();
    expect(window()).toMatchObject({ remindedAt: at("16:00"), missedAt: null });
  });

  test("that read the window before its times changed writes nothing", async () => {
    day.setNow(at("16:00"));
    const stale = (await findWindow(day.db, window().id))!;
    await day.setCutoff("16:59");
    expect(await endReminder(day.db, stale, "remindedAt", at("16:00"), () => [])).toBeUndefined();
    expect(window().remindedAt).toBeNull();
  });

  test("of an older version, or of a window that is gone, does nothing", async () => {
    day.setNow(at("16:00"));
    await remindWindow(day.deps, { windowId: window().id, version: 0 });
    await remindWindow(day.deps, { windowId: 999, version: 1 });
    expect(day.db.select().from(deliveries).all()).toEqual([]);
  });

  test("that came early sets its alarm anew under an id that BullMQ does not hold", async () => {
    day.setNow(at("16:00") - 1);
    await remindWindow(day.deps, { windowId: window().id, version: 1 });
    expect(day.alarms.at(-1)).toMatchObject({ dueAt: at("16:00"), data: { windowId: 1, version: 1 } });
    expect(day.alarms.at(-1)?.jobId).toMatch(/^reminder-1-1-again-\d+$/);
    expect(window().remindedAt).toBeNull();
  });

  test("whose alarm was lost is run by the sweep, a moment after it was due", async () => {
    day.setNow(at("16:00") + 3_000 - 1);
    await sweepReminders(day.deps);
    expect(window().remindedAt).toBeNull();
    day.advance(1);
    await sweepReminders(day.deps);
    await day.deliver();
    expect(counts()).toEqual([1, 1, 1]);
  });
});

describe("after downtime", () => {
  test("before the cutoff reminders go out late, with the true time left", async () => {
    day.setNow(at("16:47"));
    await sweepReminders(day.deps);
    await day.deliver();
    expect(day.textsTo(201)[0]).toContain("还剩 13 分钟");
  });

  test("past the cutoff nobody is reminded, and the account manager learns once who was missed", async () => {
    const ordered = day.addShop("已订店", [202]);
    day.addShop("未绑定店");
    await day.order(ordered.licenceNo, "10:00");
    day.setNow(at("17:20"));
    await sweepReminders(day.deps);
    await sweepReminders(day.deps);
    await day.deliver();
    expect(window()).toMatchObject({ missedAt: at("17:20"), remindedAt: null });
    expect(counts()).toEqual([0, 0, 1]);
    const [text] = day.textsTo(MANAGER);
    expect(text).toContain("⚠️ R101 线路 今天 17:00 截止的订货提醒没能按时发出\n3 户中 2 户没订：");
    expect(holdPhone(day, MANAGER).labels()).toEqual(["1 📵 未绑定店", "2 ⚠️ A", "🔄 刷新"]);
  });

  test("past the cutoff of a window in which all have ordered nobody is told anything", async () => {
    const shop = day.db.query.retailers.findFirst().sync()!;
    await day.order(shop.licenceNo, "10:00");
    day.setNow(at("17:20"));
    await sweepReminders(day.deps);
    expect(day.db.select().from(deliveries).where(eq(deliveries.subjectId, 1)).all()).toEqual([]);
  });

  test("whoever was reminded before an extension was missed is not called missed", async () => {
    await day.goTo("16:00");
    await day.setCutoff("20:00");
    day.addShop("B", [202]);
    day.setNow(at("20:30"));
    await sweepReminders(day.deps);
    await day.deliver();
    expect(holdPhone(day, MANAGER).labels()).toEqual(["1 ⚠️ B", "2 📞 A", "🔄 刷新"]);
  });
});
