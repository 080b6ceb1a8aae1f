import { describe, expect, test } from "vitest";
import { staff } from "../../db/staff.tables.ts";
import { answerComplaint, finishDoorVisit, openComplaint, withdrawComplaint } from "../../src/complaints/service.ts";
import { buildStaff } from "../support/build.ts";
import { CLERK, MANAGER, OTHER_RETAILER, photo, RETAILER, SPOUSE, startWorld, STRANGER, SUPERVISOR, type World } from "./world.ts";

const answerDesk = (w: World) => w.reply(CLERK, w.desk, w.lastTo(w.desk!.id), { text: "明天补送" });

async function visit(w: World, result = "已补两条") {
  await w.person(MANAGER).press("case:visited:1");
  await w.person(MANAGER).write(result);
  await w.deliver();
}

describe("from the complaint to its closing", () => {
  test("reply, door visit and return visit close the case, and the shop is told", async () => {
    const w = await startWorld();
    await w.fileOne();
    await answerDesk(w);
    w.advance(24 * 60 * 60 * 1000);
    await visit(w);
    expect(w.textsTo(MANAGER).slice(-3)).toEqual([
      "C-20261123-0001：请用一句话写下上门结果，也可以发照片并配上说明。",
      "✅ C-20261123-0001 上门结果已记录。11月27日（周五）09:00 前由市场经理回访。\n还有照片或定位，半小时内直接发给我。",
      "C-20261123-0001 上门已完成（今天 09:00）\nC-20261123-0001 · 送货 · 和平路便利店（R101，金牌）\n已补两条",
    ]);
    expect(w.promised()[2]).toMatchObject({ kind: "return_visit", state: "open", dueAt: Date.parse("2026-11-27T01:00:00Z") });
    expect(w.alarms.at(-1)).toMatchObject({ jobId: "promise-3-due-1" });
    const task = w.lastTo(SUPERVISOR);
    expect(task.payload.text).toContain("王强已于今天 09:00 上门：已补两条");
    expect(w.buttonsOf(task).slice(0, 3)).toEqual(["case:rate:1:satisfied", "case:rate:1:so_so", "case:rate:1:not_satisfied"]);
    await w.person(SUPERVISOR).press("case:rate:1:satisfied");
    await w.deliver();
    expect(w.cases()).toMatchObject([{ state: "closed", satisfaction: "satisfied" }]);
    expect(w.promised().map(({ state }) => state)).toEqual(["kept", "kept", "kept"]);
    expect(w.textsTo(SUPERVISOR).at(-1)).toBe("✅ C-20261123-0001 回访结果：满意。已办结。");
    expect(w.textsTo(RETAILER).at(-1)).toBe(
      "✅ C-20261123-0001 已办结，您的评价：满意（赵主任确认）。\n问题还在的话，12月1日（周二）09:00 前点下面的按钮，我们重新办理。",
    );
    expect(w.timeline().map(({ kind }) => kind)).toEqual(["opened", "answered", "visited", "rated", "closed"]);
  });

  test("a case whose desk reply is missing closes with that reply", async () => {
    const w = await startWorld({ language: "en" });
    await w.fileOne();
    const card = w.lastTo(w.desk!.id);
    await visit(w);
    await w.person(SUPERVISOR).press("case:rate:1:so_so");
    expect(w.cases()).toMatchObject([{ state: "open", satisfaction: "so_so" }]);
    await w.reply(CLERK, w.desk, card, { text: "Sorry" });
    await w.deliver();
    expect(w.cases()).toMatchObject([{ state: "closed" }]);
    expect(w.textsTo(RETAILER).at(-1)).toBe(
      "✅ C-20261123-0001 is closed; your verdict: so-so (confirmed by 赵主任).\nIf the problem is still there, press the button below by Mon 30 Nov, 09:00 and we take it up again.",
    );
  });

  test("doing a step twice says who did it and when", async () => {
    const w = await startWorld();
    await w.fileOne();
    await visit(w);
    await w.person(MANAGER).press("case:visited:1");
    expect(w.alerts().at(-1)).toBe("这一步已由王强在今天 09:00 完成。");
    await w.person(SUPERVISOR).press("case:rate:1:so_so");
    await w.person(SUPERVISOR).press("case:rate:1:satisfied");
    expect(w.alerts().at(-1)).toBe("这一步已由赵主任在今天 09:00 完成。");
    expect(w.cases()).toMatchObject([{ satisfaction: "so_so" }]);
  });

  test("a second delivery of a step's message is the same step: nothing is refused, written or sent again", async () => {
    const w = await startWorld();
    const filed = { chatId: RETAILER, messageId: 5, text: "少了两条", media: null, albumId: null };
    const open = () => openComplaint(w.deps, { personId: RETAILER, retailerId: w.shop.id, items: [filed] });
    expect(await open()).toMatchObject({ ok: true, isNew: true });
    expect(await open()).toMatchObject({ ok: true, isNew: false, complaint: { id: 1 } });
    const result = { personId: MANAGER, complaintId: 1, received: { ...filed, chatId: MANAGER } };
    expect(await finishDoorVisit(w.deps, result)).toMatchObject({ ok: true, isNew: true });
    expect(await finishDoorVisit(w.deps, result)).toMatchObject({ ok: true, isNew: false });
    const said = { personId: CLERK, complaintId: 1, received: { ...filed, chatId: w.desk!.id } };
    const before = w.outbox().length;
    expect(await answerComplaint(w.deps, said)).toMatchObject({ ok: true, isNew: true });
    await withdrawComplaint(w.deps, { personId: RETAILER, complaintId: 1 });
    expect(await answerComplaint(w.deps, said)).toMatchObject({ ok: true, isNew: false });
    expect(
      w
        .outbox()
        .slice(before)
        .filter(({ kind }) => kind === "complaint_answer"),
    ).toHaveLength(1);
    expect(w.cases()).toHaveLength(1);
  });

  test("a visit's result needs words; a photo with a caption has them", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(MANAGER).press("case:visited:1");
    await w.person(MANAGER).send(photo("V1"));
    expect(w.textsTo(MANAGER).at(-1)).toContain("请再用一句话写下上门结果");
    const message = await w.person(MANAGER).send(photo("V2", { caption: "已补" }));
    await w.update({ message: message as never });
    expect(w.promised()[1]).toMatchObject({ state: "kept", result: "已补" });
    expect(w.promised()).toHaveLength(3);
  });

  test("an album with the visit's result is kept with the case", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(MANAGER).press("case:visited:1");
    await w.person(MANAGER).send(photo("V1", { caption: "已补", media_group_id: "V" }));
    await w.person(MANAGER).send(photo("V2", { media_group_id: "V" }));
    await w.person(CLERK).write("/case C-20261123-0001");
    await w.deliver();
    expect(w.calls.filter(({ method }) => method === "sendPhoto").map(({ payload }) => payload["photo"])).toEqual(["V1", "V2"]);
    expect(w.promised()).toHaveLength(3);
  });

  test("the return visit is refused before the door visit, and to whoever made it", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(SUPERVISOR).press("case:rate:1:satisfied");
    expect(w.alerts().at(-1)).toContain("还没有上门");
    await w.person(SUPERVISOR).press("case:visited:1");
    await w.person(SUPERVISOR).write("我去了");
    await w.person(SUPERVISOR).press("case:rate:1:satisfied");
    expect(w.alerts().at(-1)).toContain("上门的人不能自己回访");
    await w.person(MANAGER).press("case:rate:1:satisfied");
    expect(w.alerts().at(-1)).toContain("您不能处理");
    expect(w.cases()).toMatchObject([{ satisfaction: null }]);
  });

  test("another account manager, one who left, and a stranger can not report the visit", async () => {
    const w = await startWorld();
    await w.fileOne();
    buildStaff(w.db, 310, ["account_manager"], { districtId: w.district.id });
    await w.person(310).press("case:visited:1");
    expect(w.alerts().at(-1)).toContain("您不能处理");
    w.db.update(staff).set({ removedAt: 1 }).run();
    await w.person(MANAGER).press("case:visited:1");
    await w.person(STRANGER).press("case:visited:1");
    expect(w.alerts().slice(-2)).toEqual(["您没有这项权限。需要开通请联系管理员。", "您没有这项权限。需要开通请联系管理员。"]);
    expect(w.promised()[1]).toMatchObject({ state: "open" });
  });

  test("a case without a door visit refuses one", async () => {
    const w = await startWorld();
    await w.person(RETAILER).write("💬 问客服");
    await w.person(RETAILER).write("新品什么时候到");
    await w.person(SUPERVISOR).press("case:visited:1");
    expect(w.alerts().at(-1)).toContain("不需要上门");
  });
});

