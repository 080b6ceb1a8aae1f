import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { posts } from "../../db/posts.tables.ts";
import { PROGRESS_EVERY_MS } from "../../src/posts/rules.ts";
import { buildStaff } from "../support/build.ts";
import { AUTHOR, buttonsOf, FORUM, startPosting, type Posting } from "./support.ts";

const COLLEAGUE = 51;
const PARTNER = 52;

let t: Posting;
beforeEach(async () => {
  t = await startPosting();
});
afterEach(() => t.close());

const panel = () => t.calls.findLast(({ payload }) => payload.chat_id === AUTHOR && payload.text?.startsWith("👆") === true)!;
const inForum = () => t.textsTo(FORUM).filter(Boolean);

describe("new content for a draft", () => {
  test("takes the place of the old, and audience, time and options stay", async () => {
    const { message, post } = await t.draft("policy", "老内容");
    await t.author.press(`post:set:${post.id}:silent:1`);
    await t.author.press(`post:at:${post.id}:${t.deps.clock() + 3_600_000}`);
    await t.author.press(`post:renew:${post.id}`);
    expect(t.lastTo(AUTHOR).payload.text).toBe("请发「政策通知」的新内容。发给谁、时间、选项都不变。");
    await t.author.write("新内容");
    expect(t.posts()).toMatchObject([{ id: post.id, text: "新内容", silent: true, startAt: t.deps.clock() + 3_600_000, state: "draft" }]);
    expect(panel().payload.text).toContain("今天 10:00");
    // The old message is nothing of the draft's any more.
    await t.author.edit(message, "改老的");
    expect(t.posts()).toMatchObject([{ text: "新内容" }]);
  });

  test("may be a photo, an album, or a text in place of either", async () => {
    const { post } = await t.draft("policy", "文字");
    await t.author.press(`post:renew:${post.id}`);
    for (const fileId of ["a", "b"]) await t.author.send({ media_group_id: "g", photo: [{ file_id: fileId }], caption: fileId });
    await t.deliver();
    expect(t.posts()[0]!.parts.map(({ media }) => media?.fileId)).toEqual(["a", "b"]);
    await t.author.press(`post:renew:${post.id}`);
    await t.author.write("只有字");
    expect(t.posts()).toMatchObject([{ parts: [{ media: null, text: "只有字" }], albumId: null }]);
    await t.author.press(`post:send:${post.id}`);
    await t.deliver();
    expect(inForum()).toEqual(["只有字"]);
  });

  test("is what a series says from its next time on, with the days unchanged", async () => {
    const { post } = await t.draft("policy", "第一版");
    await t.author.press(`post:week:${post.id}:3`);
    await t.author.press(`post:send:${post.id}`);
    await t.author.press(`post:unplan:${post.id}`);
    await t.author.press(`post:renew:${post.id}`);
    await t.author.write("第二版");
    await t.author.press(`post:send:${post.id}`);
    expect(t.posts()).toMatchObject([{ state: "scheduled", text: "第二版", repeatWeekday: 3, repeatTime: "09:00" }]);
  });

  test("that is too long leaves the draft, and its correction is taken", async () => {
    const { post } = await t.draft("policy", "原来的");
    await t.author.press(`post:renew:${post.id}`);
    const long = await t.author.write("长".repeat(4_200));
    expect(t.lastTo(AUTHOR).payload.text).toContain("太长了");
    expect(t.posts()).toMatchObject([{ text: "原来的" }]);
    await t.author.edit(long, "短了");
    expect(t.posts()).toMatchObject([{ id: post.id, text: "短了" }]);
  });

  test("that can not be posted is asked for again", async () => {
    const { post } = await t.draft("policy", "原来的");
    await t.author.press(`post:renew:${post.id}`);
    await t.author.send({ voice: { file_id: "v" } });
    await t.author.write("还是文字");
    expect(t.posts()).toMatchObject([{ text: "还是文字" }]);
  });

  test("is not asked for any more when its author keeps the old", async () => {
    const { post } = await t.draft("policy", "原来的");
    await t.author.press(`post:renew:${post.id}`);
    await t.author.press("post:keep");
    expect(t.lastTo(AUTHOR).payload.text).toBe("没有改动。");
    await t.author.write("随便说说");
    expect(t.posts()).toMatchObject([{ text: "原来的" }]);
  });

  test("that comes when the draft is none any more changes nothing, and says so", async () => {
    const { post } = await t.draft("policy", "交上去了");
    await t.author.press(`post:renew:${post.id}`);
    t.db.update(posts).set({ state: "submitted" }).run();
    await t.author.write("晚了");
    expect(t.lastTo(AUTHOR).payload.text).toContain("没有改动");
    expect(t.posts()).toMatchObject([{ text: "交上去了" }]);
  });

  test("is not waited for any more once its author goes on with the draft", async () => {
    const { post } = await t.draft("policy", "原来的");
    await t.author.press(`post:renew:${post.id}`);
    await t.author.press(`post:opt:${post.id}`);
    await t.author.write("随便说说");
    expect(t.posts()).toMatchObject([{ text: "原来的" }]);
  });

  test("is nobody else's to give", async () => {
    const { post } = await t.draft("policy", "我的");
    buildStaff(t.db, COLLEAGUE, ["broadcaster"]);
    const colleague = t.person(COLLEAGUE);
    await colleague.press(`post:renew:${post.id}`);
    await colleague.write("别人的话");
    expect(t.posts()).toMatchObject([{ text: "我的" }]);
  });
});

