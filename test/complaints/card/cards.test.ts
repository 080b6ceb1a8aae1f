import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { complaints, promises } from "../../../db/complaints.tables.ts";
import { groups } from "../../../db/groups.tables.ts";
import { staff } from "../../../db/staff.tables.ts";
import { deliveries } from "../../../db/deliveries.tables.ts";
import { reportBreach } from "../../../src/complaints/service.ts";
import { CLERK, MANAGER, RETAILER, startWorld, SUPERVISOR } from "../world.ts";

const HOUR = 60 * 60 * 1000;

async function startCard(options: Parameters<typeof startWorld>[0] = {}) {
  const w = await startWorld(options);
  await w.fileOne();
  const chatId = w.desk?.id ?? CLERK;
  const card = w.lastTo(chatId);
  const edits = () => w.calls.filter(({ method, payload }) => method === "editMessageText" && payload.chat_id === chatId);
  const waiting = () => w.outbox().filter(({ kind, state }) => kind === "complaint_card_edit" && state === "pending");
  return { ...w, card, edits, waiting };
}

describe("a card", () => {
  test("says what the desk must know, with two buttons a row", async () => {
    const w = await startCard();
    expect(w.card.payload.text!.split("\n")).toEqual([
      "C-20261123-0001 · 送货 · 和平路便利店（R101，金牌）",
      "“昨天送货少了两条”",
      "回复截止 今天 09:30（还剩 30 分钟）",
      "· 上门服务：11月25日（周三）09:00 前（王强）",
      "近 90 天没有其他投诉",
      "直接回复本条即可答复客户",
    ]);
    const { inline_keyboard: rows } = w.card.payload["reply_markup"] as { inline_keyboard: { text: string }[][] };
    expect(rows.map((row) => row.map(({ text }) => text))).toEqual([
      ["认领", "常用回复"],
      ["问客户", "转交"],
      ["改类别", "重复"],
    ]);
  });

  test("of a question speaks of no visit; of a reopened case it names the round", async () => {
    const w = await startCard();
    await w.person(CLERK).press("case:set:1:advice", { chat: w.desk!, messageId: w.card.messageId });
    w.db.update(complaints).set({ round: 2 }).run();
    w.db.update(promises).set({ round: 2 }).run();
    await w.deliver();
    expect(w.edits().at(-1)!.payload.text).toContain("第 2 次办理");
    expect(w.edits().at(-1)!.payload.text).not.toContain("上门");
    await w.person(CLERK).press("case:set:1:supply", { chat: w.desk!, messageId: w.card.messageId });
    w.db
      .update(promises)
      .set({ plannedAt: w.deps.clock() + HOUR })
      .run();
    await w.deliver();
    expect(w.edits().at(-1)!.payload.text).toContain("（王强），约好今天 10:00 上门");
  });

  test("is drawn anew when it is answered and when its category changes, by whoever changed it", async () => {
    const w = await startCard();
    await w.person(RETAILER).press("complain:set:1:quality");
    await w.deliver();
    expect(w.edits()).toHaveLength(1);
    expect(w.edits()[0]!.payload).toMatchObject({ message_id: w.card.messageId, text: expect.stringContaining("质量与退换货") });
    await w.reply(CLERK, w.desk, w.card, { text: "明天补" });
    await w.deliver();
    expect(w.edits()).toHaveLength(2);
    expect(w.edits()[1]!.payload.text).toContain("\n已回复\n");
    expect(w.buttonsOf(w.edits()[1]!)).not.toContain("case:claim:1");
  });

  test("in private, without a desk group, is drawn anew as well", async () => {
    const w = await startCard({ hasDesk: false });
    await w.person(RETAILER).press("complain:set:1:quality");
    await w.deliver();
    expect(w.edits()).toMatchObject([{ payload: { message_id: w.card.messageId, text: expect.stringContaining("质量与退换货") } }]);
  });

  test("shows a missed promise", async () => {
    const w = await startCard();
    w.advance(HOUR);
    await reportBreach(w.deps, { promiseId: 1, dueVersion: 1 });
    await reportBreach(w.deps, { promiseId: 1, dueVersion: 1 });
    await w.deliver();
    expect(w.edits()).toHaveLength(1);
    expect(w.edits()[0]!.payload.text).toContain("⚠️ 回复已超时，应于今天 09:30 前");
  });

  test("of an ended case shows how it ended and has no buttons left", async () => {
    const w = await startCard({ language: "en" });
    await w.reply(CLERK, w.desk, w.card, { text: "tomorrow" });
    await w.person(MANAGER).press("case:visited:1");
    await w.person(MANAGER).write("brought two cartons");
    await w.person(SUPERVISOR).press("case:rate:1:satisfied");
    await w.deliver();
    expect(w.cases()).toMatchObject([{ state: "closed" }]);
    expect(w.edits().at(-1)!.payload.text).toContain("✅ Closed, today, 09:00; verdict: satisfied");
    expect(w.edits().at(-1)!.payload).not.toHaveProperty("reply_markup");
    const other = await startCard();
    await other.person(RETAILER).press("complain:withdraw-yes:1");
    await other.deliver();
    const last = other.edits().at(-1)!;
    expect(last.payload.text).toContain("今天 09:00 已由客户撤回");
    expect(last.payload.text).not.toContain("直接回复");
    expect(last.payload).not.toHaveProperty("reply_markup");
  });
});

