import { inArray } from "drizzle-orm";
import { chunksOf, forEachChunk } from "../chunks.ts";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { retailers } from "../retailers.tables.ts";
import { routes } from "../routes.tables.ts";
import { cycleExceptions, cycles } from "../windows.tables.ts";
import { addNews, type News } from "./news.ts";
import {
  findScopes,
  replanIn,
  type Cycle,
  type CycleException,
  type Owner,
  type Planner,
  type ReminderDue,
  type WindowChanged,
} from "./plan.ts";

export type NewCycle = Omit<Cycle, "updatedAt">;
export type NewException = Omit<CycleException, "id" | "updatedAt">;
type Tally = { created: number; updated: number; unchanged: number };
/** The reminders to set alarms for, and how many messages were written. */
export type Replanned = { due: ReminderDue[]; told: number };
export type SavedCalendar = Tally & Replanned;
/** A planner of this moment. */
export type PlanNow = () => Promise<Planner>;

/** Some 800 windows with their rows: what one transaction of a long import may write before the bot's next answer. */
const SCOPES_PER_TRANSACTION = 200;

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
  const scopes = chunksOf(rows.map(({ scope }) => scope));
  const stored = scopes.flatMap((some) => tx.select().from(cycles).where(inArray(cycles.scope, some)).all());
  const known = new Map(stored.map((row) => [row.scope, row]));
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

/** Scopes in parts of some SCOPES_PER_TRANSACTION, those of one team in one: who answers for them gets one message. */
function splitByTeam(db: Db, owners: readonly Owner[], teamOf: News["teamOf"]): Set<string>[] {
  const shopIds = owners.flatMap(({ retailerId }) => retailerId ?? []);
  const shops = chunksOf(shopIds).flatMap((some) =>
    db.select({ id: retailers.id, routeId: retailers.routeId }).from(retailers).where(inArray(retailers.id, some)).all(),
  );
  const routeOf = new Map(shops.map(({ id, routeId }) => [id, routeId]));
  const teams = new Map<string, string[]>();
  for (const { scope, routeId, retailerId } of owners) {
    const team = teamOf(routeId ?? routeOf.get(retailerId!) ?? 0);
    const known = teams.get(team);
    if (known) known.push(scope);
    else teams.set(team, [scope]);
  }
  const parts: Set<string>[] = [];
  for (const scopes of teams.values()) {
    const last = parts.at(-1);
    if (last && last.size + scopes.length <= SCOPES_PER_TRANSACTION) for (const scope of scopes) last.add(scope);
    else parts.push(new Set(scopes));
  }
  return parts;
}

function replanAndTell(tx: Tx, planner: Planner, scopes: ReadonlySet<string>, { tell }: News): Replanned {
  const changes: WindowChanged[] = [];
  const due = replanIn(tx, planner, scopes, (change) => changes.push(change));
  return { due, told: addNews(tx, changes, tell, planner.now) };
}

/** Plans part by part, each with the settings as they are then: someone may change them in between. */
async function planParts(
  db: Db,
  parts: readonly Set<string>[],
  planNow: PlanNow,
  work: (tx: Tx, planner: Planner, part: Set<string>) => Replanned,
): Promise<Replanned> {
  const total: Replanned = { due: [], told: 0 };
  await forEachChunk(parts, 1, async ([part]) => {
    const planner = await planNow();
    const { due, told } = inTransaction(db, (tx) => work(tx, planner, part!));
    for (const each of due) total.due.push(each);
    total.told += told;
  });
  return total;
}

/**
 * Brings every stored window in line with the calendar and writes what `news` makes of the changes: the scopes of some account managers
 * a transaction, between which the process serves everyone else.
 */
export async function replanWindows(db: Db, planNow: PlanNow, news: News): Promise<Replanned> {
  const parts = splitByTeam(db, findScopes(db, await planNow()), news.teamOf);
  return planParts(db, parts, planNow, (tx, planner, part) => replanAndTell(tx, planner, part, news));
}

/**
 * Stores cycles and dated exceptions (one row a scope, one a scope and date), plans the windows they change, and writes what `news` makes
 * of the changes: all of a scope in one transaction, of a long import the scopes of some account managers in each.
 */
export async function saveCalendar(
  db: Db,
  rows: { cycles: NewCycle[]; exceptions: NewException[] },
  planNow: PlanNow,
  news: News,
): Promise<SavedCalendar> {
  const tally: Tally = { created: 0, updated: 0, unchanged: 0 };
  const owners = new Map([...rows.cycles, ...rows.exceptions].map((row) => [row.scope, row]));
  const parts = splitByTeam(db, [...owners.values()], news.teamOf);
  const replanned = await planParts(db, parts, planNow, (tx, planner, part) => {
    const ofPart = ({ scope }: { scope: string }) => part.has(scope);
    saveCycles(tx, rows.cycles.filter(ofPart), tally, planner.now);
    saveExceptions(tx, rows.exceptions.filter(ofPart), tally, planner.now);
    return replanAndTell(tx, planner, part, news);
  });
  return { ...tally, ...replanned };
}
