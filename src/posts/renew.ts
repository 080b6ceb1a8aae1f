import { copyPost, replaceContent } from "../../db/posts/renew.ts";
import type { Post, PostPart, PostSource } from "../../db/posts.ts";
import type { Deps } from "../deps.ts";
import { mayWriteIn } from "./approval-rules.ts";
import { checkContent, type ColumnRefusal, type DraftResult } from "./drafts.ts";
import { hasTable } from "./messages-of.ts";
import { findWriter } from "./writers.ts";

/** Puts another message in place of what a draft says; refused like a new draft, and it then stays as it was. */
export async function replaceDraft(
  deps: Deps,
  post: Post,
  content: { part: PostPart; albumId: string | null; source: PostSource },
): Promise<DraftResult> {
  const refusal = checkContent(deps, { ...post, parts: [content.part] }, await hasTable(deps, post));
  if (refusal) return refusal;
  const replaced = await replaceContent(deps.db, { id: post.id, ...content });
  return replaced ? { ok: true, post: replaced } : { ok: false, reason: "not_draft" };
}

/** Makes the actor a draft of what was posted before; refused in a column that is not theirs to write in. */
export async function useAgain(
  deps: Deps,
  post: Post,
  { actorId, tapped }: { actorId: number; tapped: PostSource },
): Promise<{ ok: true; post: Post } | ColumnRefusal | { ok: false; reason: "not_found" }> {
  if (!mayWriteIn(await findWriter(deps, actorId), post.column)) return { ok: false, reason: "column" };
  const copy = await copyPost(deps.db, { id: post.id, authorId: actorId, tapped }, deps.clock());
  return copy ? { ok: true, post: copy } : { ok: false, reason: "not_found" };
}
