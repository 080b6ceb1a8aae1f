import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { promises } from "../../../db/complaints.tables.ts";
import { SAY_WHO_MS } from "../../../src/complaints/restricted/rules.ts";
import { COLLEAGUE, RUDE, SECOND, sentTo, startRestricted, UNKNOWN } from "./world.ts";
import { ADMIN, CLERK, MANAGER, RETAILER, SPOUSE, startWorld, SUPERVISOR } from "../world.ts";

describe("a complaint about staff", () => {
  test("goes neither to the desk nor to the account manager; the receipt asks about whom", async () => {
    const w = await startRestricted();
    await w.fileOne(RUDE);
    await w.waitAnd();
    expect(w.cases()).toMatchObject([{ category: "attitude", restriction: "about_staff", aboutStaffId: null }]);
    expect(w.promised().map(({ kind, ownerId }) => [kind, ownerId])).toEqual([
      ["desk_reply", null],
      ["door_visit", null],
    ]);
    for (const chat of [w.desk!.id, CLERK, MANAGER]) expect(sentTo(w, chat)).toEqual([]);
    expect(w.textsTo(SUPERVISOR)[0]).toContain(RUDE);
    const receipt = w.lastTo(RETAILER);
    expect(receipt.payload.text).toContain("您说的是谁");
    expect(receipt.payload.text).not.toContain("在线客服回复您");
    expect(w.buttonsOf(receipt).slice(0, 5)).toEqual([
      `complain:about:1:manager-${w.manager.id}`,
      "complain:about:1:desk",
      "complain:about:1:delivery",
      "complain:about:1:other",
      "complain:about:1:unsaid",
    ]);
  });

  test("waits for the shop's word of whom, and goes out at once when it comes", async () => {
    const w = await startRestricted();
    await w.fileOne(RUDE);
    expect(sentTo(w, SUPERVISOR)).toEqual([]);
    await w.sayWhom(`manager-${w.manager.id}`);
    await w.deliver();
    expect(w.cases()[0]).toMatchObject({ aboutStaffId: w.manager.id });
    expect(w.textsTo(SUPERVISOR)).toHaveLength(1);
    expect(w.lastTo(SUPERVISOR).payload.text).toContain("涉及：客户经理（王强）");
    await w.waitAnd();
    expect(w.textsTo(SUPERVISOR)).toHaveLength(1);
    expect(w.lastTo(RETAILER).payload.text).toContain("涉及：客户经理（王强）");
  });

  test("said twice is noted once, and can be corrected", async () => {
    const w = await startRestricted();
    await w.fileOne(RUDE);
    await w.sayWhom("desk");
    await w.sayWhom("desk");
    await w.sayWhom(`manager-${w.manager.id}`);
    expect(w.timeline().map(({ kind, text }) => [kind, text])).toEqual([
      ["opened", RUDE],
      ["about", "desk"],
      ["about", "manager"],
    ]);
    await w.sayWhom(`manager-${w.clerk.id}`);
    expect(w.alerts().at(-1)).toBe("这条线路的客户经理已变动，请重新选择。");
    await w.person(SPOUSE).press("complain:about:1:desk");
    expect(w.cases()[0]).toMatchObject({ aboutStaffId: null });
  });

  test("free words that name someone exclude that person", async () => {
    const w = await startRestricted();
    await w.fileOne(RUDE);
    await w.sayWhom("other");
    await w.person(RETAILER).write("是赵主任本人");
    await w.waitAnd();
    expect(w.cases()[0]).toMatchObject({ aboutStaffId: w.supervisor.id });
    expect(sentTo(w, SUPERVISOR)).toEqual([]);
    expect(w.lastTo(SECOND).payload.text).toContain("是赵主任本人");
  });

  test("the words can be left for later, and the next message is not taken for them", async () => {
    const w = await startRestricted();
    await w.fileOne(RUDE);
    await w.sayWhom("other");
    await w.person(RETAILER).press("complain:aboutlater:1");
    await w.person(RETAILER).write("赵主任");
    expect(w.timeline().some(({ kind }) => kind === "about")).toBe(false);
  });

  test("about the only supervisor goes to the admins; about everyone who could handle it, the receipt says whom to call", async () => {
    const w = await startWorld({ env: { HOTLINE_PHONE: "4001234567" } });
    await w.fileOne(`${RUDE}，赵主任`);
    w.advance(SAY_WHO_MS);
    await w.deliver();
    expect(sentTo(w, SUPERVISOR)).toEqual([]);
    expect(w.textsTo(ADMIN)[0]).toContain(RUDE);
    const alone = await startWorld({ env: { ADMIN_IDS: "", HOTLINE_PHONE: "4001234567" } });
    await alone.fileOne(`${RUDE}，赵主任`);
    alone.advance(SAY_WHO_MS);
    await alone.deliver();
    expect(alone.outbox().map(({ kind }) => kind)).toEqual(["complaint_receipt"]);
    expect(alone.lastTo(RETAILER).payload.text).toContain("请直接拨打投诉热线 4001234567");
  });
});

