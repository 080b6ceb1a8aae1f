import { afterEach, expect, test } from "vitest";
import { buildDistrict, buildStaff } from "../support/build.ts";
import { AUTHOR, buttonsOf, FORUM, startPosting, type Posting } from "./support.ts";

let t: Posting;
afterEach(() => t.close());

const labelsOf = () => {
  const markup = t.lastTo(AUTHOR).payload["reply_markup"] as { inline_keyboard: { text: string }[][] };
  return markup.inline_keyboard.flat().map(({ text }) => text);
};

test("/posts lists an author's drafts first, with their words, and every other list with its number", async () => {
  t = await startPosting();
  const { post: sent } = await t.draft("policy", "已经发的");
  await t.author.press(`post:send:${sent.id}`);
  await t.draft("supply", "一行很长很长的货源信息到底有多长呢请看");
  t.forget();
  await t.author.write("/posts");
  expect(t.lastTo(AUTHOR).payload.text).toBe("草稿 1。点一条，看内容和能做的操作。");
  expect(labelsOf()).toEqual(["📝 货源信息 · 一行很长很长的货源信息到底有多长…", "• 草稿 1", "待发 0", "发送中 1", "已发 0"]);
  await t.author.press("post:list:running:0");
  expect(labelsOf()).toContain("📨 政策通知 · 今天 09:00 · 已经发的");
});

test("a draft is opened with its preview and its buttons, and can be sent from there", async () => {
  t = await startPosting();
  const { post } = await t.draft("policy", "开会");
  t.forget();
  await t.author.press(`post:open:${post.id}`);
  expect(t.textsTo(AUTHOR)).toEqual(["开会", expect.stringContaining("政策通知 · 草稿")]);
  expect(buttonsOf(t.lastTo(AUTHOR))).toContain(`post:send:${post.id}`);
});

test("a post under way is opened with its bar and its buttons", async () => {
  t = await startPosting();
  const { post } = await t.draft("policy", "开会");
  await t.author.press(`post:send:${post.id}`);
  t.forget();
  await t.author.press(`post:open:${post.id}`);
  expect(t.textsTo(AUTHOR)).toEqual([expect.stringContaining("政策通知：正在发送")]);
  expect(buttonsOf(t.lastTo(AUTHOR))).toContain(`post:pause:${post.id}`);
});

test("an admin sees everyone's posts but their drafts; others only their own", async () => {
  t = await startPosting();
  const { post: running } = await t.draft("policy", "开会");
  await t.author.press(`post:send:${running.id}`);
  const { post: draft } = await t.draft("policy", "草稿");
  buildStaff(t.db, 77, ["broadcaster"]);
  for (const [person, seen] of [
    [1, true],
    [77, false],
  ] as const) {
    t.forget();
    await t.person(person).press("post:list:running:0");
    expect(
      buttonsOf(t.calls.at(-2)!)
        .concat(buttonsOf(t.calls.at(-1)!))
        .includes(`post:open:${running.id}`),
    ).toBe(seen);
    await t.person(person).press(`post:open:${draft.id}`);
    expect(t.alerts().at(-1)).toContain("这个按钮已失效");
    await t.person(person).press(`post:open:${running.id}`);
    expect(t.textsTo(person).at(-1)?.includes("正在发送") ?? false).toBe(seen);
  }
});

test("a supervisor sees and opens what was started in the district, and neither drafts nor other districts' posts", async () => {
  t = await startPosting();
  const { post } = await t.draft("policy", "开会");
  await t.author.press(`post:send:${post.id}`);
  const { post: draft } = await t.draft("policy", "草稿");
  buildStaff(t.db, 70, ["supervisor"], { districtId: t.district.id });
  buildStaff(t.db, 71, ["supervisor"], { districtId: buildDistrict(t.db).id });
  for (const [person, seen] of [
    [70, true],
    [71, false],
  ] as const) {
    await t.person(person).press("post:list:running:0");
    expect(JSON.stringify(t.lastTo(person).payload["reply_markup"]).includes(`post:open:${post.id}`)).toBe(seen);
    t.forget();
    for (const { id } of [post, draft]) await t.person(person).press(`post:open:${id}`);
    expect(t.textsTo(person).filter((text) => text.includes("正在发送"))).toHaveLength(seen ? 1 : 0);
    expect(t.textsTo(person).filter((text) => text.includes("草稿"))).toEqual([]);
  }
});

test("opened by an admin, a post's progress goes on in its author's message", async () => {
  t = await startPosting();
  const { post } = await t.draft("policy", "开会");
  await t.author.press(`post:send:${post.id}`);
  const before = t.posts()[0]!.panelMessageId;
  await t.person(1).press(`post:open:${post.id}`);
  expect(t.posts()[0]!.panelMessageId).toBe(before);
});

test("long lists come in pages, and a page that is not there shows the last", async () => {
  t = await startPosting();
  for (let n = 0; n < 10; n++) await t.draft("policy", `第 ${n} 条`);
  await t.author.press("post:list:drafts:0");
  expect(buttonsOf(t.lastTo(AUTHOR)).filter((data) => data.startsWith("post:open"))).toHaveLength(8);
  await t.author.press("post:list:drafts:9");
  expect(buttonsOf(t.lastTo(AUTHOR)).filter((data) => data.startsWith("post:open"))).toHaveLength(2);
});

test("without any post it says how to write one", async () => {
  t = await startPosting();
  await t.author.write("/posts");
  expect(t.lastTo(AUTHOR).payload.text).toBe("草稿 0。要写新的，请发 /post 或 /announce。");
});

test("a group sees neither the list nor a draft nor an answer, by command or by a forged button", async () => {
  t = await startPosting();
  const { post } = await t.draft("policy", "还没定");
  const chat = { id: FORUM, type: "supergroup", title: "R101 群", is_forum: true };
  t.forget();
  await t.author.write("/posts", chat);
  expect(t.textsTo(FORUM)).toEqual(["请私聊我发 /posts，发布内容的列表不在群里显示。"]);
  t.forget();
  for (const data of [`post:open:${post.id}`, "post:list:drafts:0", `post:send:${post.id}`, "post:cancel", "review:show:1:1"]) {
    await t.person(1).press(data, { chat });
    await t.author.press(data, { chat });
    expect(t.alerts().at(-1)).toMatch(/^(这个按钮已失效|您没有|这是员工)/);
  }
  expect(t.textsTo(FORUM)).toEqual([]);
  expect(t.posts()).toMatchObject([{ state: "draft" }]);
});
