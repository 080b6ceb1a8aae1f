import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { buildRetailer, buildRoute } from "../support/build.ts";
import { importCalendar, readCalendarCsv } from "../../src/windows/service.ts";
import { at, startOrderDay, type OrderDay } from "./order-day.ts";

let day: OrderDay;
beforeEach(async () => {
  day = await startOrderDay();
});
afterEach(() => day.close());

const importCsv = async (text: string) => {
  const { rejected, ...rows } = readCalendarCsv(text);
  return { read: rejected, report: await importCalendar(day.deps, rows) };
};
const routeScope = () => `route-${day.route.id}`;
const shown = (scope: string) =>
  day.windowsOf(scope).map(({ date, cutoffAt, state }) => `${date} ${new Date(cutoffAt).toISOString()} ${state}`);

describe("importing the calendar", () => {
  test("makes the windows of the coming 14 days and an alarm for each", async () => {
    const { report } = await importCsv("route,weekdays,cutoff,opens\nR101,Mon;Thu,17:00,-2 12:00\n");
    expect(report).toEqual({ created: 1, updated: 0, unchanged: 0, rejected: [] });
    expect(day.windowsOf(routeScope()).map(({ date }) => date)).toEqual(["2026-11-23", "2026-11-26", "2026-11-30", "2026-12-03"]);
    expect(day.windowsOf(routeScope())[1]).toMatchObject({
      opensAt: at("11-24 12:00"),
      cutoffAt: at("11-26 17:00"),
      reminderAt: at("11-26 16:00"),
      version: 1,
    });
    expect(day.alarms.map(({ jobId, dueAt }) => [jobId, dueAt])).toEqual(
      ["11-23 16:00", "11-26 16:00", "11-30 16:00", "12-03 16:00"].map((time, n) => [`reminder-${n + 1}-1`, at(time)]),
    );
  });

  test("again the same changes no row, no version, and sets no alarm", async () => {
    const text = "route,weekdays,cutoff\nR101,Mon;Thu,17:00\n";
    await importCsv(text);
    const before = day.findWindows();
    day.alarms.splice(0);
    expect((await importCsv(text)).report).toEqual({ created: 0, updated: 0, unchanged: 1, rejected: [] });
    expect([day.findWindows(), day.alarms]).toEqual([before, []]);
  });

  test("with another cutoff raises the version of the windows that it moves", async () => {
    await importCsv("route,weekdays,cutoff\nR101,Mon;Thu,17:00\n");
    expect((await importCsv("route,weekdays,cutoff\nR101,Mon;Thu,18:00\n")).report.updated).toBe(1);
    expect(day.windowsOf(routeScope()).map(({ version, cutoffAt }) => [version, cutoffAt])).toEqual(
      ["11-23", "11-26", "11-30", "12-03"].map((date) => [2, at(`${date} 18:00`)]),
    );
    expect(day.alarms.at(-1)?.jobId).toBe("reminder-4-2");
  });

  test("with other weekdays cancels the windows that no longer are, and leaves closed ones", async () => {
    await importCsv("route,weekdays,cutoff\nR101,Mon;Thu,17:00\n");
    day.setNow(at("18:00"));
    await importCsv("route,weekdays,cutoff\nR101,Fri,17:00\n");
    expect(shown(routeScope()).map((line) => line.replace(/ .* /, " "))).toEqual([
      "2026-11-23 planned",
      "2026-11-26 cancelled",
      "2026-11-27 planned",
      "2026-11-30 cancelled",
      "2026-12-03 cancelled",
      "2026-12-04 planned",
    ]);
  });

  test("lists what is wrong by row, field and reason while good rows land", async () => {
    buildRoute(day.db, { code: "R102" });
    const licence = buildRetailer(day.db).licenceNo;
    const text = [
      "route,licence_no,weekdays,cutoff,opens,date",
      "R101,,Mon,17:00,,",
      "R999,,Mon,17:00,,",
      "R102,,Mo,17:00,,",
      "R102,,Mon,25:00,,",
      "R102,,Mon,17:00,18:00,",
      "R102,,,17:00,,",
      ",,Mon,17:00,,",
      `R102,${licence},Mon,17:00,,`,
      ",12345,Mon,17:00,,",
      ",999999999999,Mon,17:00,,",
      "R102,,,17:00,,2026-02-30",
      "R102,,,soon,,2026-11-24",
      "R102,,,2027-01-05T10:00:00Z,,2026-11-24",
      "R102,,,12:00,13:00,2026-11-24",
      'R102,,"Mon,17:00,,',
      `,${licence},Tue,17:00,,`,
    ].join("\n");
    const { read, report } = await importCsv(text);
    expect(read).toEqual([{ row: 16, field: "", reason: "malformed" }]);
    expect(report).toEqual({
      created: 2,
      updated: 0,
      unchanged: 0,
      rejected: [
        [3, "route", "unknown_route"],
        [4, "weekdays", "malformed"],
        [5, "cutoff", "malformed"],
        [6, "opens", "not_before_cutoff"],
        [7, "weekdays", "missing"],
        [8, "route", "missing"],
        [9, "licence_no", "route_and_licence"],
        [10, "licence_no", "not_12_digits"],
        [11, "licence_no", "unknown_licence"],
        [12, "date", "not_a_date"],
        [13, "cutoff", "not_a_time"],
        [14, "cutoff", "not_a_time"],
        [15, "opens", "not_before_cutoff"],
      ].map(([row, field, reason]) => ({ row, field, reason })),
    });
  });

  test("takes the same thing as JSON, with lists of weekdays, and judges what it is given", async () => {
    const report = await importCalendar(day.deps, {
      rows: [
        { route: "R101", weekdays: ["Mon", 4], cutoff: "17:00" },
        "nonsense",
        { route: ["x", {}], weekdays: "Mon", cutoff: "17:00" },
        null,
      ],
      exceptions: [{ route: "R101" }],
    });
    expect(report).toMatchObject({ created: 1 });
    expect(report.rejected).toHaveLength(4);
    expect(report.rejected).toEqual(
      expect.arrayContaining([
        { row: 2, field: "", reason: "malformed" },
        { row: 3, field: "route", reason: "malformed" },
        { row: 4, field: "", reason: "malformed" },
        { row: 1, field: "date", reason: "missing" },
      ]),
    );
  });

  test("of two rows for one route the later is right, and the earlier is listed", async () => {
    const { report } = await importCsv("线路,订货日,截止时间\nR101,周一,12:00\nR101,周一,17:00\n");
    expect(report).toEqual({ created: 1, updated: 0, unchanged: 0, rejected: [{ row: 2, field: "", reason: "duplicate" }] });
    expect(day.windowsOf(routeScope())[0]?.cutoffAt).toBe(at("17:00"));
  });

  test("a cutoff may lie on the day before the ordering day", async () => {
    await importCsv("route,weekdays,cutoff,opens\nR101,Tue,-1 23:59,-3 12:00\n");
    expect(day.windowsOf(routeScope())[0]).toMatchObject({
      date: "2026-11-24",
      opensAt: at("11-21 12:00"),
      cutoffAt: at("23:59"),
      reminderAt: at("22:59"),
    });
  });

  test("a window that has closed already does not appear, and nobody is told that it was missed", async () => {
    day.setNow(at("18:00"));
    await importCsv("route,weekdays,cutoff\nR101,Mon,17:00\n");
    expect(day.windowsOf(routeScope()).map(({ date }) => date)).toEqual(["2026-11-30"]);
  });
});