describe("withdrawing", () => {
  test("takes two taps, waives what is open, and tells the desk and the account manager", async () => {
    const w = await startWorld();
    await w.fileOne();
    const retailer = w.person(RETAILER);
    await retailer.press("complain:withdraw:1");
    expect(w.buttonsOf(w.lastTo(RETAILER))).toEqual(["complain:withdraw-yes:1", "complain:back:1"]);
    expect(w.cases()).toMatchObject([{ state: "open" }]);
    await retailer.press("complain:withdraw-yes:1");
    await retailer.press("complain:withdraw-yes:1");
    await w.deliver();
    expect(w.cases()).toMatchObject([{ state: "withdrawn" }]);
    expect(w.promised().map(({ state, outcome }) => [state, outcome])).toEqual([
      ["waived", "withdrawn"],
      ["waived", "withdrawn"],
    ]);
    for (const chat of [w.desk!.id, MANAGER]) expect(w.lastTo(chat).payload.text).toBe("C-20261123-0001 已由客户撤回，不用再处理。");
    expect(w.alerts().at(-1)).toContain("已于今天 09:00 由Person 100撤回");
    expect(w.timeline().filter(({ kind }) => kind === "withdrawn")).toHaveLength(1);
  });

  test("before the card went out, the card is not sent any more", async () => {
    const w = await startWorld();
    await w.person(RETAILER).send(photo("P1", { caption: "/complain 少了两条" }));
    await w.person(RETAILER).press("complain:withdraw-yes:1");
    await w.deliver();
    expect(w.textsTo(w.desk!.id)).toEqual(["C-20261123-0001 已由客户撤回，不用再处理。"]);
    expect(
      w
        .outbox()
        .filter(({ state }) => state === "skipped")
        .map(({ kind }) => kind),
    ).toEqual(["complaint_receipt", "complaint_card", "complaint_media", "door_visit"]);
  });

  test("is the filer's alone: not a stranger's, another shop's, nor the shop's other person's", async () => {
    const w = await startWorld();
    await w.fileOne();
    for (const id of [STRANGER, OTHER_RETAILER, SPOUSE, CLERK]) await w.person(id).press("complain:withdraw-yes:1");
    expect(w.cases()).toMatchObject([{ state: "open" }]);
    expect(w.alerts()).toHaveLength(4);
  });

  test("buttons of cases that do not exist, or never did, change nothing and say so", async () => {
    const w = await startWorld();
    for (const data of ["complain:withdraw-yes:99", "complain:set:99:supply", "complain:nonsense", "complain:set:1:nonsense"]) {
      await w.person(RETAILER).press(data);
    }
    for (const data of ["case:rate:99:satisfied", "case:rate:1:nonsense", "case:x:1", "case:"]) await w.person(CLERK).press(data);
    expect(w.alerts()).toHaveLength(8);
    expect(w.alerts().every((text) => text !== "")).toBe(true);
  });
});
