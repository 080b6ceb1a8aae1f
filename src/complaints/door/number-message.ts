import { findFacts } from "../../../db/complaints/reads.ts";
import { findShopPhone } from "../../../db/complaints/door.ts";
import { addDeliveries, type Delivery } from "../../../db/deliveries.ts";
import { formatMoment } from "../../dates.ts";
import type { Deps } from "../../deps.ts";
import { LANE } from "../../telegram/rules.ts";
import type { Prepared } from "../../telegram/sender.ts";
import { withOwner } from "../change.ts";
import { refuseNumber } from "./number.ts";
import { DELETABLE_MS, NUMBER_SHOWN_MS } from "./rules.ts";
import { findChatLocale } from "../notes.ts";

/** The shop's number, in a message of its own that takes itself away again; to nobody who lost the right to it meanwhile. */
export async function prepareShopNumber(deps: Deps, { id, subjectId, chatId }: Delivery): Promise<Prepared> {
  const facts = await findFacts(deps.db, subjectId, chatId);
  const shop = facts && (await findShopPhone(deps.db, facts.complaint.retailerId));
  if (!facts || !shop || refuseNumber({ ...facts, actor: withOwner(deps, facts.actor) })) return { skip: "not theirs" };
  const locale = await findChatLocale(deps, chatId);
  const now = deps.clock();
  const text = deps.t(locale, "door-number", {
    number: facts.complaint.number,
    shop: shop.shopName,
    phone: shop.phone,
    contact: shop.contactName ?? "none",
    until: formatMoment(now + NUMBER_SHOWN_MS, { zone: deps.config.timeZone, locale, now }),
  });
  return {
    method: "sendMessage",
    payload: { text },
    afterSent: (tx, [messageId], sentAt) => {
      const row = { kind: "shop_number_removed" as const, subjectId, lane: LANE.promise, chatId };
      const notBefore = sentAt + NUMBER_SHOWN_MS;
      addDeliveries(tx, [{ ...row, dedupeKey: `shop-number-${id}-removed-${messageId}`, notBefore, data: { messageId, sentAt } }], sentAt);
    },
  };
}

/** Takes a number away: deleted, or overwritten when a long downtime made it too late for that. */
export async function prepareShopNumberRemoved(deps: Deps, { chatId, data }: Delivery): Promise<Prepared> {
  const messageId = Number(data?.["messageId"]);
  if (deps.clock() - Number(data?.["sentAt"]) < DELETABLE_MS) return { method: "deleteMessage", payload: { message_id: messageId } };
  const text = deps.t(await findChatLocale(deps, chatId), "door-number-gone");
  return { method: "editMessageText", payload: { message_id: messageId, text } };
}
