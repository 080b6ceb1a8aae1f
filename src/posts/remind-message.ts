import type { Delivery } from "../../db/deliveries.ts";
import { findOwnCopy, findPost, hasAcked, isVerified, postponeReminders, type Post } from "../../db/posts.ts";
import { catchUp } from "../../db/posts/recall.ts";
import type { Locale } from "../config.ts";
import type { Deps } from "../deps.ts";
import { findLocale } from "../people/service.ts";
import type { Outgoing, Prepared } from "../telegram/sender.ts";
import { findQuietEnd } from "./guard.ts";
import { namePost } from "./naming.ts";
import { toMessage } from "./recipient-messages.ts";
import { renderPost } from "./render.ts";
import { isProductColumn, isStarted, leadOf } from "./rules.ts";

/** As much of a post's first line as tells which one is meant. */
const FIRST_LINE_MAX = 60;

function firstLineOf(deps: Deps, locale: Locale, post: Post): string {
  const line = leadOf(post.parts).text.trim().split("\n", 1)[0]!.trim();
  if (line === "") return namePost((key, variables) => deps.t(locale, key, variables), post);
  // Not by code points: an emoji of several would be cut in two.
  const letters = Array.from(new Intl.Segmenter().segment(line), ({ segment }) => segment);
  return letters.length > FIRST_LINE_MAX ? `${letters.slice(0, FIRST_LINE_MAX).join("")}…` : line;
}

/** A short message that answers the one the person has already. */
function toReminder(deps: Deps, locale: Locale, post: Post, { chatId, messageId }: { chatId: number; messageId: number }): Outgoing {
  const line = deps.t(locale, "post-remind-message", { line: firstLineOf(deps, locale, post) });
  // The first line may name goods.
  const text = isProductColumn(post.column) ? `${line}\n\n${deps.t(locale, "post-health-warning")}` : line;
  const landed = { postId: post.id, revision: post.revision, chatId, isFollowing: true };
  const { keyboard } = renderPost(deps.t, post, { locale, hasHashtag: false });
  return {
    method: "sendMessage",
    payload: {
      text,
      reply_parameters: { message_id: messageId, allow_sending_without_reply: true },
      link_preview_options: { is_disabled: true },
      ...(post.silent ? { disable_notification: true } : {}),
      ...(post.protect ? { protect_content: true } : {}),
      ...(keyboard ? { reply_markup: keyboard } : {}),
    },
    afterSent: (tx, messageIds, now) => void catchUp(tx, { ...landed, messageIds }, now),
  };
}

/**
 * Reminds one person of a post, if it still stands and they have not acknowledged it meanwhile. Who has it from a group only gets it
 * in private: who has left the group, or was never shown it there, could not read it otherwise.
 */
export async function preparePostRemind(deps: Deps, delivery: Delivery): Promise<Prepared> {
  const { subjectId, chatId } = delivery;
  const post = await findPost(deps.db, subjectId);
  if (!post || !isStarted(post.state)) return { skip: "recalled" };
  if (await hasAcked(deps.db, post.id, chatId)) return { skip: "acked" };
  if (!(await isVerified(deps.db, chatId))) return { skip: "unverified" };
  const quietUntil = await findQuietEnd(deps, deps.clock());
  if (quietUntil !== undefined) {
    await postponeReminders(deps.db, post.id, quietUntil);
    return { later: quietUntil };
  }
  const locale = await findLocale(deps, chatId);
  const copy = await findOwnCopy(deps.db, post.id, chatId);
  if (copy !== undefined) return toReminder(deps, locale, post, { chatId, messageId: copy });
  return toMessage(deps, { ...post, pin: false }, delivery, { locale, hasHashtag: false });
}
