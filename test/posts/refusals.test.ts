import { sql } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { buildRetailer, buildShopPerson, buildStaff } from "../support/build.ts";
import { AUTHOR, buttonsOf, startPosting, type Posting } from "./support.ts";

let t: Posting;
afterEach(() => t.close());

describe("content that can not be posted", () => {
  test.each([
    ["a sticker", { sticker: { file_id: "s" } }],
    ["a voice message", { voice: { file_id: "v" } }],
    ["a location", { location: { latitude: 1, longitude: 1 } }],
  ])("%s is refused with what works, and the composer waits on", async (_name, content) => {
    t = await startPosting();
    await t.author.write("/post training");
    await t.author.send(content);
    expect(t.textsTo(AUTHOR).at(-1)).toContain("能发布的是文字、照片、视频、文件或相册");
    await t.author.write("文字");
    expect(t.posts()).toMatchObject([{ text: "文字" }]);
  });

  test.each([
    ["the first", ["长".repeat(1_100), "", ""], 0],
    // With the health warning, which the first one's words do not leave room for.
    ["a later", ["", "长".repeat(1_010), ""], 1],
  ])(
    "a caption that is too long, of %s of an album: said once, the files are kept, and shortened it is there",
    async (_which, captions, at) => {
      t = await startPosting();
      await t.author.write("/post products");
      t.forget();
      const messages = [];
      for (const [each, caption] of captions.entries())
        messages.push(
          await t.author.send({ photo: [{ file_id: `p${each}` }], media_group_id: "7", ...(caption === "" ? {} : { caption }) }),
        );
      expect(t.textsTo(AUTHOR)).toEqual([expect.stringContaining("配文没有采用")]);
      t.advance(1_000);
      await t.deliver();
      await t.deliver();
      expect(t.calls.find(({ method }) => method === "sendMediaGroup")!.payload["media"]).toHaveLength(3);
      await t.update({ edited_message: { ...messages[at], caption: "新品", edit_date: 2 } as never });
      expect(t.posts()).toHaveLength(1);
      expect(t.posts()[0]!.parts.map(({ text }) => text)).toEqual(captions.map((_caption, each) => (each === at ? "新品" : "")));
    },
  );

  test("a text so long that Telegram cut it in two: its end is no post", async () => {
    t = await startPosting();
    await t.author.write("/post training");
    const first = await t.author.write("长".repeat(4_096));
    await t.author.send({ text: "尾".repeat(904), message_id: first.message_id + 1 });
    expect(t.textsTo(AUTHOR).at(-1)).toContain("这一条是上一条的后半段");
    expect(t.posts()).toEqual([]);
    t.advance(60_000);
    await t.author.write("短了");
    expect(t.posts()).toMatchObject([{ text: "短了" }]);
  });

  test("a text too long by three says so; shortened by editing, it becomes the draft", async () => {
    t = await startPosting();
    await t.author.write("/post training");
    // The longest hashtag, "#CustomerTraining" and its line break, counts too.
    const limit = 4_096 - "#CustomerTraining\n".length;
    const message = await t.author.write("长".repeat(limit + 3));
    expect(t.textsTo(AUTHOR).at(-1)).toContain("超出 3 个字符：文字最多 4,096 个字符");
    expect(t.posts()).toEqual([]);
    await t.author.edit(message, "长".repeat(limit));
    expect(t.posts()).toHaveLength(1);
  });

  test.each([
    ["too long for the column", 4_096, 0],
    ["that just fits", 4_070, 1],
  ])("of 5,000 characters comes in two messages: the rest of a text %s is no post of its own", async (_which, length, drafts) => {
    t = await startPosting();
    await t.author.write("/post training");
    const first = await t.author.write("长".repeat(length));
    t.advance(9_000);
    const rest = await t.author.send({ text: "短".repeat(904) });
    // The update once more.
    await t.update({ message: rest as never });
    expect(t.textsTo(AUTHOR).slice(-2)).toEqual([expect.stringContaining("上一条的后半段"), expect.stringContaining("上一条的后半段")]);
    expect(t.posts()).toHaveLength(drafts);
    await t.author.edit(first, "改短了");
    expect(t.posts()).toMatchObject([{ text: "改短了" }]);
  });

  test("a long text that is a draft leaves nothing to cancel in the question before it", async () => {
    t = await startPosting();
    await t.author.write("/post training");
    await t.author.write("长".repeat(4_070));
    await t.author.press("post:cancel:ask");
    expect(t.alerts().at(-1)).toContain("这一步已经过了");
  });

  test("after a refused text another one, written when the refusal was read, is the content", async () => {
    t = await startPosting();
    await t.author.write("/post training");
    await t.author.write("长".repeat(4_096));
    t.advance(16_000);
    await t.author.write("改短了");
    expect(t.posts()).toMatchObject([{ text: "改短了" }]);
    t.forget();
    await t.author.press("post:cancel:ask");
    expect(t.alerts().at(-1)).toContain("这一步已经过了");
  });

  test("a caption has 1,024, and an emoji counts as two", async () => {
    t = await startPosting();
    await t.author.write("/post training");
    const limit = 1_024 - "#CustomerTraining\n".length;
    await t.author.send({ photo: [{ file_id: "p" }], caption: "😀".repeat(limit / 2 + 1) });
    expect(t.textsTo(AUTHOR).at(-1)).toContain("超出 2 个字符：配文最多 1,024 个字符");
  });

  test("a text of spaces is empty", async () => {
    t = await startPosting();
    await t.author.write("/post training");
    await t.author.write(" ");
    expect(t.textsTo(AUTHOR).at(-1)).toContain("没有文字也没有照片");
  });
});

