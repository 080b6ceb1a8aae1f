import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { deliveries } from "../../db/deliveries.tables.ts";
import { groups } from "../../db/groups.tables.ts";
import { sweepPosts } from "../../src/posts/jobs.ts";
import { createPost, sendPost } from "../../src/posts/service.ts";
import { AUTHOR, FORUM, PLAIN, PUBLIC, oneText, startPosting, type Posting } from "./support.ts";

let t: Posting;
afterEach(() => t.close());

const REPORT_WAIT_MS = 3_000;

async function send(column: string, text: string, more: object = {}): Promise<number> {
  const { post } = await t.draft(column, text, more);
  await t.author.press(`post:send:${post.id}`);
  t.forget();
  return post.id;
}

async function deliverAll(): Promise<void> {
  await t.deliver();
  t.advance(REPORT_WAIT_MS);
  await t.deliver();
}

describe("sending a post", () => {
  test("every group gets it once, in its language, in the topic or under the hashtag", async () => {
    t = await startPosting();
    t.addPlain({ locale: "en" });
    await send("supply", "到货 20 条", { entities: [{ type: "bold", offset: 3, length: 2 }] });
    await deliverAll();
    expect(t.calls.filter(({ payload }) => payload.chat_id === FORUM).map(({ payload }) => payload)).toEqual([
      {
        chat_id: FORUM,
        text: "到货 20 条\n\n⚠️ 吸烟有害健康。禁止向未成年人售烟。",
        entities: [{ type: "bold", offset: 3, length: 2 }],
        link_preview_options: { is_disabled: true },
        protect_content: true,
        message_thread_id: 101,
      },
    ]);
    const plain = t.lastTo(PLAIN).payload;
    expect(plain.text).toBe("#SupplyInformation\n到货 20 条\n\n⚠️ Smoking harms your health. Never sell tobacco to minors.");
    const [bold] = plain["entities"] as { offset: number; length: number }[];
    expect(plain.text!.slice(bold!.offset, bold!.offset + bold!.length)).toBe("20");
    expect(plain).not.toHaveProperty("message_thread_id");
  });

  test("a post that shows no goods has no warning and may be forwarded", async () => {
    t = await startPosting();
    t.addPublic({ isForum: false });
    await send("training", "培训");
    await t.deliver();
    expect(t.lastTo(FORUM).payload.text).toBe("培训");
    expect(t.lastTo(FORUM).payload).not.toHaveProperty("protect_content");
    expect(t.lastTo(PUBLIC).payload.text).toBe("#客户培训\n培训");
  });

  test("pressing Send twice sends once and says that it was sent", async () => {
    t = await startPosting();
    const id = await send("policy", "通知");
    await t.author.press(`post:send:${id}`);
    expect(t.alerts()).toEqual(["今天 09:00 已经发过了，不会重复发。"]);
    await t.author.press(`post:drop:${id}`);
    expect(t.alerts().at(-1)).toContain("已经发过了");
    await t.deliver();
    expect(t.calls.filter(({ payload }) => payload.chat_id === FORUM)).toHaveLength(1);
    expect(t.posts()).toMatchObject([{ state: "sending" }]);
  });

  test("two taps at the same moment send once", async () => {
    t = await startPosting();
    const { post } = await t.draft("policy", "通知");
    const results = await Promise.all([sendPost(t.deps, post.id, AUTHOR), sendPost(t.deps, post.id, AUTHOR)]);
    expect(results).toEqual([
      { ok: true, groups: 1, people: 0 },
      { ok: false, reason: "already_sent", sentAt: t.deps.clock() },
    ]);
  });

  test("product posts leave a public group out", async () => {
    t = await startPosting();
    t.addPublic();
    await send("products", "新品");
    await deliverAll();
    expect(t.textsTo(PUBLIC)).toEqual([]);
    expect(t.newsTo(AUTHOR)).toEqual(["✅ 新品推介：1 处全部送达。"]);
  });

  test("a group that turned public, or was unlinked, between Send and sending gets nothing, and the report says why", async () => {
    t = await startPosting();
    t.addPlain();
    await send("supply", "到货");
    t.db.update(groups).set({ username: "now_open" }).where(eq(groups.chatId, FORUM)).run();
    t.db.update(groups).set({ state: "unlinked" }).where(eq(groups.chatId, PLAIN)).run();
    await deliverAll();
    expect(t.textsTo(FORUM)).toEqual([]);
    expect(t.textsTo(PLAIN)).toEqual([]);
    expect(t.newsTo(AUTHOR)).toEqual(["⚠️ 货源信息：送达 0，没有送达 2。\n· R101 群：这个群变成了公开群\n· 老群：这个群已取消接入"]);
  });

  test("the demo can create and send without Telegram, and sending leaves a trace", async () => {
    t = await startPosting();
    const draft = await createPost(t.deps, { authorId: AUTHOR, column: "supply", ...oneText("到货") });
    if (!draft.ok) throw new Error(draft.reason);
    expect(await sendPost(t.deps, draft.post.id, 51)).toEqual({ ok: false, reason: "not_author" });
    expect(await sendPost(t.deps, draft.post.id, AUTHOR)).toEqual({ ok: true, groups: 1, people: 0 });
    expect(t.db.select().from(audit).all()).toMatchObject([
      {
        actorId: AUTHOR,
        action: "post.send",
        subject: `post ${draft.post.id}`,
        detail: { authorId: AUTHOR, column: "supply", groups: 1, people: 0 },
      },
    ]);
  });

  test("two drafts without a message of their own do not stand in each other's way", async () => {
    t = await startPosting();
    for (const text of ["一", "二"]) await createPost(t.deps, { authorId: AUTHOR, column: "policy", ...oneText(text) });
    expect(t.posts().map(({ text }) => text)).toEqual(["一", "二"]);
  });
});

