import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { shopPeople } from "../../../db/retailers.tables.ts";
import { staff } from "../../../db/staff.tables.ts";
import { buildStaff } from "../../support/build.ts";
import { answer, startReturn, visit } from "../returns/world.ts";
import { ADMIN, CLERK, RETAILER, startWorld, SUPERVISOR, type World } from "../world.ts";

/** How a message of the outbox reads now in its chat: the last edit, else as it was sent. */
function standing(w: World, kind: string, chatId: number): { text: string; buttons: string[] }[] {
  const sent = w.outbox().filter((row) => row.kind === kind && row.chatId === chatId && row.messageId !== null);
  return sent.map(({ messageId }) => {
    const isOf = (id: unknown) => id === messageId;
    const last = w.calls.findLast(
      ({ payload, ...call }) => payload.chat_id === chatId && (isOf(call.messageId) || isOf(payload["message_id"])) && payload.text,
    )!;
    return { text: last.payload.text!, buttons: w.buttonsOf(last) };
  });
}
const FOLDED = "请看下面最新的一条。";

describe("of several cards of a case in a chat", () => {
  test("only the newest task of a return visit keeps its buttons: the others say what the shop said since", async () => {
    const w = await startReturn();
    const shop = w.person(RETAILER);
    await shop.press("complain:said:1:so_so");
    await w.deliver();
    await shop.press("complain:said:1:satisfied");
    await w.deliver();
    expect(standing(w, "return_visit", SUPERVISOR)).toEqual([{ text: `C-20261123-0001：客户评价一般，${FOLDED}`, buttons: [] }]);
    const said = standing(w, "return_said", SUPERVISOR);
    expect(said[0]).toEqual({ text: `C-20261123-0001：客户评价满意，${FOLDED}`, buttons: [] });
    expect(said[1]!.buttons[0]).toBe("case:confirm:1");
  });

  test("the desk's card of the round before is folded when the case is taken up again, once, and no change draws it anew", async () => {
    const w = await startReturn();
    await w.person(SUPERVISOR).press("case:rate:1:not_satisfied");
    await w.deliver();
    const [before, now] = standing(w, "complaint_card", w.desk!.id);
    expect(before).toEqual({ text: `C-20261123-0001：第 2 次办理，${FOLDED}`, buttons: [] });
    expect(now!.text).toContain("🔁 第 2 次办理\n");
    expect(now!.buttons).toContain("case:claim:1");
    w.forget();
    await w.person(RETAILER).press("complain:set:1:quality");
    await w.person(CLERK).press("case:claim:1", { chat: w.desk! });
    await w.deliver();
    const edited = w.outbox().filter(({ kind, chatId }) => kind === "complaint_card_edit" && chatId === w.desk!.id);
    expect(edited.filter(({ data }) => data!["last"] === "folded")).toHaveLength(1);
    const edits = w.calls.filter(({ method, payload }) => method === "editMessageText" && payload.chat_id === w.desk!.id);
    const [older, newer] = w.outbox().flatMap(({ kind, messageId }) => (kind === "complaint_card" ? [messageId] : []));
    expect(edits.map(({ payload }) => payload["message_id"])).toContain(newer);
    expect(edits.map(({ payload }) => payload["message_id"])).not.toContain(older);
  });

  test("a reply to the folded one still reaches the shop, and a view that was asked for stays as it was", async () => {
    const w = await startReturn();
    const first = w.outbox().find(({ kind, chatId }) => kind === "complaint_card" && chatId === w.desk!.id)!;
    await w.person(SUPERVISOR).write("/case C-20261123-0001");
    await w.deliver();
    const view = standing(w, "complaint_card", SUPERVISOR)[0]!;
    await w.person(SUPERVISOR).press("case:rate:1:not_satisfied");
    await w.deliver();
    await w.reply(CLERK, w.desk, { messageId: first.messageId } as never, { text: "今天再补一条" });
    await w.deliver();
    expect(w.textsTo(RETAILER).at(-1)).toContain("今天再补一条");
    expect(standing(w, "complaint_card", SUPERVISOR)[0]).toEqual(view);
  });
});

describe("when the return visit has ended", () => {
  test("the shop can not change its verdict any more: the button goes, also where it had not answered here", async () => {
    const w = await startReturn();
    await w.person(RETAILER).press("complain:said:1:satisfied");
    await answer(w);
    expect(w.buttonsOf(w.lastTo(RETAILER))).not.toContain("complain:resay:1");
    await w.person(SUPERVISOR).press("case:confirm:1");
    await w.deliver();
    expect(w.cases()).toMatchObject([{ state: "closed" }]);
    expect(standing(w, "return_ask", RETAILER)).toEqual([{ text: "C-20261123-0001：回访已结束，您的评价：满意。", buttons: [] }]);
  });

  test("whoever had the task before reads the result and who recorded it; whoever tapped reads what the tap said", async () => {
    const w = await startReturn();
    const deputy = buildStaff(w.db, 410, ["supervisor"], { name: "钱主管", districtId: w.district.id });
    await w.person(SUPERVISOR).press(`case:handto:1:return-${deputy.id}`);
    await w.deliver();
    await w.person(410).press("case:rate:1:not_satisfied");
    await w.deliver();
    const text = "✅ C-20261123-0001 回访结果：不满意。已重新办理（第 2 次），客服和上门重新计时。";
    expect(standing(w, "return_visit", SUPERVISOR)).toEqual([{ text: `${text}\n记录人：钱主管`, buttons: [] }]);
    expect(standing(w, "return_visit", 410)).toEqual([{ text, buttons: [] }]);
    expect(w.calls.filter(({ payload }) => payload.text === text)).toHaveLength(2);
  });

  test("a shop that withdraws sees it in the question, and the task says that there is nothing to ask", async () => {
    const w = await startReturn();
    await w.person(RETAILER).press("complain:withdraw-yes:1");
    await w.deliver();
    expect(standing(w, "return_ask", RETAILER)).toEqual([{ text: "C-20261123-0001：已撤回。", buttons: [] }]);
    expect(standing(w, "return_visit", SUPERVISOR)).toEqual([{ text: "C-20261123-0001：客户已撤回，不用回访了。", buttons: [] }]);
  });

  test("a task that was on its way meanwhile loses its buttons as it arrives", async () => {
    const w = await startWorld();
    let isDone = false;
    w.refuse(async (method, { chat_id: chatId, text }) => {
      if (method === "sendMessage" && chatId === SUPERVISOR && text?.includes("回访") && !isDone) {
        isDone = true;
        await w.person(RETAILER).press("complain:withdraw-yes:1");
      }
      return undefined;
    });
    await w.fileOne();
    await answer(w);
    await visit(w);
    expect(isDone).toBe(true);
    expect(standing(w, "return_visit", SUPERVISOR)).toEqual([{ text: "C-20261123-0001：客户已撤回，不用回访了。", buttons: [] }]);
  });

  test("nothing is written to a shop's person who has left the shop, nor to a supervisor who has left", async () => {
    const w = await startReturn();
    w.db.delete(shopPeople).run();
    w.db.update(staff).set({ removedAt: 1 }).where(eq(staff.id, w.supervisor.id)).run();
    await w.person(ADMIN).press("case:rate:1:satisfied");
    await w.deliver();
    expect(w.cases()).toMatchObject([{ state: "closed" }]);
    const ends = w.outbox().filter(({ data }) => data?.["last"] === "ended");
    expect(ends.map(({ chatId, reason }) => [chatId, reason])).toEqual([
      [SUPERVISOR, "not_theirs"],
      [RETAILER, "not_theirs"],
    ]);
  });
});
