import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { Api } from "grammy";
import { openDb, type Db } from "../db/client.ts";
import { queueDeliveries, type NewDelivery } from "../db/deliveries.ts";
import { loadCalendar } from "../src/calendar/load.ts";
import { parseConfig } from "../src/config.ts";
import { createPrepare } from "../src/deliveries.ts";
import type { Deps } from "../src/deps.ts";
import { createTranslate } from "../src/i18n.ts";
import { createLog } from "../src/log.ts";
import { importOrders } from "../src/orders/service.ts";
import { createQueues } from "../src/queues.ts";
import { connectRedis } from "../src/redis/connection.ts";
import { clientOptions } from "../src/telegram/api.ts";
import { createChatLedger } from "../src/telegram/chat-ledger.ts";
import { createPacer } from "../src/telegram/pacer.ts";
import { createSender } from "../src/telegram/sender.ts";
import { LANE } from "../src/telegram/rules.ts";
import { remindWindow } from "../src/windows/jobs.ts";
import { listWindows, planWindowsOfAll, reminderAlarm } from "../src/windows/service.ts";
import { startWorkers } from "../src/workers.ts";
import { readPeakRss } from "./memory.ts";
import { TOKEN } from "./settings.ts";
import { FIRST_LICENCE, FIRST_PERSON, fillCompany, forgetReminders, giveOwnCycles, makeDue, ROUTES, WEEKDAYS } from "./windows-fill.ts";

export type WindowsJob = { dir: string; shops: number; apiRoot: string; redisSocket: string };
/** Milliseconds by the clock and of the processor: on a machine that is busy with other things the first says little. */
export type Timing = { ms: number; cpuMs: number };
export type WindowFigures = {
  shops: number;
  routes: number;
  planning: { dueShops: number; routes: Timing; again: Timing };
  own: { windows: number; first: Timing; again: Timing; peakRssBytes: number };
  rows: { windows: number; shops: number; messages: number; many: Timing; slowest: Timing; single: Timing; oneByOne: Timing };
  /** Milliseconds after the windows were due. */
  first: { message: number; reminder: number };
  feed: { orders: number; first: Timing; again: Timing };
  listing: Timing;
  peakRssBytes: number;
};

const SEND_RATE = 28;
const DUE_ROUTES = 50;
const ORDERS = 5_000;
const MIN_SHOPS = 3_000;
/** Each waits for the disk: enough to tell the difference. */
const ONE_BY_ONE = 1_000;
const DAY_MS = 86_400_000;
/** Long enough to set the alarms before they ring. */
const DUE_IN_MS = 1_500;
const FIRST_MAX_MS = 60_000;

async function timed(work: () => unknown): Promise<Timing> {
  const startedAt = performance.now();
  const startCpu = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(startCpu);
  return { ms: performance.now() - startedAt, cpuMs: (user + system) / 1_000 };
}

const sum = (timings: Timing[]): Timing =>
  timings.reduce((all, { ms, cpuMs }) => ({ ms: all.ms + ms, cpuMs: all.cpuMs + cpuMs }), { ms: 0, cpuMs: 0 });

/** A day of 300 routes. */
async function measurePlanning(deps: Deps, shops: number): Promise<WindowFigures["planning"]> {
  const routes = await timed(() => planWindowsOfAll(deps));
  const again = await timed(() => planWindowsOfAll(deps));
  return { dueShops: Math.round(shops / WEEKDAYS), routes, again };
}

/** Every shop of a weekday with a window of its own: nobody has that, and it is the worst there is. */
async function measureOwn(deps: Deps): Promise<WindowFigures["own"]> {
  const windows = giveOwnCycles(deps.db, 1);
  const first = await timed(() => planWindowsOfAll(deps));
  const again = await timed(() => planWindowsOfAll(deps));
  return { windows, first, again, peakRssBytes: readPeakRss() };
}

/** 50 windows that are due at one instant, the same shops in one window, and the same messages in a transaction each. */
async function measureRows(deps: Deps): Promise<WindowFigures["rows"]> {
  const { db } = deps;
  const windows = makeDue(db, 2, DUE_ROUTES, deps.clock());
  const each: Timing[] = [];
  for (const { id, version } of windows) each.push(await timed(() => remindWindow(deps, { windowId: id, version })));
  const rows = db.all<NewDelivery>(
    sql`select dedupe_key as dedupeKey, subject_id as subjectId, chat_id as chatId from deliveries where subject_id in ${windows.map(({ id }) => id)}`,
  );
  forgetReminders(db, windows);
  const single = await measureSingle(deps, windows);
  const some = rows.slice(0, ONE_BY_ONE);
  const oneByOne = await timed(async () => {
    for (const row of some) await queueDeliveries(db, [{ ...row, kind: "order_reminder", lane: LANE.promise }], deps.clock());
  });
  forgetReminders(db, windows);
  const people = rows.filter(({ chatId }) => chatId > FIRST_PERSON && chatId < 2 * FIRST_PERSON).length;
  const slowest = each.toSorted((a, b) => b.ms - a.ms)[0]!;
  return { windows: windows.length, shops: people, messages: rows.length, many: sum(each), slowest, single, oneByOne };
}

