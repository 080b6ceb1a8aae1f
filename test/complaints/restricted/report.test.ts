import { describe, expect, test } from "vitest";
import { SAY_WHO_MS, suggestRestriction } from "../../../src/complaints/restricted/rules.ts";
import { isNamedIn } from "../../../src/complaints/rights-rules.ts";
import { ADMIN, CLERK, MANAGER, RETAILER, SPOUSE, startWorld, SUPERVISOR, type World } from "../world.ts";

const FAKE = "隔壁店在卖假烟";
const UNKNOWN = "没有找到这张投诉单。编号形如 C-20261123-0007。";

async function waitAnd(w: World): Promise<void> {
  w.advance(SAY_WHO_MS);
  await w.deliver();
}

describe("the words of a report", () => {
  test.each([
    "有人卖假烟",
    "走私烟",
    "串码了",
    "客户经理索贿",
    "吃拿卡要",
    "过节要给红包，不然收我红包钱",
    "They sell counterfeit goods",
    "he asked for a bribe",
  ])("%s is kept in confidence", (text) => expect(suggestRestriction(text)).toBe("confidential"));
  test.each(["少了两条", "态度很差", "真烟吗我没说", "The driver was late"])("%s is not", (text) =>
    expect(suggestRestriction(text)).toBeUndefined(),
  );

  test("name someone by the whole name, or by surname and title, and nobody by a letter", () => {
    expect([isNamedIn("王强索贿", "王强"), isNamedIn("王经理索贿", "王强"), isNamedIn("wang qiang took it", "Wang Qiang")]).toEqual([
      true,
      true,
      true,
    ]);
    expect([isNamedIn("王先生", "王强"), isNamedIn("a b c", "a"), isNamedIn("", "")]).toEqual([false, false, false]);
  });
});

