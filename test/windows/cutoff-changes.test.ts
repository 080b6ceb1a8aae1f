import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { staff, staffRoles } from "../../db/staff.tables.ts";
import { cycleExceptions, windowChanges } from "../../db/windows.tables.ts";
import { sweepReminders } from "../../src/windows/jobs.ts";
import { changeCutoffs, importCalendar } from "../../src/windows/service.ts";
import { buildDistrict, buildGroup, buildRoute, buildStaff } from "../support/build.ts";
import { move, OFFICE, startCutoffDay, type CutoffDay } from "./cutoff-day.ts";
import { at, MANAGER, SUPERVISOR } from "./order-day.ts";

let day: CutoffDay;
beforeEach(async () => {
  day = await startCutoffDay();
});
afterEach(() => day.close());

describe("who may change a cutoff", () => {
  test("the district's supervisor and admins may, an account manager, the desk and another district's supervisor may not", async () => {
    const other = buildDistrict(day.db);
    buildStaff(day.db, 61, ["supervisor"], { districtId: other.id });
    buildStaff(day.db, 62, ["service_desk"], { districtId: day.district.id });
    buildStaff(day.db, 63, ["admin"]);
    for (const actorId of [MANAGER, 61, 62, 999, 201]) expect(await day.carryOut(move("18:00"), { actorId })).toBe("forbidden");
    expect(day.window().version).toBe(1);
    expect(await day.carryOut(move("18:00"), { actorId: SUPERVISOR })).toBe("done");
    expect(await day.carryOut(move("18:30"), { actorId: 63 })).toBe("done");
  });

  test("an admin by settings needs no staff row", async () => {
    const target = { windowId: day.window().id, version: 1, wanted: move("18:00") };
    const done = await changeCutoffs(day.deps, { targets: [target], reason: "weather", note: null, actorId: 1 });
    expect(done).toMatchObject({ changed: [{ windowId: 1, version: 2, cutoffAt: at("18:00") }], refused: [] });
  });
});

describe("a change", () => {
  test("of a window that someone else changed meanwhile is refused", async () => {
    await day.carryOut(move("18:00"));
    expect(await day.carryOut(move("19:00"), { version: 1 })).toBe("stale");
    expect(day.window()).toMatchObject({ version: 2, cutoffAt: at("18:00") });
  });

  test.each([
    ["17:00", "same"],
    ["08:59", "past"],
    ["11-25 00:00", "too_late"],
  ])("to %s is refused: %s", async (time, reason) => {
    expect(await day.carryOut(move(time))).toBe(reason);
    expect(day.window().version).toBe(1);
    expect(day.db.select().from(windowChanges).all()).toEqual([]);
  });

  test("may go to the end of the next day, and no further than the next cutoff", async () => {
    const [, next] = day.findWindows();
    expect(next).toMatchObject({ date: "2026-11-30" });
    expect(await day.carryOut(move("11-24 23:59"))).toBe("done");
    await importCalendar(day.deps, { exceptions: [{ route: "R101", date: "2026-11-24", cutoff: "11:00" }] });
    expect(await day.carryOut(move("11-24 11:00"))).toBe("beyond_next");
    expect(await day.carryOut(move("11-24 10:59"))).toBe("done");
  });

  test("puts off the opening of the next window where that opens at this one's cutoff", async () => {
    await importCalendar(day.deps, { rows: [{ route: "R101", weekdays: "Mon;Tue", cutoff: "17:00" }] });
    await day.carryOut(move("20:00"));
    expect(day.findWindows().find(({ date }) => date === "2026-11-24")).toMatchObject({ opensAt: at("20:00"), version: 2 });
  });

  test("that closes before it opens is refused", async () => {
    const tomorrow = day.findWindows()[1]!;
    const done = await day.change(move("11-29 07:00"), { windowId: tomorrow.id, version: 1 });
    expect(done.refused).toEqual([{ windowId: tomorrow.id, reason: "before_opens" }]);
  });

  test("is on record with who, why, from and to", async () => {
    await day.carryOut(move("18:00"));
    expect(day.db.select().from(windowChanges).all()).toMatchObject([
      {
        kind: "extend",
        version: 2,
        oldCutoffAt: at("17:00"),
        newCutoffAt: at("18:00"),
        reason: "outage",
        personId: OFFICE,
        at: at("09:00"),
      },
    ]);
    expect(day.db.select().from(audit).all()).toMatchObject([{ action: "window.extend", subject: "window-1", actorId: OFFICE }]);
  });

  test("is told to the account manager, with who made it, and not to whoever made it", async () => {
    await day.carryOut(move("18:00"), { actorId: SUPERVISOR });
    expect(day.textsTo(MANAGER)[0]).toContain(`操作人：Staff ${SUPERVISOR}。1 户中已订 0 户。`);
    expect(day.textsTo(SUPERVISOR)).toEqual([]);
  });

  test("is not told to an account manager who made it as the district's supervisor", async () => {
    const { id } = day.db.select().from(staff).where(eq(staff.personId, MANAGER)).get()!;
    day.db.insert(staffRoles).values({ staffId: id, role: "supervisor" }).run();
    expect(await day.carryOut(move("18:00"), { actorId: MANAGER })).toBe("done");
    expect(day.counts()).toEqual([0, 1, 0]);
  });

  test("does not move the opening, which a dated exception of the calendar has told", async () => {
    await day.setCutoff("15:00", { opens: "06:00" });
    await day.carryOut(move("16:00"));
    expect(day.window()).toMatchObject({ opensAt: at("06:00"), cutoffAt: at("16:00") });
  });

  test("of many windows is one transaction, and what can not be done leaves the others alone", async () => {
    const west = buildRoute(day.db, { code: "R102", districtId: day.district.id });
    await importCalendar(day.deps, { rows: [{ route: "R102", weekdays: "Mon", cutoff: "16:00" }] });
    const other = day.windowsOf(`route-${west.id}`)[0]!;
    const targets = [day.window(), other].map(({ id }) => ({ windowId: id, version: 1, wanted: move("16:30") }));
    const done = await changeCutoffs(day.deps, {
      targets: [...targets, { windowId: 999, version: 1, wanted: move("16:30") }],
      reason: "outage",
      note: null,
      actorId: OFFICE,
    });
    expect(done.changed.map(({ windowId }) => windowId)).toEqual([day.window().id, other.id]);
    expect(done.refused).toEqual([{ windowId: 999, reason: "unknown" }]);
  });
});

