import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { removeCall, saveCall } from "../../db/calls.ts";
import { windowCalls } from "../../db/calls.tables.ts";
import { routes } from "../../db/routes.tables.ts";
import { MANAGER } from "../windows/order-day.ts";
import { startCallDay, type CallDay } from "./call-day.ts";

let day: CallDay;
beforeEach(async () => {
  day = await startCallDay();
});
afterEach(() => day.close());

const caller = { personId: MANAGER, isOwner: false };
const keyOf = () => ({ windowId: 1, retailerId: day.shop.id, routeId: day.route.id, at: 1 });
const save = () => saveCall(day.db, caller, { ...keyOf(), outcome: "will_order", reason: null });

test("a route that went to someone else between the tap and its storing stores and removes nothing", async () => {
  expect(await save()).toBe(true);
  day.db.update(routes).set({ accountManagerId: null }).where(eq(routes.id, day.route.id)).run();
  expect(await saveCall(day.db, caller, { ...keyOf(), outcome: "no_answer", reason: null })).toBe(false);
  expect(await removeCall(day.db, caller, keyOf())).toBe(false);
  expect(day.db.select().from(windowCalls).all()).toMatchObject([{ outcome: "will_order" }]);
  expect(day.db.select().from(audit).where(eq(audit.action, "call.outcome")).all()).toHaveLength(1);
});

test("the same word of another person is theirs from then on", async () => {
  await save();
  await saveCall(day.db, { personId: 1, isOwner: true }, { ...keyOf(), outcome: "will_order", reason: null, at: 2 });
  expect(day.db.select().from(windowCalls).all()).toMatchObject([{ personId: 1, at: 2 }]);
});
