import { describe, expect, test } from "vitest";
import { findWords } from "../../src/posts/words.ts";

const WORDS = ["赠送", "买一送一", "健康", "戒烟", "加微信", "prize", "free gift", "lottery", "pay me", "VX"];

describe("listed words are found", () => {
  test.each([
    ["本周进货即赠送打火机", ["赠送"]],
    ["赠 送打火机", ["赠送"]],
    ["赠-送、买.一.送.一", ["赠送", "买一送一"]],
    ["赠🎁送", ["赠送"]],
    ["赠\u200B送", ["赠送"]],
    ["贈送打火機", ["赠送"]],
    ["低焦油，更健康", ["健康"]],
    ["Win a PRIZE today", ["prize"]],
    ["Ｆｒｅｅ　Ｇｉｆｔ inside", ["free gift"]],
    ["free gifts for all", ["free gift"]],
    ["送花：领取“赠－－送”礼品", ["赠送"]],
    ["a l.o.t.t.e.r.y for you", ["lottery"]],
    ["请加vx下单", ["VX"]],
    ["Pay  me by transfer; prizes", ["prize", "pay me"]],
  ])("in %j", (text, found) => {
    expect(findWords(text, WORDS)).toEqual(found);
  });

  test("as they are listed, each once and in the list's order", () => {
    expect(findWords("Prize, prize and 赠送 赠送", ["赠送", "PRIZE", "赠送"])).toEqual(["赠送", "PRIZE"]);
  });

  test("after a warning that does not count", () => {
    expect(findWords("吸烟有害健康。本品健康", WORDS)).toEqual(["健康"]);
  });
});

describe("nothing is found", () => {
  test.each([
    "What a surprise",
    "prizefighter, enterprize",
    "本周买赠，送货上门",
    "凡买赠。送货上门",
    "价格1,000元",
    "吸烟有害健康 请勿在禁烟场所吸烟",
    "吸 烟 有 害 健 康",
    "尽早戒烟有益健康 戒烟可减少对健康的危害",
    "avx2",
    "a free\ngift",
    "赠----送",
    "gift-free",
    "",
  ])("in %j", (text) => {
    expect(findWords(text, WORDS)).toEqual([]);
  });

  test("for a list that is empty, or a word without a letter", () => {
    expect([findWords("赠送!", []), findWords("赠送!", ["!", ""])]).toEqual([[], []]);
  });
});
