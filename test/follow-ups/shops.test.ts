import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { retailers } from "../../db/retailers.tables.ts";
import { cycles } from "../../db/windows.tables.ts";
import { shopScope } from "../../src/windows/rules.ts";
import { at, MANAGER, startSilence, type Silence } from "./world.ts";

let world: Silence;
beforeEach(async () => {
  world = await startSilence();
});
afterEach(() => world.close());

const setShop = (id: number, set: Partial<typeof retailers.$inferInsert>) =>
  world.db.update(retailers).set(set).where(eq(retailers.id, id)).run();

/** The windows of Monday 16 and Thursday 19 November have closed. */
async function passTwo(): Promise<void> {
  await world.look("11-16 19:00");
  await world.look("11-19 19:00");
}

describe("shops that come and go", () => {
  test("one that came into the roster after the first window opened has no silence yet", async () => {
    const shop = world.addShop("A", { createdAt: at("11-16 09:00") });
    for (const day of ["16", "19", "23"]) world.addWindow(`11-${day}`);
    await passTwo();
    expect(world.tasks()).toEqual([]);
    await world.look("11-23 19:00");
    expect(world.taskOf(shop)).toHaveLength(1);
  });

  test.each(["suspended", "closed"] as const)("one that is %s has none, and begins anew when it comes back", async (status) => {
    const shop = world.addShop("A");
    for (const day of ["16", "19", "23", "26"]) world.addWindow(`11-${day}`);
    await world.look("11-16 19:00");
    setShop(shop.id, { status });
    await world.look("11-19 19:00");
    expect(world.tasks()).toEqual([]);
    setShop(shop.id, { status: "active" });
    await world.look("11-23 19:00");
    expect(world.tasks()).toEqual([]);
    await world.look("11-26 19:00");
    expect(world.tasks()).toHaveLength(1);
  });

  test("the open task of one that is closed later is void", async () => {
    const shop = world.addShop("A");
    for (const day of ["16", "19"]) world.addWindow(`11-${day}`);
    await passTwo();
    setShop(shop.id, { status: "closed" });
    await world.look("11-20 09:00");
    expect(world.taskOf(shop)).toMatchObject([{ state: "void" }]);
  });

  test("one that moved to another route between the two windows is judged by the windows that were its own", async () => {
    const shop = world.addShop("A");
    const first = world.addWindow("11-16");
    // Closed before the shop belonged to that route.
    world.addWindow("11-17", { routeId: world.elsewhere.id });
    const second = world.addWindow("11-20", { routeId: world.elsewhere.id });
    await world.look("11-16 19:00");
    await world.look("11-17 19:00");
    setShop(shop.id, { routeId: world.elsewhere.id });
    await world.look("11-19 19:00");
    expect(world.tasks()).toEqual([]);
    await world.look("11-20 19:00");
    expect(world.taskOf(shop)).toMatchObject([{ firstWindowId: first.id, secondWindowId: second.id }]);
    expect(world.textsTo(MANAGER)).toEqual([]);
    expect(world.textsTo(80)).toHaveLength(1);
  });

  test("one with a cycle of its own is silent by its own windows, not by its route's", async () => {
    const shop = world.addShop("A");
    const row = { scope: shopScope(shop.id), retailerId: shop.id, weekdays: [2], cutoff: "17:00", updatedAt: 1 };
    world.db.insert(cycles).values(row).run();
    world.addWindow("11-16");
    world.addWindow("11-19");
    const own = [world.addWindow("11-17", { retailerId: shop.id }), world.addWindow("11-24", { retailerId: shop.id })];
    await passTwo();
    expect(world.tasks()).toEqual([]);
    await world.look("11-24 19:00");
    expect(world.taskOf(shop)).toMatchObject([{ firstWindowId: own[0]!.id, secondWindowId: own[1]!.id }]);
  });
});
