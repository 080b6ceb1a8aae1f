import { InlineKeyboard } from "grammy";
import { catchUpCard, findOutage } from "../../db/outages.ts";
import type { Deps } from "../deps.ts";
import { findActor } from "../people/service.ts";
import type { Prepared } from "../telegram/sender.ts";
import type { Delivery } from "../telegram/store.ts";
import { renderCard, type Reader } from "./card.ts";
import { describeScope, describeSpan } from "./words.ts";

/** The reader as staff now; undefined for someone who has left. */
async function findReader(deps: Deps, personId: number): Promise<Reader | undefined> {
  const actor = await findActor(deps, personId);
  if (!actor || actor.roles.length === 0) return undefined;
  return { personId, locale: actor.locale, reporter: { roles: actor.roles, districtId: actor.staff?.districtId ?? null } };
}

/** The card of an outage, as it is when it arrives. */
export async function prepareOutageStaff(deps: Deps, { subjectId, chatId }: Delivery): Promise<Prepared> {
  const outage = await findOutage(deps.db, subjectId);
  const reader = await findReader(deps, chatId);
  if (!outage || !reader) return { skip: outage ? "left" : "not_found" };
  if (outage.endedAt !== null) return { skip: "over" };
  const { text, keyboard } = await renderCard(deps, reader, outage);
  return {
    method: "sendMessage",
    payload: { text, reply_markup: keyboard },
    afterSent: (tx, [messageId], now) => catchUpCard(tx, outage, chatId, messageId, now),
  };
}

/** Brings a card up to date. */
export async function prepareOutageCard(deps: Deps, { subjectId, chatId, data }: Delivery): Promise<Prepared> {
  const outage = await findOutage(deps.db, subjectId);
  const reader = await findReader(deps, chatId);
  if (!outage || !reader) return { skip: outage ? "left" : "not_found" };
  const { text, keyboard } = await renderCard(deps, reader, outage);
  return { method: "editMessageText", payload: { message_id: Number(data?.["messageId"]), text, reply_markup: keyboard } };
}

/** To whoever announced it and the order department: is it over, and nobody said so? */
export async function prepareOutageAsk(deps: Deps, { subjectId, chatId }: Delivery): Promise<Prepared> {
  const outage = await findOutage(deps.db, subjectId);
  const reader = await findReader(deps, chatId);
  if (!outage || outage.endedAt !== null || !reader) return { skip: "over" };
  const { locale } = reader;
  const scope = await describeScope(deps, locale, outage.scope);
  const keyboard = new InlineKeyboard()
    .text(deps.t(locale, "outage-ask-more"), `outage:more:${outage.id}`)
    .row()
    .text(deps.t(locale, "outage-ask-over"), `outage:offyes:${outage.id}`);
  const text = deps.t(locale, "outage-ask", { scope, span: describeSpan(deps, locale, outage) });
  return { method: "sendMessage", payload: { text, reply_markup: keyboard } };
}
