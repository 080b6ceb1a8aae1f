import type { InlineKeyboard, Api } from "grammy";
import { addDeliveries, saveDeliveryData, type AfterSent, type Delivery, type NewDelivery } from "../../db/deliveries.ts";
import {
  countPost,
  findNextTry,
  findPost,
  findPostFailures,
  finishPost,
  forgetPanel,
  isNewestProgress,
  setPreview,
  type Post,
  type PostFailure,
  type Unstarted,
} from "../../db/posts.ts";
import type { Locale } from "../config.ts";
import type { Deps } from "../deps.ts";
import { findLocale } from "../people/service.ts";
import { LANE } from "../telegram/rules.ts";
import type { Outgoing, Prepared } from "../telegram/sender.ts";
import { choosePlace, findAudience } from "./drafts.ts";
import { mayReadNames } from "./follow.ts";
import { titlePost } from "./lists.ts";
import { listSome, namePost } from "./naming.ts";
import { movePanel } from "./panel-moves.ts";
import { describePost, WORDS_SHOWN } from "./panel.ts";
import { describeProgress, progressKeyboard, type Pace } from "./progress.ts";
import { describeReason } from "./reasons.ts";
import { renderPost, toOutgoing } from "./render.ts";
import { PAUSED_EVERY_MS, PROGRESS_EVERY_MS, PROGRESS_IDLE_MS } from "./rules.ts";
import { reportKeyboard } from "./report.ts";
import { findName } from "./writers.ts";

/** As many failures as fit on a screen; the rest is counted, and in the list that can be had as a file. */
const FAILURES_SHOWN = 15;

const describeFailure = (deps: Deps, locale: Locale, failure: PostFailure): string =>
  deps.t(locale, "post-report-failure", {
    recipient: failure.title ?? failure.firstName ?? String(failure.chatId),
    reason: describeReason(deps, locale, failure),
  });

/** How a post went, told to its author when nothing of it is left. */
export async function preparePostReport(deps: Deps, { subjectId, chatId }: Delivery, _api: Api): Promise<Prepared> {
  const post = await findPost(deps.db, subjectId);
  if (!post) return { skip: "not_found" };
  // What became of it is told by the report on the recall.
  if (post.state === "recalled") return { skip: "recalled" };
  const locale = await findLocale(deps, chatId);
  const { sent } = await countPost(deps.db, subjectId);
  const mayAct = await mayReadNames(deps, post.id, post.authorId);
  const { items, total } = await findPostFailures(deps.db, subjectId, mayAct ? FAILURES_SHOWN : 0);
  const name = namePost((key, variables) => deps.t(locale, key, variables), post);
  const lines = [
    total > 0 ? deps.t(locale, "post-report-partly", { name, sent, failed: total }) : deps.t(locale, "post-report-done", { name, sent }),
    ...items.map((failure) => describeFailure(deps, locale, failure)),
    ...(mayAct && total > items.length ? [deps.t(locale, "post-report-more", { n: total - items.length })] : []),
  ];
  return { method: "sendMessage", payload: { text: lines.join("\n"), reply_markup: await reportKeyboard(deps, locale, post, { mayAct }) } };
}

/** What the progress message said last, and where the post was then. */
type Shown = { pace?: Pace; text?: string };

const isGone = (reason: string): boolean => /message to edit not found|message can't be edited|MESSAGE_ID_INVALID/.test(reason);

/** The author's message about the post says how it is going; a new one takes its place where it was deleted. */
function showProgress(deps: Deps, post: Post, text: string, keyboard: InlineKeyboard): Outgoing {
  if (post.panelMessageId === null)
    return {
      method: "sendMessage",
      payload: { text, reply_markup: keyboard, disable_notification: true },
      afterSent: (tx, [panelMessageId]) => setPreview(tx, post.id, { panelMessageId: panelMessageId ?? null }),
    };
  const messageId = post.panelMessageId;
  return {
    method: "editMessageText",
    payload: { message_id: messageId, text, reply_markup: keyboard },
    recover: async (reason) => {
      // Unless another has taken its place meanwhile.
      if (isGone(reason)) await forgetPanel(deps.db, post.id, messageId);
      return isGone(reason);
    },
  };
}

/** One for each run: a post that was tried anew is reported anew. */
const reportOf = ({ id, authorId }: Post, progress: Delivery): NewDelivery => ({
  dedupeKey: `post-report-${id}-${progress.id}`,
  kind: "post_report",
  subjectId: id,
  lane: LANE.post,
  chatId: authorId,
});

