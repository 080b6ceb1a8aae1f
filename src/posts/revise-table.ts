import { addDeliveries, saveDeliveryData, type Delivery } from "../../db/deliveries.ts";
import { findTableMessages } from "../../db/posts/changes.ts";
import type { EditOrder } from "../../db/posts/revise.ts";
import type { Post } from "../../db/posts.ts";
import type { Deps } from "../deps.ts";
import type { Outgoing, Prepared } from "../telegram/sender.ts";
import type { Goods } from "../supply/rules.ts";
import { noteRichRefusal, renderMessages, type PostMessage } from "./messages-of.ts";
import { buildMore } from "./recipient-messages.ts";
import type { Place } from "./render.ts";

/** A part of the table that is on its way there is answered within seconds. */
const AFTER_SEND_MS = 1_000;

/** What a message of a table says now; without a keyboard in the call the button goes. */
function toEdit(deps: Deps, messageId: number, { parts, rich, keyboard }: PostMessage): Outgoing {
  const message = { message_id: messageId, ...(keyboard ? { reply_markup: keyboard } : {}) };
  const edit = rich
    ? { ...message, rich_message: rich }
    : { ...message, text: parts[0]!.text, entities: parts[0]!.entities, link_preview_options: { is_disabled: true } };
  const recover = async (reason: string) => noteRichRefusal(deps, { method: rich ? "sendRichMessage" : "editMessageText" }, reason);
  return { method: "editMessageText", payload: edit, recover };
}

/**
 * Carries a change to a table in one chat, one message a call. A shorter table leaves messages over, which say that there is no more; the
 * rest of a longer one follows as new messages.
 */
export async function prepareTableEdit(deps: Deps, post: Post, delivery: Delivery, place: Place): Promise<Prepared> {
  const order = delivery.data as EditOrder;
  const ids = await findTableMessages(deps.db, delivery);
  if (!ids) return { later: deps.clock() + AFTER_SEND_MS };
  const messageId = ids[order.done];
  if (messageId === undefined) return { skip: "not_found" };
  const messages = await renderMessages(deps, post, place);
  const message = messages[order.done];
  const over: PostMessage = { parts: [{ messageId: null, media: null, text: deps.t(place.locale, "supply-over"), entities: [] }] };
  const done = order.done + 1;
  const isLast = done === ids.length;
  return {
    ...toEdit(deps, messageId, message ?? over),
    ...(isLast ? {} : { again: deps.clock() }),
    afterSent: (tx, _ids, now) => {
      saveDeliveryData(tx, delivery.id, { ...order, done });
      if (isLast && message?.shown !== undefined) addDeliveries(tx, [buildMore(post, delivery.chatId, message.shown)], now);
    },
  };
}

const keyOf = ({ name, spec }: Goods): string => JSON.stringify([name, spec]);

/** What a new table does to an old one, in lines: how many come, go and read differently. */
export function compareGoods(before: readonly Goods[], after: readonly Goods[]): { added: number; removed: number; changed: number } {
  const old = new Map(before.map((goods) => [keyOf(goods), JSON.stringify([goods.wholesaleFen, goods.retailFen, goods.quotas])]));
  const kept = after.filter((goods) => old.has(keyOf(goods)));
  const changed = kept.filter((goods) => old.get(keyOf(goods)) !== JSON.stringify([goods.wholesaleFen, goods.retailFen, goods.quotas]));
  const keys = new Set(after.map(keyOf));
  return { added: after.length - kept.length, removed: before.filter((goods) => !keys.has(keyOf(goods))).length, changed: changed.length };
}
