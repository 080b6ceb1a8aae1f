import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Message } from "@grammyjs/types";
import { eq } from "drizzle-orm";
import { Redis } from "ioredis";
import { afterEach, beforeEach, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { windowCalls } from "../../db/calls.tables.ts";
import { deliveries } from "../../db/deliveries.tables.ts";
import { groups } from "../../db/groups.tables.ts";
import { people } from "../../db/people.tables.ts";
import { orderWindows, windowChanges } from "../../db/windows.tables.ts";
import { startPrivateRedis, type PrivateRedis } from "../../src/redis/private-server.ts";
import type { AppProcess } from "../support/app.ts";
import { findButton, tap } from "../support/buttons.ts";
import { DESK, GROUP, MANAGER, openCompany, RETAILERS, SUPERVISOR, textOf, type Company } from "../support/company.ts";
import { findOwn429s, SLOTS } from "../support/mass-send.ts";
import { until } from "../support/until.ts";

const PEOPLE = 200;
const MINUTE_MS = 60_000;
/** Generous: a machine that does seven other things must only make this slower. */
const PATIENCE_MS = 120_000;
const REMINDER = "⏰ Ordering closes";
const MOVED = "ordering now closes";

let company: Company;
let redis: PrivateRedis;
let redisDir: string;
let leadMs: number;
let startedAt: number;

/** A zone in which it is the early afternoon now: no first list, no quiet hours, and no midnight between two steps. */
function zoneWhereItIsTwo(): { zone: string; clock: (at: number) => string } {
  const ahead = 14 - new Date().getUTCHours();
  const offset = ahead > 12 ? ahead - 24 : ahead;
  return {
    // POSIX signs: Etc/GMT-8 is eight hours ahead.
    zone: `Etc/GMT${offset > 0 ? "-" : "+"}${Math.abs(offset)}`,
    clock: (at) => new Date(at + offset * 3_600_000).toISOString(),
  };
}
const { zone, clock } = zoneWhereItIsTwo();

beforeEach(async () => {
  redisDir = mkdtempSync(join(tmpdir(), "tongzhou-redis-"));
  redis = await startPrivateRedis({ dataDir: redisDir, log: { info() {}, warn() {}, error() {} } });
  startedAt = Date.now();
  // A cutoff has no seconds; with a lead that has, the second reminder of this day falls due some 50 s from now.
  leadMs = 30 * MINUTE_MS + MINUTE_MS - ((startedAt + 50_000) % MINUTE_MS);
  const env = {
    REMINDER_LEAD: `${Math.floor(leadMs / 1_000)}s`,
    TIME_ZONE: zone,
    LOCALE: "en",
    ORDERING_PHONE: "95100",
    REDIS_URL: redis.socketPath,
  };
  leadMs = Math.floor(leadMs / 1_000) * 1_000;
  company = await openCompany(env, { people: PEOPLE });
  company.db.update(groups).set({ locale: "en" }).run();
  company.db.update(people).set({ clientLanguage: "en" }).run();
  await company.startEveryone();
}, PATIENCE_MS);
afterEach(async () => {
  await company.close();
  await redis.close();
  rmSync(redisDir, { recursive: true, force: true });
});

const licenceOf = (id: number): string =>
  id < 1_000 ? `14010000000${RETAILERS.findIndex((each) => each === id) + 1}` : `15${String(id).padStart(10, "0")}`;

/** The ordering system reports an order of each person's shop; the answer comes once they are stored. `warned`: of how many that no window is there. */
async function order(app: AppProcess, ids: readonly number[], warned = 0): Promise<void> {
  const orders = ids.map((id) => ({
    order_no: `O-${id}`,
    licence_no: licenceOf(id),
    ordered_at: new Date().toISOString(),
    cartons: 5,
    amount: 900,
  }));
  const answer = await company.api(app, "POST", "/api/v1/orders", orders);
  expect(answer).toMatchObject({ status: 200, body: { created: ids.length, rejected: [] } });
  expect((answer.body as { warnings: unknown[] }).warnings).toHaveLength(warned);
}

const rowsOf = (kind: typeof deliveries.$inferSelect.kind) => company.db.select().from(deliveries).where(eq(deliveries.kind, kind)).all();
const idsIn = (state: string) => rowsOf("order_reminder").flatMap((row) => (row.state === state ? [row.chatId] : []));
const isOver = ({ state }: { state: string }) => !["pending", "held", "sending"].includes(state);
const window = () => company.db.select().from(orderWindows).get()!;

/** How often Telegram took a message with these words, by chat; whatever the app believes. */
function took(words: string): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { ok, method, params, chat_id: chat } of company.telegram.ledger())
    if (ok && method === "sendMessage" && chat !== undefined && String(params["text"]).includes(words))
      counts.set(chat, (counts.get(chat) ?? 0) + 1);
  return counts;
}
const sum = (counts: Map<number, number>) => [...counts.values()].reduce((all, n) => all + n, 0);
const count = (chat: number, words: string) => took(words).get(chat) ?? 0;
const callLists = (): Message[] => company.fromBot(MANAGER).filter((message) => textOf(message).startsWith("📞"));

