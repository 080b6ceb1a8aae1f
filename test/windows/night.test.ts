import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inTransaction } from "../../db/client.ts";
import { addDeliveries } from "../../db/deliveries.ts";
import { deliveries } from "../../db/deliveries.tables.ts";
import { people } from "../../db/people.tables.ts";
import { settings } from "../../db/settings.tables.ts";
import { readReminderFactsIn } from "../../db/windows/reminders.ts";
import { findWindow } from "../../db/windows/shops.ts";
import { changeCutoffs, composeEarlyReminders, readQuiet } from "../../src/windows/service.ts";
import { at, startOrderDay, SUPERVISOR, type OrderDay } from "./order-day.ts";

let day: OrderDay;
beforeEach(async () => {
  day = await startOrderDay();
});
afterEach(() => day.close());

const spareNights = (...ids: number[]) => {
  for (const id of ids) day.db.update(people).set({ remindAtNight: false }).where(eq(people.id, id)).run();
};
/** What the stage of the account manager's first list does about the people. */
async function remindEarly() {
  const window = (await findWindow(day.db, 1))!;
  const quiet = await readQuiet(day.deps);
  return inTransaction(day.db, (tx) => {
    const rows = composeEarlyReminders(window, readReminderFactsIn(tx, window), quiet);
    addDeliveries(tx, rows, day.deps.clock());
    return rows.map(({ chatId }) => chatId);
  });
}
const isSilent = (id: number) => day.calls.findLast(({ payload }) => payload.chat_id === id)?.payload["disable_notification"] === true;

describe("a reminder in the quiet hours", () => {
  test("comes at its minute, with a sound: a cutoff at 23:59 is reminded of at 22:59", async () => {
    day.addShop("A", [201]);
    await day.setCutoff("23:59");
    await day.goTo("22:58");
    expect(day.textsTo(201)).toEqual([]);
    await day.goTo("22:59");
    expect(day.textsTo(201)[0]).toContain("今天 23:59 截止订货，还剩 1 小时");
    expect(isSilent(201)).toBe(false);
  });

  test("comes without a sound to who wants none at night and was not reminded earlier", async () => {
    day.addShop("A", [201, 202]);
    spareNights(201);
    await day.setCutoff("23:59");
    await day.goTo("22:59");
    expect([isSilent(201), isSilent(202)]).toEqual([true, false]);
    expect([day.textsTo(201).length, day.textsTo(202).length]).toEqual([1, 1]);
  });

  test("nor does the word of a changed cutoff wake who wants none at night", async () => {
    day.addShop("A", [201, 202]);
    spareNights(201);
    await day.setCutoff("23:00");
    await day.goTo("22:00");
    const targets = [{ windowId: 1, version: day.findWindows()[0]!.version, wanted: { kind: "move" as const, cutoffAt: at("23:10") } }];
    await changeCutoffs(day.deps, { targets, reason: "weather", note: null, actorId: SUPERVISOR });
    await day.deliver();
    expect([day.textsTo(201).length, day.textsTo(202).length]).toEqual([2, 2]);
    expect([isSilent(201), isSilent(202)]).toEqual([true, false]);
  });

  test("has its sound when there are no quiet hours, or they are over", async () => {
    day.addShop("A", [201]);
    spareNights(201);
    await day.setCutoff("17:00");
    await day.goTo("16:00");
    expect(isSilent(201)).toBe(false);
    day.close();
    day = await startOrderDay();
    day.db.insert(settings).values({ key: "quiet_hours", value: "off", updatedAt: 0 }).run();
    day.addShop("A", [201]);
    spareNights(201);
    await day.setCutoff("23:59");
    await day.goTo("22:59");
    expect(isSilent(201)).toBe(false);
  });

  test("is silent by the time of its sending, not of its planning", async () => {
    day.addShop("A", [201]);
    spareNights(201);
    await day.setCutoff("22:58");
    day.setNow(at("21:58"));
    await day.ring();
    day.setNow(at("22:00"));
    await day.deliver();
    expect(isSilent(201)).toBe(true);
  });
});

describe("who wants no reminder at night", () => {
  test("is reminded with the first list instead, with a sound and the true time left, and not again at night", async () => {
    day.addShop("A", [201, 202]);
    spareNights(201);
    await day.setCutoff("23:59");
    day.setNow(at("17:00"));
    expect(await remindEarly()).toEqual([201]);
    await day.deliver();
    expect(day.textsTo(201)[0]).toContain("今天 23:59 截止订货，还剩 6 小时 59 分钟");
    expect(isSilent(201)).toBe(false);
    await day.goTo("22:59");
    expect([day.textsTo(201).length, day.textsTo(202).length]).toEqual([1, 1]);
  });

  test("is not reminded early of a window whose reminder comes by day, or when the office has no quiet hours", async () => {
    day.addShop("A", [201]);
    spareNights(201);
    await day.setCutoff("20:00");
    expect(await remindEarly()).toEqual([]);
    await day.setCutoff("23:59");
    expect(await remindEarly()).toEqual([201]);
    day.db.insert(settings).values({ key: "quiet_hours", value: "off", updatedAt: 0 }).run();
    day.db.delete(deliveries).run();
    expect(await remindEarly()).toEqual([]);
  });

  test("is not reminded early of what they ordered, muted, can not be reached with, or were reminded of", async () => {
    const ordered = day.addShop("A", [201]);
    day.addShop("B", [202, 203, 204]);
    spareNights(201, 202, 203, 204);
    day.db.update(people).set({ remindersMutedAt: 1 }).where(eq(people.id, 202)).run();
    day.db.update(people).set({ unreachable: "blocked" }).where(eq(people.id, 203)).run();
    await day.setCutoff("23:59");
    await day.order(ordered.licenceNo, "09:00");
    expect(await remindEarly()).toEqual([204]);
    expect(await remindEarly()).toEqual([]);
  });

  test("is reminded early of several shops in one message", async () => {
    day.addShop("甲", [201]);
    day.addShop("乙", [201]);
    spareNights(201);
    await day.setCutoff("23:59");
    day.setNow(at("17:00"));
    expect(await remindEarly()).toEqual([201]);
    await day.deliver();
    expect(day.textsTo(201)[0]).toContain("「甲」「乙」");
  });

  test("and ordered before the early one left, then cancelled, is reminded at night without a sound", async () => {
    const shop = day.addShop("A", [201]);
    spareNights(201);
    await day.setCutoff("23:59");
    day.setNow(at("17:00"));
    await remindEarly();
    await day.order(shop.licenceNo, "17:00");
    await day.deliver();
    expect(day.textsTo(201)).toEqual([]);
    day.db.run("update orders set cartons = 0");
    await day.goTo("22:59");
    expect(day.textsTo(201)).toHaveLength(1);
    expect(isSilent(201)).toBe(true);
  });

  test("is reminded early anew of a window that moved before the early one left, and once only", async () => {
    day.addShop("A", [201]);
    spareNights(201);
    await day.setCutoff("23:59");
    day.setNow(at("17:00"));
    await remindEarly();
    await day.setCutoff("23:30");
    const states = day.db.select().from(deliveries).where(eq(deliveries.kind, "order_reminder")).all();
    expect(states).toMatchObject([{ state: "skipped", reason: "moved" }]);
    expect(await remindEarly()).toEqual([201]);
    await day.deliver();
    await day.goTo("22:30");
    expect(day.textsTo(201)).toEqual([expect.stringContaining("今天 23:30 截止订货，还剩 6 小时 30 分钟")]);
  });
});