describe("the number of edits", () => {
  test("stays one while one waits, however much happens; words alone cause none", async () => {
    const w = await startCard();
    const receipt = w.lastTo(RETAILER);
    for (const category of ["quality", "supply", "other"]) await w.person(RETAILER).press(`complain:set:1:${category}`);
    expect(w.waiting()).toHaveLength(1);
    await w.deliver();
    expect(w.edits()).toHaveLength(1);
    await w.reply(RETAILER, undefined, receipt, { text: "还有一箱" });
    expect(w.timeline().at(-1)).toMatchObject({ kind: "added" });
    expect(w.waiting()).toEqual([]);
  });

  test("is none while the card itself still waits to be sent, and one if it was on its way", async () => {
    const w = await startWorld();
    await w.person(RETAILER).write("/complain 少了两条");
    await w.person(RETAILER).press("complain:set:1:supply");
    await w.deliver();
    expect(w.outbox().filter(({ kind }) => kind === "complaint_card_edit")).toEqual([]);
    expect(w.textsTo(w.desk!.id)[0]).toContain("· 货源 ·");
    const late = await startWorld();
    late.refuse(async (method, { chat_id: chatId }) => {
      // Just when the card is under way.
      if (method === "sendMessage" && chatId === late.desk!.id && late.cases()[0]?.category === "delivery")
        await late.person(RETAILER).press("complain:set:1:supply");
      return undefined;
    });
    await late.person(RETAILER).write("/complain 昨天送货少了两条");
    await late.deliver();
    const toDesk = late.calls.filter(({ payload }) => payload.chat_id === late.desk!.id);
    expect(toDesk[0]!.payload.text).toContain("· 送货 ·");
    expect(toDesk.find(({ method }) => method === "editMessageText")).toMatchObject({
      payload: { text: expect.stringContaining("· 货源 ·") },
    });
  });

  test("a view that someone asked for is left as it was", async () => {
    const w = await startCard();
    await w.person(CLERK).write("/case C-20261123-0001");
    await w.deliver();
    await w.person(RETAILER).press("complain:set:1:quality");
    expect(w.waiting().map(({ chatId }) => chatId)).toEqual([w.desk!.id]);
  });
});

describe("a card is not drawn anew", () => {
  test("for a clerk who has left, nor in a group that is no desk of the district any more", async () => {
    const w = await startCard({ hasDesk: false });
    w.db.update(staff).set({ removedAt: 1 }).where(eq(staff.id, w.clerk.id)).run();
    await w.person(RETAILER).press("complain:set:1:quality");
    await w.deliver();
    expect(w.edits()).toEqual([]);
    const other = await startCard();
    other.db.update(groups).set({ kind: "retailers" }).where(eq(groups.chatId, other.desk!.id)).run();
    await other.person(RETAILER).press("complain:set:1:quality");
    await other.deliver();
    expect(other.edits()).toEqual([]);
  });

  test("with its words in a group once few are to read it: what was said is taken back", async () => {
    const w = await startCard();
    await w.person(RETAILER).press("complain:set:1:attitude");
    await w.deliver();
    expect(w.edits()).toHaveLength(1);
    expect(w.edits()[0]!.payload).toMatchObject({ message_id: w.card.messageId });
    expect(w.edits()[0]!.payload.text).not.toContain("少了两条");
    expect(w.edits()[0]!.payload).not.toHaveProperty("reply_markup");
  });

  test("when Telegram has it no more: the row ends, nothing else happens, and the next change tries again", async () => {
    const w = await startCard();
    let isGone = true;
    w.refuse((method) =>
      method === "editMessageText" && isGone ? { error_code: 400, description: "Bad Request: message to edit not found" } : undefined,
    );
    await w.person(RETAILER).press("complain:set:1:quality");
    await w.person(CLERK).press("case:claim:1", { chat: w.desk!, messageId: w.card.messageId });
    w.forget();
    await w.deliver();
    const [row] = w.db.select().from(deliveries).where(eq(deliveries.kind, "complaint_card_edit")).all();
    expect(row).toMatchObject({ state: "failed", attempts: 1 });
    isGone = false;
    await w.person(RETAILER).press("complain:set:1:supply");
    await w.deliver();
    expect(w.edits()).toHaveLength(1);
  });

  test("an edit to what the card says already counts as done", async () => {
    const w = await startCard();
    w.refuse((method) =>
      method === "editMessageText" ? { error_code: 400, description: "Bad Request: message is not modified: …" } : undefined,
    );
    await w.person(RETAILER).press("complain:set:1:quality");
    await w.deliver();
    expect(w.outbox().find(({ kind }) => kind === "complaint_card_edit")).toMatchObject({ state: "sent" });
  });
});
