import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { deliveries } from "../../db/deliveries.tables.ts";
import { groupTopics } from "../../db/groups.tables.ts";
import { createPost, sendPost } from "../../src/posts/service.ts";
import { AUTHOR, FORUM, PLAIN, oneText, startPosting, type Posting } from "./support.ts";

let t: Posting;
afterEach(() => t.close());

async function send(column: string, text: string, more: object = {}): Promise<number> {
  const { post } = await t.draft(column, text, more);
  await t.author.press(`post:send:${post.id}`);
  t.forget();
  return post.id;
}

const states = () => t.db.select({ chatId: deliveries.chatId, state: deliveries.state, reason: deliveries.reason }).from(deliveries).all();

describe("topics", () => {
  const threads = () => t.db.select().from(groupTopics).where(eq(groupTopics.column, "supply")).all();

  test("a missing topic is made before the first post, and the post follows three seconds later", async () => {
    t = await startPosting();
    t.db.delete(groupTopics).run();
    await send("supply", "到货");
    await t.deliver();
    const toForum = t.calls.filter(({ payload }) => payload.chat_id === FORUM);
    expect(toForum).toMatchObject([{ method: "createForumTopic", payload: { name: "货源信息" } }]);
    const topic = toForum[0]!.messageId;
    t.advance(3_000);
    await t.deliver();
    expect(t.lastTo(FORUM).payload).toMatchObject({ message_thread_id: topic });
    expect(threads()).toMatchObject([{ threadId: topic }]);
  });

  test("a topic deleted by hand is made again and the post arrives there", async () => {
    t = await startPosting();
    t.refuse((method, payload) =>
      method === "sendMessage" && payload["message_thread_id"] === 101
        ? { error_code: 400, description: "Bad Request: message thread not found" }
        : undefined,
    );
    await send("supply", "到货");
    for (let i = 0; i < 4; i++) {
      await t.deliver();
      t.advance(3_000);
    }
    const made = t.calls.find(({ method }) => method === "createForumTopic")!;
    expect(t.lastTo(FORUM).payload).toMatchObject({ message_thread_id: made.messageId });
    expect(t.newsTo(AUTHOR)).toEqual(["✅ 货源信息：1 处全部送达。"]);
  });

  test("a topic that is refused again and again ends as failed instead of going on for ever", async () => {
    t = await startPosting();
    t.refuse((method, payload) =>
      method === "sendMessage" && payload.chat_id === FORUM
        ? { error_code: 400, description: "Bad Request: message thread not found" }
        : undefined,
    );
    await send("supply", "到货");
    for (let i = 0; i < 6; i++) {
      await t.deliver();
      t.advance(3_000);
    }
    expect(states()).toContainEqual({ chatId: FORUM, state: "failed", reason: "Bad Request: message thread not found" });
    expect(t.newsTo(AUTHOR).at(-1)).toContain("R101 群：Bad Request: message thread not found");
  });

  test("another refusal leaves the topic alone", async () => {
    t = await startPosting();
    t.refuse((method) => (method === "sendPhoto" ? { error_code: 400, description: "Bad Request: wrong file identifier" } : undefined));
    const draft = await createPost(t.deps, { authorId: AUTHOR, column: "supply", ...oneText("", "gone") });
    if (draft.ok) await sendPost(t.deps, draft.post.id, AUTHOR);
    await t.deliver();
    expect(states()).toContainEqual({ chatId: FORUM, state: "failed", reason: "Bad Request: wrong file identifier" });
    expect(threads()).toHaveLength(1);
  });

  test("without the right to make topics the post goes under its hashtag", async () => {
    t = await startPosting();
    t.db.delete(groupTopics).run();
    t.refuse((method) =>
      method === "createForumTopic" ? { error_code: 400, description: "Bad Request: not enough rights to create a topic" } : undefined,
    );
    await send("policy", "通知");
    await t.deliver();
    expect(t.lastTo(FORUM).payload.text).toBe("#政策通知\n通知");
  });

  test("a limited group gets its topic when Telegram allows it", async () => {
    t = await startPosting();
    t.db.delete(groupTopics).run();
    let isLimited = true;
    t.refuse((method) =>
      isLimited && method === "createForumTopic"
        ? { error_code: 429, description: "Too Many Requests", parameters: { retry_after: 7 } }
        : undefined,
    );
    await send("policy", "通知");
    await t.deliver();
    expect(states()).toContainEqual({ chatId: FORUM, state: "pending", reason: null });
    isLimited = false;
    for (const ms of [7_000, 3_000]) {
      t.advance(ms);
      await t.deliver();
    }
    expect(t.lastTo(FORUM).payload).toHaveProperty("message_thread_id");
  });

  test("a group that moves while posting gets the post under its new id", async () => {
    t = await startPosting();
    t.addPlain();
    const moved = -1_001_999_000_001;
    t.refuse((method, { chat_id: chatId }) =>
      method === "sendMessage" && chatId === PLAIN
        ? { error_code: 400, description: "Bad Request: group chat was upgraded", parameters: { migrate_to_chat_id: moved } }
        : undefined,
    );
    await send("policy", "通知");
    await t.deliver();
    expect(t.textsTo(moved)).toEqual(["#政策通知\n通知"]);
  });
});
