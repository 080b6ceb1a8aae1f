import { afterEach, describe, expect, test } from "vitest";
import { buildRetailer, buildShopPerson } from "../support/build.ts";
import { AUTHOR, buttonsOf, FORUM, startPosting, type Posting } from "./support.ts";

const HOUR_MS = 3_600_000;
const OWNER = 201;

let t: Posting;
afterEach(() => t.close());

async function settle(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await t.deliver();
    t.advance(3_000);
  }
}

describe("options", () => {
  test("are switched by tap, shown in the draft, and a tap handled twice changes nothing more", async () => {
    t = await startPosting();
    const { post } = await t.draft("policy", "通知");
    await t.author.press(`post:opt:${post.id}`);
    expect(buttonsOf(t.lastTo(AUTHOR))).toEqual([
      `post:set:${post.id}:pin:1`,
      `post:set:${post.id}:silent:1`,
      `post:set:${post.id}:protect:1`,
      `post:set:${post.id}:requireAck:1`,
      `post:valid:${post.id}:1`,
      `post:show:${post.id}`,
    ]);
    for (const option of ["pin", "pin", "silent"]) await t.author.press(`post:set:${post.id}:${option}:1`);
    await t.author.press(`post:valid:${post.id}:1`);
    await t.author.press(`post:show:${post.id}`);
    expect(t.lastTo(AUTHOR).payload.text).toContain("选项：置顶、静音、2 小时内有效");
    expect(t.posts()[0]).toMatchObject({ pin: true, silent: true, protect: false, validForMs: 2 * HOUR_MS });
  });

  test("pin, silent and protect are what Telegram is asked for; people are not pinned to", async () => {
    t = await startPosting();
    const { post } = await t.draft("policy", "通知");
    for (const option of ["pin", "silent", "protect"]) await t.author.press(`post:set:${post.id}:${option}:1`);
    await t.author.press(`post:send:${post.id}`);
    t.forget();
    await settle();
    const calls = t.calls.filter(({ payload }) => payload.chat_id === FORUM);
    expect(calls.map(({ method }) => method)).toEqual(["sendMessage", "pinChatMessage"]);
    expect(calls[0]!.payload).toMatchObject({ disable_notification: true, protect_content: true });
    expect(calls[1]!.payload).toMatchObject({ message_id: calls[0]!.messageId, disable_notification: true });
  });

  test("posts about goods are protected from the start, and moving to another column gives that one's usual protection", async () => {
    t = await startPosting();
    const { post } = await t.draft("supply", "到货");
    expect(t.posts()[0]!.protect).toBe(true);
    await t.author.press(`post:to:${post.id}:policy`);
    expect(t.posts()[0]!.protect).toBe(false);
  });

  test("what has not gone out when it is no longer valid is dropped, and the report says so", async () => {
    t = await startPosting();
    const { post } = await t.draft("policy", "今天停电");
    await t.author.press(`post:valid:${post.id}:1`);
    await t.author.press(`post:send:${post.id}`);
    await t.author.press(`post:pause:${post.id}`);
    t.advance(3 * HOUR_MS);
    await t.author.press(`post:resume:${post.id}`);
    t.forget();
    await settle();
    expect(t.textsTo(FORUM)).toEqual([]);
    expect(t.newsTo(AUTHOR).at(-1)).toContain("R101 群：过了有效期");
  });

  test("a forged option or choice changes nothing", async () => {
    t = await startPosting();
    const { post } = await t.draft("policy", "通知");
    for (const data of ["set:$:state:1", "valid:$:99", "valid:$:x", "set:$"])
      await t.author.press(`post:${data.replace("$", String(post.id))}`);
    expect(t.alerts().every((text) => String(text).includes("这个按钮已失效"))).toBe(true);
    expect(t.posts()[0]).toMatchObject({ state: "draft", validForMs: null });
  });
});

test("testing on oneself sends just what a recipient gets, to nobody else", async () => {
  t = await startPosting();
  const { post } = await t.draft("supply", "到货");
  await t.author.press(`post:set:${post.id}:silent:1`);
  t.forget();
  await t.author.press(`post:test:${post.id}`);
  const sent = t.calls.filter(({ method }) => method === "sendMessage");
  // The buttons follow it, where the next tap is.
  expect(sent.map(({ payload }) => payload)).toMatchObject([
    { chat_id: AUTHOR, text: "到货\n\n⚠️ 吸烟有害健康。禁止向未成年人售烟。", disable_notification: true, protect_content: true },
    { chat_id: AUTHOR, text: expect.stringContaining("草稿") as string },
  ]);
  expect(t.posts()[0]!.state).toBe("draft");
});

describe("an album", () => {
  const photo = (id: string) => ({ photo: [{ file_id: id, file_unique_id: id, width: 1, height: 1 }] });

  test("is one draft, previewed once it has come whole, and arrives as an album with its words and its button", async () => {
    t = await startPosting();
    buildShopPerson(t.db, buildRetailer(t.db, { routeId: t.route.id }).id, OWNER);
    await t.author.write("/post products");
    await t.author.send({ ...photo("a"), caption: "新品到店", media_group_id: "g1" });
    await t.author.send({ ...photo("b"), media_group_id: "g1" });
    t.forget();
    t.advance(1_000);
    await t.deliver();
    await t.deliver();
    expect(t.calls.map(({ method }) => method)).toEqual(["sendMediaGroup", "sendMessage"]);
    expect(t.calls[0]!.payload["media"]).toMatchObject([
      { type: "photo", media: "a", caption: "新品到店\n\n⚠️ 吸烟有害健康。禁止向未成年人售烟。" },
      { type: "photo", media: "b" },
    ]);
    const { id } = t.posts()[0]!;
    expect(t.posts()).toHaveLength(1);
    await t.author.press(`post:set:${id}:requireAck:1`);
    await t.author.press(`post:send:${id}`);
    t.forget();
    await settle();
    const calls = t.calls.filter(({ payload }) => payload.chat_id === FORUM);
    expect(calls.map(({ method }) => method)).toEqual(["sendMediaGroup", "sendMessage"]);
    expect(buttonsOf(calls[1]!)).toEqual([`ack:${id}`]);
  });

  test("of more than ten files keeps the ten that Telegram takes", async () => {
    t = await startPosting();
    await t.author.write("/post policy");
    for (let n = 0; n < 12; n += 1) await t.author.send({ ...photo(`p${n}`), media_group_id: "g2" });
    expect(t.posts().map(({ parts }) => parts.length)).toEqual([10]);
  });
});
