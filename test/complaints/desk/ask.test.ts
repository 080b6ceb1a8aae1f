import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { people } from "../../../db/people.tables.ts";
import { buildDistrict, buildStaff } from "../../support/build.ts";
import { CLERK, MANAGER, OTHER_RETAILER, photo, RETAILER, startWorld, STRANGER } from "../world.ts";

const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;

async function startAsking(options: Parameters<typeof startWorld>[0] = {}) {
  const w = await startWorld(options);
  await w.fileOne();
  const receipt = w.lastTo(RETAILER);
  const chat = w.desk;
  const card = w.lastTo(chat?.id ?? CLERK);
  const press = (id = CLERK) =>
    w.person(id).press("case:ask:1", chat ? { chat, messageId: card.messageId } : { messageId: card.messageId });
  const ask = async (text = "少的是哪种？") => {
    await press();
    await w.deliver();
    const prompt = w.lastTo(chat!.id);
    return { prompt, message: await w.reply(CLERK, chat, prompt, { text }) };
  };
  const reply = () => w.promised()[0]!;
  return { ...w, receipt, card, press, ask, replyPromise: reply };
}

describe("asking the shop", () => {
  test("in the desk group: the bot asks for the question, and the reply to that goes to the shop; the clock stands", async () => {
    const w = await startAsking();
    w.advance(10 * MINUTE);
    const { prompt, message } = await w.ask();
    expect(prompt.payload).toMatchObject({
      text: "Person 200，请回复本条消息，写下要问客户的话（C-20261123-0001）。",
      entities: [{ type: "text_mention", offset: 0, length: 10, user: { id: CLERK } }],
      reply_markup: { force_reply: true, selective: true },
    });
    await w.update({ message: message as never });
    expect(w.textsTo(w.desk!.id).slice(-2)).toEqual([
      "✅ 已问“和平路便利店”（C-20261123-0001）。等客户回答期间暂停计时，最迟 11月25日（周三）09:10 恢复。",
      // The update came again because a crash or a fault may have kept that from the clerk.
      "✅ C-20261123-0001：已记下（客服询问客户）。",
    ]);
    await w.deliver();
    expect(w.textsTo(RETAILER).slice(1)).toEqual([
      "❓ 关于 C-20261123-0001，在线客服想问您，请直接回复本条（等您到11月25日（周三）09:10，您回答后我们接着处理）：\n少的是哪种？",
    ]);
    expect(w.replyPromise()).toMatchObject({ state: "open", ownerId: w.clerk.id, pausedAt: w.deps.clock() });
    expect(w.timeline().map(({ kind }) => kind)).toEqual(["opened", "claimed", "asked"]);
    const redrawn = w.calls.findLast(({ method, payload }) => method === "editMessageText" && payload.chat_id === w.desk!.id)!;
    expect(redrawn.payload.text).toContain("⏸ 今天 09:10 起等客户补充，最迟 11月25日（周三）09:10 恢复计时 · 李敏已认领");
  });

  test("in private: the next message is the question, a picture too; another command or Cancel ends it", async () => {
    const w = await startAsking({ hasDesk: false, language: "en" });
    await w.press();
    await w.person(CLERK).send(photo("Q1", { caption: "这个吗？" }));
    await w.deliver();
    expect(w.calls.findLast(({ method }) => method === "sendPhoto")).toMatchObject({ payload: { chat_id: RETAILER, photo: "Q1" } });
    await w.person(CLERK).write("没有在等");
    expect(w.timeline().filter(({ kind }) => kind === "asked")).toHaveLength(1);
    await w.press();
    await w.person(CLERK).press("case:askno:1");
    await w.person(CLERK).write("取消了");
    await w.press();
    await w.person(CLERK).write("/tasks");
    await w.person(CLERK).write("换了命令");
    expect(w.timeline().filter(({ kind }) => kind === "asked")).toHaveLength(1);
  });

  test("the shop's answer lets the clock go on, later by the working time it stood, and reaches the desk", async () => {
    const w = await startAsking();
    await w.ask();
    await w.deliver();
    w.advance(HOUR);
    const question = w.lastTo(RETAILER);
    const message = await w.reply(RETAILER, undefined, question, { text: "软中华" });
    await w.update({ message: message as never });
    expect(w.replyPromise()).toMatchObject({ pausedAt: null, resumeAt: null, dueAt: Date.parse("2026-11-23T02:30:00Z"), dueVersion: 2 });
    expect(w.alarms.at(-1)).toMatchObject({ jobId: expect.stringContaining("promise-") });
    expect(w.timeline().map(({ kind }) => kind)).toEqual(["opened", "claimed", "asked", "added", "resumed"]);
    await w.deliver();
    expect(w.textsTo(w.desk!.id).at(-1)).toBe("C-20261123-0001 客户补充：\n软中华");
    await w.reply(CLERK, w.desk, w.card, { text: "明天补" });
    expect(w.replyPromise()).toMatchObject({ state: "kept" });
  });

  test("keeps no promise; an answer while the shop is waited for is in time, however long that takes", async () => {
    const w = await startAsking();
    await w.ask();
    expect(w.replyPromise().state).toBe("open");
    w.advance(3 * HOUR);
    await w.reply(CLERK, w.desk, w.card, { text: "已查清，明天补" });
    expect(w.replyPromise()).toMatchObject({ state: "kept", pausedAt: null });
  });

  test("once more while waiting waits longer from then", async () => {
    const w = await startAsking();
    await w.ask();
    const { pausedAt, resumeAt } = w.replyPromise();
    w.advance(HOUR);
    await w.ask("还有，几条？");
    expect(w.replyPromise()).toMatchObject({ pausedAt, resumeAt: resumeAt! + HOUR });
    expect(w.timeline().filter(({ kind }) => kind === "asked")).toHaveLength(2);
  });

  test("whom the bot can not reach stops no clock: the clerk is told to telephone", async () => {
    const w = await startAsking();
    w.db.update(people).set({ unreachable: "blocked" }).where(eq(people.id, RETAILER)).run();
    await w.ask();
    expect(w.textsTo(w.desk!.id).at(-1)).toContain("请打电话问“和平路便利店”");
    expect(w.replyPromise()).toMatchObject({ pausedAt: null, ownerId: w.clerk.id });
  });

  test("after the due time or the answer is a message that stops no clock", async () => {
    const w = await startAsking();
    w.advance(HOUR);
    await w.ask();
    expect(w.replyPromise()).toMatchObject({ pausedAt: null, state: "open" });
    expect(w.textsTo(w.desk!.id).at(-1)).toContain("不暂停计时");
    await w.reply(CLERK, w.desk, w.card, { text: "抱歉" });
    await w.ask("补货收到了吗？");
    await w.deliver();
    expect(w.textsTo(RETAILER).at(-1)).toBe("❓ 关于 C-20261123-0001，在线客服想问您，请直接回复本条：\n补货收到了吗？");
    expect(w.replyPromise()).toMatchObject({ state: "kept_late" });
  });
});

