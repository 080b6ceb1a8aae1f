import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { promises, complaints } from "../../db/complaints.tables.ts";
import { MONDAY_9 } from "../support/bot.ts";
import { buildDistrict, buildStaff } from "../support/build.ts";
import { CLERK, MANAGER, RETAILER, SUPERVISOR } from "../complaints/world.ts";
import { DAY, HOUR, startTasks, type Tasks } from "./world.ts";

/** Tuesday 24 November, 08:30 in Shanghai: the next morning's opening. */
const TUESDAY = Date.parse("2026-11-24T00:30:00Z");
const tapFor = (at: number, kind = "desk") => `case:postpone:1:${kind}-${at / 1_000}`;
const own = (w: Tasks) => w.addTask("desk_reply", { ownerId: w.clerk.id, dueAt: MONDAY_9 + HOUR });
const postponed = (w: Tasks) => w.timeline().filter(({ kind }) => kind === "postponed");

describe("a task is put off", () => {
  test("to an offered time, with a reason: planned, noted in the timeline, promised as before", async () => {
    const w = await startTasks();
    own(w);
    await w.person(CLERK).press("case:postpone:1:desk");
    expect(w.linesTo(CLERK)).toEqual(["C-20261123-0001 客服回复：推迟到什么时候办？", "承诺的期限不变：今天 10:00 前。"]);
    expect(w.labelsTo(CLERK)).toEqual(["明天 08:30", "11月25日（周三）09:00", "11月30日（周一）08:30", "其他时间", "取消"]);
    await w.person(CLERK).press(tapFor(TUESDAY));
    expect(w.lastTo(CLERK).payload.text).toBe("打算明天 08:30 办理。请用一句话写下推迟的原因，会记在投诉单里。");
    const message = await w.person(CLERK).write("等仓库答复");
    expect(w.lastTo(CLERK).payload.text).toBe("✅ 已记下：C-20261123-0001 客服回复计划明天 08:30 办理。\n承诺的期限不变：今天 10:00 前。");
    expect(w.promised()).toMatchObject([{ plannedAt: TUESDAY, dueAt: MONDAY_9 + HOUR, dueVersion: 1, state: "open" }]);
    expect(postponed(w)).toMatchObject([{ actorId: CLERK, promise: "desk_reply", text: "等仓库答复" }]);
    // The same message once more, and then words that are no reason for anything.
    await w.update({ message: message as never });
    await w.person(CLERK).write("还在等");
    expect(postponed(w)).toHaveLength(1);
    expect(w.textsTo(RETAILER)).toEqual([]);
    await w.person(CLERK).write("/tasks");
    expect(w.linesTo(CLERK)[1]).toContain("计划明天 08:30");
  });

  test("to a time in one's own words; what is not understood, past or too far is asked for again", async () => {
    const w = await startTasks();
    own(w);
    await w.person(CLERK).press("case:postpone:1:desk-words");
    const said: string[] = [];
    for (const words of ["随便", "周五", "今天 8:00", "12月20日 9:00", "2027-11-23 09:00", "周五下午3点"]) {
      await w.person(CLERK).write(words);
      said.push(w.lastTo(CLERK).payload.text!.slice(0, 12));
    }
    expect(said).toEqual([
      "没有看懂这个时间。请写上",
      "没有看懂这个时间。请写上",
      "这个时间已经过去了。请换",
      "最多推迟 14 天。时间",
      "最多推迟 14 天。时间",
      "打算11月27日（周五）",
    ]);
    await w.person(CLERK).send({ sticker: { file_id: "S" } });
    expect(w.lastTo(CLERK).payload.text).toBe("请用文字说明。");
    await w.person(CLERK).write("客户出差");
    expect(w.promised()[0]!.plannedAt).toBe(Date.parse("2026-11-27T07:00:00Z"));
  });

  test("also when it is overdue or a next attempt, by those in charge, and in English", async () => {
    const w = await startTasks({ language: "en" });
    w.addTask("return_visit", { ownerId: w.supervisor.id, state: "kept", dueAt: MONDAY_9 - 2 * DAY, nextAt: MONDAY_9 });
    await w.person(SUPERVISOR).press(tapFor(TUESDAY, "return"));
    await w.person(SUPERVISOR).write("nobody answers");
    expect(w.lastTo(SUPERVISOR).payload.text).toBe(
      "✅ Noted: C-20261123-0001, Return visit, is planned for tomorrow, 08:30.\nThe promised time stays: by today, 09:00 (overdue).",
    );
  });

  test("not at all after Cancel, or when something else is begun", async () => {
    const w = await startTasks();
    own(w);
    await w.person(CLERK).press(tapFor(TUESDAY));
    await w.person(CLERK).press("case:postpone:1:desk-no");
    expect(w.lastTo(CLERK)).toMatchObject({ method: "editMessageText", payload: { text: "好，不推迟。这项任务还在待办里：/tasks" } });
    await w.person(CLERK).write("等仓库");
    await w.person(CLERK).press(tapFor(TUESDAY));
    await w.person(CLERK).write("/tasks");
    await w.person(CLERK).write("等仓库");
    expect(w.promised()[0]!.plannedAt).toBeNull();
  });
});

