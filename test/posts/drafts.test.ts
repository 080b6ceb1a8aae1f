import { afterEach, describe, expect, test } from "vitest";
import { buildStaff } from "../support/build.ts";
import { AUTHOR, buttonsOf, FORUM, startPosting, type Posting } from "./support.ts";

let t: Posting;
afterEach(() => t.close());

const WARNING = "⚠️ 吸烟有害健康。禁止向未成年人售烟。";

describe("changing a draft", () => {
  test("editing the message changes draft and preview", async () => {
    t = await startPosting();
    const { message } = await t.draft("supply", "到货 10 条");
    const preview = t.posts()[0]!.previewMessageIds[0];
    t.forget();
    await t.author.edit(message, "到货 20 条");
    expect(t.posts()).toMatchObject([{ text: "到货 20 条", state: "draft" }]);
    expect(t.calls[0]).toMatchObject({ method: "editMessageText", payload: { message_id: preview, text: `到货 20 条\n\n${WARNING}` } });
  });

  test("a new caption or photo changes the preview of a photo", async () => {
    t = await startPosting();
    await t.author.write("/post training");
    const message = await t.author.send({ photo: [{ file_id: "one" }], caption: "旧" });
    t.forget();
    await t.update({ edited_message: { ...message, photo: [{ file_id: "two" }], caption: "新", edit_date: 2 } as never });
    expect(t.calls[0]).toMatchObject({ method: "editMessageMedia", payload: { media: { type: "photo", media: "two", caption: "新" } } });
  });

  test("a preview the author deleted is shown anew", async () => {
    t = await startPosting();
    const { message } = await t.draft("policy", "旧");
    t.refuse((method) =>
      method === "editMessageText" ? { error_code: 400, description: "Bad Request: message to edit not found" } : undefined,
    );
    t.forget();
    await t.author.edit(message, "新");
    expect(t.textsTo(AUTHOR)[0]).toBe("新");
    expect(t.posts()[0]!.previewMessageIds).toEqual([t.calls.find(({ method }) => method === "sendMessage")!.messageId]);
  });

  test("an edit that makes it too long is not taken, and the author is told", async () => {
    t = await startPosting();
    const { message } = await t.draft("training", "短");
    await t.author.edit(message, "长".repeat(4_096));
    expect(t.textsTo(AUTHOR).at(-1)).toContain("没有采用");
    expect(t.posts()).toMatchObject([{ text: "短" }]);
  });

  test("moving to a product column adds the warning to the preview", async () => {
    t = await startPosting();
    const { post } = await t.draft("training", "到货");
    await t.author.press(`post:move:${post.id}`);
    expect(buttonsOf(t.lastTo(AUTHOR))).toContain(`post:to:${post.id}:supply`);
    t.forget();
    await t.author.press(`post:to:${post.id}:supply`);
    expect(t.calls[0]!.payload.text).toBe(`到货\n\n${WARNING}`);
    expect(t.posts()).toMatchObject([{ column: "supply" }]);
  });

  test("moving is refused when the warning would make it too long", async () => {
    t = await startPosting();
    const { post } = await t.draft("training", "长".repeat(4_060));
    await t.author.press(`post:to:${post.id}:supply`);
    expect(t.alerts()).toContainEqual(expect.stringContaining("会超出"));
    expect(t.posts()).toMatchObject([{ column: "training" }]);
  });

  test("a draft cancelled by a slip is there again after one tap, for its author alone, and a second tap changes nothing", async () => {
    t = await startPosting();
    const { post } = await t.draft("policy", "通知");
    await t.author.press(`post:drop:${post.id}`);
    buildStaff(t.db, AUTHOR + 1, ["broadcaster"], { districtId: t.district.id });
    await t.person(AUTHOR + 1).press(`post:restore:${post.id}`);
    expect(t.posts()).toMatchObject([{ state: "discarded" }]);
    for (let tap = 0; tap < 2; tap += 1) await t.author.press(`post:restore:${post.id}`);
    expect(t.posts()).toMatchObject([{ state: "draft" }]);
    expect(t.lastTo(AUTHOR).payload.text).toContain("政策通知 · 草稿");
    await t.author.press(`post:send:${post.id}`);
    await t.author.press(`post:restore:${post.id}`);
    expect(t.posts()).toMatchObject([{ state: "sending" }]);
  });

  test("a discarded draft can be taken up again from its message", async () => {
    t = await startPosting();
    const { message, post } = await t.draft("policy", "通知");
    await t.author.press(`post:drop:${post.id}`);
    expect(t.posts()).toMatchObject([{ state: "discarded" }]);
    await t.author.write("/post policy", undefined, { reply_to_message: message });
    expect(t.posts()).toMatchObject([{ id: post.id, state: "draft" }]);
  });
});

