import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { posts } from "../../db/posts.tables.ts";
import { approve, changeParts, findPost, setOptions } from "../../src/posts/service.ts";
import { startApproval, SUPERVISOR, type Approval } from "./approval-support.ts";
import { AUTHOR, FORUM } from "./support.ts";

let t: Approval;
afterEach(() => t.close());

/** A draft that was read before its author submitted it, as a second device has it, and the key of its approvers' buttons. */
async function submitBehind() {
  t = await startApproval();
  const { post } = await t.draft("policy", "新政策");
  const before = (await findPost(t.db, post.id))!;
  await t.author.press(`post:submit:${post.id}`);
  return { before, version: t.row(post.id).submittedAt! };
}

const reworded = [{ messageId: null, media: null, text: "别的", entities: [] }];

test("a change that comes in while a draft is being submitted is not taken: what the approver sees is what goes out", async () => {
  const { before, version } = await submitBehind();
  expect(await changeParts(t.deps, before, reworded)).toEqual({ ok: false, reason: "not_draft" });
  expect(await setOptions(t.deps, before.id, { protect: true })).toBeUndefined();
  await t.supervisor.press(`review:approve:${before.id}:${version}`);
  await t.deliver();
  expect(t.textsTo(FORUM)).toEqual(["新政策"]);
});

test("taken back and approved at the same moment: one of them happens, and the other is told", async () => {
  const { before, version } = await submitBehind();
  const decide = () => approve(t.deps, { postId: before.id, version, actorId: SUPERVISOR });
  const [, decided] = await Promise.all([t.author.press(`post:takeback:${before.id}`), decide()]);
  const { state } = t.row(before.id);
  expect([state, decided.ok]).toEqual(state === "draft" ? ["draft", false] : ["sending", true]);
  await t.deliver();
  expect(t.textsTo(FORUM)).toHaveLength(decided.ok ? 1 : 0);
});

test("an approved post waits for its time as it was approved: no edit of its message gets into it", async () => {
  t = await startApproval();
  const { post, message } = await t.draft("policy", "新政策");
  await t.author.press(`post:at:${post.id}:${t.deps.clock() + 3_600_000}`);
  await t.author.press(`post:submit:${post.id}`);
  await t.supervisor.press(`review:approve:${t.keyOf(post.id)}`);
  await t.author.edit(message, "别的");
  expect(t.lastTo(AUTHOR).payload.text).toContain("发出的会是改动之前的内容");
  expect(t.db.select().from(posts).where(eq(posts.id, post.id)).get()!.parts).toMatchObject([{ text: "新政策" }]);
});
