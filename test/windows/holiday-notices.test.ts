import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { deliveries } from "../../db/deliveries.tables.ts";
import { people } from "../../db/people.tables.ts";
import { holidayNotices } from "../../db/windows.tables.ts";
import { sweepHolidayNotices } from "../../src/windows/jobs.ts";
import { importCalendar } from "../../src/windows/service.ts";
import { at, MANAGER, startOrderDay, type OrderDay } from "./order-day.ts";

const ADMIN = 1;
/** Thursday, the ordering day of R101; the Monday before is a working day. */
const THURSDAY = "2026-11-26";

let day: OrderDay;
const setDaysOff = (...dates: string[]) => {
  const holidays = { kindOf: (date: string) => (dates.includes(date) ? ("off" as const) : undefined), coversYear: () => true };
  day.deps.calendar = { ...day.deps.calendar, holidays };
};
const importWeekly = (opens?: string) => importCalendar(day.deps, { rows: [{ route: "R101", weekdays: "Thu", cutoff: "17:00", opens }] });
beforeEach(async () => {
  day = await startOrderDay();
  setDaysOff(THURSDAY);
});
afterEach(() => day.close());

const rows = () => day.db.select().from(deliveries).where(eq(deliveries.kind, "holiday_notice")).orderBy(deliveries.id).all();
const sweepAt = async (time: string) => {
  day.setNow(at(time));
  await sweepHolidayNotices(day.deps);
};
const noticesTo = async (chatId: number): Promise<string[]> => {
  await day.deliver();
  return day.textsTo(chatId).filter((text) => text.startsWith("📅"));
};

describe("an ordering day that a holiday drops", () => {
  beforeEach(async () => {
    day.addShop("和平路便利店", [201]);
    await importWeekly();
  });

  test("is told to the shop's people and the route's group two working days ahead at ten, once, with when they order next", async () => {
    for (const early of ["11-23 15:00", "11-24 00:30", "11-24 09:59"]) {
      await sweepAt(early);
      expect(rows()).toEqual([]);
    }
    await sweepAt("11-24 10:00");
    await sweepAt("11-24 10:10");
    await sweepAt("11-25 10:00");
    expect(rows().map(({ chatId }) => chatId)).toEqual([201, day.group.chatId]);
    day.setNow(at("11-24 10:00"));
    expect(await noticesTo(201)).toEqual([
      "📅 节假日订货安排\n「和平路便利店」原定 11月26日（周四）订货，因节假日取消；下次订货 12月3日（周四）17:00 截止，请提前备货。",
    ]);
    expect(await noticesTo(day.group.chatId)).toEqual([expect.stringContaining("本线路原定 11月26日（周四）订货，因节假日取消")]);
    expect(await noticesTo(MANAGER)).toEqual([]);
  });

  test("is told once, when two processes find it at the same moment", async () => {
    day.setNow(at("11-24 10:00"));
    await Promise.all([sweepHolidayNotices(day.deps), sweepHolidayNotices(day.deps)]);
    expect(rows()).toHaveLength(2);
    day.db.delete(deliveries).run();
    await sweepHolidayNotices(day.deps);
    expect(rows()).toEqual([]);
  });

  test("is told late after a downtime, not in the quiet hours, and no more when the day has come", async () => {
    await sweepAt("11-24 22:30");
    expect(rows()).toEqual([]);
    await sweepAt("11-25 11:00");
    expect(await noticesTo(201)).toHaveLength(1);
    day.db.delete(deliveries).run();
    day.db.delete(holidayNotices).run();
    await sweepAt("11-26 10:00");
    expect(rows()).toEqual([]);
  });

  test("of which the message got caught by the quiet hours is told in the morning", async () => {
    await sweepAt("11-24 21:59");
    day.setNow(at("11-24 22:00"));
    expect(await noticesTo(201)).toEqual([]);
    expect(rows()[0]).toMatchObject({ state: "pending", notBefore: at("11-25 08:00") });
    day.setNow(at("11-25 08:00"));
    expect(await noticesTo(201)).toHaveLength(1);
  });

  test("is no news when the office has put an ordering day there meanwhile, or the day is no longer off", async () => {
    await sweepAt("11-24 10:00");
    await importCalendar(day.deps, { exceptions: [{ route: "R101", date: THURSDAY, cutoff: "12:00", opens: "-1 08:00" }] });
    expect(await noticesTo(201)).toEqual([]);
    expect(rows().map(({ state, reason }) => [state, reason])).toEqual([
      ["skipped", "changed"],
      ["skipped", "changed"],
    ]);
    day.db.delete(deliveries).run();
    day.db.delete(holidayNotices).run();
    await sweepHolidayNotices(day.deps);
    expect(rows()).toEqual([]);
  });

  test("is no news to whoever has left the shop, but to people who muted their reminders it is", async () => {
    day.addShop("B", [202]);
    day.addShop("C", [203], { status: "closed" });
    day.addShop("D", [204]);
    day.db.update(people).set({ remindersMutedAt: 1 }).where(eq(people.id, 202)).run();
    day.db.update(people).set({ unreachable: "blocked" }).where(eq(people.id, 204)).run();
    await sweepAt("11-24 10:00");
    expect(rows().map(({ chatId }) => chatId)).toEqual([201, 202, day.group.chatId]);
    expect(await noticesTo(202)).toHaveLength(1);
  });

  test("says so when no other day is planned", async () => {
    day.db.update(people).set({ locale: "en" }).run();
    await importCalendar(day.deps, { exceptions: [{ route: "R101", date: "2026-12-03", cutoff: "cancelled" }] });
    await sweepAt("11-24 10:00");
    expect(await noticesTo(201)).toEqual([expect.stringMatching(/no ordering that day\. Your account manager can tell you/)]);
  });
});

