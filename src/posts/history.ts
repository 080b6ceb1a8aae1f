import { InlineKeyboard } from "grammy";
import type { Post } from "../../db/posts.ts";
import { showPostHistory } from "../audit/service.ts";
import type { Locale } from "../config.ts";
import { formatMoment } from "../dates.ts";
import type { Deps } from "../deps.ts";
import { namePost, type Speak } from "./naming.ts";
import type { Panel } from "./panel.ts";
import { findName } from "./writers.ts";

/** As many lines as a message holds with room to spare; what is older is counted. */
const DEEDS_SHOWN = 40;

/** Who wrote, approved, sent, changed and recalled a post, and when; nothing of what it says. */
export async function describeHistory(deps: Deps, locale: Locale, post: Post): Promise<Panel> {
  const t: Speak = (key, variables) => deps.t(locale, key, variables);
  const now = deps.clock();
  const { deeds, total } = await showPostHistory(deps, locale, post.id, DEEDS_SHOWN);
  const written = { at: post.createdAt, who: await findName(deps, post.authorId), what: t("post-history-written") };
  const line = ({ at, who, what }: typeof written | (typeof deeds)[number]) =>
    t("post-history-line", {
      at: formatMoment(at, { zone: deps.config.timeZone, locale, now }),
      who: who ?? t("post-history-itself"),
      what,
    });
  const lines = [
    t("post-history-head", { name: namePost(t, post) }),
    line(written),
    ...(total > deeds.length ? [t("post-report-more", { n: total - deeds.length })] : []),
    ...deeds.map(line),
  ];
  return { text: lines.join("\n"), keyboard: new InlineKeyboard().text(t("post-back"), `post:rep:${post.id}:0`) };
}
