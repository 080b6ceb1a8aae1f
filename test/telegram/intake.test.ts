import type { Update } from "@grammyjs/types";
import { asc, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDb, type Db } from "../../db/client.ts";
import type { InboxUpdate } from "../../db/inbox.ts";
import { inbox } from "../../db/inbox.tables.ts";
import { createLog } from "../../src/log.ts";
import { ALLOWED_UPDATES, chatOf, startIntake, takeUpdates } from "../../src/telegram/intake.ts";
import { until } from "../support/until.ts";
import { startUpdatesServer, textUpdate } from "./updates-server.ts";

const TOKEN = "123456:test-token-test-token";
const NOW = Date.parse("2026-11-23T01:00:00Z");

let db: Db;
let closeDb: () => void;
let server: Awaited<ReturnType<typeof startUpdatesServer>>;
let confirmed: { offset: number; stored: number[] }[];
let accepted: number[];
const running: { stop(): Promise<void> }[] = [];

const stored = (): number[] =>
  db
    .select({ id: inbox.updateId })
    .from(inbox)
    .orderBy(asc(inbox.updateId))
    .all()
    .map(({ id }) => id);

beforeEach(async () => {
  ({ db, close: closeDb } = openDb(":memory:"));
  confirmed = [];
  accepted = [];
  server = await startUpdatesServer((offset) => confirmed.push({ offset, stored: stored() }));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((intake) => intake.stop()));
  await server.close();
  closeDb();
});

function start(): { stop(): Promise<void> } {
  const intake = startIntake({
    db,
    token: TOKEN,
    apiRoot: server.url,
    clock: () => NOW,
    log: createLog("silent"),
    accept: (updates) => void accepted.push(...updates.map(({ updateId }) => updateId)),
  });
  running.push(intake);
  return intake;
}

describe("the intake", () => {
  test("writes a batch before it confirms it", async () => {
    server.add(textUpdate(100), textUpdate(101));
    start();
    await until("the batch to be confirmed", () => confirmed.length > 0);
    server.add(textUpdate(102));
    await until("the second one too", () => confirmed.length > 1);
    expect(confirmed).toEqual([
      { offset: 102, stored: [100, 101] },
      { offset: 103, stored: [100, 101, 102] },
    ]);
    expect(accepted).toEqual([100, 101, 102]);
    expect(server.left()).toEqual([]);
  });

  test("does not confirm what it could not write, and gets it again", async () => {
    db.run(sql`CREATE TRIGGER full BEFORE INSERT ON inbox WHEN NEW.update_id = 101 BEGIN SELECT RAISE(ABORT, 'disk full'); END`);
    server.add(textUpdate(100), textUpdate(101));
    start();
    await until("a second try", () => server.asked.length > 1);
    expect(confirmed).toEqual([]);
    expect(stored()).toEqual([]);
    expect(accepted).toEqual([]);
    db.run(sql`DROP TRIGGER full`);
    await until("the batch to be confirmed", () => confirmed.length > 0);
    expect(confirmed).toEqual([{ offset: 102, stored: [100, 101] }]);
    expect(accepted).toEqual([100, 101]);
  });

  test("passes on only what is new when an earlier process stored but did not confirm", async () => {
    await takeUpdates(
      db,
      [textUpdate(100)],
      () => NOW,
      () => {},
    );
    server.add(textUpdate(100), textUpdate(101));
    start();
    await until("the batch to be confirmed", () => confirmed.length > 0);
    expect(accepted).toEqual([101]);
    expect(server.asked[0]).not.toHaveProperty("offset");
  });

  test("asks for every kind of update that has a handler", async () => {
    start();
    await until("the first call", () => server.asked.length > 0);
    expect(server.asked[0]).toMatchObject({ allowed_updates: [...ALLOWED_UPDATES], limit: 100 });
  });

  test("goes on when Telegram was away", async () => {
    const port = server.url;
    await server.close();
    start();
    server = await startUpdatesServer((offset) => confirmed.push({ offset, stored: stored() }));
    expect(server.url).not.toBe(port);
    await running.pop()!.stop();
    server.add(textUpdate(100));
    start();
    await until("the update to be stored", () => stored().length > 0);
    expect(accepted).toEqual([100]);
  });

  test("stops at once, in the middle of a long poll", async () => {
    const intake = start();
    await until("the long poll", () => server.isPolled());
    await intake.stop();
    await until("the connection to be given up", () => !server.isPolled());
    server.add(textUpdate(100));
    expect(stored()).toEqual([]);
  });
});

describe("an update by webhook", () => {
  test("is stored once and passed on once, however often Telegram sends it", async () => {
    const passedOn: InboxUpdate[] = [];
    for (let n = 0; n < 3; n++)
      await takeUpdates(
        db,
        [textUpdate(100)],
        () => NOW,
        (updates) => void passedOn.push(...updates),
      );
    expect(stored()).toEqual([100]);
    expect(passedOn).toEqual([{ updateId: 100, chatId: 501, payload: textUpdate(100), attempts: 0 }]);
  });
});

const chat = { id: -1_001, type: "supergroup", title: "G" };
const from = { id: 501, is_bot: false, first_name: "P" };
const member = { chat, from, date: 1, old_chat_member: {}, new_chat_member: {} };

test.each([
  ["a message", { message: { message_id: 1, date: 1, chat, from } }, -1_001],
  ["an edited message", { edited_message: { message_id: 1, date: 1, edit_date: 2, chat, from } }, -1_001],
  ["a tap", { callback_query: { id: "1", from, chat_instance: "1", message: { message_id: 1, date: 1, chat } } }, -1_001],
  ["a tap on a message that is too old to be shown", { callback_query: { id: "1", from, chat_instance: "1" } }, 501],
  ["a change of the bot's own membership", { my_chat_member: member }, -1_001],
  ["a change of a member", { chat_member: member }, -1_001],
  ["a request to join", { chat_join_request: { chat, from, date: 1, user_chat_id: 501 } }, -1_001],
  ["anything else", { poll: {} }, 0],
])("%s is handled in order with its chat's others", (_what, fields, chatId) => {
  expect(chatOf({ update_id: 1, ...fields } as unknown as Update)).toBe(chatId);
});