async function measureSingle(deps: Deps, windows: { id: number; version: number }[]): Promise<Timing> {
  const { db } = deps;
  const [first] = windows;
  const routesOf = sql`select route_id from order_windows where id in ${windows.map(({ id }) => id)}`;
  const routeId = sql`(select route_id from order_windows where id = ${first!.id})`;
  db.run(sql`create temp table moved as select id, route_id from retailers where route_id in (${routesOf})`);
  db.run(sql`update retailers set route_id = ${routeId} where route_id in (${routesOf})`);
  const timing = await timed(() => remindWindow(deps, { windowId: first!.id, version: first!.version }));
  forgetReminders(db, windows);
  db.run(
    sql`update retailers set route_id = (select route_id from moved where moved.id = retailers.id) where id in (select id from moved)`,
  );
  return timing;
}

/** As at work: alarms in BullMQ, workers, sender, messages made at sending, a Bot API server 60 ms away. */
async function measureFirst(deps: Deps, { apiRoot, redisSocket }: WindowsJob): Promise<WindowFigures["first"]> {
  const first = { message: 0, reminder: 0 };
  const dueAt = deps.clock() + DUE_IN_MS;
  const api = new Api(TOKEN, clientOptions(apiRoot));
  api.config.use(async (prev, method, payload, signal) => {
    const answer = await prev(method, payload, signal);
    if (!answer.ok || method !== "sendMessage") return answer;
    const late = deps.clock() - dueAt;
    const { chat_id: chatId } = payload as { chat_id: number };
    first.message ||= late;
    if (chatId > FIRST_PERSON && chatId < 2 * FIRST_PERSON) first.reminder ||= late;
    return answer;
  });
  const pacer = createPacer(SEND_RATE);
  const { db, clock, log } = deps;
  const sender = createSender({ db, api, pacer, ledger: createChatLedger(), clock, log, prepare: createPrepare(deps) });
  const running: Deps = { ...deps, kickSender: () => sender.kick() };
  await sender.start();
  const connection = connectRedis({ socketPath: redisSocket }, { forWorker: true, log });
  const workers = startWorkers(running, connection);
  const windows = makeDue(db, 3, DUE_ROUTES, dueAt);
  await deps.queues.setAlarms(
    windows.map((window) => reminderAlarm({ ...window, reminderAt: dueAt })),
    clock(),
  );
  const waiting = sql`select count(*) as n from order_windows where reminded_at is null and id in ${windows.map(({ id }) => id)}`;
  const isUnderWay = () => first.reminder === 0 || db.get<{ n: number }>(waiting).n > 0;
  while (isUnderWay() && clock() < dueAt + FIRST_MAX_MS) await delay(20);
  await sender.stop();
  pacer.close();
  await workers.close();
  connection.disconnect();
  forgetReminders(db, windows);
  return first;
}

/** The orders are old: nobody who is reminded below has ordered. */
async function measureFeed(deps: Deps): Promise<WindowFigures["feed"]> {
  const orderedAt = new Date(deps.clock() - 40 * DAY_MS).toISOString();
  const rows = Array.from({ length: ORDERS }, (_, n) => ({
    order_no: `B${n}`,
    licence_no: String(FIRST_LICENCE + (n % MIN_SHOPS)),
    ordered_at: orderedAt,
    cartons: 5,
    amount: 1_200,
  }));
  const first = await timed(() => importOrders(deps, rows));
  const again = await timed(() => importOrders(deps, rows));
  return { orders: ORDERS, first, again };
}

async function createDeps(db: Db, { dir, redisSocket }: WindowsJob): Promise<Deps> {
  const config = parseConfig({ BOT_TOKEN: "123456:bench-token-bench-token", DATA_DIR: dir, HOLIDAYS_FILE: "none", ADMIN_IDS: "1" });
  const log = createLog("silent");
  const connection = connectRedis({ socketPath: redisSocket }, { forWorker: false, log });
  await new Promise((resolve) => void connection.once("ready", resolve as () => void));
  return {
    db,
    config,
    clock: Date.now,
    log,
    t: createTranslate(),
    queues: createQueues(connection, log, config.queuePrefix),
    calendar: loadCalendar(config),
    telegram: { lacksRichMessages: false },
    kickSender: () => {},
  };
}

async function measureWindows(job: WindowsJob): Promise<WindowFigures> {
  const { db } = openDb(join(job.dir, "windows.db"));
  const deps = await createDeps(db, job);
  fillCompany(db, job.shops, deps.clock());
  const planning = await measurePlanning(deps, job.shops);
  // Before the comparisons, which no company asks for: the memory is that of a day's work.
  const first = await measureFirst(deps, job);
  const peakRssBytes = readPeakRss();
  const feed = await measureFeed(deps);
  const rows = await measureRows(deps);
  const date = db.get<{ date: string }>(sql`select date from order_windows where reminded_at is null and retailer_id is null limit 1`).date;
  const listing = await timed(() => listWindows(deps, date));
  return { shops: job.shops, routes: ROUTES, planning, rows, first, feed, listing, peakRssBytes, own: await measureOwn(deps) };
}

process.on("disconnect", () => process.exit());
const figures = await measureWindows(JSON.parse(process.argv[2]!) as WindowsJob);
process.send!(figures, () => process.exit());
