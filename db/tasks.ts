import { and, asc, count, eq, exists, inArray, isNotNull, isNull, ne, or, sql, type SQL } from "drizzle-orm";
import type { District, TaskReader } from "../src/tasks/rules.ts";
import { chunksOf } from "./chunks.ts";
import { isAboutReader } from "./complaints/restricted.ts";
import type { Db } from "./client.ts";
import { complaints, promises } from "./complaints.tables.ts";
import { retailers } from "./retailers.tables.ts";
import { routes } from "./routes.tables.ts";
import { staff } from "./staff.tables.ts";

export { findMorningReaders, isAway } from "./tasks/morning.ts";

const KEY = {
  id: promises.id,
  complaintId: promises.complaintId,
  kind: promises.kind,
  state: promises.state,
  dueAt: promises.dueAt,
  plannedAt: promises.plannedAt,
  nextAt: promises.nextAt,
  pausedAt: promises.pausedAt,
};

// In the words of the partial indexes, or SQLite would not use them.
const isOpen = sql`${promises.state} = 'open'`;
/** An open promise is one of a case that is under way, and of its round; what was kept may be neither. */
const isNext = and(
  isNotNull(promises.nextAt),
  sql`${promises.state} <> 'open'`,
  eq(complaints.state, "open"),
  eq(complaints.round, promises.round),
);
const isOfCase = eq(complaints.id, promises.complaintId);

/** In a district; undefined (no condition) in every one. Only where the district is there at all. */
const isIn = (district: NonNullable<District>): SQL | undefined =>
  district.districtId === null ? undefined : eq(complaints.districtId, district.districtId);
const isNotAbout = (staffId: number | null): SQL | undefined =>
  staffId === null
    ? undefined
    : and(or(isNull(complaints.aboutStaffId), ne(complaints.aboutStaffId, staffId)), sql`not ${isAboutReader(staffId)}`);

/** Asked of one case: by its promises, not by everything the person ever promised (the plus). */
function hasPromise(db: Db, staffId: number): SQL {
  const own = db
    .select({ one: sql`1` })
    .from(sql`promises as own`)
    .where(sql`own.complaint_id = ${complaints.id} and own.round = ${complaints.round} and +own.owner_id = ${staffId}`);
  return exists(own);
}

/** What a restricted case shows of itself: nothing to the person it is about, and to others only if they promised something or are in charge. */
function mayKnow(db: Db, { staffId, inCharge }: TaskReader): SQL | undefined {
  const isInCharge = inCharge && (isIn(inCharge) ?? sql`true`);
  const isOwn = staffId === null ? undefined : hasPromise(db, staffId);
  return and(isNotAbout(staffId), or(isNull(complaints.restriction), isInCharge, isOwn));
}

/** The promises that have nobody by name and are the reader's all the same: the desk's replies, and visits of a supervisor's district. */
function isShared({ atDesk, supervises }: TaskReader): SQL | undefined {
  const ofDesk = atDesk && and(eq(promises.kind, "desk_reply"), isIn(atDesk));
  const ofSupervisors = supervises && and(ne(promises.kind, "desk_reply"), isIn(supervises));
  return or(ofDesk, ofSupervisors);
}

// CROSS JOIN is how SQLite is told to begin with the promises: statistics may tempt it to read every case there ever was.
const findKeys = (db: Db, where: SQL | undefined) => db.select(KEY).from(promises).crossJoin(complaints).where(and(where, isOfCase));
export type FoundKey = ReturnType<ReturnType<typeof findKeys>["all"]>[number];

/** Everything the reader has to do, in no order: own promises, shared ones that nobody has, and return visits whose next attempt is due. */
export async function findMine(db: Db, reader: TaskReader): Promise<FoundKey[]> {
  const { staffId } = reader;
  const known = mayKnow(db, reader);
  const shared = isShared(reader);
  const isOwn = staffId === null ? undefined : eq(promises.ownerId, staffId);
  const isNobodys = shared && and(isNull(promises.ownerId), shared);
  // The plus keeps SQLite from reading every promise the owner ever kept: few have a next attempt, and those have an index.
  const isOwnNext = staffId === null ? undefined : sql`+${promises.ownerId} = ${staffId}`;
  const whoseNext = or(isOwnNext, shared && and(sql`+${promises.ownerId} is null`, shared));
  // An empty condition would list everybody's.
  if (!whoseNext) return [];
  // Apart, so that each goes by its index.
  const open = [isOwn, isNobodys].filter((whose) => whose !== undefined);
  return [
    ...open.flatMap((whose) => findKeys(db, and(whose, eq(promises.state, "open"), known)).all()),
    ...findKeys(db, and(isNext, whoseNext, known)).all(),
  ];
}

