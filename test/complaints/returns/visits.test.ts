import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { complaints, promises } from "../../../db/complaints.tables.ts";
import { people } from "../../../db/people.tables.ts";
import { staff } from "../../../db/staff.tables.ts";
import { sweepPromises } from "../../../src/complaints/jobs.ts";
import { finishReturnVisit } from "../../../src/complaints/service.ts";
import { buildDistrict, buildStaff } from "../../support/build.ts";
import { answer, chatsOf, kindsOf, promiseOf, startReturn, visit } from "./world.ts";
import { ADMIN, MANAGER, OTHER_RETAILER, RETAILER, startWorld, STRANGER, SUPERVISOR, type World } from "../world.ts";

const SECOND = 410;
const second = (w: World, fields: object = {}) =>
  buildStaff(w.db, SECOND, ["supervisor"], { name: "钱主任", districtId: w.district.id, ...fields });
const file = async (w: World, ids: number[]) => {
  for (const id of ids) {
    await w.person(id).press(`case:visited:${w.cases().length}`);
    await w.person(id).write("已补");
  }
  await w.deliver();
};

describe("the supervisor named for a return visit", () => {
  test("is the one with the fewest still to make, and alone gets the task", async () => {
    const w = await startReturn();
    const other = second(w);
    expect(promiseOf(w, "return_visit")).toMatchObject({ ownerId: w.supervisor.id });
    await w.person(RETAILER).write("/complain 收银机坏了");
    await w.deliver();
    await file(w, [MANAGER]);
    expect(w.promised().at(-1)).toMatchObject({ kind: "return_visit", complaintId: 2, ownerId: other.id });
    expect(chatsOf(w, "return_visit")).toEqual([SUPERVISOR, SECOND]);
  });

  test("is never who went to the door, nor whom the case is about", async () => {
    const w = await startWorld();
    const other = second(w);
    await w.fileOne();
    await file(w, [SUPERVISOR]);
    expect(promiseOf(w, "return_visit")).toMatchObject({ ownerId: other.id });
    const about = await startWorld();
    second(about);
    await about.fileOne();
    about.db.update(complaints).set({ aboutStaffId: about.supervisor.id, restriction: "about_staff" }).run();
    about.db.update(promises).set({ isHandedOver: true }).run();
    await file(about, [MANAGER]);
    expect(chatsOf(about, "return_visit")).toEqual([SECOND]);
  });

  test("is nobody where there is none: then those in charge are asked, and not who went to the door", async () => {
    const w = await startWorld();
    await w.fileOne();
    await file(w, [SUPERVISOR]);
    expect(promiseOf(w, "return_visit")).toMatchObject({ ownerId: null });
    expect(chatsOf(w, "return_visit")).toEqual([ADMIN]);
  });

  test("is not someone of another district, who left, or whom the bot does not reach", async () => {
    const w = await startWorld();
    second(w, { districtId: buildDistrict(w.db).id });
    buildStaff(w.db, 420, ["supervisor"], { districtId: w.district.id, removedAt: 1 });
    const blocked = buildStaff(w.db, 430, ["supervisor"], { districtId: w.district.id });
    w.db.update(people).set({ unreachable: "blocked" }).where(eq(people.id, 430)).run();
    await w.fileOne();
    await file(w, [MANAGER]);
    expect(promiseOf(w, "return_visit")).toMatchObject({ ownerId: w.supervisor.id });
    expect(blocked.id).not.toBe(w.supervisor.id);
  });

  test("is followed by the others when the task does not reach them, and the same goes for what the shop says", async () => {
    const w = await startReturn();
    second(w);
    w.refuse((_method, { chat_id: chatId }) =>
      chatId === SUPERVISOR ? { error_code: 403, description: "Forbidden: bot was blocked by the user" } : undefined,
    );
    await w.person(RETAILER).press("complain:said:1:so_so");
    await w.deliver();
    await sweepPromises(w.deps);
    expect(chatsOf(w, "return_said")).toEqual([SUPERVISOR, SECOND]);
  });
});

