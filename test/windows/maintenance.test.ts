import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { planAllWindows } from "../../src/windows/jobs.ts";
import { importCalendar } from "../../src/windows/service.ts";
import { at, MANAGER, startOrderDay, type OrderDay } from "./order-day.ts";

const ADMIN = 1;

let day: OrderDay;
let admin: ReturnType<OrderDay["person"]>;
beforeEach(async () => {
  day = await startOrderDay();
  admin = day.person(ADMIN);
  await importCalendar(day.deps, { rows: [{ route: "R101", weekdays: "Tue;Sat", cutoff: "-1 23:59", opens: "-4 20:00" }] });
});
afterEach(() => day.close());

const windows = () => day.windowsOf(`route-${day.route.id}`).filter(({ date }) => date <= "2026-11-28");
const said = () => day.textsTo(ADMIN).at(-1)!;

describe("maintenance times", () => {
  test("move the windows that are planned already, with their reminders, as soon as they are set", async () => {
    expect(windows()).toMatchObject([{ opensAt: at("11-20 20:00") }, { cutoffAt: at("11-27 23:59"), preliminaryAt: at("11-27 17:00") }]);
    day.alarms.splice(0);
    await admin.write("/setting maintenance 周五 18:00-周六 12:00");
    expect(said()).toContain("订货平台维护时间：周五 18:00-周六 12:00");
    expect(windows()).toMatchObject([
      { date: "2026-11-24", opensAt: at("11-21 12:00"), cutoffAt: at("11-23 23:59"), version: 2 },
      { date: "2026-11-28", cutoffAt: at("11-27 18:00"), reminderAt: at("11-27 17:00"), preliminaryAt: null, version: 2 },
    ]);
    const [, saturday] = windows();
    expect(day.alarms).toContainEqual(expect.objectContaining({ jobId: `reminder-${saturday!.id}-2`, dueAt: at("11-27 17:00") }));
  });

  test("that end give the windows their times back, by “off” and by the default", async () => {
    for (const back of [() => admin.write("/setting maintenance 无"), () => admin.press("setting:resetyes:maintenance")]) {
      await admin.write("/setting maintenance Fri 18:00-Sat 12:00");
      expect(windows()[1]).toMatchObject({ cutoffAt: at("11-27 18:00") });
      await back();
      expect(windows()[1]).toMatchObject({ cutoffAt: at("11-27 23:59"), preliminaryAt: at("11-27 17:00") });
    }
    await planAllWindows(day.deps);
    expect(windows()[1]).toMatchObject({ version: 5 });
  });

  test("are shown in the reader's language, and refused with an example when they are none", async () => {
    await day.person(ADMIN, { language: "en" }).write("/setting maintenance 周一 02:00-04:00，周五 18:00-周六 12:00");
    expect(said()).toContain("Maintenance of the ordering platform: Mon 02:00-Mon 04:00, Fri 18:00-Sat 12:00");
    await admin.write("/setting maintenance 周五晚上");
    expect(said()).toContain("没看懂维护时间");
    expect(said()).toContain("/setting maintenance 周五 18:00-周六 12:00");
  });

  test("are told to a retailer who asks while they last", async () => {
    day.addShop("A", [201]);
    await admin.write("/setting maintenance Mon 08:00-10:00");
    const retailer = day.person(201);
    await retailer.write("/order");
    expect(day.textsTo(201).at(-1)).toMatch(/^🔧 订货平台正在维护，今天 10:00 恢复订货。\n\n📦/);
    day.setNow(at("10:00"));
    await retailer.write("/order");
    expect(day.textsTo(201).at(-1)).toMatch(/^📦/);
  });
});

describe("the holiday rule", () => {
  test("is set by the words of either language and shown as what it does", async () => {
    for (const [typed, shown] of [
      ["提前", "提前到前一个工作日"],
      ["AFTER", "顺延到后一个工作日"],
      ["drop", "取消当次订货"],
    ]) {
      await admin.write(`/setting holiday_rule ${typed}`);
      expect(said()).toContain(`订货日遇节假日：${shown}`);
    }
    await admin.write("/setting holiday_rule 看情况");
    expect(said()).toContain("请写“取消”“提前”或“顺延”。");
  });

  test("moves the windows that are planned already, and remembers from which day", async () => {
    day.deps.calendar = {
      ...day.deps.calendar,
      holidays: { kindOf: (date) => (date === "2026-11-28" ? "off" : undefined), coversYear: () => true },
    };
    await planAllWindows(day.deps);
    expect(windows()).toMatchObject([{ date: "2026-11-24" }, { date: "2026-11-28", state: "cancelled" }]);
    await admin.write("/setting holiday_rule before");
    expect(windows()).toMatchObject([
      { date: "2026-11-24", movedFrom: null },
      { date: "2026-11-27", movedFrom: "2026-11-28", state: "planned", cutoffAt: at("11-26 23:59"), preliminaryAt: at("11-26 17:00") },
      { date: "2026-11-28", state: "cancelled" },
    ]);
    const before = day.findWindows();
    await planAllWindows(day.deps);
    expect(day.findWindows()).toEqual(before);
    await day.deliver();
    expect(day.textsTo(MANAGER).at(-1)).toContain(
      "· R101 线路 11月27日（周五）：代替节假日 11月28日（周六）订货，11月26日（周四）23:59 截止",
    );
  });
});
