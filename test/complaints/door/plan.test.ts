import { describe, expect, test } from "vitest";
import { people } from "../../../db/people.tables.ts";
import { decidePlan } from "../../../src/complaints/door/rules.ts";
import { endOfVisitDay, offerVisitTimes } from "../../../src/complaints/door/times.ts";
import { builtInHolidays } from "../../../src/calendar/holidays.ts";
import { parseWorkingHours } from "../../../src/calendar/working-hours.ts";
import { CLERK, MANAGER, OTHER_RETAILER, RETAILER, SPOUSE, startWorld, STRANGER, SUPERVISOR, type World } from "../world.ts";

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const at = (local: string): number => Date.parse(`${local}:00+08:00`);
const tap = (local: string): string => `case:plan:1:${at(local) / 60_000}`;
const door = (w: World) => w.promised()[1]!;
const kinds = (w: World) => w.timeline().map(({ kind }) => kind);
const rows = (w: World, kind: string) => w.outbox().filter((row) => row.kind === kind);

describe("planning a visit", () => {
  test("offers the next mornings and afternoons of working days, and a tap tells the shop", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(MANAGER).press("case:plan:1");
    expect(w.lastTo(MANAGER).payload.text).toContain("承诺截止 11月25日（周三）09:00");
    const offered = [
      "2026-11-23T10:00",
      "2026-11-23T14:00",
      "2026-11-24T09:00",
      "2026-11-24T14:00",
      "2026-11-25T09:00",
      "2026-11-25T14:00",
    ];
    expect(w.buttonsOf(w.lastTo(MANAGER))).toEqual([...offered.map(tap), "case:later:1"]);
    w.forget();
    await w.person(MANAGER).press(tap("2026-11-24T09:00"));
    await w.person(MANAGER).press(tap("2026-11-24T09:00"));
    await w.deliver();
    expect(door(w)).toMatchObject({ plannedAt: at("2026-11-24T09:00"), dueVersion: 1, within: "2d" });
    expect(w.textsTo(MANAGER)[0]).toBe("✅ C-20261123-0001 已约明天 09:00 上门。已告诉客户。");
    expect(w.textsTo(MANAGER).at(-1)).toContain("🏠 上门服务任务：11月25日（周三）09:00 前\n已约：明天 09:00");
    expect(w.textsTo(RETAILER)).toEqual(["📅 王强约明天 09:00 到“和平路便利店”上门（C-20261123-0001）。"]);
    expect(w.buttonsOf(w.lastTo(RETAILER))).toEqual(["complain:othertime:1"]);
    expect(w.timeline().slice(1)).toMatchObject([{ kind: "planned", actorId: MANAGER, text: "2026-11-24 09:00" }]);
    await w.person(RETAILER).press("complain:back:1");
    expect(w.lastTo(RETAILER).payload.text).toContain("已约明天 09:00 上门。");
  });

  test("takes words, asks again for what it can not read, and refuses the past and more than thirty days", async () => {
    const w = await startWorld();
    await w.fileOne();
    const manager = w.person(MANAGER);
    await manager.press("case:plan:1");
    w.forget();
    for (const words of ["看情况", "明天", "昨天 15:00", "2026-12-31 15:00"]) await manager.write(words);
    expect(w.textsTo(MANAGER)).toEqual([
      "没有看懂时间，请写成“明天 15:00”或“周三上午十点”。",
      "还差几点，请连时间一起写，例如“明天下午三点”。",
      "这个时间已经过了，请写以后的时间。",
      "最多约到 30 天后，请选近一些的时间。",
    ]);
    await manager.press(tap("2026-11-20T09:00"));
    expect(w.alerts().at(-1)).toBe("这个时间已经过了，请选以后的时间。");
    expect(door(w).plannedAt).toBeNull();
    await manager.write("明天下午三点");
    expect(door(w).plannedAt).toBe(at("2026-11-24T15:00"));
    await manager.write("后天下午三点");
    expect(door(w).plannedAt).toBe(at("2026-11-24T15:00"));
  });

  test("an old plan is not told when a newer one came before it went out", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(MANAGER).press(tap("2026-11-24T09:00"));
    await w.person(MANAGER).press(tap("2026-11-24T14:00"));
    await w.deliver();
    expect(rows(w, "visit_planned").map(({ state }) => state)).toEqual(["skipped", "sent"]);
  });

  test("later than promised needs a reason, which the shop reads, and the promise stays as it was", async () => {
    const w = await startWorld();
    await w.fileOne();
    const { dueAt } = door(w);
    await w.person(MANAGER).press(tap("2026-11-27T14:00"));
    expect(w.lastTo(MANAGER).payload.text).toContain("11月27日（周五）14:00 晚于承诺的时间");
    expect(door(w).plannedAt).toBeNull();
    await w.person(MANAGER).send({ sticker: { file_id: "S" } });
    await w.person(MANAGER).write("车坏了");
    await w.deliver();
    expect(door(w)).toMatchObject({ plannedAt: at("2026-11-27T14:00"), dueAt, dueVersion: 1 });
    expect(w.lastTo(RETAILER).payload.text).toContain("比承诺的 11月25日（周三）09:00 晚，抱歉。原因：车坏了");
    expect(w.timeline().at(-1)).toMatchObject({ kind: "planned", text: "2026-11-27 14:00 车坏了" });
    await w.person(SUPERVISOR).write("/case C-20261123-0001");
    await w.deliver();
    expect(w.textsTo(SUPERVISOR).at(-1)).toContain("约定上门 · 王强 · 11月27日（周五）14:00 车坏了\n");
  });

  test("is offered, and asked for, with buttons that a phone does not cut", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(MANAGER).press("case:plan:1");
    type Rows = { inline_keyboard: { text: string }[][] };
    const rows = (id: number) => (w.lastTo(id).payload["reply_markup"] as Rows).inline_keyboard.map((row) => row.map(({ text }) => text));
    expect(rows(MANAGER)[2]).toEqual(["11月25日 09:00", "11月25日 14:00"]);
    await w.person(RETAILER).press("complain:othertime:1");
    expect(rows(RETAILER)).toEqual([["上午方便", "下午方便"], ["改天，请先联系我"], ["取消"]]);
  });

  test("later because the shop wished for it moves the promise to the end of that day, with a warning and an alarm of its own", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(MANAGER).press(tap("2026-11-24T09:00"));
    await w.deliver();
    await w.person(RETAILER).press("complain:othertime:1");
    expect(w.buttonsOf(w.lastTo(RETAILER))).toEqual([
      "complain:wish:1:morning",
      "complain:wish:1:afternoon",
      "complain:wish:1:day",
      "complain:keeptime:1",
    ]);
    const message = await w.person(RETAILER).write("周五下午吧");
    await w.update({ message: message as never });
    await w.deliver();
    expect(door(w).plannedAt).toBeNull();
    const asked = w.outbox().findLast(({ kind }) => kind === "visit_asked")!;
    const text = w.calls.find(({ messageId }) => messageId === asked.messageId)!;
    expect(text.payload).toMatchObject({ chat_id: MANAGER });
    expect(text.payload.text).toContain("🔁 客户想换个时间：“周五下午吧”");
    expect(w.buttonsOf(text)).toContain("case:plan:1");
    expect(w.textsTo(RETAILER)).toContain("已转告：“周五下午吧”（C-20261123-0001）。约好新时间就告诉您。");
    await w.person(MANAGER).press(tap("2026-11-27T14:00"));
    expect(door(w)).toMatchObject({ plannedAt: at("2026-11-27T14:00"), dueAt: at("2026-11-27T17:30"), within: null, dueVersion: 2 });
    expect(door(w).warnAt).toBe(at("2026-11-27T08:36"));
    expect(w.alarms.at(-1)).toMatchObject({ jobId: "promise-2-due-2", dueAt: at("2026-11-27T17:30") });
    // The wish has been met: one more day later is the company's own doing.
    await w.person(MANAGER).press(tap("2026-11-30T14:00"));
    expect(door(w).plannedAt).toBe(at("2026-11-27T14:00"));
    expect(kinds(w)).toEqual(["opened", "planned", "other_time", "planned"]);
  });

  test("a promise that was broken stays broken, whatever the shop wishes for", async () => {
    const w = await startWorld();
    await w.fileOne();
    const { dueAt } = door(w);
    w.setNow(dueAt + HOUR);
    await w.person(RETAILER).press("complain:wish:1:day");
    await w.person(MANAGER).press(tap("2026-11-27T14:00"));
    expect(door(w)).toMatchObject({ plannedAt: at("2026-11-27T14:00"), dueAt, dueVersion: 1 });
  });

  test("who can not be reached is to be called", async () => {
    const w = await startWorld();
    await w.person(CLERK).write(`/complaint ${w.shop.licenceNo} 少了`);
    w.db.update(people).set({ unreachable: "blocked" }).run();
    await w.person(MANAGER).press(tap("2026-11-24T09:00"));
    expect(w.textsTo(MANAGER).at(-1)).toContain("客户目前收不到私信，请打电话告知。");
  });
});

