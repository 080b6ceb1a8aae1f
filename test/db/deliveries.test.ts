import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDb, type Db } from "../../db/client.ts";
import {
  countDeliveries,
  findAbandoned,
  findDeliveryByMessage,
  findSendable,
  findSentMessages,
  markSending,
  markSent,
  markUnreachable,
  migrateChat,
  queueDeliveries,
  type Delivery,
  type NewDelivery,
} from "../../db/deliveries.ts";
import { deliveries } from "../../db/deliveries.tables.ts";
import { groups } from "../../db/groups.tables.ts";
import { people } from "../../db/people.tables.ts";
import { LANE } from "../../src/telegram/rules.ts";
import { buildDistrict, buildGroup, buildPerson } from "../support/build.ts";
import { readPlans } from "./query-plans.ts";

const NOW = Date.parse("2026-11-23T01:00:00Z");
let db: Db;
let close: () => void;
beforeEach(() => {
  ({ db, close } = openDb(":memory:"));
});
afterEach(() => close());

const message = (dedupeKey: string, fields: Partial<NewDelivery> = {}): NewDelivery => ({
  dedupeKey,
  kind: "post",
  subjectId: 1,
  lane: LANE.post,
  chatId: 7,
  ...fields,
});
const queue = (...rows: NewDelivery[]) => queueDeliveries(db, rows, NOW);
const row = (dedupeKey: string): Delivery => db.select().from(deliveries).where(eq(deliveries.dedupeKey, dedupeKey)).get()!;

/** Takes and "sends" what is sendable until nothing is; the keys in their order. */
async function drain(now = NOW, blockedChats: number[] = []): Promise<string[]> {
  const keys: string[] = [];
  for (;;) {
    const next = await findSendable(db, now, blockedChats);
    if (!next) return keys;
    expect(await markSending(db, next.id, now + 30_000)).toBe(true);
    keys.push(next.dedupeKey);
  }
}

describe("a message", () => {
  test("that was asked for before is written once, whatever else is new with it", async () => {
    expect(await queue(message("a"), message("b"))).toBe(2);
    expect(await queue(message("a", { chatId: 99 }), message("c"), message("c"))).toBe(1);
    expect(row("a").chatId).toBe(7);
  });

  test("to ten thousand chats is written whole", async () => {
    const rows = Array.from({ length: 10_000 }, (_, n) => message(`post-1-${n}`, { chatId: n }));
    expect(await queue(...rows)).toBe(10_000);
    expect(await queue(...rows)).toBe(0);
  });

  test("is taken for sending by one only", async () => {
    await queue(message("a"));
    const { id } = row("a");
    expect([await markSending(db, id, NOW + 1), await markSending(db, id, NOW + 1)]).toEqual([true, false]);
    expect(row("a")).toMatchObject({ state: "sending", attempts: 1 });
  });

  test("whose attempt ran out of its lease is found, others are not", async () => {
    await queue(message("a"), message("b"), message("c"));
    await markSending(db, row("a").id, NOW + 10);
    await markSending(db, row("b").id, NOW + 99);
    expect((await findAbandoned(db, NOW + 50)).map(({ dedupeKey }) => dedupeKey)).toEqual(["a"]);
  });
});

describe("what is sent next", () => {
  test("is the lowest lane, then what was asked for first", async () => {
    await queue(message("post 1"), message("post 2"));
    await queue(
      message("promise 1", { lane: LANE.promise }),
      message("reply", { lane: LANE.reply }),
      message("promise 2", { lane: LANE.promise }),
    );
    expect(await drain()).toEqual(["reply", "promise 1", "promise 2", "post 1", "post 2"]);
  });

  test("is due, and not for a chat that takes nothing now", async () => {
    await queue(message("later", { notBefore: NOW + 1 }), message("blocked", { chatId: 8 }), message("now"));
    expect(await drain(NOW, [8])).toEqual(["now"]);
    expect((await drain(NOW + 1)).toSorted()).toEqual(["blocked", "later"]);
  });
});

