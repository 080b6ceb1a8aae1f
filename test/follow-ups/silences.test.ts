import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { missedWindows } from "../../db/follow-ups.tables.ts";
import { orderWindows } from "../../db/windows.tables.ts";
import { at, MANAGER, startSilence, type Silence } from "./world.ts";

let world: Silence;
beforeEach(async () => {
  world = await startSilence();
});
afterEach(() => world.close());

/** The windows of Monday 16 and Thursday 19 November have closed. */
async function passTwo(): Promise<void> {
  await world.look("11-16 19:00");
  await world.look("11-19 19:00");
}

describe("a shop without an order in two normal windows running", () => {
  test("becomes a task of the two windows, due in two working days", async () => {
    const shop = world.addShop("和平路便利店");
    const [first, second] = [world.addWindow("11-16"), world.addWindow("11-19")];
    await world.order(shop, "11-10 10:00");
    await world.look("11-16 19:00");
    expect(world.tasks()).toEqual([]);
    await world.look("11-19 19:00");
    expect(world.tasks()).toMatchObject([
      {
        retailerId: shop.id,
        lastOrderedAt: at("11-10 10:00"),
        firstWindowId: first.id,
        secondWindowId: second.id,
        since: first.opensAt,
        until: second.cutoffAt,
        state: "open",
        openedAt: at("11-19 19:00"),
        // Thursday evening, after hours: Friday is the first working day, Monday the second.
        dueAt: at("11-23 17:30"),
      },
    ]);
  });

  test("has never ordered: that is a silence too", async () => {
    const shop = world.addShop("A");
    world.addWindow("11-16");
    world.addWindow("11-19");
    await passTwo();
    expect(world.taskOf(shop)).toMatchObject([{ lastOrderedAt: 0 }]);
  });

  test.each(["11-16 10:00", "11-19 16:59"])("but with an order at %s has no task", async (time) => {
    const shop = world.addShop("A");
    world.addWindow("11-16");
    world.addWindow("11-19");
    await world.order(shop, time);
    await passTwo();
    expect(world.tasks()).toEqual([]);
  });

  test("but with an order between the two windows has no task", async () => {
    const shop = world.addShop("A");
    world.addWindow("11-16");
    world.addWindow("11-19");
    await world.order(shop, "11-17 10:00");
    await passTwo();
    expect(world.tasks()).toEqual([]);
  });

  test("whose order in one of them was cancelled has a task", async () => {
    const shop = world.addShop("A");
    world.addWindow("11-16");
    world.addWindow("11-19");
    const no = await world.order(shop, "11-16 10:00");
    await world.order(shop, "11-16 10:00", { cartons: 0, no });
    await passTwo();
    expect(world.tasks()).toHaveLength(1);
  });
});

describe("windows that excuse everybody", () => {
  const CASES: [string, Partial<typeof orderWindows.$inferInsert>, boolean][] = [
    ["cancelled", { state: "cancelled" }, false],
    ["moved by a holiday", { movedFrom: "2026-11-18" }, false],
    ["disturbed by an outage", {}, true],
  ];
  test.each(CASES)("the second one %s: it does not count, the next one does", async (_, fields, isDisturbed) => {
    const shop = world.addShop("A");
    const first = world.addWindow("11-16");
    const excused = world.addWindow("11-19", fields);
    const third = world.addWindow("11-23");
    const disturbed = isDisturbed ? [excused.id] : [];
    await world.look("11-16 19:00");
    await world.look("11-19 19:00", { disturbed });
    expect(world.tasks()).toEqual([]);
    await world.look("11-23 19:00", { disturbed });
    expect(world.taskOf(shop)).toMatchObject([{ firstWindowId: first.id, secondWindowId: third.id }]);
  });

  test.each(CASES)("the first one %s: it does not count, even when that is known only later", async (_, fields, isDisturbed) => {
    world.addShop("A");
    const excused = world.addWindow("11-16");
    world.addWindow("11-19");
    world.addWindow("11-23");
    await world.look("11-16 19:00");
    world.db
      .update(orderWindows)
      .set({ movedFrom: null, ...fields })
      .where(eq(orderWindows.id, excused.id))
      .run();
    const disturbed = isDisturbed ? [excused.id] : [];
    await world.look("11-19 19:00", { disturbed });
    expect(world.tasks()).toEqual([]);
    await world.look("11-23 19:00", { disturbed });
    expect(world.tasks()).toHaveLength(1);
  });

  test("an order in an excused window is an order all the same", async () => {
    const shop = world.addShop("A");
    world.addWindow("11-16");
    world.addWindow("11-19", { movedFrom: "2026-11-18" });
    world.addWindow("11-23");
    await world.order(shop, "11-19 10:00");
    await passTwo();
    await world.look("11-23 19:00");
    expect(world.tasks()).toEqual([]);
  });
});

