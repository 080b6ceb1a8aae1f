import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { promises } from "../../db/complaints.tables.ts";
import { MONDAY_9 } from "../support/bot.ts";
import { buildDistrict, buildRetailer, buildRoute, buildStaff } from "../support/build.ts";
import { ADMIN, CLERK, MANAGER, OTHER_RETAILER, RETAILER, SUPERVISOR } from "../complaints/world.ts";
import { DAY, HOUR, startTasks, type Tasks } from "./world.ts";

const ask = (w: Tasks, id: number) => w.person(id).write("/tasks");

describe("/tasks shows what is mine", () => {
  test("an account manager's own visits, with number, shop and by when", async () => {
    const w = await startTasks();
    await w.fileOne();
    await ask(w, MANAGER);
    expect(w.linesTo(MANAGER)).toEqual([
      "待办 1 项，最急的在前：",
      "1. C-20261123-0001 上门服务 · 和平路便利店 · 11月25日（周三）09:00 前",
    ]);
    expect(w.buttonsOf(w.lastTo(MANAGER))).toEqual(["case:show:1", "tasks:open:1:door:mine:0"]);
  });

  test("a clerk's: what was claimed, and the district's replies that nobody has", async () => {
    const w = await startTasks();
    const other = buildStaff(w.db, 201, ["service_desk"], { districtId: w.district.id });
    w.addTask("desk_reply", { ownerId: w.clerk.id });
    w.addTask("desk_reply", { ownerId: other.id });
    w.addTask("desk_reply");
    w.addTask("door_visit");
    await ask(w, CLERK);
    expect(w.linesTo(CLERK)).toEqual([
      "待办 2 项，最急的在前：",
      "1. C-20261123-0001 客服回复 · 和平路便利店 · 明天 09:00 前",
      "2. C-20261123-0003 客服回复 · 和平路便利店 · 明天 09:00 前 · 在线客服负责",
    ]);
  });

  test("a supervisor's: own return visits, and the district's visits that nobody has", async () => {
    const w = await startTasks();
    w.addTask("return_visit", { ownerId: w.supervisor.id, dueAt: MONDAY_9 + 2 * DAY });
    w.addTask("return_visit");
    w.addTask("door_visit", { ownerId: w.manager.id });
    w.addTask("desk_reply");
    await ask(w, SUPERVISOR);
    expect(w.linesTo(SUPERVISOR)[0]).toBe("待办 2 项，最急的在前：");
    expect(w.labelsTo(SUPERVISOR)).toContain("本区 4");
    await w.person(SUPERVISOR).press("tasks:all:0");
    expect(w.lastTo(SUPERVISOR).method).toBe("editMessageText");
    expect(w.linesTo(SUPERVISOR)).toHaveLength(5);
    expect(w.linesTo(SUPERVISOR)).toContain("2. C-20261123-0003 上门服务 · 和平路便利店 · 明天 09:00 前 · 王强负责");
  });

  test("with nothing of one's own, whoever is in charge sees what there is to watch: the district, or the company", async () => {
    const w = await startTasks();
    await w.person(OTHER_RETAILER).write("/complain 少了");
    await ask(w, SUPERVISOR);
    expect(w.lastTo(SUPERVISOR).payload.text).toBe("目前没有待办。");
    await ask(w, CLERK);
    expect(w.lastTo(CLERK).payload.text).toBe("目前没有待办。");
    await ask(w, ADMIN);
    expect(w.linesTo(ADMIN)[0]).toBe("未完成 2 项，最急的在前：");
    await w.fileOne();
    await ask(w, SUPERVISOR);
    expect(w.linesTo(SUPERVISOR)[0]).toBe("未完成 2 项，最急的在前：");
    await ask(w, ADMIN);
    expect(w.buttonsOf(w.lastTo(ADMIN)).some((data) => data === "tasks:all:0")).toBe(false);
  });
});

