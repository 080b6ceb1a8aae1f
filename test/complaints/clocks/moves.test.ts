import { setImmediate } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { complaints, promises } from "../../../db/complaints.tables.ts";
import { moveDueTimes } from "../../../db/complaints/running.ts";
import { parseWorkingHours, type WorkingCalendar } from "../../../src/calendar/working-time.ts";
import { breachPromise, followCalendar, sweepPromises } from "../../../src/complaints/jobs.ts";
import { startWorld, type World } from "../world.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** The epoch ms of Shanghai's wall clock, "MM-DD HH:mm" in 2026. */
const sh = (text: string): number => Date.parse(`2026-${text.replace(" ", "T")}+08:00`);

/** Filed on Monday, 23 November at 09:00: the reply is due at 09:30, the visit on Wednesday at 09:00. */
async function startFiled(): Promise<World> {
  const w = await startWorld();
  await w.fileOne();
  w.alarms.splice(0);
  return w;
}

const setCalendar = (w: World, changed: Partial<WorkingCalendar>) => (w.deps.calendar = { ...w.deps.calendar, ...changed });
const closeOn = (w: World, ...dates: string[]) =>
  setCalendar(w, { holidays: { kindOf: (date) => (dates.includes(date) ? "off" : undefined), coversYear: () => true } });
const change = (w: World, id: number, fields: Partial<typeof promises.$inferInsert>) =>
  w.db.update(promises).set(fields).where(eq(promises.id, id)).run();

test("a new day off moves what is due after it, with its warning and alarms; the older alarms do nothing, and nobody is told", async () => {
  const w = await startFiled();
  const before = w.timeline();
  closeOn(w, "2026-11-24");
  await followCalendar(w.deps);
  await followCalendar(w.deps);
  expect(w.promised()).toMatchObject([
    { dueAt: sh("11-23 09:30"), dueVersion: 1 },
    { dueAt: sh("11-26 09:00"), dueVersion: 2, warnAt: sh("11-25 15:12") },
  ]);
  expect(w.alarms).toMatchObject([
    { jobId: "promise-2-warn-2", dueAt: sh("11-25 15:12") },
    { jobId: "promise-2-due-2", dueAt: sh("11-26 09:00") },
  ]);
  w.setNow(sh("11-25 09:00"));
  await breachPromise(w.deps, { promiseId: 2, dueVersion: 1 });
  expect(w.promised()[1]!.breachedAt).toBeNull();
  expect(w.timeline()).toEqual(before);
  w.setNow(sh("11-26 09:00"));
  await breachPromise(w.deps, { promiseId: 2, dueVersion: 2 });
  expect(w.promised()[1]!.breachedAt).toBe(sh("11-26 09:00"));
});

test("other working hours move it too, with a pause that was", async () => {
  const w = await startFiled();
  change(w, 1, { pausedMs: 10 * MINUTE, dueAt: sh("11-23 09:40") });
  setCalendar(w, { hours: parseWorkingHours("Mon-Fri 09:15-12:00,14:00-17:30") });
  await followCalendar(w.deps);
  expect(w.promised()[0]).toMatchObject({ dueAt: sh("11-23 09:55"), warnAt: sh("11-23 09:49") });
});

test("who was warned is not warned again", async () => {
  const w = await startFiled();
  change(w, 2, { warnAt: null });
  closeOn(w, "2026-11-24");
  await followCalendar(w.deps);
  expect(w.promised()[1]).toMatchObject({ dueVersion: 2, warnAt: null });
  expect(w.alarms.map(({ jobId }) => jobId)).toEqual(["promise-2-due-2"]);
});

test("what was agreed on, broken, paused or kept stays where it is, and so does what would have been due already", async () => {
  for (const fields of [{ within: null }, { breachedAt: 1 }, { pausedAt: 1, resumeAt: 2 }, { state: "kept" as const }]) {
    const w = await startFiled();
    change(w, 2, fields);
    closeOn(w, "2026-11-24");
    await followCalendar(w.deps);
    expect(w.promised()[1]).toMatchObject({ dueAt: sh("11-25 09:00"), dueVersion: 1 });
  }
  const w = await startFiled();
  change(w, 1, { dueAt: sh("11-23 10:30") });
  w.setNow(sh("11-23 10:00"));
  await followCalendar(w.deps);
  expect(w.promised()[0]).toMatchObject({ dueAt: sh("11-23 10:30"), dueVersion: 1 });
});

test("an alarm that rings before anybody looked at the new calendar moves the promise instead of breaking it", async () => {
  const w = await startFiled();
  closeOn(w, "2026-11-23");
  w.advance(31 * MINUTE);
  await breachPromise(w.deps, { promiseId: 1, dueVersion: 1 });
  await sweepPromises(w.deps);
  expect(w.promised()[0]).toMatchObject({ breachedAt: null, dueAt: sh("11-24 09:00"), dueVersion: 2 });
  expect(w.alarms.map(({ jobId }) => jobId)).toContain("promise-1-due-2");
});

test("a promise that changed since it was read is not moved", async () => {
  const w = await startFiled();
  const move = { id: 1, dueAt: 5, warnAt: null, dueVersion: 2 };
  change(w, 1, { dueVersion: 2 });
  expect(await moveDueTimes(w.db, [move])).toEqual([]);
  change(w, 1, { dueVersion: 1, state: "kept" });
  expect(await moveDueTimes(w.db, [move])).toEqual([]);
  change(w, 1, { state: "open" });
  expect(await moveDueTimes(w.db, [move])).toMatchObject([{ id: 1, dueAt: 5, dueVersion: 2 }]);
});

test("many promises move in steps between which others have their turn, each once", async () => {
  const w = await startFiled();
  const { id: _, ...complaint } = w.cases()[0]!;
  const { id: __, ...visit } = w.promised()[1]!;
  for (let seq = 2; seq <= 1_201; seq += 1) {
    const { id } = w.db
      .insert(complaints)
      .values({ ...complaint, seq, number: `N${seq}`, messageId: seq + 10_000 })
      .returning()
      .get();
    w.db
      .insert(promises)
      .values({ ...visit, complaintId: id })
      .run();
  }
  closeOn(w, "2026-11-24");
  let isMoving = true;
  const moving = followCalendar(w.deps).finally(() => (isMoving = false));
  let turns = 0;
  for (; isMoving; turns += 1) await setImmediate();
  await moving;
  expect(turns).toBeGreaterThan(2);
  expect(
    new Set(
      w
        .promised()
        .slice(1)
        .map(({ dueAt, dueVersion }) => `${dueVersion} ${dueAt}`),
    ),
  ).toEqual(new Set([`2 ${sh("11-26 09:00")}`]));
  expect(w.alarms).toHaveLength(2 * 1_201);
});

test("a promise moved by hours is due in working time", async () => {
  const w = await startFiled();
  setCalendar(w, { hours: parseWorkingHours("always") });
  await followCalendar(w.deps);
  expect(w.promised().map(({ dueAt }) => dueAt - sh("11-23 09:00"))).toEqual([30 * MINUTE, 48 * HOUR]);
});
