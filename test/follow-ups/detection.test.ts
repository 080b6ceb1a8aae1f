import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findClosedWindows, lookAtWindow } from "../../db/follow-ups.ts";
import { people } from "../../db/people.tables.ts";
import { orderWindows } from "../../db/windows.tables.ts";
import { findSilences } from "../../src/follow-ups/jobs.ts";
import { readPlans } from "../db/query-plans.ts";
import { ADMIN, at, MANAGER, OTHER_MANAGER, startSilence, SUPERVISOR, type Silence } from "./world.ts";

let world: Silence;
beforeEach(async () => {
  world = await startSilence();
});
afterEach(() => world.close());

const windows = () => world.db.select().from(orderWindows).orderBy(orderWindows.id).all();

async function passTwo(): Promise<void> {
  world.addWindow("11-16");
  world.addWindow("11-19");
  await world.look("11-16 19:00");
  await world.look("11-19 19:00");
}

describe("the message about new tasks", () => {
  test("is one a run for each account manager, with a button for each shop, eight to a page", async () => {
    for (let n = 1; n <= 9; n += 1) world.addShop(`店${n}`);
    world.addShop("别的店", { routeId: world.elsewhere.id });
    world.addWindow("11-16", { routeId: world.elsewhere.id });
    world.addWindow("11-19", { routeId: world.elsewhere.id });
    await passTwo();
    expect([MANAGER, OTHER_MANAGER, SUPERVISOR].map((id) => world.textsTo(id).length)).toEqual([1, 1, 0]);
    const { text, buttons } = world.shownTo(MANAGER);
    expect(text).toContain("📉 9 户连续两个订货时段没有订货");
    expect(text).toContain("· 店1（R101）：11月23日（周一）17:30 前");
    expect(buttons.map((button) => button.text)).toEqual([...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => `店${n}（R101）`), "下一页 ▶"]);
    await world.person(MANAGER).press(buttons.at(-1)!.callback_data, { messageId: world.shownTo(MANAGER).messageId });
    expect(world.shownTo(MANAGER).buttons.map((button) => button.text)).toEqual(["店9（R101）", "◀ 上一页"]);
  });

  test("speaks English to whoever reads English", async () => {
    world.addShop("Heping");
    world.db.update(people).set({ locale: "en" }).run();
    await passTwo();
    expect(world.textsTo(MANAGER)[0]).toContain("1 shop has not ordered in two windows running");
  });

  test("goes to the supervisor when the account manager can not be reached", async () => {
    world.addShop("A");
    world.db
      .update(people)
      .set({ unreachable: "blocked" })
      .where(sql`id = ${MANAGER}`)
      .run();
    await passTwo();
    expect([MANAGER, SUPERVISOR].map((id) => world.textsTo(id).length)).toEqual([0, 1]);
  });

  test("goes to the admin when nobody of the route or the district is there", async () => {
    world.addShop("A");
    world.db
      .update(people)
      .set({ unreachable: "blocked" })
      .where(sql`id in (${MANAGER}, ${SUPERVISOR})`)
      .run();
    await passTwo();
    expect(world.textsTo(ADMIN)).toHaveLength(1);
  });

  test("is written by the next run when the process died between opening the tasks and telling", async () => {
    world.addShop("A");
    const [first, second] = [world.addWindow("11-16"), world.addWindow("11-19")];
    const look = { disturbed: new Set<number>(), now: at("11-19 19:00"), dueAt: at("11-23 17:30") };
    expect(await lookAtWindow(world.db, first, look)).toBe(0);
    expect(await lookAtWindow(world.db, second, look)).toBe(1);
    expect(world.outbox()).toEqual([]);
    await world.look("11-19 19:10");
    expect(world.textsTo(MANAGER)).toHaveLength(1);
    expect(world.alarms.at(-1)).toMatchObject({ queue: "follow_ups", jobId: "follow-up-1-due-1", dueAt: at("11-23 17:30") });
  });
});

describe("a run", () => {
  test("twice has one effect", async () => {
    world.addShop("A");
    await passTwo();
    const before = { tasks: world.tasks(), outbox: world.outbox() };
    await world.look("11-19 19:00");
    await world.look("11-19 20:00");
    expect({ tasks: world.tasks(), outbox: world.outbox() }).toEqual(before);
  });

  test("of two processes at once has one effect", async () => {
    world.addShop("A");
    world.addWindow("11-16");
    world.addWindow("11-19");
    await world.look("11-16 19:00");
    world.setNow(at("11-19 19:00"));
    await world.order(world.stranger, "11-19 19:00");
    await Promise.all([findSilences(world.deps), findSilences(world.deps), findSilences(world.deps)]);
    await world.deliver();
    expect(world.tasks()).toHaveLength(1);
    expect(world.textsTo(MANAGER)).toHaveLength(1);
  });

  test("leaves alone a window that another process looked at, or that changed since it was read", async () => {
    world.addShop("A");
    const window = world.addWindow("11-16");
    const look = { disturbed: new Set<number>(), now: at("11-16 19:00"), dueAt: at("11-18 17:30") };
    expect(await lookAtWindow(world.db, { ...window, version: 2 }, look)).toBeUndefined();
    expect(await lookAtWindow(world.db, window, look)).toBe(0);
    expect(await lookAtWindow(world.db, window, look)).toBeUndefined();
  });

  test("goes on with the other windows when one fails, and does not hide it", async () => {
    world.addShop("A");
    world.addShop("B", { routeId: world.elsewhere.id });
    for (const routeId of [world.route.id, world.elsewhere.id]) for (const date of ["11-16", "11-19"]) world.addWindow(date, { routeId });
    await world.look("11-16 19:00");
    world.db.run(sql.raw("create trigger broken before update on order_windows when old.id = 2 begin select raise(abort, 'broken'); end"));
    await expect(world.look("11-19 19:00")).rejects.toThrow("1 windows could not be looked at");
    await world.deliver();
    expect([MANAGER, OTHER_MANAGER].map((id) => world.textsTo(id).length)).toEqual([0, 1]);
    world.db.run(sql.raw("drop trigger broken"));
    await world.look("11-19 19:10");
    expect(world.textsTo(MANAGER)).toHaveLength(1);
  });

  test("looks at a window two hours after its cutoff, to the millisecond", async () => {
    world.addShop("A");
    world.addWindow("11-16");
    await world.order(world.stranger, "11-16 17:01");
    await world.look("11-16 18:59");
    expect(windows()[0]!.silenceCheckedAt).toBeNull();
    await world.look("11-16 19:00");
    expect(windows()[0]!.silenceCheckedAt).toBe(at("11-16 19:00"));
  });

  test("never looks back further than a week: history is not made into tasks", async () => {
    world.addShop("A");
    for (const date of ["10-26", "10-29", "11-02", "11-05"]) world.addWindow(date);
    world.addWindow("11-09");
    await world.look("11-12 19:00");
    expect(world.tasks()).toEqual([]);
    expect(windows().map(({ silenceCheckedAt }) => silenceCheckedAt !== null)).toEqual([false, false, false, false, true]);
  });
});