describe("the marks and the order", () => {
  test("overdue first, a next attempt by its own time, and last what waits for the shop, which is not overdue", async () => {
    const w = await startTasks();
    const owned = { ownerId: w.supervisor.id };
    w.addTask("desk_reply", { ...owned, dueAt: MONDAY_9 - HOUR, pausedAt: MONDAY_9 - 2 * HOUR, resumeAt: MONDAY_9 + DAY });
    w.addTask("return_visit", { ...owned, dueAt: MONDAY_9 + 2 * HOUR });
    w.addTask("return_visit", { ...owned, state: "kept", dueAt: MONDAY_9 - DAY, endedAt: MONDAY_9 - DAY, nextAt: MONDAY_9 + HOUR });
    w.addTask("return_visit", { ...owned, state: "kept", endedAt: MONDAY_9 });
    w.addTask("return_visit", { ...owned, dueAt: MONDAY_9, plannedAt: MONDAY_9 + 3 * HOUR });
    const lines = [
      "⚠️ 1. C-20261123-0005 回访 · 和平路便利店 · 应于今天 09:00 前，已超时 · 计划今天 12:00",
      "2. C-20261123-0003 回访 · 和平路便利店 · 今天 10:00 再次回访",
      "3. C-20261123-0002 回访 · 和平路便利店 · 今天 11:00 前",
      "⏸ 4. C-20261123-0001 客服回复 · 和平路便利店 · 等客户答复，明天 09:00 起继续计时",
    ];
    await ask(w, SUPERVISOR);
    expect(w.linesTo(SUPERVISOR).slice(1)).toEqual(lines);
    await w.person(SUPERVISOR).press("tasks:all:0");
    expect(w.linesTo(SUPERVISOR).slice(1)).toEqual(lines);
    await w.person(SUPERVISOR).press("tasks:overdue:0");
    expect(w.linesTo(SUPERVISOR)).toEqual(["已超时 1 项：", lines[0]]);
    await w.person(SUPERVISOR).press("tasks:today:0");
    expect(w.linesTo(SUPERVISOR).slice(1)).toEqual(lines.slice(0, 3));
  });

  test("today is until midnight where the company is, by due time or by plan", async () => {
    const w = await startTasks();
    const midnight = Date.parse("2026-11-23T16:00:00Z");
    const owned = { ownerId: w.clerk.id };
    w.addTask("desk_reply", { ...owned, dueAt: midnight - 1 });
    w.addTask("desk_reply", { ...owned, dueAt: midnight });
    w.addTask("desk_reply", { ...owned, dueAt: midnight + DAY, plannedAt: midnight - 1 });
    w.addTask("desk_reply", { ...owned, dueAt: midnight + DAY, plannedAt: midnight });
    await ask(w, CLERK);
    expect(w.labelsTo(CLERK).slice(-2)).toEqual(["✓ 我的 4", "今天 2"]);
    await w.person(CLERK).press("tasks:today:0");
    expect(w.linesTo(CLERK).map((line) => line.slice(3, 18))).toEqual([expect.anything(), "C-20261123-0001", "C-20261123-0003"]);
  });

  test("what has ended, belongs to an earlier round or to a case that is closed is no task", async () => {
    const w = await startTasks();
    const owned = { ownerId: w.manager.id };
    w.addTask("door_visit", { ...owned, state: "kept" });
    w.addTask("return_visit", { ...owned, state: "kept", nextAt: MONDAY_9, complaintId: w.addCase({ round: 2 }).id });
    w.addTask("return_visit", { ...owned, state: "kept", nextAt: MONDAY_9, complaintId: w.addCase({ state: "withdrawn" }).id });
    await ask(w, MANAGER);
    expect(w.lastTo(MANAGER).payload.text).toBe("目前没有待办。");
  });
});

describe("pages", () => {
  test("hold eight each, number on, and turn in place; a page that is gone shows the last one", async () => {
    const w = await startTasks();
    const tasks = Array.from({ length: 17 }, (_, n) => w.addTask("door_visit", { ownerId: w.manager.id, dueAt: MONDAY_9 + DAY + n }));
    await ask(w, MANAGER);
    expect(w.linesTo(MANAGER)).toHaveLength(10);
    expect(w.linesTo(MANAGER).at(-1)).toBe("第 1 / 3 页");
    expect(w.buttonsOf(w.lastTo(MANAGER)).filter((data) => data.startsWith("tasks:mine"))).toEqual(["tasks:mine:1"]);
    await w.person(MANAGER).press("tasks:mine:1");
    expect(w.linesTo(MANAGER)[1]).toMatch(/^9\. C-20261123-0009/);
    expect(w.buttonsOf(w.lastTo(MANAGER)).filter((data) => data.startsWith("tasks:mine"))).toEqual(["tasks:mine:0", "tasks:mine:2"]);
    w.db.update(promises).set({ state: "kept" }).where(eq(promises.id, tasks[16]!.id)).run();
    await w.person(MANAGER).press("tasks:mine:2");
    expect(w.linesTo(MANAGER).at(-1)).toBe("第 2 / 2 页");
  });

  test("of a whole district each task stands once, what is paused on the last ones", async () => {
    const w = await startTasks();
    for (let n = 0; n < 6; n++) {
      w.addTask("door_visit", { ownerId: w.manager.id, dueAt: MONDAY_9 + n * HOUR });
      w.addTask("return_visit", { ownerId: w.supervisor.id, state: "kept", nextAt: MONDAY_9 + n * HOUR + 1, dueAt: 1 });
      w.addTask("desk_reply", { dueAt: 1, pausedAt: 1 });
    }
    const seen: string[] = [];
    for (let page = 0; page < 3; page++) {
      await w.person(SUPERVISOR).press(`tasks:all:${page}`);
      seen.push(...w.linesTo(SUPERVISOR).filter((line) => line.includes("C-2026")));
    }
    expect(new Set(seen).size).toBe(18);
    expect(seen.map((line) => line.startsWith("⏸"))).toEqual([...Array<boolean>(12).fill(false), ...Array<boolean>(6).fill(true)]);
    expect(seen.slice(0, 4).map((line) => line.split(" ").find((word) => /^(上门|回访)/.test(word)))).toEqual([
      "上门服务",
      "回访",
      "上门服务",
      "回访",
    ]);
  });
});

