import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { complaints, promises } from "../../../db/complaints.tables.ts";
import { staff } from "../../../db/staff.tables.ts";
import { breachPromise, sweepPromises, wakePromise, warnPromise } from "../../../src/complaints/jobs.ts";
import { ADMIN, CLERK, MANAGER, RETAILER, startWorld, SUPERVISOR, type World } from "../world.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Filed on Monday at 09:00: the desk's reply is due at 09:30, the visit on Wednesday at 09:00. */
const REPLY = { promiseId: 1, dueVersion: 1, step: "warn" as const };
const VISIT = { promiseId: 2, dueVersion: 1, step: "warn" as const };
/** 11 h 12 min of working time after the filing: Tuesday 15:12. */
const VISIT_WARNED = 30 * HOUR + 12 * MINUTE;

const warnings = (w: World) => w.outbox().filter(({ kind }) => kind === "promise_warning");
const change = (w: World, id: number, fields: Partial<typeof promises.$inferInsert>) =>
  w.db.update(promises).set(fields).where(eq(promises.id, id)).run();

test("two alarms are set for a promise, and none for what was warned of or for a clock that stands", async () => {
  const w = await startWorld();
  await w.fileOne();
  expect(w.alarms.map(({ jobId, data, dueAt }) => [jobId, data, dueAt - w.deps.clock()])).toEqual([
    ["promise-1-warn-1", REPLY, 24 * MINUTE],
    ["promise-2-warn-1", VISIT, VISIT_WARNED],
    ["promise-1-due-1", { promiseId: 1, dueVersion: 1 }, 30 * MINUTE],
    ["promise-2-due-1", { promiseId: 2, dueVersion: 1 }, 48 * HOUR],
  ]);
  change(w, 1, { warnAt: null });
  change(w, 2, { pausedAt: 1, resumeAt: 2 });
  w.alarms.splice(0);
  await w.reply(RETAILER, undefined, w.lastTo(RETAILER), { text: "还是没有" });
  expect(w.alarms.map(({ jobId }) => jobId)).toEqual(["promise-1-due-1"]);
});

test("the desk is warned once in its group when four fifths of the time have gone, and answers under the warning", async () => {
  const w = await startWorld();
  await w.fileOne();
  w.advance(24 * MINUTE);
  await Promise.all([wakePromise(w.deps, REPLY), wakePromise(w.deps, REPLY)]);
  w.advance(MINUTE);
  await sweepPromises(w.deps);
  await wakePromise(w.deps, REPLY);
  await w.deliver();
  expect(warnings(w)).toMatchObject([{ chatId: w.desk!.id, state: "sent" }]);
  expect(w.lastTo(w.desk!.id).payload.text).toBe(
    "⏰ 请在今天 09:30 前回复客户，还剩 5 分钟。\nC-20261123-0001 · 送货 · 和平路便利店（R101，金牌）\n“昨天送货少了两条”\n还没有人认领。\n直接回复本条即可答复客户",
  );
  expect(w.buttonsOf(w.lastTo(w.desk!.id))).toEqual(["case:show:1"]);
  expect(w.promised()[0]).toMatchObject({ warnAt: null, breachedAt: null });
  await w.reply(CLERK, w.desk, w.lastTo(w.desk!.id), { text: "明天补" });
  await w.deliver();
  expect(w.lastTo(RETAILER).payload.text).toContain("明天补");
  expect(w.promised()[0]!.state).toBe("kept");
});

test("who claimed the reply is warned in private, in their language, and nobody else", async () => {
  const w = await startWorld({ language: "en" });
  await w.fileOne();
  await w.person(CLERK).write("/start");
  change(w, 1, { ownerId: w.clerk.id });
  w.advance(24 * MINUTE);
  await warnPromise(w.deps, REPLY);
  await w.deliver();
  expect(warnings(w).map(({ chatId }) => chatId)).toEqual([CLERK]);
  expect(w.lastTo(CLERK).payload.text).toContain("⏰ Please reply to the shop by today, 09:30: 6 min left.\nC-20261123-0001");
  expect(w.lastTo(CLERK).payload.text).not.toContain("claimed");
});

