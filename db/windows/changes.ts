import { and, eq, inArray } from "drizzle-orm";
import {
  judgeCutoff,
  mayChangeCutoff,
  mayReopen,
  type ChangeReason,
  type CutoffLimits,
  type CutoffRefusal,
  type CutoffVerdict,
  type WantedCutoff,
} from "../../src/windows/cutoff-rules.ts";
import { addAudit } from "../audit.ts";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { addDeliveries, type NewDelivery } from "../deliveries.ts";
import { deliveries } from "../deliveries.tables.ts";
import { findAuthority } from "../staff.ts";
import { cycleExceptions, orderWindows, windowChanges } from "../windows.tables.ts";
import { readLimits, type CutoffTerms, type ExceptionValue, type WindowChange } from "./change-reads.ts";
import { replanIn, type ReminderDue } from "./plan.ts";
import { findWindowShopsIn, readWindow, type WindowDetails, type WindowShop } from "./shops.ts";

export { findChange, findChanges, findChangesOfDate, readLatestChange, type CutoffTerms, type WindowChange } from "./change-reads.ts";

/** One window to change; `version` is that of the window as it was looked at. */
export type CutoffTarget = { windowId: number; version: number; wanted: WantedCutoff };

/** A change of one or many windows. `isOwner`: an admin by ADMIN_IDS, who needs no staff row; `reason` is null when a change is taken back. */
export type CutoffOrder = {
  targets: readonly CutoffTarget[];
  reason: ChangeReason | null;
  note: string | null;
  actorId: number;
  isOwner: boolean;
};

/** What the messages are written from: the window as it is now, its shops, and the people whose reminder told another cutoff. */
export type ChangedWindow = { window: WindowDetails; change: WindowChange; shops: WindowShop[]; reminded: ReadonlySet<number> };

export type RefusedCutoff = { windowId: number; reason: CutoffRefusal };
/** `due`: the reminders to set alarms for once this is committed. */
export type ChangedCutoffs = { changed: ChangedWindow[]; refused: RefusedCutoff[]; due: ReminderDue[]; messages: number };

export type Compose = (changed: ChangedWindow) => NewDelivery[];
/** What judgeCutoff would say now, and what the judgement rests on. */
export type CutoffOutlook = { limits: CutoffLimits; verdict: CutoffVerdict };

type Good = { window: WindowDetails; verdict: Extract<CutoffVerdict, { ok: true }>; calendar: ExceptionValue | null };

function officerOf(tx: Db | Tx, { actorId, isOwner }: Pick<CutoffOrder, "actorId" | "isOwner">) {
  const staff = findAuthority(tx, actorId);
  return { districtId: staff?.districtId ?? null, roles: [...(staff?.roles ?? []), ...(isOwner ? ["admin"] : [])] };
}

/** What a change would do, without doing it. */
export async function foreseeCutoff(
  db: Db,
  terms: CutoffTerms,
  { windowId, wanted }: Pick<CutoffTarget, "windowId" | "wanted">,
  by: Pick<CutoffOrder, "actorId" | "isOwner">,
): Promise<CutoffOutlook | undefined> {
  const window = readWindow(db, windowId);
  if (!window) return undefined;
  const { limits } = readLimits(db, terms, window);
  const officer = officerOf(db, by);
  if (!mayChangeCutoff(officer, window.route.districtId)) return { limits, verdict: { ok: false, reason: "forbidden" } };
  return { limits, verdict: judgeCutoff(window, wanted, limits, { now: terms.planner.now, canReopen: mayReopen(officer) }) };
}

function judgeTarget(tx: Tx, terms: CutoffTerms, order: CutoffOrder, target: CutoffTarget): Good | RefusedCutoff {
  const { windowId } = target;
  const window = readWindow(tx, windowId);
  if (!window) return { windowId, reason: "unknown" };
  const officer = officerOf(tx, order);
  if (!mayChangeCutoff(officer, window.route.districtId)) return { windowId, reason: "forbidden" };
  if (window.version !== target.version) return { windowId, reason: "stale" };
  const { calendar, limits } = readLimits(tx, terms, window);
  const verdict = judgeCutoff(window, target.wanted, limits, { now: terms.planner.now, canReopen: mayReopen(officer) });
  return verdict.ok ? { window, verdict, calendar } : { windowId, reason: verdict.reason };
}

