import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { people } from "../../db/people.tables.ts";
import { routes } from "../../db/routes.tables.ts";
import { orderWindows } from "../../db/windows.tables.ts";
import { importCalendar } from "../../src/windows/service.ts";
import { sweepOutcomes } from "../../src/outcomes/jobs.ts";
import { buildRetailer, buildRoute, buildStaff } from "../support/build.ts";
import { at, MANAGER, MONDAY, SUPERVISOR } from "../windows/order-day.ts";
import { startOutcomeDay, type OutcomeDay } from "./outcome-day.ts";

const OTHER_MANAGER = 51;

let day: OutcomeDay;
beforeEach(async () => {
  day = await startOutcomeDay();
});
afterEach(() => day.close());

describe("the account manager's report", () => {
  test("names the numbers, the reasons and the shops without an order", async () => {
    await day.liveThrough();
    await day.count();
    expect(day.lastTo(MANAGER)).toBe(
      [
        "📊 今天 17:00 截止的订货结果",
        "",
        "R101 线路：7 户订了 3 户（43%）",
        "提醒 5，提醒后订货 2（40%，中位数 14 分钟）",
        "未订 4：库存够 1、说已订但没有订单 1、未说明 2",
        "「丁」「戊」「己」「庚」",
        "聊天联系不上 1",
      ].join("\n"),
    );
  });

  test("is in the reader's language", async () => {
    day.db.update(people).set({ locale: "en" }).where(eq(people.id, MANAGER)).run();
    await day.liveThrough();
    await day.count();
    expect(day.lastTo(MANAGER)).toBe(
      [
        "📊 Orders for the cutoff today, 17:00",
        "",
        "Route R101: 3 of 7 ordered (43%)",
        "Reminded 5, ordered after it 2 (40%, median 14 min)",
        "Not ordered 4: enough stock 1, said ordered, but no order 1, no word 2",
        "“丁”, “戊”, “己”, “庚”",
        "Out of reach in chat 1",
      ].join("\n"),
    );
  });

  test("carries no telephone number", async () => {
    const shops = await day.liveThrough();
    await day.count();
    for (const { phone } of shops) expect(day.lastTo(MANAGER)).not.toContain(phone);
  });

  test("names ten shops at most, and how many there are", async () => {
    for (let n = 0; n < 12; n++) day.addShop(`店${n}`);
    await day.setCutoff("17:00");
    await day.count();
    expect(day.lastTo(MANAGER)).toContain("「店9」等 12 户");
    expect(day.lastTo(MANAGER)).not.toContain("店10");
  });

  test.each([
    ["the week before", "2026-11-16", [10, 4], "，比上个周一高 3 个百分点 ▲"],
    ["two weeks before, when last week's fell away", "2026-11-09", [10, 5], "，比上个周一低 7 个百分点 ▼"],
    ["the week before, where nothing changed", "2026-11-16", [7, 3], "，比上个周一持平"],
  ] as const)("compares with the same weekday of %s", async (_name, date, counts, words) => {
    day.addPast("2026-11-17", { shops: 10, ordered: 10 });
    day.addPast("2026-11-02", { shops: 10, ordered: 10 });
    day.addPast(date, { shops: counts[0], ordered: counts[1] });
    await day.liveThrough();
    await day.count();
    expect(day.lastTo(MANAGER)).toContain(words);
  });

  test("does not compare with a window that was cancelled", async () => {
    day.addPast("2026-11-16", { shops: 10, ordered: 4 }, { state: "cancelled" });
    await day.liveThrough();
    await day.count();
    expect(day.lastTo(MANAGER)).not.toContain("比上个");
  });

  test("is one for all routes that close at one instant, with the single shops together", async () => {
    await day.liveThrough();
    const second = buildRoute(day.db, { code: "R102", districtId: day.district.id, accountManagerId: day.route.accountManagerId });
    buildRetailer(day.db, { routeId: second.id, shopName: "远" });
    await day.setCutoffOf("R102");
    const lone = [day.addShop("单一"), day.addShop("单二")];
    await importCalendar(day.deps, {
      exceptions: lone.map(({ licenceNo }) => ({ licence_no: licenceNo, date: MONDAY, cutoff: "17:00", opens: "-1 08:00" })),
    });
    await day.count();
    expect(day.rowsOf("order_outcome").map(({ chatId }) => chatId)).toEqual([MANAGER, SUPERVISOR]);
    const blocks = day.lastTo(MANAGER)!.split("\n\n").slice(1);
    expect(blocks.map((block) => block.split("\n")[0])).toEqual([
      "R102 线路：1 户订了 0 户（0%）",
      "单独订货周期的店铺：2 户订了 0 户（0%）",
      "R101 线路：7 户订了 3 户（43%）",
    ]);
    expect(blocks[1]).toContain("「单一」「单二」");
  });

  test("is one for each instant at which something closes", async () => {
    await day.liveThrough();
    buildRetailer(day.db, {
      routeId: buildRoute(day.db, { code: "R102", districtId: day.district.id, accountManagerId: day.route.accountManagerId }).id,
    });
    await day.setCutoffOf("R102", "16:30");
    await day.count();
    expect(day.rowsOf("order_outcome").map(({ chatId }) => chatId)).toEqual([MANAGER, SUPERVISOR, MANAGER, SUPERVISOR]);
  });

  test("leaves out a route that went to someone else before it was sent, and goes to nobody who lost all", async () => {
    await day.liveThrough();
    const second = buildRoute(day.db, { code: "R102", districtId: day.district.id, accountManagerId: day.route.accountManagerId });
    buildRetailer(day.db, { routeId: second.id });
    await day.setCutoffOf("R102");
    day.setNow(at("17:20"));
    await day.beat();
    await sweepOutcomes(day.deps);
    const other = buildStaff(day.db, OTHER_MANAGER, ["account_manager"], { districtId: day.district.id });
    day.db.update(routes).set({ accountManagerId: other.id }).where(eq(routes.id, second.id)).run();
    await day.deliver();
    expect(day.lastTo(MANAGER)).toContain("R101");
    expect(day.lastTo(MANAGER)).not.toContain("R102");
  });

  test("is not sent of a window that was opened again or called off before it was", async () => {
    await day.liveThrough();
    day.setNow(at("17:20"));
    await day.beat();
    await sweepOutcomes(day.deps);
    day.db
      .update(orderWindows)
      .set({ outcomeDoneAt: null, version: 2, cutoffAt: at("19:00") })
      .run();
    await day.deliver();
    expect(day.rowsOf("order_outcome").map(({ state, reason }) => [state, reason])).toEqual([
      ["skipped", "nothing_to_report"],
      ["skipped", "nothing_to_report"],
    ]);
  });
});