describe("the way of the day", () => {
  test("lists today's and overdue visits by planned time, then street by street, without a phone number", async () => {
    const w = await startTasks();
    const second = buildRoute(w.db, { code: "R099", districtId: w.district.id });
    const at = (address: string | null, routeId = w.route.id) => {
      const shop = buildRetailer(w.db, { routeId, address, shopName: `${address ?? "无址"}的店`, phone: "13899990000" });
      return w.addCase({ retailerId: shop.id }).id;
    };
    const owned = { ownerId: w.manager.id, dueAt: MONDAY_9 + HOUR };
    w.addTask("door_visit", { ...owned, complaintId: at("解放路 10 号") });
    w.addTask("door_visit", { ...owned, complaintId: at("解放路 9 号") });
    w.addTask("door_visit", { ...owned, complaintId: at("中山路 1 号", second.id) });
    w.addTask("door_visit", { ...owned, complaintId: at("人民路 3 号"), plannedAt: MONDAY_9 + 5 * HOUR });
    w.addTask("door_visit", { ...owned, complaintId: at(null), plannedAt: MONDAY_9 + 2 * HOUR, dueAt: MONDAY_9 - 1 });
    w.addTask("door_visit", { ...owned, dueAt: MONDAY_9 + 3 * DAY });
    w.addTask("desk_reply", owned);
    await ask(w, MANAGER);
    expect(w.labelsTo(MANAGER)).toContain("路线 5");
    await w.person(MANAGER).press("tasks:route:0");
    expect(w.linesTo(MANAGER)).toEqual([
      "🏠 今天上门 5 户，按路线：",
      "⚠️ 1. 今天 11:00 无址的店（R101） · C-20261123-0005 · 应于今天 08:59 前，已超时",
      "2. 今天 14:00 人民路 3 号的店（R101） · 人民路 3 号 · C-20261123-0004 · 今天 10:00 前",
      "3. 中山路 1 号的店（R099） · 中山路 1 号 · C-20261123-0003 · 今天 10:00 前",
      "4. 解放路 9 号的店（R101） · 解放路 9 号 · C-20261123-0002 · 今天 10:00 前",
      "5. 解放路 10 号的店（R101） · 解放路 10 号 · C-20261123-0001 · 今天 10:00 前",
    ]);
    expect(JSON.stringify(w.lastTo(MANAGER).payload)).not.toContain("1389999");
    expect(w.buttonsOf(w.lastTo(MANAGER)).slice(0, 2)).toEqual(["case:visited:5", "case:show:5"]);
  });

  test("is not offered to whoever has no visit today", async () => {
    const w = await startTasks();
    w.addTask("door_visit", { ownerId: w.manager.id, dueAt: MONDAY_9 + 3 * DAY });
    w.addTask("desk_reply");
    for (const id of [MANAGER, CLERK]) {
      await ask(w, id);
      expect(w.buttonsOf(w.lastTo(id)).some((data) => data.startsWith("tasks:route"))).toBe(false);
    }
    await w.person(MANAGER).press("tasks:route:0");
    expect(w.linesTo(MANAGER)).toEqual(["今天没有要上门的店铺。"]);
  });
});

test("a task's card leads to where it is done and back to the page it came from", async () => {
  const w = await startTasks();
  w.addTask("door_visit", { ownerId: w.manager.id, plannedAt: MONDAY_9 + HOUR });
  w.addTask("return_visit", { ownerId: w.supervisor.id });
  await w.person(MANAGER).press("tasks:open:1:door:today:3");
  expect(w.linesTo(MANAGER)).toEqual([
    "C-20261123-0001 · 送货 · 和平路便利店（R101）",
    "上门服务：明天 09:00 前 · 计划今天 10:00",
    "地址：和平路 1 号",
  ]);
  expect(w.buttonsOf(w.lastTo(MANAGER))).toEqual(["case:visited:1", "case:show:1", "case:plan:1", "case:hand:1:door", "tasks:today:3"]);
  await w.person(SUPERVISOR).press("tasks:open:2:return");
  expect(w.buttonsOf(w.lastTo(SUPERVISOR))).toEqual(["case:show:2", "case:postpone:2:return", "case:hand:2:return", "tasks:mine:0"]);
});

test("a group is told to look in private, in its language", async () => {
  const w = await startTasks({ language: "en" });
  w.addTask("desk_reply");
  await w.person(CLERK).write("/tasks", w.desk);
  expect(w.textsTo(w.desk!.id)).toEqual(["Please look at that in our private chat."]);
  await ask(w, CLERK);
  expect(w.linesTo(CLERK)[1]).toBe("1. C-20261123-0001 Desk reply · 和平路便利店 · by tomorrow, 09:00 · with service desk");
  expect(w.textsTo(RETAILER)).toEqual([]);
});

test("staff of a whole company without a district see the replies of every district", async () => {
  const w = await startTasks();
  buildStaff(w.db, 600, ["service_desk"]);
  w.addTask("desk_reply");
  w.addTask("desk_reply", { complaintId: w.addCase({ districtId: buildDistrict(w.db).id }).id });
  await ask(w, 600);
  expect(w.linesTo(600)[0]).toBe("待办 2 项，最急的在前：");
});
