import type Database from "better-sqlite3";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { deliveries } from "../../db/deliveries.tables.ts";
import { people } from "../../db/people.tables.ts";
import { routes } from "../../db/routes.tables.ts";
import { planAllWindows } from "../../src/windows/jobs.ts";
import { importCalendar } from "../../src/windows/service.ts";
import { buildRetailer, buildRoute, buildStaff } from "../support/build.ts";
import { at, MANAGER, startOrderDay, SUPERVISOR, type OrderDay } from "./order-day.ts";

const ADMIN = 1;
const OTHER_MANAGER = 51;

let day: OrderDay;
const weekly = (cutoff: string, more: object = {}) => ({
  rows: [{ route: "R101", weekdays: "Mon;Thu", cutoff, opens: "-2 12:00", ...more }],
});
beforeEach(async () => {
  day = await startOrderDay();
  await importCalendar(day.deps, weekly("17:00"));
});
afterEach(() => day.close());

const rows = () => day.db.select().from(deliveries).where(eq(deliveries.kind, "calendar_changed")).orderBy(deliveries.id).all();
const told = async (chatId = MANAGER) => {
  await day.deliver();
  return day.textsTo(chatId);
};

describe("a changed calendar", () => {
  test("is told to the account manager in one message, each window with its old and new cutoff", async () => {
    await importCalendar(day.deps, weekly("15:00"));
    expect(await told()).toEqual([
      [
        "🗓 订货日历有变动，请转告相关店主：",
        "· R101 线路 11月23日（周一）订货：截止由 今天 17:00 改为 今天 15:00",
        "· R101 线路 11月26日（周四）订货：截止由 11月26日（周四）17:00 改为 11月26日（周四）15:00",
        "· R101 线路 11月30日（周一）订货：截止由 11月30日（周一）17:00 改为 11月30日（周一）15:00",
        "· R101 线路 12月3日（周四）订货：截止由 12月3日（周四）17:00 改为 12月3日（周四）15:00",
      ].join("\n"),
    ]);
  });

  test("that adds, cancels or opens later is told as that, in the reader's language", async () => {
    day.db.update(people).set({ locale: "en" }).run();
    await importCalendar(day.deps, {
      exceptions: [
        { route: "R101", date: "2026-11-25", cutoff: "12:00", opens: "-1 08:00" },
        { route: "R101", date: "2026-11-26", cutoff: "cancelled" },
        { route: "R101", date: "2026-11-30", cutoff: "17:00", opens: "-1 12:00" },
      ],
    });
    expect((await told()).at(-1)!.split("\n").slice(1)).toEqual([
      "· Route R101, Wed 25 Nov: new ordering day, closes Wed 25 Nov, 12:00",
      "· Route R101, Thu 26 Nov: no ordering (cutoff was Thu 26 Nov, 17:00)",
      "· Route R101, Mon 30 Nov: opens Sun 29 Nov, 12:00 instead of Sat 28 Nov, 12:00",
    ]);
  });

  test("is not told to whoever changed it, nor by the first plan of a route, nor when nothing really changed", async () => {
    await importCalendar(day.deps, weekly("15:00"), MANAGER);
    await importCalendar(day.deps, weekly("15:00"), ADMIN);
    expect(rows()).toEqual([]);
    await importCalendar(day.deps, weekly("16:00"), ADMIN);
    expect(rows().map(({ chatId }) => chatId)).toEqual([MANAGER]);
  });

  test("is not told of the days that come into reach by themselves, but of what the hour's plan finds changed", async () => {
    day.setNow(at("11-29 00:05"));
    await planAllWindows(day.deps);
    expect(day.findWindows().map(({ date }) => date)).toContain("2026-12-10");
    expect(rows()).toEqual([]);
    day.deps.calendar = {
      ...day.deps.calendar,
      holidays: { kindOf: (date) => (date === "2026-12-03" ? "off" : undefined), coversYear: () => true },
    };
    await planAllWindows(day.deps);
    expect(await told()).toEqual([expect.stringContaining("12月3日（周四）：取消订货")]);
  });

  test("of the last day in reach is an extension, on an import before the hour's plan too", async () => {
    day.setNow(at("11-26 00:05"));
    await planAllWindows(day.deps);
    day.setNow(at("11-27 00:01"));
    await importCalendar(day.deps, { exceptions: [{ route: "R101", date: "2026-11-30", cutoff: "12:00", opens: "-2 12:00" }] });
    expect(day.findWindows().map(({ date }) => date)).toContain("2026-12-10");
    expect(rows().map(({ data }) => (data as { lines: unknown[] }).lines.length)).toEqual([1]);
  });

  test("goes to the district's supervisors where a route has nobody", async () => {
    day.db.update(routes).set({ accountManagerId: null }).run();
    await importCalendar(day.deps, weekly("15:00"));
    expect(rows().map(({ chatId }) => chatId)).toEqual([SUPERVISOR]);
  });

  test("that is back to what it was before the message goes out is no news, and what changed again is told as it is now", async () => {
    await importCalendar(day.deps, weekly("15:00"));
    await importCalendar(day.deps, weekly("17:00"));
    expect(await told()).toEqual([expect.stringContaining("由 今天 15:00 改为 今天 17:00")]);
    expect(rows().map(({ state, reason }) => [state, reason])).toEqual([
      ["skipped", "unchanged"],
      ["sent", null],
    ]);
  });

  test("of many shops with days of their own is one message to each manager, with twenty of them and how many more", async () => {
    const other = buildStaff(day.db, OTHER_MANAGER, ["account_manager"], { districtId: day.district.id });
    const route = buildRoute(day.db, { code: "R102", districtId: day.district.id, accountManagerId: other.id });
    const shops = [...Array(30).keys()].map((n) =>
      buildRetailer(day.db, { routeId: n < 25 ? day.route.id : route.id, shopName: `店${n}` }),
    );
    await importCalendar(day.deps, {
      rows: shops.map(({ licenceNo }) => ({ licence_no: licenceNo, weekdays: "Tue", cutoff: "17:00", opens: "-1 12:00" })),
    });
    const [mine, others] = [(await told()).map((text) => text.split("\n")), (await told(OTHER_MANAGER)).map((text) => text.split("\n"))];
    expect(mine).toHaveLength(1);
    expect(mine[0]).toHaveLength(22);
    expect(mine[0]![1]).toBe(`· 店0（${shops[0]!.licenceNo}） 11月24日（周二）：新增订货，明天 17:00 截止`);
    expect(mine[0]!.at(-1)).toBe("……另有 30 项变动");
    expect(others).toEqual([expect.arrayContaining([expect.stringContaining("店29")])]);
    expect(others[0]).toHaveLength(11);
  });

  test("and its message are one write: without the message nothing changes", async () => {
    const before = day.findWindows();
    const { $client } = day.db as unknown as { $client: Database.Database };
    $client.exec("create trigger no_news before insert on deliveries begin select raise(abort, 'full'); end");
    await expect(importCalendar(day.deps, weekly("15:00"))).rejects.toMatchObject({ cause: { message: "full" } });
    expect(day.findWindows()).toEqual(before);
  });
});
