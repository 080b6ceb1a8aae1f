import { expect, test } from "vitest";
import { eq } from "drizzle-orm";
import { promises } from "../../../db/complaints.tables.ts";
import { breachPromise } from "../../../src/complaints/jobs.ts";
import { ADMIN, CLERK, MANAGER, RETAILER, startWorld, type World } from "../world.ts";

const MINUTE = 60_000;
/** The epoch ms of Shanghai's wall clock, "MM-DD HH:mm" in 2026. */
const sh = (text: string): number => Date.parse(`2026-${text.replace(" ", "T")}+08:00`);
const set = (w: World, text: string) => w.person(ADMIN).write(`/setting promise_times ${text}`);
const clocks = (w: World) => w.promised().map(({ within, dueAt }) => [within, dueAt]);
const toCategory = (w: World, category: string) => w.person(CLERK).press(`case:set:1:${category}`, { chat: w.desk! });

test("the tier and the category shorten a promise, the shortest holds, and the receipt says it", async () => {
  const w = await startWorld();
  // The shop is a gold one, and the complaint is about a delivery.
  await set(w, "+金牌 客服回复 20m，送货 客服回复 15m，钻石 客服回复 5m，货源 客服回复 5m，金牌 上门服务 1d");
  await w.fileOne();
  expect(clocks(w)).toEqual([
    ["900s", sh("11-23 09:15")],
    ["1d", sh("11-24 09:00")],
  ]);
  expect(w.promised()[0]!.warnAt).toBe(sh("11-23 09:12"));
  expect(w.textsTo(RETAILER)[0]).toContain("今天 09:15 前，在线客服回复您。");
});

test("nothing makes a promise longer, and hours and days are compared by when they end", async () => {
  const w = await startWorld();
  await set(w, "+金牌 客服回复 2h，金牌 上门服务 10h，送货 上门服务 5d");
  await w.fileOne();
  // Ten hours of work from Monday at nine end on Tuesday at noon, the two days on Wednesday at nine.
  expect(clocks(w)).toEqual([
    ["1800s", sh("11-23 09:30")],
    ["36000s", sh("11-24 12:00")],
  ]);
});

test("the tier is found however it is written, and a shop without one has the usual times", async () => {
  const w = await startWorld();
  await set(w, "+Ｇｏｌｄ 客服回复 10m");
  w.db.run("update retailers set tier = 'GOLD '");
  await w.fileOne();
  w.db.run("update retailers set tier = null");
  await w.person(RETAILER).write("/complain 收银机坏了");
  expect(clocks(w).map(([within]) => within)).toEqual(["600s", "2d", "1800s", "2d"]);
});

test("the return visit has its own", async () => {
  const w = await startWorld();
  await set(w, "+金牌 回访 1d");
  await w.fileOne();
  await w.person(MANAGER).press("case:visited:1");
  await w.person(MANAGER).write("补了两条");
  expect(clocks(w).at(-1)).toEqual(["1d", sh("11-24 09:00")]);
});

test("a change of category gives the case the shorter times of the new one, counted from the filing; the older alarms do nothing", async () => {
  const w = await startWorld();
  await set(w, "+货源 客服回复 20m，货源 上门服务 1d");
  await w.fileOne();
  w.advance(10 * MINUTE);
  w.alarms.splice(0);
  await toCategory(w, "supply");
  expect(w.promised()).toMatchObject([
    { within: "1200s", dueAt: sh("11-23 09:20"), warnAt: sh("11-23 09:16"), dueVersion: 2 },
    { within: "1d", dueAt: sh("11-24 09:00"), dueVersion: 2 },
  ]);
  expect(w.alarms.map(({ jobId }) => jobId)).toEqual(["promise-1-warn-2", "promise-2-warn-2", "promise-1-due-2", "promise-2-due-2"]);
  w.advance(10 * MINUTE);
  await breachPromise(w.deps, { promiseId: 1, dueVersion: 1 });
  expect(w.promised()[0]!.breachedAt).toBeNull();
  await breachPromise(w.deps, { promiseId: 1, dueVersion: 2 });
  expect(w.promised()[0]!.breachedAt).toBe(sh("11-23 09:20"));
});

test("it never makes them longer again, nor due before now, and leaves agreed, broken and kept ones alone", async () => {
  const w = await startWorld();
  await set(w, "+货源 客服回复 20m，结算 客服回复 5m，货源 上门服务 1d");
  await w.fileOne();
  await toCategory(w, "supply");
  await toCategory(w, "other");
  expect(clocks(w)).toEqual([
    ["1200s", sh("11-23 09:20")],
    ["1d", sh("11-24 09:00")],
  ]);
  w.advance(6 * MINUTE);
  await toCategory(w, "settlement");
  expect(clocks(w)[0]).toEqual(["1200s", sh("11-23 09:20")]);
  for (const fields of [{ within: null }, { breachedAt: 1 }, { state: "kept" as const }]) {
    const other = await startWorld();
    await set(other, "+货源 客服回复 20m");
    await other.fileOne();
    other.db.update(promises).set(fields).where(eq(promises.id, 1)).run();
    await toCategory(other, "supply");
    expect(other.promised()[0]).toMatchObject({ dueAt: sh("11-23 09:30"), dueVersion: 1 });
  }
});

test("a visit that is promised again, because a question is none after all, has the time of the new category", async () => {
  const w = await startWorld();
  await set(w, "+货源 上门服务 1d");
  await w.fileOne();
  await toCategory(w, "advice");
  await toCategory(w, "supply");
  expect(w.promised()[1]).toMatchObject({ state: "open", within: "1d", dueAt: sh("11-24 09:00"), dueVersion: 2 });
});
