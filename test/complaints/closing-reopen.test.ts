import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { complaints, promises } from "../../db/complaints.tables.ts";
import { sweepPromises } from "../../src/complaints/jobs.ts";
import { buildStaff } from "../support/build.ts";
import { answer, chatsOf, DAY_MS, HOUR_MS, kindsOf, promiseOf, startReturn, visit } from "./return-world.ts";
import { ADMIN, CLERK, MANAGER, OTHER_RETAILER, photo, RETAILER, SPOUSE, startWorld, STRANGER, SUPERVISOR, type World } from "./world.ts";

async function startClosed(options: Parameters<typeof startWorld>[0] = {}): Promise<World> {
  const w = await startReturn(options);
  await w.person(SUPERVISOR).press("case:rate:1:satisfied");
  await w.deliver();
  expect(w.cases()).toMatchObject([{ state: "closed" }]);
  return w;
}
const reopened = (w: World) => w.timeline().filter(({ kind }) => kind === "reopened");

describe("not satisfied at the return visit", () => {
  test("takes the case up again: new promises from now, everybody told anew, the rating stays in the timeline", async () => {
    const w = await startReturn();
    buildStaff(w.db, 410, ["supervisor"], { districtId: w.district.id });
    w.advance(2 * HOUR_MS);
    w.forget();
    await w.person(SUPERVISOR).press("case:rate:1:not_satisfied");
    await w.deliver();
    expect(w.cases()).toMatchObject([{ state: "open", round: 2, satisfaction: null, closedAt: null }]);
    expect(promiseOf(w, "return_visit")).toMatchObject({ state: "kept", outcome: "reached" });
    expect(promiseOf(w, "desk_reply", 2)).toMatchObject({ state: "open", startedAt: w.deps.clock() });
    expect(promiseOf(w, "door_visit", 2)).toMatchObject({ state: "open", ownerId: w.manager.id, startedAt: w.deps.clock() });
    expect(w.timeline().slice(-2)).toMatchObject([
      { kind: "rated", actorId: SUPERVISOR, text: "not_satisfied" },
      { kind: "reopened", actorId: SUPERVISOR },
    ]);
    expect(w.textsTo(RETAILER).at(-1)).toContain("C-20261123-0001 重新办理，时间从现在算起：\n✅ 已收到您的投诉");
    expect(w.textsTo(RETAILER).at(-1)).toContain("今天 11:30 前，在线客服回复您。");
    expect(w.textsTo(w.desk!.id).at(-1)).toContain("🔁 第 2 次办理");
    expect(w.textsTo(MANAGER).at(-1)).toContain("🏠 上门服务任务");
    // Who recorded it knows; the other supervisor is told.
    expect(chatsOf(w, "case_reopened")).toEqual([410]);
    expect(w.textsTo(410).at(-1)).toContain("🔁 C-20261123-0001 重新办理（第 2 次）：回访结果不满意，记录人 赵主任");
    expect(w.buttonsOf(w.lastTo(410))).toEqual(["case:show:1"]);
  });

  test("the second round is kept, rated and closed like the first, and no message of it is swallowed", async () => {
    const w = await startReturn();
    await w.person(SUPERVISOR).press("case:rate:1:not_satisfied");
    await w.deliver();
    await answer(w, "再补一条");
    await visit(w, "又补一条");
    await w.person(SUPERVISOR).press("case:rate:1:so_so");
    await w.deliver();
    expect(w.cases()).toMatchObject([{ state: "closed", round: 2, satisfaction: "so_so" }]);
    for (const kind of ["complaint_card", "door_visit", "return_ask", "return_visit", "complaint_receipt"] as const)
      expect(
        w.outbox().filter((row) => row.kind === kind && row.state === "sent"),
        kind,
      ).toHaveLength(2);
    await w.person(RETAILER).press("complain:reopen-yes:1");
    await w.deliver();
    await answer(w, "第三次");
    await visit(w, "第三次");
    await w.person(SUPERVISOR).press("case:rate:1:satisfied");
    await w.deliver();
    expect(
      w
        .outbox()
        .filter(({ kind }) => kind === "complaint_closed")
        .map(({ state }) => state),
    ).toEqual(["sent", "sent"]);
    expect(w.promised().every(({ state }) => state !== "open")).toBe(true);
  });

  test("a promise broken in both rounds is reported in both", async () => {
    const w = await startReturn();
    await w.person(SUPERVISOR).press("case:rate:1:not_satisfied");
    w.advance(HOUR_MS);
    await sweepPromises(w.deps);
    expect(w.timeline().filter(({ kind }) => kind === "breached")).toHaveLength(1);
    expect(promiseOf(w, "desk_reply", 2)!.breachedAt).not.toBeNull();
  });

  test("a reply still owed goes on by its own clock, and its breach is not forgotten", async () => {
    const w = await startWorld();
    await w.fileOne();
    await visit(w);
    w.advance(HOUR_MS);
    await sweepPromises(w.deps);
    const owed = promiseOf(w, "desk_reply")!;
    await w.person(SUPERVISOR).press("case:rate:1:not_satisfied");
    const { id: _id, round: _round, ...clock } = owed;
    expect(promiseOf(w, "desk_reply", 2)).toMatchObject(clock);
    expect(promiseOf(w, "desk_reply")).toMatchObject({ state: "waived", outcome: "reopened" });
    await sweepPromises(w.deps);
    expect(w.timeline().filter(({ kind }) => kind === "breached")).toHaveLength(1);
  });

  test("what the shop tells the supervisor goes to the desk with the case", async () => {
    const w = await startReturn();
    await w.person(SUPERVISOR).press("case:rate:1:not_satisfied");
    await w.person(SUPERVISOR).write("还差一条");
    await w.deliver();
    expect(w.textsTo(w.desk!.id).at(-1)).toBe("C-20261123-0001 回访时客户说：\n还差一条");
  });

  test("for the third time still takes it up again, and offers to waive what can not be solved", async () => {
    const w = await startReturn();
    for (let round = 1; round <= 3; round++) {
      await w.person(SUPERVISOR).press("case:rate:1:not_satisfied");
      const offered = w.calls.findLast(({ method, payload }) => method === "editMessageText" && payload.chat_id === SUPERVISOR)!;
      expect(w.buttonsOf(offered)).toEqual(round < 3 ? [] : ["case:waive:1"]);
      await w.deliver();
      await answer(w);
      await visit(w);
    }
    expect(w.cases()).toMatchObject([{ state: "open", round: 4 }]);
  });

  test("a restricted case goes to those in charge and not to the desk's group, and not to whom it is about", async () => {
    const w = await startReturn();
    buildStaff(w.db, 410, ["supervisor"], { districtId: w.district.id });
    w.db.update(complaints).set({ restriction: "about_staff", aboutStaffId: w.manager.id }).run();
    const before = w.outbox().length;
    await w.person(SUPERVISOR).press("case:rate:1:not_satisfied");
    const told = w
      .outbox()
      .slice(before)
      .map(({ chatId }) => chatId);
    expect(told).not.toContain(w.desk!.id);
    expect(told).not.toContain(MANAGER);
    expect(promiseOf(w, "door_visit", 2)).toMatchObject({ ownerId: null });
    expect(chatsOf(w, "complaint_card").slice(1)).toEqual([SUPERVISOR, 410]);
  });

  test("whoever was named by hand for the visit keeps it", async () => {
    const w = await startReturn();
    const named = buildStaff(w.db, 310, ["account_manager"], { districtId: w.district.id });
    w.db.update(promises).set({ ownerId: named.id, isHandedOver: true }).where(eq(promises.kind, "door_visit")).run();
    await w.person(SUPERVISOR).press("case:rate:1:not_satisfied");
    expect(promiseOf(w, "door_visit", 2)).toMatchObject({ ownerId: named.id, isHandedOver: true });
    expect(chatsOf(w, "door_visit")).toEqual([MANAGER, 310]);
  });
});