test("the visit's owner is warned, and a reply to that warning goes to nobody", async () => {
  const w = await startWorld();
  await w.fileOne();
  w.advance(VISIT_WARNED);
  await warnPromise(w.deps, VISIT);
  await w.deliver();
  expect(warnings(w)).toMatchObject([{ chatId: MANAGER, state: "sent" }]);
  expect(w.lastTo(MANAGER).payload.text).toMatch(/^⏰ 请在明天 09:00 前上门。\n/);
  await w.reply(MANAGER, undefined, w.lastTo(MANAGER), { text: "好的" });
  expect(w.lastTo(MANAGER).payload.text).toContain("这条任务请用下面的按钮处理");
  expect(w.timeline().map(({ kind }) => kind)).not.toContain("answered");
});

test("a visit whose owner left or can not be written to is the supervisor's to see to", async () => {
  const gone = await startWorld();
  await gone.fileOne();
  gone.db.update(staff).set({ removedAt: 1 }).where(eq(staff.id, gone.manager.id)).run();
  gone.advance(VISIT_WARNED);
  await warnPromise(gone.deps, VISIT);
  await gone.deliver();
  expect(warnings(gone)).toMatchObject([{ chatId: SUPERVISOR, state: "sent" }]);
  expect(gone.lastTo(SUPERVISOR).payload.text).toContain("责任人王强目前收不到私信，请您安排。");
  const mute = await startWorld();
  await mute.fileOne();
  mute.refuse((_method, { chat_id: chatId }) =>
    chatId === MANAGER ? { error_code: 403, description: "Forbidden: bot was blocked by the user" } : undefined,
  );
  mute.advance(VISIT_WARNED);
  await warnPromise(mute.deps, VISIT);
  await mute.deliver();
  await sweepPromises(mute.deps);
  await mute.deliver();
  expect(warnings(mute).map(({ chatId, state }) => [chatId, state])).toEqual([
    [MANAGER, "unreachable"],
    [SUPERVISOR, "sent"],
  ]);
});

test("the supervisors are warned of a return visit that nobody has by name, else its owner alone", async () => {
  const w = await startWorld();
  await w.fileOne();
  await w.person(MANAGER).press("case:visited:1");
  await w.person(MANAGER).write("补了两条");
  w.advance(4 * 24 * HOUR);
  const due = { promiseId: 3, dueVersion: 1 };
  change(w, 3, { warnAt: w.deps.clock(), dueAt: w.deps.clock() + HOUR });
  await warnPromise(w.deps, due);
  expect(warnings(w).map(({ chatId }) => chatId)).toEqual([SUPERVISOR]);
  change(w, 3, { warnAt: w.deps.clock(), dueVersion: 2, ownerId: w.clerk.id });
  await warnPromise(w.deps, { promiseId: 3, dueVersion: 2 });
  expect(warnings(w).map(({ chatId }) => chatId)).toEqual([SUPERVISOR, CLERK]);
});

test("the warning of a restricted case stays out of the desk's group and never reaches the person it is about", async () => {
  const w = await startWorld();
  await w.fileOne();
  w.db.update(complaints).set({ restriction: "about_staff", aboutStaffId: w.supervisor.id }).run();
  change(w, 1, { ownerId: w.supervisor.id });
  w.advance(24 * MINUTE);
  await warnPromise(w.deps, REPLY);
  await w.deliver();
  expect(warnings(w)).toMatchObject([{ chatId: ADMIN }]);
});

