import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { deliveries } from "../../db/deliveries.tables.ts";
import { sweepReminders } from "../../src/windows/jobs.ts";
import { importCalendar } from "../../src/windows/service.ts";
import { buildRoute } from "../support/build.ts";
import { at, MANAGER, startOrderDay, type OrderDay } from "./order-day.ts";

let day: OrderDay;
beforeEach(async () => {
  day = await startOrderDay();
  day.addShop("A", [201]);
  await day.setCutoff("17:00");
});
afterEach(() => day.close());

const window = () => day.findWindows()[0]!;
const counts = () => [201, day.group.chatId, MANAGER].map((chatId) => day.textsTo(chatId).length);

describe("a cutoff that moves before the reminder", () => {
  test("earlier brings the reminder forward; the old alarm is void", async () => {
    await day.setCutoff("15:00");
    expect(window()).toMatchObject({ version: 2, cutoffAt: at("15:00"), reminderAt: at("14:00") });
    await day.goTo("14:00");
    expect(counts()).toEqual([1, 1, 1]);
    await day.goTo("16:00");
    expect(counts()).toEqual([1, 1, 1]);
  });

  test("so far that its reminder time is past is reminded of at once, with the true time left", async () => {
    day.setNow(at("15:00"));
    await day.setCutoff("15:40");
    await day.ring();
    await day.deliver();
    expect(day.textsTo(201)[0]).toContain("今天 15:40 截止订货，还剩 40 分钟");
  });

  test("later puts it off", async () => {
    await day.setCutoff("20:00");
    await day.goTo("16:00");
    expect(counts()).toEqual([0, 0, 0]);
    await day.goTo("19:00");
    expect(counts()).toEqual([1, 1, 1]);
  });

  test("into the past reminds nobody and reports who was missed", async () => {
    day.setNow(at("15:00"));
    await day.setCutoff("14:30");
    await day.ring();
    await day.deliver();
    expect(counts()).toEqual([0, 0, 1]);
    expect(day.textsTo(MANAGER)[0]).toContain("⚠️ R101 线路 今天 14:30 截止的订货提醒没能按时发出");
  });

  test("away altogether cancels the window and its reminder", async () => {
    await day.setCutoff("cancelled");
    expect(window()).toMatchObject({ state: "cancelled", version: 2 });
    await day.goTo("16:00");
    await sweepReminders(day.deps);
    expect(counts()).toEqual([0, 0, 0]);
  });

  test("away and back again reminds", async () => {
    await day.setCutoff("");
    await day.setCutoff("17:00");
    expect(window()).toMatchObject({ state: "planned", version: 3 });
    await day.goTo("16:00");
    expect(counts()).toEqual([1, 1, 1]);
  });
});

describe("a cutoff that moves after the reminder", () => {
  test("later tells the group and the account manager again, never the same person twice", async () => {
    await day.goTo("16:00");
    await day.setCutoff("20:00");
    expect(window()).toMatchObject({ version: 2, remindedAt: null, reminderAt: at("19:00") });
    day.addShop("B", [202]);
    await day.goTo("19:00");
    expect(counts()).toEqual([1, 2, 2]);
    expect(day.textsTo(202)[0]).toContain("今天 20:00 截止订货，还剩 1 小时");
  });

  test("later, while reminders still wait, sends them an hour before the new cutoff instead", async () => {
    day.setNow(at("16:00"));
    await day.ring();
    await day.setCutoff("20:00");
    await day.deliver();
    expect(counts()).toEqual([0, 0, 0]);
    await day.goTo("19:00");
    expect(counts()).toEqual([1, 1, 1]);
    expect(day.textsTo(201)[0]).toContain("今天 20:00");
  });

  test("a little later, while reminders still wait, leaves them valid until the new cutoff", async () => {
    day.setNow(at("16:00"));
    await day.ring();
    day.setNow(at("16:30"));
    await day.setCutoff("17:10");
    expect(window()).toMatchObject({ version: 2, remindedAt: at("16:00") });
    day.setNow(at("17:05"));
    await day.deliver();
    expect(day.textsTo(201)[0]).toContain("今天 17:10 截止订货，还剩 5 分钟");
  });

  test("earlier than now sends nothing that still waits to people or group", async () => {
    day.setNow(at("16:00"));
    await day.ring();
    day.setNow(at("16:10"));
    await day.setCutoff("16:05");
    await day.deliver();
    expect(counts()).toEqual([0, 0, 1]);
    expect(day.textsTo(MANAGER)[0]).toContain("今天 16:05 已截止订货");
  });

  test("away altogether voids what still waits", async () => {
    day.setNow(at("16:00"));
    await day.ring();
    await day.setCutoff("cancelled");
    await day.deliver();
    expect(counts()).toEqual([0, 0, 0]);
    const rows = day.db.select().from(deliveries).all();
    expect(new Set(rows.map(({ state, reason }) => `${state} ${reason}`))).toEqual(new Set(["skipped cancelled"]));
  });

  test("and a message that waited past the cutoff, whatever its row says, is not sent to people or group", async () => {
    day.setNow(at("16:00"));
    await day.ring();
    day.db.update(deliveries).set({ validUntil: null }).run();
    day.setNow(at("17:00"));
    await day.deliver();
    expect(counts()).toEqual([0, 0, 1]);
  });

  test("and a window that was cancelled at the very moment of sending is left alone", async () => {
    day.setNow(at("16:00"));
    await day.ring();
    await day.setCutoff("cancelled");
    // As if a process had written its rows just after.
    day.db.update(deliveries).set({ state: "pending", reason: null }).run();
    await day.deliver();
    expect(counts()).toEqual([0, 0, 0]);
  });
});

describe("a window that has closed", () => {
  test("stays as it was when the weekly cycle changes", async () => {
    const route = buildRoute(day.db, { code: "R7", districtId: day.district.id });
    const importWeekly = (cutoff: string) => importCalendar(day.deps, { rows: [{ route: route.code, weekdays: "Mon", cutoff }] });
    await importWeekly("17:00");
    day.setNow(at("18:00"));
    const [before] = day.windowsOf(`route-${route.id}`);
    await importWeekly("21:00");
    expect(day.windowsOf(`route-${route.id}`)).toMatchObject([before, { cutoffAt: at("11-30 21:00"), version: 2 }]);
  });

  test("opens again by a dated extension, and is reminded of when there is time for it", async () => {
    await day.goTo("16:00");
    day.setNow(at("17:30"));
    await day.setCutoff("21:00");
    expect(window()).toMatchObject({ version: 2, cutoffAt: at("21:00"), remindedAt: null });
    await day.goTo("20:00");
    expect(counts()).toEqual([1, 2, 2]);
  });

  test("and was missed is reminded of after all when it opens again", async () => {
    day.setNow(at("17:20"));
    await sweepReminders(day.deps);
    await day.setCutoff("18:00");
    expect(window()).toMatchObject({ missedAt: null, remindedAt: null });
    await day.ring();
    await day.deliver();
    expect(day.textsTo(201)[0]).toContain("今天 18:00 截止订货，还剩 40 分钟");
  });
});
