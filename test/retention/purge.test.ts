import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addAudit } from "../../db/audit.ts";
import { audit } from "../../db/audit.tables.ts";
import { inTransaction } from "../../db/client.ts";
import { deliveries } from "../../db/deliveries.tables.ts";
import { inbox } from "../../db/inbox.tables.ts";
import { orders } from "../../db/orders.tables.ts";
import { dialogues } from "../../db/people.tables.ts";
import { cycleExceptions, orderWindows, windowAnswers } from "../../db/windows.tables.ts";
import { purgeOld } from "../../src/retention/jobs.ts";
import type { DeliveryKind, DeliveryState } from "../../src/telegram/rules.ts";
import { MONDAY_9, startTestBot, type TestBot } from "../support/bot.ts";
import { buildPerson, buildRetailer, buildRoute } from "../support/build.ts";

let bot: TestBot;
beforeEach(async () => {
  bot = await startTestBot();
});
afterEach(() => bot.close());

const daysAgo = (days: number): number => MONDAY_9 - days * 24 * 60 * 60 * 1_000;
let made = 0;
function addDelivery(kind: DeliveryKind, days: number, state: DeliveryState = "sent") {
  const at = daysAgo(days);
  const row = {
    dedupeKey: `${kind}-${days}-${state}-${made++}`,
    kind,
    subjectId: 1,
    lane: 1,
    chatId: 1,
    state,
    notBefore: at,
    turnAt: at,
    createdAt: at,
  };
  bot.db.insert(deliveries).values(row).run();
}
const kept = () =>
  bot.db
    .select()
    .from(deliveries)
    .all()
    .map(({ dedupeKey }) => dedupeKey.replace(/-\d+$/, ""));

describe("messages", () => {
  test("go half a year after they ended, those of cases later, those that wait never", async () => {
    addDelivery("complaint_card", 401);
    addDelivery("complaint_card", 399);
    addDelivery("order_reminder", 181);
    addDelivery("post", 181, "held");
    addDelivery("post", 181, "pending");
    addDelivery("post", 179, "failed");
    await purgeOld(bot.deps);
    expect(kept()).toEqual(["complaint_card-399-sent", "post-181-held", "post-181-pending", "post-179-failed"]);
  });

  test("go in steps, however many they are, between which others have their turn", async () => {
    for (let n = 0; n < 2_500; n++) addDelivery(n % 2 === 0 ? "post" : "door_visit", 200);
    let turns = 0;
    const turn = () => void (turns++, setImmediate(turn).unref());
    setImmediate(turn).unref();
    await purgeOld(bot.deps);
    expect(kept()).toHaveLength(1_250);
    expect(turns).toBeGreaterThan(1);
  });
});

test("dialogues of 30 days and counters of a week go; the rest of the audit stays", async () => {
  for (const [id, days] of [
    [1, 31],
    [2, 29],
  ] as const)
    bot.db
      .insert(dialogues)
      .values({ personId: id, kind: "complain", data: {}, updatedAt: daysAgo(days) })
      .run();
  const entries = (["retailer.licence_try", "complaint_hint", "staff.add"] as const).flatMap((action) =>
    [8, 6].map((days) => ({ action, at: daysAgo(days) })),
  );
  inTransaction(bot.db, (tx) => entries.forEach((entry) => addAudit(tx, { ...entry, actorId: 1, subject: "x" })));
  await purgeOld(bot.deps);
  expect(bot.db.select().from(dialogues).all()).toMatchObject([{ personId: 2 }]);
  const left = bot.db.select().from(audit).all();
  expect(left.map(({ action, at }) => `${action} ${at === daysAgo(8) ? 8 : 6}`)).toEqual([
    "retailer.licence_try 6",
    "complaint_hint 6",
    "staff.add 8",
    "staff.add 6",
  ]);
});

test("windows with their answers, exceptions and orders go after 400 days", async () => {
  const route = buildRoute(bot.db);
  const shop = buildRetailer(bot.db, { routeId: route.id });
  buildPerson(bot.db, 50);
  const owner = { scope: `route-${route.id}`, routeId: route.id, retailerId: null };
  for (const date of ["2025-10-18", "2025-10-20"]) {
    const times = { opensAt: 1, cutoffAt: 2, reminderAt: 1 };
    const window = bot.db
      .insert(orderWindows)
      .values({ ...owner, date, ...times, state: "planned" })
      .returning()
      .get();
    bot.db.insert(windowAnswers).values({ windowId: window.id, personId: 50, answer: "said_ordered", at: 1 }).run();
    bot.db
      .insert(cycleExceptions)
      .values({ ...owner, date, kind: "cancelled", updatedAt: 1 })
      .run();
  }
  const order = { retailerId: shop.id, cartons: 1, amountCents: 1 };
  const rows = [
    { ...order, orderNo: "old", orderedAt: daysAgo(401), receivedAt: daysAgo(401) },
    { ...order, orderNo: "reported again", orderedAt: daysAgo(401), receivedAt: daysAgo(1) },
    { ...order, orderNo: "young", orderedAt: daysAgo(399), receivedAt: daysAgo(399) },
  ];
  bot.db.insert(orders).values(rows).run();
  await purgeOld(bot.deps);
  expect(bot.db.select().from(orderWindows).all()).toMatchObject([{ date: "2025-10-20" }]);
  expect(bot.db.select().from(windowAnswers).all()).toHaveLength(1);
  expect(bot.db.select().from(cycleExceptions).all()).toMatchObject([{ date: "2025-10-20" }]);
  expect(
    bot.db
      .select()
      .from(orders)
      .all()
      .map(({ orderNo }) => orderNo),
  ).toEqual(["reported again", "young"]);
});

test("what was in an update that was set aside is emptied after 30 days", async () => {
  const addUpdate = (updateId: number, days: number, state: "parked" | "pending") => {
    const times = { receivedAt: daysAgo(days), handledAt: daysAgo(days) };
    bot.db
      .insert(inbox)
      .values({ updateId, chatId: 1, payload: { update_id: updateId, message: { text: "secret" } } as never, state, ...times })
      .run();
  };
  addUpdate(1, 31, "parked");
  addUpdate(2, 31, "pending");
  addUpdate(3, 29, "parked");
  await purgeOld(bot.deps);
  await purgeOld(bot.deps);
  const payload = (id: number) => bot.db.select().from(inbox).where(eq(inbox.updateId, id)).get()!.payload;
  expect([1, 2, 3].map((id) => JSON.stringify(payload(id)).includes("secret"))).toEqual([false, true, true]);
  expect(payload(1)).toEqual({ update_id: 1 });
});
