import { expect, test } from "vitest";
import { staff } from "../../db/staff.tables.ts";
import { breachPromise, sweepPromises } from "../../src/complaints/jobs.ts";
import { ADMIN, CLERK, RETAILER, startWorld, SUPERVISOR } from "./world.ts";

const MINUTE = 60_000;
const breaches = (w: Awaited<ReturnType<typeof startWorld>>) => w.outbox().filter(({ kind }) => kind === "breach_notice");

test("an unkept promise is reported to the supervisor once, however often its job and the sweep run", async () => {
  const w = await startWorld();
  await w.fileOne();
  w.advance(30 * MINUTE);
  const due = { promiseId: 1, dueVersion: 1 };
  await Promise.all([breachPromise(w.deps, due), breachPromise(w.deps, due)]);
  await breachPromise(w.deps, due);
  w.advance(MINUTE);
  await sweepPromises(w.deps);
  await w.deliver();
  expect(breaches(w)).toMatchObject([{ chatId: SUPERVISOR, state: "sent" }]);
  expect(w.lastTo(SUPERVISOR).payload.text).toBe("⚠️ 1 项承诺超时：\nC-20261123-0001 和平路便利店 未回复（超 1 分钟，责任人 在线客服）");
  expect(w.buttonsOf(w.lastTo(SUPERVISOR))).toEqual(["case:show:1"]);
  expect(w.timeline().filter(({ kind }) => kind === "breached")).toMatchObject([{ actorId: null, promise: "desk_reply" }]);
  expect(w.promised()[0]).toMatchObject({ state: "open", breachedAt: w.timeline().at(-1)!.at });
});

test("a wake-up before the due time sets the alarm again, under an id the running job does not hold", async () => {
  const w = await startWorld();
  await w.fileOne();
  const before = w.alarms.length;
  await breachPromise(w.deps, { promiseId: 1, dueVersion: 1 });
  expect(breaches(w)).toHaveLength(0);
  expect(w.alarms).toHaveLength(before + 1);
  expect(w.alarms.at(-1)).toMatchObject({ data: { promiseId: 1, dueVersion: 1 }, dueAt: w.promised()[0]!.dueAt });
  expect(w.alarms.at(-1)!.jobId).not.toBe("promise-1-due-1");
});

test("a kept promise, an older due time and a promise that does not exist are left alone", async () => {
  const w = await startWorld();
  await w.fileOne();
  await w.reply(CLERK, w.desk, w.lastTo(w.desk!.id), { text: "明天补" });
  w.advance(31 * MINUTE);
  await breachPromise(w.deps, { promiseId: 1, dueVersion: 1 });
  await breachPromise(w.deps, { promiseId: 2, dueVersion: 0 });
  await breachPromise(w.deps, { promiseId: 99, dueVersion: 1 });
  await sweepPromises(w.deps);
  expect(breaches(w)).toHaveLength(0);
});

test("a promise kept between breach and message is not reported any more", async () => {
  const w = await startWorld();
  await w.fileOne();
  w.advance(30 * MINUTE);
  await breachPromise(w.deps, { promiseId: 1, dueVersion: 1 });
  await w.reply(CLERK, w.desk, w.lastTo(w.desk!.id), { text: "明天补" });
  w.advance(MINUTE);
  await w.deliver();
  expect(breaches(w)).toMatchObject([{ state: "skipped" }]);
  expect(w.promised()[0]).toMatchObject({ state: "kept_late" });
});

test("the sweep reports every promise whose alarm was lost, but none that is merely due this moment", async () => {
  const w = await startWorld();
  await w.fileOne();
  await w.person(RETAILER).write("/complain 收银机坏了");
  w.advance(30 * MINUTE + 1_000);
  await sweepPromises(w.deps);
  expect(breaches(w)).toHaveLength(0);
  w.advance(2 * 24 * 60 * MINUTE);
  await sweepPromises(w.deps);
  expect(w.timeline().filter(({ kind }) => kind === "breached")).toHaveLength(4);
  expect(breaches(w)).toHaveLength(1);
});

test("a breach without a supervisor goes to the admins", async () => {
  const w = await startWorld();
  await w.fileOne();
  w.db.update(staff).set({ removedAt: 1 }).run();
  w.advance(30 * MINUTE);
  await breachPromise(w.deps, { promiseId: 1, dueVersion: 1 });
  expect(breaches(w).map(({ chatId }) => chatId)).toEqual([ADMIN]);
});

test("a withdrawn case breaks no promise", async () => {
  const w = await startWorld();
  await w.fileOne();
  await w.person(RETAILER).press("complain:withdraw-yes:1");
  w.advance(31 * MINUTE);
  await sweepPromises(w.deps);
  expect(breaches(w)).toHaveLength(0);
});
