import { GrammyError, HttpError, type Api } from "grammy";
import { addDeliveries, holdDelivery, type Delivery, type NewDelivery } from "../../db/deliveries.ts";
import { findPost, isVerified, postponePeople, type Post } from "../../db/posts.ts";
import { catchUp } from "../../db/posts/recall.ts";
import type { Locale } from "../config.ts";
import type { Deps } from "../deps.ts";
import { ensureTopic, findGroup, findTopics, forgetTopic, type Group } from "../groups/service.ts";
import { findLocale } from "../people/service.ts";
import { readOutcome } from "../telegram/outcomes.ts";
import { LANE } from "../telegram/rules.ts";
import type { Outgoing, Prepared } from "../telegram/sender.ts";
import { findQuietEnd } from "./guard.ts";
import { noteRichRefusal, renderMessages, type PostMessage } from "./messages-of.ts";
import { needsOwnButton, renderPost, toOutgoing, type Place } from "./render.ts";
import { isStarted, refuseGroup } from "./rules.ts";
import { pauseFailingPost } from "./sending.ts";

/** A new topic counts as a message in its group, which takes one every three seconds (TELEGRAM.md, Limits). */
const AFTER_TOPIC_MS = 3_000;
const NO_CONNECTION_MS = 5_000;

type Topic = { threadId: number | undefined } | { later: number };

