import { describe, expect, test } from "vitest";
import { chatsOf, answer, DAY_MS, kindsOf, promiseOf, startAdvice, visit } from "../returns/world.ts";
import { SAY_WHO_MS } from "../../../src/complaints/restricted/rules.ts";
import { buildStaff } from "../../support/build.ts";
import { RUDE } from "../restricted/world.ts";
import { MANAGER, OTHER_RETAILER, RETAILER, startWorld, STRANGER, SUPERVISOR } from "../world.ts";

describe("after the answer to a question", () => {
  test("the shop is asked whether it helped; solved is noted once, and can be taken back", async () => {
    const w = await startAdvice();
    const asked = w.lastTo(RETAILER);
    expect(asked.payload.text).toBe("C-20261123-0001：解决了吗？（11月30日（周一）09:00 前可以再问）");
    expect(w.buttonsOf(asked)).toEqual(["complain:solved:1", "complain:unsolved:1", "complain:tocomplaint:1"]);
    await w.person(RETAILER).press("complain:solved:1");
    await w.person(RETAILER).press("complain:solved:1");
    expect(w.timeline().filter(({ kind }) => kind === "solved")).toMatchObject([{ actorId: RETAILER }]);
    expect(w.buttonsOf(w.lastTo(RETAILER))).toEqual(["complain:unsolved:1"]);
    await w.person(RETAILER).press("complain:unsolved:1");
    expect(w.cases()).toMatchObject([{ state: "open", round: 2 }]);
  });

  test("a further answer does not ask again", async () => {
    const w = await startAdvice();
    await answer(w, "更正：下周四");
    expect(chatsOf(w, "complaint_solved")).toEqual([RETAILER]);
  });

  test("not solved goes back to the desk with a new reply promised, and the next words go with it", async () => {
    const w = await startAdvice();
    w.advance(DAY_MS);
    await w.person(RETAILER).press("complain:unsolved:1");
    const message = await w.person(RETAILER).write("我问的是蓝盒的");
    await w.update({ message: message as never });
    await w.deliver();
    expect(promiseOf(w, "desk_reply", 2)).toMatchObject({ state: "open", startedAt: w.deps.clock() });
    expect(promiseOf(w, "door_visit", 2)).toBeUndefined();
    expect(w.textsTo(w.desk!.id).slice(-2)[0]).toContain("🔁 第 2 次办理");
    expect(w.textsTo(w.desk!.id).at(-1)).toBe("C-20261123-0001 客户补充：\n我问的是蓝盒的");
    expect(chatsOf(w, "case_reopened")).toEqual([SUPERVISOR]);
    await answer(w, "蓝盒下周到");
    expect(w.cases()).toMatchObject([{ state: "closed", round: 2 }]);
    expect(chatsOf(w, "complaint_solved")).toEqual([RETAILER, RETAILER]);
    await w.person(RETAILER).write("谢谢");
    expect(kindsOf(w).filter((kind) => kind === "added")).toHaveLength(1);
  });

  test("with nothing to add the next words are not taken", async () => {
    const w = await startAdvice();
    await w.person(RETAILER).press("complain:unsolved:1");
    await w.person(RETAILER).press("complain:enough:1");
    await w.person(RETAILER).write("另一件事");
    expect(kindsOf(w)).not.toContain("added");
  });

  test("made a complaint: the category comes from the words, reply and visit are promised from now", async () => {
    const w = await startAdvice("请问送货为什么少了两条");
    w.advance(DAY_MS);
    await w.person(RETAILER).press("complain:tocomplaint:1");
    await w.person(RETAILER).press("complain:tocomplaint:1");
    await w.deliver();
    expect(w.cases()).toMatchObject([{ state: "open", category: "delivery", round: 2 }]);
    expect(promiseOf(w, "desk_reply", 2)).toMatchObject({ state: "open", startedAt: w.deps.clock() });
    expect(promiseOf(w, "door_visit", 2)).toMatchObject({ state: "open", startedAt: w.deps.clock(), ownerId: w.manager.id });
    expect(w.lastTo(MANAGER).payload.text).toContain("🏠 上门服务任务");
    expect(kindsOf(w).filter((kind) => kind === "category")).toHaveLength(1);
    await answer(w);
    await visit(w);
    await w.person(SUPERVISOR).press("case:rate:1:satisfied");
    expect(w.cases()).toMatchObject([{ state: "closed", satisfaction: "satisfied" }]);
  });

  test("words that fit no category make it another one than advice", async () => {
    const w = await startAdvice("想咨询一下");
    await w.person(RETAILER).press("complain:tocomplaint:1");
    expect(w.cases()).toMatchObject([{ category: "other" }]);
  });

  test("asked again and then made a complaint keeps the reply that is owed and adds the visit", async () => {
    const w = await startAdvice();
    await w.person(RETAILER).press("complain:unsolved:1");
    const owed = promiseOf(w, "desk_reply", 2);
    w.advance(60_000);
    await w.person(RETAILER).press("complain:tocomplaint:1");
    expect(w.cases()).toMatchObject([{ state: "open", round: 2, category: "delivery" }]);
    expect(promiseOf(w, "desk_reply", 2)).toEqual(owed);
    expect(promiseOf(w, "door_visit", 2)).toMatchObject({ state: "open", startedAt: owed!.startedAt, ownerId: w.manager.id });
    // Back and forth: what was waived is promised again, and no second one.
    await w.person(RETAILER).press("complain:set:1:advice");
    await w.person(RETAILER).press("complain:tocomplaint:1");
    expect(w.promised().filter(({ kind }) => kind === "door_visit")).toMatchObject([{ state: "open", outcome: null }]);
  });

  test("asked again a week later, the visit counts from then and not from the first filing", async () => {
    const w = await startAdvice();
    w.advance(6 * DAY_MS);
    await w.person(RETAILER).press("complain:unsolved:1");
    const again = w.deps.clock();
    await w.person(RETAILER).press("complain:set:1:delivery");
    expect(promiseOf(w, "door_visit", 2)).toMatchObject({ startedAt: again });
  });

  test.each([
    ["at once", []],
    ["asked again first", ["complain:unsolved:1"]],
  ])(
    "about a member of staff, made a complaint (%s): the desk loses it, its clerk owns nothing, and the shop is asked about whom",
    async (_when, taps) => {
      const w = await startWorld();
      await w.person(RETAILER).write("💬 问客服");
      await w.person(RETAILER).write(RUDE);
      await w.deliver();
      const colleague = buildStaff(w.db, 210, ["service_desk"], { name: "周洁", districtId: w.district.id });
      await w.person(SUPERVISOR).press(`case:handto:1:desk-${colleague.id}`);
      await answer(w, "我们会转告");
      for (const tap of taps) await w.person(RETAILER).press(tap);
      await w.deliver();
      w.forget();
      await w.person(RETAILER).press("complain:tocomplaint:1");
      await w.deliver();
      expect(w.cases()).toMatchObject([{ category: "attitude", restriction: "about_staff", state: "open", round: 2 }]);
      expect(w.promised().filter(({ round }) => round === 2)).toMatchObject([
        { kind: "desk_reply", ownerId: null, isHandedOver: false },
        { kind: "door_visit", ownerId: null, isHandedOver: false },
      ]);
      const atDesk = w.calls.filter(({ payload }) => payload.chat_id === w.desk!.id);
      expect(new Set(atDesk.map(({ method }) => method))).toEqual(new Set(["editMessageText"]));
      expect(w.textsTo(MANAGER)).toEqual([]);
      expect(w.textsTo(RETAILER).some((text) => text.includes("您说的是谁"))).toBe(true);
      expect(w.textsTo(SUPERVISOR)).toEqual([]);
      w.advance(SAY_WHO_MS);
      await w.deliver();
      expect(w.textsTo(SUPERVISOR).join()).toContain(RUDE);
      expect(w.textsTo(w.desk!.id).join()).not.toContain(RUDE);
    },
  );

  test("works for seven days, for the shop's own people only", async () => {
    const w = await startAdvice();
    const taps = ["complain:solved:1", "complain:unsolved:1", "complain:tocomplaint:1"];
    for (const id of [OTHER_RETAILER, STRANGER, MANAGER]) for (const data of taps) await w.person(id).press(data);
    w.advance(7 * DAY_MS + 1);
    for (const data of taps) {
      await w.person(RETAILER).press(data);
      expect(w.alerts().at(-1)).toContain("超过 7 天");
    }
    expect(kindsOf(w)).toEqual(["opened", "answered", "closed"]);
  });
});

test("a complaint is not solved by an advice button", async () => {
  const w = await startWorld();
  await w.fileOne();
  for (const data of ["complain:solved:1", "complain:tocomplaint:1", "complain:unsolved:1"]) {
    await w.person(RETAILER).press(data);
    expect(w.alerts().at(-1)).not.toBe("");
  }
  expect(kindsOf(w)).toEqual(["opened"]);
});