describe("putting off is refused", () => {
  const refusal = async (w: Tasks, id: number, data: string) => {
    w.forget();
    await w.person(id).press(data);
    return w.alerts().at(-1) ?? "";
  };

  test("to whoever neither owns the promise nor is in charge, with every button", async () => {
    const w = await startTasks();
    own(w);
    buildStaff(w.db, 201, ["service_desk"], { districtId: w.district.id });
    buildStaff(w.db, 500, ["supervisor", "service_desk"], { districtId: buildDistrict(w.db).id });
    for (const id of [201, 500, MANAGER])
      for (const data of ["case:postpone:1:desk", "case:postpone:1:desk-words", tapFor(TUESDAY)])
        expect(await refusal(w, id, data), `${id} ${data}`).toContain("您不能处理这张投诉单");
    expect(await refusal(w, SUPERVISOR, "case:postpone:1:desk")).toBe("");
  });

  test("to the person the case is about, though in charge, who is not to know that there is one", async () => {
    const w = await startTasks();
    w.addTask("desk_reply", { complaintId: w.addCase({ restriction: "about_staff", aboutStaffId: w.supervisor.id }).id });
    expect(await refusal(w, SUPERVISOR, "case:postpone:1:desk")).toContain("没有找到这张投诉单");
  });

  test("for a promise that ended or never was, a case that ended, a time that passed or is too far, and nonsense", async () => {
    const w = await startTasks();
    const task = own(w);
    expect(await refusal(w, CLERK, tapFor(MONDAY_9))).toContain("这个时间已经过去了");
    expect(await refusal(w, CLERK, tapFor(MONDAY_9 + 14 * DAY + 1_000))).toContain("最多推迟 14 天");
    expect(await refusal(w, CLERK, tapFor(MONDAY_9 + 14 * DAY))).toBe("");
    for (const data of ["case:postpone:1", "case:postpone:1:nope", "case:postpone:1:desk-soon"])
      expect(await refusal(w, CLERK, data)).toContain("这个按钮已失效");
    expect(await refusal(w, SUPERVISOR, tapFor(TUESDAY, "return"))).toContain("这项承诺已经结束");
    w.db.update(promises).set({ state: "kept" }).where(eq(promises.id, task.id)).run();
    expect(await refusal(w, CLERK, tapFor(TUESDAY))).toContain("这项承诺已经结束");
    w.db.update(complaints).set({ state: "closed" }).run();
    expect(await refusal(w, CLERK, tapFor(TUESDAY))).toContain("办结");
  });

  test("when the promise ended, or passed to another, between the question and the reason", async () => {
    const w = await startTasks();
    const task = own(w);
    await w.person(CLERK).press(tapFor(TUESDAY));
    w.db.update(promises).set({ ownerId: w.manager.id }).where(eq(promises.id, task.id)).run();
    await w.person(CLERK).write("等仓库");
    expect(w.lastTo(CLERK).payload.text).toContain("您不能处理这张投诉单");
    expect(w.promised()[0]!.plannedAt).toBeNull();
    expect(postponed(w)).toEqual([]);
  });

  test("when the chosen time passed before the reason came", async () => {
    const w = await startTasks();
    own(w);
    await w.person(CLERK).press(tapFor(TUESDAY));
    w.setNow(TUESDAY);
    await w.person(CLERK).write("等仓库");
    expect(w.lastTo(CLERK).payload.text).toContain("这个时间已经过去了");
    expect(w.promised()[0]!.plannedAt).toBeNull();
  });

  test("of a door visit, whose time is arranged with the shop", async () => {
    const w = await startTasks();
    w.addTask("door_visit", { ownerId: w.manager.id });
    await w.person(MANAGER).press("case:postpone:1:door");
    expect(w.lastTo(MANAGER).payload.text).toContain("上门的时间要告诉客户");
    expect(w.buttonsOf(w.lastTo(MANAGER))).toEqual(["case:plan:1"]);
  });
});

test("the offered times skip days off, and begin at nine where there are no working hours", async () => {
  const w = await startTasks({ env: { WORKING_HOURS: "always" }, now: Date.parse("2026-11-27T08:00:00Z") });
  own(w);
  await w.person(CLERK).press("case:postpone:1:desk");
  expect(w.labelsTo(CLERK).slice(0, 3)).toEqual(["明天 09:00", "11月29日（周日）16:00", "11月30日（周一）09:00"]);
  const friday = await startTasks({ now: Date.parse("2026-11-27T08:00:00Z") });
  own(friday);
  await friday.person(CLERK).press("case:postpone:1:desk");
  expect(friday.labelsTo(CLERK)).toEqual(["11月30日（周一）08:30", "12月1日（周二）16:00", "其他时间", "取消"]);
});
