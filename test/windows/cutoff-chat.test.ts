import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { people } from "../../db/people.tables.ts";
import { importCalendar } from "../../src/windows/service.ts";
import { buildStaff } from "../support/build.ts";
import { move, OFFICE, readChat, startCutoffDay, type CutoffDay } from "./cutoff-day.ts";
import { at, SUPERVISOR } from "./order-day.ts";

let day: CutoffDay;
beforeEach(async () => {
  day = await startCutoffDay();
  await day.goTo("16:00");
  day.setNow(at("16:10"));
  day.forget();
});
afterEach(() => day.close());

const { textTo, buttonsTo, tap, open, changes } = readChat(() => day);

describe("extending a window in the chat", () => {
  test("goes by two buttons, a reason and a yes; the group, the person and the account manager are told", async () => {
    await open(OFFICE, "extend");
    expect(textTo(OFFICE)).toBe("R101 线路 今天 17:00 截止。延长到几点？请点下面的时间，或直接发给我，如“18:30”“明天 10:00”。");
    await tap(OFFICE, `cutoff:to:1:1:${at("19:00") / 60_000}`);
    expect(textTo(OFFICE)).toContain("R101 线路改为 今天 19:00 截止（现为 今天 17:00）。\n\n请选原因");
    await tap(OFFICE, "cutoff:why:1:1:weather");
    expect(textTo(OFFICE)).toBe(
      "R101 线路改为 今天 19:00 截止（现为 今天 17:00）。\n原因：天气原因\n将通知 1 个群和 1 户还没订货的店。\n到时还没订的店，今天 18:00 提醒。\n\n确认改动吗？",
    );
    expect(day.window().version).toBe(1);
    await tap(OFFICE, "cutoff:yes:");
    expect(textTo(OFFICE)).toContain("✅ 已改好，正在通知。\n\n🕔 R101 线路 · 11月23日（周一）订货");
    expect(textTo(OFFICE)).toContain(`改动记录：\n· 今天 16:10 Staff ${OFFICE}：今天 17:00 → 今天 19:00（天气原因）`);
    await day.deliver();
    expect(day.counts()).toEqual([1, 1, 1]);
    expect(textTo(201)).toContain("今天 19:00");
    expect(day.window()).toMatchObject({ cutoffAt: at("19:00"), version: 2 });
  });

  test("of a cutoff that came with seconds goes by whole minutes", async () => {
    await importCalendar(day.deps, {
      rows: [],
      exceptions: [{ route: "R101", date: "2026-11-23", cutoff: new Date(at("17:00") + 42_000).toISOString() }],
    });
    await open(OFFICE, "extend");
    await tap(OFFICE, "cutoff:to:");
    await tap(OFFICE, "cutoff:why:");
    await tap(OFFICE, "cutoff:yes:");
    expect(day.window().cutoffAt).toBe(at("17:30"));
  });

  test("takes a time in writing, and a reason in words that everyone reads", async () => {
    const office = day.person(OFFICE);
    await open(OFFICE, "extend");
    await office.write("18:30");
    expect(textTo(OFFICE)).toContain("R101 线路改为 今天 18:30 截止");
    await tap(OFFICE, "cutoff:why:1:1:other");
    expect(textTo(OFFICE)).toContain("请把原因写成一句话发给我，120 字以内。");
    await office.write("供电局\n检修");
    expect(textTo(OFFICE)).toContain("原因：供电局 检修");
    await tap(OFFICE, "cutoff:yes:");
    await day.deliver();
    expect(day.textsTo(day.group.chatId)[0]).toContain("原因：供电局 检修");
    expect(changes()).toMatchObject([{ reason: "other", note: "供电局 检修", newCutoffAt: at("18:30") }]);
  });

  test("speaks English to who reads English", async () => {
    buildStaff(day.db, 71, ["order_department"]);
    day.db.update(people).set({ locale: "en" }).run();
    await open(71, "extend");
    await day.person(71, { language: "en" }).write("tomorrow 10:00");
    await tap(71, "cutoff:why:1:1:supply_delayed");
    expect(textTo(71)).toBe(
      "Route R101 closes tomorrow, 10:00 instead of today, 17:00.\nReason: Supply delayed\nTo be told: 1 group and 1 shop that has not ordered.\nShops still without an order are reminded tomorrow, 09:00.\n\nShall I do that?",
    );
  });

  test.each([
    ["abc", "这里面看不出时间"],
    ["17:00", "这就是现在的截止时间"],
    ["后天 10:00", "最晚只能到订货日的第二天 23:59"],
    ["明天", "是几点呢"],
  ])("asks again for a time when it is told %s", async (written, answer) => {
    await open(OFFICE, "extend");
    await day.person(OFFICE).write(written);
    expect(textTo(OFFICE)).toContain(answer);
    await day.person(OFFICE).write("18:00");
    expect(textTo(OFFICE)).toContain("改为 今天 18:00 截止");
  });

  test("refuses a reason that is too long, and keeps the change", async () => {
    await open(OFFICE, "extend");
    await day.person(OFFICE).write("18:00");
    await day.person(OFFICE).write("长".repeat(121));
    expect(textTo(OFFICE)).toBe("太长了，请写成 120 字以内。还没有改动。");
    await day.person(OFFICE).write("长".repeat(120));
    expect(textTo(OFFICE)).toContain("确认改动吗？");
  });

  test("of a window that closed five minutes ago opens it again, for the order department", async () => {
    day.setNow(at("17:05"));
    await day.person(OFFICE).press("cutoff:show:1");
    expect(textTo(OFFICE)).toContain("今天 17:00 已截止");
    expect(buttonsTo(OFFICE).filter((data) => /:(advance|cancel):/.test(data))).toEqual([]);
    await tap(OFFICE, "cutoff:extend:");
    await tap(OFFICE, "cutoff:to:");
    await tap(OFFICE, "cutoff:why:1:1:outage");
    await tap(OFFICE, "cutoff:yes:");
    expect(day.window()).toMatchObject({ state: "planned", cutoffAt: at("17:30"), version: 2 });
    await day.person(SUPERVISOR).press("cutoff:show:1");
    day.setNow(at("17:31"));
    await tap(SUPERVISOR, "cutoff:extend:");
    expect(textTo(SUPERVISOR)).toContain("已经截止。当天内如需重新开放，请找订单部。");
  });
});

