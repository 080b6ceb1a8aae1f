import { sql } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { buildRetailer, buildShopPerson } from "../support/build.ts";
import { HOUR_MS, refuseIn, startChanging, type Changing } from "./changes.ts";
import { AUTHOR, buttonsOf, FORUM, PLAIN } from "./support.ts";

let t: Changing;
afterEach(() => t.close());

const made = (chat: number) => t.callsTo(chat).map(({ method, payload: { chat_id: _chat, ...payload } }) => [method, payload]);

describe("recalling a post", () => {
  test("is offered under a post that was sent, and asked about with what will happen", async () => {
    t = await startChanging();
    t.addPlain();
    const { id } = await t.send("policy", "通知");
    expect(buttonsOf(t.lastTo(AUTHOR))).toContain(`post:recall:${id}`);
    await t.settle();
    const panel = t.calls.findLast(({ payload }) => payload["message_id"] === t.posts()[0]!.panelMessageId)!;
    expect(panel.payload.text).toContain("已发完");
    expect(buttonsOf(panel)).toContain(`post:recall:${id}`);
    t.advance(49 * HOUR_MS);
    t.db.run(sql`UPDATE deliveries SET sent_at = ${t.deps.clock()} WHERE kind = 'post' AND chat_id = ${PLAIN}`);
    t.forget();
    await t.author.press(`post:recall:${id}`);
    expect(t.textsTo(AUTHOR)).toEqual([
      "要撤回「政策通知」吗？已送达 2 处。\n· 1 处：直接删除\n· 1 处：已超过 48 小时，Telegram 不能删除，改成撤回说明",
    ]);
    expect(buttonsOf(t.lastTo(AUTHOR))).toEqual([`post:recallyes:${id}`, `post:recallno:${id}`]);
    await t.author.press(`post:recallno:${id}`);
    expect(t.textsTo(AUTHOR).at(-1)).toBe("没有撤回。");
    await t.settle();
    expect(t.posts()).toMatchObject([{ state: "sent" }]);
    expect(t.callsTo(FORUM)).toEqual([]);
  });

  test("removes it everywhere, tells its author and shows it as recalled", async () => {
    t = await startChanging();
    t.addPlain();
    const { id } = await t.publish("policy", "通知");
    const ids = [t.messageIn(FORUM), t.messageIn(PLAIN)];
    await t.takeBack(id);
    expect(made(FORUM)).toEqual([["deleteMessages", { message_ids: [ids[0]] }]]);
    expect(made(PLAIN)).toEqual([["deleteMessages", { message_ids: [ids[1]] }]]);
    expect(t.posts()).toMatchObject([{ state: "recalled" }]);
    expect(t.textsTo(AUTHOR)).toContain("↩️ 政策通知：正在撤回\n░░░░░░░░░░░░ 0 / 2");
    expect(t.textsTo(AUTHOR)).toContain("↩️ 政策通知：已撤回\n▓▓▓▓▓▓▓▓▓▓▓▓ 2 / 2");
    expect(t.reports()).toContain("↩️ 「政策通知」已撤回：删除 2 处。");
    const panel = t.calls
      .filter(({ payload }) => payload.chat_id === AUTHOR && payload["message_id"] === t.posts()[0]!.panelMessageId)
      .at(-1)!;
    expect(panel.payload.text).toContain("↩️ 政策通知：已撤回（今天 09:00 发出）");
    expect(buttonsOf(panel)).not.toContain(`post:recall:${id}`);
  });

  test("is on record, without a word of the post", async () => {
    t = await startChanging();
    const { id } = await t.publish("policy", "通知");
    await t.takeBack(id);
    expect(t.audits("post.recall")).toMatchObject([
      { actorId: AUTHOR, subject: `post ${id}`, detail: { revision: 0, places: 1, dropped: 0 } },
    ]);
    expect(Object.keys(t.audits("post.recall")[0]!.detail!)).toEqual(["revision", "places", "dropped"]);
  });

  test("the same in English", async () => {
    t = await startChanging({ language: "en" });
    const { id } = await t.publish("policy", "New rules");
    await t.author.press(`post:recall:${id}`);
    expect(t.textsTo(AUTHOR).at(-1)).toBe("Recall Policy Notices? It has arrived in 1 place.\n· 1: removed");
    t.advance(48 * HOUR_MS);
    await t.author.press(`post:recallyes:${id}`);
    await t.settle();
    expect(made(FORUM)).toEqual([
      ["editMessageText", { message_id: expect.any(Number), text: "This notice of Mon 23 Nov was withdrawn." }],
    ]);
    expect(t.reports().at(-1)).toBe("↩️ Policy Notices is recalled. Removed: 0; replaced by a notice: 1.");
  });

  test("takes an album, the button below it and the pin with it", async () => {
    t = await startChanging();
    const { id } = await t.publishAlbum("training", ["陈列", "", "细节"], "requireAck");
    const first = t.messageIn(FORUM);
    const button = t.rows("post_button")[0]!.messageId;
    await t.takeBack(id);
    expect(made(FORUM)).toEqual([["deleteMessages", { message_ids: [first, first + 1, first + 2, button] }]]);
  });

  test("leaves no supply news behind", async () => {
    t = await startChanging();
    buildShopPerson(t.db, buildRetailer(t.db, { routeId: t.route.id }).id, 60);
    const { id } = await t.publish("supply", "到货");
    await t.takeBack(id);
    await t.person(60).write("/supply");
    expect(t.textsTo(60).at(-1)).toContain("没有新的货源信息");
  });
});