describe("editing the message before it is a draft", () => {
  test("while its column is being chosen: what is posted is what it says by then", async () => {
    t = await startPosting();
    const source = await t.author.write("周五停电");
    await t.author.write("/post", undefined, { reply_to_message: source });
    await t.author.edit(source, "周六停电");
    await t.author.press("post:column:policy");
    expect(t.posts()).toMatchObject([{ text: "周六停电", column: "policy" }]);
  });

  test("into something that can not be posted keeps what was there, and says so", async () => {
    t = await startPosting();
    const source = await t.author.write("周五停电");
    await t.author.write("/post", undefined, { reply_to_message: source });
    const { text: _text, ...rest } = source;
    await t.update({ edited_message: { ...rest, edit_date: 2, location: { latitude: 1, longitude: 1 } } as never });
    expect(t.lastTo(AUTHOR).payload.text).toContain("能发布的是");
    await t.author.press("post:column:policy");
    expect(t.posts()).toMatchObject([{ text: "周五停电" }]);
  });
});

test("formatting that begins in the command goes on in the content", async () => {
  t = await startPosting();
  const text = "/post policy 明天 停电 通知";
  const at = text.indexOf("停电");
  await t.author.send({
    text,
    entities: [
      { type: "bot_command", offset: 0, length: 5 },
      { type: "bold", offset: 0, length: text.length },
      { type: "italic", offset: at, length: 2 },
    ],
  });
  expect(t.posts()[0]!.parts[0]).toMatchObject({
    text: "明天 停电 通知",
    entities: [
      { type: "bold", offset: 0, length: 8 },
      { type: "italic", offset: 3, length: 2 },
    ],
  });
});

describe("an album", () => {
  const photo = (id: string) => ({ photo: [{ file_id: id, file_unique_id: id, width: 1, height: 1 }] });

  async function draftAlbum() {
    await t.author.write("/post training");
    const first = await t.author.send({ ...photo("a"), caption: "陈列", media_group_id: "g" });
    await t.author.send({ ...photo("b"), media_group_id: "g" });
    t.advance(1_000);
    await t.deliver();
    await t.deliver();
    t.forget();
    return first;
  }

  test("whose photo or caption is edited has both in its preview", async () => {
    t = await startPosting();
    const first = await draftAlbum();
    const [shown] = t.posts()[0]!.previewMessageIds;
    await t.update({ edited_message: { ...first, ...photo("a2"), caption: "新陈列", edit_date: 2 } as never });
    expect(t.calls[0]).toMatchObject({
      method: "editMessageMedia",
      payload: { message_id: shown, media: { type: "photo", media: "a2", caption: "新陈列" } },
    });
    expect(t.posts()[0]!.parts.map(({ media }) => media?.fileId)).toEqual(["a2", "b"]);
  });

  test("that is a draft stays whole when one of its photos is replied to with another column", async () => {
    t = await startPosting();
    const first = await draftAlbum();
    await t.author.write("/post policy", undefined, { reply_to_message: first });
    expect(t.posts()).toMatchObject([{ column: "policy", albumId: "g", parts: [{ text: "陈列" }, { text: "" }] }]);
    expect(t.calls.map(({ method }) => method)).toEqual(["deleteMessages", "sendMediaGroup", "sendMessage"]);
  });

  test("that the bot has not seen: its author learns that one file is all that a reply brings", async () => {
    t = await startPosting();
    const message = await t.author.send({ ...photo("a"), caption: "陈列", media_group_id: "g" });
    await t.author.send({ ...photo("b"), media_group_id: "g" });
    t.forget();
    await t.author.write("/post training", undefined, { reply_to_message: message });
    expect(t.textsTo(AUTHOR)).toEqual([expect.stringContaining("只能看到您回复的这一个文件"), "陈列", expect.stringContaining("草稿")]);
  });
});

test("a message taken up again as an announcement has the audience of one, unless its author had chosen another", async () => {
  t = await startPosting();
  const { message, post } = await t.draft("policy", "停电");
  await t.author.write("/announce", undefined, { reply_to_message: message });
  expect(t.posts()).toMatchObject([{ id: post.id, column: null, audience: { people: { tiers: [] } } }]);
  await t.author.press(`post:aud:${post.id}:nogroups`);
  await t.author.write("/post policy", undefined, { reply_to_message: message });
  expect(t.posts()).toMatchObject([{ column: "policy", audience: { groups: null, people: { tiers: [] } } }]);
});

test("a day's pause and a second draft lose nothing: each is opened from the list as it was left, and follows its message", async () => {
  t = await startPosting();
  const first = await t.draft("policy", "第一条");
  await t.author.press(`post:set:${first.post.id}:silent:1`);
  const second = await t.draft("training", "第二条");
  t.advance(24 * 60 * 60 * 1_000);
  await t.author.edit(first.message, "第一条,改过");
  t.forget();
  await t.author.write("/posts");
  expect(buttonsOf(t.lastTo(AUTHOR)).slice(0, 2)).toEqual([`post:open:${second.post.id}`, `post:open:${first.post.id}`]);
  await t.author.press(`post:open:${first.post.id}`);
  expect(t.textsTo(AUTHOR).at(-2)).toBe("第一条,改过");
  expect(t.textsTo(AUTHOR).at(-1)).toContain("选项：静音");
  for (const { post } of [first, second]) await t.author.press(`post:send:${post.id}`);
  await t.deliver();
  expect(t.textsTo(FORUM)).toEqual(["第一条,改过", "第二条"]);
});
