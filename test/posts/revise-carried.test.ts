import { eq, sql } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { deliveries } from "../../db/deliveries.tables.ts";
import { changeEverywhere } from "../../src/posts/service.ts";
import { until } from "../support/until.ts";
import { refuseIn, startChanging, type Changing } from "./changes.ts";
import { AUTHOR, FORUM, PLAIN } from "./support.ts";

let t: Changing;
afterEach(() => t.close());

const isLookedAt = ({ state, notBefore }: { state: string; notBefore: number }) => state !== "pending" || notBefore > t.deps.clock();

/** The author edits once more and says yes, without waiting for the question. */
async function changeAgain(message: object, text: string): Promise<void> {
  await t.update({ edited_message: { ...message, edit_date: 3, text } as never });
  const answer = { postId: t.posts()[0]!.id, proposalId: t.rows("post_edit_ask").at(-1)!.id, messageId: null };
  await changeEverywhere(t.deps, answer, { id: AUTHOR, roles: ["broadcaster"] });
}

describe("while a post is being sent", () => {
  test("who has not got it gets the new version at once, without an edit", async () => {
    t = await startChanging();
    t.addPlain();
    const { message, id } = await t.send("policy", "旧");
    await t.update({ edited_message: { ...message, edit_date: 2, text: "新" } as never });
    await t.author.press(`post:edityes:${id}:${t.rows("post_edit_ask")[0]!.id}`);
    expect(t.textsTo(AUTHOR).at(-1)).toBe("✏️ 政策通知：已修改");
    await t.settle();
    expect(t.callsTo(FORUM).map(({ method, payload }) => [method, payload.text])).toEqual([["sendMessage", "新"]]);
    expect(t.callsTo(PLAIN).map(({ method, payload }) => [method, payload.text])).toEqual([["sendMessage", "#政策通知\n新"]]);
    expect(t.reports()).toContain("✅ 政策通知：之后发出的都是新内容。");
  });

  test("a message that was on its way when the post changed is changed after it arrived", async () => {
    t = await startChanging();
    t.addPlain();
    const { message, id } = await t.send("policy", "旧");
    t.meanwhile(PLAIN, "sendMessage", async () => {
      await t.update({ edited_message: { ...message, edit_date: 2, text: "新" } as never });
      await changeEverywhere(
        t.deps,
        { postId: id, proposalId: t.rows("post_edit_ask")[0]!.id, messageId: null },
        { id: AUTHOR, roles: ["broadcaster"] },
      );
    });
    await t.settle();
    expect(t.callsTo(PLAIN).map(({ method, payload }) => [method, payload.text])).toEqual([
      ["sendMessage", "#政策通知\n旧"],
      ["editMessageText", "#政策通知\n新"],
    ]);
    expect(t.callsTo(FORUM).at(-1)!.payload.text).toBe("新");
  });

  test("a second change makes what is left of the first void, and brings along what that did not reach", async () => {
    t = await startChanging();
    const { messages } = await t.publishAlbum("training", ["一", "二"]);
    const [first] = await t.edit(messages[0]!, { caption: "甲" });
    await t.author.press(first!);
    const [second] = await t.edit({ ...messages[1]! }, { caption: "乙" });
    // The first went out with the question's delivery: put it back as if the group had been limited.
    t.db.update(deliveries).set({ state: "pending", messageId: null }).where(eq(deliveries.kind, "post_edit")).run();
    t.forget();
    await t.author.press(second!);
    await t.settle();
    expect(t.rows("post_edit").map(({ state, reason }) => [state, reason])).toEqual([
      ["skipped", "outdated"],
      ["sent", null],
    ]);
    expect(t.callsTo(FORUM).map(({ payload }) => payload["caption"])).toEqual(["甲", "乙"]);
  });

  test("a newer change waits for the call of an older one that is under way", async () => {
    t = await startChanging();
    const { message } = await t.publish("policy", "一");
    const [first] = await t.edit(message, { text: "二" });
    await t.author.press(first!);
    let early = -1;
    t.meanwhile(FORUM, "editMessageText", async () => {
      await changeAgain(message, "三");
      // It is put off, or under way beside the first.
      await until("the second change", () => isLookedAt(t.rows("post_edit").at(-1)!));
      early = t.callsTo(FORUM).length;
    });
    await t.settle();
    expect(early).toBe(0);
    expect(t.callsTo(FORUM).map(({ payload }) => payload.text)).toEqual(["二", "三"]);
  });

  test("an older change that Telegram put off meanwhile is void when its turn comes", async () => {
    t = await startChanging();
    const { message } = await t.publish("policy", "一");
    const [first] = await t.edit(message, { text: "二" });
    await t.author.press(first!);
    let isLimited = false;
    t.refuse(async (method, { chat_id: chatId }) => {
      if (isLimited || method !== "editMessageText" || chatId !== FORUM) return undefined;
      isLimited = true;
      await changeAgain(message, "三");
      return { error_code: 429, description: "Too Many Requests", parameters: { retry_after: 2 } };
    });
    await t.settle();
    expect(t.rows("post_edit").map(({ state, reason }) => [state, reason])).toEqual([
      ["skipped", "outdated"],
      ["sent", null],
    ]);
    expect(t.callsTo(FORUM).map(({ payload }) => payload.text)).toEqual(["三"]);
  });
});

describe("a change that Telegram", () => {
  test("finds made already is done", async () => {
    t = await startChanging();
    const { message } = await t.publish("policy", "旧");
    const [yes] = await t.edit(message, { text: "新" });
    t.refuse(
      refuseIn(
        FORUM,
        /^editMessageText/,
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same",
      ),
    );
    await t.author.press(yes!);
    await t.settle();
    expect(t.reports().at(-1)).toBe("✅ 政策通知：1 处都已改好。");
  });

  test("refuses is reported with the place and Telegram's words", async () => {
    t = await startChanging();
    t.addPlain();
    const { message } = await t.publish("policy", "旧");
    const [yes] = await t.edit(message, { text: "新" });
    t.refuse(refuseIn(PLAIN, /^editMessageText/, "Bad Request: message to edit not found"));
    await t.author.press(yes!);
    await t.settle();
    expect(t.reports().at(-1)).toBe("⚠️ 政策通知：改好 1 处，没有改成 1 处。\n· 老群：Bad Request: message to edit not found");
  });

  test("may have taken before the process died is made again", async () => {
    t = await startChanging();
    const { message } = await t.publish("policy", "旧");
    const [yes] = await t.edit(message, { text: "新" });
    await t.author.press(yes!);
    t.db.update(deliveries).set({ state: "sending", leaseUntil: 0, attempts: 1 }).where(eq(deliveries.kind, "post_edit")).run();
    await t.settle();
    expect(t.callsTo(FORUM)).toMatchObject([{ method: "editMessageText", payload: { text: "新" } }]);
    expect(t.rows("post_edit")).toMatchObject([{ state: "sent" }]);
  });

  test("is not made where the post may not be any more", async () => {
    t = await startChanging();
    const { message } = await t.publish("supply", "旧");
    const [yes] = await t.edit(message, { text: "新" });
    t.db.run(sql`UPDATE groups SET username = 'open_now'`);
    await t.author.press(yes!);
    await t.settle();
    expect(t.callsTo(FORUM)).toEqual([]);
    expect(t.reports().at(-1)).toBe("⚠️ 货源信息：改好 0 处，没有改成 1 处。\n· R101 群：这个群变成了公开群");
  });
});
