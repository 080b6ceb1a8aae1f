import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { outages } from "../../db/outages.tables.ts";
import { people } from "../../db/people.tables.ts";
import type { OutageScope } from "../../src/outages/rules.ts";
import { at, MANAGER, SUPERVISOR } from "../windows/order-day.ts";
import { startOutcomeDay, type OutcomeDay } from "./outcome-day.ts";

let day: OutcomeDay;
beforeEach(async () => {
  day = await startOutcomeDay();
});
afterEach(() => day.close());

const fail = (from: string, to: string | null, scope: OutageScope = { kind: "all" }) =>
  day.db
    .insert(outages)
    .values({
      scope,
      reason: "platform",
      phones: ["95100"],
      startedAt: at(from),
      startedBy: SUPERVISOR,
      endedAt: to === null ? null : at(to),
      askAt: at(from),
    })
    .run();
const speakEnglish = () => day.db.update(people).set({ locale: "en" }).where(eq(people.id, MANAGER)).run();

describe("the outcome report", () => {
  test("names the outage in which the window could not be ordered in", async () => {
    fail("15:10", "16:40", { kind: "district", districtId: day.district.id });
    await day.liveThrough();
    await day.count();
    for (const id of [MANAGER, SUPERVISOR])
      expect(day.lastTo(id)).toContain(`⚠️ 网上订货出过故障：今天 15:10 – 16:40，共 1 小时 30 分钟（${day.district.name}）`);
  });

  test("says in English since when one goes on", async () => {
    speakEnglish();
    fail("16:50", null);
    await day.liveThrough();
    await day.count();
    expect(day.lastTo(MANAGER)).toContain("⚠️ Online ordering failed: since today, 16:50 (Whole company)");
  });

  test("names none that was over before the window opened, began after it closed, or lay elsewhere", async () => {
    fail("11-22 07:00", "11-22 07:59");
    fail("17:00", "17:10");
    fail("15:10", "16:40", { kind: "district", districtId: day.district.id + 1 });
    fail("15:10", "16:40", { kind: "routes", routeIds: [day.route.id + 1], districtIds: [day.district.id] });
    await day.liveThrough();
    await day.count();
    expect(day.lastTo(MANAGER)).toContain("R101");
    expect(day.lastTo(MANAGER)).not.toContain("故障");
  });

  test("names the last three of many", async () => {
    for (const hour of ["09", "10", "11", "12", "13"]) fail(`${hour}:00`, `${hour}:10`);
    await day.liveThrough();
    await day.count();
    const lines = day.lastTo(MANAGER)!.split("\n");
    expect(lines.filter((line) => line.includes("出过故障")).map((line) => line.slice(12, 20))).toEqual([
      "今天 11:00",
      "今天 12:00",
      "今天 13:00",
    ]);
    expect(lines).toContain("另有更早的 2 次故障");
  });
});

test("the week's report names its outages, also those whose windows it leaves out", async () => {
  speakEnglish();
  fail("16:10", "16:40");
  await day.liveThrough();
  await day.count();
  await day.person(MANAGER).write("/report orders");
  expect(day.lastTo(MANAGER)).toContain(
    "⚠️ Online ordering failed: today, 16:10 – 16:40, 30 minutes (Whole company)\nLeft out because of an outage: 1 window",
  );
});