/** Puts into the calendar what it is to say of the window's date. */
function writeException(tx: Tx, { window, verdict, calendar }: Good, now: number): void {
  const { scope, routeId, retailerId, date, opensAt } = window;
  const isHere = and(eq(cycleExceptions.scope, scope), eq(cycleExceptions.date, date));
  if (verdict.kind === "restore" && calendar === null) return void tx.delete(cycleExceptions).where(isHere).run();
  const value: ExceptionValue =
    verdict.kind === "restore"
      ? calendar!
      : verdict.cutoffAt === null
        ? { kind: "cancelled", opensAt: null, cutoffAt: null }
        : // Moving the end must not move the beginning: orders that are there would no longer count.
          { kind: "window", opensAt, cutoffAt: verdict.cutoffAt };
  const values = { scope, routeId, retailerId, date, ...value, updatedAt: now };
  tx.insert(cycleExceptions)
    .values(values)
    .onConflictDoUpdate({ target: [cycleExceptions.scope, cycleExceptions.date], set: values })
    .run();
}

/** The people to whom a reminder of the window went out, or is going out at this moment. */
function findReminded(tx: Db | Tx, windowId: number): Set<number> {
  const rows = tx
    .select({ chatId: deliveries.chatId })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.kind, "order_reminder"),
        eq(deliveries.subjectId, windowId),
        inArray(deliveries.state, ["sending", "sent", "unknown"]),
      ),
    )
    .all();
  return new Set(rows.map(({ chatId }) => chatId));
}

function record(tx: Tx, { window: before, verdict, calendar }: Good, order: CutoffOrder, now: number): ChangedWindow {
  const window = readWindow(tx, before.id)!;
  const isDone =
    verdict.cutoffAt === null ? window.state === "cancelled" : window.state === "planned" && window.cutoffAt === verdict.cutoffAt;
  if (!isDone || window.version === before.version) throw new Error(`the calendar did not take the change of window ${before.id}`);
  // What was reported of a window that opens again was not its outcome.
  tx.update(orderWindows).set({ outcomeDoneAt: null }).where(eq(orderWindows.id, window.id)).run();
  const change = tx
    .insert(windowChanges)
    .values({
      windowId: window.id,
      version: window.version,
      kind: verdict.kind,
      oldCutoffAt: before.state === "cancelled" ? null : before.cutoffAt,
      newCutoffAt: verdict.cutoffAt,
      reason: order.reason,
      note: order.note,
      calendar,
      personId: order.actorId,
      at: now,
    })
    .returning()
    .get();
  const { kind, oldCutoffAt, newCutoffAt, reason } = change;
  addAudit(tx, {
    at: now,
    actorId: order.actorId,
    action: `window.${kind}`,
    subject: `window-${window.id}`,
    detail: { scope: window.scope, date: window.date, oldCutoffAt, newCutoffAt, reason },
  });
  return { window, change, shops: findWindowShopsIn(tx, window), reminded: findReminded(tx, window.id) };
}

/**
 * Moves, cancels or restores windows inside the caller's transaction: dated exceptions, the windows, their changes, the audit and the
 * messages that `compose` asks for. What can not be done is refused by window and leaves the others alone; who may, and whether a
 * window is still the one that was looked at, is asked here.
 */
export function changeCutoffsIn(tx: Tx, terms: CutoffTerms, order: CutoffOrder, compose: Compose): ChangedCutoffs {
  const { now } = terms.planner;
  const judged = order.targets.map((target) => judgeTarget(tx, terms, order, target));
  const good = judged.flatMap((each) => ("reason" in each ? [] : [each]));
  const refused = judged.flatMap((each) => ("reason" in each ? [each] : []));
  for (const each of good) writeException(tx, each, now);
  const due = good.length === 0 ? [] : replanIn(tx, terms.planner, new Set(good.map(({ window }) => window.scope)));
  const changed = good.map((each) => record(tx, each, order, now));
  const rows = changed.flatMap(compose);
  addDeliveries(tx, rows, now);
  return { changed, refused, due, messages: rows.length };
}

/** As changeCutoffsIn, in a transaction of its own. */
export async function changeCutoffs(db: Db, terms: CutoffTerms, order: CutoffOrder, compose: Compose): Promise<ChangedCutoffs> {
  return inTransaction(db, (tx) => changeCutoffsIn(tx, terms, order, compose));
}

/** What it depends on who is told of a change. */
export async function findChangeFacts(db: Db, window: WindowDetails): Promise<Pick<ChangedWindow, "shops" | "reminded">> {
  return { shops: findWindowShopsIn(db, window), reminded: findReminded(db, window.id) };
}
