import { GrammyError, HttpError, InlineKeyboard, type Api } from "grammy";
import { countDeliveries, holdDelivery } from "../../db/deliveries.ts";
import { findPost, findPostFailures, type Post, type PostFailure } from "../../db/posts.ts";
import type { Locale } from "../config.ts";
import type { Deps } from "../deps.ts";
import { ensureTopic, findGroup, findTopics, forgetTopic, type Group } from "../groups/service.ts";
import { findLocale } from "../people/service.ts";
import { readOutcome } from "../telegram/outcomes.ts";
import type { Prepared } from "../telegram/sender.ts";
import type { Delivery } from "../telegram/store.ts";
import { renderPost, toOutgoing } from "./render.ts";
import { canReceive, REPORT_POLL_MS } from "./rules.ts";
import { pauseFailingPost } from "./service.ts";

/** A new topic counts as a message in its group, which takes one every three seconds (TELEGRAM.md, Limits). */
const AFTER_TOPIC_MS = 3_000;
const NO_CONNECTION_MS = 5_000;
/** As many failures as fit on a screen; the rest is counted. */
const FAILURES_SHOWN = 15;

type Topic = { threadId: number | undefined } | { later: number };

/** The column's topic in a group; asked for again later when it has just been made or can not be made now. */
async function findThread(deps: Deps, api: Api, group: Group, { column }: Post): Promise<Topic> {
  if (!group.isForum) return { threadId: undefined };
  const known = (await findTopics(deps.db, group.id)).get(column);
  if (known !== undefined) return { threadId: known };
  try {
    const made = await ensureTopic(deps, api, group, column);
    return made === undefined ? { threadId: undefined } : { later: deps.clock() + AFTER_TOPIC_MS };
  } catch (error) {
    if (!(error instanceof GrammyError || error instanceof HttpError)) throw error;
    const outcome = readOutcome(error);
    return { later: deps.clock() + (outcome.kind === "limited" ? outcome.retryAfterMs : NO_CONNECTION_MS) };
  }
}

const isTopicGone = (reason: string): boolean => /thread not found|TOPIC_DELETED|TOPIC_ID_INVALID/i.test(reason);

/** A post as its group sees it, in the column's topic or under its hashtag; skipped when the group was unlinked or turned public meanwhile. */
export async function preparePost(deps: Deps, delivery: Delivery, api: Api): Promise<Prepared> {
  const post = await findPost(deps.db, delivery.subjectId);
  if (post?.state === "paused") {
    // It was paused while this row waited for its slot (then it is held by now) or was under way and came back.
    await holdDelivery(deps.db, delivery.id);
    return { later: deps.clock() };
  }
  if (post?.state !== "sending") return { skip: "not_sending" };
  const group = await findGroup(deps.db, delivery.chatId);
  if (group?.kind !== "retailers") return { skip: "unlinked" };
  if (!canReceive(post.column, group)) return { skip: "public_group" };
  const topic = await findThread(deps, api, group, post);
  if ("later" in topic) return topic;
  const { threadId } = topic;
  const rendered = renderPost(deps.t, post, { locale: group.locale, hasHashtag: threadId === undefined });
  if (threadId === undefined) return toOutgoing(rendered);
  return {
    ...toOutgoing(rendered, threadId),
    // Someone deleted the topic by hand: without its id the next attempt makes a new one.
    recover: async (reason) => {
      if (isTopicGone(reason)) await forgetTopic(deps, group.id, post.column, threadId);
      return isTopicGone(reason);
    },
  };
}

const REASON_TEXTS: Record<string, string> = {
  kicked: "post-reason-kicked",
  unlinked: "post-reason-unlinked",
  public_group: "post-reason-public",
  stopped: "post-reason-stopped",
};

function describeFailure(deps: Deps, locale: Locale, { chatId, title, state, reason }: PostFailure): string {
  const key = state === "unknown" ? "post-reason-unknown" : REASON_TEXTS[reason ?? ""];
  return deps.t(locale, "post-report-failure", { group: title ?? String(chatId), reason: key ? deps.t(locale, key) : (reason ?? state) });
}

/** How a post went, told to its author once nothing of it is under way any more. */
export async function preparePostReport(deps: Deps, { subjectId, chatId }: Delivery, _api: Api): Promise<Prepared> {
  const counts = await countDeliveries(deps.db, "post", subjectId);
  if ((counts.pending ?? 0) + (counts.sending ?? 0) + (counts.held ?? 0) > 0) return { later: deps.clock() + REPORT_POLL_MS };
  const post = await findPost(deps.db, subjectId);
  if (!post) return { skip: "not_found" };
  const locale = await findLocale(deps, chatId);
  const failures = await findPostFailures(deps.db, subjectId);
  const column = deps.t(locale, `column-${post.column}`);
  const lines = [
    deps.t(locale, failures.length > 0 ? "post-report-partly" : "post-report-done", {
      column,
      sent: counts.sent ?? 0,
      failed: failures.length,
    }),
  ];
  lines.push(...failures.slice(0, FAILURES_SHOWN).map((failure) => describeFailure(deps, locale, failure)));
  if (failures.length > FAILURES_SHOWN) lines.push(deps.t(locale, "post-report-more", { n: failures.length - FAILURES_SHOWN }));
  return { method: "sendMessage", payload: { text: lines.join("\n") } };
}

/** Why a post paused itself, told to its author with the choice to go on; skipped when that was decided already. */
export async function preparePostPaused(deps: Deps, { subjectId, chatId, data }: Delivery, _api: Api): Promise<Prepared> {
  const post = await findPost(deps.db, subjectId);
  if (post?.state !== "paused") return { skip: "not_paused" };
  const locale = await findLocale(deps, chatId);
  const { sent = 0, held = 0 } = await countDeliveries(deps.db, "post", subjectId);
  const text = deps.t(locale, "post-paused", {
    column: deps.t(locale, `column-${post.column}`),
    reason: String(data?.["reason"]),
    sent,
    held,
  });
  const keyboard = new InlineKeyboard()
    .text(deps.t(locale, "post-resume"), `post:resume:${post.id}`)
    .text(deps.t(locale, "post-stop"), `post:stop:${post.id}`);
  return { method: "sendMessage", payload: { text, reply_markup: keyboard } };
}

/** Telegram keeps refusing a post: the rest is held back until its author has decided. */
export async function holdFailingPost(deps: Deps, { subjectId }: Delivery, reason: string): Promise<void> {
  await pauseFailingPost(deps, subjectId, reason);
}