/** Reports orders, and returns whose reminders had not been begun when they were stored; for the others they came too late. */
async function orderInTime(app: AppProcess, ids: readonly number[]): Promise<number[]> {
  await order(app, ids);
  const begun = new Set(rowsOf("order_reminder").flatMap(({ state, chatId }) => (state === "pending" ? [] : [chatId])));
  return ids.filter((id) => !begun.has(id));
}

/** Those who are to be reminded last. */
const lastWaiting = (n: number, known: readonly number[]): number[] =>
  idsIn("pending")
    .filter((id) => !known.includes(id))
    .slice(-n);

/** The process dies in the middle of the reminders, Redis forgets everything, and another one goes on. */
async function dieAndComeBack(app: AppProcess): Promise<{ next: AppProcess; inFlight: Set<number> }> {
  await app.kill();
  const inFlight = new Set(idsIn("sending"));
  const client = new Redis({ path: redis.socketPath });
  await client.flushall();
  client.disconnect();
  return { next: await company.start(), inFlight };
}

/** The account manager notes an outcome; the second tap of a nervous finger changes nothing. */
async function noteCall(): Promise<void> {
  await tap(company, MANAGER, "calls:card:");
  const { message, data } = await until("the outcomes", () => findButton(company, MANAGER, "calls:tick:"));
  await Promise.all([1, 2].map(() => company.telegram.press(MANAGER, MANAGER, message.message_id, data)));
  await company.settled();
  expect(company.db.select().from(windowCalls).all()).toMatchObject([{ outcome: "will_order", personId: MANAGER }]);
  expect(company.db.select().from(audit).where(eq(audit.action, "call.outcome")).all()).toHaveLength(1);
}

/** The supervisor lets the window close at the first full minute whose reminder is still to come. */
async function extend(): Promise<void> {
  company.telegram.send({ person: SUPERVISOR, chat: SUPERVISOR, text: "/cutoff" });
  await tap(company, SUPERVISOR, "cutoff:show:");
  await tap(company, SUPERVISOR, "cutoff:extend:");
  await until("the question for the time", () => findButton(company, SUPERVISOR, "cutoff:to:"));
  const cutoffAt = Math.ceil((Date.now() + 10_000 + leadMs) / MINUTE_MS) * MINUTE_MS;
  company.telegram.send({ person: SUPERVISOR, chat: SUPERVISOR, text: clock(cutoffAt).slice(11, 16) });
  await tap(company, SUPERVISOR, "cutoff:why:");
  await tap(company, SUPERVISOR, "cutoff:yes:");
  await until("the extension", () => window().cutoffAt === cutoffAt);
}

/** The service desk reports that online ordering fails, and that it works again. */
async function failAndRecover(): Promise<void> {
  company.telegram.send({ person: DESK, chat: DESK, text: "/outage on" });
  await tap(company, DESK, "outage:announce");
  await until("the notice in the group", () => count(GROUP, "Online ordering has failed") > 0, PATIENCE_MS);
  company.telegram.send({ person: DESK, chat: DESK, text: "/outage off" });
  await tap(company, DESK, "outage:offyes:");
  await until("the all-clear in the group", () => count(GROUP, "Online ordering works again") > 0, PATIENCE_MS);
}

