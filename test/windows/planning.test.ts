import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { buildRoute } from "../support/build.ts";
import { planAllWindows } from "../../src/windows/jobs.ts";
import { importCalendar, listWindows, readCalendarCsv } from "../../src/windows/service.ts";
import { at, startOrderDay, type OrderDay } from "./order-day.ts";

let day: OrderDay;
beforeEach(async () => {
  day = await startOrderDay();
});
afterEach(() => day.close());

const importCsv = (text: string) => importCalendar(day.deps, readCalendarCsv(text));
const routeScope = () => `route-${day.route.id}`;

describe("planning", () => {
  test("every hour adds the day that came into reach and changes nothing else", async () => {
    await importCsv("route,weekdays,cutoff\nR101,Mon;Thu,17:00\n");
    const before = day.findWindows();
    await planAllWindows(day.deps);
    expect(day.findWindows()).toEqual(before);
    expect(before).not.toEqual([]);
    day.setNow(at("11-24 00:05"));
    await planAllWindows(day.deps);
    expect(day.findWindows().slice(0, before.length)).toEqual(before);
    expect(day.findWindows().slice(before.length)).toMatchObject([{ date: "2026-12-07" }]);
  });

  test("days later finds that a window opens at the same cutoff as before, exceptions included", async () => {
    await importCsv("route,weekdays,date,cutoff\nR101,Mon,,17:00\nR101,,2026-11-24,12:00\n");
    const opens = () => day.windowsOf(routeScope()).find(({ date }) => date === "2026-11-30");
    expect(opens()).toMatchObject({ opensAt: at("11-24 12:00"), version: 1 });
    day.setNow(at("11-29 09:00"));
    await planAllWindows(day.deps);
    expect(opens()).toMatchObject({ opensAt: at("11-24 12:00"), version: 1 });
  });

  test("sets the alarms of the next hours again: Redis may have lost them", async () => {
    await importCsv("route,weekdays,cutoff\nR101,Mon;Thu,17:00\n");
    day.alarms.splice(0);
    day.setNow(at("14:05"));
    await planAllWindows(day.deps);
    expect(day.alarms.map(({ jobId }) => jobId)).toEqual(["reminder-1-1"]);
  });

  test("keeps a window whose ordering day is over and whose cutoff is not", async () => {
    await importCsv("route,weekdays,cutoff\nR101,Mon,+1 02:00\n");
    day.setNow(at("11-24 00:30"));
    await importCsv("route,weekdays,cutoff\nR101,Mon,+1 03:00\n");
    expect(day.windowsOf(routeScope())[0]).toMatchObject({ date: "2026-11-23", state: "planned", cutoffAt: at("11-24 03:00"), version: 2 });
  });

  test("of many routes and shops with their own days is one pass, and a second one changes nothing", async () => {
    const codes = Array.from({ length: 300 }, (_, n) => buildRoute(day.db, { code: `P${n}`, districtId: day.district.id }).code);
    await importCalendar(day.deps, { rows: codes.map((route, n) => ({ route, weekdays: ["Mon", "Thu"], cutoff: `${10 + (n % 12)}:00` })) });
    expect(day.findWindows()).toHaveLength(1_200);
    const clock = (cutoffAt: number) => new Date(cutoffAt + 8 * 3_600_000).getUTCHours();
    expect(day.windowsOf(`route-${day.route.id + 7}`).map(({ cutoffAt }) => clock(cutoffAt))).toEqual([16, 16, 16, 16]);
    const before = day.findWindows();
    await planAllWindows(day.deps);
    expect(day.findWindows()).toEqual(before);
  });

  test("in a zone with daylight saving gives a skipped hour the one meaning, and a doubled one the first", async () => {
    day.close();
    day = await startOrderDay({ TIME_ZONE: "Europe/Berlin" });
    day.setNow(Date.parse("2026-03-27T12:00:00Z"));
    await importCsv("route,weekdays,cutoff\nR101,Sun,02:30\n");
    expect(day.findWindows()[0]).toMatchObject({
      date: "2026-03-29",
      cutoffAt: Date.parse("2026-03-29T03:30+02:00"),
      reminderAt: Date.parse("2026-03-29T01:30+01:00"),
    });
    day.setNow(Date.parse("2026-10-23T12:00:00Z"));
    await planAllWindows(day.deps);
    const autumn = day.findWindows().find(({ date }) => date === "2026-10-25");
    expect(autumn?.cutoffAt).toBe(Date.parse("2026-10-25T02:30+02:00"));
  });
});

test("the windows of a date are listed with how many shops have ordered", async () => {
  const [a, own] = [day.addShop("A"), day.addShop("B"), day.addShop("C")];
  await day.setCutoff("17:00");
  await importCalendar(day.deps, { rows: [{ licence_no: own.licenceNo, weekdays: "Mon", cutoff: "20:00", opens: "08:00" }] });
  await day.order(a.licenceNo, "10:00");
  expect(await listWindows(day.deps, "2026-11-23")).toEqual([
    {
      id: 1,
      date: "2026-11-23",
      route: "R101",
      licence_no: null,
      state: "planned",
      opens: "2026-11-22T08:00:00+08:00",
      cutoff: "2026-11-23T17:00:00+08:00",
      reminder: "2026-11-23T16:00:00+08:00",
      reminded_at: null,
      shops: 2,
      ordered: 1,
      not_ordered: 1,
      version: 1,
      changed: null,
    },
    expect.objectContaining({ route: "R101", licence_no: own.licenceNo, shops: 1, ordered: 0, not_ordered: 1 }),
  ]);
  expect(await listWindows(day.deps, "2026-11-22")).toEqual([]);
});
