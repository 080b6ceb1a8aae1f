import { expect, test } from "vitest";
import { parseHtml } from "../../src/sandbox/html-entities.ts";
import { refusalOf, startRig, WEI } from "./start.ts";

test("Telegram's tags become entities that count UTF-16 units", () => {
  expect(parseHtml('😀 <b>bold <i>both</i></b> <a href="https://a.cn/?x=1&amp;y=2">link</a> &lt;&#38;&gt;')).toEqual({
    text: "😀 bold both link <&>",
    entities: [
      { type: "bold", offset: 3, length: 9 },
      { type: "italic", offset: 8, length: 4 },
      { type: "text_link", offset: 13, length: 4, url: "https://a.cn/?x=1&y=2" },
    ],
  });
  expect(parseHtml('<pre><code class="language-ts">x</code></pre><code>y</code><blockquote expandable>z</blockquote>').entities).toEqual([
    { type: "pre", offset: 0, length: 1, language: "ts" },
    { type: "code", offset: 1, length: 1 },
    { type: "expandable_blockquote", offset: 2, length: 1 },
  ]);
  expect(parseHtml('<span class="tg-spoiler">s</span><tg-spoiler>t</tg-spoiler><u></u>').entities).toEqual([
    { type: "spoiler", offset: 0, length: 1 },
    { type: "spoiler", offset: 1, length: 1 },
  ]);
  expect(parseHtml("a & b &unknown; &amp").text).toBe("a & b &unknown; &");
});

test.each([
  ["a < b", 'Unsupported start tag "" at byte offset 2'],
  ["<div>x</div>", 'Unsupported start tag "div" at byte offset 0'],
  ["字<b>x", `Can't find end tag corresponding to start tag "b"`],
  ["x</b>", "Unexpected end tag at byte offset 1"],
  ["<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
  ["字<b", "Unclosed start tag at byte offset 3"],
  ["<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
])("%s is refused as Telegram refuses it", (source, reason) => {
  expect(() => parseHtml(source)).toThrow(`Bad Request: can't parse entities: ${reason}`);
});

test("entities outside the text are refused, and blanks around it are cut with their offsets moved", async () => {
  const { api, group } = await startRig();
  const send = (text: string, offset: number, length: number) =>
    api.sendMessage(group, text, { entities: [{ type: "bold", offset, length }] });
  expect(await refusalOf(send("abc", 1, 5))).toBe(
    "400 Bad Request: entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 6",
  );
  expect(await refusalOf(send("abc", 3, 1))).toBe("400 Bad Request: entity begins after the end of the text at UTF-16 offset 3");
  expect(await refusalOf(send("😀bc", 1, 1))).toMatch(/begins in a middle of a UTF-16 symbol/);
  expect(await send("  abc ", 2, 2)).toMatchObject({ text: "abc", entities: [{ type: "bold", offset: 0, length: 2 }] });
});

test("a link to a person becomes a mention, and Markdown is refused clearly", async () => {
  const { api, group } = await startRig();
  const sent = await api.sendMessage(group, `<a href="tg://user?id=${WEI}">王</a>`, { parse_mode: "HTML" });
  expect(sent.entities).toMatchObject([{ type: "text_mention", user: { id: WEI, first_name: "王" } }]);
  expect(await refusalOf(api.sendMessage(group, "*x*", { parse_mode: "MarkdownV2" }))).toMatch(
    /MarkdownV2 is not supported by the sandbox/,
  );
});
