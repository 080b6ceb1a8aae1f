import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { people } from "../../../db/people.tables.ts";
import { buildDistrict, buildGroup, buildStaff } from "../../support/build.ts";
import { CLERK, MANAGER, OTHER_RETAILER, photo, RETAILER, SPOUSE, startWorld, STRANGER } from "../world.ts";

const HOUR = 60 * 60 * 1000;

describe("the desk answers by replying to the card", () => {
  test("the shop gets the words with their formatting, and the promise is kept", async () => {
    const w = await startWorld();
    await w.fileOne();
    w.forget();
    const card = { messageId: w.outbox().find(({ kind }) => kind === "complaint_card")!.messageId! } as never;
    await w.reply(CLERK, w.desk, card, {
      text: "明天补送两条",
      entities: [
        { type: "bold", offset: 0, length: 2 },
        { type: "url", offset: 2, length: 1 },
      ],
    });
    await w.deliver();
    const answer = w.lastTo(RETAILER);
    expect(answer.payload.text).toBe("💬 在线客服回复 C-20261123-0001：\n明天补送两条");
    expect(answer.payload["entities"]).toEqual([{ type: "bold", offset: 27, length: 2 }]);
    expect(answer.payload.text!.slice(27, 29)).toBe("明天");
    expect(w.promised()[0]).toMatchObject({ kind: "desk_reply", state: "kept" });
    expect(w.textsTo(w.desk!.id)).toEqual(["✅ 已转给“和平路便利店”（C-20261123-0001）。"]);
    expect(w.timeline().at(-1)).toMatchObject({ kind: "answered", actorId: CLERK, text: "明天补送两条" });
  });

  test("a second delivery of the reply sends nothing twice; a second reply is another answer", async () => {
    const w = await startWorld();
    await w.fileOne();
    const card = w.lastTo(w.desk!.id);
    const message = await w.reply(CLERK, w.desk, card, { text: "一" });
    await w.update({ message: message as never });
    await w.reply(CLERK, w.desk, card, { text: "二" });
    await w.deliver();
    expect(
      w
        .textsTo(RETAILER)
        .slice(1)
        .map((text) => text.split("\n")[1]),
    ).toEqual(["一", "二"]);
    expect(w.timeline().filter(({ kind }) => kind === "answered")).toHaveLength(2);
  });

  test("a reply after the due time keeps the promise late, and says so", async () => {
    const w = await startWorld();
    await w.fileOne();
    w.advance(HOUR);
    await w.reply(CLERK, w.desk, w.lastTo(w.desk!.id), { text: "抱歉" });
    expect(w.promised()[0]).toMatchObject({ state: "kept_late" });
    expect(w.textsTo(w.desk!.id).at(-1)).toContain("超过了承诺时间");
  });

  test("a photo, a voice message and a sticker reach the shop", async () => {
    const w = await startWorld();
    await w.fileOne();
    const card = w.lastTo(w.desk!.id);
    await w.reply(CLERK, w.desk, card, photo("A1", { caption: "签收单" }));
    await w.reply(CLERK, w.desk, card, { voice: { file_id: "A2", file_unique_id: "v", duration: 1 } });
    const sticker = await w.reply(CLERK, w.desk, card, { sticker: { file_id: "A3" } });
    await w.deliver();
    const sent = w.calls.filter(({ payload, method }) => payload.chat_id === RETAILER && method !== "sendMessage");
    expect(sent).toMatchObject([
      { method: "sendPhoto", payload: { photo: "A1", caption: "💬 在线客服回复 C-20261123-0001：\n签收单" } },
      { method: "sendVoice", payload: { voice: "A2" } },
      { method: "copyMessage", payload: { from_chat_id: w.desk!.id, message_id: sticker.message_id } },
    ]);
  });

  test("an answer of 4,096 characters arrives whole", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.reply(CLERK, w.desk, w.lastTo(w.desk!.id), { text: "好".repeat(4_096) });
    await w.deliver();
    expect(w.textsTo(RETAILER).slice(-2)).toEqual(["💬 在线客服回复 C-20261123-0001：", "好".repeat(4_096)]);
  });

  test("a reply to a photo of the case answers as well", async () => {
    const w = await startWorld();
    await w.person(RETAILER).send(photo("P1", { caption: "/complain 破损" }));
    await w.deliver();
    await w.reply(CLERK, w.desk, w.lastTo(w.desk!.id), { text: "给您换" });
    await w.deliver();
    expect(w.lastTo(RETAILER).payload.text).toContain("给您换");
  });

  test("without a desk group the clerk replies in private", async () => {
    const w = await startWorld({ hasDesk: false });
    await w.fileOne();
    await w.reply(CLERK, undefined, w.lastTo(CLERK), { text: "明天补" });
    await w.deliver();
    expect(w.lastTo(RETAILER).payload.text).toContain("明天补");
  });

  test("a question is closed by its answer, without a closing message", async () => {
    const w = await startWorld();
    await w.person(RETAILER).write("💬 问客服");
    await w.person(RETAILER).write("新品什么时候到");
    await w.deliver();
    const card = w.lastTo(w.desk!.id);
    await w.reply(CLERK, w.desk, card, { text: "下周" });
    await w.reply(CLERK, w.desk, card, { text: "下周三" });
    await w.deliver();
    expect(w.cases()).toMatchObject([{ state: "closed", satisfaction: null }]);
    expect(w.lastTo(RETAILER).payload.text).toContain("下周三");
    expect(w.timeline().map(({ kind }) => kind)).toEqual(["opened", "answered", "closed", "answered"]);
  });

  test("the desk is told to telephone someone the bot can not reach", async () => {
    const w = await startWorld();
    await w.fileOne();
    w.db.update(people).set({ unreachable: "blocked" }).where(eq(people.id, RETAILER)).run();
    await w.reply(CLERK, w.desk, w.lastTo(w.desk!.id), { text: "明天补" });
    expect(w.textsTo(w.desk!.id).at(-1)).toContain("请打电话告知");
  });
});

