import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { importCalendar, listWindows } from "../../src/windows/service.ts";
import { buildDistrict, buildRetailer, buildRoute, buildStaff } from "../support/build.ts";
import { move, OFFICE, readChat, startCutoffDay, type CutoffDay } from "./cutoff-day.ts";
import { at, MANAGER, MONDAY, SUPERVISOR } from "./order-day.ts";

let day: CutoffDay;
beforeEach(async () => {
  day = await startCutoffDay();
  day.setNow(at("15:40"));
});
afterEach(() => day.close());

const { textTo, labelsTo, buttonsTo, tap, alerts } = readChat(() => day);
const ask = async (id = OFFICE) => {
  await day.person(id).write("/cutoff");
  return textTo(id);
};
const importWeekly = (rows: object[]) =>
  importCalendar(day.deps, { rows: rows.map((row) => ({ weekdays: "Mon", cutoff: "17:00", ...row })) });

describe("the list", () => {
  test("says of each window how many have ordered, when it closes and how long is left", async () => {
    day.addShop("B");
    await day.order(day.shop.licenceNo, "09:00");
    expect(await ask()).toBe(
      "🕔 今天 11月23日（周一）截止的订货\n订单数据截至 15:40\n\nR101：2 户已订 1 户，17:00 截止，还剩 1 小时 20 分钟",
    );
    expect(labelsTo(OFFICE)).toEqual(["R101 1/2", "‹ 11月22日", "🔄 刷新", "11月24日 ›"]);
  });

  test("marks what is cancelled, below what is open, and what is changed", async () => {
    const { id: districtId } = day.district;
    buildRoute(day.db, { code: "R103", districtId });
    await importWeekly([{ route: "R103", cutoff: "16:30" }]);
    const cancelled = day.findWindows().find(({ cutoffAt }) => cutoffAt === at("16:30"))!;
    await day.change(move("17:30"));
    await day.change({ kind: "cancel" }, { windowId: cancelled.id, version: 1 });
    expect(await ask()).toContain("\nR101：1 户已订 0 户，17:30 截止，还剩 1 小时 50 分钟（已改）\nR103：已取消（原 16:30 截止）（已改）");
  });

  test("puts a district's shops with a cutoff of their own into one line, which opens to them", async () => {
    const [own, other] = [day.addShop("甲店"), day.addShop("乙店")];
    await importWeekly([
      { licence_no: own.licenceNo, cutoff: "16:00" },
      { licence_no: other.licenceNo, cutoff: "18:00" },
    ]);
    expect(await ask()).toContain(`\n${day.district.name}：2 户单独截止，2 户未截止`);
    await tap(OFFICE, "cutoff:shops:");
    expect(textTo(OFFICE)).toContain("\n「甲店」：1 户已订 0 户，16:00 截止，还剩 20 分钟\n「乙店」：1 户已订 0 户，18:00 截止");
    await tap(OFFICE, "cutoff:show:");
    expect(textTo(OFFICE)).toContain("🕔 「甲店」 · 11月23日（周一）订货");
    await day.person(OFFICE).press("cutoff:shops:20780:1:0");
    await tap(OFFICE, "cutoff:list:");
    expect(textTo(OFFICE)).toContain("R101");
  });

  test("is paged, eight windows at a time", async () => {
    const codes = Array.from({ length: 17 }, (_, n) => buildRoute(day.db, { code: `P${10 + n}`, districtId: day.district.id }).code);
    await importWeekly(codes.map((route) => ({ route, cutoff: "19:00" })));
    await ask();
    expect(buttonsTo(OFFICE).filter((data) => data.startsWith("cutoff:show:"))).toHaveLength(8);
    expect(labelsTo(OFFICE)).toContain("1/3");
    await day.person(OFFICE).press(buttonsTo(OFFICE).find((data) => /^cutoff:list:\d+:1$/.test(data))!);
    expect(labelsTo(OFFICE)[0]).toBe("P17 0/0");
    await day.person(OFFICE).press(buttonsTo(OFFICE).find((data) => /^cutoff:list:\d+:2$/.test(data))!);
    expect(buttonsTo(OFFICE).filter((data) => data.startsWith("cutoff:show:"))).toHaveLength(2);
  });

  test("shows tomorrow once nothing of today is open, and goes from yesterday to a week ahead", async () => {
    await importWeekly([{ route: "R101", weekdays: "Mon;Tue", opens: "-1 20:00" }]);
    day.setNow(at("17:00"));
    expect(await ask()).toContain("🕔 明天 11月24日（周二）截止的订货");
    await tap(OFFICE, "cutoff:list:");
    expect(textTo(OFFICE)).toContain("R101：1 户已订 0 户，17:00 已截止");
    const days = () => buttonsTo(OFFICE).flatMap((data) => (data.startsWith("cutoff:list:") ? Number(data.split(":")[2]) : []));
    const today = 20_780;
    await day.person(OFFICE).press(`cutoff:list:${today - 1}:0`);
    expect(days()).toEqual([today]);
    await day.person(OFFICE).press(`cutoff:list:${today + 7}:0`);
    expect(textTo(OFFICE)).toContain("11月30日（周一）截止的订货");
    expect(days()).toEqual([today + 6]);
    await day.person(OFFICE).press(`cutoff:list:${today + 8}:0`);
    expect(textTo(OFFICE)).toContain("明天 11月24日（周二）截止的订货");
  });

  test("refreshed without a change says so and leaves the message alone", async () => {
    await ask();
    const before = day.calls.length;
    await tap(OFFICE, "cutoff:fresh:");
    expect(alerts()).toEqual(["没有变化"]);
    expect(day.calls.slice(before).map(({ method }) => method)).toEqual(["answerCallbackQuery"]);
    await day.order(day.shop.licenceNo, "15:30");
    await tap(OFFICE, "cutoff:fresh:");
    expect(textTo(OFFICE)).toContain("R101：1 户已订 1 户");
  });

  test("reads in English", async () => {
    buildStaff(day.db, 71, ["admin"]);
    const english = day.person(71, { language: "en" });
    const own = day.addShop("Own");
    await importWeekly([{ licence_no: own.licenceNo, cutoff: "16:00" }]);
    await english.write("/cutoff");
    expect(textTo(71)).toBe(
      [
        "🕔 Ordering that closes today, Mon 23 Nov",
        "No order data from the company yet today: the counts may be wrong",
        "",
        "R101: ordered 0 of 1 · closes 17:00 · 1 hour 20 minutes left",
        `${day.district.name}: 1 shop with its own cutoff, 1 still open`,
      ].join("\n"),
    );
  });
});