describe("an order that is reported late", () => {
  test("for the first window, before the second was looked at: no task", async () => {
    const shop = world.addShop("A");
    world.addWindow("11-16");
    world.addWindow("11-19");
    await world.look("11-16 19:00");
    await world.order(shop, "11-16 16:00");
    await world.look("11-19 19:00");
    expect(world.tasks()).toEqual([]);
  });

  test("after the task was opened: the task is void, and nobody is told it is overdue", async () => {
    const shop = world.addShop("A");
    world.addWindow("11-16");
    world.addWindow("11-19");
    await passTwo();
    world.forget();
    world.setNow(at("11-20 09:00"));
    await world.order(shop, "11-19 16:00");
    await world.look("11-20 09:10");
    expect(world.taskOf(shop)).toMatchObject([{ state: "void", doneAt: at("11-20 09:10") }]);
    world.setNow(at("11-23 17:30"));
    await world.ring();
    expect(world.taskOf(shop)).toMatchObject([{ state: "void", breachedAt: null }]);
    expect(world.textsTo(MANAGER)).toEqual([]);
  });
});

describe("the same silence", () => {
  test("is one task, however many windows it goes on for", async () => {
    const shop = world.addShop("A");
    await world.order(shop, "11-10 10:00");
    for (const day of ["16", "17", "18", "19", "20", "21", "22", "23", "24", "25"]) {
      world.addWindow(`11-${day}`, { opensAt: at(`11-${day} 08:00`) });
      await world.look(`11-${day} 19:00`);
    }
    expect(world.taskOf(shop)).toHaveLength(1);
    expect(world.textsTo(MANAGER)).toHaveLength(1);
  });

  test("ends with an order: two more windows without one are another", async () => {
    const shop = world.addShop("A");
    for (const day of ["16", "19", "23", "26", "30"]) world.addWindow(`11-${day}`);
    await passTwo();
    await world.order(shop, "11-23 10:00");
    for (const day of ["23", "26", "30"]) await world.look(`11-${day} 19:00`);
    expect(world.taskOf(shop).map(({ lastOrderedAt }) => lastOrderedAt)).toEqual([0, at("11-23 10:00")]);
  });

  test("is not opened anew when the order before it turns out to have been cancelled", async () => {
    const shop = world.addShop("A");
    for (const day of ["16", "19", "23"]) world.addWindow(`11-${day}`);
    await world.order(shop, "11-05 10:00");
    const no = await world.order(shop, "11-10 10:00");
    await passTwo();
    await world.order(shop, "11-10 10:00", { cartons: 0, no });
    await world.look("11-23 19:00");
    expect(world.taskOf(shop)).toHaveLength(1);
  });
});

test("a shop that orders is not remembered as one that missed a window", async () => {
  const shop = world.addShop("A");
  world.addWindow("11-16");
  world.addWindow("11-19");
  await world.look("11-16 19:00");
  await world.order(shop, "11-19 10:00");
  await world.look("11-19 19:00");
  expect(world.db.select().from(missedWindows).where(eq(missedWindows.retailerId, shop.id)).all()).toEqual([]);
});
