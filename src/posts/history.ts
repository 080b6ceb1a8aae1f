import { InlineKeyboard } from "grammy";
import { findHistory, type PostEvent } from "../../db/posts/history.ts";
import type { Post } from "../../db/posts.ts";
import type { Locale } from "../config.ts";
import { formatMoment } from "../dates.ts";
import type { Deps } from "../deps.ts";
import type { Variables } from "../i18n.ts";
import { namePost, type Speak } from "./naming.ts";
import type { Panel } from "./panel.ts";
import { findName } from "./writers.ts";

/** As many lines as a message holds with room to spare; what is older is counted. */
const EVENTS_SHOWN = 40;

/** The numbers that were noted with it; what an action has none of is not in its text. */
const numbersOf = ({ detail }: PostEvent): Variables =>
  Object.fromEntries(
    ["groups", "people", "held", "left", "retried", "places", "dropped", "reminded", "rows"].map((name) => [
      name,
      Number(detail?.[name] ?? 0),
    ]),
  );

/** Who wrote, approved, sent, changed and recalled a post, and when; nothing of what it says. */
export async function describeHistory(deps: Deps, locale: Locale, post: Post): Promise<Panel> {
  const t: Speak = (key, variables) => deps.t(locale, key, variables);
  const now = deps.clock();
  const formatAt = (at: number) => formatMoment(at, { zone: deps.config.timeZone, locale, now });
  const { events, total } = await findHistory(deps.db, post, EVENTS_SHOWN);
  const names = new Map<number, string>();
  for (const id of new Set([post.authorId, ...events.flatMap(({ actorId }) => actorId ?? [])])) names.set(id, await findName(deps, id));
  const line = (at: number, actorId: number | null, what: string) =>
    t("post-history-line", { at: formatAt(at), who: actorId === null ? t("post-history-itself") : names.get(actorId)!, what });
  const lines = [
    t("post-history-head", { name: namePost(t, post) }),
    line(post.createdAt, post.authorId, t("post-history-written")),
    ...(total > events.length ? [t("post-report-more", { n: total - events.length })] : []),
    ...events.map((event) => line(event.at, event.actorId, t(`post-history-${event.action.slice("post.".length)}`, numbersOf(event)))),
  ];
  return { text: lines.join("\n"), keyboard: new InlineKeyboard().text(t("post-back"), `post:rep:${post.id}:0`) };
}
