import type { Api } from "grammy";
import { saveDeliveryData, type Delivery } from "../../db/deliveries.ts";
import { isBeingEdited, saveLearnt } from "../../db/posts/changes.ts";
import type { RecallOrder } from "../../db/posts/recall.ts";
import { findPost, type Post } from "../../db/posts.ts";
import type { Locale } from "../config.ts";
import { formatDay } from "../dates.ts";
import type { Deps } from "../deps.ts";
import { findGroupEver } from "../groups/service.ts";
import { findLocale } from "../people/service.ts";
import type { Outgoing, Prepared } from "../telegram/sender.ts";
import { AFTER_EDIT_MS } from "./revise-messages.ts";
import { DELETE_WITHIN_MS, leadOf } from "./rules.ts";

/** One message and what is put into it; an empty caption takes the words away from the album's other pictures. */
type Step = { messageId: number; text: string; isFile: boolean; isUnpinned?: boolean };

/** In each message of a chat: the notice where the words were, and nothing where there were others. A notice need not stay pinned. */
function planNotice(post: Post, chatId: number, { main, others }: RecallOrder, notice: string): Step[] {
  const lead = post.parts.indexOf(leadOf(post.parts));
  const own = main.flatMap((messageId, at): Step[] => {
    const part = post.parts[at];
    if (at !== lead && (part === undefined || part.text === "")) return [];
    return [{ messageId, text: at === lead ? notice : "", isFile: part?.media !== null }];
  });
  const pinned = post.pin && chatId < 0 ? main.slice(0, 1) : [];
  const unpin = pinned.map((messageId): Step => ({ messageId, text: "", isFile: false, isUnpinned: true }));
  return [...unpin, ...own, ...others.map((messageId) => ({ messageId, text: notice, isFile: false }))];
}

async function speakTo(deps: Deps, chatId: number): Promise<Locale> {
  return chatId > 0 ? findLocale(deps, chatId) : ((await findGroupEver(deps.db, chatId))?.locale ?? deps.config.locale);
}

const isGone = (reason: string): boolean => /message to edit not found|MESSAGE_ID_INVALID/i.test(reason);
const isOfOtherKind = (reason: string): boolean => /there is no (text|caption) in the message to edit/.test(reason);

/** What is known after Telegram refused to put the notice into a message; undefined when nothing more can be done. */
function learnFrom(reason: string, order: RecallOrder, { isUnpinned = false }: Step): RecallOrder | undefined {
  const step = order.step ?? 0;
  // Whoever took the right to pin away may unpin it.
  if (isUnpinned || isGone(reason)) return { ...order, step: step + 1 };
  return isOfOtherKind(reason) && order.flippedAt !== step ? { ...order, flippedAt: step } : undefined;
}

/** Without a keyboard in the call the buttons go too. */
function toCall({ messageId, text, isFile, isUnpinned }: Step): Outgoing {
  if (isUnpinned) return { method: "unpinChatMessage", payload: { message_id: messageId } };
  return isFile
    ? { method: "editMessageCaption", payload: { message_id: messageId, caption: text } }
    : { method: "editMessageText", payload: { message_id: messageId, text } };
}

/** Telegram deletes nothing so old, or refuses to: what can not be removed says that it was withdrawn. */
async function putNotice(deps: Deps, post: Post, { id, chatId }: Delivery, order: RecallOrder): Promise<Prepared> {
  const locale = await speakTo(deps, chatId);
  const at = formatDay(post.sentAt ?? order.sentAt, { zone: deps.config.timeZone, locale });
  const steps = planNotice(post, chatId, order, deps.t(locale, "post-withdrawn", { at }));
  const done = order.step ?? 0;
  const step = steps[done];
  if (!step) return { skip: "gone" };
  const next: RecallOrder = { ...order, how: "notice", step: done + 1 };
  return {
    ...toCall({ ...step, isFile: step.isFile !== (order.flippedAt === done) }),
    afterSent: (tx) => saveDeliveryData(tx, id, { ...next }),
    recover: async (reason) => {
      const learnt = learnFrom(reason, order, step);
      if (learnt) await saveLearnt(deps.db, id, { ...learnt });
      return learnt !== undefined;
    },
    ...(done + 1 < steps.length ? { again: deps.clock() } : {}),
  };
}

/** Takes a post back in one chat: its messages are deleted, those that are not there any more being no hindrance, or say that it was withdrawn. */
export async function preparePostRecall(deps: Deps, delivery: Delivery, _api: Api): Promise<Prepared> {
  const post = await findPost(deps.db, delivery.subjectId);
  if (post?.state !== "recalled") return { skip: "not_recalled" };
  if (await isBeingEdited(deps.db, delivery)) return { later: deps.clock() + AFTER_EDIT_MS };
  const order = delivery.data as RecallOrder;
  if (order.main.length + order.others.length === 0) return { skip: "migrated" };
  const isYoung = deps.clock() - order.sentAt < DELETE_WITHIN_MS;
  if (order.how === "notice" || !isYoung) return putNotice(deps, post, delivery, order);
  return {
    method: "deleteMessages",
    payload: { message_ids: [...order.main, ...order.others] },
    afterSent: (tx) => saveDeliveryData(tx, delivery.id, { ...order, how: "removed" }),
    recover: async () => {
      await saveLearnt(deps.db, delivery.id, { ...order, how: "notice" });
      return true;
    },
  };
}
