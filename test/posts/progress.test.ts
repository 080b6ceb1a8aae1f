import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { deliveries, type Delivery } from "../../db/deliveries.tables.ts";
import { posts } from "../../db/posts.tables.ts";
import { preparePostProgress } from "../../src/posts/messages.ts";
import { startPosting, type Posting } from "./support.ts";

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