describe("whoever is named", () => {
  test("may answer and visit, and whoever was named before may not any more", async () => {
    const w = await startRestricted();
    await w.fileOne(RUDE);
    await w.sayWhom(`manager-${w.manager.id}`);
    await w.deliver();
    await w.person(SUPERVISOR).press(`case:nameto:1:desk-${w.clerk.id}`);
    await w.deliver();
    const card = w.lastTo(CLERK);
    expect(card.payload.text).toContain(RUDE);
    expect(w.buttonsOf(card)).toEqual([]);
    await w.person(SUPERVISOR).press(`case:nameto:1:desk-${w.colleague.id}`);
    await w.person(SUPERVISOR).press(`case:nameto:1:desk-${w.colleague.id}`);
    await w.deliver();
    expect(w.lastTo(CLERK)).toMatchObject({ method: "editMessageText", payload: { message_id: card.messageId } });
    await w.reply(CLERK, undefined, card, { text: "我来" });
    expect(w.lastTo(CLERK).payload.text).toBe(UNKNOWN);
    await w.reply(COLLEAGUE, undefined, w.lastTo(COLLEAGUE), { text: "抱歉" });
    expect(
      w
        .timeline()
        .map(({ kind, promise, text }) => [kind, promise, text])
        .slice(2),
    ).toEqual([
      ["handed_over", "desk_reply", "李敏"],
      ["handed_over", "desk_reply", "孙丽"],
      ["answered", null, "抱歉"],
    ]);
    await w.person(SUPERVISOR).press(`case:nameto:1:desk-${w.clerk.id}`);
    expect(w.alerts().at(-1)).toContain("这一步已由孙丽");
  });

  test("gets what the shop adds; the shop is not told that the desk does", async () => {
    const w = await startRestricted();
    await w.fileOne(RUDE);
    await w.sayWhom("desk");
    await w.deliver();
    await w.person(SUPERVISOR).press(`case:nameto:1:desk-${w.colleague.id}`);
    await w.deliver();
    await w.reply(
      RETAILER,
      undefined,
      w.calls.find(({ payload }) => payload.chat_id === RETAILER)!,
      { text: "有录音" },
    );
    await w.deliver();
    expect(w.lastTo(COLLEAGUE).payload.text).toContain("有录音");
    expect(w.lastTo(RETAILER).payload.text).toBe("已补充到 C-20261123-0001，只转给负责处理的人。");
    expect(sentTo(w, w.desk!.id)).toEqual([]);
  });

  test("by no one: owning the promise alone gives no right", async () => {
    const w = await startRestricted();
    await w.fileOne(RUDE);
    await w.sayWhom("desk");
    await w.deliver();
    await w.person(SUPERVISOR).press(`case:nameto:1:door-${w.colleague.id}`);
    w.db.update(promises).set({ isHandedOver: false }).where(eq(promises.kind, "door_visit")).run();
    await w.person(COLLEAGUE).press("case:visited:1");
    expect(w.alerts().at(-1)).toBe(UNKNOWN);
  });
});

describe("a case of another category that turns out to be about staff", () => {
  test("is taken away from the desk and the account manager, and the shop is asked about whom", async () => {
    const w = await startRestricted();
    await w.fileOne("昨天送货少了两条");
    const card = w.lastTo(w.desk!.id);
    const task = w.lastTo(MANAGER);
    w.forget();
    await w.person(CLERK).press("case:set:1:attitude", { chat: w.desk!, messageId: card.messageId });
    await w.deliver();
    expect(w.alerts().at(-1)).toContain("已改为服务态度");
    const edits = w.calls.filter(({ method }) => method === "editMessageText");
    expect(edits.map(({ payload }) => [payload.chat_id, payload["message_id"], payload.text])).toEqual([
      [w.desk!.id, card.messageId, "这张投诉单已转由专人处理，这里不再显示。"],
      [MANAGER, task.messageId, "这张投诉单已转由专人处理，这里不再显示。"],
    ]);
    expect(w.lastTo(RETAILER).payload.text).toContain("您说的是谁");
    expect(w.promised()[1]).toMatchObject({ ownerId: null });
    await w.waitAnd();
    expect(w.lastTo(SUPERVISOR).payload.text).toContain("昨天送货少了两条");
    await w.person(CLERK).press("case:set:1:delivery", { chat: w.desk! });
    expect(w.cases()).toMatchObject([{ category: "attitude", restriction: "about_staff" }]);
  });

  test("what can not be edited is deleted", async () => {
    const w = await startRestricted();
    await w.fileOne("昨天送货少了两条");
    const card = w.lastTo(w.desk!.id);
    w.refuse((method) =>
      method === "editMessageText" ? { error_code: 400, description: "Bad Request: message can't be edited" } : undefined,
    );
    await w
      .person(RETAILER)
      .press("complain:set:1:attitude")
      .catch(() => undefined);
    await w.deliver();
    expect(w.calls.filter(({ method }) => method === "deleteMessage").map(({ payload }) => payload["message_id"])).toContain(
      card.messageId,
    );
  });

  test("stays restricted when the category is changed back, until those in charge lift it", async () => {
    const w = await startRestricted();
    await w.fileOne(RUDE);
    await w.sayWhom("unsaid");
    await w.deliver();
    await w.person(SUPERVISOR).press("case:liftyes:1");
    expect(w.alerts().at(-1)).toContain("要保持保密");
    await w.person(RETAILER).press("complain:set:1:delivery");
    expect(w.cases()).toMatchObject([{ category: "delivery", restriction: "about_staff" }]);
    await w.deliver();
    expect(sentTo(w, w.desk!.id)).toEqual([]);
    await w.person(SUPERVISOR).press("case:lift:1");
    expect(w.buttonsOf(w.lastTo(SUPERVISOR))).toContain("case:liftyes:1");
    await w.person(SUPERVISOR).press("case:liftyes:1");
    await w.deliver();
    expect(w.cases()).toMatchObject([{ restriction: null }]);
    expect(w.lastTo(w.desk!.id).payload.text).toContain(RUDE);
    expect(w.lastTo(MANAGER).payload.text).toContain("上门服务任务");
    expect(w.promised()[1]).toMatchObject({ ownerId: w.manager.id });
    expect(w.timeline().map(({ kind }) => kind)).toContain("lifted");
    await w.person(SUPERVISOR).press("case:liftyes:1");
    expect(w.alerts().at(-1)).toContain("不是保密的");
  });
});
