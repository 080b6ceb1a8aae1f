import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { complaints, promises } from "../../../db/complaints.tables.ts";
import { sweepPromises } from "../../../src/complaints/jobs.ts";
import { buildStaff } from "../../support/build.ts";
import { answer, chatsOf, HOUR_MS, kindsOf, promiseOf, startReturn, visit } from "./world.ts";
import { ADMIN, MANAGER, RETAILER, startWorld, SUPERVISOR } from "../world.ts";

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

  test("by the shop, the visitor's task says in its words what is still wrong", async () => {
    const w = await startReturn();
    await w.person(SUPERVISOR).press("case:rate:1:satisfied");
    await w.deliver();
    await w.person(RETAILER).press("complain:reopen:1");
    await w.person(RETAILER).write("还差一条");
    await w.deliver();
    expect(w.textsTo(MANAGER).at(-1)).toContain("🔁 第 2 次办理\n“还差一条”");
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
      // A card that is drawn anew is withheld at the moment of sending.
      .filter(({ kind }) => kind !== "complaint_card_edit")
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
