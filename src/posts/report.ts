import { InlineKeyboard } from "grammy";
import {
  countAcks,
  countPost,
  countReasons,
  countRepeats,
  countRetryable,
  countWaiting,
  type AckCounts,
  type Post,
  type RouteAcks,
} from "../../db/posts.ts";
import type { Locale } from "../config.ts";
import { formatMoment } from "../dates.ts";
import type { Deps } from "../deps.ts";
import { namePost, type Speak } from "./naming.ts";
import type { Panel } from "./panel.ts";
import { describeCounts } from "./progress.ts";
import { describeReason } from "./reasons.ts";
import { validUntilOf } from "./rules.ts";

/** As many lines as one screen holds below the numbers. */
const LINES_A_PAGE = 20;
/** As many causes as an author reads; Telegram's own words vary without end. */
const REASONS_SHOWN = 6;

async function describeReasons(deps: Deps, locale: Locale, { id }: Post): Promise<string[]> {
  const byWords = new Map<string, number>();
  for (const { n, ...failure } of await countReasons(deps.db, id)) {
    const words = describeReason(deps, locale, failure);
    byWords.set(words, (byWords.get(words) ?? 0) + n);
  }
  const lines = [...byWords].slice(0, REASONS_SHOWN).map(([reason, n]) => deps.t(locale, "post-report-reason", { reason, n }));
  const rest = [...byWords.values()].slice(REASONS_SHOWN).reduce((sum, n) => sum + n, 0);
  return rest > 0 ? [...lines, deps.t(locale, "post-report-more", { n: rest })] : lines;
}

function groupByDistrict(routes: readonly RouteAcks[]): Map<string, RouteAcks[]> {
  const districts = new Map<string, RouteAcks[]>();
  for (const route of routes) districts.set(route.district, [...(districts.get(route.district) ?? []), route]);
  return districts;
}

/** A line for each district and, below it, one for each of its routes. */
const describePlaces = (t: Speak, { routes }: AckCounts): string[] =>
  [...groupByDistrict(routes)].flatMap(([district, within]) => {
    const sum = (of: "acked" | "expected") => within.reduce((total, route) => total + route[of], 0);
    return [
      t("post-acks-district", { district, acked: sum("acked"), expected: sum("expected") }),
      ...within.map(({ route, acked, expected }) => t("post-acks-route", { route, acked, expected })),
    ];
  });

const describeAcks = (t: Speak, { acked, expected, others }: AckCounts, unreachable: number): string[] => [
  expected === 0 ? t("post-acks-nobody") : t("post-acks", { acked, expected, left: expected - acked }),
  ...(unreachable > 0 ? [t("post-acks-unreachable", { n: unreachable })] : []),
  ...(others > 0 ? [t("post-acks-others", { n: others })] : []),
];

function turnPages(keyboard: InlineKeyboard, t: Speak, page: number, pages: number, data: string): void {
  if (pages === 1) return;
  if (page > 0) keyboard.text("‹", `${data}:${page - 1}`);
  keyboard.text(t("group-page", { page: page + 1, pages }), `${data}:${page}`);
  if (page < pages - 1) keyboard.text("›", `${data}:${page + 1}`);
  keyboard.row();
}

type Waiting = { reachable: number; unreachable: number };

async function addActions(deps: Deps, t: Speak, keyboard: InlineKeyboard, post: Post, waiting: Waiting): Promise<void> {
  const { id, state } = post;
  const isOver = state === "sent" || state === "cancelled";
  const isValid = (validUntilOf(post) ?? Infinity) > deps.clock();
  if (isOver && isValid && waiting.reachable > 0) keyboard.text(t("post-remind", { n: waiting.reachable }), `post:remind:${id}`).row();
  const { failed, back, unknown, version } = await countRetryable(deps.db, id);
  const n = failed + back + unknown;
  // Only where something may arrive twice is there anything to choose.
  const data = unknown > 0 ? `post:retry:${id}` : `post:again:${id}:f:${version}`;
  if ((isOver || state === "sending") && isValid && n > 0) keyboard.text(t("post-retry", { n }), data).row();
  keyboard.text(t("post-csv"), `post:csv:${id}`).text(t("post-history"), `post:history:${id}`).row();
}

const findWaiting = async (deps: Deps, { id, requireAck }: Post): Promise<Waiting> =>
  requireAck ? countWaiting(deps.db, id) : { reachable: 0, unreachable: 0 };

type Showing = { mayAct: boolean; waiting?: Waiting; page?: number; pages?: number };

/** What can be done about a post that went out; who may only look can look again. */
export async function reportKeyboard(deps: Deps, locale: Locale, post: Post, showing: Showing): Promise<InlineKeyboard> {
  const { mayAct, page = 0, pages = 1 } = showing;
  const t: Speak = (key, variables) => deps.t(locale, key, variables);
  const keyboard = new InlineKeyboard();
  turnPages(keyboard, t, page, pages, `post:rep:${post.id}`);
  if (mayAct) await addActions(deps, t, keyboard, post, showing.waiting ?? (await findWaiting(deps, post)));
  return keyboard.text(t("post-report-refresh"), `post:rep:${post.id}:${page}`);
}

/** The numbers of a post's sending, and what kept it from whom. */
async function describeSending(deps: Deps, locale: Locale, post: Post): Promise<string[]> {
  const t: Speak = (key, variables) => deps.t(locale, key, variables);
  const at = formatMoment(post.sentAt ?? post.createdAt, { zone: deps.config.timeZone, locale, now: deps.clock() });
  const repeats = await countRepeats(deps.db, post.id);
  return [
    t(`post-progress-${post.state}`, { name: namePost(t, post), at }),
    describeCounts(t, await countPost(deps.db, post.id)),
    ...(repeats > 0 ? [t("post-report-repeats", { n: repeats })] : []),
    ...(await describeReasons(deps, locale, post)),
  ];
}

/** How a post went and who acknowledged it, in numbers, by district and route; pages from 0. */
export async function describeReport(
  deps: Deps,
  locale: Locale,
  post: Post,
  { page: wanted, mayAct }: { page: number; mayAct: boolean },
): Promise<Panel> {
  const t: Speak = (key, variables) => deps.t(locale, key, variables);
  const waiting = await findWaiting(deps, post);
  const acks = post.requireAck ? await countAcks(deps.db, post.id) : undefined;
  const places = acks ? describePlaces(t, acks) : [];
  const pages = Math.max(1, Math.ceil(places.length / LINES_A_PAGE));
  const page = Number.isSafeInteger(wanted) ? Math.min(Math.max(0, wanted), pages - 1) : 0;
  const lines = [
    ...(await describeSending(deps, locale, post)),
    ...(acks ? ["", ...describeAcks(t, acks, waiting.unreachable)] : []),
    ...places.slice(page * LINES_A_PAGE, (page + 1) * LINES_A_PAGE),
  ];
  return { text: lines.join("\n"), keyboard: await reportKeyboard(deps, locale, post, { mayAct, waiting, page, pages }) };
}