const dueOf = ({ state, dueAt, nextAt }: FoundKey): number => (state === "open" ? dueAt : nextAt!);
const isRunning = and(isOpen, isNull(promises.pausedAt));
const isStanding = and(isOpen, isNotNull(promises.pausedAt));

function countKeys(db: Db, { inCharge, staffId }: TaskReader, which: SQL | undefined): number {
  const where = and(which, inCharge && isIn(inCharge), isNotAbout(staffId), isOfCase);
  // One district's open cases are few, and have an index; of the whole company the promises are read instead.
  if (inCharge && inCharge.districtId !== null) {
    const ofOpen = and(sql`${complaints.state} = 'open'`, where);
    return db.select({ n: count() }).from(complaints).crossJoin(promises).where(ofOpen).get()!.n;
  }
  return db.select({ n: count() }).from(promises).crossJoin(complaints).where(where).get()!.n;
}

/** How many tasks in the reader's charge are overdue. */
export async function countOverdue(db: Db, reader: TaskReader, now: number): Promise<number> {
  if (!reader.inCharge) return 0;
  // The plus keeps SQLite from looking through all that is due for each case of a district.
  const dueAt = reader.inCharge.districtId === null ? sql`${promises.dueAt}` : sql`+${promises.dueAt}`;
  return countKeys(db, reader, and(isRunning, sql`${dueAt} <= ${now}`));
}

/** How many tasks are in the reader's charge. */
export async function countWatched(db: Db, reader: TaskReader): Promise<number> {
  const { inCharge, staffId } = reader;
  if (!inCharge) return 0;
  // With no case left out, the index alone has the number.
  const isAll = inCharge.districtId === null && staffId === null;
  const open = isAll ? db.select({ n: count() }).from(promises).where(isOpen).get()!.n : countKeys(db, reader, isOpen);
  return open + countKeys(db, reader, isNext);
}

/** A page of everything in the reader's charge, the most urgent first and last what waits for a shop. */
export async function findWatched(db: Db, reader: TaskReader, { limit, offset }: { limit: number; offset: number }): Promise<FoundKey[]> {
  const { inCharge, staffId } = reader;
  if (!inCharge) return [];
  const find = (which: SQL | undefined, by: typeof promises.dueAt | typeof promises.nextAt, from: number, count: number) =>
    findKeys(db, and(which, isIn(inCharge), isNotAbout(staffId)))
      .orderBy(asc(by), asc(promises.id))
      .limit(count)
      .offset(from)
      .all();
  const end = offset + limit;
  const urgent = [...find(isRunning, promises.dueAt, 0, end), ...find(isNext, promises.nextAt, 0, end)];
  const page = urgent.toSorted((a, b) => dueOf(a) - dueOf(b) || a.id - b.id).slice(offset, end);
  if (page.length === limit) return page;
  // The page is not full, so both lists were read to their end.
  return [...page, ...find(isStanding, promises.dueAt, Math.max(0, offset - urgent.length), limit - page.length)];
}

/** Tasks with everything a list or card says of them, in the order of the ids. */
export async function findTasks(db: Db, ids: readonly number[]) {
  const rows = chunksOf([...ids]).flatMap((chunk) =>
    db
      .select({
        ...KEY,
        resumeAt: promises.resumeAt,
        ownerId: promises.ownerId,
        owner: staff.name,
        number: complaints.number,
        category: complaints.category,
        districtId: complaints.districtId,
        shopName: retailers.shopName,
        address: retailers.address,
        routeCode: routes.code,
      })
      .from(promises)
      .innerJoin(complaints, eq(complaints.id, promises.complaintId))
      .innerJoin(retailers, eq(retailers.id, complaints.retailerId))
      .innerJoin(routes, eq(routes.id, retailers.routeId))
      .leftJoin(staff, eq(staff.id, promises.ownerId))
      .where(inArray(promises.id, chunk))
      .all(),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
export type Task = Awaited<ReturnType<typeof findTasks>>[number];

/** The task of a case and kind if the reader has to do with it and it is not done; undefined otherwise. */
export async function findTask(
  db: Db,
  reader: TaskReader,
  { complaintId, kind }: { complaintId: number; kind: Task["kind"] },
): Promise<Task | undefined> {
  const shared = isShared(reader);
  const whose = or(
    reader.staffId === null ? undefined : eq(promises.ownerId, reader.staffId),
    shared && and(isNull(promises.ownerId), shared),
    reader.inCharge && (isIn(reader.inCharge) ?? sql`true`),
  );
  if (!whose) return undefined;
  const isIt = and(eq(promises.complaintId, complaintId), eq(promises.kind, kind), or(isOpen, isNext));
  const key = findKeys(db, and(isIt, whose, mayKnow(db, reader))).get();
  return key && (await findTasks(db, [key.id]))[0];
}
