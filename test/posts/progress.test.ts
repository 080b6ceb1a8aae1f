import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { deliveries, type Delivery } from "../../db/deliveries.tables.ts";
import { posts } from "../../db/posts.tables.ts";
import { shopPeople } from "../../db/retailers.tables.ts";
import { preparePostProgress } from "../../src/posts/messages.ts";
import { buildRetailer, buildShopPerson } from "../support/build.ts";
import { AUTHOR, FORUM, startPosting, type Posting } from "./support.ts";

let t: Posting;
afterEach(() => t.close());

const rowOf = (kind: Delivery["kind"]): Delivery => t.db.select().from(deliveries).where(eq(deliveries.kind, kind)).get()!;

test("only the edits under way may be left out: neither the first message nor the last word is", async () => {
  t = await startPosting();
  t.addPlain();
  const { post } = await t.draft("training", "培训");
  await t.author.press(`post:send:${post.id}`);
  const under = await preparePostProgress(t.deps, rowOf("post_progress"), t.api);
  expect(under).toMatchObject({ method: "editMessageText", isCosmetic: true });
  t.db.update(posts).set({ panelMessageId: null }).run();
  expect(await preparePostProgress(t.deps, rowOf("post_progress"), t.api)).toMatchObject({ method: "sendMessage", isCosmetic: false });
  t.db.update(deliveries).set({ state: "sent" }).where(eq(deliveries.kind, "post")).run();
  const last = await preparePostProgress(t.deps, rowOf("post_progress"), t.api);
  expect(last).not.toHaveProperty("isCosmetic");
});

const PEOPLE = [201, 202, 203, 204];

/** An announcement to the group and four people; Telegram puts off the last three. */
async function announce(): Promise<void> {
  const shop = buildRetailer(t.db, { routeId: t.route.id });
  for (const id of PEOPLE) buildShopPerson(t.db, shop.id, id);
  t.refuse((_method, { chat_id: chatId }) =>
    PEOPLE.slice(1).includes(chatId!) ? { error_code: 429, description: "Too Many Requests", parameters: { retry_after: 30 } } : undefined,
  );
  await t.author.write("/announce 停电通知");
  await t.author.press(`post:send:${t.posts()[0]!.id}`);
  t.forget();
}

const bar = (): string => t.textsTo(AUTHOR).findLast((text) => /[▓░]/.test(text))!;

test("the one message with the bar says what arrived, how fast it goes and how long it takes yet", async () => {
  t = await startPosting();
  await announce();
  await t.deliver();
  const message = t.calls.findLast(({ payload }) => /[▓░]/.test(payload.text ?? ""))!;
  t.advance(3_000);
  await t.deliver();
  expect(bar()).toBe("📨 通知：正在发送（今天 09:00 开始）\n▓▓▓▓▓░░░░░░░ 2 / 5\n已送达 2\n每分钟 40 条，还要约 5 秒");
  const bars = t.calls.filter(({ payload }) => /[▓░]/.test(payload.text ?? ""));
  expect(new Set(bars.map(({ method, payload }) => `${method} ${String(payload["message_id"])}`))).toEqual(
    new Set([`editMessageText ${String(message.payload["message_id"])}`]),
  );
});

test("a long way to go is told in minutes", async () => {
  t = await startPosting({ language: "en" });
  await announce();
  await t.deliver();
  t.advance(3_000);
  const { id: _id, ...row } = t.db.select().from(deliveries).where(eq(deliveries.chatId, FORUM)).get()!;
  const others = Array.from({ length: 9_000 }, (_, n) => ({
    ...row,
    dedupeKey: `more-${n}`,
    chatId: 10_000 + n,
    ...(n < 88 ? {} : { state: "pending" as const, notBefore: t.deps.clock() + 3_600_000 }),
  }));
  for (let at = 0; at < others.length; at += 500)
    t.db
      .insert(deliveries)
      .values(others.slice(at, at + 500))
      .run();
  await t.deliver();
  expect(bar().split("\n").at(-1)).toBe("30 a second, about 5 min left");
});

test("in the quiet hours it says how many people get it when they are over, and does not count them into the time left", async () => {
  t = await startPosting();
  t.setNow(Date.parse("2026-11-23T22:30:00+08:00"));
  await announce();
  await t.deliver();
  t.advance(3_000);
  await t.deliver();
  expect(bar().split("\n").slice(-2)).toEqual(["已送达 1", "其中私聊 4 人在免打扰时段后（08:00）发"]);
});

test("the numbers of what became of it add up to its audience", async () => {
  t = await startPosting();
  const refusals = new Map([
    [FORUM, { error_code: 403, description: "Forbidden: bot was kicked from the supergroup chat" }],
    [201, { error_code: 403, description: "Forbidden: bot was blocked by the user" }],
    [202, { error_code: 400, description: "Bad Request: PEER_ID_INVALID" }],
  ]);
  t.refuse((_method, { chat_id: chatId }) => refusals.get(chatId!));
  await announce();
  t.db.delete(shopPeople).where(eq(shopPeople.personId, 203)).run();
  for (let round = 0; round < 3; round += 1) {
    await t.deliver();
    t.advance(31_000);
  }
  expect(bar().split("\n").slice(1)).toEqual(["▓▓▓▓▓▓▓▓▓▓░░ 4 / 5", "已送达 0 · 失败 1 · 联系不上 2 · 未发 1"]);
});
