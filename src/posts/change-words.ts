import { countChange, countUnsure, findChangeFailures, type ChangeCounts, type ChangeKind } from "../../db/posts/changes.ts";
import type { Post } from "../../db/posts.ts";
import type { Locale } from "../config.ts";
import type { Deps } from "../deps.ts";
import { describeReason } from "./reasons.ts";
import { namePost } from "./naming.ts";
import { drawBar } from "./progress.ts";

/** As many failures as fit on a screen; the rest is counted. */
const FAILURES_SHOWN = 15;

/** What people call a post, in a language. */
export const nameOfPost = (deps: Deps, locale: Locale, post: Post): string =>
  namePost((key, variables) => deps.t(locale, key, variables), post);

type Standing = { kind: ChangeKind } & Pick<ChangeCounts, "total" | "left">;

/** How a change or a recall is going: what it is, a bar and the numbers. */
export function describeChange(deps: Deps, locale: Locale, post: Post, { kind, total, left }: Standing): string {
  const what = kind === "post_edit" ? "edit" : "recall";
  const stage = left > 0 ? "running" : "ended";
  const head = deps.t(locale, `post-${what}-${stage}`, { name: nameOfPost(deps, locale, post) });
  return total === 0 ? head : `${head}\n${drawBar(total - left, total)} ${total - left} / ${total}`;
}

/** What came of a change or a recall and, for colleagues, the places it did not reach with Telegram's reason. */
export async function describeOutcome(
  deps: Deps,
  locale: Locale,
  post: Post,
  { kind, revision, hasNames }: { kind: ChangeKind; revision: number; hasNames: boolean },
): Promise<string> {
  const { done, removed, notices, failed } = await countChange(deps.db, kind, post.id, revision);
  const failures = await findChangeFailures(deps.db, kind, post.id, revision, hasNames ? FAILURES_SHOWN : 0);
  const unsure = await countUnsure(deps.db, post.id);
  const name = nameOfPost(deps, locale, post);
  const state = failed > 0 ? "partly" : "done";
  const lines = [
    kind === "post_edit"
      ? deps.t(locale, `post-edit-${state}`, { name, done, failed })
      : deps.t(locale, `post-recall-${state}`, { name, removed, notices, failed }),
    ...failures.map((failure) => {
      const recipient = failure.title ?? failure.firstName ?? String(failure.chatId);
      return deps.t(locale, "post-report-failure", { recipient, reason: describeReason(deps, locale, failure) });
    }),
    ...(hasNames && failed > failures.length ? [deps.t(locale, "post-report-more", { n: failed - failures.length })] : []),
    ...(unsure > 0 ? [deps.t(locale, kind === "post_edit" ? "post-edit-unsure" : "post-recall-unsure", { n: unsure })] : []),
  ];
  return lines.join("\n");
}
