import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { dialogues, people } from "../../../db/people.tables.ts";
import { shopPeople } from "../../../db/retailers.tables.ts";
import { saveDialogue } from "../../../src/people/service.ts";
import { buildStaff } from "../../support/build.ts";
import { sweepPromises } from "../../../src/complaints/jobs.ts";
import { isSimilar } from "../../../src/complaints/filing/similar-rules.ts";
import { photo, RETAILER, SPOUSE, startWorld, type World } from "../world.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A case of the shop is open, and someone of the shop says something that may be the same matter. */
async function askAgain(w: World, by = RETAILER, text = "/complain 今天送货又少了一条") {
  await w.fileOne();
  const message = await w.person(by).write(text);
  await w.deliver();
  return message;
}
const waiting = (w: World) => w.db.select().from(dialogues).all();

describe("a similar open case of the same shop", () => {
  test("is offered with two buttons, and nothing is filed before the choice", async () => {
    const w = await startWorld();
    await askAgain(w, SPOUSE);
    expect(w.cases()).toHaveLength(1);
    expect(w.lastTo(SPOUSE).payload.text).toContain("补充到那张单，还是另开一张");
    expect(w.buttonsOf(w.lastTo(SPOUSE))).toEqual(["complain:addto:1", "complain:new"]);
  });

  test("leaves no question without buttons above it", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(RETAILER).write("今天送货又少了一条");
    await w.person(RETAILER).press("complain:file");
    expect(w.textsTo(RETAILER).slice(-2)).toEqual(expect.arrayContaining(["这是投诉。", expect.stringContaining("还是另开一张")]));
  });

  test("takes the words and files with one tap; a second tap does nothing", async () => {
    const w = await startWorld();
    const message = await askAgain(w);
    await w.person(RETAILER).press("complain:addto:1");
    await w.person(RETAILER).press("complain:new");
    await w.update({ message: message as never });
    await w.deliver();
    expect(w.cases()).toHaveLength(1);
    expect(w.textsTo(RETAILER).slice(-2)).toEqual([
      "已补充到 C-20261123-0001，并转给在线客服。",
      "✅ C-20261123-0001：已记下（客户补充）。",
    ]);
    expect(w.lastTo(w.desk!.id).payload.text).toBe("C-20261123-0001 客户补充：\n今天送货又少了一条");
    expect(w.alerts().at(-1)).toBe("这条消息已经处理过了。");
  });

  test("leaves a new case to whoever wants one, once, however often they tap", async () => {
    const w = await startWorld();
    await askAgain(w);
    await Promise.all([w.person(RETAILER).press("complain:new"), w.person(RETAILER).press("complain:new")]);
    await w.deliver();
    expect(w.cases().map(({ text }) => text)).toEqual(["昨天送货少了两条", "今天送货又少了一条"]);
    expect(w.textsTo(RETAILER).join()).toContain("已另开一张：C-20261123-0002");
  });

  test("keeps an album and what is said meanwhile together", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(RETAILER).send(photo("P1", { caption: "投诉 送货破损", media_group_id: "A" }), w.group);
    await w.person(RETAILER).send(photo("P2", { media_group_id: "A" }), w.group);
    await w.person(RETAILER).write("一共三条");
    expect(w.textsTo(w.group.id)).toEqual(["已收到，请在私聊里再选一下。"]);
    await w.person(RETAILER).press("complain:new");
    await w.deliver();
    expect(w.cases().at(-1)).toMatchObject({ text: "送货破损\n\n一共三条", chatId: w.group.id });
    const photos = w.calls.filter(({ method }) => method === "sendPhoto");
    expect(photos.map(({ payload }) => payload["photo"])).toEqual(["P1", "P2"]);
  });

  test("an edit before the choice counts", async () => {
    const w = await startWorld();
    const message = await askAgain(w);
    await w.person(RETAILER).edit(message, "/complain 今天送货又少了三条");
    await w.person(RETAILER).press("complain:new");
    expect(w.cases().at(-1)).toMatchObject({ text: "今天送货又少了三条" });
  });

  test("that was withdrawn meanwhile takes nothing more, and the other button still works", async () => {
    const w = await startWorld();
    await askAgain(w, SPOUSE);
    await w.person(RETAILER).press("complain:withdraw-yes:1");
    await w.person(SPOUSE).press("complain:addto:1");
    expect(w.alerts().at(-1)).toContain("不能再处理");
    await w.person(SPOUSE).press("complain:new");
    expect(w.cases()).toHaveLength(2);
  });

  test("is asked about once when the message is delivered twice", async () => {
    const w = await startWorld();
    const message = await askAgain(w);
    w.forget();
    await w.update({ message: message as never });
    expect(w.calls).toEqual([]);
    expect(w.cases()).toHaveLength(1);
  });
});