describe("a report", () => {
  test("as a question is closed by its answer each time, with no visit left open behind it", async () => {
    const w = await startWorld();
    await w.person(RETAILER).write("💬 问客服");
    await w.person(RETAILER).write(FAKE);
    await waitAnd(w);
    const answer = async () => {
      const card = w.outbox().findLast(({ kind, chatId }) => kind === "complaint_card" && chatId === SUPERVISOR)!;
      await w.reply(SUPERVISOR, undefined, { messageId: card.messageId! } as never, { text: "已转稽查" });
      await waitAnd(w);
    };
    await answer();
    await w.person(RETAILER).press("complain:unsolved:1");
    await waitAnd(w);
    await answer();
    expect(w.cases()).toMatchObject([{ restriction: "confidential", category: "advice", state: "closed", round: 2 }]);
    expect(w.promised().map(({ kind, state }) => [kind, state])).toEqual([
      ["desk_reply", "kept"],
      ["desk_reply", "kept"],
    ]);
  });

  test("is in confidence before anyone was asked: no desk, no account manager, no visit, and the return visit counts from the filing", async () => {
    const w = await startWorld({ env: { HOTLINE_PHONE: "4001234567" } });
    await w.fileOne(FAKE);
    expect(w.textsTo(SUPERVISOR)).toEqual([]);
    expect(w.cases()).toMatchObject([{ restriction: "confidential" }]);
    expect(w.promised()).toMatchObject([
      { kind: "desk_reply", state: "open" },
      { kind: "door_visit", state: "waived", outcome: "confidential", endedAt: w.deps.clock(), warnAt: null },
      { kind: "return_visit", state: "open", startedAt: w.deps.clock() },
    ]);
    const receipt = w.lastTo(RETAILER);
    for (const part of ["12313", "4001234567", "店里其他人也看不到", "这是举报违法经营或员工违纪吗"])
      expect(receipt.payload.text).toContain(part);
    expect(receipt.payload.text).not.toContain("上门");
    expect(w.buttonsOf(receipt).slice(0, 2)).toEqual(["complain:report:1:yes", "complain:report:1:no"]);
    await waitAnd(w);
    for (const chat of [w.desk!.id, CLERK, MANAGER]) expect(w.textsTo(chat)).toEqual([]);
    for (const chat of [SUPERVISOR, ADMIN]) expect(w.textsTo(chat)[0]).toContain(FAKE);
    expect(w.lastTo(SUPERVISOR).payload.text).toContain("保密件，不上门");
  });

  test("that is confirmed goes out at once, to those in charge only, and once", async () => {
    const w = await startWorld();
    await w.fileOne(FAKE);
    await w.person(RETAILER).press("complain:report:1:yes");
    await w.person(RETAILER).press("complain:report:1:yes");
    await w.deliver();
    expect(w.textsTo(SUPERVISOR)).toHaveLength(1);
    await waitAnd(w);
    expect(w.textsTo(SUPERVISOR).filter((text) => text.includes("🔒"))).toHaveLength(1);
    expect(w.timeline().map(({ kind }) => kind)).toEqual(["opened", "restricted"]);
    await w.person(RETAILER).press("complain:report:1:no");
    expect(w.alerts().at(-1)).toContain("已经选过了");
    expect(w.textsTo(w.desk!.id)).toEqual([]);
  });

  test("that is none becomes an ordinary complaint with its card, its visit and a return visit after that", async () => {
    const w = await startWorld();
    await w.fileOne(FAKE);
    await w.person(RETAILER).press("complain:report:1:no");
    await w.person(RETAILER).press("complain:report:1:no");
    await w.deliver();
    expect(w.cases()).toMatchObject([{ restriction: null }]);
    expect(w.textsTo(w.desk!.id)).toHaveLength(1);
    expect(w.textsTo(w.desk!.id)[0]).toContain(FAKE);
    expect(w.lastTo(MANAGER).payload.text).toContain("上门服务任务");
    expect(w.promised()).toMatchObject([
      { kind: "desk_reply", state: "open" },
      { kind: "door_visit", state: "open", outcome: null, endedAt: null, ownerId: w.manager.id, dueVersion: 2 },
    ]);
    await waitAnd(w);
    expect(w.textsTo(SUPERVISOR)).toEqual([]);
    await w.person(MANAGER).press("case:visited:1");
    await w.person(MANAGER).write("看过了，没有假烟");
    await w.deliver();
    expect(w.promised().map(({ kind, state }) => [kind, state])).toEqual([
      ["desk_reply", "open"],
      ["door_visit", "kept"],
      ["return_visit", "open"],
    ]);
    expect(w.lastTo(SUPERVISOR).payload.text).toContain("回访任务");
    expect(w.buttonsOf(w.lastTo(RETAILER))).toContain("complain:said:1:satisfied");
  });

  test("that is none but about staff stays with those in charge", async () => {
    const w = await startWorld();
    await w.fileOne("态度恶劣，态度差，还说我卖假烟");
    await w.person(RETAILER).press("complain:set:1:attitude");
    await w.person(RETAILER).press("complain:report:1:no");
    await w.deliver();
    expect(w.cases()).toMatchObject([{ restriction: "about_staff", category: "attitude" }]);
    expect(w.promised()[1]).toMatchObject({ kind: "door_visit", state: "open", ownerId: null });
    await waitAnd(w);
    expect(w.textsTo(w.desk!.id)).toEqual([]);
    expect(w.textsTo(MANAGER)).toEqual([]);
    expect(w.textsTo(SUPERVISOR)[0]).toContain("卖假烟");
  });

  test("of a member of staff who is named in it never reaches that person, and asks whom it is about when it is confirmed", async () => {
    const w = await startWorld();
    await w.fileOne("赵主任索贿");
    await w.person(RETAILER).press("complain:report:1:yes");
    expect(w.lastTo(RETAILER).payload.text).toContain("您说的是谁");
    await w.person(RETAILER).press("complain:about:1:other");
    await w.person(RETAILER).write("就是市场部的赵主任");
    await waitAnd(w);
    expect(w.textsTo(SUPERVISOR)).toEqual([]);
    expect(w.textsTo(ADMIN).join()).toContain("赵主任索贿");
    await w.person(SUPERVISOR).write("/case C-20261123-0001");
    expect(w.lastTo(SUPERVISOR).payload.text).toBe(UNKNOWN);
    await w.person(SUPERVISOR).press("case:show:1");
    expect(w.alerts().at(-1)).toBe(UNKNOWN);
  });

  test("is seen by no one else of the shop: not in their list, by no button, and their own case is not offered to be added to it", async () => {
    const w = await startWorld();
    await w.fileOne(FAKE);
    await w.person(SPOUSE).write("/mycases");
    expect(w.lastTo(SPOUSE).payload.text).toContain("还没有提交过");
    for (const data of [
      "complain:back:1",
      "complain:set:1:other",
      "complain:withdraw-yes:1",
      "complain:about:1:desk",
      "complain:report:1:no",
      "complain:add:1",
    ])
      await w.person(SPOUSE).press(data);
    expect(new Set(w.alerts().slice(0, 5))).toEqual(new Set([UNKNOWN]));
    await w.person(SPOUSE).write(`/complain ${FAKE}`);
    await w.deliver();
    expect(w.cases()).toHaveLength(2);
    await w.person(RETAILER).write("/mycases");
    expect(w.lastTo(RETAILER).payload.text).toContain("C-20261123-0001");
    expect(w.lastTo(RETAILER).payload.text).not.toContain("C-20261123-0002");
  });

  test("is not added to an ordinary case that the desk reads, however alike the words are", async () => {
    const w = await startWorld();
    await w.fileOne("隔壁店在卖便宜的烟，昨天又在卖");
    await w.fileOne("隔壁店在卖便宜的假烟，昨天又在卖");
    expect(w.cases().map(({ restriction }) => restriction)).toEqual([null, "confidential"]);
  });

  test("made in a group is told there in one neutral line, and its author to delete the message", async () => {
    const w = await startWorld();
    await w.person(RETAILER).write(`投诉 ${FAKE}`, w.group);
    await w.deliver();
    expect(w.textsTo(w.group.id)).toEqual(["已收到，已私信您处理进度。"]);
    expect(w.lastTo(RETAILER).payload.text).toContain("请删除那条消息");
  });

  test("by telephone is told to nobody of the shop; whoever wrote it down can say that it is none", async () => {
    const w = await startWorld();
    await w.person(CLERK).write(`/complaint ${w.shop.licenceNo} ${FAKE}`);
    await w.deliver();
    expect(w.outbox().filter(({ kind }) => kind === "complaint_receipt")).toEqual([]);
    expect(w.lastTo(CLERK).payload.text).toContain("请把编号口头告知本人");
    expect(w.buttonsOf(w.lastTo(CLERK))).toEqual(["complain:report:1:yes", "complain:report:1:no"]);
    await w.person(CLERK).write("/case C-20261123-0001");
    expect(w.lastTo(CLERK).payload.text).toBe(UNKNOWN);
    for (const id of [RETAILER, SPOUSE]) {
      await w.person(id).press("complain:report:1:no");
      expect(w.alerts().at(-1)).toBe(UNKNOWN);
    }
    await w.person(CLERK).press("complain:report:1:no");
    await w.deliver();
    expect(w.cases()).toMatchObject([{ restriction: null }]);
    expect(w.textsTo(w.desk!.id)[0]).toContain(FAKE);
  });

  test("is answered in private, asked about and closed without a visit", async () => {
    const w = await startWorld();
    await w.fileOne(FAKE);
    await waitAnd(w);
    const card = w.calls.find(({ payload }) => payload.chat_id === SUPERVISOR && payload.text?.includes("🔒"))!;
    await w.reply(SUPERVISOR, undefined, card, { text: "已转稽查" });
    await w.person(SUPERVISOR).press("case:rate:1:satisfied");
    await w.deliver();
    expect(w.cases()).toMatchObject([{ state: "closed", satisfaction: "satisfied" }]);
    expect(w.textsTo(w.desk!.id)).toEqual([]);
  });
});