describe("who may answer", () => {
  const countAnswers = (w: Awaited<ReturnType<typeof startWorld>>) => w.outbox().filter(({ kind }) => kind === "complaint_answer").length;

  test("a guest of the desk group is refused, any staff in it are not", async () => {
    const w = await startWorld();
    await w.fileOne();
    const card = w.lastTo(w.desk!.id);
    await w.reply(STRANGER, w.desk, card, { text: "我来" });
    expect(countAnswers(w)).toBe(0);
    expect(w.textsTo(w.desk!.id).at(-1)).toContain("您不能处理这张投诉单");
    await w.reply(MANAGER, w.desk, card, { text: "我来" });
    expect(countAnswers(w)).toBe(1);
  });

  test("staff of another district can neither answer, show, visit, rate nor change the case", async () => {
    const w = await startWorld();
    const complaint = await w.fileOne();
    const other = buildDistrict(w.db);
    buildStaff(w.db, 500, ["service_desk", "supervisor", "account_manager"], { districtId: other.id });
    const theirs = buildGroup(w.db, { districtId: other.id, kind: "desk" });
    const chat = { id: theirs.chatId, type: "supergroup", title: "别区" };
    await w.person(500).write(`/case ${complaint.number}`);
    expect(w.lastTo(500).payload.text).toContain("您不能处理");
    await w.person(500).write(`/case ${complaint.number}`, chat);
    for (const data of ["case:set:1:quality", "case:visited:1", "case:rate:1:satisfied", "case:show:1", "case:back:1"])
      await w.person(500).press(data);
    expect(w.alerts().filter((text) => text.includes("您不能处理"))).toHaveLength(5);
    await w.deliver();
    expect(w.textsTo(chat.id)).toHaveLength(1);
    expect(w.cases()).toMatchObject([{ category: "delivery", state: "open" }]);
  });

  test("a withdrawn case is not answered: who withdrew it and when is said", async () => {
    const w = await startWorld();
    await w.fileOne();
    const card = w.lastTo(w.desk!.id);
    await w.person(RETAILER).press("complain:withdraw-yes:1");
    await w.reply(CLERK, w.desk, card, { text: "明天补" });
    expect(countAnswers(w)).toBe(0);
    expect(w.textsTo(w.desk!.id).at(-1)).toContain("已于今天 09:00 由Person 100撤回");
  });

  test("a reply to a task is not passed on, and says what to do instead", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.reply(MANAGER, undefined, w.lastTo(MANAGER), { text: "我下午去" });
    expect(countAnswers(w)).toBe(0);
    expect(w.lastTo(MANAGER).payload.text).toContain("回复不会转给客户");
  });
});