describe("nobody chooses", () => {
  test("after 15 minutes it is a case of its own, the receipt says why, and a second sweep adds nothing", async () => {
    const w = await startWorld();
    await askAgain(w);
    w.advance(14 * MINUTE);
    await sweepPromises(w.deps);
    expect(w.cases()).toHaveLength(1);
    w.advance(MINUTE);
    await sweepPromises(w.deps);
    await sweepPromises(w.deps);
    await w.deliver();
    expect(w.cases().map(({ number }) => number)).toEqual(["C-20261123-0001", "C-20261123-0002"]);
    expect(w.lastTo(RETAILER).payload.text).toMatch(/^您没有选择补充还是另开，已另开一张：\n✅ 已收到您的投诉，编号 C-20261123-0002/);
    expect(waiting(w)).toEqual([]);
  });

  test("even when the bot was away for two days", async () => {
    const w = await startWorld();
    await askAgain(w);
    w.advance(48 * HOUR);
    await sweepPromises(w.deps);
    expect(w.cases()).toHaveLength(2);
  });

  test("words for a shop that is no longer theirs go nowhere", async () => {
    const w = await startWorld();
    await askAgain(w);
    w.db.delete(shopPeople).where(eq(shopPeople.personId, RETAILER)).run();
    w.advance(15 * MINUTE);
    await sweepPromises(w.deps);
    expect(w.cases()).toHaveLength(1);
    expect(waiting(w)).toEqual([]);
  });

  test("because they begin something new: what waited is filed, and the new words are taken", async () => {
    const w = await startWorld();
    await askAgain(w);
    await w.person(RETAILER).write("💬 问客服");
    await w.person(RETAILER).write("新品什么时候到");
    expect(w.cases().map(({ text, category }) => [text, category])).toEqual([
      ["昨天送货少了两条", "delivery"],
      ["今天送货又少了一条", "delivery"],
      ["新品什么时候到", "advice"],
    ]);
  });
});

describe("files at once", () => {
  test("what is about something else, another shop's, or a day later", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(RETAILER).write("/complain 烟受潮发霉");
    expect(w.cases()).toHaveLength(2);
    w.advance(24 * HOUR);
    await w.person(RETAILER).write("/complain 送货少了两条");
    expect(w.cases()).toHaveLength(3);
  });

  test("what someone says whom the bot can not ask", async () => {
    const w = await startWorld();
    await w.fileOne();
    w.db.update(people).set({ startedAt: null }).where(eq(people.id, SPOUSE)).run();
    await w.person(SPOUSE).write("投诉 送货少了两条", w.group);
    expect(w.cases()).toHaveLength(2);
  });
});

test.each([
  ["delivery", "少了两条", "delivery", "司机没来", true],
  ["other", "门口招牌掉了下来", "other", "门口招牌又掉了", true],
  ["other", "门口招牌掉了下来", "other", "收银机坏了", false],
  ["advice", "新品什么时候到", "advice", "结算日是哪天", false],
  ["other", "the shop sign fell down", "licensing", "Sign of the shop fell again", true],
  ["other", "", "other", "", false],
] as const)("%s “%s” and %s “%s” are similar: %s", (category, text, otherCategory, otherText, expected) => {
  expect(isSimilar({ category, text }, { category: otherCategory, text: otherText })).toBe(expected);
});

describe("meanwhile the person turns to something else", () => {
  const post = { kind: "post", data: { target: "x" } };

  test.each([
    ["another feature's dialogue", (w: World) => saveDialogue(w.db, RETAILER, post, w.deps.clock())],
    ["another feature that ends whatever dialogue there is", (w: World) => saveDialogue(w.db, RETAILER, undefined, w.deps.clock())],
  ])("%s loses nothing: both buttons work, and in time the words are filed", async (_what, turn) => {
    const w = await startWorld();
    await askAgain(w);
    await turn(w);
    w.advance(15 * MINUTE);
    await sweepPromises(w.deps);
    expect(w.cases().map(({ text }) => text)).toEqual(["昨天送货少了两条", "今天送货又少了一条"]);
    const added = await startWorld();
    await askAgain(added);
    await turn(added);
    await added.person(RETAILER).press("complain:addto:1");
    expect(added.timeline().map(({ kind }) => kind)).toContain("added");
    expect(added.cases()).toHaveLength(1);
  });

  test("what they are in the middle of goes on when the words are filed, and an edit before still counts", async () => {
    const w = await startWorld();
    const message = await askAgain(w);
    await saveDialogue(w.db, RETAILER, post, w.deps.clock());
    await w.person(RETAILER).edit(message, "/complain 今天送货又少了三条");
    w.advance(15 * MINUTE);
    await sweepPromises(w.deps);
    expect(w.cases().at(-1)).toMatchObject({ text: "今天送货又少了三条" });
    expect(waiting(w)).toMatchObject([{ personId: RETAILER, kind: "post" }]);
  });

  test("/post of a clerk who also keeps a shop, and I need help under a reminder, lose nothing", async () => {
    const w = await startWorld();
    buildStaff(w.db, SPOUSE, ["broadcaster"], { districtId: w.district.id });
    await askAgain(w, SPOUSE);
    await w.person(SPOUSE).write("/post");
    await w.person(SPOUSE).press("ask:start");
    await w.person(SPOUSE).write("几点截止");
    expect(w.cases().map(({ text }) => text)).toEqual(["昨天送货少了两条", "今天送货又少了一条", "几点截止"]);
  });

  test("a further similar complaint files the first, and the second waits in its place", async () => {
    const w = await startWorld();
    await askAgain(w);
    await w.person(RETAILER).write("司机送货迟到");
    await w.person(RETAILER).write("/complain 送货又少一条");
    expect(w.cases().at(-1)!.text).toBe("今天送货又少了一条\n\n司机送货迟到");
    await w.person(RETAILER).press("complain:new");
    expect(w.cases().at(-1)!.text).toBe("送货又少一条");
  });
});
