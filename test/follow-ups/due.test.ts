import { Queue } from "bullmq";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { followUps } from "../../db/follow-ups.tables.ts";
import { routes } from "../../db/routes.tables.ts";
import { breachFollowUp, sweepFollowUps } from "../../src/follow-ups/jobs.ts";
import { createLog } from "../../src/log.ts";
import { createQueues } from "../../src/queues.ts";
import { connectRedis } from "../../src/redis/connection.ts";
import { testRedisUrl } from "../support/redis-server.ts";
import { until } from "../support/until.ts";
import { at, MANAGER, OTHER_MANAGER, startSilence, SUPERVISOR, type Silence } from "./world.ts";

let world: Silence;
beforeEach(async () => {
  world = await startSilence();
});
afterEach(() => world.close());

const DUE = at("11-23 17:30");

/** Shops that are silent since Thursday 19 November; their tasks are due on Monday at 17:30. */
async function openTasks(...names: string[]) {
  const shops = names.map((name) => world.addShop(name));
  world.addWindow("11-16");
  world.addWindow("11-19");
  await world.look("11-16 19:00");
  await world.look("11-19 19:00");
  world.forget();
  return shops;
}

const breaches = () => world.tasks().map(({ breachedAt }) => breachedAt);

describe("a task that is still open at its due time", () => {
  test("is recorded as overdue, and supervisor and account manager are told of all such shops in one message each", async () => {
    await openTasks("和平路便利店", "中山路商店");
    world.setNow(DUE - 1);
    await world.ring();
    expect(breaches()).toEqual([null, null]);
    world.setNow(DUE);
    await world.ring();
    expect(breaches()).toEqual([DUE, DUE]);
    expect([MANAGER, SUPERVISOR, OTHER_MANAGER].map((id) => world.textsTo(id).length)).toEqual([1, 1, 0]);
    expect(world.textsTo(SUPERVISOR)[0]).toBe(
      "⚠️ 2 项跟进任务超时，还没有记录结果：\n" +
        "· 和平路便利店（R101）：应于 今天 17:30 前，责任人王强\n· 中山路商店（R101）：应于 今天 17:30 前，责任人王强",
    );
  });

  test("is told once, however often its job and the sweep run", async () => {
    await openTasks("A", "B");
    world.setNow(DUE + 60_000);
    await world.ring();
    const before = world.outbox();
    world.advance(60_000);
    const job = { followUpId: 1, version: 1 };
    await Promise.all([breachFollowUp(world.deps, job), breachFollowUp(world.deps, job), sweepFollowUps(world.deps)]);
    await world.ring();
    expect(world.outbox()).toEqual(before);
  });

  test("by two processes at once is told once", async () => {
    await openTasks("A", "B");
    world.setNow(DUE + 60_000);
    const jobs = [1, 2].map((followUpId) => breachFollowUp(world.deps, { followUpId, version: 1 }));
    await Promise.all([...jobs, sweepFollowUps(world.deps)]);
    await world.deliver();
    expect([MANAGER, SUPERVISOR].map((id) => world.textsTo(id).length)).toEqual([1, 1]);
  });

  test("belongs to who is account manager of the shop's route then", async () => {
    await openTasks("A");
    world.db.update(routes).set({ accountManagerId: world.other.id }).where(eq(routes.id, world.route.id)).run();
    world.setNow(DUE);
    await world.ring();
    expect([MANAGER, OTHER_MANAGER].map((id) => world.textsTo(id).length)).toEqual([0, 1]);
    expect(world.textsTo(SUPERVISOR)[0]).toContain("责任人李丽");
  });
});

test("a task that was ended in time is not overdue, and the message leaves out what was ended before it is sent", async () => {
  await openTasks("A", "B");
  world.db
    .update(followUps)
    .set({ state: "done", doneAt: at("11-20 10:00") })
    .where(eq(followUps.id, 1))
    .run();
  world.setNow(DUE);
  await breachFollowUp(world.deps, { followUpId: 2, version: 1 });
  expect(breaches()).toEqual([null, DUE]);
  world.db.update(followUps).set({ state: "done", doneAt: DUE }).where(eq(followUps.id, 2)).run();
  await world.deliver();
  expect(world.textsTo(SUPERVISOR)).toEqual([]);
});

describe("the job of a due time", () => {
  test("of an older version, or of a task that is gone, does nothing", async () => {
    await openTasks("A");
    world.setNow(DUE);
    await breachFollowUp(world.deps, { followUpId: 1, version: 0 });
    await breachFollowUp(world.deps, { followUpId: 99, version: 1 });
    expect(breaches()).toEqual([null]);
  });

  test("that came early sets its alarm anew under an id that BullMQ does not hold", async () => {
    await openTasks("A");
    world.setNow(DUE - 1);
    await breachFollowUp(world.deps, { followUpId: 1, version: 1 });
    expect(world.alarms.at(-1)).toMatchObject({ queue: "follow_ups", dueAt: DUE, data: { followUpId: 1, version: 1 } });
    expect(world.alarms.at(-1)!.jobId).toMatch(/^follow-up-1-due-1-again-\d+$/);
  });
});

test("alarms that a wiped Redis lost are made up for by the sweep, a moment after they were due", async () => {
  const redis = connectRedis(testRedisUrl(), { forWorker: false, log: createLog("silent") });
  await until("Redis to answer", () => redis.status === "ready");
  await redis.flushdb();
  const queues = createQueues(redis, world.deps.log, "test-follow-ups");
  const queue = new Queue("follow_ups", { connection: redis, prefix: "test-follow-ups" });
  onTestFinished(async () => {
    await queue.close();
    await queues.close();
    redis.disconnect();
  });
  world.deps.queues = queues;
  await openTasks("A");
  expect((await queue.getDelayed()).map(({ id }) => id)).toEqual(["follow-up-1-due-1"]);
  await redis.flushdb();
  expect(await queue.getDelayed()).toEqual([]);
  world.setNow(DUE + 5_000 - 1);
  await sweepFollowUps(world.deps);
  expect(breaches()).toEqual([null]);
  world.advance(1);
  await sweepFollowUps(world.deps);
  await world.deliver();
  expect(breaches()).toEqual([DUE + 5_000]);
  expect(world.textsTo(SUPERVISOR)).toHaveLength(1);
});
