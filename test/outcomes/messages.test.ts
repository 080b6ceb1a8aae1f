import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { windowOutcomes } from "../../db/outcomes.tables.ts";
import { people } from "../../db/people.tables.ts";
import { retailers } from "../../db/retailers.tables.ts";
import { routes } from "../../db/routes.tables.ts";
import { settings } from "../../db/settings.tables.ts";
import { staff, staffRoles } from "../../db/staff.tables.ts";
import { orderWindows } from "../../db/windows.tables.ts";
import { importCalendar } from "../../src/windows/service.ts";
import { sweepOutcomes } from "../../src/outcomes/jobs.ts";
import { buildDistrict, buildRetailer, buildRoute, buildStaff } from "../support/build.ts";
import { at, MANAGER, MONDAY, SUPERVISOR } from "../windows/order-day.ts";
import { startOutcomeDay, type OutcomeDay } from "./outcome-day.ts";

const ADMIN = 1;
const [OTHER_MANAGER, OTHER_SUPERVISOR] = [51, 61];

let day: OutcomeDay;
beforeEach(async () => {
  day = await startOutcomeDay();
});
afterEach(() => day.close());

const setCutoffOf = (route: string, cutoff = "17:00") =>
  importCalendar(day.deps, { exceptions: [{ route, date: MONDAY, cutoff, opens: "-1 08:00" }] });
const lastTo = (id: number) => day.textsTo(id).at(-1);

/** Seven shops of R101: ordered early, after the reminder twice, said no, said ordered, said nothing, out of reach. */
async function liveThrough() {
  const shops = ["甲", "乙", "丙", "丁", "戊", "己"].map((name, n) => day.addShop(name, [201 + n]));
  day.addShop("庚");
  await day.setCutoff("17:00");
  await day.order(shops[0]!.licenceNo, "09:00");
  await day.goTo("16:00");
  day.answer(204, "stock");
  day.answer(205, "said_ordered");
  await day.order(shops[1]!.licenceNo, "16:14");
  await day.order(shops[2]!.licenceNo, "16:30");
  return shops;
}

/** The window of an earlier date of R101, as it was counted then. */
function addEarlier(date: string, [shops, ordered]: [number, number], fields: Partial<typeof orderWindows.$inferInsert> = {}) {
  const cutoffAt = Date.parse(`${date}T17:00:00+08:00`);
  const window = day.db
    .insert(orderWindows)
    .values({
      scope: `route-${day.route.id}`,
      routeId: day.route.id,
      date,
      opensAt: cutoffAt - 9 * 60 * 60_000,
      cutoffAt,
      reminderAt: cutoffAt - 60 * 60_000,
      state: "planned",
      outcomeDoneAt: cutoffAt,
      ...fields,
    })
    .returning()
    .get();
  const none = { orderedBefore: 0, reminded: 0, orderedAfter: 0, minutes: [], reasons: {}, saidOrdered: 0, unreachable: 0, muted: 0 };
  day.db
    .insert(windowOutcomes)
    .values({ windowId: window.id, countedAt: cutoffAt, feedAt: cutoffAt, shops, ordered, ...none, missingIds: [] })
    .run();
}