/** The message with the bar: brought up to date every few seconds until nothing of the post is left; then the report follows. */
export async function preparePostProgress(deps: Deps, delivery: Delivery, _api: Api): Promise<Prepared> {
  const now = deps.clock();
  if (!(await isNewestProgress(deps.db, delivery))) return { skip: "replaced" };
  const { left, total } = await countPost(deps.db, delivery.subjectId);
  if (left === 0) await finishPost(deps.db, delivery.subjectId);
  const post = await findPost(deps.db, delivery.subjectId);
  if (!post) return { skip: "not_found" };
  const locale = await findLocale(deps, delivery.chatId);
  const shown = (delivery.data ?? {}) as Shown;
  const { text } = await describeProgress(deps, locale, post, shown.pace);
  const nextAt = now + (post.state === "paused" ? PAUSED_EVERY_MS : PROGRESS_EVERY_MS);
  if (left > 0 && text === shown.text) {
    const nextTry = (await findNextTry(deps.db, post.id)) ?? now;
    return { later: Math.max(nextAt, Math.min(nextTry, now + PROGRESS_IDLE_MS)) };
  }
  const outgoing = showProgress(deps, post, text, progressKeyboard(deps, locale, post));
  const next: Shown = { pace: { done: total - left, at: now }, text };
  const afterSent: AfterSent = (tx, ids, at) => {
    outgoing.afterSent?.(tx, ids, at);
    saveDeliveryData(tx, delivery.id, next);
    if (left === 0) addDeliveries(tx, [reportOf(post, delivery)], at);
  };
  // The last edit tells how it went: it does not stand back.
  return { ...outgoing, afterSent, ...(left > 0 ? { again: nextAt, isCosmetic: post.panelMessageId !== null } : {}) };
}

/** Why a post paused itself, told to its author with the choice to go on; skipped when that was decided already. */
export async function preparePostPaused(deps: Deps, { subjectId, chatId, data }: Delivery, _api: Api): Promise<Prepared> {
  const post = await findPost(deps.db, subjectId);
  if (post?.state !== "paused") return { skip: "not_paused" };
  const locale = await findLocale(deps, chatId);
  const { sent, left } = await countPost(deps.db, subjectId);
  const name = namePost((key, variables) => deps.t(locale, key, variables), post);
  const text = deps.t(locale, "post-paused", { name, reason: String(data?.["reason"]), sent, left });
  return { method: "sendMessage", payload: { text, reply_markup: progressKeyboard(deps, locale, post) } };
}

/** An album as its readers will see it, once all of it has arrived; the message with the buttons follows. */
export async function preparePostPreview(deps: Deps, { subjectId, chatId, data }: Delivery, _api: Api): Promise<Prepared> {
  const post = await findPost(deps.db, subjectId);
  if (post?.state !== "draft") return { skip: "not_draft" };
  // More of the album came meanwhile, and with it another row like this.
  if (data?.["parts"] !== post.parts.length) return { skip: "outdated" };
  const locale = await findLocale(deps, chatId);
  const rendered = renderPost(deps.t, post, choosePlace(await findAudience(deps, post), locale));
  return {
    ...toOutgoing({ parts: rendered.parts }, { protect: post.protect }),
    afterSent: (tx, ids, now) => {
      setPreview(tx, post.id, { previewMessageIds: [...ids], panelMessageId: null });
      addDeliveries(tx, [{ dedupeKey: `post-panel-${post.id}-${ids[0]}`, kind: "post_panel", subjectId, lane: LANE.reply, chatId }], now);
    },
  };
}

/** The message with a post's buttons, where it does not come with the reply to its author. */
export async function preparePostPanel(deps: Deps, { subjectId, chatId }: Delivery, _api: Api): Promise<Prepared> {
  const post = await findPost(deps.db, subjectId);
  if (!post) return { skip: "not_found" };
  const { text, keyboard } = await describePost(deps, await findLocale(deps, chatId), post);
  return {
    method: "sendMessage",
    payload: { text, reply_markup: keyboard },
    afterSent: movePanel(post),
  };
}

/** Why a scheduled post did not start, told to its author with the buttons to put it right, or to those in charge of an author who left. */
export async function preparePostUnstarted(deps: Deps, { subjectId, chatId, data }: Delivery, _api: Api): Promise<Prepared> {
  const post = await findPost(deps.db, subjectId);
  if (!post) return { skip: "not_found" };
  const locale = await findLocale(deps, chatId);
  if (chatId !== post.authorId) {
    const author = await findName(deps, post.authorId);
    return {
      method: "sendMessage",
      payload: { text: deps.t(locale, "post-unstarted-others", { author, title: titlePost(deps, locale, post) }) },
    };
  }
  const { reason, words = [] } = data as Unstarted;
  const named = listSome((key, variables) => deps.t(locale, key, variables), words, WORDS_SHOWN);
  const because = deps.t(locale, `post-unstarted-${reason}`, { words: named });
  const { text, keyboard } = await describePost(deps, locale, post);
  return {
    method: "sendMessage",
    payload: { text: `${because}\n\n${text}`, reply_markup: keyboard },
    afterSent: movePanel(post),
  };
}
