import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { promises } from "../../../db/complaints.tables.ts";
import { breachPromise, sweepPromises, warnPromise } from "../../../src/complaints/jobs.ts";
import { pausePromise } from "../../../src/complaints/clock.ts";
import { change } from "../../../src/complaints/change.ts";
import { endPause } from "../../../src/complaints/service.ts";
import { CLERK, RETAILER, startWorld, type World } from "../world.ts";

const MINUTE = 60_000;
const sh = (text: string): number => Date.parse(`2026-${text.replace(" ", "T")}+08:00`);

/** Filed on Monday at 09:00, paused at 09:10 until 09:40: the reply was due at 09:30. */
async function startPaused(): Promise<World> {
  const w = await startWorld();
  await w.fileOne();
  w.setNow(sh("11-23 09:10"));
  await change(w.deps, 1, CLERK, ({ promises: [reply] }, now) => ({
    promises: [pausePromise(reply!, { now, resumeAt: sh("11-23 09:40") })],
    events: [{ kind: "asked", actorId: CLERK, promise: "desk_reply" }],
  }));
  w.alarms.splice(0);
  return w;
}
const resumed = (w: World) => w.outbox().filter(({ kind }) => kind === "promise_resumed");

test("while the clock stands nobody is warned and nothing is broken", async () => {
  const w = await startPaused();
  for (const time of ["09:24", "09:30", "09:40"]) {
    w.setNow(sh(`11-23 ${time}`));
    await warnPromise(w.deps, { promiseId: 1, dueVersion: 1 });
    await breachPromise(w.deps, { promiseId: 1, dueVersion: 1 });
    await sweepPromises(w.deps);
  }
  expect(w.promised()[0]).toMatchObject({ pausedAt: sh("11-23 09:10"), breachedAt: null, dueAt: sh("11-23 09:30") });
  expect(w.timeline().map(({ kind }) => kind)).toEqual(["opened", "asked"]);
});

test("a shop that does not answer in time stops the clock no longer: the desk is told once until when, and new alarms are set", async () => {
  const w = await startPaused();
  w.setNow(sh("11-23 09:40") + 6_000);
  await Promise.all([sweepPromises(w.deps), sweepPromises(w.deps)]);
  await sweepPromises(w.deps);
  await w.deliver();
  expect(w.promised()[0]).toMatchObject({ pausedAt: null, resumeAt: null, pausedMs: 30 * MINUTE, dueAt: sh("11-23 10:00"), dueVersion: 2 });
  expect(w.timeline().filter(({ kind }) => kind === "resumed")).toMatchObject([{ actorId: null, promise: "desk_reply" }]);
  expect(w.alarms).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ jobId: "promise-1-due-2", dueAt: sh("11-23 10:00") }),
      expect.objectContaining({ jobId: "promise-1-warn-2", dueAt: sh("11-23 09:54") }),
    ]),
  );
  expect(resumed(w)).toMatchObject([{ chatId: w.desk!.id, state: "sent" }]);
  expect(w.lastTo(w.desk!.id).payload.text).toMatch(/^▶️ 客户还没有答复，计时恢复：请在今天 10:00 前回复客户。\nC-20261123-0001/);
  await w.reply(CLERK, w.desk, w.lastTo(w.desk!.id), { text: "明天补" });
  await w.deliver();
  expect(w.lastTo(RETAILER).payload.text).toContain("明天补");
});

test("after a pause the warning and the breach come by the new times, the old alarms do nothing", async () => {
  const w = await startPaused();
  w.setNow(sh("11-23 09:41"));
  await sweepPromises(w.deps);
  w.setNow(sh("11-23 09:54"));
  for (const dueVersion of [1, 2, 2]) await warnPromise(w.deps, { promiseId: 1, dueVersion });
  w.setNow(sh("11-23 10:00"));
  for (const dueVersion of [1, 2, 2]) await breachPromise(w.deps, { promiseId: 1, dueVersion });
  expect(w.outbox().filter(({ kind }) => kind === "promise_warning")).toHaveLength(1);
  expect(w.promised()[0]!.breachedAt).toBe(sh("11-23 10:00"));
});

test("after a downtime the clock has run from when the pause was over, and the desk is told that it is late", async () => {
  const w = await startPaused();
  w.setNow(sh("11-23 11:00"));
  await sweepPromises(w.deps);
  await w.deliver();
  expect(w.promised()[0]).toMatchObject({ dueAt: sh("11-23 10:00"), breachedAt: sh("11-23 11:00") });
  expect(w.lastTo(w.desk!.id).payload.text).toContain("承诺应于今天 10:00 前完成，已超时，请尽快回复客户。");
});

test("an answer in the last moment, and a case that ended, are left alone", async () => {
  const w = await startPaused();
  w.setNow(sh("11-23 09:39"));
  await endPause(w.deps, { promiseId: 1, complaintId: 1 });
  expect(w.promised()[0]!.pausedAt).not.toBeNull();
  w.setNow(sh("11-23 09:41"));
  w.db.update(promises).set({ pausedAt: null, resumeAt: null }).where(eq(promises.id, 1)).run();
  await endPause(w.deps, { promiseId: 1, complaintId: 1 });
  const ended = await startPaused();
  await ended.person(RETAILER).press("complain:withdraw-yes:1");
  ended.setNow(sh("11-23 09:41"));
  await sweepPromises(ended.deps);
  await endPause(ended.deps, { promiseId: 1, complaintId: 1 });
  for (const each of [w, ended]) {
    expect(resumed(each)).toEqual([]);
    expect(each.timeline().map(({ kind }) => kind)).not.toContain("resumed");
  }
});

test("that the clock runs again is not said of a promise that was kept or paused anew before it could be said", async () => {
  for (const fields of [{ state: "kept" as const }, { pausedAt: 1, resumeAt: sh("11-30 09:00") }]) {
    const w = await startPaused();
    w.setNow(sh("11-23 09:41"));
    await sweepPromises(w.deps);
    w.db.update(promises).set(fields).where(eq(promises.id, 1)).run();
    await w.deliver();
    expect(resumed(w)).toMatchObject([{ state: "skipped" }]);
  }
});
