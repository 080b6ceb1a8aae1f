import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { deliveries } from "../../db/deliveries.tables.ts";
import { importCalendar } from "../../src/windows/service.ts";
import { remindWindow } from "../../src/windows/jobs.ts";
import { buildRoute, buildStaff } from "../support/build.ts";
import { at, MANAGER, MONDAY, startOrderDay, type OrderDay } from "../windows/order-day.ts";
import { holdPhone } from "./phone.ts";

let day: OrderDay;
beforeEach(async () => {
  day = await startOrderDay();
});
afterEach(() => day.close());

describe("windows that close at the same instant", () => {
  /** A route's window, and shops with a cutoff of their own at the same time. */
  async function closeTogether(shops: number, cutoff = "17:00") {
    const own = Array.from({ length: shops }, (_, n) => day.addShop(`单店${n}`));
    await importCalendar(
      day.deps,
      {
        exceptions: [
          { route: "R101", date: MONDAY, cutoff, opens: "-1 08:00" },
          ...own.map(({ licenceNo }) => ({ licence_no: licenceNo, date: MONDAY, cutoff, opens: "-1 08:00" })),
        ],
      },
      MANAGER,
    );
    return own;
  }
  const listRows = () => day.db.select().from(deliveries).where(eq(deliveries.kind, "order_call_list")).all();

  test("are one list, and the other rows end with it", async () => {
    day.addShop("A");
    await closeTogether(20);
    await day.goTo("16:00");
    expect(day.textsTo(MANAGER)).toHaveLength(1);
    expect(day.textsTo(MANAGER)[0]).toContain("21 户中 21 户没订");
    expect(
      listRows()
        .map(({ state, reason }) => reason ?? state)
        .sort(),
    ).toEqual([...Array(20).fill("in_one_list"), "sent"]);
  });

  test("are one list too while they are dealt with one after the other", async () => {
    day.addShop("A");
    await closeTogether(2);
    day.setNow(at("16:00"));
    const windows = day.findWindows();
    for (const { id, version } of windows) {
      await remindWindow(day.deps, { windowId: id, version });
      await day.deliver();
    }
    day.advance(3_000);
    await day.deliver();
    expect(day.textsTo(MANAGER)).toEqual([expect.stringContaining("3 户中 3 户没订")]);
  });

  test("do not wait for ever for one whose reminder fails; it brings the whole list again", async () => {
    day.addShop("A");
    await closeTogether(1);
    day.setNow(at("16:00"));
    const [route, shop] = day.findWindows();
    await remindWindow(day.deps, { windowId: route!.id, version: 1 });
    for (let second = 0; second < 40; second++) {
      await day.deliver();
      expect(day.textsTo(MANAGER)).toEqual([]);
      day.advance(1_000);
    }
    day.advance(2_000);
    await day.deliver();
    expect(day.textsTo(MANAGER)).toEqual([expect.stringContaining("1 户中 1 户没订")]);
    await remindWindow(day.deps, { windowId: shop!.id, version: 1 });
    await day.deliver();
    expect(day.textsTo(MANAGER).slice(1)).toEqual([expect.stringContaining("2 户中 2 户没订")]);
  });

  test("are one list while the message of it is still under way", async () => {
    day.addShop("A");
    await closeTogether(1);
    day.setNow(at("16:00"));
    await day.ring();
    // The call is answered only when the other row has been looked at.
    const isOtherWaiting = () => listRows().some(({ state, notBefore }) => state === "pending" && notBefore <= at("16:00"));
    day.refuse(async (_method, { chat_id }) => {
      while (chat_id === MANAGER && isOtherWaiting()) await new Promise((resolve) => setImmediate(resolve));
      return undefined;
    });
    await day.deliver();
    expect(day.textsTo(MANAGER)).toEqual([expect.stringContaining("2 户中 2 户没订")]);
    expect(listRows().map(({ state }) => state)).toEqual(["sent", "skipped"]);
  });

  test("whose list Telegram refused for the moment lose nothing", async () => {
    await closeTogether(3);
    let isDown = true;
    day.refuse((_method, { chat_id }) =>
      isDown && chat_id === MANAGER ? { error_code: 429, description: "Too Many Requests", parameters: { retry_after: 5 } } : undefined,
    );
    day.setNow(at("16:00"));
    await day.ring();
    await day.deliver();
    expect(listRows().map(({ state }) => state)).toEqual(["pending", "pending", "pending"]);
    isDown = false;
    day.advance(60_000);
    await day.deliver();
    expect(day.textsTo(MANAGER)).toEqual([expect.stringContaining("3 户中 3 户没订")]);
  });

  test("of two account managers are two lists, each with its own shops", async () => {
    day.addShop("我的店");
    const other = buildStaff(day.db, 51, ["account_manager"], { districtId: day.district.id });
    const route = buildRoute(day.db, { code: "R102", districtId: day.district.id, accountManagerId: other.id });
    day.addShop("他的店", [], { routeId: route.id });
    const times = { date: MONDAY, cutoff: "17:00", opens: "-1 08:00" };
    await importCalendar(day.deps, { exceptions: ["R101", "R102"].map((code) => ({ route: code, ...times })) });
    await day.goTo("16:00");
    expect(holdPhone(day, MANAGER).labels()).toEqual(["1 📵 我的店", "🔄 刷新"]);
    expect(holdPhone(day, 51).labels()).toEqual(["1 📵 他的店", "🔄 刷新"]);
  });

  test("with another cutoff are another list", async () => {
    day.addShop("A");
    await closeTogether(1, "17:00");
    const late = day.addShop("晚店");
    await importCalendar(
      day.deps,
      { exceptions: [{ licence_no: late.licenceNo, date: MONDAY, cutoff: "17:30", opens: "08:00" }] },
      MANAGER,
    );
    await day.goTo("16:00");
    await day.goTo("16:30");
    expect(day.textsTo(MANAGER)).toEqual([expect.stringContaining("2 户中"), expect.stringContaining("「晚店」 今天 17:30")]);
  });
});

describe("a cutoff that moves", () => {
  test("after the list went out shows in it, and its shops stay", async () => {
    day.addShop("A");
    await day.setCutoff("17:00");
    await day.goTo("16:00");
    // The reminder's time is over, so nobody is reminded again and there is no new list.
    await day.setCutoff("16:50");
    expect(await holdPhone(day, MANAGER).tap("🔄")).toContain("今天 16:50 截止订货，还剩 50 分钟");
    expect(holdPhone(day, MANAGER).labels()[0]).toBe("1 📵 A");
  });

  test("so far that the shops are reminded again makes a new list, and the old one points to it", async () => {
    day.addShop("A");
    await day.setCutoff("17:00");
    await day.goTo("16:00");
    const phone = holdPhone(day, MANAGER);
    const old = phone.findData("🔄");
    await day.setCutoff("19:00");
    expect(await phone.tap("🔄")).toContain("今天 19:00 截止订货");
    await day.goTo("18:00");
    expect(day.textsTo(MANAGER).at(-1)).toContain("今天 19:00 截止订货，还剩 1 小时");
    await phone.press(old);
    expect(phone.answer()).toContain("已由更新的名单代替");
  });

  test("to nowhere ends the list", async () => {
    day.addShop("A");
    await day.setCutoff("17:00");
    await day.goTo("16:00");
    await day.setCutoff("cancelled");
    const phone = holdPhone(day, MANAGER);
    await phone.tap("🔄");
    expect(phone.answer()).toBe("这次订货已取消，不用打了。");
    await phone.tap("A");
    expect(phone.answer()).toBe("这次订货已取消，不用打了。");
  });
});
