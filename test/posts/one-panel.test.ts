import { afterEach, expect, test } from "vitest";
import { AUTHOR, startPosting, type Posting } from "./support.ts";

let t: Posting;
afterEach(() => t.close());

/** What was taken away in the author's chat. */
const removed = () =>
  t.calls.filter(({ method }) => method === "deleteMessages").flatMap(({ payload }) => payload["message_ids"] as number[]);
const panel = () => t.posts()[0]!.panelMessageId!;

test("a time that was written moves the buttons below it: the ones before, with its old time, are gone", async () => {
  t = await startPosting();
  const { post } = await t.draft("policy", "开会");
  const before = panel();
  await t.author.press(`post:time:${post.id}`);
  await t.author.write("明天 9:00");
  expect(removed()).toEqual([before]);
  expect(panel()).not.toBe(before);
  expect(t.lastTo(AUTHOR).payload.text).toContain("时间：明天 09:00");
});

test("a test leaves one message with the buttons, below what was looked at", async () => {
  t = await startPosting();
  const { post } = await t.draft("policy", "开会");
  const before = panel();
  await t.author.press(`post:test:${post.id}`);
  await t.author.press(`post:test:${post.id}`);
  expect(removed()).toHaveLength(2);
  expect(removed()[0]).toBe(before);
  expect(removed()).not.toContain(panel());
});

test("opened from the list, the preview and the buttons move: nothing of them stands twice", async () => {
  t = await startPosting();
  const { post } = await t.draft("policy", "开会");
  const before = [...t.posts()[0]!.previewMessageIds, panel()];
  await t.author.press(`post:open:${post.id}`);
  expect(removed()).toEqual(before);
  expect(removed()).not.toContain(t.posts()[0]!.previewMessageIds[0]);
});

test("what Telegram keeps after two days is no obstacle", async () => {
  t = await startPosting();
  const { post } = await t.draft("policy", "开会");
  const before = panel();
  t.refuse((method) =>
    method === "deleteMessages" ? { error_code: 400, description: "Bad Request: message can't be deleted" } : undefined,
  );
  await t.author.press(`post:open:${post.id}`);
  expect(t.lastTo(AUTHOR).payload.text).toContain("政策通知 · 草稿");
  expect(panel()).not.toBe(before);
});

test("the bar goes on in the message that took the old one's place, even when an edit of the old one was on its way", async () => {
  t = await startPosting();
  const { post } = await t.draft("policy", "开会");
  await t.author.press(`post:send:${post.id}`);
  const before = panel();
  t.refuse(async (method, payload) => {
    if (method !== "editMessageText" || payload["message_id"] !== before) return undefined;
    await t.author.press(`post:open:${post.id}`);
    return { error_code: 400, description: "Bad Request: message to edit not found" };
  });
  for (let round = 0; round < 3; round += 1) {
    await t.deliver();
    t.advance(3_000);
  }
  expect(panel()).not.toBe(before);
  const bars = t.calls.filter(({ payload }) => /[▓░]/.test(payload.text ?? ""));
  expect(bars.filter(({ method }) => method === "sendMessage")).toHaveLength(1);
  expect(bars.at(-1)).toMatchObject({ method: "editMessageText", payload: { message_id: panel() } });
});
