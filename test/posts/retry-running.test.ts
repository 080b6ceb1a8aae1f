import { and, eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { deliveries } from "../../db/deliveries.tables.ts";
import { posts } from "../../db/posts.tables.ts";
import { findRetryable, retry } from "../../src/posts/service.ts";
import { ADMIN, FAR, LI, startFollowing, WANG, ZHAO, type Following } from "./following.ts";
import { buttonsOf, FORUM } from "./support.ts";

let t: Following;
afterEach(() => t.close());

const BAD_REQUEST = { error_code: 400, description: "Bad Request: chat not found" };
const HOUR_MS = 3_600_000;
const ME = { id: ADMIN, roles: ["admin" as const], districtId: null };

/** The button under the report that tries again what surely failed. */
const againButton = async (id: number) => buttonsOf(await t.report(id)).find((data) => data.startsWith(`post:again:${id}:f:`))!;

describe("trying again a post that others share the outbox with, or that is under way", () => {
  test("of a post whose rest was given up leaves what was given up alone", async () => {
    t = await startFollowing();
    const id = await t.send("policy", "通知", ["aud:people"]);
    t.db
      .update(deliveries)
      .set({ state: "failed", reason: "Bad Request" })
      .where(and(eq(deliveries.kind, "post"), eq(deliveries.chatId, LI)))
      .run();
    await t.admin.press(`post:cancel:${id}`);
    await t.deliverAll();
    t.forget();
    await t.admin.press(await againButton(id));
    await t.deliverAll();
    expect(t.textsTo(LI)).toEqual(["通知"]);
    for (const chat of [WANG, ZHAO, FAR, FORUM]) expect(t.textsTo(chat)).toEqual([]);
  });

  test("while it is still going out goes on under one bar and ends with one report", async () => {
    t = await startFollowing();
    const id = await t.send("policy", "通知", ["aud:people"]);
    t.db
      .update(deliveries)
      .set({ state: "failed", reason: "Bad Request" })
      .where(and(eq(deliveries.kind, "post"), eq(deliveries.chatId, LI)))
      .run();
    await t.admin.press(await againButton(id));
    expect(t.rows("post_progress", id).map(({ state }) => state)).toEqual(["skipped", "pending"]);
    await t.deliverAll();
    expect(t.rows("post_report", id)).toHaveLength(1);
    expect(t.state(id)).toBe("sent");
  });

  test("by someone else than the author leaves the author's bar where it is", async () => {
    t = await startFollowing();
    t.refuse((method, { chat_id: chatId }) => (method === "sendMessage" && chatId === LI ? BAD_REQUEST : undefined));
    const id = await t.publish(["aud:people"], { by: t.author });
    const before = t.db.select().from(posts).where(eq(posts.id, id)).get()!.panelMessageId;
    await t.admin.press(await againButton(id), { messageId: 77 });
    expect(t.db.select().from(posts).where(eq(posts.id, id)).get()!.panelMessageId).toBe(before);
  });

  test("keeps the order and the spacing, so that another post is not held up", async () => {
    t = await startFollowing();
    for (let n = 0; n < 20; n += 1) t.shop(1_000 + n, t.route.id);
    const id = await t.send("policy", "通知", ["aud:people", "aud:nogroups"]);
    t.db.update(deliveries).set({ state: "failed" }).where(eq(deliveries.kind, "post")).run();
    t.db.update(posts).set({ state: "sent" }).where(eq(posts.id, id)).run();
    t.advance(HOUR_MS);
    const { version } = (await findRetryable(t.deps, id, ME)) as { version: number };
    await retry(t.deps, id, ME, { withUnknown: false, version, messageId: undefined });
    const turns = t.rows("post", id).map(({ turnAt }) => turnAt - t.deps.clock());
    expect(turns[0]).toBe(0);
    expect(turns.at(-1)).toBe(23 * 36);
  });
});
