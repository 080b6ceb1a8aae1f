import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { retailers } from "../../db/retailers.tables.ts";
import { deliveries } from "../../db/deliveries.tables.ts";
import { people } from "../../db/people.tables.ts";
import { staff, staffRoles } from "../../db/staff.tables.ts";
import { sweepMorningLists } from "../../src/tasks/jobs.ts";
import { MONDAY_9 } from "../support/bot.ts";
import { CLERK, MANAGER, SUPERVISOR } from "../complaints/world.ts";
import { DAY, HOUR, startTasks, type Tasks } from "./world.ts";

const HALF_PAST_8 = MONDAY_9 - HOUR / 2;
const NOON = MONDAY_9 + 3 * HOUR;

/** Runs the sweep at a time and sends what it wrote. */
async function runAt(w: Tasks, now: number): Promise<void> {
  w.setNow(now);
  await sweepMorningLists(w.deps);
  await w.deliver();
}
const texts = (w: Tasks, id: number) => w.textsTo(id).filter((text) => text.includes("今天的待办"));
const overdueVisit = (w: Tasks, fields: object = {}) =>
  w.addTask("door_visit", { ownerId: w.manager.id, dueAt: MONDAY_9 - DAY, ...fields });

describe("the list of the morning", () => {
  test("tells each what is overdue, for today and later, the first tasks and the way of the day", async () => {
    const w = await startTasks();
    overdueVisit(w);
    w.addTask("door_visit", { ownerId: w.manager.id, dueAt: MONDAY_9 + HOUR, plannedAt: MONDAY_9 });
    w.addTask("door_visit", { ownerId: w.manager.id, dueAt: MONDAY_9 + 3 * DAY });
    w.addTask("desk_reply", { dueAt: MONDAY_9 + HOUR });
    await runAt(w, HALF_PAST_8);
    expect(w.linesTo(MANAGER)).toEqual([
      "⏰ 今天的待办：超时 1 项，今天 1 项，以后 1 项",
      "⚠️ 1. C-20261123-0001 上门服务 · 和平路便利店 · 应于11月22日（周日）09:00 前，已超时",
      "2. C-20261123-0002 上门服务 · 和平路便利店 · 今天 10:00 前 · 计划今天 09:00",
      "",
      "🏠 今天上门 2 户，按路线：",
      "1. 今天 09:00 和平路便利店（R101） · 和平路 1 号 · C-20261123-0002 · 今天 10:00 前",
      "⚠️ 2. 和平路便利店（R101） · 和平路 1 号 · C-20261123-0001 · 应于11月22日（周日）09:00 前，已超时",
    ]);
    expect(w.buttonsOf(w.lastTo(MANAGER))).toEqual(["tasks:mine:0", "tasks:today:0", "tasks:overdue:0", "tasks:route:0"]);
    expect(w.linesTo(CLERK)).toHaveLength(2);
    // Of the supervisor's own nothing is due; what is overdue in the district is told as it breaches.
    expect(texts(w, SUPERVISOR)).toEqual([]);
  });

  test("tells those in charge how much is overdue in all they watch, besides their own", async () => {
    const w = await startTasks();
    overdueVisit(w);
    w.addTask("return_visit", { ownerId: w.supervisor.id, dueAt: MONDAY_9 + HOUR });
    await runAt(w, HALF_PAST_8);
    expect(w.linesTo(SUPERVISOR).at(-1)).toBe("您负责的范围内共超时 1 项。");
    expect(w.linesTo(MANAGER).at(-1)).not.toContain("您负责的范围内");
  });

  test("holds the first eight of each and fits into one message", async () => {
    const w = await startTasks();
    w.db
      .update(retailers)
      .set({ shopName: "很长的店名".repeat(20), address: "很长的地址".repeat(40) })
      .run();
    for (let n = 0; n < 11; n++) overdueVisit(w);
    await runAt(w, HALF_PAST_8);
    expect(w.linesTo(MANAGER).filter((line) => line.includes("C-2026"))).toHaveLength(16);
    expect(w.linesTo(MANAGER).filter((line) => line.includes("另有 3 项"))).toHaveLength(2);
    expect(w.lastTo(MANAGER).payload.text!.length).toBeLessThan(4_096);
  });

  test("is made when it is sent: what was done meanwhile is not on it, and nobody gets an empty one", async () => {
    const w = await startTasks();
    w.addTask("door_visit", { ownerId: w.manager.id, dueAt: MONDAY_9 + 3 * DAY });
    w.addTask("desk_reply", { ownerId: w.clerk.id, dueAt: MONDAY_9, pausedAt: 1 });
    await runAt(w, HALF_PAST_8);
    expect([MANAGER, CLERK, SUPERVISOR].flatMap((id) => texts(w, id))).toEqual([]);
    expect(new Set(w.outbox().map(({ state }) => state))).toEqual(new Set(["skipped"]));
  });
});

