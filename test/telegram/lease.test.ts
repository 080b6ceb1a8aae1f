import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openDb, type Db } from "../../db/client.ts";
import { leases } from "../../db/inbox.tables.ts";
import { createLog } from "../../src/log.ts";
import { holdLease } from "../../src/telegram/lease.ts";

let db: Db;
let closeDb: () => void;
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-11-23T01:00:00Z") });
  ({ db, close: closeDb } = openDb(":memory:"));
});
afterEach(() => {
  vi.clearAllTimers();
  vi.useRealTimers();
  closeDb();
});

const log = createLog("silent");
type Holder = { lease: Awaited<ReturnType<typeof holdLease>> | undefined; lost: number };

/** A process that wants the role; `lease` is set once it has it. */
function want({ name = "bot-1", isAlone = false, clock = () => Date.now() } = {}): Holder {
  const holder: Holder = { lease: undefined, lost: 0 };
  void holdLease(db, { name, isAlone, clock, log, onLost: () => holder.lost++ }).then((lease) => (holder.lease = lease));
  return holder;
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe("of two processes", () => {
  test("only the first has the role while it lives", async () => {
    const first = want();
    const second = want();
    await pass(600_000);
    expect(first.lease).toBeDefined();
    expect(second.lease).toBeUndefined();
    expect(first.lost).toBe(0);
  });

  test("the second has it soon after the first gave it back", async () => {
    const first = want();
    await pass(0);
    const second = want();
    await pass(1_000);
    await first.lease!.release();
    await pass(300);
    expect(second.lease).toBeDefined();
  });

  test("each has the role of a token of its own", async () => {
    const first = want();
    const second = want({ name: "bot-2" });
    await pass(0);
    expect([first.lease, second.lease]).not.toContain(undefined);
  });
});

describe("after a process was killed", () => {
  beforeEach(async () => {
    want();
    await pass(0);
    // No timer of the dead process runs any more.
    vi.clearAllTimers();
  });

  test("another has the role when its lease has ended after ten seconds, not before", async () => {
    const next = want();
    await pass(9_900);
    expect(next.lease).toBeUndefined();
    await pass(500);
    expect(next.lease).toBeDefined();
  });

  test("the next one has it at once when no other process can be alive", async () => {
    const next = want({ isAlone: true });
    await pass(0);
    expect(next.lease).toBeDefined();
  });
});

test("a process that was stopped so long that its lease ended takes it up again when nobody else did", async () => {
  const holder = want();
  await pass(0);
  db.update(leases)
    .set({ expiresAt: Date.now() - 50_000 })
    .run();
  await pass(3_000);
  expect(holder.lost).toBe(0);
  expect(db.select().from(leases).get()!.expiresAt).toBeGreaterThan(Date.now());
});

test("a lease that was taken by force is noticed at the next renewal, once", async () => {
  const holder = want();
  await pass(0);
  db.update(leases)
    .set({ holder: "someone else", expiresAt: Date.now() + 9_000 })
    .run();
  await pass(60_000);
  expect(holder.lost).toBe(1);
  expect(db.select({ holder: leases.holder }).from(leases).get()).toEqual({ holder: "someone else" });
});

test("giving back a lease that another holds leaves it alone", async () => {
  const holder = want();
  await pass(0);
  db.update(leases)
    .set({ holder: "someone else", expiresAt: Date.now() + 9_000 })
    .run();
  await holder.lease!.release();
  expect(db.select().from(leases).all()).toHaveLength(1);
});

test("a lease from before the clock was set back holds nobody up for longer than a lease lasts", async () => {
  db.insert(leases)
    .values({ name: "bot-1", holder: "a dead process", expiresAt: Date.now() + 3_600_000 })
    .run();
  const holder = want();
  await pass(11_000);
  expect(holder.lease?.isHeld()).toBe(true);
});