describe("a chat that can not be reached", () => {
  test("marks its person, and nobody else", async () => {
    buildPerson(db, 7);
    buildPerson(db, 8);
    await queue(message("a"));
    await markUnreachable(db, row("a"), "blocked");
    expect(row("a")).toMatchObject({ state: "unreachable", reason: "blocked" });
    expect(db.select({ unreachable: people.unreachable }).from(people).orderBy(people.id).all()).toEqual([
      { unreachable: "blocked" },
      { unreachable: null },
    ]);
  });

  test("marks its group as left", async () => {
    const districtId = buildDistrict(db).id;
    const group = buildGroup(db, { districtId });
    buildGroup(db, { districtId, kind: "desk" });
    await queue(message("a", { chatId: group.chatId }));
    await markUnreachable(db, row("a"), "kicked");
    expect(db.select({ state: groups.state }).from(groups).orderBy(groups.id).all()).toEqual([{ state: "left" }, { state: "active" }]);
  });
});

describe("a group that became a supergroup", () => {
  test("has its id rewritten; a post that arrived is known to be there, without the ids that are other messages' now", async () => {
    const group = buildGroup(db, { districtId: buildDistrict(db).id, chatId: -55 });
    await queue(message("sent", { chatId: -55 }), message("waiting", { chatId: -55 }), message("other", { chatId: -56 }));
    await markSent(db, row("sent").id, { messageIds: [9] }, NOW);
    await migrateChat(db, -55, -1_001);
    expect([row("sent").chatId, row("waiting").chatId, row("other").chatId]).toEqual([-1_001, -1_001, -56]);
    expect(row("sent")).toMatchObject({ state: "sent", messageId: null });
    expect(db.select().from(groups).where(eq(groups.id, group.id)).get()!.chatId).toBe(-1_001);
  });

  test("that was linked anew already keeps its new row", async () => {
    const districtId = buildDistrict(db).id;
    buildGroup(db, { districtId, chatId: -55, routeId: null });
    const anew = buildGroup(db, { districtId, chatId: -1_001, kind: "desk" });
    await migrateChat(db, -55, -1_001);
    expect(db.select().from(groups).where(eq(groups.id, anew.id)).get()).toMatchObject({ chatId: -1_001, state: "active" });
    expect(db.select().from(groups).where(eq(groups.chatId, -55)).get()!.state).not.toBe("active");
  });
});

describe("what was sent", () => {
  test("is found by its message, by its subject and in numbers", async () => {
    await queue(message("a"), message("b", { chatId: 8 }), message("c", { chatId: 9 }), message("x", { kind: "link_request" }));
    await markSent(db, row("a").id, { messageIds: [70] }, NOW);
    await markSent(db, row("b").id, { messageIds: [80] }, NOW);
    expect((await findDeliveryByMessage(db, 8, 80))?.dedupeKey).toBe("b");
    expect(await findDeliveryByMessage(db, 7, 80)).toBeUndefined();
    expect(await findSentMessages(db, "post", 1)).toEqual([
      { chatId: 7, messageId: 70 },
      { chatId: 8, messageId: 80 },
    ]);
    expect(await countDeliveries(db, "post", 1)).toEqual({ sent: 2, pending: 1 });
  });
});

describe("the queries", () => {
  test.each<[string, string, (db: Db) => Promise<unknown>]>([
    ["the next message", "deliveries_pending", (to) => findSendable(to, NOW, [1, 2])],
    ["the next message while no chat is blocked", "deliveries_pending", (to) => findSendable(to, NOW, [])],
    ["what a crash left", "deliveries_sending", (to) => findAbandoned(to, NOW)],
    ["a case by its card", "deliveries_message", (to) => findDeliveryByMessage(to, 1, 2)],
    ["a subject's messages", "deliveries_subject", (to) => findSentMessages(to, "post", 1)],
    ["a post's progress", "deliveries_subject", (to) => countDeliveries(to, "post", 1)],
  ])("for %s searches %s, without a scan or a sort", async (_what, index, query) => {
    const plans = await readPlans(db, () => query(db));
    expect(plans).not.toEqual([]);
    for (const plan of plans) {
      expect(plan).toMatch(new RegExp(`^SEARCH deliveries USING (COVERING )?INDEX ${index} `));
      expect(plan).not.toMatch(/SCAN (?!json_each)|TEMP B-TREE/);
    }
  });
});