describe("nothing is asked", () => {
  test("by another shop, a guest of the group, another district, or the desk from another group", async () => {
    const w = await startAsking();
    buildStaff(w.db, 500, ["service_desk"], { districtId: buildDistrict(w.db).id });
    for (const id of [OTHER_RETAILER, STRANGER, 500, MANAGER]) await w.person(id).press("case:ask:1");
    await w.person(CLERK).press("case:ask:1", { chat: w.group });
    await w.press(STRANGER);
    expect(w.outbox().filter(({ kind }) => kind === "complaint_ask")).toEqual([]);
    await w.press();
    await w.deliver();
    const prompt = w.lastTo(w.desk!.id);
    await w.reply(STRANGER, w.desk, prompt, { text: "我来问" });
    expect(w.textsTo(w.desk!.id).at(-1)).toContain("您不能处理");
    expect(w.timeline().map(({ kind }) => kind)).toEqual(["opened"]);
    expect(w.replyPromise().pausedAt).toBeNull();
  });

  test("on a withdrawn case: neither before nor after the question was written", async () => {
    const w = await startAsking();
    await w.press();
    await w.deliver();
    const prompt = w.lastTo(w.desk!.id);
    await w.person(RETAILER).press("complain:withdraw-yes:1");
    await w.reply(CLERK, w.desk, prompt, { text: "哪种？" });
    expect(w.textsTo(w.desk!.id).at(-1)).toContain("撤回");
    await w.press();
    expect(w.alerts().at(-1)).toContain("撤回");
    expect(w.timeline().some(({ kind }) => kind === "asked")).toBe(false);
  });
});
