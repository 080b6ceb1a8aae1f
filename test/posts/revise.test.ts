import { afterEach, describe, expect, test } from "vitest";
import { buildRetailer, buildShopPerson } from "../support/build.ts";
import { HOUR_MS, startChanging, type Changing } from "./changes.ts";
import { AUTHOR, FORUM, PLAIN } from "./support.ts";

let t: Changing;
afterEach(() => t.close());

const WARNING = "⚠️ 吸烟有害健康。禁止向未成年人售烟。";

describe("editing a message that was sent as a post", () => {
  test("shows the new version and asks; nothing changes before the answer", async () => {
    t = await startChanging();
    t.addPlain();
    const { message, id } = await t.publish("supply", "到货 10 条");
    const [yes, no] = await t.edit(message, { text: "到货 20 条" });
    expect(t.reports()).toEqual([`到货 20 条\n\n${WARNING}`, "👆「货源信息」的新内容。已送达的 2 处要一起改吗？"]);
    expect([yes, no]).toEqual([expect.stringMatching(`^post:edityes:${id}:\\d+$`), expect.stringMatching(`^post:editno:${id}:\\d+$`)]);
    expect(t.callsTo(FORUM)).toEqual([]);
    expect(t.posts()).toMatchObject([{ text: "到货 10 条", revision: 0 }]);
  });

  test("the answer yes changes it in every place, as that place reads it, and the author is told", async () => {
    t = await startChanging();
    t.addPlain({ locale: "en" });
    const { message } = await t.publish("supply", "到货 10 条");
    const ids = [t.messageIn(FORUM), t.messageIn(PLAIN)];
    const [yes] = await t.edit(message, { text: "到货 20 条", entities: [{ type: "bold", offset: 3, length: 2 }] });
    t.forget();
    await t.author.press(yes!);
    expect(t.textsTo(AUTHOR)).toEqual(["✏️ 货源信息：正在修改\n░░░░░░░░░░░░ 0 / 2"]);
    await t.settle();
    expect(t.callsTo(FORUM).map(({ method, payload }) => ({ method, payload }))).toEqual([
      {
        method: "editMessageText",
        payload: {
          chat_id: FORUM,
          message_id: ids[0],
          text: `到货 20 条\n\n${WARNING}`,
          entities: [{ type: "bold", offset: 3, length: 2 }],
          link_preview_options: { is_disabled: true },
        },
      },
    ]);
    expect(t.callsTo(PLAIN)).toMatchObject([
      {
        method: "editMessageText",
        payload: {
          message_id: ids[1],
          text: "#SupplyInformation\n到货 20 条\n\n⚠️ Smoking harms your health. Never sell tobacco to minors.",
          entities: [{ type: "bold", offset: 22, length: 2 }],
        },
      },
    ]);
    expect(t.textsTo(AUTHOR)).toContain("✏️ 货源信息：已修改\n▓▓▓▓▓▓▓▓▓▓▓▓ 2 / 2");
    expect(t.reports().at(-1)).toBe("✅ 货源信息：2 处都已改好。");
    expect(t.posts()).toMatchObject([{ text: "到货 20 条", revision: 1 }]);
  });

  test("who changed what is on record, without a word of it", async () => {
    t = await startChanging();
    const { message, id } = await t.publish("policy", "旧");
    const [yes] = await t.edit(message, { text: "新" });
    await t.author.press(yes!);
    expect(t.audits("post.edit")).toMatchObject([{ actorId: AUTHOR, subject: `post ${id}`, detail: { revision: 1, places: 1 } }]);
    expect(JSON.stringify(t.audits("post.edit"))).not.toContain("新");
    expect(t.rows("post_edit_ask").map(({ data }) => data)).toEqual([{ revision: 0, answer: "yes" }]);
  });

  test("the same in English", async () => {
    t = await startChanging({ language: "en" });
    const { message } = await t.publish("policy", "Old rules");
    const [yes] = await t.edit(message, { text: "New rules" });
    expect(t.reports().at(-1)).toBe("👆 The new version of Policy Notices. Change it in the one place it arrived?");
    await t.author.press(yes!);
    await t.settle();
    expect(t.reports().at(-1)).toBe("✅ Policy Notices: changed in 1 place.");
  });

  test("the read button stays under it, and a person gets it too", async () => {
    t = await startChanging();
    buildShopPerson(t.db, buildRetailer(t.db, { routeId: t.route.id }).id, 60);
    await t.author.write("/announce");
    const message = await t.author.send({ text: "通知" });
    const { id } = t.posts()[0]!;
    await t.author.press(`post:set:${id}:requireAck:1`);
    await t.author.press(`post:send:${id}`);
    await t.settle();
    t.forget();
    const [yes] = await t.edit(message, { text: "更正" });
    await t.author.press(yes!);
    await t.settle();
    const button = { inline_keyboard: [[{ text: "✅ 已阅", callback_data: `ack:${id}` }]] };
    for (const chat of [FORUM, 60])
      expect(t.callsTo(chat)).toMatchObject([{ method: "editMessageText", payload: { text: "更正", reply_markup: button } }]);
  });

  test("who got it in private with a reminder has it changed there too, and counts in the question", async () => {
    t = await startChanging();
    buildShopPerson(t.db, buildRetailer(t.db, { routeId: t.route.id }).id, 60);
    const { message, post } = await t.draft("policy", "旧");
    await t.author.press(`post:set:${post.id}:requireAck:1`);
    await t.author.press(`post:send:${post.id}`);
    await t.settle();
    for (let round = 0; round < 2; round += 1) {
      await t.author.press(`post:remindgo:${post.id}`);
      await t.settle();
      t.advance(HOUR_MS);
    }
    const [copy, reminder] = t.rows("post_remind").map(({ messageId }) => messageId);
    t.forget();
    const [yes] = await t.edit(message, { text: "新" });
    expect(t.reports().at(-1)).toContain("已送达的 2 处要一起改吗？");
    await t.author.press(yes!);
    await t.settle();
    expect(t.callsTo(60)).toMatchObject([{ method: "editMessageText", payload: { message_id: copy, text: "新" } }]);
    expect(t.reports().at(-1)).toBe("✅ 政策通知：2 处都已改好。");
    await t.takeBack(post.id);
    expect(t.callsTo(60).at(-1)!.payload["message_ids"]).toEqual([copy, reminder]);
  });

  test("left as it is, nothing changes and the question is over", async () => {
    t = await startChanging();
    const { message } = await t.publish("policy", "旧");
    const [yes, no] = await t.edit(message, { text: "新" });
    await t.author.press(no!);
    expect(t.textsTo(AUTHOR).at(-1)).toContain("没有改动");
    await t.author.press(yes!);
    expect(t.alerts().at(-1)).toContain("已经选过了：不改");
    await t.settle();
    expect(t.callsTo(FORUM)).toEqual([]);
    expect(t.posts()).toMatchObject([{ text: "旧", revision: 0 }]);
  });
});

