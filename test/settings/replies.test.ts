import { describe, expect, test } from "vitest";
import { MAX_REPLIES, MAX_REPLY_LENGTH, readReplies, titleOfReply } from "../../src/settings/replies.ts";
import { startTestBot } from "../support/bot.ts";

const LONG = "没有标题的回复，按钮上只放得下开头的二十个字";

test.each([
  ["标题：内容，有逗号。", "标题", "内容，有逗号。"],
  ["Title: text", "Title", "text"],
  ["没有标题的一句话", "没有标题的一句话", "没有标题的一句话"],
  [LONG, `${LONG.slice(0, 19)}…`, LONG],
  ["标题：", "标题：", "标题："],
])("%s has a title and a text", (reply, title, text) => expect(titleOfReply(reply)).toEqual({ title, text }));

describe("changing the replies", () => {
  test("adds several lines, keeps commas, and words a title anew in its place", () => {
    const added = readReplies("+甲：一，二\n第二行\n+乙：三四", ["旧：话语"]);
    expect(added).toEqual({ ok: true, value: ["旧：话语", "甲：一，二\n第二行", "乙：三四"] });
    expect(readReplies("+旧：新的话", ["旧：话语", "乙：三四"])).toEqual({ ok: true, value: ["旧：新的话", "乙：三四"] });
  });

  test("removes by the title", () => {
    expect(readReplies("-旧", ["旧：话语", "乙：三四"])).toEqual({ ok: true, value: ["乙：三四"] });
    expect(readReplies("-旧：不论写什么", ["旧：话语"])).toEqual({ ok: true, value: [] });
  });

  test.each([
    ["没有符号", [], "no_sign"],
    ["-没有的", ["旧：话语"], "unknown_reply"],
    ["+", [], "reply_too_short"],
    [`+长：${"字".repeat(MAX_REPLY_LENGTH)}`, [], "reply_too_long"],
    ["+多：一条", Array.from({ length: MAX_REPLIES }, (_, n) => `第${n}条：话语`), "too_many_replies"],
  ])("%s is refused", (text, current, reason) => expect(readReplies(text, current)).toMatchObject({ ok: false, reason }));
});

test("an admin sees, adds and removes replies as they were typed", async () => {
  const bot = await startTestBot();
  const admin = bot.person(1);
  await admin.write("/setting canned_replies +条码：请拍下条码，谢谢！");
  expect(bot.textsTo(1).at(-1)).toContain("\n· 条码：请拍下条码，谢谢！");
  expect(bot.textsTo(1).at(-1)).toContain("\n· 正在核实：您好");
  await admin.write("/setting");
  expect(bot.textsTo(1).at(-1)).toContain("▪️ 常用回复：正在核实、正在查送货、请发照片等 6 个");
  await admin.write("/setting canned_replies -条码");
  expect(bot.textsTo(1).at(-1)).not.toContain("· 条码");
  await admin.write("/setting canned_replies -条码");
  expect(bot.textsTo(1).at(-1)).toContain("没有标题是“条码”的回复");
});