describe("the shop takes its case up again", () => {
  test("within seven days, with words and a photo that go to the desk's card and the supervisor", async () => {
    const w = await startClosed();
    w.advance(7 * DAY_MS);
    await w.person(RETAILER).press("complain:reopen:1");
    expect(w.buttonsOf(w.lastTo(RETAILER))).toEqual(["complain:reopen-yes:1", "complain:reopen-no:1"]);
    const message = await w.person(RETAILER).send(photo("P1", { caption: "还差一条" }));
    await w.update({ message: message as never });
    await w.deliver();
    expect(w.cases()).toMatchObject([{ state: "open", round: 2, satisfaction: null }]);
    expect(reopened(w)).toMatchObject([{ actorId: RETAILER, text: "还差一条" }]);
    expect(w.textsTo(SUPERVISOR).at(-1)).toContain("客户说没有解决（Person 100）");
    expect(w.textsTo(SUPERVISOR).at(-1)).toContain("“还差一条”");
    expect(w.textsTo(w.desk!.id).some((text) => text.startsWith("🔁 第 2 次办理"))).toBe(true);
    await w.person(CLERK).write("/case C-20261123-0001");
    await w.deliver();
    expect(w.calls.filter(({ method }) => method === "sendPhoto").length).toBeGreaterThan(0);
    expect(w.textsTo(CLERK).some((text) => text.includes("重新办理 · Person 100 · 还差一条"))).toBe(true);
  });

  test("without words, or not after all", async () => {
    const w = await startClosed();
    await w.person(RETAILER).press("complain:reopen:1");
    await w.person(RETAILER).press("complain:reopen-no:1");
    await w.person(RETAILER).write("谢谢");
    expect(reopened(w)).toEqual([]);
    await w.person(RETAILER).press("complain:reopen:1");
    await w.person(RETAILER).press("complain:reopen-yes:1");
    expect(reopened(w)).toMatchObject([{ actorId: RETAILER, text: null }]);
  });

  test("is refused after seven days with the way to complain anew", async () => {
    const w = await startClosed();
    w.advance(7 * DAY_MS + 1);
    for (const data of ["complain:reopen:1", "complain:reopen-yes:1"]) {
      await w.person(RETAILER).press(data);
      expect(w.alerts().at(-1)).toBe("办结已超过 7 天，不能重新办理。问题还在的话，请点“📣 我要投诉”重新反映。");
    }
    expect(w.cases()).toMatchObject([{ state: "closed" }]);
  });

  test("is refused to other shops, strangers and staff; of a restricted case to the shop's other people", async () => {
    const w = await startClosed();
    for (const id of [OTHER_RETAILER, STRANGER, MANAGER, SUPERVISOR]) await w.person(id).press("complain:reopen-yes:1");
    w.db.update(complaints).set({ restriction: "confidential" }).run();
    await w.person(SPOUSE).press("complain:reopen-yes:1");
    expect(reopened(w)).toEqual([]);
    expect(
      w
        .alerts()
        .slice(-5)
        .every((text) => text !== ""),
    ).toBe(true);
    w.db.update(complaints).set({ restriction: null }).run();
    await w.person(SPOUSE).press("complain:reopen-yes:1");
    expect(reopened(w)).toMatchObject([{ actorId: SPOUSE }]);
  });

  test("is refused of one that was withdrawn, merged or is still open, with what to do instead", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(RETAILER).press("complain:reopen:1");
    expect(w.alerts().at(-1)).toContain("还在办理");
    await w.person(RETAILER).press("complain:withdraw-yes:1");
    await w.person(RETAILER).press("complain:reopen:1");
    expect(w.alerts().at(-1)).toContain("请点“📣 我要投诉”");
    w.db.update(complaints).set({ state: "duplicate" }).run();
    await w.person(RETAILER).press("complain:reopen:1");
    expect(w.alerts().at(-1)).toContain("并入另一张");
    expect(reopened(w)).toEqual([]);
  });

  test("by two people at once is one reopening, and the other is told who was first", async () => {
    const w = await startClosed();
    for (const id of [RETAILER, SPOUSE]) await w.person(id).press("complain:reopen:1");
    await Promise.all([w.person(RETAILER).write("一"), w.person(SPOUSE).write("二")]);
    expect(reopened(w)).toHaveLength(1);
    expect(w.cases()).toMatchObject([{ round: 2 }]);
    expect([...w.textsTo(RETAILER), ...w.textsTo(SPOUSE)].filter((text) => text.includes("完成。"))).toHaveLength(1);
  });

  test("before the closing message went out leaves that message unsent", async () => {
    const w = await startReturn();
    await w.person(SUPERVISOR).press("case:rate:1:satisfied");
    await w.person(RETAILER).press("complain:reopen-yes:1");
    await w.deliver();
    expect(w.outbox().find(({ kind }) => kind === "complaint_closed")).toMatchObject({ state: "skipped" });
  });

  test("and a closing message that waited until the case was closed anew is sent once, for the last closing", async () => {
    const w = await startReturn();
    await w.person(SUPERVISOR).press("case:rate:1:satisfied");
    await w.person(RETAILER).press("complain:reopen-yes:1");
    const waive = async (kind: "desk_reply" | "door_visit" | "return_visit") => {
      await w.person(ADMIN).press(`case:waive:1:${kind}`);
      await w.person(ADMIN).write("x");
    };
    for (const kind of ["desk_reply", "door_visit", "return_visit"] as const) await waive(kind);
    expect(w.cases()).toMatchObject([{ state: "closed", round: 2 }]);
    await w.deliver();
    expect(
      w
        .outbox()
        .filter(({ kind }) => kind === "complaint_closed")
        .map(({ state }) => state),
    ).toEqual(["skipped", "sent"]);
  });

  test("after nobody reached it: the closing said so, and the button works", async () => {
    const w = await startReturn();
    for (let n = 0; n < 3; n++) {
      await w.person(SUPERVISOR).press("case:tried:1");
      w.advance(DAY_MS);
    }
    await w.deliver();
    await w.person(RETAILER).press("complain:reopen-yes:1");
    await w.deliver();
    await answer(w);
    await visit(w);
    // The attempts of the first round do not count for the second.
    await w.person(SUPERVISOR).press("case:tried:1");
    expect(w.cases()).toMatchObject([{ state: "open", round: 2 }]);
  });
});

test("a case with an open promise or a further attempt is never closed", async () => {
  const w = await startWorld();
  await w.fileOne();
  await visit(w);
  await w.person(SUPERVISOR).press("case:tried:1");
  await answer(w);
  expect(w.cases()).toMatchObject([{ state: "open" }]);
  await w.person(ADMIN).press("case:rate:1:satisfied");
  expect(w.cases()).toMatchObject([{ state: "closed" }]);
  expect(kindsOf(w).filter((kind) => kind === "closed")).toHaveLength(1);
});

test("the cause of a restricted case is not asked for in the desk's group", async () => {
  const w = await startReturn();
  w.db.update(complaints).set({ restriction: "about_staff" }).run();
  await w.person(SUPERVISOR).press("case:rate:1:satisfied");
  expect(chatsOf(w, "complaint_cause")).toEqual([SUPERVISOR]);
});
