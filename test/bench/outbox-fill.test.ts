import { count, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { BLOCKED_GROUPS, fillOutbox } from "../../bench/outbox-fill.ts";
import { openDb } from "../../db/client.ts";
import { findSendable } from "../../db/deliveries/claim.ts";
import { deliveries } from "../../db/deliveries.tables.ts";

test("the bench fills the outbox that the migrations make: the waiting ones at the head, those not due behind", async () => {
  const { db, close } = openDb(":memory:");
  const now = 1_800_000_000_000;
  fillOutbox(db, { title: "small", rows: 2_000, pending: 300, waiting: 50, notDue: 100 }, now);
  const pending = db.select({ rows: count() }).from(deliveries).where(eq(deliveries.state, "pending")).get();
  expect(pending?.rows).toBe(300);
  expect((await findSendable(db, now, []))?.id).toBe(1_701);
  expect((await findSendable(db, now, BLOCKED_GROUPS))?.id).toBe(1_751);
  close();
});
