import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { settings } from "../../db/settings.tables.ts";
import { sweepTrends } from "../../src/outcomes/jobs.ts";
import { buildStaff } from "../support/build.ts";
import { at, MANAGER, SUPERVISOR } from "../windows/order-day.ts";
import { startOutcomeDay, type OutcomeDay } from "./outcome-day.ts";

const NEXT_MONDAY = "11-30";

let day: OutcomeDay;
beforeEach(async () => {
  day = await startOutcomeDay();
});
afterEach(() => day.close());

describe("the trend", () => {
  test("goes on Monday at half past eight to account managers and supervisors, and to nobody else", async () => {
    day.addPast("2026-11-16");
    buildStaff(day.db, 70, ["service_desk"], { districtId: day.district.id });
    await day.trendAt("08:29");
    expect(day.rowsOf("order_trend")).toEqual([]);
    await day.trendAt("08:30");
    expect(day.rowsOf("order_trend").map(({ chatId, state }) => [chatId, state])).toEqual([
      [MANAGER, "sent"],
      [SUPERVISOR, "sent"],
    ]);
  });

  test("comes once, however often the sweep runs and whoever else runs it", async () => {
    day.addPast("2026-11-16");
    day.setNow(at("08:30"));
    await Promise.all([sweepTrends(day.deps), sweepTrends(day.deps)]);
    await day.trendAt("08:31");
    expect(day.rowsOf("order_trend")).toHaveLength(2);
  });

  test("comes late on the same Monday after a downtime, and on no other day", async () => {
    day.addPast("2026-11-16");
    await day.trendAt("11-22 09:00");
    await day.trendAt("11-24 00:00");
    expect(day.rowsOf("order_trend")).toEqual([]);
    await day.trendAt("11-23 21:59");
    expect(day.textsTo(MANAGER)).toHaveLength(1);
    day.addPast("2026-11-23");
    await day.trendAt(`${NEXT_MONDAY} 08:30`);
    expect(day.textsTo(MANAGER)).toHaveLength(2);
  });

  test("that could not go out all Monday is not sent on Tuesday", async () => {
    day.addPast("2026-11-16");
    day.setNow(at("09:00"));
    await sweepTrends(day.deps);
    day.setNow(at("11-24 00:00"));
    await day.deliver();
    expect(day.textsTo(MANAGER)).toEqual([]);
  });

  test("waits for the end of the quiet hours of a late morning, and is not written in those of the night", async () => {
    day.db.insert(settings).values({ key: "quiet_hours", value: "21:00-09:30", updatedBy: 1, updatedAt: 1 }).run();
    day.addPast("2026-11-16");
    for (const time of ["22:00", "09:29"]) {
      await day.trendAt(time);
      expect(day.rowsOf("order_trend"), time).toEqual([]);
    }
    await day.trendAt("09:30");
    expect(day.textsTo(MANAGER)).toHaveLength(1);
  });

  test("is not sent to someone without a window in the week", async () => {
    await day.trendAt("08:30");
    expect(day.rowsOf("order_trend").map(({ state, reason }) => [state, reason])).toEqual([
      ["skipped", "nothing_to_report"],
      ["skipped", "nothing_to_report"],
    ]);
  });

  test.each([
    ["America/New_York", "2026-03-08T23:30:00-04:00", "2026-03-09T08:30:00-04:00"],
    ["America/New_York", "2026-11-01T23:30:00-05:00", "2026-11-02T08:30:00-05:00"],
  ])("keeps to the wall clock of %s on the Monday after the clocks changed", async (zone, sunday, monday) => {
    day.close();
    day = await startOutcomeDay({ TIME_ZONE: zone });
    for (const [now, rows] of [
      [Date.parse(sunday), 0],
      [Date.parse(monday) - 1, 0],
      [Date.parse(monday), 2],
    ] as const) {
      day.setNow(now);
      await sweepTrends(day.deps);
      expect(day.rowsOf("order_trend")).toHaveLength(rows);
    }
  });
});
