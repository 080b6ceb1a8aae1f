import { InlineKeyboard } from "grammy";
import { countPost, type Post, type PostCounts } from "../../db/posts.ts";
import type { Locale } from "../config.ts";
import { formatMoment } from "../dates.ts";
import type { Deps } from "../deps.ts";
import { namePost, type Speak } from "./naming.ts";
import { isStarted } from "./rules.ts";

const BAR_CELLS = 12;

/** "▓▓▓▓░░░░░░░░": full only when all is done, empty only when nothing is. */
export function drawBar(done: number, total: number): string {
  const share = total === 0 ? 0 : done / total;
  const cells = done === 0 ? 0 : done === total ? BAR_CELLS : Math.min(BAR_CELLS - 1, Math.max(1, Math.round(share * BAR_CELLS)));
  return "▓".repeat(cells) + "░".repeat(BAR_CELLS - cells);
}

/** How fast a post goes out: recipients dealt with since an earlier look. */
export type Pace = { done: number; at: number };

/** The time left in milliseconds by the pace since `earlier`; undefined while nothing can be said. */
export function estimateLeft(
  { total, left }: PostCounts,
  earlier: Pace | undefined,
  now: number,
): { perSecond: number; leftMs: number } | undefined {
  if (!earlier || now <= earlier.at) return undefined;
  const perMs = (total - left - earlier.done) / (now - earlier.at);
  return perMs > 0 ? { perSecond: perMs * 1_000, leftMs: left / perMs } : undefined;
}

const COUNTED = ["failed", "unreachable", "skipped", "unknown"] as const;

/** Where a post arrived, and of the rest what there is: a row of noughts hides the one number that matters. */
export const describeCounts = (t: Speak, counts: PostCounts): string =>
  [
    t("post-count-sent", { n: counts.sent }),
    ...COUNTED.filter((kind) => counts[kind] > 0).map((kind) => t(`post-count-${kind}`, { n: counts[kind] })),
  ].join(" · ");

/** How a post is going, or went: a bar, the numbers, the pace and the time left. */
export async function describeProgress(
  deps: Deps,
  locale: Locale,
  post: Post,
  earlier?: Pace,
): Promise<{ text: string; counts: PostCounts }> {
  const now = deps.clock();
  const counts = await countPost(deps.db, post.id);
  const t: Speak = (key, variables) => deps.t(locale, key, variables);
  const name = namePost(t, post);
  const { total, left } = counts;
  const at = formatMoment(post.sentAt ?? post.createdAt, { zone: deps.config.timeZone, locale, now });
  const pace = post.state === "sending" ? estimateLeft(counts, earlier, now) : undefined;
  const lines = [
    deps.t(locale, `post-progress-${post.state}`, { name, at }),
    `${drawBar(total - left, total)} ${total - left} / ${total}`,
    describeCounts(t, counts),
    ...(pace ? [deps.t(locale, "post-progress-pace", { rate: Math.round(pace.perSecond), seconds: Math.ceil(pace.leftMs / 1_000) })] : []),
  ];
  return { text: lines.join("\n"), counts };
}

/** What its author can do about a post that was started. */
export function progressKeyboard(deps: Deps, locale: Locale, { id, state }: Post): InlineKeyboard {
  const keyboard = new InlineKeyboard();
  const add = (key: string, action: string) => keyboard.text(deps.t(locale, key), `post:${action}:${id}`);
  if (state === "sending") add("post-pause", "pause");
  if (state === "paused") add("post-resume", "resume");
  if (state === "sending" || state === "paused") add("post-stop", "cancel").row();
  add("post-report", "report");
  if (isStarted(state)) add("post-recall", "recall");
  if (state !== "sending" && state !== "paused") {
    keyboard.row();
    add("post-copy", "copy");
  }
  return keyboard;
}