describe("who may", () => {
  test("a retailer who tries /post or its button is refused", async () => {
    t = await startPosting();
    buildShopPerson(t.db, buildRetailer(t.db, { routeId: t.route.id }).id, 60);
    const { post } = await t.draft("policy", "通知");
    const retailer = t.person(60);
    await retailer.write("/post supply");
    expect(t.textsTo(60)).toEqual(["您没有这项权限。需要开通请联系管理员。"]);
    await retailer.press(`post:send:${post.id}`);
    expect(t.alerts().at(-1)).toContain("没有这项权限");
    expect(t.posts()).toMatchObject([{ state: "draft" }]);
  });

  test("another broadcaster can not send, change or discard the draft", async () => {
    t = await startPosting();
    buildStaff(t.db, 51, ["broadcaster"]);
    const { post } = await t.draft("policy", "通知");
    for (const action of [`send:${post.id}`, `drop:${post.id}`, `move:${post.id}`, `to:${post.id}:supply`]) {
      await t.person(51).press(`post:${action}`);
      expect(t.alerts().at(-1)).toContain("别人写的草稿");
    }
    expect(t.posts()).toMatchObject([{ state: "draft", column: "policy" }]);
  });

  test("who lost the right while composing is refused", async () => {
    t = await startPosting();
    await t.author.write("/post policy");
    t.db.run(sql`DELETE FROM staff_roles`);
    await t.author.write("通知");
    expect(t.textsTo(AUTHOR).at(-1)).toContain("没有这项权限");
    expect(t.posts()).toEqual([]);
  });

  test("forged and outdated buttons are answered", async () => {
    t = await startPosting();
    for (const data of ["post:send:9999", "post:send:x", "post:nonsense", "post:to:1:nowhere", "post:column:nowhere"]) {
      await t.author.press(data);
      expect(t.alerts().at(-1)).toContain("这个按钮已失效");
    }
  });

  test("with no group to send to there is no Send button, and an old one is refused", async () => {
    t = await startPosting();
    t.db.run(sql`UPDATE groups SET state = 'left'`);
    const { post } = await t.draft("policy", "通知");
    expect(t.textsTo(AUTHOR).at(-1)).toContain("现在没有可以发的群，也没有可以发的人");
    expect(buttonsOf(t.lastTo(AUTHOR))).not.toContain(`post:send:${post.id}`);
    await t.author.press(`post:send:${post.id}`);
    expect(t.alerts().at(-1)).toContain("现在没有可以发的群");
    expect(t.posts()).toMatchObject([{ state: "draft" }]);
  });
});
