import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { people } from "../../db/people.tables.ts";
import { retailers } from "../../db/retailers.tables.ts";
import { orderWindows } from "../../db/windows.tables.ts";
import { describeWeek } from "../../src/outcomes/week-text.ts";
import { buildRetailer, buildRoute } from "../support/build.ts";
import { at, MANAGER, SUPERVISOR } from "../windows/order-day.ts";
import { startOutcomeDay, type OutcomeDay } from "./outcome-day.ts";

const LAST_WEEK = { kind: "week" as const, from: "2026-11-16", to: "2026-11-22" };

let day: OutcomeDay;
beforeEach(async () => {
  day = await startOutcomeDay();
});
afterEach(() => day.close());

describe("a week", () => {
  test("has its numbers, each route's last weeks, and the shops without any order", async () => {
    const [never, once] = [day.addShop("甲"), day.addShop("乙")];
    const second = buildRoute(day.db, { code: "R102", districtId: day.district.id, accountManagerId: day.route.accountManagerId });
    for (const [date, ordered] of [
      ["2026-10-26", 6],
      ["2026-11-02", 7],
      ["2026-11-09", 8],
    ] as const)
      day.addPast(date, { ordered });
    day.addPast("2026-11-16", {
      ordered: 8,
      missingIds: [never.id, once.id],
      reminded: 4,
      orderedAfter: 2,
      minutes: [14, 30],
      reasons: { stock: 1 },
    });
    day.addPast("2026-11-19", { ordered: 10, missingIds: [never.id], reminded: 1, orderedAfter: 1, minutes: [5], unreachable: 1 });
    day.addPast("2026-11-17", { shops: 5, ordered: 5 }, { routeId: second.id });
    day.setNow(at("11-19 10:00"));
    await day.orderOn("2026-11-19", once.licenceNo, "10:00");
    await day.trendAt("08:30");
    expect(day.lastTo(MANAGER)).toBe(
      [
        "📈 订货周报 11月16日—22日 · 我的线路",
        "",
        "共 25 户次，订货 23 户次（92%），比前一周高 12 个百分点 ▲",
        "提醒 5，提醒后订货 3（60%，中位数 14 分钟）",
        "未订 2：库存够 1、未说明 1",
        "聊天联系不上 1",
        "",
        "各线路订货率，最近 4 周：",
        "R101 90% ▁▂▃▅ ▲10",
        "R102 100% ···▇",
        "▇95%起 ▅90%起 ▃80%起 ▂70%起 ▁不到 70%",
        "",
        "整周没有订货的店铺 1 户：",
        "R101「甲」",
      ].join("\n"),
    );
  });

  test("is in the reader's language", async () => {
    day.db.update(people).set({ locale: "en" }).where(eq(people.id, MANAGER)).run();
    const never = day.addShop("Corner");
    day.addPast("2026-11-16", { missingIds: [never.id] });
    await day.trendAt("08:30");
    expect(day.lastTo(MANAGER)).toBe(
      [
        "📈 Weekly orders, 16–22 Nov · my routes",
        "",
        "9 of 10 possible orders placed (90%)",
        "Not ordered 1: no word 1",
        "",
        "Share that ordered by route, last 1 week:",
        "R101 90% ▅",
        "▇ from 95% ▅ from 90% ▃ from 80% ▂ from 70% ▁ below 70%",
        "",
        "No order all week, 1 shop:",
        "R101 “Corner”",
      ].join("\n"),
    );
  });

  test("does not call a shop silent that is closed for good, or whose order was cancelled, but has another", async () => {
    const [closed, cancelled, other] = [day.addShop("甲", [], { status: "closed" }), day.addShop("乙"), day.addShop("丙")];
    day.addPast("2026-11-16", { missingIds: [closed.id, cancelled.id, other.id] });
    day.addPast("2026-11-19", { missingIds: [cancelled.id] });
    await day.orderOn("2026-11-19", cancelled.licenceNo, "10:00", 0);
    await day.orderOn("2026-11-19", other.licenceNo, "10:00", 0);
    await day.orderOn("2026-11-19", other.licenceNo, "11:00", 3);
    await day.trendAt("08:30");
    expect(day.lastTo(MANAGER)).toContain("整周没有订货的店铺 1 户：\nR101「乙」");
  });

  test("leaves out windows that were cancelled or opened again", async () => {
    day.addPast("2026-11-16", { ordered: 9 });
    for (const [date, fields] of [
      ["2026-11-17", { state: "cancelled" as const }],
      ["2026-11-18", { outcomeDoneAt: null }],
    ] as const) {
      const window = day.addPast(date, { ordered: 0 });
      day.db.update(orderWindows).set(fields).where(eq(orderWindows.id, window.id)).run();
    }
    await day.trendAt("08:30");
    expect(day.lastTo(MANAGER)).toContain("共 10 户次，订货 9 户次（90%）");
    expect(day.lastTo(MANAGER)).toContain("R101 90% ▅");
  });

  test("is measured without the windows that an outage disturbed, and says so", async () => {
    const shop = day.addShop("甲");
    day.addPast("2026-11-16", { ordered: 9 });
    const disturbed = day.addPast("2026-11-17", { ordered: 0, missingIds: [shop.id] });
    const scope = { isAll: true, districtId: null, managerId: null };
    const text = await describeWeek(
      day.deps,
      { locale: "zh", scope, period: LAST_WEEK, title: "T" },
      async (_deps, ids) => new Set(ids.filter((id) => id === disturbed.id)),
    );
    expect(text).toContain("共 10 户次，订货 9 户次（90%）");
    expect(text).toContain("有 1 个订货时段遇到系统故障，没有计入");
    expect(text).not.toContain("整周没有订货");
  });

  test("of a single shop's own windows counts with its route", async () => {
    const shop = day.addShop("甲");
    day.addPast("2026-11-16", { shops: 3, ordered: 3 });
    const own = day.addPast("2026-11-17", { shops: 1, ordered: 0, missingIds: [shop.id] });
    day.db
      .update(orderWindows)
      .set({ scope: `shop-${shop.id}`, routeId: null, retailerId: shop.id })
      .where(eq(orderWindows.id, own.id))
      .run();
    await day.trendAt("08:30");
    expect(day.lastTo(MANAGER)).toContain("R101 75% ▂");
  });

  test("of three hundred routes is one message that Telegram takes, the worst routes first", async () => {
    for (let n = 0; n < 300; n++) {
      const route = buildRoute(day.db, { code: `R${1_000 + n}`, districtId: day.district.id });
      const shop = buildRetailer(day.db, { routeId: route.id, shopName: "很长的店名".repeat(40) });
      day.addPast("2026-11-16", { ordered: 10 - (n % 3), missingIds: [shop.id] }, { routeId: route.id });
    }
    await day.trendAt("08:30");
    const text = day.lastTo(SUPERVISOR)!;
    expect(text.length).toBeLessThanOrEqual(4_096);
    expect(text.match(/^R1\d{3} 80%/gm)).toHaveLength(20);
    expect(text).toContain("另有 280 条");
    expect(text).toContain("整周没有订货的店铺 300 户");
    expect(day.db.select().from(retailers).all()).toHaveLength(300);
  }, 30_000);
});