describe("another time", () => {
  test("with a tap: the same wish twice is one, and the plan is over", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(MANAGER).press(tap("2026-11-24T09:00"));
    await w.person(SPOUSE).press("complain:wish:1:afternoon");
    await w.person(RETAILER).press("complain:wish:1:afternoon");
    expect(kinds(w)).toEqual(["opened", "planned", "other_time"]);
    expect(w.timeline().at(-1)).toMatchObject({ actorId: SPOUSE, text: "下午方便" });
    expect(door(w).plannedAt).toBeNull();
  });

  test("as a reply to the plan, after the question, is the wish and nothing for the desk", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(MANAGER).press(tap("2026-11-24T09:00"));
    await w.deliver();
    const plan = w.lastTo(RETAILER);
    await w.reply(RETAILER, undefined, plan, { text: "钥匙在邻居那" });
    expect(kinds(w).at(-1)).toBe("added");
    await w.person(RETAILER).press("complain:othertime:1");
    await w.reply(RETAILER, undefined, plan, { text: "周四" });
    expect(w.timeline().at(-1)).toMatchObject({ kind: "other_time", text: "周四" });
  });

  test("can be left as it is, and is not for others, an unknown wish, or a visit that is over", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(RETAILER).press("complain:othertime:1");
    await w.person(RETAILER).press("complain:keeptime:1");
    await w.person(RETAILER).write("你好");
    for (const id of [OTHER_RETAILER, STRANGER, MANAGER, SUPERVISOR]) {
      await w.person(id).press("complain:othertime:1");
      await w.person(id).press("complain:wish:1:day");
    }
    await w.person(RETAILER).press("complain:wish:1:constructor");
    await w.person(RETAILER).press("complain:wish:1:day", { chat: w.group });
    expect(kinds(w)).toEqual(["opened"]);
    await w.person(RETAILER).press("complain:novisit-yes:1");
    await w.person(RETAILER).press("complain:wish:1:day");
    expect(kinds(w)).toEqual(["opened", "no_visit"]);
  });
});

