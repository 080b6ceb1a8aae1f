import { describe, expect, test } from "vitest";
import { CLERK, MANAGER, RETAILER, startWorld, SUPERVISOR } from "./world.ts";

describe("the category", () => {
  test("is changed by the shop with one tap, and the desk is told", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(RETAILER).press("complain:category:1");
    expect(w.buttonsOf(w.lastTo(RETAILER))).toContain("complain:set:1:quality");
    await w.person(RETAILER).press("complain:set:1:quality");
    await w.deliver();
    expect(w.cases()).toMatchObject([{ category: "quality" }]);
    expect(w.textsTo(RETAILER).at(-1)).toContain("质量与退换货");
    expect(w.lastTo(w.desk!.id).payload.text).toContain("客户把类别改为：质量与退换货");
  });

  test("is changed by the desk on its card", async () => {
    const w = await startWorld();
    await w.fileOne();
    const { messageId } = w.lastTo(w.desk!.id);
    await w.person(CLERK).press("case:set:1:supply", { chat: w.desk!, messageId });
    await w.deliver();
    expect(w.lastTo(w.desk!.id)).toMatchObject({ method: "editMessageText", payload: { text: expect.stringContaining("· 货源 ·") } });
  });

  test("advice waives the door visit, and the way back promises it again with a new version of its due time", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(RETAILER).press("complain:set:1:advice");
    expect(w.promised()[1]).toMatchObject({ kind: "door_visit", state: "waived" });
    await w.person(RETAILER).press("complain:set:1:other");
    expect(w.promised()[1]).toMatchObject({ state: "open", dueVersion: 2 });
    expect(w.alarms.at(-1)).toMatchObject({ jobId: "promise-2-due-2" });
    await w.deliver();
    expect(w.textsTo(MANAGER)).toHaveLength(2);
  });

  test("a question that turns out to be a complaint gets its door visit, counted from the filing", async () => {
    const w = await startWorld();
    await w.person(RETAILER).write("💬 问客服");
    await w.person(RETAILER).write("少了两条怎么办");
    w.advance(60 * 60 * 1000);
    await w.person(CLERK).press("case:set:1:delivery");
    expect(w.promised()[1]).toMatchObject({ kind: "door_visit", ownerId: w.manager.id, dueAt: Date.parse("2026-11-25T01:00:00Z") });
    expect(w.outbox().at(-1)).toMatchObject({ kind: "door_visit", chatId: MANAGER });
  });

  test("of an answered complaint that becomes advice closes it; a closed one keeps its category", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.reply(CLERK, w.desk, w.lastTo(w.desk!.id), { text: "明天补送" });
    await w.person(RETAILER).press("complain:set:1:advice");
    expect(w.cases()).toMatchObject([{ state: "closed", category: "advice" }]);
    expect(w.promised().some(({ state }) => state === "open")).toBe(false);
    await w.person(RETAILER).press("complain:set:1:supply");
    expect(w.alerts().at(-1)).toContain("办结");
    expect(w.cases()).toMatchObject([{ category: "advice" }]);
  });

  test("of an answered complaint is not made a question by the desk, which is told who can: the shop, and those in charge", async () => {
    const w = await startWorld();
    await w.fileOne();
    const card = w.lastTo(w.desk!.id);
    await w.reply(CLERK, w.desk, card, { text: "明天补送" });
    await w.person(CLERK).press("case:set:1:advice", { chat: w.desk!, messageId: card.messageId });
    expect(w.alerts().at(-1)).toMatch(/没有回访.*请市场经理改，或请客户在“已收到”那条下点“改类别”。$/u);
    expect(w.cases()).toMatchObject([{ state: "open", category: "delivery" }]);
    await w.person(SUPERVISOR).press("case:set:1:advice", { chat: w.desk!, messageId: card.messageId });
    expect(w.cases()).toMatchObject([{ state: "closed", category: "advice" }]);
  });
});
