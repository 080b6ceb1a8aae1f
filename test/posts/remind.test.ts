import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { deliveries } from "../../db/deliveries.tables.ts";
import { people } from "../../db/people.tables.ts";
import { posts } from "../../db/posts.tables.ts";
import { shopPeople } from "../../db/retailers.tables.ts";
import { recall } from "../../src/posts/service.ts";
import { ADMIN, FAR, LI, startFollowing, textOf, WANG, ZHAO, type Following } from "./following.ts";
import { HOUR_MS } from "./changes.ts";
import { buttonsOf } from "./support.ts";

let t: Following;
afterEach(() => t.close());

describe("reminding those who did not press Read", () => {
  test("asks with the numbers, then writes to each of them once and to nobody who pressed", async () => {
    t = await startFollowing();
    const id = await t.publish(["aud:people"]);
    await t.person(LI).press(`ack:${id}`);
    await t.admin.press(`post:remind:${id}`);
    expect(textOf(t.lastTo(ADMIN))).toBe("私聊提醒还没点「已阅」的 3 人？已经点了的不会收到。");
    expect(buttonsOf(t.lastTo(ADMIN))).toEqual([`post:remindgo:${id}`, `post:rep:${id}:0`]);
    t.forget();
    await t.admin.press(`post:remindgo:${id}`);
    expect(t.alerts()).toEqual(["正在提醒 3 人。"]);
    await t.deliver();
    expect(t.textsTo(LI)).toEqual([]);
    for (const person of [WANG, ZHAO, FAR])
      expect(t.textsTo(person)).toEqual(["🔔 请您看一下：「明早停电，请提前备货」\n看过请点一下「已阅」。"]);
  });

  test("answers the message the person has, with the button; who has it from a group gets the post itself", async () => {
    t = await startFollowing();
    const id = await t.publish(["aud:people", `aud:nogroups`]);
    const own = t.rows("post", id).find(({ chatId }) => chatId === LI)!.messageId;
    await t.admin.press(`post:remindgo:${id}`);
    await t.deliver();
    expect(t.lastTo(LI).payload).toMatchObject({ reply_parameters: { message_id: own, allow_sending_without_reply: true } });
    expect(buttonsOf(t.lastTo(LI))).toEqual([`ack:${id}`]);

    const inGroup = await t.publish([], { column: "supply", text: "到货 20 条" });
    await t.admin.press(`post:remindgo:${inGroup}`);
    await t.deliver();
    expect(t.lastTo(LI).payload).toMatchObject({ text: "到货 20 条\n\n⚠️ 吸烟有害健康。禁止向未成年人售烟。", protect_content: true });
    expect(buttonsOf(t.lastTo(LI))).toEqual([`ack:${inGroup}`]);
    // The next time there is something to answer, and what may name goods keeps its warning.
    const copy = t.lastTo(LI).messageId;
    t.advance(61 * 60_000);
    await t.admin.press(`post:remindgo:${inGroup}`);
    await t.deliver();
    expect(t.lastTo(LI).payload).toMatchObject({ reply_parameters: { message_id: copy }, protect_content: true });
    expect(textOf(t.lastTo(LI))).toContain("吸烟有害健康");
  });

  test("goes with the post when that is recalled", async () => {
    t = await startFollowing();
    const id = await t.publish([], { column: "supply", text: "到货 20 条" });
    await t.admin.press(`post:remindgo:${id}`);
    await t.deliver();
    const copy = t.lastTo(LI).messageId;
    await t.admin.press(`post:recallyes:${id}`);
    await t.deliver();
    const last = t.calls.findLast(({ payload }) => payload.chat_id === LI);
    expect(last).toMatchObject({ method: "deleteMessages", payload: { message_ids: [copy] } });
  });

  test("that is on its way when the post is recalled is taken back when it has arrived", async () => {
    t = await startFollowing();
    const id = await t.publish(["aud:people", "aud:nogroups"]);
    await t.admin.press(`post:remindgo:${id}`);
    let isDone = false;
    t.refuse(async (method, { chat_id: chatId }) => {
      if (isDone || method !== "sendMessage" || chatId !== LI) return undefined;
      isDone = true;
      await recall(t.deps, { postId: id, messageId: null }, { id: ADMIN, roles: ["admin"], districtId: null });
      return undefined;
    });
    await t.deliverAll();
    const reminder = t.rows("post_remind", id).find(({ chatId }) => chatId === LI)!.messageId;
    const removed = t.calls
      .filter(({ method, payload }) => method === "deleteMessages" && payload.chat_id === LI)
      .flatMap(({ payload }) => payload["message_ids"]);
    expect(removed).toContain(reminder);
  });

  test("of what is not valid any more is neither offered nor made, and one that waited is dropped", async () => {
    t = await startFollowing();
    const id = await t.publish(["aud:people", "valid:1"]);
    t.advance(HOUR_MS);
    await t.admin.press(`post:remindgo:${id}`);
    t.advance(HOUR_MS);
    await t.deliver();
    expect(t.textsTo(LI)).toEqual([]);
    expect(t.rows("post_remind", id).map(({ state, reason }) => [state, reason])).toEqual(
      [LI, WANG, ZHAO, FAR].map(() => ["skipped", "too_late"]),
    );
    expect(buttonsOf(await t.report(id))).not.toContain(`post:remind:${id}`);
    await t.admin.press(`post:remindgo:${id}`);
    expect(t.alerts().at(-1)).toBe("已经过了有效期，不再提醒。需要的话请另发一条。");
    expect(t.rows("post_remind", id)).toHaveLength(4);
  });

  test("leaves out who pressed, or lost the shop, before it goes out, and everyone when the post was taken back", async () => {
    t = await startFollowing();
    const id = await t.publish(["aud:people"]);
    await t.admin.press(`post:remindgo:${id}`);
    await t.person(LI).press(`ack:${id}`);
    t.db.delete(shopPeople).where(eq(shopPeople.personId, ZHAO)).run();
    await t.deliver();
    const states = new Map(t.rows("post_remind", id).map(({ chatId, state, reason }) => [chatId, reason ?? state]));
    expect(states).toEqual(
      new Map([
        [LI, "acked"],
        [WANG, "sent"],
        [ZHAO, "unverified"],
        [FAR, "sent"],
      ]),
    );

    t.advance(61 * 60_000);
    await t.admin.press(`post:remindgo:${id}`);
    t.db.update(posts).set({ state: "recalled" }).where(eq(posts.id, id)).run();
    t.forget();
    await t.deliver();
    expect(t.calls).toEqual([]);
  });

  test("twice within an hour, by whomever, is refused with the time from which it can be done", async () => {
    t = await startFollowing();
    const id = await t.publish();
    await t.admin.press(`post:remindgo:${id}`);
    await Promise.all([t.admin.press(`post:remindgo:${id}`), t.admin.press(`post:remindgo:${id}`)]);
    t.advance(59 * 60_000);
    await t.admin.press(`post:remindgo:${id}`);
    expect(t.alerts().slice(1)).toEqual(Array<string>(3).fill("一小时内刚提醒过。10:00 以后可以再提醒。"));
    expect(t.rows("post_remind", id)).toHaveLength(2);
    t.advance(60_000);
    await t.admin.press(`post:remindgo:${id}`);
    expect(t.rows("post_remind", id)).toHaveLength(4);
  });

  test("says how many can not be written to, and is refused when that is everyone", async () => {
    t = await startFollowing();
    const id = await t.publish();
    t.db.update(people).set({ unreachable: "blocked" }).where(eq(people.id, LI)).run();
    await t.admin.press(`post:remind:${id}`);
    expect(textOf(t.lastTo(ADMIN))).toContain("另有 1 人不能私聊");
    t.db.update(people).set({ startedAt: null }).where(eq(people.id, WANG)).run();
    t.forget();
    await t.admin.press(`post:remind:${id}`);
    await t.admin.press(`post:remindgo:${id}`);
    expect(new Set(t.alerts())).toEqual(new Set(["没有可以私聊提醒的人：都点过了，或者不能私聊。名单在导出的表格里。"]));
    expect(t.rows("post_remind", id)).toEqual([]);
    // A round in which nobody was reminded does not use up the hour.
    await t.person(LI).write("在");
    await t.admin.press(`post:remindgo:${id}`);
    expect(t.rows("post_remind", id)).toHaveLength(1);
  });

  test("is refused while the post goes out", async () => {
    t = await startFollowing();
    const id = await t.send("policy", "通知", ["set:requireAck:1"]);
    await t.admin.press(`post:remindgo:${id}`);
    expect(t.alerts().at(-1)).toBe("还没有发完。发完以后再提醒。");
    expect(t.rows("post_remind", id)).toEqual([]);
  });

  test("cuts a long first line, and names the column where there are no words", async () => {
    t = await startFollowing();
    const long = await t.publish(["aud:people"], { text: `${"好".repeat(80)}\n第二行` });
    await t.admin.press(`post:remindgo:${long}`);
    await t.deliver();
    expect(textOf(t.lastTo(LI))).toContain(`「${"好".repeat(60)}…」`);
    await t.admin.write("/post training");
    await t.admin.send({ photo: [{ file_id: "p", file_unique_id: "p", width: 1, height: 1 }] });
    const id = t.posts().at(-1)!.id;
    for (const tap of [`set:${id}:requireAck:1`, `aud:${id}:people`, `send:${id}`]) await t.admin.press(`post:${tap}`);
    await t.deliverAll();
    await t.admin.press(`post:remindgo:${id}`);
    await t.deliver();
    expect(textOf(t.lastTo(LI))).toContain("「客户培训」");
  });

  test("in the quiet hours waits for their end, also when they begin on the way", async () => {
    t = await startFollowing();
    const id = await t.publish(["aud:people"]);
    t.setNow(Date.parse("2026-11-23T22:00:00+08:00"));
    await t.admin.press(`post:remindgo:${id}`);
    const early = t.rows("post_remind", id);
    await t.deliver();
    expect(t.textsTo(LI)).toEqual([]);
    t.db.update(deliveries).set({ notBefore: t.deps.clock() }).where(eq(deliveries.kind, "post_remind")).run();
    await t.deliver();
    expect(t.textsTo(LI)).toEqual([]);
    expect(t.rows("post_remind", id).map(({ notBefore }) => notBefore)).toEqual(early.map(({ notBefore }) => notBefore));
    t.setNow(early[0]!.notBefore);
    expect(t.deps.clock()).toBeGreaterThan(Date.parse("2026-11-24T05:00:00+08:00"));
    await t.deliver();
    for (const person of [LI, WANG, ZHAO, FAR]) expect(t.textsTo(person)).toHaveLength(1);
  });

  test("that waits for the end of the quiet hours has its turn then, not before what others send meanwhile", async () => {
    t = await startFollowing();
    const id = await t.publish(["aud:people"]);
    await t.admin.press(`post:remindgo:${id}`);
    t.setNow(Date.parse("2026-11-23T22:00:00+08:00"));
    await t.deliver();
    const rows = t.rows("post_remind", id);
    expect(rows.map(({ turnAt, notBefore }) => turnAt - notBefore)).toEqual([0, 36, 72, 108]);
    expect(rows[0]!.notBefore).toBe(Date.parse("2026-11-24T08:00:00+08:00"));
  });

  test("an album comes again with its button below", async () => {
    t = await startFollowing();
    const id = await t.publish();
    const photo = (fileId: string) => ({ messageId: 1, media: { type: "photo" as const, fileId }, text: "", entities: [] });
    t.db
      .update(posts)
      .set({ parts: [photo("a"), photo("b")] })
      .where(eq(posts.id, id))
      .run();
    await t.admin.press(`post:remindgo:${id}`);
    await t.deliver();
    expect(t.calls.filter(({ payload }) => payload.chat_id === LI).map(({ method }) => method)).toEqual(["sendMediaGroup", "sendMessage"]);
    expect(buttonsOf(t.lastTo(LI))).toEqual([`ack:${id}`]);
  });
});