describe("what was posted before", () => {
  const sendOne = async (column = "policy", text = "每月通知") => {
    const { post } = await t.draft(column, text);
    await t.author.press(`post:set:${post.id}:pin:1`);
    await t.author.press(`post:send:${post.id}`);
    await t.deliver();
    // The message with the bar ends the post at its second look.
    t.advance(PROGRESS_EVERY_MS);
    await t.deliver();
    return post.id;
  };

  test("becomes a draft again with one tap, with its audience and options and without its time", async () => {
    const id = await sendOne();
    await t.author.press(`post:copy:${id}`, { messageId: 900 });
    expect(t.posts()[1]).toMatchObject({ state: "draft", text: "每月通知", column: "policy", pin: true, startAt: null, sentAt: null });
    expect(panel().payload.text).toContain("要改内容，请点「换内容」。");
    await t.author.press(`post:renew:${t.posts()[1]!.id}`);
    await t.author.write("十二月的通知");
    await t.author.press(`post:send:${t.posts()[1]!.id}`);
    await t.deliver();
    expect(inForum()).toEqual(["每月通知", "十二月的通知"]);
  });

  test("is one draft however often the same button is tapped, and another after that one was sent", async () => {
    const id = await sendOne();
    await t.author.press(`post:copy:${id}`, { messageId: 900 });
    await t.author.press(`post:copy:${id}`, { messageId: 900 });
    expect(t.posts()).toHaveLength(2);
    await t.author.press(`post:send:${t.posts()[1]!.id}`);
    await t.author.press(`post:copy:${id}`, { messageId: 900 });
    expect(t.posts().map(({ state }) => state)).toEqual(["sent", "sending", "draft"]);
  });

  test("is offered when it is over, and a draft is none", async () => {
    const id = await sendOne();
    await t.author.press(`post:open:${id}`);
    expect(buttonsOf(t.lastTo(AUTHOR))).toContain(`post:copy:${id}`);
    const { post } = await t.draft("policy", "草稿");
    await t.author.press(`post:copy:${post.id}`);
    expect(t.alerts().at(-1)).toContain("已失效");
    expect(t.posts()).toHaveLength(2);
  });

  test("is used by those who may see it and write there", async () => {
    const id = await sendOne();
    buildStaff(t.db, COLLEAGUE, ["broadcaster"]);
    buildStaff(t.db, PARTNER, ["brand_partner"]);
    await t.person(COLLEAGUE).press(`post:copy:${id}`);
    await t.person(PARTNER).press(`post:copy:${id}`);
    expect(t.posts()).toHaveLength(1);
    // An admin sees every post; the copy is theirs.
    await t.person(1).press(`post:copy:${id}`);
    expect(t.posts()[1]).toMatchObject({ authorId: 1, state: "draft" });
  });
});
