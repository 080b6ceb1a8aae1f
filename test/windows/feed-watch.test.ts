import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { deliveries } from "../../db/deliveries.tables.ts";
import { people } from "../../db/people.tables.ts";
import { importOrders } from "../../src/orders/service.ts";
import { remindWindow, sweepFeed } from "../../src/windows/jobs.ts";
import { importCalendar } from "../../src/windows/service.ts";
import { buildPerson, buildRetailer, buildRoute, buildStaff } from "../support/build.ts";
import { at, MANAGER, MONDAY, startOrderDay, type OrderDay } from "./order-day.ts";

const ADMIN = 1;
const ORDER_CLERK = 70;
const OTHER_MANAGER = 51;

let day: OrderDay;
beforeEach(async () => {
  day = await startOrderDay({}, { feed: "auto" });
  day.addShop("A", [201]);
  buildPerson(day.db, ADMIN);
  buildStaff(day.db, ORDER_CLERK, ["order_department"]);
  await day.setCutoff("17:00");
});
afterEach(() => day.close());

/** Order data at an instant: nothing new, but the ordering system is there. */
const beatAt = async (time: string) => {
  day.setNow(at(time));
  await importOrders(day.deps, []);
};
const sweepAt = async (time: string) => {
  day.setNow(at(time));
  await sweepFeed(day.deps);
  await day.deliver();
};
const warnings = () => day.db.select().from(deliveries).where(eq(deliveries.kind, "feed_silent")).all();
const told = () => [MANAGER, ADMIN, ORDER_CLERK].map((id) => day.textsTo(id).length);

describe("a feed that is silent before a cutoff", () => {
  test("is told to the account manager, the admins and the order department ten minutes before the reminder, not sooner", async () => {
    await beatAt("13:30");
    await sweepAt("15:49");
    expect(told()).toEqual([0, 0, 0]);
    await sweepAt("15:50");
    expect(day.textsTo(ADMIN)).toEqual([
      "⚠️ 今天 13:30 以后没有收到公司的订单数据，已超过 2 小时，比平时久。\n16:00 起给 R101 发订货提醒：照常发，会注明数据截至什么时候；这之后订了货的店也会收到。\n请检查订货系统到同舟的接口；一时恢复不了，可用 /import 导入最新订单。",
    ]);
    expect(day.textsTo(MANAGER)[0]).toContain("先在订货系统里核对");
    expect(day.textsTo(ORDER_CLERK)[0]).toContain("订单是否还在导出");
  });

  test("is told once a silence and person, whoever looks and however often", async () => {
    await beatAt("13:30");
    day.setNow(at("15:50"));
    await Promise.all([sweepFeed(day.deps), sweepFeed(day.deps)]);
    await sweepAt("15:51");
    await day.goTo("16:00");
    expect(warnings().map(({ chatId }) => chatId)).toEqual([ADMIN, ORDER_CLERK, MANAGER]);
    expect(told()).toEqual([2, 1, 1]);
  });

  test("is told before anything is sent when the sweep had no time", async () => {
    await beatAt("13:30");
    await day.goTo("16:00");
    const order = day.calls.map(({ payload }) => payload.chat_id);
    expect(order.slice(0, 3)).toEqual([ADMIN, ORDER_CLERK, MANAGER]);
    expect(day.textsTo(MANAGER)[0]).toContain("没有收到公司的订单数据");
    expect(order).toContain(201);
    expect(order.indexOf(201)).toBeGreaterThan(2);
  });

  test("is told in the reader's language", async () => {
    day.db.update(people).set({ locale: "en" }).where(eq(people.id, MANAGER)).run();
    await beatAt("13:30");
    await sweepAt("15:50");
    expect(day.textsTo(MANAGER)).toEqual([
      "⚠️ No order data from the company since today, 13:30: more than 2 hours, longer than usual.\nFrom 16:00 the order reminders of R101 go out all the same. They say as of when the data is; shops that have ordered since then get one too.\nBefore you call a shop, please look in the ordering system. I will tell you when data comes again.",
    ]);
  });

  test("concerns only the account managers whose reminders are near; the admin reads of all of them at once", async () => {
    const other = buildStaff(day.db, OTHER_MANAGER, ["account_manager"], { districtId: day.district.id });
    const later = buildRoute(day.db, { code: "R102", districtId: day.district.id, accountManagerId: other.id });
    const near = buildRoute(day.db, { code: "R103", districtId: day.district.id, accountManagerId: other.id });
    await importCalendar(day.deps, { exceptions: [{ route: later.code, date: MONDAY, cutoff: "20:00", opens: "08:00" }] });
    await beatAt("13:30");
    await sweepAt("15:50");
    expect(day.textsTo(OTHER_MANAGER)).toEqual([]);
    await importCalendar(day.deps, { exceptions: [{ route: near.code, date: MONDAY, cutoff: "17:00", opens: "08:00" }] });
    await sweepAt("15:51");
    expect(day.textsTo(OTHER_MANAGER)[0]).toContain("16:00 起给 R103 发订货提醒");
    expect(told()).toEqual([1, 1, 1]);
  });

  test("of many routes names the first", async () => {
    for (let n = 0; n < 30; n++) {
      const route = buildRoute(day.db, { code: `R2${String(n).padStart(2, "0")}`, districtId: day.district.id });
      await importCalendar(day.deps, { exceptions: [{ route: route.code, date: MONDAY, cutoff: "17:00", opens: "08:00" }] });
    }
    await beatAt("13:30");
    await sweepAt("15:50");
    expect(day.textsTo(ADMIN)[0]).toContain("R218 等（另有 11 条线路） 发订货提醒");
  });

  test("that speaks before the message leaves is not told", async () => {
    await beatAt("13:30");
    day.setNow(at("15:50"));
    await sweepFeed(day.deps);
    await importOrders(day.deps, []);
    await day.deliver();
    expect(told()).toEqual([0, 0, 0]);
    expect(warnings().map(({ reason }) => reason)).toEqual(["feed_back", "feed_back", "feed_back"]);
    await sweepAt("15:51");
    expect(told()).toEqual([0, 0, 0]);
  });

  test("is not told of a window that was cancelled meanwhile", async () => {
    await beatAt("13:30");
    day.setNow(at("15:50"));
    await sweepFeed(day.deps);
    await day.setCutoff("cancelled");
    await day.deliver();
    expect(told()).toEqual([0, 0, 0]);
  });
});

