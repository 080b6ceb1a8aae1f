import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { cycleExceptions } from "../../db/windows.tables.ts";
import { planAllWindows, sweepReminders } from "../../src/windows/jobs.ts";
import { importCalendar } from "../../src/windows/service.ts";
import { buildRetailer } from "../support/build.ts";
import { at, MONDAY, startOrderDay, type OrderDay } from "./order-day.ts";

let day: OrderDay;
beforeEach(async () => {
  day = await startOrderDay();
});
afterEach(() => day.close());

test("one window that fails does not keep the others from being reminded of, and the failure is not hidden", async () => {
  const shops = [day.addShop("A", [201]), day.addShop("B", [202])];
  const exceptions = shops.map(({ licenceNo }, n) => ({ licence_no: licenceNo, date: MONDAY, cutoff: `17:0${n}`, opens: "08:00" }));
  await importCalendar(day.deps, { exceptions });
  const [first] = day.findWindows();
  day.db.run(
    sql.raw(`create trigger broken before update on order_windows when old.id = ${first!.id} begin select raise(abort, 'broken'); end`),
  );
  day.setNow(at("16:05"));
  await expect(sweepReminders(day.deps)).rejects.toThrow("1 reminders failed");
  expect(day.findWindows().map(({ remindedAt }) => remindedAt !== null)).toEqual([false, true]);
  day.db.run(sql.raw("drop trigger broken"));
  await sweepReminders(day.deps);
  await day.deliver();
  expect([201, 202].map((id) => day.textsTo(id).length)).toEqual([1, 1]);
});

test("dates of their own for more shops than SQLite takes values are planned", async () => {
  const { id: retailerId } = buildRetailer(day.db);
  // Rows of shops that are gone count as well: the query is made of ids.
  day.db.run(sql.raw("pragma foreign_keys = off"));
  const times = { opensAt: at("11-26 08:00"), cutoffAt: at("11-26 17:00") };
  const rows = Array.from({ length: 32_800 }, (_, n) => n + retailerId).map((id) => {
    return { scope: `shop-${id}`, retailerId: id, date: "2026-11-26", kind: "window" as const, ...times, updatedAt: 1 };
  });
  for (let n = 0; n < rows.length; n += 2_000)
    day.db
      .insert(cycleExceptions)
      .values(rows.slice(n, n + 2_000))
      .run();
  await planAllWindows(day.deps);
  expect(day.windowsOf(`shop-${retailerId}`)).toMatchObject([{ date: "2026-11-26" }]);
});