test("a warning that turned out to concern its reader, or whose reader left, is not sent", async () => {
  const about = await startWorld();
  await about.fileOne();
  about.advance(VISIT_WARNED);
  await warnPromise(about.deps, VISIT);
  about.db.update(complaints).set({ restriction: "about_staff", aboutStaffId: about.manager.id }).run();
  await about.deliver();
  expect(warnings(about)).toMatchObject([{ chatId: MANAGER, state: "skipped" }]);
  const group = await startWorld();
  await group.fileOne();
  group.advance(24 * MINUTE);
  await warnPromise(group.deps, REPLY);
  group.db.update(complaints).set({ restriction: "confidential" }).run();
  await group.deliver();
  expect(warnings(group)).toMatchObject([{ chatId: group.desk!.id, state: "skipped" }]);
  const left = await startWorld();
  await left.fileOne();
  left.advance(VISIT_WARNED);
  await warnPromise(left.deps, VISIT);
  left.db.update(staff).set({ removedAt: 1 }).where(eq(staff.id, left.manager.id)).run();
  await left.deliver();
  expect(warnings(left)).toMatchObject([{ chatId: MANAGER, state: "skipped" }]);
});

test("a promise that was kept, broken or paused before its warning went out is not warned of", async () => {
  for (const spoil of [
    (w: World) => w.reply(CLERK, w.desk, w.lastTo(w.desk!.id), { text: "明天补" }),
    async (w: World) => (w.advance(6 * MINUTE), breachPromise(w.deps, { promiseId: 1, dueVersion: 1 })),
    async (w: World) => void w.advance(6 * MINUTE),
    async (w: World) => change(w, 1, { pausedAt: 1, resumeAt: 2 }),
  ]) {
    const w = await startWorld();
    await w.fileOne();
    w.advance(24 * MINUTE);
    await warnPromise(w.deps, REPLY);
    await spoil(w);
    await w.deliver();
    expect(warnings(w)).toMatchObject([{ state: "skipped" }]);
  }
});

test("an alarm that is early is set again; one of an older due time, of a kept or a paused promise does nothing", async () => {
  const w = await startWorld();
  await w.fileOne();
  w.alarms.splice(0);
  await warnPromise(w.deps, REPLY);
  expect(w.alarms).toMatchObject([{ data: REPLY, dueAt: w.promised()[0]!.warnAt }]);
  expect(w.alarms[0]!.jobId).toMatch(/^promise-1-warn-1-again-\d+$/);
  w.advance(24 * MINUTE);
  await warnPromise(w.deps, { ...REPLY, dueVersion: 0 });
  change(w, 1, { pausedAt: 1, resumeAt: w.deps.clock() + HOUR });
  await warnPromise(w.deps, REPLY);
  change(w, 1, { pausedAt: null, state: "kept" });
  await warnPromise(w.deps, REPLY);
  await warnPromise(w.deps, { promiseId: 99, dueVersion: 1 });
  expect(warnings(w)).toEqual([]);
});

test("a wiped Redis costs no warning, and what is found too late is only recorded as broken", async () => {
  const w = await startWorld();
  await w.fileOne();
  await w.person(RETAILER).write("/complain 收银机坏了");
  w.advance(24 * MINUTE + 4_000);
  await sweepPromises(w.deps);
  expect(warnings(w)).toHaveLength(0);
  w.advance(MINUTE);
  await Promise.all([sweepPromises(w.deps), sweepPromises(w.deps)]);
  expect(warnings(w).map(({ subjectId }) => subjectId)).toEqual([1, 2]);
  w.advance(10 * 24 * HOUR);
  await sweepPromises(w.deps);
  expect(warnings(w)).toHaveLength(2);
  expect(w.promised().map(({ warnAt }) => warnAt)).toEqual([null, null, null, null]);
  expect(w.timeline().filter(({ kind }) => kind === "breached")).toHaveLength(4);
});

test("less than a minute before the due time nobody is warned any more", async () => {
  const w = await startWorld();
  await w.fileOne();
  w.advance(29 * MINUTE + 1_000);
  await warnPromise(w.deps, REPLY);
  expect(warnings(w)).toEqual([]);
  expect(w.promised()[0]!.warnAt).toBeNull();
});