describe("back to the calendar's time", () => {
  test("is what a dated exception of the calendar said, and not the week", async () => {
    await day.setCutoff("15:00");
    await day.carryOut(move("16:00"));
    await day.carryOut(move("18:00"));
    expect(await day.carryOut({ kind: "restore" })).toBe("done");
    expect(day.window()).toMatchObject({ cutoffAt: at("15:00"), state: "planned" });
    expect(await day.carryOut({ kind: "restore" })).toBe("no_calendar");
  });

  test("follows a calendar that changed meanwhile", async () => {
    await day.carryOut(move("20:00"));
    await importCalendar(day.deps, { rows: [{ route: "R101", weekdays: "Mon", cutoff: "18:00", opens: "-1 08:00" }] });
    expect(day.window()).toMatchObject({ cutoffAt: at("20:00") });
    await day.carryOut({ kind: "restore" });
    expect(day.window()).toMatchObject({ cutoffAt: at("18:00") });
    expect(day.db.select().from(cycleExceptions).all()).toEqual([]);
  });

  test("is not there when the calendar itself has spoken of the day since", async () => {
    await day.carryOut(move("20:00"));
    day.advance(1);
    await day.setCutoff("19:00");
    expect(await day.carryOut({ kind: "restore" })).toBe("no_calendar");
    expect(day.window()).toMatchObject({ cutoffAt: at("19:00") });
  });

  test("is refused once that time has passed", async () => {
    await day.carryOut(move("20:00"));
    day.setNow(at("17:00"));
    expect(await day.carryOut({ kind: "restore" })).toBe("past");
    await day.carryOut({ kind: "cancel" });
    expect(await day.carryOut({ kind: "restore" })).toBe("past");
  });
});

describe("who hears of it", () => {
  test("is the district's group, with the route's name, where the route has none of its own", async () => {
    const quiet = buildRoute(day.db, { code: "R102", districtId: day.district.id });
    const district = buildGroup(day.db, { districtId: day.district.id, locale: "en" });
    await importCalendar(day.deps, { rows: [{ route: "R102", weekdays: "Mon", cutoff: "17:00" }] });
    await day.carryOut(move("18:00"), { windowId: day.windowsOf(`route-${quiet.id}`)[0]!.id, version: 1 });
    expect(day.textsTo(district.chatId)).toEqual([
      "⏰ Route R102: ordering now closes today, 18:00 (it was today, 17:00).\nReason: Ordering system down\nIf your shop has not ordered, please do so before then.\nOrdering line: 95100",
    ]);
    expect(day.textsTo(day.group.chatId)).toEqual([]);
  });

  test("of a single shop's window are its people, and no group", async () => {
    const shop = day.addShop("独店", [205]);
    await importCalendar(day.deps, { rows: [{ licence_no: shop.licenceNo, weekdays: "Mon", cutoff: "15:00" }] });
    const [own] = day.windowsOf(`shop-${shop.id}`);
    await day.carryOut(move("16:00"), { windowId: own!.id, version: 1 });
    expect(day.textsTo(205)[0]).toContain("⏰ 「独店」订货截止时间改为 今天 16:00（原为 今天 15:00）。");
    expect(day.textsTo(day.group.chatId)).toEqual([]);
    expect(day.windowsOf(`shop-${shop.id}`)[0]).toMatchObject({ cutoffAt: at("16:00") });
  });

  test.each([
    ["everyone", [1, 1, 1]],
    ["nobody", [0, 0, 0]],
  ] as const)("is %s without an order when the caller wants it so", async (told, counts) => {
    const target = { windowId: day.window().id, version: 1, wanted: move("20:00") };
    await changeCutoffs(day.deps, { targets: [target], reason: "outage", note: null, actorId: OFFICE, told });
    await day.deliver();
    expect(day.counts()).toEqual(counts);
  });

  test("told when the reminder is due at once, they are not reminded on top of it", async () => {
    const shop = day.addShop("独店", [205]);
    await importCalendar(day.deps, { rows: [{ licence_no: shop.licenceNo, weekdays: "Mon", cutoff: "15:00" }] });
    const [own] = day.windowsOf(`shop-${shop.id}`);
    await day.carryOut(move("09:40"), { windowId: own!.id, version: 1 });
    await sweepReminders(day.deps);
    await day.deliver();
    expect(day.textsTo(205)).toHaveLength(1);
  });
});