describe("a feed is not silent", () => {
  test("while data comes as often as usual", async () => {
    await beatAt("14:00");
    await sweepAt("15:55");
    expect(warnings()).toEqual([]);
  });

  test("in the hours before the window opened, or in which nobody orders", async () => {
    await beatAt("08:05");
    await day.setCutoff("17:00", { opens: "15:00" });
    await sweepAt("15:55");
    expect(warnings()).toEqual([]);
  });

  test("before the first data ever: an office may remind without a feed", async () => {
    await sweepAt("15:55");
    await day.goTo("16:00");
    expect(warnings()).toEqual([]);
  });

  test("when nobody watches it", async () => {
    await day.person(ADMIN).write("/setting feed_silence off");
    await beatAt("10:00");
    await day.goTo("16:00");
    expect(warnings()).toEqual([]);
  });
});

test("an office that says how long is long is told by that", async () => {
  await day.person(ADMIN).write("/setting feed_silence 45m");
  day.forget();
  await beatAt("15:00");
  await sweepAt("15:50");
  expect(day.textsTo(ADMIN)[0]).toContain("已超过 45 分钟");
});

test("what is usual is learned from the arrivals of the last two weeks", async () => {
  const route = buildRoute(day.db, { code: "R9" });
  buildRetailer(day.db, { routeId: route.id });
  day.setNow(at("11-22 09:00"));
  await importCalendar(day.deps, { exceptions: [{ route: "R9", date: "2026-11-22", cutoff: "17:00", opens: "08:00" }] });
  for (let n = 0; n < 30; n++) await beatAt(`11-22 ${10 + Math.floor(n / 6)}:${String((n % 6) * 10).padStart(2, "0")}`);
  await beatAt("15:19");
  await sweepAt("15:49");
  expect(warnings()).toEqual([]);
  await sweepAt("15:50");
  expect(day.textsTo(ADMIN)[0]).toContain("已超过 30 分钟");
});

describe("when data comes again", () => {
  test("those who were warned are told once, and only those", async () => {
    await beatAt("13:30");
    await sweepAt("15:50");
    await sweepAt("15:55");
    expect(told()).toEqual([1, 1, 1]);
    await beatAt("15:58");
    await sweepAt("15:59");
    await sweepAt("15:59");
    expect(told()).toEqual([2, 2, 2]);
    expect(day.textsTo(MANAGER)[1]).toBe("✅ 今天 15:58 又收到了公司的订单数据（今天 13:30 起中断）。之后的提醒和名单按新数据。");
    expect(day.textsTo(201)).toEqual([]);
  });

  test("and stops once more, that is another silence", async () => {
    await beatAt("11:00");
    await sweepAt("15:50");
    await beatAt("15:51");
    await sweepAt("15:52");
    await day.setCutoff("20:00");
    await sweepAt("18:55");
    expect(warnings()).toHaveLength(6);
    await beatAt("19:30");
    await sweepAt("19:31");
    expect(day.textsTo(ADMIN).map((text) => text.slice(0, 1))).toEqual(["⚠", "✅", "⚠", "✅"]);
  });
});

test("a warning that fails does not keep the shops from being reminded", async () => {
  await beatAt("13:30");
  day.setNow(at("16:00"));
  const deps = { ...day.deps, config: { ...day.deps.config, adminIds: undefined as never } };
  await expect(remindWindow(deps, { windowId: 1, version: 1 })).rejects.toThrow("iterable");
  await day.deliver();
  expect(day.textsTo(201)).toHaveLength(1);
});
