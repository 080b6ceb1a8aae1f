import type { InputRichBlock, InputRichMessage, RichBlock, RichText } from "@grammyjs/types";
import { expect, test } from "vitest";
import type { MessagesAnswer } from "../../src/sandbox/client-api.ts";
import { callRaw, refusalOf, startRig, WEI } from "./start.ts";

type Block = InputRichBlock<never>;
const cell = (text: RichText, extra: object = {}) => ({ text, align: "left" as const, valign: "top" as const, ...extra });
const paragraph = (text: RichText): Block => ({ type: "paragraph", text });
const table = (cells: ReturnType<typeof cell>[][]): Block => ({ type: "table", cells, is_bordered: true });

/** Sends blocks and returns those that are received. */
async function storedOf(blocks: Block[], more: Partial<InputRichMessage<never>> = {}): Promise<RichBlock[] | undefined> {
  const { api, telegram } = await startRig();
  telegram.start(WEI);
  await api.sendRichMessage(WEI, { blocks, ...more });
  return telegram.messages(WEI).at(-1)?.rich_message?.blocks;
}

test("a table arrives as it was sent, with buttons, silent and protected if so asked", async () => {
  const { api, telegram, url } = await startRig();
  telegram.start(WEI);
  const blocks: Block[] = [
    { type: "heading", text: "Supply", size: 3 },
    table([[cell("Goods", { is_header: true }), cell("Quota", { is_header: true, align: "right" })], [cell("Taishan", { colspan: 2 })]]),
    { type: "details", summary: "More", blocks: [paragraph([{ type: "bold", text: "until" }, " Friday"])] },
  ];
  const sent = await api.sendRichMessage(
    WEI,
    { blocks },
    {
      protect_content: true,
      disable_notification: true,
      reply_markup: { inline_keyboard: [[{ text: "OK", callback_data: "ok" }]] },
    },
  );
  expect(sent).toMatchObject({
    rich_message: { blocks },
    has_protected_content: true,
    reply_markup: { inline_keyboard: [[{ text: "OK" }]] },
  });
  expect(sent).not.toHaveProperty("isSilent");
  const answer = await fetch(`${url}/sandbox/messages?person=${WEI}&chat=${WEI}`);
  expect(((await answer.json()) as MessagesAnswer).messages.at(-1)).toMatchObject({ rich_message: { blocks }, isSilent: true });
});

test("links and commands in the words are found, except where they are not to be looked for", async () => {
  const words = "see https://a.cn or /supply";
  const found = [
    "see ",
    { type: "url", text: "https://a.cn", url: "https://a.cn" },
    " or ",
    { type: "bot_command", text: "/supply", bot_command: "/supply" },
  ];
  expect(await storedOf([paragraph({ type: "italic", text: words }), { type: "pre", text: words }])).toEqual([
    { type: "paragraph", text: { type: "italic", text: found } },
    { type: "pre", text: words },
  ]);
  expect(await storedOf([paragraph(words)], { skip_entity_detection: true })).toEqual([{ type: "paragraph", text: words }]);
});

test("items of a list get their labels", async () => {
  const item = (extra: object) => ({ blocks: [paragraph("x")], ...extra });
  const labelsOf = async (items: ReturnType<typeof item>[]) => {
    const [list] = (await storedOf([{ type: "list", items }])) ?? [];
    return list?.type === "list" ? list.items.map(({ label }) => label) : [];
  };
  expect(await labelsOf([item({}), item({})])).toEqual(["•", "•"]);
  expect(await labelsOf([item({ value: 3 }), item({ type: "1" })])).toEqual(["3.", "4."]);
  expect(await labelsOf([item({ value: 28, type: "a" }), item({ value: 14, type: "I" })])).toEqual(["ab.", "XIV."]);
});

test("what is too big or empty is refused", async () => {
  const { api, telegram } = await startRig();
  telegram.start(WEI);
  const refused = (blocks: Block[]) => refusalOf(api.sendRichMessage(WEI, { blocks }));
  const row = (length: number) => Array.from({ length }, () => cell("x"));
  const nest = (depth: number): Block => (depth === 1 ? paragraph("x") : { type: "blockquote", blocks: [nest(depth - 1)] });
  expect(await refused([paragraph("字".repeat(32_768))])).toBe("accepted");
  expect(await refused([paragraph("字".repeat(32_769))])).toMatch(/^400 .*too long/);
  expect(await refused([table([row(20)])])).toBe("accepted");
  expect(await refused([table([row(21)])])).toMatch(/^400 .*too many columns/);
  expect(await refused([table(Array.from({ length: 499 }, () => row(1)))])).toBe("accepted");
  expect(await refused([table(Array.from({ length: 500 }, () => row(1)))])).toMatch(/^400 .*too many blocks/);
  expect(await refused([nest(16)])).toBe("accepted");
  expect(await refused([nest(17)])).toMatch(/^400 .*nested too deeply/);
  expect(await refused([])).toBe("400 Bad Request: RICH_MESSAGE_CONTENT_REQUIRED");
  expect(await refused([paragraph("")])).toBe("400 Bad Request: RICH_MESSAGE_CONTENT_REQUIRED");
  expect(await refusalOf(api.sendRichMessage(WEI, {}))).toBe("400 Bad Request: rich message must be non-empty");
});

test("what the stand-in cannot show, and what no server takes, is refused with the place", async () => {
  const { telegram, url } = await startRig();
  telegram.start(WEI);
  const refused = async (rich_message: object) =>
    (await callRaw(url, "sendRichMessage", { chat_id: WEI, rich_message })).json["description"];
  expect(await refused({ html: "<p>a</p>" })).toMatch(/html are not supported by the sandbox/);
  expect(await refused({ html: "<p>a</p>", markdown: "a" })).toMatch(/exactly one/);
  expect(await refused({ blocks: [{ type: "map", location: { latitude: 1, longitude: 1 }, zoom: 13, width: 1, height: 1 }] })).toMatch(
    /type map are not supported by the sandbox/,
  );
  const nameless = { type: "table", cells: [[{ text: "x" }]] };
  expect(await refused({ blocks: [nameless] })).toMatch(/rich_message\/blocks\/0\/cells\/0\/0 must have required property 'align'/);
  expect(await refused({ blocks: [{ type: "paragraph", text: { type: "plain", text: "x" } }] })).toMatch(/rich_message\/blocks\/0\/text/);
  expect(telegram.messages(WEI)).toHaveLength(1);
});

test("a table can be edited, copied, and turned into text and back", async () => {
  const { api, telegram } = await startRig();
  telegram.start(WEI);
  const sent = await api.sendRichMessage(WEI, { blocks: [paragraph("one")] });
  expect(await refusalOf(api.editMessageText(WEI, sent.message_id, { blocks: [paragraph("one")] }))).toMatch(/not modified/);
  await api.editMessageText(WEI, sent.message_id, { blocks: [paragraph("two")] });
  await api.copyMessage(WEI, WEI, sent.message_id);
  expect(telegram.messages(WEI).at(-1)?.rich_message?.blocks).toEqual([paragraph("two")]);
  const plain = await api.editMessageText(WEI, sent.message_id, "plain");
  expect(plain).toMatchObject({ text: "plain" });
  expect(plain).not.toHaveProperty("rich_message");
});

test("an older server does not know the method", async () => {
  const { api, telegram } = await startRig({ unknownMethods: ["sendRichMessage"] });
  telegram.start(WEI);
  expect(await refusalOf(api.sendRichMessage(WEI, { blocks: [paragraph("x")] }))).toBe("404 Not Found: method not found");
  expect(telegram.messages(WEI)).toHaveLength(1);
});
