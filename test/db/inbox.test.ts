import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDb, type Db } from "../../db/client.ts";
import { deliveries } from "../../db/deliveries.tables.ts";
import { countAttempt, findUnhandledUpdates, markHandled, parkUpdate, purgeHandledUpdates, storeUpdates } from "../../db/inbox.ts";
import { inbox } from "../../db/inbox.tables.ts";
import { createLog } from "../../src/log.ts";
import { purgeInbox } from "../../src/telegram/purge.ts";
import { LANE } from "../../src/telegram/rules.ts";
import { textUpdate } from "../telegram/updates-server.ts";
import { readPlans } from "./query-plans.ts";

const NOW = Date.parse("2026-11-23T01:00:00Z");
const HOUR_MS = 3_600_000;
let db: Db;
let close: () => void;
beforeEach(() => {
  ({ db, close } = openDb(":memory:"));
});
afterEach(() => close());

const store = (...ids: number[]) =>
  storeUpdates(
    db,
    ids.map((id) => ({ update: textUpdate(id), chatId: 501 })),
    NOW,
  );
const idsLeft = () =>
  db
    .select({ id: inbox.updateId })
    .from(inbox)
    .orderBy(inbox.updateId)
    .all()
    .map(({ id }) => id);
const alarm = { dedupeKey: "parked-1-9", kind: "update_parked", subjectId: 1, lane: LANE.promise, chatId: 9 } as const;

describe("storing a batch", () => {
  test("returns only what is new and keeps what was there", async () => {
    await store(1, 2);
    await countAttempt(db, 1);
    expect((await store(1, 2, 3)).map(({ updateId }) => updateId)).toEqual([3]);
    expect(db.select().from(inbox).where(eq(inbox.updateId, 1)).get()).toMatchObject({ attempts: 1, state: "pending" });
  });

  test("keeps nothing of it when one can not be stored", async () => {
    const unwritable = { update: { ...textUpdate(2), message: { size: 1n } as never }, chatId: 501 };
    await expect(storeUpdates(db, [{ update: textUpdate(1), chatId: 501 }, unwritable], NOW)).rejects.toThrow("BigInt");
    expect(idsLeft()).toEqual([]);
  });
});

test("what is done or parked is not handled again", async () => {
  await store(1, 2, 3);
  await markHandled(db, 1, NOW);
  await parkUpdate(db, 2, "TypeError", [alarm], NOW);
  expect((await findUnhandledUpdates(db)).map(({ updateId, payload }) => [updateId, payload])).toEqual([[3, textUpdate(3)]]);
});

test("parking twice tells the admins once", async () => {
  await store(1);
  await parkUpdate(db, 1, "TypeError", [alarm], NOW);
  await parkUpdate(db, 1, "TypeError", [alarm], NOW);
  expect(db.select().from(deliveries).all()).toHaveLength(1);
});

describe("the purge", () => {
  test("deletes what was done before, and neither what is open nor what is parked", async () => {
    await store(1, 2, 3, 4);
    await markHandled(db, 1, NOW - 1);
    await markHandled(db, 2, NOW);
    await parkUpdate(db, 3, "TypeError", [], NOW - 100 * HOUR_MS);
    expect(await purgeHandledUpdates(db, NOW)).toBe(1);
    expect(idsLeft()).toEqual([2, 3, 4]);
  });

  test("keeps what was done within two days", async () => {
    await store(1, 2);
    await markHandled(db, 1, NOW - 48 * HOUR_MS - 1);
    await markHandled(db, 2, NOW - 48 * HOUR_MS);
    await purgeInbox({ db, clock: () => NOW, log: createLog("silent") } as Parameters<typeof purgeInbox>[0]);
    expect(idsLeft()).toEqual([2]);
  });
});

test("open updates and old ones are found through indexes of their own, which stay small", async () => {
  expect(await readPlans(db, () => findUnhandledUpdates(db))).toEqual([expect.stringContaining("USING INDEX inbox_pending")]);
  expect(await readPlans(db, () => purgeHandledUpdates(db, NOW))).toEqual([expect.stringContaining("USING INDEX inbox_handled")]);
});
