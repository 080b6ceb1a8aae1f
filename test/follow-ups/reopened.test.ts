import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { missedWindows } from "../../db/follow-ups.tables.ts";
import { orderWindows } from "../../db/windows.tables.ts";
import { importCalendar } from "../../src/windows/service.ts";
import { at, startSilence, type Silence } from "./world.ts";

let world: Silence;
beforeEach(async () => {
  world = await startSilence();
});
afterEach(() => world.close());

/** The calendar opens Thursday's window again, until 23:00. */
const reopen = () =>
  importCalendar(world.deps, { exceptions: [{ route: "R101", date: "2026-11-19", cutoff: "23:00", opens: "-1 18:00" }] });

async function passTwo() {
  const shop = world.addShop("A");
  const [first, second] = [world.addWindow("11-16"), world.addWindow("11-19")];
  await world.look("11-16 19:00");
  await world.look("11-19 19:30");
  return { shop, first, second };
}

test("an order in the second window, opened again, ends the task", async () => {
  const { shop } = await passTwo();
  expect(world.tasks()).toMatchObject([{ state: "open" }]);
  await reopen();
  world.setNow(at("11-19 22:00"));
  await world.order(shop, "11-19 22:00");
  await world.look("11-19 22:10");
  expect(world.tasks()).toMatchObject([{ state: "void" }]);
});

test("a window that was opened again is looked at anew when it closes, and opens no second task", async () => {
  const { shop, second } = await passTwo();
  const ordered = world.addShop("B");
  world.db.insert(missedWindows).values({ retailerId: ordered.id, windowId: second.id }).run();
  await reopen();
  world.setNow(at("11-19 22:00"));
  await world.order(ordered, "11-19 22:00");
  await world.look("11-20 01:30");
  expect(world.db.select().from(missedWindows).all()).toEqual([{ retailerId: shop.id, windowId: second.id }]);
  expect(world.tasks()).toMatchObject([{ retailerId: shop.id, state: "open" }]);
});

test("a task of a window that is cancelled in the end is none", async () => {
  const { second } = await passTwo();
  world.db.update(orderWindows).set({ state: "cancelled" }).where(eq(orderWindows.id, second.id)).run();
  await world.look("11-19 20:00");
  expect(world.tasks()).toMatchObject([{ state: "void" }]);
});