describe("closing earlier, cancelling, and taking it back", () => {
  test("earlier is told in writing", async () => {
    await open(SUPERVISOR, "advance");
    await day.person(SUPERVISOR).write("16:40");
    await tap(SUPERVISOR, "cutoff:why:1:1:supply_delayed");
    expect(textTo(SUPERVISOR)).not.toContain("提醒。");
    await tap(SUPERVISOR, "cutoff:yes:");
    expect(day.window()).toMatchObject({ cutoffAt: at("16:40"), version: 2 });
    expect(changes()).toMatchObject([{ kind: "advance", personId: SUPERVISOR }]);
  });

  test("a cancelled window offers to be restored while the calendar's cutoff is to come", async () => {
    await open(OFFICE, "cancel");
    await tap(OFFICE, "cutoff:why:1:1:holiday");
    expect(textTo(OFFICE)).toContain("R101 线路 今天 17:00 截止的本次订货取消。");
    await tap(OFFICE, "cutoff:yes:");
    expect(textTo(OFFICE)).toContain("已取消（原定 今天 17:00 截止）");
    await tap(OFFICE, "cutoff:restore:");
    expect(textTo(OFFICE)).toContain("R101 线路恢复为日历上的 今天 17:00 截止。");
    await tap(OFFICE, "cutoff:yes:");
    expect(day.window()).toMatchObject({ state: "planned", version: 3 });
    expect(changes().map(({ kind, reason }) => [kind, reason])).toEqual([
      ["cancel", "holiday"],
      ["restore", null],
    ]);
  });

  test("a moved window offers the calendar's time while that is to come, and no longer", async () => {
    await day.change(move("20:00"));
    await day.person(OFFICE).press("cutoff:show:1");
    expect(buttonsTo(OFFICE)).toContain("cutoff:restore:1:2");
    day.setNow(at("17:00"));
    await day.person(OFFICE).press("cutoff:show:1");
    expect(buttonsTo(OFFICE)).not.toContain("cutoff:restore:1:2");
    await day.person(OFFICE).press("cutoff:restore:1:2");
    expect(textTo(OFFICE)).toContain("这个时间已经过了");
  });

  test("no leaves it as it is", async () => {
    await open(OFFICE, "cancel");
    await tap(OFFICE, "cutoff:why:1:1:holiday");
    const yes = buttonsTo(OFFICE).find((data) => data.startsWith("cutoff:yes"))!;
    await tap(OFFICE, "cutoff:no:");
    expect(textTo(OFFICE)).toContain("没有改动。");
    await day.person(OFFICE).press(yes);
    expect(textTo(OFFICE)).toContain("这一步已失效，没有改动。");
    expect(day.window().version).toBe(1);
  });
});
