import { findCase } from "../../../db/complaints/reads.ts";
import { findDeliveryByMessage } from "../../../db/deliveries.ts";
import type { Locale } from "../../config.ts";
import type { Deps } from "../../deps.ts";
import { renderCard } from "./card.ts";
import { findByKind, refuseDone, refuseStranger, type Refused, readCaseAs } from "../change.ts";
import { renderReceipt } from "../filing/receipt.ts";
import { isPlace, isShopPerson, mayRead } from "../rights-rules.ts";

type Rendered = Omit<Awaited<ReturnType<typeof renderCard>>, "entries">;

/** The receipt as it is true now, for the message that shows it. Refuses other shops' people, and cases that have ended. */
export async function readReceipt(
  deps: Deps,
  complaintId: number,
  personId: number,
  locale: Locale,
): Promise<({ ok: true } & Awaited<ReturnType<typeof renderReceipt>>) | Refused> {
  const facts = await readCaseAs(deps, complaintId, personId);
  if ("ok" in facts) return facts;
  if (!isShopPerson(facts.actor, facts.complaint)) return refuseStranger(facts);
  const { state } = facts.complaint;
  if (state !== "open") return refuseDone(facts, state, state);
  return { ok: true, ...(await renderReceipt(deps, (await findCase(deps.db, complaintId))!, locale, personId)) };
}

/** The card as it is true now, for the message that shows it. Refuses those who have nothing to do with the case, and other groups. */
export async function readCard(
  deps: Deps,
  { complaintId, personId, chatId, messageId }: { complaintId: number; personId: number; chatId: number; messageId: number },
): Promise<({ ok: true } & Rendered) | Refused> {
  const facts = await readCaseAs(deps, complaintId, personId);
  if ("ok" in facts) return facts;
  const owner = findByKind(facts, "door_visit")?.ownerId ?? null;
  const mayBeHere = isPlace(personId, chatId, facts.deskChatIds);
  if (!mayBeHere || !mayRead(facts.actor, facts.complaint, facts.deskChatIds.includes(chatId), owner)) return refuseStranger(facts);
  const delivery = await findDeliveryByMessage(deps.db, chatId, messageId);
  const found = (await findCase(deps.db, complaintId))!;
  const { entries: _, ...card } = await renderCard(deps, found, { chatId, isView: delivery?.data?.["view"] === true });
  return { ok: true, ...card };
}

/** Whether a message is a card that is kept up to date; a view is not. */
export async function isCard(deps: Deps, chatId: number, messageId: number): Promise<boolean> {
  const delivery = await findDeliveryByMessage(deps.db, chatId, messageId);
  return (delivery?.kind === "complaint_card" || delivery?.kind === "complaint_card_edit") && delivery.data?.["view"] !== true;
}