/** The column's topic in a group; asked for again later when it has just been made or can not be made now. */
async function findThread(deps: Deps, api: Api, group: Group, { column }: Post): Promise<Topic> {
  if (!group.isForum || column === null) return { threadId: undefined };
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

/** The next part of a table, as it is split now: once the post was changed it is void, and the change brings the rest. */
export const buildMore = ({ id, revision }: Post, chatId: number, shown: number): NewDelivery => ({
  dedupeKey: `post-more-${id}-${chatId}-${revision}-${shown}`,
  kind: "post_more",
  subjectId: id,
  lane: LANE.post,
  chatId,
  data: { from: shown, revision },
});

/**
 * What follows a post into its chat: the pin, the button that Telegram does not put under an album, and the next part of a table that
 * needs several messages: one after the other, so that they arrive in their order.
 */
function buildFollowing(post: Post, message: PostMessage, { chatId, kind }: Delivery, messageId: number): NewDelivery[] {
  const base = { subjectId: post.id, lane: LANE.post, chatId, data: { messageId } };
  const key = `${post.id}-${chatId}`;
  const { shown } = message;
  return [
    ...(needsOwnButton(message) ? [{ ...base, dedupeKey: `post-button-${key}`, kind: "post_button" as const }] : []),
    ...(post.pin && kind === "post" ? [{ ...base, dedupeKey: `post-pin-${key}`, kind: "post_pin" as const }] : []),
    ...(shown === undefined ? [] : [buildMore(post, chatId, shown)]),
  ];
}

/** The call that shows a post in a chat, and what follows it there. */
export async function toMessage(deps: Deps, post: Post, delivery: Delivery, place: Place, threadId?: number): Promise<Outgoing> {
  const [message] = await renderMessages(deps, post, place, { from: Number(delivery.data?.["from"] ?? 0) });
  const outgoing = toOutgoing(message!, { ...post, threadId });
  return {
    ...outgoing,
    recover: async (reason) => noteRichRefusal(deps, outgoing, reason),
    afterSent: (tx, messageIds, now) => {
      const [messageId] = messageIds;
      const landed = { postId: post.id, revision: post.revision, chatId: delivery.chatId, isFollowing: delivery.kind === "post_more" };
      const stays = catchUp(tx, { ...landed, messageIds }, now);
      if (stays && messageId !== undefined) addDeliveries(tx, buildFollowing(post, message!, delivery, messageId), now);
    },
  };
}

/** A post as its group sees it, in the column's topic or under its hashtag; skipped when the group may not have it any more. */
async function prepareForGroup(deps: Deps, post: Post, delivery: Delivery, api: Api): Promise<Prepared> {
  const group = await findGroup(deps.db, delivery.chatId);
  if (group?.kind !== "retailers") return { skip: "unlinked" };
  const refusal = refuseGroup(post.column, group);
  if (refusal) return { skip: `${refusal}_group` };
  const topic = await findThread(deps, api, group, post);
  if ("later" in topic) return topic;
  const { threadId } = topic;
  const message = await toMessage(deps, post, delivery, { locale: group.locale, hasHashtag: threadId === undefined }, threadId);
  if (threadId === undefined || post.column === null) return message;
  const { column } = post;
  return {
    ...message,
    // Someone deleted the topic by hand: without its id the next attempt makes a new one.
    recover: async (reason) => {
      if (!isTopicGone(reason)) return message.recover!(reason);
      await forgetTopic(deps, group.id, column, threadId);
      return true;
    },
  };
}

/** A post as a person sees it in private; skipped when that person acts for no active shop any more. */
async function prepareForPerson(deps: Deps, post: Post, delivery: Delivery): Promise<Prepared> {
  if (!(await isVerified(deps.db, delivery.chatId))) return { skip: "unverified" };
  const locale: Locale = await findLocale(deps, delivery.chatId);
  return toMessage(deps, post, delivery, { locale, hasHashtag: false });
}

/** A post for one recipient, if it is still to go out and the recipient may still have it. */
export async function preparePost(deps: Deps, delivery: Delivery, api: Api): Promise<Prepared> {
  const post = await findPost(deps.db, delivery.subjectId);
  if (post?.state === "paused") {
    // It was paused while this row waited for its slot (then it is held by now) or was under way and came back.
    await holdDelivery(deps.db, delivery.id);
    return { later: deps.clock() };
  }
  if (post?.state !== "sending") return { skip: "stopped" };
  if (delivery.chatId < 0) return prepareForGroup(deps, post, delivery, api);
  const quietUntil = await findQuietEnd(deps, deps.clock());
  if (quietUntil === undefined) return prepareForPerson(deps, post, delivery);
  await postponePeople(deps.db, post.id, quietUntil);
  return { later: quietUntil };
}

/** The next part of a table: what has begun to arrive is finished, unless it was taken back or its reader may no longer have it. */
export async function preparePostMore(deps: Deps, delivery: Delivery, api: Api): Promise<Prepared> {
  const post = await findPost(deps.db, delivery.subjectId);
  if (!post || !isStarted(post.state)) return { skip: "stopped" };
  if (Number(delivery.data?.["revision"] ?? 0) !== post.revision) return { skip: "outdated" };
  return delivery.chatId < 0 ? prepareForGroup(deps, post, delivery, api) : prepareForPerson(deps, post, delivery);
}

const messageOf = ({ data }: Delivery): number => Number(data?.["messageId"]);

/** Pins a post where it has just arrived, without a notification of its own. */
export async function preparePostPin(deps: Deps, delivery: Delivery): Promise<Prepared> {
  if ((await findPost(deps.db, delivery.subjectId))?.state === "recalled") return { skip: "stopped" };
  return { method: "pinChatMessage", payload: { message_id: messageOf(delivery), disable_notification: true } };
}

/** The "read" button below an album. */
export async function preparePostButton(deps: Deps, delivery: Delivery): Promise<Prepared> {
  const post = await findPost(deps.db, delivery.subjectId);
  if (!post) return { skip: "not_found" };
  if (post.state === "recalled") return { skip: "stopped" };
  const group = delivery.chatId < 0 ? await findGroup(deps.db, delivery.chatId) : undefined;
  const locale = group?.locale ?? (await findLocale(deps, delivery.chatId));
  const { keyboard } = renderPost(deps.t, post, { locale, hasHashtag: false });
  const reply = { reply_parameters: { message_id: messageOf(delivery), allow_sending_without_reply: true } };
  const silent = { disable_notification: true, ...(keyboard ? { reply_markup: keyboard } : {}) };
  const landed = { postId: post.id, revision: post.revision, chatId: delivery.chatId, isFollowing: true };
  return {
    method: "sendMessage",
    payload: { text: deps.t(locale, "post-ack-ask"), ...reply, ...silent },
    afterSent: (tx, messageIds, now) => void catchUp(tx, { ...landed, messageIds }, now),
  };
}

/** Telegram keeps refusing a post: the rest is held back until its author has decided. */
export async function holdFailingPost(deps: Deps, { subjectId }: Delivery, reason: string): Promise<void> {
  await pauseFailingPost(deps, subjectId, reason);
}
