import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { deliveries } from "../../db/deliveries.tables.ts";
import { people } from "../../db/people.tables.ts";
import { findWindow, findWindowShops } from "../../db/windows/shops.ts";
import { at, startOrderDay, type OrderDay } from "./order-day.ts";
import { readMessage, tapUnder } from "./taps.ts";

let day: OrderDay;
beforeEach(async () => {
  day = await startOrderDay();
});
afterEach(() => day.close());

const mutedAt = (id = 201) => day.db.select().from(people).where(eq(people.id, id)).get()?.remindersMutedAt;
const reminders = () => day.db.select().from(deliveries).where(eq(deliveries.kind, "order_reminder")).all();
const mute = (id: number) => day.db.update(people).set({ remindersMutedAt: 1 }).where(eq(people.id, id)).run();

describe("“stop reminding me”", () => {
  test("is for the person alone, and can be undone at once", async () => {
    day.addShop("A", [201, 202]);
    await day.setCutoff("17:00");
    await day.goTo("16:00");
    await tapUnder(day, 201, "notnow");
    expect(await tapUnder(day, 201, "mute")).toEqual({ toast: "已关闭您的订货提醒" });
    expect([mutedAt(201), mutedAt(202)]).toEqual([at("16:00"), null]);
    expect(readMessage(day, 201)).toEqual({
      text: "⏰ 今天 17:00 截止订货\n🔕 以后不再给您发订货提醒。店里其他人照常收到。客户经理看得到，可能会打电话给您。想恢复，点下面或发 /settings。",
      buttons: [["order:unmute:1", "order:help:1"]],
    });
    expect(await tapUnder(day, 201, "unmute")).toEqual({ toast: "已恢复您的订货提醒" });
    expect(mutedAt()).toBeNull();
    // Back at the question that it was asked in.
    expect(readMessage(day, 201).buttons.flat()).toContain("order:why:1:stock");
  });

  test("tapped twice keeps the first time, and works after the cutoff as well", async () => {
    day.addShop("A", [201]);
    await day.setCutoff("17:00");
    await day.goTo("16:00");
    await tapUnder(day, 201, "mute");
    day.setNow(at("18:00"));
    await day.person(201).press("order:mute:1");
    expect(mutedAt()).toBe(at("16:00"));
    await day.person(201).press("order:unmute:1");
    expect(mutedAt()).toBeNull();
    expect(readMessage(day, 201).text).toContain("已截止");
  });
});

describe("who turned reminders off", () => {
  test("gets none, while the others of the shop do", async () => {
    day.addShop("A", [201, 202]);
    mute(201);
    await day.setCutoff("17:00");
    await day.goTo("16:00");
    expect([day.textsTo(201).length, day.textsTo(202).length]).toEqual([0, 1]);
    expect(reminders().map(({ chatId }) => chatId)).toEqual([202]);
  });

  test("between the planning and the sending gets none either, and the row says why", async () => {
    day.addShop("A", [201]);
    await day.setCutoff("17:00");
    day.setNow(at("16:00"));
    await day.ring();
    mute(201);
    await day.deliver();
    expect(day.textsTo(201)).toEqual([]);
    expect(reminders()).toMatchObject([{ state: "skipped", reason: "muted" }]);
  });

  test("is known to be reachable all the same", async () => {
    day.addShop("A", [201]);
    mute(201);
    await day.setCutoff("17:00");
    const [shop] = await findWindowShops(day.db, (await findWindow(day.db, 1))!);
    expect(shop?.people).toEqual([{ id: 201, isReachable: true, isMuted: true, mayRemindAtNight: true }]);
  });

  test("and turns them on again is reminded of the next window", async () => {
    day.addShop("A", [201]);
    await day.setCutoff("17:00");
    await day.person(201).press("order:mute:1");
    await day.person(201).press("order:unmute:1");
    day.forget();
    await day.goTo("16:00");
    expect(day.textsTo(201)).toHaveLength(1);
  });
});
