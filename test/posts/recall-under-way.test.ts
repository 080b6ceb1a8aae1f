import { eq, sql } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { deliveries } from "../../db/deliveries.tables.ts";
import { recall } from "../../src/posts/service.ts";
import { until } from "../support/until.ts";
import { HOUR_MS, startChanging, type Changing } from "./changes.ts";
import { AUTHOR, FORUM, PLAIN } from "./support.ts";

let t: Changing;
afterEach(() => t.close());

describe("recalling in the middle of sending", () => {
  test("what has not gone out does not; what was on its way is removed when it has arrived, and nothing follows it", async () => {
    t = await startChanging();
    t.addPlain();
    const { post } = await t.draft("policy", "通知");
    await t.author.press(`post:set:${post.id}:pin:1`);
    await t.author.press(`post:send:${post.id}`);
    t.forget();
    t.db.run(sql`UPDATE deliveries SET not_before = not_before + 2000 WHERE kind = 'post' AND chat_id = ${FORUM}`);
    let inFlight = "";
    t.meanwhile(PLAIN, "sendMessage", async () => {
      inFlight = t.rows("post", PLAIN)[0]!.state;
      await recall(t.deps, { postId: post.id, messageId: null }, { id: AUTHOR, roles: ["broadcaster"], districtId: null });
    });
    await t.settle();
    expect(inFlight).toBe("sending");
    expect(t.callsTo(FORUM)).toEqual([]);
    expect(t.callsTo(PLAIN).map(({ method }) => method)).toEqual(["sendMessage", "deleteMessages"]);
    expect(t.callsTo(PLAIN).at(-1)!.payload["message_ids"]).toEqual([t.messageIn(PLAIN)]);
    expect(t.rows("post_pin")).toEqual([]);
    expect(t.rows("post", FORUM)).toMatchObject([{ state: "skipped", reason: "stopped" }]);
    expect(t.reports()).toEqual(["↩️ 「政策通知」已撤回：删除 1 处。"]);
  });

  test("the button of an album that was on its way is removed as well", async () => {
    t = await startChanging();
    await t.author.write("/post training");
    for (const n of [1, 2]) await t.author.send({ photo: [{ file_id: `p${n}` }], media_group_id: "7" });
    await t.settle();
    const { id } = t.posts()[0]!;
    await t.author.press(`post:set:${id}:requireAck:1`);
    await t.author.press(`post:send:${id}`);
    t.meanwhile(FORUM, "sendMessage", () =>
      recall(t.deps, { postId: id, messageId: null }, { id: AUTHOR, roles: ["broadcaster"], districtId: null }),
    );
    await t.settle();
    const removed = t.callsTo(FORUM, /^delete/).flatMap(({ payload }) => payload["message_ids"] as number[]);
    const first = t.messageIn(FORUM);
    expect(removed.toSorted((a, b) => a - b)).toEqual([first, first + 1, t.rows("post_button")[0]!.messageId]);
    expect(t.reports()).toContain("↩️ 「客户培训」已撤回：删除 1 处。");
  });

  test("a paused post is recalled too, and can not be resumed", async () => {
    t = await startChanging();
    const { id } = await t.send("policy", "通知");
    await t.author.press(`post:pause:${id}`);
    await t.author.press(`post:recall:${id}`);
    expect(t.textsTo(AUTHOR).at(-1)).toBe("要撤回「政策通知」吗？目前还没有送达任何地方。\n· 1 处还没发到：不再发送");
    await t.author.press(`post:recallyes:${id}`);
    await t.author.press(`post:resume:${id}`);
    expect(t.alerts().at(-1)).toContain("这个按钮已失效");
    await t.settle();
    expect(t.rows("post")).toMatchObject([{ state: "skipped", reason: "stopped" }]);
    expect(t.callsTo(FORUM)).toEqual([]);
    expect(t.reports()).toContain("↩️ 「政策通知」已撤回：删除 0 处。");
  });

  test("a message whose outcome is unknown is named: nobody can take that one back", async () => {
    t = await startChanging();
    const { id } = await t.send("policy", "通知");
    t.db.update(deliveries).set({ state: "sending", leaseUntil: 0, attempts: 1 }).where(eq(deliveries.kind, "post")).run();
    await t.takeBack(id);
    expect(t.callsTo(FORUM)).toEqual([]);
    expect(t.reports().at(-1)).toContain("另有 1 处发送时网络中断");
  });
});

test("who may have it twice is named by a recall, and by a change: the first of the two nobody can reach", async () => {
  t = await startChanging();
  const { message, id } = await t.send("policy", "通知");
  t.db.update(deliveries).set({ state: "sending", leaseUntil: 0, attempts: 1 }).where(eq(deliveries.kind, "post")).run();
  await t.settle();
  expect(t.rows("post")).toMatchObject([{ state: "sent", mayRepeat: true }]);
  const [yes] = await t.edit(message, { text: "更正" });
  await t.author.press(yes!);
  await t.settle();
  expect(t.reports().at(-1)).toBe("✅ 政策通知：1 处都已改好。\n另有 1 处发送时网络中断；如果那一次其实送到了，那一条没有改。");
  await t.takeBack(id);
  expect(t.reports().at(-1)).toBe("↩️ 「政策通知」已撤回：删除 1 处。\n另有 1 处发送时网络中断；如果那一次其实送到了，那一条撤不回来。");
});

describe("a recall and a change", () => {
  test("what is left of the change is not made, and the question about one is over", async () => {
    t = await startChanging();
    const { message, id } = await t.publish("policy", "一");
    const [yes] = await t.edit(message, { text: "二" });
    await t.author.press(yes!);
    await t.update({ edited_message: { ...message, edit_date: 3, text: "三" } as never });
    const question = t.rows("post_edit_ask").at(-1)!.id;
    await t.takeBack(id);
    expect(t.callsTo(FORUM).map(({ method }) => method)).toEqual(["deleteMessages"]);
    await t.author.press(`post:edityes:${id}:${question}`);
    expect(t.alerts().at(-1)).toContain("已经撤回，不能再改");
    await t.edit(message, { text: "四" });
    expect(t.textsTo(AUTHOR).at(-1)).toContain("已经撤回，不能再改");
    expect(t.reports().filter((text) => text.startsWith("✅"))).toEqual([]);
  });

  test("the notice waits for a change that is under way, or that would undo it", async () => {
    t = await startChanging();
    const { message, id } = await t.publish("policy", "一");
    t.advance(48 * HOUR_MS);
    const [yes] = await t.edit(message, { text: "二" });
    await t.author.press(yes!);
    let early = -1;
    t.meanwhile(FORUM, "editMessageText", async () => {
      await recall(t.deps, { postId: id, messageId: null }, { id: AUTHOR, roles: ["broadcaster"], districtId: null });
      const [row] = t.rows("post_recall");
      await until("the recall", () => t.rows("post_recall")[0]!.notBefore > row!.notBefore || t.callsTo(FORUM).length > 0);
      early = t.callsTo(FORUM).length;
    });
    await t.settle();
    expect(early).toBe(0);
    expect(t.callsTo(FORUM).map(({ payload }) => payload.text)).toEqual(["二", "11月23日（周一）的这条消息已撤回。"]);
  });
});
