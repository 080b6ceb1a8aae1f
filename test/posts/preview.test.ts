import { afterEach, describe, expect, test } from "vitest";
import { buildRetailer, buildShopPerson } from "../support/build.ts";
import { startApproval, SUPERVISOR } from "./approval-support.ts";
import { AUTHOR, buttonsOf, FORUM, startPosting, type Posting } from "./support.ts";

let t: Posting;
afterEach(() => t.close());

/** What a message looks like: all of the call but where it goes and what its buttons do. */
const looksOf = ({ method, payload }: Posting["calls"][number]) => {
  const { chat_id: _chat, message_thread_id: _topic, reply_markup: markup, ...rest } = payload;
  const { inline_keyboard: rows = [] } = (markup ?? {}) as { inline_keyboard?: { text: string }[][] };
  return { method, ...rest, buttons: rows.flat().map(({ text }) => text) };
};

/** What the last tap changed of the preview's buttons. */
const lastMarkup = () => t.calls.findLast(({ method }) => method === "editMessageReplyMarkup")!;

const photo = (id: string) => ({ photo: [{ file_id: id, file_unique_id: id, width: 1, height: 1 }] });

describe("the preview is what the recipients get", () => {
  test.each([
    ["a text with its formatting", "supply", { text: "到货 20 条", entities: [{ type: "bold", offset: 3, length: 2 }] }],
    ["a photo", "products", { ...photo("a"), caption: "新品 68 元" }],
    ["a file", "policy", { document: { file_id: "f", file_unique_id: "f", file_name: "通知.pdf" }, caption: "见附件" }],
  ])("%s: to the letter, with the button to acknowledge it", async (_kind, column, fields) => {
    t = await startPosting();
    await t.author.write(`/post ${column}`);
    await t.author.send(fields);
    const { id } = t.posts()[0]!;
    const preview = t.calls.at(-2)!;
    await t.author.press(`post:set:${id}:requireAck:1`);
    expect(lastMarkup().payload["message_id"]).toBe(preview.messageId);
    expect(buttonsOf(lastMarkup())).toEqual(["post:read"]);
    t.forget();
    await t.author.press(`post:test:${id}`);
    const tested = t.calls.find(({ method }) => method !== "answerCallbackQuery")!;
    await t.author.press(`post:send:${id}`);
    await t.deliver();
    const sent = looksOf(t.lastTo(FORUM));
    expect(sent.buttons).toEqual(["✅ 已阅"]);
    expect(looksOf(tested)).toEqual(sent);
    expect({ ...looksOf(preview), buttons: sent.buttons }).toEqual(sent);
  });

  test("a press of its button is answered and counts for nothing", async () => {
    t = await startPosting();
    // An author who has a shop too.
    buildShopPerson(t.db, buildRetailer(t.db, { routeId: t.route.id }).id, AUTHOR);
    const { post } = await t.draft("policy", "通知");
    await t.author.press(`post:set:${post.id}:requireAck:1`);
    await t.author.press("post:read");
    expect(t.alerts().at(-1)).toBe("这是预览：发出去以后，读者点这里才会记下。");
    await t.author.press(`post:send:${post.id}`);
    await t.author.press(`ack:${post.id}`);
    expect(t.alerts().at(-1)).toBe("✅ 已记下，谢谢您。");
  });

  test("the button stays when the words are edited, and goes when it is switched off", async () => {
    t = await startPosting();
    const { post, message } = await t.draft("policy", "旧");
    await t.author.press(`post:set:${post.id}:requireAck:1`);
    t.forget();
    await t.author.edit(message, "新");
    expect(t.calls[0]).toMatchObject({ method: "editMessageText", payload: { text: "新" } });
    expect(buttonsOf(t.calls[0]!)).toEqual(["post:read"]);
    await t.author.press(`post:set:${post.id}:requireAck:0`);
    expect(buttonsOf(lastMarkup())).toEqual([]);
  });

  test("a preview that its author deleted does not keep the option from being switched", async () => {
    t = await startPosting();
    const { post } = await t.draft("policy", "通知");
    t.refuse((method) =>
      method === "editMessageReplyMarkup" ? { error_code: 400, description: "Bad Request: message to edit not found" } : undefined,
    );
    await t.author.press(`post:set:${post.id}:requireAck:1`);
    expect(t.posts()[0]!.requireAck).toBe(true);
    expect(JSON.stringify(t.lastTo(AUTHOR).payload["reply_markup"])).toContain("✅ 需要已阅");
  });

  test("below an album the button is a message of its own, in the test too", async () => {
    t = await startPosting();
    await t.author.write("/post training");
    await t.author.send({ ...photo("a"), caption: "陈列", media_group_id: "g" });
    await t.author.send({ ...photo("b"), media_group_id: "g" });
    const { id } = t.posts()[0]!;
    await t.author.press(`post:set:${id}:requireAck:1`);
    t.forget();
    await t.author.press(`post:test:${id}`);
    const [album, button] = t.calls.filter(({ method }) => method.startsWith("send"));
    expect(album).toMatchObject({ method: "sendMediaGroup" });
    expect(button).toMatchObject({
      payload: { text: "看过以上内容，请点一下「已阅」。", reply_parameters: { message_id: album!.messageId } },
    });
    expect(buttonsOf(button!)).toEqual(["post:read"]);
  });
});

test("an approver sees the button too, which decides nothing", async () => {
  const approval = await startApproval();
  t = approval;
  const { post } = await t.draft("policy", "新政策");
  await t.author.press(`post:set:${post.id}:requireAck:1`);
  await t.author.press(`post:submit:${post.id}`);
  t.forget();
  await t.deliver();
  expect(buttonsOf(t.calls.find(({ payload }) => payload.chat_id === SUPERVISOR && payload.text === "新政策")!)).toEqual(["post:read"]);
  await approval.supervisor.press("post:read");
  expect(t.alerts().at(-1)).toContain("这是预览");
  expect(t.posts()[0]!.state).toBe("submitted");
});