describe("a change of", () => {
  test("a caption alone leaves the photo where it is; another photo replaces it", async () => {
    t = await startChanging();
    await t.author.write("/post training");
    const message = await t.author.send({ photo: [{ file_id: "one" }], caption: "旧" });
    await t.author.press(`post:send:${t.posts()[0]!.id}`);
    await t.settle();
    t.forget();
    const [first] = await t.edit(message, { caption: "新" });
    await t.author.press(first!);
    await t.settle();
    expect(t.callsTo(FORUM)).toMatchObject([{ method: "editMessageCaption", payload: { caption: "新" } }]);
    t.forget();
    const [second] = await t.edit(message, { photo: [{ file_id: "two" }], caption: "新" });
    await t.author.press(second!);
    await t.settle();
    expect(t.callsTo(FORUM)).toMatchObject([
      { method: "editMessageMedia", payload: { media: { type: "photo", media: "two", caption: "新" } } },
    ]);
  });

  test("one picture of an album changes that one", async () => {
    t = await startChanging();
    const { messages } = await t.publishAlbum("training", ["陈列", "", "细节"]);
    const first = t.messageIn(FORUM);
    const [yes] = await t.edit(messages[2]!, { caption: "细节放大" });
    await t.author.press(yes!);
    await t.settle();
    expect(t.callsTo(FORUM)).toMatchObject([{ method: "editMessageCaption", payload: { message_id: first + 2, caption: "细节放大" } }]);
  });

  test("an album's words moved to another picture take the added lines along", async () => {
    t = await startChanging();
    const { messages } = await t.publishAlbum("supply", ["", "到货"]);
    const first = t.messageIn(FORUM);
    const [yes] = await t.edit(messages[0]!, { caption: "新到" });
    await t.author.press(yes!);
    await t.settle();
    expect(t.callsTo(FORUM)).toMatchObject([
      { method: "editMessageCaption", payload: { message_id: first, caption: `新到\n\n${WARNING}` } },
      { method: "editMessageCaption", payload: { message_id: first + 1, caption: "到货" } },
    ]);
    expect(t.reports().at(-1)).toBe("✅ 货源信息：1 处都已改好。");
  });

  test("two pictures of an album, one after the other, is one question in the end", async () => {
    t = await startChanging();
    const { messages } = await t.publishAlbum("training", ["一", "二"]);
    const [old] = await t.edit(messages[0]!, { caption: "甲" });
    const [yes] = await t.edit(messages[1]!, { caption: "乙" });
    await t.author.press(old!);
    expect(t.alerts().at(-1)).toContain("请看最新的一条");
    await t.author.press(yes!);
    await t.settle();
    expect(t.callsTo(FORUM).map(({ payload }) => payload["caption"])).toEqual(["甲", "乙"]);
  });
});