describe("the account manager's report", () => {
  test("names the numbers, the reasons and the shops without an order", async () => {
    await liveThrough();
    await day.count();
    expect(lastTo(MANAGER)).toBe(
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
    await liveThrough();
    await day.count();
    expect(lastTo(MANAGER)).toBe(
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
    const shops = await liveThrough();
    await day.count();
    for (const { phone } of shops) expect(lastTo(MANAGER)).not.toContain(phone);
  });

  test("names ten shops at most, and how many there are", async () => {
    for (let n = 0; n < 12; n++) day.addShop(`店${n}`);
    await day.setCutoff("17:00");
    await day.count();
    expect(lastTo(MANAGER)).toContain("「店9」等 12 户");
    expect(lastTo(MANAGER)).not.toContain("店10");
  });

  test.each([
    ["the week before", "2026-11-16", [10, 4], "，比上个周一高 3 个百分点 ▲"],
    ["two weeks before, when last week's fell away", "2026-11-09", [10, 5], "，比上个周一低 7 个百分点 ▼"],
    ["the week before, where nothing changed", "2026-11-16", [7, 3], "，比上个周一持平"],
  ] as const)("compares with the same weekday of %s", async (_name, date, counts, words) => {
    addEarlier("2026-11-17", [10, 10]);
    addEarlier("2026-11-02", [10, 10]);
    addEarlier(date, [...counts]);
    await liveThrough();
    await day.count();
    expect(lastTo(MANAGER)).toContain(words);
  });

  test("does not compare with a window that was cancelled", async () => {
    addEarlier("2026-11-16", [10, 4], { state: "cancelled" });
    await liveThrough();
    await day.count();
    expect(lastTo(MANAGER)).not.toContain("比上个");
  });

  test("is one for all routes that close at one instant, with the single shops together", async () => {
    await liveThrough();
    const second = buildRoute(day.db, { code: "R102", districtId: day.district.id, accountManagerId: day.route.accountManagerId });
    buildRetailer(day.db, { routeId: second.id, shopName: "远" });
    await setCutoffOf("R102");
    const lone = [day.addShop("单一"), day.addShop("单二")];
    await importCalendar(day.deps, {
      exceptions: lone.map(({ licenceNo }) => ({ licence_no: licenceNo, date: MONDAY, cutoff: "17:00", opens: "-1 08:00" })),
    });
    await day.count();
    expect(day.rowsOf("order_outcome").map(({ chatId }) => chatId)).toEqual([MANAGER, SUPERVISOR]);
    const blocks = lastTo(MANAGER)!.split("\n\n").slice(1);
    expect(blocks.map((block) => block.split("\n")[0])).toEqual([
      "R102 线路：1 户订了 0 户（0%）",
      "单独订货周期的店铺：2 户订了 0 户（0%）",
      "R101 线路：7 户订了 3 户（43%）",
    ]);
    expect(blocks[1]).toContain("「单一」「单二」");
  });

  test("is one for each instant at which something closes", async () => {
    await liveThrough();
    buildRetailer(day.db, {
      routeId: buildRoute(day.db, { code: "R102", districtId: day.district.id, accountManagerId: day.route.accountManagerId }).id,
    });
    await setCutoffOf("R102", "16:30");
    await day.count();
    expect(day.rowsOf("order_outcome").map(({ chatId }) => chatId)).toEqual([MANAGER, SUPERVISOR, MANAGER, SUPERVISOR]);
  });

  test("leaves out a route that went to someone else before it was sent, and goes to nobody who lost all", async () => {
    await liveThrough();
    const second = buildRoute(day.db, { code: "R102", districtId: day.district.id, accountManagerId: day.route.accountManagerId });
    buildRetailer(day.db, { routeId: second.id });
    await setCutoffOf("R102");
    day.setNow(at("17:20"));
    await day.beat();
    await sweepOutcomes(day.deps);
    const other = buildStaff(day.db, OTHER_MANAGER, ["account_manager"], { districtId: day.district.id });
    day.db.update(routes).set({ accountManagerId: other.id }).where(eq(routes.id, second.id)).run();
    await day.deliver();
    expect(lastTo(MANAGER)).toContain("R101");
    expect(lastTo(MANAGER)).not.toContain("R102");
  });

  test("is not sent of a window that was opened again or called off before it was", async () => {
    await liveThrough();
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

describe("the supervisor's report", () => {
  test("has the district's sum and a line a route, the worst first", async () => {
    await liveThrough();
    addEarlier("2026-11-16", [10, 4]);
    const second = buildRoute(day.db, { code: "R102", districtId: day.district.id });
    buildRetailer(day.db, { routeId: second.id });
    await setCutoffOf("R102");
    await day.count();
    expect(lastTo(SUPERVISOR)).toBe(
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
    await liveThrough();
    const north = buildDistrict(day.db, "城北区");
    buildStaff(day.db, OTHER_SUPERVISOR, ["supervisor"], { districtId: north.id });
    buildStaff(day.db, 62, ["supervisor"]);
    buildRetailer(day.db, { routeId: buildRoute(day.db, { code: "R900", districtId: north.id }).id });
    await setCutoffOf("R900");
    await day.count();
    expect([lastTo(SUPERVISOR)!.includes("R900"), lastTo(OTHER_SUPERVISOR)!.includes("R101")]).toEqual([false, false]);
    expect(lastTo(OTHER_SUPERVISOR)).toContain("城北区：");
    expect(day.textsTo(62).map((text) => text.split("：")[0])).toEqual([`📊 ${day.district.name}`, "📊 城北区"]);
  });

  test("does not go to someone who is no supervisor any more", async () => {
    await liveThrough();
    day.setNow(at("17:20"));
    await day.beat();
    await sweepOutcomes(day.deps);
    day.db.delete(staffRoles).where(eq(staffRoles.role, "supervisor")).run();
    await day.deliver();
    expect(day.textsTo(SUPERVISOR)).toEqual([]);
  });
});

test("what would reach nobody goes to the admins, as far as they can be written to", async () => {
  await liveThrough();
  day.db.update(people).set({ unreachable: "blocked" }).run();
  await day.person(ADMIN).write("/start");
  await day.count();
  expect(day.rowsOf("order_outcome").map(({ chatId }) => chatId)).toEqual([ADMIN]);
  expect(lastTo(ADMIN)).toContain("R101 线路：7 户订了 3 户（43%）");
});

test("staff who were removed hear nothing", async () => {
  await liveThrough();
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
    expect(lastTo(MANAGER)).toContain("11月23日（周一）23:59 截止的订货结果");
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
      expect(lastTo(id)!.length).toBeLessThanOrEqual(4_096);
      expect(lastTo(id)).toMatch(/另有 \d+ 条，见明细/);
    }
    expect(day.outcomes()).toHaveLength(300);
    expect(day.db.select().from(retailers).all().length).toBeGreaterThan(3_300);
  }, 60_000);
});
