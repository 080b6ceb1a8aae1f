import { eq } from "drizzle-orm";
import { deliveries } from "../../db/deliveries.tables.ts";
import { people } from "../../db/people.tables.ts";
import { retailers } from "../../db/retailers.tables.ts";
import { orderWindows } from "../../db/windows.tables.ts";
import { loadCalendar } from "../../src/calendar/load.ts";
import type { Deps } from "../../src/deps.ts";
import { importOrders } from "../../src/orders/service.ts";
import { planAllWindows, remindWindow, sweepReminders } from "../../src/windows/jobs.ts";
import { importCalendar } from "../../src/windows/service.ts";
import { SWEEP_GRACE_MS } from "../../src/windows/rules.ts";
import { startTestBot } from "../support/bot.ts";
import { buildDistrict, buildRetailer, buildRoute, buildShopPerson } from "../support/build.ts";

/** Which window a shop orders in: its route's, one of its own cycle or of its own date, or none on this date. */
export type Own = "none" | "cycle" | "date" | "off";
/** What the bot may write to; `blocked`: it finds out only when it tries. */
export type Reach = "reachable" | "blocked" | "known_blocked" | "never_started";
/** Minutes are of Monday. */
export type World = {
  cutoffs: number[];
  shops: { route: number; isActive: boolean; own: Own; cutoff: number }[];
  people: { shops: number[]; reach: Reach }[];
};
export type Step =
  /** The same number again is a correction: another shop, another time, or 0 cartons. */
  | { kind: "order"; orderNo: number; shop: number; minute: number; cartons: number }
  | { kind: "cutoff"; route: number; cutoff: number | null }
  | { kind: "move"; shop: number; route: number }
  | { kind: "block"; person: number }
  /** Time passes, then processes look what is due. `isLost`: the alarms do not ring. `isHeld`: nothing leaves the outbox yet. */
  | { kind: "pass"; minutes: number; isLost: boolean; processes: number; isHeld: boolean };

type Window = typeof orderWindows.$inferSelect;
type Order = { shop: number; at: number; cartons: number };

const MINUTE_MS = 60_000;
const DATE = "2026-11-23";
const MIDNIGHT = Date.parse(`${DATE}T00:00:00+08:00`);
const OPENS = "00:00";
const FIRST_PERSON = 200;

