import { describe, expect, test } from "vitest";
import { waivePromise } from "../../../src/complaints/service.ts";
import type { PromiseKind } from "../../../src/complaints/rules.ts";
import { buildStaff } from "../../support/build.ts";
import { answer, chatsOf, DAY_MS, kindsOf, promiseOf, startAdvice, startReturn, visit } from "./world.ts";
import { ADMIN, CLERK, MANAGER, RETAILER, startWorld, SUPERVISOR, type World } from "../world.ts";

const SECOND = 410;
const waive = async (w: World, kind: PromiseKind, personId = SUPERVISOR) => {
  await w.person(personId).press(`case:waive:1:${kind}`);
  await w.person(personId).write("已电话解决");
  await w.deliver();
};
/** Someone else in charge who can be reached, so that nobody is alone. */
const addSecond = (w: World) => buildStaff(w.db, SECOND, ["supervisor"], { name: "钱主任", districtId: w.district.id });

describe("waiving a promise", () => {
  test("the door visit starts the return visit; the shop is told why nobody comes, the account manager that nothing is left to do", async () => {
    const w = await startWorld();
    await w.fileOne();
    await waive(w, "door_visit");
    expect(promiseOf(w, "door_visit")).toMatchObject({ state: "waived", outcome: "waived", result: "已电话解决" });
    expect(promiseOf(w, "return_visit")).toMatchObject({ state: "open", ownerId: w.supervisor.id });
    expect(w.textsTo(RETAILER)).toContain("C-20261123-0001：这次不再安排上门。原因：已电话解决");
    expect(w.lastTo(MANAGER).payload.text).toBe("C-20261123-0001 的上门服务已由赵主任免除，不用再做。原因：已电话解决");
    expect(w.timeline().at(-1)).toMatchObject({ kind: "waived", actorId: SUPERVISOR, promise: "door_visit", text: "已电话解决" });
    await w.person(SUPERVISOR).write("/case C-20261123-0001");
    await w.deliver();
    expect(w.lastTo(SUPERVISOR).payload.text).toContain("免除 · 赵主任 · 上门服务：已电话解决");
  });

  test("the desk's reply tells the shop and the desk, and closes what waited only for it", async () => {
    const w = await startWorld();
    await w.fileOne();
    await visit(w);
    await w.person(SUPERVISOR).press("case:rate:1:satisfied");
    await waive(w, "desk_reply");
    expect(w.cases()).toMatchObject([{ state: "closed", satisfaction: "satisfied" }]);
    expect(w.textsTo(RETAILER).at(-2)).toBe("C-20261123-0001：客服不再另行回复。原因：已电话解决");
    expect(w.textsTo(w.desk!.id)).toContain("C-20261123-0001 的客服回复已由赵主任免除，不用再做。原因：已电话解决");
    expect(w.textsTo(SUPERVISOR).at(-1)).toBe("已免除 C-20261123-0001 的客服回复。已办结。");
  });

  test("the return visit or what is left of its attempts ends the case without a rating, and the shop hears only of the closing", async () => {
    for (const isTried of [false, true]) {
      const w = await startReturn();
      addSecond(w);
      if (isTried) await w.person(SUPERVISOR).press("case:tried:1");
      await waive(w, "return_visit", SECOND);
      expect(promiseOf(w, "return_visit")).toMatchObject({ state: isTried ? "kept" : "waived", outcome: "waived", nextAt: null });
      expect(w.cases()).toMatchObject([{ state: "closed", satisfaction: null }]);
      expect(chatsOf(w, "case_waived")).toEqual([]);
      expect(chatsOf(w, "promise_waived")).toEqual([SUPERVISOR]);
      expect(w.lastTo(RETAILER).payload.text).toContain("✅ C-20261123-0001 已办结。");
    }
  });

  test("one's own promise is another's to waive, unless there is nobody else", async () => {
    const w = await startReturn();
    addSecond(w);
    await w.person(SUPERVISOR).press("case:waive:1:return_visit");
    expect(w.alerts().at(-1)).toBe("这是您自己的任务，请由另一位市场经理或管理员免除。");
    const received = { chatId: SUPERVISOR, messageId: 9, text: "不想打", media: null, albumId: null };
    const own = { personId: SUPERVISOR, complaintId: 1, kind: "return_visit" as const, received };
    expect(await waivePromise(w.deps, own)).toMatchObject({ ok: false, reason: "own_promise" });
    const alone = await startReturn();
    expect(await waivePromise(alone.deps, own)).toMatchObject({ ok: true });
  });

  test("the return visit is not waived by who went to the door", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(SUPERVISOR).press("case:visited:1");
    await w.person(SUPERVISOR).write("去了");
    await w.person(SUPERVISOR).press("case:waive:1:return_visit");
    expect(w.alerts().at(-1)).toContain("上门的人不能自己回访");
    await waive(w, "return_visit", ADMIN);
    expect(promiseOf(w, "return_visit")).toMatchObject({ outcome: "waived" });
  });

  test("needs a reason in words, asks for it once more, and can be left alone", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(SUPERVISOR).press("case:waive:1");
    expect(w.buttonsOf(w.lastTo(SUPERVISOR))).toEqual(["case:waive:1:desk_reply", "case:waive:1:door_visit", "case:nowaive:1"]);
    await w.person(SUPERVISOR).press("case:waive:1:door_visit");
    expect(w.lastTo(SUPERVISOR).payload.text).toContain("客户会看到这个理由");
    await w.person(SUPERVISOR).send({ sticker: { file_id: "S" } });
    expect(w.lastTo(SUPERVISOR).payload.text).toContain("没有看到内容");
    const message = await w.person(SUPERVISOR).write("已电话解决");
    await w.update({ message: message as never });
    expect(kindsOf(w)).toEqual(["opened", "waived"]);
    await w.person(SUPERVISOR).press("case:waive:1:desk_reply");
    await w.person(SUPERVISOR).press("case:nowaive:1");
    await w.person(SUPERVISOR).write("算了");
    expect(kindsOf(w)).toEqual(["opened", "waived"]);
  });

  test("twice, of what was done, of what was never promised and of an ended case is refused with a sentence", async () => {
    const w = await startReturn();
    const received = { chatId: SUPERVISOR, messageId: 9, text: "x", media: null, albumId: null };
    const refusals = async (kind: PromiseKind) => {
      const result = await waivePromise(w.deps, { personId: ADMIN, complaintId: 1, kind, received });
      return result.ok ? "ok" : result.reason;
    };
    expect(await refusals("door_visit")).toBe("nothing_open");
    expect(await refusals("return_visit")).toBe("ok");
    const later = { ...received, messageId: 10 };
    expect(await waivePromise(w.deps, { personId: SUPERVISOR, complaintId: 1, kind: "return_visit", received: later })).toMatchObject({
      reason: "closed",
    });
    const fresh = await startWorld();
    await fresh.fileOne();
    await fresh.person(SUPERVISOR).press("case:waive:1:return_visit");
    expect(fresh.alerts().at(-1)).toContain("没有在办");
    await waive(fresh, "desk_reply");
    await fresh.person(SUPERVISOR).press("case:waive:1:desk_reply");
    expect(fresh.alerts().at(-1)).toContain("已由赵主任在今天 09:00 完成");
    await fresh.person(SUPERVISOR).press("case:waive:1:nonsense");
    expect(fresh.alerts().at(-1)).toContain("已失效");
  });

  test("two at once waive once, and the other is told", async () => {
    const w = await startWorld();
    addSecond(w);
    await w.fileOne();
    for (const id of [SUPERVISOR, SECOND]) await w.person(id).press("case:waive:1:door_visit");
    await Promise.all([w.person(SUPERVISOR).write("一"), w.person(SECOND).write("二")]);
    expect(kindsOf(w).filter((kind) => kind === "waived")).toHaveLength(1);
    expect(w.promised().filter(({ kind }) => kind === "return_visit")).toHaveLength(1);
    const answers = [...w.textsTo(SUPERVISOR), ...w.textsTo(SECOND)];
    expect(answers.filter((text) => text.includes("完成。"))).toHaveLength(1);
  });

  test("is offered in a case's private view to those in charge, and to nobody else", async () => {
    const w = await startReturn();
    for (const id of [SUPERVISOR, CLERK]) await w.person(id).write("/case C-20261123-0001");
    await w.deliver();
    expect(w.buttonsOf(w.lastTo(SUPERVISOR))).toContain("case:waive:1");
    expect(w.buttonsOf(w.lastTo(CLERK))).not.toContain("case:waive:1");
  });
});

test("a question whose answer is waived is closed, and can still be asked again", async () => {
  const w = await startAdvice();
  await w.person(RETAILER).press("complain:unsolved:1");
  w.advance(DAY_MS);
  await waive(w, "desk_reply");
  expect(w.cases()).toMatchObject([{ state: "closed", round: 2 }]);
  expect(w.buttonsOf(w.lastTo(RETAILER))).toContain("complain:unsolved:1");
  await w.person(RETAILER).press("complain:unsolved:1");
  await w.deliver();
  await answer(w, "这次说清楚");
  expect(w.cases()).toMatchObject([{ state: "closed", round: 3 }]);
});
