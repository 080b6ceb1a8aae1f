import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { complaints } from "../../../db/complaints.tables.ts";
import { people } from "../../../db/people.tables.ts";
import { waivePromise } from "../../../src/complaints/service.ts";
import { answer, chatsOf, DAY_MS, kindsOf, startReturn } from "./world.ts";
import { MANAGER, OTHER_RETAILER, photo, RETAILER, SPOUSE, startWorld, STRANGER, SUPERVISOR, type World } from "../world.ts";

const said = (w: World) => w.timeline().filter(({ kind }) => kind === "said");

describe("when the return visit starts", () => {
  test("the shop is asked in private, reminded of its own words, and can answer with one tap", async () => {
    const w = await startReturn();
    const asked = w.lastTo(RETAILER);
    expect(asked.payload.text).toBe("C-20261123-0001：您 11月23日反映的“昨天送货少了两条”，王强已于11月23日上门处理。您对结果满意吗？");
    expect(w.buttonsOf(asked)).toEqual(["complain:said:1:satisfied", "complain:said:1:so_so", "complain:said:1:not_satisfied"]);
    expect(chatsOf(w, "return_ask")).toEqual([RETAILER]);
    await w.person(RETAILER).press("complain:said:1:satisfied");
    expect(w.lastTo(RETAILER)).toMatchObject({ method: "editMessageText" });
    expect(w.lastTo(RETAILER).payload.text).toContain("满意。市场经理确认后办结");
    expect(said(w)).toMatchObject([{ actorId: RETAILER, text: "satisfied" }]);
  });

  test("only an excerpt of a long complaint is quoted", async () => {
    const w = await startWorld();
    await w.fileOne("少".repeat(500));
    await w.person(MANAGER).press("case:visited:1");
    await w.person(MANAGER).write("已补");
    await w.deliver();
    expect(w.lastTo(RETAILER).payload.text!.length).toBeLessThan(120);
    expect(w.lastTo(RETAILER).payload.text).toContain("少…”");
  });

  test("a shop that wants no visit is asked once the desk has replied, and not before", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(RETAILER).press("complain:novisit-yes:1");
    await w.deliver();
    expect(chatsOf(w, "return_ask")).toEqual([]);
    expect(w.lastTo(SUPERVISOR).payload.text).toContain("客服还没有回复，请等回复后再问。");
    await answer(w);
    expect(w.lastTo(RETAILER).payload.text).toBe(
      "C-20261123-0001：您 11月23日反映的“昨天送货少了两条”，按您的意思没有上门。您对结果满意吗？",
    );
    await answer(w, "已补送");
    expect(chatsOf(w, "return_ask")).toEqual([RETAILER]);
  });

  test("where the reply is waived as well, the shop is asked then", async () => {
    const w = await startWorld();
    await w.fileOne();
    const by = (messageId: number) => ({ chatId: SUPERVISOR, messageId, text: "已电话说明", media: null, albumId: null });
    await waivePromise(w.deps, { personId: SUPERVISOR, complaintId: 1, kind: "door_visit", received: by(7) });
    expect(chatsOf(w, "return_ask")).toEqual([]);
    await waivePromise(w.deps, { personId: SUPERVISOR, complaintId: 1, kind: "desk_reply", received: by(8) });
    expect(chatsOf(w, "return_ask")).toEqual([RETAILER]);
  });

  test("after a waived visit nobody is said to have come", async () => {
    const w = await startWorld({ language: "en" });
    await w.fileOne("two cartons short");
    await answer(w, "brought today");
    const received = { chatId: SUPERVISOR, messageId: 7, text: "settled by telephone", media: null, albumId: null };
    await waivePromise(w.deps, { personId: SUPERVISOR, complaintId: 1, kind: "door_visit", received });
    await w.deliver();
    expect(w.lastTo(RETAILER).payload.text).toBe(
      "C-20261123-0001: about “two cartons short”, which you reported on 23 Nov: there was no visit this time. Are you satisfied with the result?",
    );
  });
});