const clockOf = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** The real jobs, sweeps and messages on a real database, beside a model of who is to be reminded. */
export async function startModel(world: World) {
  const bot = await startTestBot({ now: MIDNIGHT + 9 * 60 * MINUTE_MS });
  const { db } = bot;
  const districtId = buildDistrict(db).id;
  const routeIds = world.cutoffs.map(() => buildRoute(db, { districtId }).id);
  const shops = world.shops.map(({ route, isActive, own }) => {
    const status = isActive ? "active" : "suspended";
    return { ...buildRetailer(db, { routeId: routeIds[route]!, status }), own };
  });
  const blocked = new Set<number>();
  /** Whom the bot knows that it can not write to. */
  const unreachable = new Set<number>();
  const shopsOf = new Map<number, number[]>();
  for (const [n, { shops: own, reach }] of world.people.entries()) {
    const id = FIRST_PERSON + n;
    shopsOf.set(id, own);
    for (const shop of own) buildShopPerson(db, shops[shop]!.id, id);
    if (reach === "blocked") blocked.add(id);
    if (reach === "known_blocked" || reach === "never_started") unreachable.add(id);
    const fields = reach === "never_started" ? { startedAt: null } : { unreachable: reach === "known_blocked" ? "blocked" : null };
    db.update(people)
      .set(fields as object)
      .where(eq(people.id, id))
      .run();
  }
  bot.refuse((_method, { chat_id: id = 0 }) =>
    blocked.has(id) ? { error_code: 403, description: "Forbidden: bot was blocked by the user" } : undefined,
  );

  const orders = new Map<number, Order>();
  /** What was written and has not left: by window, the people. */
  const waiting = new Map<number, Set<number>>();
  const reminded = new Map<number, Set<number>>();
  const setOf = (map: Map<number, Set<number>>, id: number) => map.get(id) ?? map.set(id, new Set()).get(id)!;
  const windows = (): Window[] => db.select().from(orderWindows).all();
  const sentRows = () =>
    db
      .select()
      .from(deliveries)
      .where(eq(deliveries.kind, "order_reminder"))
      .all()
      .filter(({ state }) => state === "sent");

  const isFor = (window: Window, shop: (typeof shops)[number]): boolean => {
    if (shop.status !== "active") return false;
    return window.retailerId === null ? window.routeId === shop.routeId && shop.own === "none" : window.retailerId === shop.id;
  };
  const hasOrdered = (window: Window, shop: number): boolean =>
    [...orders.values()].some(
      (order) => order.shop === shop && order.cartons > 0 && order.at >= window.opensAt && order.at <= window.cutoffAt,
    );
  /** The people of shops that have not ordered, at this very instant. */
  const findMissing = (window: Window): number[] =>
    [...shopsOf].flatMap(([id, own]) => (own.some((shop) => isFor(window, shops[shop]!) && !hasOrdered(window, shop)) ? [id] : []));

  /** A restart: everything a process holds in memory is new. */
  const startProcess = (): Deps => ({ ...bot.deps, calendar: loadCalendar(bot.deps.config), telegram: { lacksRichMessages: false } });

  const setRouteCutoff = (route: number, cutoff: number | null) =>
    importCalendar(startProcess(), {
      exceptions: [
        { route: codes[route]!, date: DATE, cutoff: cutoff === null ? "cancelled" : clockOf(cutoff), opens: cutoff === null ? "" : OPENS },
      ],
    });
  const codes = routeIds.map((id) => db.query.routes.findFirst({ where: (t, { eq: is }) => is(t.id, id) }).sync()!.code);

  async function changeCutoff(route: number, cutoff: number | null): Promise<void> {
    const before = new Map(windows().map(({ id, version }) => [id, version]));
    await setRouteCutoff(route, cutoff);
    for (const { id, version, state, remindedAt } of windows())
      if (before.get(id) !== version && (state === "cancelled" || remindedAt === null)) setOf(waiting, id).clear();
  }

  async function order({ orderNo, shop, minute, cartons }: Extract<Step, { kind: "order" }>): Promise<void> {
    const row = { order_no: `P${orderNo}`, licence_no: shops[shop]!.licenceNo, ordered_at: `${DATE} ${clockOf(minute)}`, cartons };
    await importOrders(startProcess(), [row]);
    orders.set(orderNo, { shop, at: MIDNIGHT + minute * MINUTE_MS, cartons });
  }

  /** The jobs of every alarm that is due, and the sweep, in so many processes at once. */
  async function look({ isLost, processes }: { isLost: boolean; processes: number }): Promise<void> {
    const now = bot.deps.clock();
    const due = isLost ? [] : bot.alarms.flatMap((alarm) => (alarm.queue === "reminders" && alarm.dueAt <= now ? [alarm.data] : []));
    const looks = Array.from({ length: processes }, async () => {
      const deps = startProcess();
      for (const data of due) await remindWindow(deps, data);
      await sweepReminders(deps);
    });
    await Promise.all(looks);
  }

  /** What the windows that were dealt with just now put into the outbox, by the model. */
  function noteWritten(): void {
    for (const window of windows().filter(({ remindedAt }) => remindedAt === bot.deps.clock())) {
      if (dealtWith.has(`${window.id}-${window.version}`)) continue;
      dealtWith.add(`${window.id}-${window.version}`);
      for (const id of findMissing(window))
        if (!unreachable.has(id) && !setOf(reminded, window.id).has(id)) setOf(waiting, window.id).add(id);
    }
  }
  const dealtWith = new Set<string>();

  /** Lets the outbox go; who was reminded of which window, and who was to be by the model. */
  async function deliver(): Promise<{ sent: string[]; expected: string[] }> {
    const expected: string[] = [];
    for (const window of windows()) {
      const isOpen = window.state === "planned" && window.cutoffAt > bot.deps.clock();
      const missing = new Set(isOpen ? findMissing(window) : []);
      for (const id of setOf(waiting, window.id)) {
        if (!missing.has(id)) continue;
        if (blocked.has(id)) unreachable.add(id);
        else {
          expected.push(`${window.id} ${id}`);
          setOf(reminded, window.id).add(id);
        }
      }
      setOf(waiting, window.id).clear();
    }
    const before = new Set(sentRows().map(({ id }) => id));
    await bot.deliver();
    const sent = sentRows().filter(({ id }) => !before.has(id));
    return { sent: sent.map(({ subjectId, chatId }) => `${subjectId} ${chatId}`).toSorted(), expected: expected.toSorted() };
  }

  for (const [route, cutoff] of world.cutoffs.entries()) await setRouteCutoff(route, cutoff);
  for (const [n, { own, cutoff }] of world.shops.entries()) {
    const licence = { licence_no: shops[n]!.licenceNo };
    if (own === "cycle") await importCalendar(bot.deps, { rows: [{ ...licence, weekdays: "Mon", cutoff: clockOf(cutoff), opens: OPENS }] });
    if (own === "date") await importCalendar(bot.deps, { exceptions: [{ ...licence, date: DATE, cutoff: clockOf(cutoff), opens: OPENS }] });
    if (own === "off") await importCalendar(bot.deps, { exceptions: [{ ...licence, date: DATE, cutoff: "cancelled" }] });
  }

  return {
    order,
    changeCutoff,
    block: (person: number) => void blocked.add(FIRST_PERSON + person),
    move(shop: number, route: number): void {
      shops[shop]!.routeId = routeIds[route]!;
      db.update(retailers).set({ routeId: routeIds[route]! }).where(eq(retailers.id, shops[shop]!.id)).run();
    },
    /** Time passes in one go: what fell due meanwhile is found at its end. */
    async pass(step: Extract<Step, { kind: "pass" }>) {
      bot.advance(step.minutes * MINUTE_MS);
      await look(step);
      noteWritten();
      const now = bot.deps.clock();
      const forgotten = windows().filter(
        ({ state, remindedAt, missedAt, reminderAt }) =>
          state === "planned" && remindedAt === null && missedAt === null && reminderAt <= now - SWEEP_GRACE_MS,
      );
      return { forgotten: forgotten.map(({ id }) => id), ...(step.isHeld ? { sent: [], expected: [] } : await deliver()) };
    },
    plan: () => planAllWindows(startProcess()),
    /** People whom Telegram got more messages for than rows say, or more than one of one version of a window. */
    findTwice(): string[] {
      const rows = sentRows();
      const keys = rows.map(({ dedupeKey, chatId, subjectId }) => `${dedupeKey} ${chatId} ${subjectId}`);
      const sendsTo = (id: number) => bot.calls.filter(({ method, payload }) => method === "sendMessage" && payload.chat_id === id).length;
      const over = [...shopsOf.keys()].filter((id) => sendsTo(id) !== rows.filter(({ chatId }) => chatId === id).length);
      return [...keys.filter((key, at) => keys.indexOf(key) !== at), ...over.map(String)];
    },
    close: bot.close,
  };
}

export type Model = Awaited<ReturnType<typeof startModel>>;