test("a window that opens on the day before is told of a day earlier", async () => {
  day.addShop("A", [201]);
  await importWeekly("-1 08:00");
  await sweepAt("11-23 10:00");
  expect(await noticesTo(201)).toHaveLength(1);
});

test("an ordering day that moves forward is told two working days before its new cutoff, with that cutoff", async () => {
  day.addShop("A", [201]);
  await importWeekly();
  await day.person(ADMIN).write("/setting holiday_rule before");
  await sweepAt("11-23 09:59");
  expect(rows()).toEqual([]);
  await sweepAt("11-23 10:00");
  expect(await noticesTo(201)).toEqual([
    "📅 节假日订货安排\n「A」原定 11月26日（周四）订货，因节假日改到 11月25日（周三），11月25日（周三）17:00 截止。",
  ]);
});

test("one that moved forward and has closed by then is told with the next one", async () => {
  day.addShop("A", [201]);
  await importWeekly();
  await day.person(ADMIN).write("/setting holiday_rule before");
  await sweepAt("11-25 18:00");
  expect(await noticesTo(201)).toEqual([expect.stringContaining("因节假日取消；下次订货 12月3日（周四）17:00 截止")]);
});

test("days off in a row count as no working days", async () => {
  setDaysOff("2026-11-24", "2026-11-25", THURSDAY);
  day.addShop("A", [201]);
  await importWeekly();
  // Monday and the Friday before are the two working days.
  await sweepAt("11-20 10:00");
  expect(rows().map(({ chatId }) => chatId)).toEqual([201, day.group.chatId]);
});

test("a person with several shops and days gets one message; a shop that orders on other days is not told of its route's", async () => {
  const [, own, single] = [day.addShop("A", [201]), day.addShop("B", [201]), day.addShop("C", [202])];
  setDaysOff("2026-11-25", THURSDAY);
  await importWeekly();
  await importCalendar(day.deps, {
    rows: [{ licence_no: own.licenceNo, weekdays: "Wed", cutoff: "17:00" }],
    exceptions: [{ licence_no: single.licenceNo, date: THURSDAY, cutoff: "12:00", opens: "-1 08:00" }],
  });
  await sweepAt("11-23 10:00");
  await sweepAt("11-24 10:00");
  expect(rows().map(({ chatId }) => chatId)).toEqual([201, day.group.chatId]);
  expect((await noticesTo(201))[0]!.split("\n").slice(1)).toEqual([
    expect.stringContaining("「B」原定 11月25日（周三）订货"),
    expect.stringContaining("「A」原定 11月26日（周四）订货"),
  ]);
});

test("without the notice nothing is noted, so that the next sweep tells", async () => {
  day.addShop("A", [201]);
  await importWeekly();
  const { $client } = day.db as unknown as { $client: { exec(text: string): void } };
  $client.exec("create trigger no_notice before insert on deliveries begin select raise(abort, 'full'); end");
  await expect(sweepAt("11-24 10:00")).rejects.toMatchObject({ cause: { message: "full" } });
  $client.exec("drop trigger no_notice");
  await sweepAt("11-24 10:10");
  expect(rows()).toHaveLength(2);
});

test("of more shops than a message holds says how many more changes there are", async () => {
  const shops = Array.from({ length: 60 }, (_, n) => day.addShop(`${"店".repeat(40)}${n}`, [201]));
  await importCalendar(day.deps, { rows: shops.map(({ licenceNo }) => ({ licence_no: licenceNo, weekdays: "Thu", cutoff: "17:00" })) });
  await sweepAt("11-24 10:00");
  const [text] = await noticesTo(201);
  expect(text!.length).toBeLessThan(4_096);
  expect(text!.split("\n").at(-1)).toMatch(/^还有 \d+ 项变动/);
});