describe("the report", () => {
  test("comes after the last group was served, in the author's language", async () => {
    t = await startPosting({ language: "en" });
    await send("policy", "New rules");
    await t.deliver();
    t.advance(REPORT_WAIT_MS);
    await t.deliver();
    expect(t.newsTo(AUTHOR)).toEqual(["✅ Policy Notices: reached 1 recipient."]);
    const receivers = t.calls.filter(({ method }) => method === "sendMessage").map(({ payload }) => payload.chat_id);
    expect(receivers.indexOf(AUTHOR)).toBeGreaterThan(receivers.indexOf(FORUM));
    t.advance(REPORT_WAIT_MS);
    await t.deliver();
    expect(t.newsTo(AUTHOR)).toHaveLength(1);
  });

  test("waits, without counting attempts, as long as a group is limited", async () => {
    t = await startPosting();
    let isLimited = true;
    t.refuse((method, { chat_id: chatId }) =>
      isLimited && method === "sendMessage" && chatId === FORUM
        ? { error_code: 429, description: "Too Many Requests", parameters: { retry_after: 10 } }
        : undefined,
    );
    await send("policy", "通知");
    await deliverAll();
    expect(t.newsTo(AUTHOR)).toEqual([]);
    isLimited = false;
    t.advance(11_000);
    await deliverAll();
    expect(t.newsTo(AUTHOR)).toEqual(["✅ 政策通知：1 处全部送达。"]);
    expect(t.db.select().from(deliveries).where(eq(deliveries.kind, "post_report")).all()).toMatchObject([{ state: "sent", attempts: 1 }]);
  });

  test("names each group that was not reached, with Telegram's reason", async () => {
    t = await startPosting();
    t.addPlain();
    t.addPublic();
    t.refuse((method, { chat_id: chatId }) => {
      if (method !== "sendMessage") return undefined;
      if (chatId === FORUM) return { error_code: 403, description: "Forbidden: bot was kicked from the supergroup chat" };
      return chatId === PLAIN ? { error_code: 400, description: "Bad Request: chat not found" } : undefined;
    });
    t.db.update(groups).set({ isForum: false }).where(eq(groups.chatId, PUBLIC)).run();
    await send("policy", "通知");
    await deliverAll();
    expect(t.newsTo(AUTHOR)).toEqual([
      "⚠️ 政策通知：送达 1，没有送达 2。\n· R101 群：我已不在这个群里\n· 老群：Bad Request: chat not found",
    ]);
    expect(t.db.select().from(groups).where(eq(groups.chatId, FORUM)).get()).toMatchObject({ state: "left" });
  });
});

test("a post whose author can not be written to any more comes to its end all the same", async () => {
  t = await startPosting();
  t.refuse((_method, { chat_id: chatId }) =>
    chatId === AUTHOR ? { error_code: 403, description: "Forbidden: bot was blocked by the user" } : undefined,
  );
  const id = await send("policy", "通知");
  await sweepPosts(t.deps);
  expect(t.posts()).toMatchObject([{ id, state: "sending" }]);
  await deliverAll();
  await sweepPosts(t.deps);
  expect(t.posts()).toMatchObject([{ id, state: "sent" }]);
});