describe("what Telegram does not delete", () => {
  test("being 48 hours old, says that it was withdrawn, in the place's language and without buttons", async () => {
    t = await startChanging();
    t.addPlain({ locale: "en" });
    await t.author.write("/post policy");
    await t.author.send({ photo: [{ file_id: "p" }], caption: "通知" });
    const { id } = t.posts()[0]!;
    await t.author.press(`post:set:${id}:requireAck:1`);
    await t.author.press(`post:send:${id}`);
    await t.settle();
    t.forget();
    t.advance(48 * HOUR_MS);
    await t.takeBack(id);
    expect(made(FORUM)).toEqual([
      ["editMessageCaption", { message_id: t.messageIn(FORUM), caption: "11月23日（周一）的这条消息已撤回。" }],
    ]);
    expect(made(PLAIN)).toEqual([
      ["editMessageCaption", { message_id: t.messageIn(PLAIN), caption: "This notice of Mon 23 Nov was withdrawn." }],
    ]);
    expect(t.reports().at(-1)).toBe("↩️ 「政策通知」已撤回：删除 0 处，改成撤回说明 2 处。");
  });

  test("of an album loses all its words, and the message with the button too", async () => {
    t = await startChanging();
    const { id } = await t.publishAlbum("training", ["陈列", "", "细节"], "requireAck");
    t.advance(48 * HOUR_MS);
    await t.takeBack(id);
    const first = t.messageIn(FORUM);
    const notice = "11月23日（周一）的这条消息已撤回。";
    expect(made(FORUM)).toEqual([
      ["editMessageCaption", { message_id: first, caption: notice }],
      ["editMessageCaption", { message_id: first + 2, caption: "" }],
      ["editMessageText", { message_id: t.rows("post_button")[0]!.messageId, text: notice }],
    ]);
  });

  test("is not left pinned, also where Telegram refuses to unpin it", async () => {
    t = await startChanging();
    t.addPlain();
    buildShopPerson(t.db, buildRetailer(t.db, { routeId: t.route.id }).id, 60);
    await t.author.write("/announce 通知");
    const { id } = t.posts()[0]!;
    await t.author.press(`post:set:${id}:pin:1`);
    await t.author.press(`post:send:${id}`);
    await t.settle();
    t.forget();
    t.advance(48 * HOUR_MS);
    t.refuse(refuseIn(PLAIN, /^unpin/, "Bad Request: not enough rights to manage pinned messages in the chat"));
    await t.takeBack(id);
    const notice = ["editMessageText", expect.objectContaining({ text: "11月23日（周一）的这条消息已撤回。" })];
    const done = (chat: number) =>
      t.callsTo(chat, /^(edit|delete|unpin)/).map(({ method, payload: { chat_id: _chat, ...rest } }) => [method, rest]);
    expect(done(FORUM)).toEqual([["unpinChatMessage", { message_id: t.messageIn(FORUM) }], notice]);
    expect(done(PLAIN)).toEqual([notice]);
    expect(done(60)).toEqual([notice]);
    expect(t.reports().at(-1)).toBe("↩️ 「通知」已撤回：删除 0 处，改成撤回说明 3 处。");
  });

  test("for another reason, says that it was withdrawn", async () => {
    t = await startChanging();
    const { id } = await t.publish("policy", "通知");
    t.refuse(refuseIn(FORUM, /^delete/, "Bad Request: message can't be deleted for everyone"));
    await t.takeBack(id);
    expect(made(FORUM)).toMatchObject([["editMessageText", { text: "11月23日（周一）的这条消息已撤回。" }]]);
    expect(t.reports()).toContain("↩️ 「政策通知」已撤回：删除 0 处，改成撤回说明 1 处。");
  });

  test("and can not be edited either is reported with Telegram's words", async () => {
    t = await startChanging();
    t.addPlain();
    const { id } = await t.publish("policy", "通知");
    t.refuse(refuseIn(PLAIN, /^(delete|edit)/, "Bad Request: message can't be edited"));
    await t.takeBack(id);
    expect(t.reports()).toContain("⚠️ 「政策通知」已撤回，但有 1 处没有撤成。删除 1 处。\n· 老群：Bad Request: message can't be edited");
  });

  test("because an admin of the group deleted it first counts as removed", async () => {
    t = await startChanging();
    const { id } = await t.publishAlbum("training", ["一", "二", "三", "四", "五"]);
    t.advance(48 * HOUR_MS);
    t.refuse(refuseIn(FORUM, /^edit/, "Bad Request: message to edit not found"));
    await t.takeBack(id);
    expect(t.rows("post_recall")).toMatchObject([{ state: "skipped", reason: "gone" }]);
    expect(t.reports()).toContain("↩️ 「客户培训」已撤回：删除 1 处。");
  });

  test("is withdrawn as a text where the post's file was sent as one", async () => {
    t = await startChanging();
    await t.author.write("/post training");
    await t.author.send({ document: { file_id: "table" }, caption: "货源表" });
    const { id } = t.posts()[0]!;
    await t.author.press(`post:send:${id}`);
    await t.settle();
    t.forget();
    t.advance(48 * HOUR_MS);
    t.refuse(refuseIn(FORUM, /^editMessageCaption/, "Bad Request: there is no caption in the message to edit"));
    await t.takeBack(id);
    expect(made(FORUM)).toMatchObject([["editMessageText", { text: "11月23日（周一）的这条消息已撤回。" }]]);
  });
});
