import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { people } from "../../db/people.tables.ts";
import { retailers } from "../../db/retailers.tables.ts";
import { settings } from "../../db/settings.tables.ts";
import { staff, staffRoles } from "../../db/staff.tables.ts";
import { importCalendar } from "../../src/windows/service.ts";
import { sweepOutcomes } from "../../src/outcomes/jobs.ts";
import { buildDistrict, buildRetailer, buildRoute, buildStaff } from "../support/build.ts";
import { at, MANAGER, MONDAY, SUPERVISOR } from "../windows/order-day.ts";
import { startOutcomeDay, type OutcomeDay } from "./outcome-day.ts";

const ADMIN = 1;
const OTHER_SUPERVISOR = 61;

let day: OutcomeDay;
beforeEach(async () => {
  day = await startOutcomeDay();
});
afterEach(() => day.close());

describe("the supervisor's report", () => {
  test("has the district's sum and a line a route, the worst first", async () => {
    await day.liveThrough();
    day.addPast("2026-11-16", { shops: 10, ordered: 4 });
    const second = buildRoute(day.db, { code: "R102", districtId: day.district.id });
    buildRetailer(day.db, { routeId: second.id });
    await day.setCutoffOf("R102");
    await day.count();
    expect(day.lastTo(SUPERVISOR)).toBe(
      [
        `📊 ${day.district.name}：今天 17:00 截止的订货结果`,
        "",
        "合计：8 户订了 3 户（38%）",
        "提醒 5，提醒后订货 2（40%，中位数 14 分钟）",
        "未订 5：库存够 1、说已订但没有订单 1、未说明 3",
        "聊天联系不上 2",
        "",
        "R102 0/1（0%）",
        "R101 3/7（43%） ▲3 提醒 5 订 2",
      ].join("\n"),
    );
  });

  test("is of the own district only; who belongs to none gets one a district", async () => {
    await day.liveThrough();
    const north = buildDistrict(day.db, "城北区");
    buildStaff(day.db, OTHER_SUPERVISOR, ["supervisor"], { districtId: north.id });
    buildStaff(day.db, 62, ["supervisor"]);
    buildRetailer(day.db, { routeId: buildRoute(day.db, { code: "R900", districtId: north.id }).id });
    await day.setCutoffOf("R900");
    await day.count();
    expect([day.lastTo(SUPERVISOR)!.includes("R900"), day.lastTo(OTHER_SUPERVISOR)!.includes("R101")]).toEqual([false, false]);
    expect(day.lastTo(OTHER_SUPERVISOR)).toContain("城北区：");
    expect(day.textsTo(62).map((text) => text.split("：")[0])).toEqual([`📊 ${day.district.name}`, "📊 城北区"]);
  });

  test("does not go to someone who is no supervisor any more", async () => {
    await day.liveThrough();
    day.setNow(at("17:20"));
    await day.beat();
    await sweepOutcomes(day.deps);
    day.db.delete(staffRoles).where(eq(staffRoles.role, "supervisor")).run();
    await day.deliver();
    expect(day.textsTo(SUPERVISOR)).toEqual([]);
  });
});

test("what would reach nobody goes to the admins, as far as they can be written to", async () => {
  await day.liveThrough();
  day.db.update(people).set({ unreachable: "blocked" }).run();
  await day.person(ADMIN).write("/start");
  await day.count();
  expect(day.rowsOf("order_outcome").map(({ chatId }) => chatId)).toEqual([ADMIN]);
  expect(day.lastTo(ADMIN)).toContain("R101 线路：7 户订了 3 户（43%）");
});

test("staff who were removed hear nothing", async () => {
  await day.liveThrough();
  day.db
    .update(staff)
    .set({ removedAt: at("12:00") })
    .run();
  await day.count();
  expect(day.rowsOf("order_outcome")).toEqual([]);
});

describe("the quiet hours", () => {
  test("hold a report of the night back until they end", async () => {
    day.addShop("甲");
    await day.setCutoff("23:59");
    await day.count("11-24 00:14");
    expect(day.rowsOf("order_outcome").map(({ notBefore, state }) => [notBefore, state])).toEqual([
      [at("11-24 08:00"), "pending"],
      [at("11-24 08:00"), "pending"],
    ]);
    day.setNow(at("11-24 08:00"));
    await day.deliver();
    expect(day.lastTo(MANAGER)).toContain("11月23日（周一）23:59 截止的订货结果");
  });

  test("that an office has switched off hold nothing back", async () => {
    day.db.insert(settings).values({ key: "quiet_hours", value: "off", updatedBy: 1, updatedAt: 1 }).run();
    day.addShop("甲");
    await day.setCutoff("23:59");
    await day.count("11-24 00:14");
    expect(day.textsTo(MANAGER)).toHaveLength(1);
  });
});

describe("three hundred routes that close at one instant", () => {
  test("are one message a person, that Telegram takes", async () => {
    const name = "很长的店名".repeat(40);
    const rows = Array.from({ length: 300 }, (_, n) =>
      buildRoute(day.db, { code: `R${1_000 + n}`, districtId: day.district.id, accountManagerId: day.route.accountManagerId }),
    );
    for (const { id } of rows) for (let n = 0; n < 11; n++) buildRetailer(day.db, { routeId: id, shopName: `${name}${n}` });
    await importCalendar(day.deps, {
      exceptions: rows.map(({ code }) => ({ route: code, date: MONDAY, cutoff: "17:00", opens: "-1 08:00" })),
    });
    await day.count();
    for (const id of [MANAGER, SUPERVISOR]) {
      expect(day.textsTo(id)).toHaveLength(1);
      expect(day.lastTo(id)!.length).toBeLessThanOrEqual(4_096);
      expect(day.lastTo(id)).toMatch(/另有 \d+ 条，见明细/);
    }
    expect(day.outcomes()).toHaveLength(300);
    expect(day.db.select().from(retailers).all().length).toBeGreaterThan(3_300);
  }, 60_000);
});