describe("by the calendar", () => {
  const calendar = (hours: string) => ({ zone: "Asia/Shanghai", hours: parseWorkingHours(hours), holidays: builtInHolidays() });
  const local = (times: number[]) => times.map((time) => new Date(time + 8 * HOUR).toISOString().slice(5, 16));

  test("no time is offered on a holiday, in a break, or within half an hour", () => {
    const usual = calendar("Mon-Fri 08:30-12:00,14:00-17:30");
    expect(local(offerVisitTimes(at("2026-09-30T11:45"), usual))).toEqual([
      "09-30T14:00",
      "10-08T09:00",
      "10-08T14:00",
      "10-09T09:00",
      "10-09T14:00",
      "10-10T09:00",
    ]);
    expect(local(offerVisitTimes(at("2026-11-23T13:45"), usual))[0]).toBe("11-23T15:00");
    expect(local(offerVisitTimes(at("2026-11-28T20:00"), calendar("always"))).slice(0, 2)).toEqual(["11-29T09:00", "11-29T14:00"]);
  });

  test("a day's hours end at closing, on a day off with the visit itself", () => {
    const usual = calendar("Mon-Fri 08:30-12:00,14:00-17:30");
    expect(endOfVisitDay(at("2026-11-27T09:00"), usual)).toBe(at("2026-11-27T17:30"));
    expect(endOfVisitDay(at("2026-11-27T19:00"), usual)).toBe(at("2026-11-27T19:00"));
    expect(endOfVisitDay(at("2026-11-28T10:00"), usual)).toBe(at("2026-11-28T10:00"));
  });

  test.each([
    [{ at: 5, now: 5 }, "plan_past"],
    [{ at: 30 * DAY + 1, now: 0 }, "plan_far"],
    [{ at: 100, now: 0 }, "keep"],
    [{ at: 101, now: 0 }, "plan_reason"],
    [{ at: 101, now: 0, hasReason: true }, "keep"],
    [{ at: 101, now: 0, isWished: true }, "move"],
    [{ at: 101, now: 100, isWished: true }, "keep"],
    [{ at: 101, now: 0, isWished: true, breachedAt: 1 }, "keep"],
  ])("a plan %j means %s", ({ breachedAt = null, ...plan }: { at: number; now: number; breachedAt?: number | null }, decision) => {
    expect(decidePlan({ dueAt: 100, breachedAt }, { isWished: false, hasReason: false, ...plan })).toBe(decision);
  });
});
