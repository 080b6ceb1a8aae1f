import { and, eq } from "drizzle-orm";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { deliveries } from "../../db/deliveries.tables.ts";
import { retailers, shopPeople } from "../../db/retailers.tables.ts";
import { remindWindow, sweepReminders } from "../../src/windows/jobs.ts";
import { startTestBot } from "../support/bot.ts";
import { buildRoute } from "../support/build.ts";
import { at, MANAGER, startOrderDay, type OrderDay } from "./order-day.ts";

let day: OrderDay;
beforeEach(async () => {
  day = await startOrderDay();
});
afterEach(() => day.close());

const rowOf = (chatId: number) =>
  day.db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.kind, "order_reminder"), eq(deliveries.chatId, chatId)))
    .get();
/** The rows are written at 16:00; what happens next is what the sender must see. */
const plan = async () => {
  await day.setCutoff("17:00");
  day.setNow(at("16:00"));
  await day.ring();
};

describe("between the writing of a reminder and its sending", () => {
  test("an order that arrived one second before stops it for all three people of the shop", async () => {
    const shop = day.addShop("A", [201, 202, 203]);
    day.addShop("B", [204]);
    await plan();
    expect([201, 202, 203, 204].map((id) => rowOf(id)?.state)).toEqual(Array(4).fill("pending"));
    day.setNow(at("16:03"));
    await day.order(shop.licenceNo, "16:03");
    day.advance(1_000);
    await day.deliver();
    expect([201, 202, 203, 204].map((id) => day.textsTo(id).length)).toEqual([0, 0, 0, 1]);
    for (const id of [201, 202, 203]) expect(rowOf(id)).toMatchObject({ state: "skipped", reason: "ordered" });
  });

  test("an order of one shop leaves the other in the message of a person of both", async () => {
    const shop = day.addShop("甲", [201]);
    day.addShop("乙", [201]);
    await plan();
    await day.order(shop.licenceNo, "16:00");
    await day.deliver();
    expect(day.textsTo(201)[0]).toContain("未收到「乙」的订单");
  });

  test("who no longer acts for the shop is not reminded, the others of it are", async () => {
    day.addShop("A", [201, 202]);
    await plan();
    day.db.delete(shopPeople).where(eq(shopPeople.personId, 201)).run();
    await day.deliver();
    expect([day.textsTo(201).length, day.textsTo(202).length]).toEqual([0, 1]);
    expect(rowOf(201)).toMatchObject({ state: "skipped", reason: "no_longer_theirs" });
  });

  test("a shop that was suspended or moved to another route is not reminded of", async () => {
    const [suspended, moved] = [day.addShop("A", [201]), day.addShop("B", [202])];
    await plan();
    day.db.update(retailers).set({ status: "suspended" }).where(eq(retailers.id, suspended.id)).run();
    const elsewhere = buildRoute(day.db);
    day.db.update(retailers).set({ routeId: elsewhere.id }).where(eq(retailers.id, moved.id)).run();
    await day.deliver();
    for (const id of [201, 202]) expect(rowOf(id)).toMatchObject({ state: "skipped", reason: "no_longer_theirs" });
  });

  test("a cutoff that moved a little is told as it is now, with the time that is left until it", async () => {
    day.addShop("A", [201]);
    await plan();
    await day.setCutoff("16:50");
    await day.deliver();
    expect(day.textsTo(201)[0]).toContain("今天 16:50 截止订货，还剩 50 分钟");
  });

  test("the process was down until before the cutoff: late, with the true time left; until after it: not at all", async () => {
    day.addShop("A", [201]);
    await plan();
    day.setNow(at("16:48"));
    await day.deliver();
    expect(day.textsTo(201)[0]).toContain("还剩 12 分钟");
    day.addShop("B", [202]);
    await day.setCutoff("19:00");
    day.setNow(at("18:00"));
    await day.ring();
    day.setNow(at("19:00"));
    await day.deliver();
    expect(day.textsTo(202)).toEqual([]);
    expect(rowOf(202)).toMatchObject({ state: "skipped", reason: "too_late" });
  });
});

describe("two processes on one database", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tongzhou-two-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test("that wake in the same tick, by alarm and by sweep, send each message once between them", async () => {
    day.close();
    const file = join(folder, "tongzhou.db");
    day = await startOrderDay({}, { file });
    for (let n = 0; n < 5; n++) day.addShop(`店${n}`, [201 + 2 * n, 202 + 2 * n]);
    await day.setCutoff("17:00");
    const other = await startTestBot({ now: at("16:00"), file });
    day.setNow(at("16:00") + 5_000);
    other.setNow(at("16:00") + 5_000);
    const alarm = { windowId: 1, version: 1 };
    const bots = [day, other];
    await Promise.all([...bots.map(({ deps }) => remindWindow(deps, alarm)), ...bots.map(({ deps }) => sweepReminders(deps))]);
    await Promise.all(bots.map((bot) => bot.deliver()));
    const sent = (id: number) => bots.reduce((n, bot) => n + bot.textsTo(id).length, 0);
    const chats = [...Array.from({ length: 10 }, (_, n) => 201 + n), MANAGER, day.group.chatId];
    expect(chats.map(sent)).toEqual(chats.map(() => 1));
    other.close();
  });
});
