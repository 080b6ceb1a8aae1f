import { inArray } from "drizzle-orm";
import { chunksOf } from "../chunks.ts";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { retailers } from "../retailers.tables.ts";
import { routes } from "../routes.tables.ts";
import { cycleExceptions, cycles } from "../windows.tables.ts";
import { addNews, type Tell } from "./news.ts";
import { replanIn, type Cycle, type CycleException, type Planner, type ReminderDue, type WindowChanged } from "./plan.ts";

export type NewCycle = Omit<Cycle, "updatedAt">;
export type NewException = Omit<CycleException, "id" | "updatedAt">;
type Tally = { created: number; updated: number; unchanged: number };
/** The reminders to set alarms for, and how many messages were written. */
export type Replanned = { due: ReminderDue[]; told: number };
export type SavedCalendar = Tally & Replanned;

/** Route ids by code; a code nobody knows is not in the map. */
export async function findRouteIds(db: Db, codes: readonly string[]): Promise<Map<string, number>> {
  const rows = chunksOf(codes).flatMap((some) =>
    db.select({ code: routes.code, id: routes.id }).from(routes).where(inArray(routes.code, some)).all(),
  );
  return new Map(rows.map(({ code, id }) => [code, id]));
}

/** Shop ids by licence number, whatever the shop's status; a number nobody knows is not in the map. */
export async function findRetailerIds(db: Db, licenceNos: readonly string[]): Promise<Map<string, number>> {
  const rows = chunksOf(licenceNos).flatMap((some) =>
    db.select({ licenceNo: retailers.licenceNo, id: retailers.id }).from(retailers).where(inArray(retailers.licenceNo, some)).all(),
  );
  return new Map(rows.map(({ licenceNo, id }) => [licenceNo, id]));
}

const isEqual = (a: object, b: object): boolean =>
  Object.entries(a).every(([key, value]) => JSON.stringify(value) === JSON.stringify(b[key as keyof object]));

function saveCycles(tx: Tx, rows: NewCycle[], tally: Tally, now: number): void {
  const known = new Map(
    tx
      .select()
      .from(cycles)
      .all()
      .map((row) => [row.scope, row]),
  );
  for (const row of rows) {
    const before = known.get(row.scope);
    if (before && isEqual(row, before)) tally.unchanged += 1;
    else {
      const values = { ...row, updatedAt: now };
      tx.insert(cycles).values(values).onConflictDoUpdate({ target: cycles.scope, set: values }).run();
      tally[before ? "updated" : "created"] += 1;
    }
  }
}

function saveExceptions(tx: Tx, rows: NewException[], tally: Tally, now: number): void {
  const dates = [...new Set(rows.map(({ date }) => date))];
  const keyOf = ({ scope, date }: { scope: string; date: string }) => `${scope} ${date}`;
  const stored = chunksOf(dates).flatMap((some) => tx.select().from(cycleExceptions).where(inArray(cycleExceptions.date, some)).all());
  const known = new Map(stored.map((row) => [keyOf(row), row]));
  for (const row of rows) {
    const before = known.get(keyOf(row));
    if (before && isEqual(row, before)) tally.unchanged += 1;
    else {
      const values = { ...row, updatedAt: now };
      const target = [cycleExceptions.scope, cycleExceptions.date];
      tx.insert(cycleExceptions).values(values).onConflictDoUpdate({ target, set: values }).run();
      tally[before ? "updated" : "created"] += 1;
    }
  }
}

function replanAndTell(tx: Tx, planner: Planner, tell: Tell, scopes?: ReadonlySet<string>): Replanned {
  const changes: WindowChanged[] = [];
  const due = replanIn(tx, planner, scopes, (change) => changes.push(change));
  return { due, told: addNews(tx, changes, tell, planner.now) };
}

/** Brings every stored window in line with the calendar and writes what `tell` makes of the changes, in one transaction. */
export async function replanWindows(db: Db, planner: Planner, tell: Tell): Promise<Replanned> {
  return inTransaction(db, (tx) => replanAndTell(tx, planner, tell));
}

/**
 * Stores cycles and dated exceptions (one row a scope, one a scope and date), plans the windows they change, and writes what `tell` makes
 * of the changes, in one transaction.
 */
export async function saveCalendar(
  db: Db,
  rows: { cycles: NewCycle[]; exceptions: NewException[] },
  planner: Planner,
  tell: Tell,
): Promise<SavedCalendar> {
  return inTransaction(db, (tx) => {
    const tally: Tally = { created: 0, updated: 0, unchanged: 0 };
    saveCycles(tx, rows.cycles, tally, planner.now);
    saveExceptions(tx, rows.exceptions, tally, planner.now);
    const scopes = new Set([...rows.cycles, ...rows.exceptions].map(({ scope }) => scope));
    return { ...tally, ...replanAndTell(tx, planner, tell, scopes) };
  });
}