describe("whose windows are listed", () => {
  beforeEach(async () => {
    const west = buildDistrict(day.db);
    const manager = buildStaff(day.db, 51, ["account_manager"], { districtId: day.district.id });
    buildRoute(day.db, { code: "R102", districtId: day.district.id, accountManagerId: manager.id });
    buildRoute(day.db, { code: "R900", districtId: west.id });
    await importWeekly([{ route: "R102" }, { route: "R900" }]);
    buildStaff(day.db, 62, ["service_desk"], { districtId: day.district.id });
    buildStaff(day.db, 63, ["service_desk"]);
    buildStaff(day.db, 64, ["account_manager", "service_desk"], { districtId: west.id });
  });

  test.each([
    ["an account manager's are the own routes", MANAGER, ["R101"]],
    ["another account manager's are theirs", 51, ["R102"]],
    ["a supervisor's are the district's", SUPERVISOR, ["R101", "R102"]],
    ["the desk's are the district's", 62, ["R101", "R102"]],
    ["a desk's of the whole company are all", 63, ["R101", "R102", "R900"]],
    ["of someone with two roles both", 64, ["R900"]],
    ["the order department's are all", OFFICE, ["R101", "R102", "R900"]],
    ["an admin's are all", 1, ["R101", "R102", "R900"]],
  ])("%s", async (_, id, codes) => {
    await ask(id);
    expect(labelsTo(id).flatMap((label) => /^R\d+/.exec(label)?.[0] ?? [])).toEqual(codes);
  });
});

describe("a window's page", () => {
  test("says when it opens and closes, how the reminder stands and who has not ordered, without a number", async () => {
    const ordered = day.addShop("已订店");
    const unlinked = day.addShop("未绑定店");
    await day.order(ordered.licenceNo, "09:00");
    await ask();
    await tap(OFFICE, "cutoff:show:");
    expect(textTo(OFFICE)).toBe(
      [
        "🕔 R101 线路 · 11月23日（周一）订货",
        "11月22日（周日）08:00 开始，今天 17:00 截止，还剩 1 小时 20 分钟",
        "3 户中已订 1 户，未订 2 户",
        "订单数据截至 15:40",
        "提醒：今天 16:00 发出",
        "未订：A、未绑定店",
      ].join("\n"),
    );
    expect(textTo(OFFICE)).not.toContain(unlinked.phone);
    await day.goTo("16:00");
    await day.person(OFFICE).press("cutoff:show:1");
    expect(textTo(OFFICE)).toContain("提醒：今天 16:00 已发出");
  });

  test("of a big route names twenty shops and counts the rest", async () => {
    for (let n = 0; n < 200; n += 1) buildRetailer(day.db, { routeId: day.route.id, shopName: "很长的店名".repeat(40) });
    await day.person(OFFICE).press("cutoff:show:1");
    expect(textTo(OFFICE)).toContain("……另有 181 户");
    expect(textTo(OFFICE).length).toBeLessThan(2_000);
  });

  test("looked at again without a change says so", async () => {
    await ask();
    await tap(OFFICE, "cutoff:show:");
    await tap(OFFICE, "cutoff:look:");
    expect(alerts()).toContain("没有变化");
  });

  test.each([
    "cutoff:show:x",
    "cutoff:list:1",
    "cutoff:nonsense:1",
    "cutoff:yes:1:1",
    "cutoff:why:1:1:__proto__",
    "cutoff:constructor:1:1",
  ])("is not confused by a forged button: %s", async (data) => {
    await day.person(OFFICE).press(data);
    expect(alerts().filter(Boolean).length + textTo(OFFICE).length).toBeGreaterThan(0);
    expect(day.window().version).toBe(1);
  });
});

describe("the API", () => {
  test("shows the version of a window and what was changed by hand", async () => {
    expect(await listWindows(day.deps, MONDAY)).toMatchObject([{ version: 1, changed: null }]);
    await day.change(move("18:00"));
    expect(await listWindows(day.deps, MONDAY)).toMatchObject([
      {
        version: 2,
        cutoff: "2026-11-23T18:00:00+08:00",
        changed: {
          kind: "extend",
          from: "2026-11-23T17:00:00+08:00",
          to: "2026-11-23T18:00:00+08:00",
          reason: "outage",
          at: "2026-11-23T15:40:00+08:00",
        },
      },
    ]);
  });
});