describe("it comes", () => {
  test("at half past eight, once however often and by how many processes it is asked for", async () => {
    const w = await startTasks();
    overdueVisit(w);
    await runAt(w, HALF_PAST_8 - 1);
    expect(w.outbox()).toEqual([]);
    w.setNow(HALF_PAST_8);
    await Promise.all([sweepMorningLists(w.deps), sweepMorningLists(w.deps)]);
    await w.deliver();
    await runAt(w, HALF_PAST_8 + HOUR);
    expect(texts(w, MANAGER)).toHaveLength(1);
    await runAt(w, HALF_PAST_8 + DAY);
    expect(texts(w, MANAGER)).toHaveLength(2);
  });

  test("late the same morning after a downtime, and neither written nor sent from noon on", async () => {
    const w = await startTasks();
    overdueVisit(w);
    await runAt(w, NOON);
    expect(w.outbox()).toEqual([]);
    w.setNow(NOON - 1);
    await sweepMorningLists(w.deps);
    expect(w.outbox().length).toBeGreaterThan(0);
    w.setNow(NOON);
    await w.deliver();
    expect(texts(w, MANAGER)).toEqual([]);
    await runAt(w, NOON - 1 + DAY);
    expect(texts(w, MANAGER)).toHaveLength(1);
  });

  test("on working days of the calendar only", async () => {
    const w = await startTasks();
    overdueVisit(w);
    for (const day of [5, 6]) await runAt(w, HALF_PAST_8 + day * DAY);
    expect(w.outbox()).toEqual([]);
    await runAt(w, HALF_PAST_8 + 7 * DAY);
    expect(texts(w, MANAGER)).toHaveLength(1);
  });

  test("not to those away, out of reach, without a role or gone; to who is back, the same morning", async () => {
    const w = await startTasks();
    overdueVisit(w);
    w.addTask("desk_reply", { dueAt: MONDAY_9 });
    w.addTask("return_visit", { dueAt: MONDAY_9 });
    w.db.update(staff).set({ awayUntil: MONDAY_9 }).where(eq(staff.id, w.manager.id)).run();
    w.db.update(people).set({ unreachable: "blocked" }).where(eq(people.id, CLERK)).run();
    w.db.delete(staffRoles).where(eq(staffRoles.staffId, w.supervisor.id)).run();
    await runAt(w, HALF_PAST_8);
    expect(w.outbox()).toEqual([]);
    await runAt(w, MONDAY_9);
    expect(w.outbox().map(({ chatId }) => chatId)).toEqual([MANAGER]);
    expect(texts(w, MANAGER)).toHaveLength(1);
  });

  test("not to who went on leave, or lost the role, after it was written", async () => {
    const w = await startTasks();
    overdueVisit(w);
    w.addTask("desk_reply", { dueAt: MONDAY_9 });
    w.setNow(HALF_PAST_8);
    await sweepMorningLists(w.deps);
    w.db.update(staff).set({ awayUntil: MONDAY_9 }).where(eq(staff.id, w.manager.id)).run();
    w.db.delete(staffRoles).where(eq(staffRoles.staffId, w.clerk.id)).run();
    await w.deliver();
    expect([...texts(w, MANAGER), ...texts(w, CLERK)]).toEqual([]);
    expect(
      w.db
        .select()
        .from(deliveries)
        .all()
        .map(({ state }) => state),
    ).toEqual(["skipped", "skipped", "skipped"]);
  });
});