describe("when the company's order data is late", () => {
  test("windows wait for it, and are looked at when it comes", async () => {
    const shop = world.addShop("A");
    world.addWindow("11-16");
    world.addWindow("11-19");
    await world.look("11-16 19:00");
    await world.look("11-19 19:00", { hasFeed: false });
    await world.look("11-20 16:00", { hasFeed: false });
    expect(world.tasks()).toEqual([]);
    await world.look("11-20 16:10");
    expect(world.taskOf(shop)).toHaveLength(1);
  });

  test("for a day, they are left alone: no task on missing data", async () => {
    world.addShop("A");
    world.addWindow("11-16");
    world.addWindow("11-19");
    await world.look("11-16 19:00");
    await world.look("11-20 17:00", { hasFeed: false });
    expect(windows()[1]!.silenceCheckedAt).toBe(at("11-20 17:00"));
    await world.look("11-20 17:10");
    expect(world.tasks()).toEqual([]);
  });
});

describe("a task is due two working days later", () => {
  test.each([
    // Friday evening: Monday, Tuesday.
    ["over a weekend", "11-17", "11-20", "11-24 17:30"],
    // Wednesday 30 September, before the National Day holiday of 1 to 7 October: Thursday 8, Friday 9.
    ["over a holiday", "09-28", "09-30", "10-09 17:30"],
    // Thursday 8 October: Friday 9, and the make-up Saturday 10.
    ["on a make-up Saturday", "10-06", "10-08", "10-10 17:30"],
    // Saturday evening: Monday is counted from its opening, so Wednesday's opening.
    ["from a day off", "11-19", "11-21", "11-25 08:30"],
  ])("%s", async (_, first, second, due) => {
    world.close();
    world = await startSilence({ HOLIDAYS_FILE: "" });
    const shop = world.addShop("A", { createdAt: at("09-01 00:00") });
    world.addWindow(first);
    world.addWindow(second);
    await world.look(`${first} 19:00`);
    await world.look(`${second} 19:00`);
    expect(world.taskOf(shop).map(({ dueAt }) => dueAt)).toEqual([at(due)]);
  });
});

describe("the queries of a run", () => {
  const BIG = /\bSCAN (?:retailers|orders|order_windows|missed_windows|follow_ups)\b(?! USING (?:COVERING )?INDEX)/;

  test("go through no table that grows, and find windows and orders by their indexes", async () => {
    world.addShop("A");
    const window = world.addWindow("11-16");
    const look = { disturbed: new Set<number>(), now: at("11-16 19:00"), dueAt: at("11-18 17:30") };
    const plans = await readPlans(world.db, async () => {
      await findClosedWindows(world.db, at("11-10 00:00"), at("11-16 19:00"));
      await lookAtWindow(world.db, window, look);
      await findSilences(world.deps);
    });
    expect(plans.filter((plan) => BIG.test(plan))).toEqual([]);
    expect(plans[0]).toContain("SEARCH order_windows USING INDEX order_windows_silence");
    const shops = plans.find((plan) => plan.includes("orders_retailer"))!;
    expect(shops).toContain("SEARCH retailers USING INDEX retailers_route (route_id=? AND status=?)");
    expect(shops).toContain("SEARCH orders USING INDEX orders_retailer (retailer_id=? AND ordered_at<?)");
    expect(shops).toContain("SEARCH follow_ups USING INDEX follow_ups_once (retailer_id=?)");
  });

  test("are as many for a hundred shops as for one", async () => {
    const count = async (date: string) => (await readPlans(world.db, () => world.look(`${date} 19:00`))).length;
    for (const date of ["11-16", "11-17"]) world.addWindow(date, { opensAt: at(`${date} 08:00`) });
    world.addShop("A");
    const one = await count("11-16");
    for (let n = 0; n < 100; n += 1) world.addShop(`店${n}`, { createdAt: at("11-16 20:00") });
    const hundred = await count("11-17");
    // The second look also opens a task, tells of it and sends the message; a query a shop would make a hundred more.
    expect(hundred - one).toBeLessThan(50);
  });
});