describe("what the shop says", () => {
  test("can be changed until it is confirmed, the last word counts, and whoever makes the return visit is told of each", async () => {
    const w = await startReturn();
    const shop = w.person(RETAILER);
    await shop.press("complain:said:1:satisfied");
    await shop.press("complain:said:1:satisfied");
    await shop.press("complain:resay:1");
    expect(w.buttonsOf(w.lastTo(RETAILER))).toContain("complain:said:1:so_so");
    await shop.press("complain:said:1:so_so");
    await w.deliver();
    expect(said(w).map(({ text }) => text)).toEqual(["satisfied", "so_so"]);
    expect(chatsOf(w, "return_said")).toEqual([SUPERVISOR, SUPERVISOR]);
    expect(w.lastTo(SUPERVISOR).payload.text).toContain("客户评价：一般");
    await w.person(SUPERVISOR).press("case:confirm:1");
    expect(w.alerts().at(-1)).toContain("客户现在的评价不是这样");
    await w.person(SUPERVISOR).press("case:rate:1:so_so");
    await shop.press("complain:said:1:satisfied");
    expect(w.alerts().at(-1)).toContain("回访已经结束");
    expect(said(w)).toHaveLength(2);
  });

  test("when not satisfied names the promise and says why; the supervisor gets both, the timeline reads well", async () => {
    const w = await startReturn();
    const shop = w.person(RETAILER);
    await shop.press("complain:said:1:not_satisfied");
    expect(w.buttonsOf(w.lastTo(RETAILER))).toEqual([
      "complain:which:1:desk_reply",
      "complain:which:1:door_visit",
      "complain:which:1:matter",
      "complain:resay:1",
    ]);
    await shop.press("complain:which:1:door_visit");
    await shop.press("complain:which:1:door_visit");
    expect(w.textsTo(RETAILER).filter((text) => text.includes("哪里还不好"))).toHaveLength(1);
    const words = await shop.write("来是来了，还差一条");
    await w.update({ message: words as never });
    await w.deliver();
    expect(said(w).map(({ promise, text }) => [promise, text])).toEqual([
      [null, "not_satisfied"],
      ["door_visit", null],
      ["door_visit", "来是来了，还差一条"],
    ]);
    expect(w.lastTo(SUPERVISOR).payload.text).toContain("客户评价：不满意（上门服务）\n“来是来了，还差一条”");
    expect(w.textsTo(RETAILER).slice(-2)).toEqual(["谢谢，已转给市场经理。", "✅ C-20261123-0001：已记下（客户评价）。"]);
    await w.person(SUPERVISOR).write("/case C-20261123-0001");
    await w.deliver();
    const view = w.lastTo(SUPERVISOR).payload.text!;
    for (const line of ["客户评价 · Person 100 · 不满意", "客户评价 · Person 100 · 上门服务：来是来了，还差一条"])
      expect(view).toContain(line);
  });

  test("may come as a photo, in reply to the question, and words about the matter itself are passed on without a promise", async () => {
    const w = await startReturn();
    const asked = w.lastTo(RETAILER);
    await w.person(RETAILER).press("complain:said:1:so_so");
    await w.person(RETAILER).press("complain:which:1:matter");
    await w.reply(RETAILER, undefined, asked, photo("P7", { caption: "satisfied" }));
    await w.deliver();
    expect(said(w).at(-1)).toMatchObject({ promise: null, text: "satisfied" });
    expect(kindsOf(w)).not.toContain("added");
    // Words that happen to read like a verdict are none.
    expect(w.lastTo(SUPERVISOR).payload.text).toContain("客户评价：一般（问题本身）\n“satisfied”");
    expect(w.buttonsOf(w.lastTo(SUPERVISOR))).not.toContain("case:confirm:1");
  });

  test("may be skipped, by the button or by turning to something else: the next words are not taken for it", async () => {
    const w = await startReturn();
    const shop = w.person(RETAILER);
    await shop.press("complain:said:1:so_so");
    await shop.press("complain:which:1:desk_reply");
    await shop.press("complain:nowhy:1");
    await shop.press("complain:nowhy:1");
    await w.deliver();
    expect(chatsOf(w, "return_said")).toHaveLength(2);
    expect(w.lastTo(SUPERVISOR).payload.text).toContain("客户评价：一般（客服回复）");
    await shop.press("complain:which:1:matter");
    await shop.write("/mycases");
    await shop.write("还有别的事");
    expect(said(w)).toHaveLength(3);
    expect(w.buttonsOf(w.lastTo(RETAILER))).toContain("complain:add:1");
  });

  test("is another person's of the shop to say as well, unless the case is restricted; never another shop's or a stranger's", async () => {
    const w = await startReturn();
    for (const id of [OTHER_RETAILER, STRANGER, MANAGER]) await w.person(id).press("complain:said:1:satisfied");
    expect(said(w)).toEqual([]);
    await w.person(SPOUSE).press("complain:said:1:so_so");
    expect(said(w)).toMatchObject([{ actorId: SPOUSE }]);
    w.db.update(complaints).set({ restriction: "about_staff" }).run();
    await w.person(SPOUSE).press("complain:said:1:satisfied");
    await w.person(SPOUSE).press("complain:which:1:matter");
    expect(said(w)).toHaveLength(1);
    await w.person(RETAILER).press("complain:said:1:satisfied");
    expect(said(w)).toHaveLength(2);
  });

  test("is refused before the visit, after the withdrawal, and when nothing of the kind was asked", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(RETAILER).press("complain:said:1:satisfied");
    expect(w.alerts().at(-1)).toContain("还没有上门");
    await w.person(RETAILER).press("complain:withdraw-yes:1");
    await w.person(RETAILER).press("complain:said:1:satisfied");
    expect(w.alerts().at(-1)).toContain("撤回");
    for (const data of ["complain:said:1:great", "complain:which:1:__proto__", "complain:which:1", "complain:said:99:satisfied"])
      await w.person(RETAILER).press(data);
    expect(said(w)).toEqual([]);
    expect(
      w
        .alerts()
        .slice(-4)
        .every((text) => text !== ""),
    ).toBe(true);
  });

  test("which promise is not asked of a satisfied shop, even with an older keyboard", async () => {
    const w = await startReturn();
    await w.person(RETAILER).press("complain:said:1:satisfied");
    await w.person(RETAILER).press("complain:which:1:matter");
    expect(w.alerts().at(-1)).not.toBe("");
    expect(said(w)).toHaveLength(1);
  });
});

test("the question waits for nobody: closed before it went out, it is not asked any more", async () => {
  const w = await startWorld();
  await w.fileOne();
  await w.person(MANAGER).press("case:visited:1");
  await w.person(MANAGER).write("已补");
  await w.person(RETAILER).press("complain:withdraw-yes:1");
  await w.deliver();
  expect(w.outbox().find(({ kind }) => kind === "return_ask")).toMatchObject({ state: "skipped" });
});

test("a case that was telephoned in asks whoever of the shop can be reached", async () => {
  const w = await startWorld();
  await w.person(SUPERVISOR).write(`/complaint ${w.shop.licenceNo} 少送两条`);
  w.db.update(people).set({ unreachable: "blocked" }).where(eq(people.id, RETAILER)).run();
  w.advance(DAY_MS);
  await w.person(MANAGER).press("case:visited:1");
  await w.person(MANAGER).write("已补");
  expect(chatsOf(w, "return_ask")).toEqual([SPOUSE]);
});