describe("dated exceptions", () => {
  test.each([
    ["17:30", at("17:30")],
    ["-1 23:59", at("11-22 23:59")],
    ["2026-11-23T09:45:00Z", at("17:45")],
    ["2026-11-23T17:45:00+08:00", at("17:45")],
    ["2026/11/23 17:45", at("17:45")],
  ])("take the cutoff %j", async (cutoff, cutoffAt) => {
    day.setNow(at("11-22 09:00"));
    await day.setCutoff(cutoff, {});
    expect(day.findWindows()).toMatchObject([{ date: "2026-11-23", cutoffAt }]);
  });

  test("move, add and cancel single days of a route", async () => {
    const { report } = await importCsv(
      "route,weekdays,date,cutoff\nR101,Mon;Thu,,17:00\nR101,,2026-11-26,12:00\nR101,,2026-11-28,15:00\nR101,,2026-11-30,\n",
    );
    expect(report.created).toBe(4);
    expect(shown(routeScope())).toEqual([
      "2026-11-23 2026-11-23T09:00:00.000Z planned",
      "2026-11-26 2026-11-26T04:00:00.000Z planned",
      "2026-11-28 2026-11-28T07:00:00.000Z planned",
      "2026-12-03 2026-12-03T09:00:00.000Z planned",
    ]);
  });

  test("of a shop without its own cycle open at its route's previous cutoff, and follow its route's calendar", async () => {
    const shop = day.addShop("A");
    await importCsv(`route,licence_no,weekdays,date,cutoff\nR101,,Mon;Thu,,17:00\n,${shop.licenceNo},,2026-11-25,12:00\n`);
    expect(day.windowsOf(`shop-${shop.id}`)).toMatchObject([{ date: "2026-11-25", opensAt: at("17:00"), cutoffAt: at("11-25 12:00") }]);
    await importCsv("route,weekdays,cutoff\nR101,Mon;Thu,18:00\n");
    expect(day.windowsOf(`shop-${shop.id}`)).toMatchObject([{ opensAt: at("18:00"), version: 2 }]);
  });
});
