import { and, eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { finishPost } from "../../db/posts.ts";
import { deliveries } from "../../db/deliveries.tables.ts";
import { groups } from "../../db/groups.tables.ts";
import { people } from "../../db/people.tables.ts";
import { posts } from "../../db/posts.tables.ts";
import { retailers } from "../../db/retailers.tables.ts";
import { findRetryable } from "../../src/posts/service.ts";
import { ADMIN, FAR, LI, startFollowing, WANG, ZHAO, type Following } from "./following.ts";
import { buttonsOf, FORUM } from "./support.ts";

let t: Following;
afterEach(() => t.close());

const BAD_REQUEST = { error_code: 400, description: "Bad Request: chat not found" };
const HOUR_MS = 3_600_000;
const ME = { id: ADMIN, roles: ["admin" as const], districtId: null };

/** A post that failed at Li and could not reach Wang, who had blocked the bot; at Zhao the outcome is not known. `mend` lets Telegram take it. */
async function publishBroken(taps: readonly string[] = []) {
  t = await startFollowing();
  let isBroken = true;
  t.db.update(people).set({ unreachable: "blocked" }).where(eq(people.id, WANG)).run();
  t.refuse((method, { chat_id: chatId }) => (isBroken && method === "sendMessage" && chatId === LI ? BAD_REQUEST : undefined));
  const id = await t.publish(["aud:people", ...taps]);
  return { id, mend: () => (isBroken = false) };
}

const makeUnknown = (id: number, chatId: number) =>
  t.db
    .update(deliveries)
    .set({ state: "unknown", reason: "timeout" })
    .where(and(eq(deliveries.kind, "post"), eq(deliveries.subjectId, id), eq(deliveries.chatId, chatId)))
    .run();

/** The button under the report that tries again what surely failed. */
const againButton = async (id: number) => buttonsOf(await t.report(id)).find((data) => data.startsWith(`post:again:${id}:f:`))!;
const rowOf = (id: number, chatId: number) => t.rows("post", id).find((row) => row.chatId === chatId)!;

describe("trying a post again", () => {
  test("sends it to where it failed only, with its bar and its report once more", async () => {
    const { id, mend } = await publishBroken();
    expect(t.state(id)).toBe("sent");
    mend();
    const button = await againButton(id);
    t.forget();
    await t.admin.press(button, { messageId: 77 });
    expect(t.alerts()).toEqual(["正在重发给 1 个。"]);
    expect(t.state(id)).toBe("sending");
    expect(rowOf(id, LI)).toMatchObject({ state: "pending", reason: null, attempts: 1 });
    await t.deliverAll();
    expect(t.textsTo(LI)).toEqual(["明早停电，请提前备货"]);
    for (const chat of [WANG, ZHAO, FAR, FORUM]) expect(t.textsTo(chat)).toEqual([]);
    expect(rowOf(id, LI)).toMatchObject({ state: "sent", attempts: 2 });
    expect(t.state(id)).toBe("sent");
    // The message that was tapped has the bar now.
    const edits = t.calls.filter(({ method }) => method === "editMessageText");
    expect(new Set(edits.map(({ payload }) => payload["message_id"]))).toEqual(new Set([77]));
    expect(edits.at(-1)!.payload.text).toContain("已送达 4");
    expect(t.newsTo(ADMIN).filter((text) => text.includes("送达 4，没有送达 1"))).toHaveLength(1);
    expect(t.db.select().from(audit).where(eq(audit.action, "post.retry")).all()).toMatchObject([
      { actorId: ADMIN, detail: { retried: 1 } },
    ]);
  });

  test("includes who has come back: a person who wrote to the bot, a group that has it in again", async () => {
    const { id, mend } = await publishBroken();
    t.db.update(groups).set({ state: "left" }).where(eq(groups.chatId, FORUM)).run();
    t.db
      .update(deliveries)
      .set({ state: "unreachable", reason: "kicked" })
      .where(and(eq(deliveries.kind, "post"), eq(deliveries.chatId, FORUM)))
      .run();
    expect(await findRetryable(t.deps, id, ME)).toMatchObject({ failed: 1, back: 0, unknown: 0 });
    t.db.update(groups).set({ state: "active" }).where(eq(groups.chatId, FORUM)).run();
    await t.person(WANG).write("我回来了");
    expect(await findRetryable(t.deps, id, ME)).toMatchObject({ failed: 1, back: 2, unknown: 0 });
    mend();
    t.forget();
    await t.admin.press(await againButton(id));
    await t.deliverAll();
    for (const chat of [LI, WANG, FORUM]) expect(t.textsTo(chat)).toEqual(["明早停电，请提前备货"]);
    expect(t.rows("post", id).every(({ state }) => state === "sent")).toBe(true);
  });

  test("twice tapped, also in the same moment or much later, is once", async () => {
    const { id } = await publishBroken();
    const button = await againButton(id);
    t.forget();
    await Promise.all([t.admin.press(button), t.admin.press(button)]);
    expect(t.alerts()).toEqual(["正在重发给 1 个。", "这些已经重发过了。请点「刷新」看现在的情况。"]);
    await t.deliverAll();
    // It failed again; the old button must not start a third attempt by itself.
    expect(rowOf(id, LI)).toMatchObject({ state: "failed", attempts: 2 });
    await t.admin.press(button);
    expect(rowOf(id, LI)).toMatchObject({ state: "failed", attempts: 2 });
    expect(await againButton(id)).not.toBe(button);
  });

  test("where the outcome is not known is asked first, and then counted as possibly repeated", async () => {
    const { id, mend } = await publishBroken();
    makeUnknown(id, ZHAO);
    mend();
    const call = await t.report(id);
    expect(buttonsOf(call)).toContain(`post:retry:${id}`);
    await t.admin.press(`post:retry:${id}`);
    const asked = t.calls.findLast(({ method }) => method === "editMessageText")!;
    expect(asked.payload.text).toContain("不确定发到没有：1（再发，对方可能收到两次）");
    const [sure, all] = buttonsOf(asked);
    expect([sure, all].map((data) => data!.split(":").slice(0, 4).join(":"))).toEqual([`post:again:${id}:f`, `post:again:${id}:u`]);
    t.forget();
    await t.admin.press(sure!);
    await t.deliverAll();
    expect(t.textsTo(ZHAO)).toEqual([]);
    expect(rowOf(id, ZHAO).state).toBe("unknown");

    await t.admin.press(`post:retry:${id}`);
    const again = buttonsOf(t.calls.findLast(({ method }) => method === "editMessageText")!);
    expect(again.map((data) => data.split(":")[3])).toEqual(["u", "0"]);
    await t.admin.press(again[0]!);
    await t.deliverAll();
    expect(rowOf(id, ZHAO)).toMatchObject({ state: "sent", mayRepeat: true });
    expect(rowOf(id, LI)).toMatchObject({ state: "sent", mayRepeat: false });
    expect((await t.report(id)).payload.text).toContain("其中 1 个可能收到两次");
  });

  test("is evaluated again: who lost the shop since gets nothing", async () => {
    const { id, mend } = await publishBroken();
    mend();
    const button = await againButton(id);
    t.db.update(retailers).set({ status: "closed" }).where(eq(retailers.licenceNo, "140199000101")).run();
    t.forget();
    await t.admin.press(button);
    await t.deliverAll();
    expect(t.textsTo(LI)).toEqual([]);
    expect(rowOf(id, LI)).toMatchObject({ state: "skipped", reason: "unverified" });
    expect(t.state(id)).toBe("sent");
  });

  test("is refused with words when it is no longer valid, paused, recalled, or there is nothing to try", async () => {
    const { id, mend } = await publishBroken(["valid:1"]);
    const button = await againButton(id);
    const set = (state: "paused" | "recalled" | "sent") => t.db.update(posts).set({ state }).where(eq(posts.id, id)).run();
    t.forget();
    for (const state of ["paused", "recalled"] as const) {
      set(state);
      await t.admin.press(button);
    }
    set("sent");
    t.advance(2 * HOUR_MS);
    await t.admin.press(button);
    expect(t.alerts()).toEqual([
      "这条内容暂停了。请先点「继续」。",
      "这条内容已撤回，不能再发。",
      "已经过了有效期，不再发送。需要的话请另发一条。",
    ]);
    expect(rowOf(id, LI)).toMatchObject({ state: "failed", attempts: 1 });
    t.db.update(posts).set({ validForMs: null }).where(eq(posts.id, id)).run();
    mend();
    await t.admin.press(button);
    await t.deliverAll();
    const { version } = (await findRetryable(t.deps, id, ME)) as { version: number };
    await t.admin.press(`post:again:${id}:f:${version}`);
    expect(t.alerts().at(-1)).toBe("没有可以重发的：已经在重发，或者对方还是联系不上。");
    expect(t.state(id)).toBe("sent");
  });

  test("a bar that was on its way meanwhile ends by itself", async () => {
    const { id } = await publishBroken();
    const [old] = t.rows("post_progress", id);
    await t.admin.press(await againButton(id));
    t.db.update(deliveries).set({ state: "pending" }).where(eq(deliveries.id, old!.id)).run();
    await t.deliverAll();
    expect(t.rows("post_progress", id)).toMatchObject([{ state: "skipped", reason: "replaced" }, { state: "sent" }]);
    expect(t.rows("post_report", id)).toHaveLength(2);
  });

  test("a post is not ended by a look from before it was tried again", async () => {
    const { id } = await publishBroken();
    await t.admin.press(await againButton(id));
    expect(await finishPost(t.db, id)).toBe(false);
    expect(t.state(id)).toBe("sending");
  });

  test("in the quiet hours reaches groups at once and people afterwards", async () => {
    const { id, mend } = await publishBroken();
    t.db
      .update(deliveries)
      .set({ state: "failed" })
      .where(and(eq(deliveries.kind, "post"), eq(deliveries.chatId, FORUM)))
      .run();
    mend();
    t.setNow(Date.parse("2026-11-23T23:00:00+08:00"));
    t.forget();
    await t.admin.press(await againButton(id));
    await t.deliver();
    expect(t.textsTo(FORUM)).toEqual(["明早停电，请提前备货"]);
    expect(t.textsTo(LI)).toEqual([]);
    t.setNow(rowOf(id, LI).notBefore);
    expect(t.deps.clock()).toBeGreaterThan(Date.parse("2026-11-24T05:00:00+08:00"));
    await t.deliver();
    expect(t.textsTo(LI)).toEqual(["明早停电，请提前备货"]);
  });
});