test(
  "an order day: whoever has no order is reminded, whatever dies; calls, an extension and an outage happen once",
  async () => {
    const everyone = [...RETAILERS, ...company.people];
    // Slow enough that orders come while reminders wait.
    const first = await company.start({ env: { SEND_RATE: "5" } });
    const before = company.people.slice(0, 70);
    // Before the calendar knows of the day: the orders count all the same.
    await order(first, before, before.length);
    const exception = {
      route: "R1",
      date: clock(Date.now()).slice(0, 10),
      opens: new Date(startedAt - 3_600_000).toISOString(),
      cutoff: new Date(Date.now() + leadMs + 3_000).toISOString(),
    };
    const planned = await company.api(first, "PUT", "/api/v1/calendar", { exceptions: [exception] });
    expect(planned).toMatchObject({ status: 200, body: { rejected: [] } });
    const early = company.people.slice(70, 80);
    const spared = await orderInTime(first, early);

    // Orders come, and the process dies, in the middle of the reminders.
    await until("some reminders", () => sum(took(REMINDER)) >= 20, PATIENCE_MS);
    const during = lastWaiting(20, [...before, ...early]);
    const sparedLater = await orderInTime(first, during);
    expect(sparedLater).not.toEqual([]);
    // These go out first: at the kill they are no longer in doubt.
    await until(
      "list and notice to be recorded",
      () => [...rowsOf("order_call_list"), ...rowsOf("order_notice")].every(isOver),
      PATIENCE_MS,
    );
    const { next, inFlight } = await dieAndComeBack(first);
    expect(inFlight.size).toBeLessThanOrEqual(SLOTS);
    const later = lastWaiting(10, [...before, ...early, ...during]);
    const sparedLast = await orderInTime(next, later);
    const waiting = await company.start({ isThere: "another process holds this role; waiting for it" });
    await until("every reminder to end", () => rowsOf("order_reminder").every(isOver), PATIENCE_MS);
    await company.settled();

    const quiet = new Set([...before, ...spared, ...sparedLater, ...sparedLast]);
    const reminded = everyone.filter((id) => !quiet.has(id));
    const once = took(REMINDER);
    // Nothing at all: a thank-you for the order would be a message too many as well.
    expect([...quiet].filter((id) => took("").has(id))).toEqual([]);
    expect(reminded.filter((id) => !once.has(id))).toEqual([]);
    const again = reminded.filter((id) => once.get(id)! > 1);
    expect(again.filter((id) => !inFlight.has(id) || once.get(id)! > 2)).toEqual([]);
    expect([count(GROUP, REMINDER), callLists().length, rowsOf("order_missed").length]).toEqual([1, 1, 0]);

    // The list is worked off, and the window is extended with time to spare: who has no order by then is reminded of the new cutoff.
    await noteCall();
    await extend();
    const change = company.db.select().from(windowChanges).get()!;
    // A machine so slow that the new reminder was due by then: the word of the new cutoff is the reminder.
    const isAnew = window().reminderAt > change.at;
    await until("the word of the new cutoff", () => rowsOf("cutoff_changed").every(isOver), PATIENCE_MS);
    const ordered = new Set([...before, ...early, ...during, ...later]);
    const open = everyone.filter((id) => !ordered.has(id));
    const told = took(MOVED);
    expect([told.get(GROUP), told.get(MANAGER)]).toEqual([1, 1]);
    expect(open.filter((id) => told.get(id) !== 1)).toEqual([]);
    expect([...ordered].filter((id) => told.has(id))).toEqual([]);

    const last = open.slice(0, 15);
    await order(next, last);
    await failAndRecover();
    await until("the second reminders", () => window().remindedAt !== null, PATIENCE_MS);
    await until("every message to end", () => company.db.select().from(deliveries).all().every(isOver), PATIENCE_MS);

    const twice = took(REMINDER);
    const more = (id: number) => (twice.get(id) ?? 0) - (once.get(id) ?? 0);
    expect(open.filter((id) => more(id) !== (isAnew && !last.includes(id) ? 1 : 0))).toEqual([]);
    expect([...ordered].filter((id) => more(id) > 0)).toEqual([]);
    expect([...quiet].filter((id) => took("").has(id))).toEqual([]);
    expect([count(GROUP, REMINDER), callLists().length]).toEqual([2, 2]);

    // What was said to many was said once to each, with a second process waiting for its turn all the while.
    for (const words of [MOVED, "Online ordering has failed", "Online ordering works again"])
      expect([count(GROUP, words), [...took(words).values()].filter((n) => n !== 1)]).toEqual([1, []]);
    expect(waiting.lines.filter(({ msg }) => msg === "ready")).toEqual([]);
    expect(findOwn429s(company)).toEqual([]);
  },
  4 * PATIENCE_MS,
);
