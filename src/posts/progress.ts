import { InlineKeyboard } from "grammy";
import { countPeopleLeft } from "../../db/posts/results.ts";
import { countPost, type Post, type PostCounts } from "../../db/posts.ts";
import type { Locale } from "../config.ts";
import { formatMoment, formatTime } from "../dates.ts";
import type { Deps } from "../deps.ts";
import { findQuietEnd } from "./guard.ts";
import { namePost, type Speak } from "./naming.ts";
import { isStarted, validUntilOf } from "./rules.ts";

const BAR_CELLS = 12;

/** "▓▓▓▓░░░░░░░░": full only when all is done, empty only when nothing is. */
export function drawBar(done: number, total: number): string {
  const share = total === 0 ? 0 : done / total;
  const cells = done === 0 ? 0 : done === total ? BAR_CELLS : Math.min(BAR_CELLS - 1, Math.max(1, Math.round(share * BAR_CELLS)));
  return "▓".repeat(cells) + "░".repeat(BAR_CELLS - cells);
}

/** How fast a post goes out: recipients dealt with since an earlier look. */
export type Pace = { done: number; at: number };

/** The time left in milliseconds by the pace since `earlier`, without those who wait; undefined while nothing can be said. */
export function estimateLeft(
  { total, left }: PostCounts,
  { earlier, waiting, now }: { earlier: Pace | undefined; waiting: number; now: number },
): { perMs: number; leftMs: number } | undefined {
  if (!earlier || now <= earlier.at) return undefined;
  const perMs = (total - left - earlier.done) / (now - earlier.at);
  return perMs > 0 && left > waiting ? { perMs, leftMs: (left - waiting) / perMs } : undefined;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
/** Seconds up to here, minutes from here on. */
const LONG_MS = 2 * MINUTE_MS;

/** How fast and how long yet, in units that people count in. */
function describePace(t: Speak, { perMs, leftMs }: { perMs: number; leftMs: number }): string {
  const unit = perMs * SECOND_MS >= 1 ? "second" : "minute";
  const rate = Math.max(1, Math.round(perMs * (unit === "second" ? SECOND_MS : MINUTE_MS)));
  return leftMs < LONG_MS
    ? t("post-progress-pace", { unit, rate, seconds: Math.ceil(leftMs / SECOND_MS), minutes: 0 })
    : t("post-progress-pace", { unit, rate, seconds: 0, minutes: Math.ceil(leftMs / MINUTE_MS) });
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
  const isUnderWay = post.state === "sending";
  const quietUntil = isUnderWay ? await findQuietEnd(deps, now) : undefined;
  const waiting = quietUntil === undefined ? 0 : await countPeopleLeft(deps.db, post.id);
  const pace = isUnderWay ? estimateLeft(counts, { earlier, waiting, now }) : undefined;
  const lines = [
    deps.t(locale, `post-progress-${post.state}`, { name, at }),
    `${drawBar(total - left, total)} ${total - left} / ${total}`,
    describeCounts(t, counts),
    ...(pace ? [describePace(t, pace)] : []),
    ...(waiting > 0 ? [t("post-progress-waiting", { n: waiting, time: formatTime(quietUntil!, deps.config.timeZone) })] : []),
  ];
  return { text: lines.join("\n"), counts };
}

/** What its author can do about a post that was started. */
export function progressKeyboard(deps: Deps, locale: Locale, post: Post): InlineKeyboard {
  const { id, state } = post;
  const keyboard = new InlineKeyboard();
  const add = (key: string, action: string) => keyboard.text(deps.t(locale, key), `post:${action}:${id}`);
  // What can not be taken back is two taps away: the first one stops it in any case.
  if (state === "sending") add("post-pause", "pause").row();
  if (state === "paused") add("post-resume", "resume").text(deps.t(locale, "post-stop"), `post:cancel:${id}`).row();
  if (state === "cancelled" && (validUntilOf(post) ?? Infinity) > deps.clock()) add("post-send-rest", "rest").row();
  add("post-report", "report");
  if (isStarted(state)) add("post-recall", "recall");
  keyboard.row();
  if (isStarted(state)) add("post-renew", "renew");
  if (state !== "sending" && state !== "paused") add("post-copy", "copy");
  return keyboard;
}