describe("the result", () => {
  test("satisfied is confirmed with one tap by a named person, and the shop is told by whom and until when it can come back", async () => {
    const w = await startReturn();
    await w.person(RETAILER).press("complain:said:1:satisfied");
    await w.deliver();
    expect(w.buttonsOf(w.lastTo(SUPERVISOR))[0]).toBe("case:confirm:1");
    await w.person(SUPERVISOR).press("case:confirm:1");
    await w.deliver();
    expect(w.cases()).toMatchObject([{ state: "closed", satisfaction: "satisfied" }]);
    expect(promiseOf(w, "return_visit")).toMatchObject({ state: "kept", outcome: "reached", nextAt: null });
    expect(w.timeline().filter(({ kind }) => kind === "rated")).toMatchObject([{ actorId: SUPERVISOR, text: "satisfied" }]);
    expect(w.lastTo(RETAILER).payload.text).toContain("满意（赵主任确认）");
    expect(w.buttonsOf(w.lastTo(RETAILER))).toEqual(["complain:reopen:1"]);
  });

  test("is not confirmed while the shop has said nothing", async () => {
    const w = await startReturn();
    await w.person(SUPERVISOR).press("case:confirm:1");
    expect(w.alerts().at(-1)).toContain("客户现在的评价不是这样");
    expect(w.cases()).toMatchObject([{ state: "open" }]);
  });

  test("so-so asks what was good and what is bad; the words are kept, the case stays closed", async () => {
    const w = await startReturn();
    await w.person(SUPERVISOR).press("case:rate:1:so_so");
    const message = await w.person(SUPERVISOR).write("送得慢，态度好");
    await w.update({ message: message as never });
    expect(w.timeline().at(-1)).toMatchObject({ kind: "said", actorId: SUPERVISOR, promise: "return_visit", text: "送得慢，态度好" });
    expect(w.textsTo(SUPERVISOR).slice(-2)).toEqual(["已记下。", "✅ C-20261123-0001：已记下（回访结果）。"]);
    expect(w.cases()).toMatchObject([{ state: "closed", satisfaction: "so_so" }]);
    await w.person(SUPERVISOR).write("谢谢");
    expect(kindsOf(w).filter((kind) => kind === "said")).toHaveLength(1);
  });

  test("without words is possible: they are skipped", async () => {
    const w = await startReturn();
    await w.person(SUPERVISOR).press("case:rate:1:so_so");
    await w.person(SUPERVISOR).press("case:norated:1");
    await w.person(SUPERVISOR).write("谢谢");
    expect(kindsOf(w)).not.toContain("said");
  });

  test("of two supervisors at once one is noted, and the other is told by whom", async () => {
    const w = await startReturn();
    second(w);
    await Promise.all([w.person(SUPERVISOR).press("case:rate:1:satisfied"), w.person(SECOND).press("case:rate:1:so_so")]);
    expect(kindsOf(w).filter((kind) => kind === "rated")).toHaveLength(1);
    expect(w.alerts().filter((text) => text?.includes("完成"))).toHaveLength(1);
    const again = await startReturn();
    second(again);
    await again.person(SUPERVISOR).press("case:rate:1:not_satisfied");
    await again.person(SECOND).press("case:rate:1:satisfied");
    expect(again.alerts().at(-1)).toContain("已由赵主任在今天 09:00 重新办理");
  });

  test("is not the visitor's, another district's, a former supervisor's, the desk's or a shop's to record", async () => {
    const w = await startReturn();
    second(w, { districtId: buildDistrict(w.db).id });
    buildStaff(w.db, 420, ["supervisor"], { districtId: w.district.id, removedAt: 1 });
    const taps = ["case:rate:1:satisfied", "case:confirm:1", "case:tried:1", "case:waive:1", "case:waive:1:return_visit"];
    for (const id of [MANAGER, SECOND, 420, 200, RETAILER, OTHER_RETAILER, STRANGER])
      for (const data of taps) await w.person(id).press(data);
    expect(kindsOf(w)).toEqual(["opened", "answered", "visited"]);
    expect(w.alerts().filter((text) => text !== "")).toHaveLength(35);
  });

  test("is refused to a supervisor who went to the door in an earlier round", async () => {
    const w = await startWorld();
    await w.fileOne();
    await answer(w);
    await file(w, [SUPERVISOR]);
    await w.person(ADMIN).press("case:rate:1:not_satisfied");
    await w.deliver();
    await visit(w);
    await w.person(SUPERVISOR).press("case:rate:1:satisfied");
    expect(w.alerts().at(-1)).toContain("上门的人不能自己回访");
  });
});

test("a return visit whose owner has left is anyone's in charge", async () => {
  const w = await startReturn();
  second(w);
  w.db.update(staff).set({ removedAt: 1 }).where(eq(staff.id, w.supervisor.id)).run();
  expect(await finishReturnVisit(w.deps, { personId: SUPERVISOR, complaintId: 1, satisfaction: "satisfied" })).toMatchObject({ ok: false });
  await w.person(RETAILER).press("complain:said:1:so_so");
  expect(chatsOf(w, "return_said")).toEqual([SECOND]);
  await w.person(SECOND).press("case:rate:1:so_so");
  expect(w.cases()).toMatchObject([{ state: "closed" }]);
});