test("an edited answer reaches the shop as corrected, once", async () => {
  const w = await startWorld();
  await w.fileOne();
  const message = await w.reply(CLERK, w.desk, w.lastTo(w.desk!.id), { text: "明天补两条" });
  await w.person(CLERK).edit(message, "明天补三条");
  await w.person(CLERK).edit(message, "明天补三条");
  await w.deliver();
  expect(w.textsTo(RETAILER).slice(1)).toEqual([
    "💬 在线客服回复 C-20261123-0001：\n明天补两条",
    "💬 在线客服更正 C-20261123-0001 的回复：\n明天补三条",
  ]);
  expect(w.textsTo(w.desk!.id)).toHaveLength(3);
});

describe("the shop adds to its case", () => {
  test("a reply to the receipt, in words or photos, goes to the desk once", async () => {
    const w = await startWorld();
    await w.fileOne();
    const receipt = w.lastTo(RETAILER);
    const message = await w.reply(RETAILER, undefined, receipt, { text: "还有一箱破损" });
    await w.update({ message: message as never });
    await w.reply(SPOUSE, undefined, receipt, { text: "不相干的回复" });
    await w.reply(RETAILER, undefined, receipt, photo("P9", { media_group_id: "B", caption: "看" }));
    await w.reply(RETAILER, undefined, receipt, photo("P10", { media_group_id: "B" }));
    await w.deliver();
    expect(w.textsTo(w.desk!.id).slice(1)).toEqual([
      "C-20261123-0001 客户补充：\n还有一箱破损",
      "C-20261123-0001 客户补充：\n看",
      "C-20261123-0001 客户补充：",
    ]);
    expect(w.textsTo(RETAILER).filter((text) => text.includes("已补充到"))).toHaveLength(2);
  });

  test("not to a withdrawn case, nor to one of another shop", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(OTHER_RETAILER).write("你好");
    await w.person(OTHER_RETAILER).press("complain:add:1");
    expect(w.alerts().at(-1)).toContain("您不能处理");
    const receipt = w.lastTo(RETAILER);
    await w.person(RETAILER).press("complain:withdraw-yes:1");
    await w.reply(RETAILER, undefined, receipt, { text: "还有" });
    expect(w.textsTo(RETAILER).at(-1)).toContain("不能再处理");
    expect(w.timeline().some(({ kind }) => kind === "added")).toBe(false);
  });

  test("an edited complaint is kept in both versions and told to the desk once", async () => {
    const w = await startWorld();
    const message = await w.person(RETAILER).write("/complain 少了两条");
    await w.deliver();
    await w.person(RETAILER).edit(message, "/complain 少了三条");
    await w.person(RETAILER).edit(message, "/complain 少了三条");
    await w.deliver();
    expect(w.textsTo(w.desk!.id).at(-1)).toBe("C-20261123-0001 客户修改了内容，现为：\n少了三条");
    expect(w.timeline().map(({ kind, text }) => [kind, text])).toEqual([
      ["opened", "少了两条"],
      ["edited", "少了三条"],
    ]);
    expect(w.textsTo(RETAILER).at(-1)).toContain("您修改的内容已记入");
  });
});
