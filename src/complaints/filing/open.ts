import type { Complaint } from "../../../db/complaints/facts.ts";
import { findShopPlace, findUnreceipted } from "../../../db/complaints/recipients.ts";
import { insertCase, type NewCase } from "../../../db/complaints/filing.ts";
import { queueDeliveries } from "../../../db/deliveries.ts";
import { localDate } from "../../calendar/local-time.ts";
import type { Deps } from "../../deps.ts";
import { suggestCategory } from "../category-rules.ts";
import { alarmsOf, refuse, type Refused } from "../change.ts";
import { tellCard, tellDoorVisit, tellReceipt } from "../outbox.ts";
import { findDeskChats, findVisitorChats } from "../recipients.ts";
import { planRestricted } from "../restricted/filing.ts";
import { readTerms } from "../terms.ts";
import { promisesAtFiling } from "../promise-rules.ts";
import { isBlank, NOBODY, type Category, type Received } from "../rules.ts";
import { textOf, toMedia } from "../received.ts";

/** What a person of a shop reports, in one message or several; the first one is the filing's identity. */
export type OpenComplaint = {
  /** NOBODY when staff file what came by telephone. */
  personId: number;
  retailerId: number;
  items: Received[];
  /** The member of staff who files it for the shop, and the message that told the bot to. */
  filer?: { id: number; chatId: number; messageId: number } | undefined;
  category?: Category | undefined;
  /** The order window whose reminder they asked for help under. */
  windowId?: number | undefined;
  /** They were asked whether it belongs to another case and did not say: the receipt tells. */
  isUndecided?: boolean | undefined;
};
export type Opened = { ok: true; complaint: Complaint; isNew: boolean };

/**
 * Files a complaint (or a question, category "advice"): number, promises with due times and messages to person, desk and account
 * manager in one transaction, which also ends the person's dialogue. The same message again gives the case it filed. Refuses an empty
 * one, a shop that is not the person's (or, when staff file it, none of theirs), and more than ten within an hour.
 */
export async function openComplaint(deps: Deps, input: OpenComplaint): Promise<Opened | Refused> {
  const { personId, retailerId, items, filer } = input;
  const first = items[0];
  const text = textOf(items);
  if (!first || (isBlank(text) && items.every(({ media }) => !media))) return refuse("empty");
  const now = deps.clock();
  const place = await findShopPlace(deps.db, retailerId, now);
  if (!place) return refuse("not_your_shop");
  const category = input.category ?? suggestCategory(text);
  const files = items.flatMap(({ media, chatId, messageId }) => (media ? [{ media, chatId, messageId }] : []));
  const kinds = promisesAtFiling(category);
  const terms = await readTerms(deps);
  const filing = { text, category, districtId: place.districtId, tier: place.tier, files };
  // Who asks for help under a reminder tapped a button about ordering.
  const restricted = input.windowId === undefined ? await planRestricted(deps, filing, now) : undefined;
  const deskChats = await findDeskChats(deps, place.districtId);
  const visitorChats = kinds.includes("door_visit") ? await findVisitorChats(deps, place.visitor, place.districtId) : [];
  const filed: NewCase = {
    day: localDate(now, deps.config.timeZone),
    retailerId,
    personId,
    chatId: first.chatId,
    messageId: first.messageId,
    text,
    category,
    restriction: restricted?.restriction ?? null,
    media: toMedia(items),
    filer: filer && { id: filer.id, isOwner: deps.config.adminIds.includes(filer.id) },
    // Each with its own words, or a later edit could not be told from what was said.
    messages: [
      ...items.map(({ chatId, messageId, text: words }, index) => ({
        kind: index === 0 ? "opened" : "message",
        actorId: personId === NOBODY ? (filer?.id ?? null) : personId,
        chatId,
        messageId,
        text: words,
      })),
      // By telephone the opening itself is the filer's; from a group the opening is the retailer's, and who brought it is told apart.
      ...(filer && personId !== NOBODY ? [{ kind: "filed_for", actorId: filer.id, chatId: filer.chatId, messageId: filer.messageId }] : []),
      ...(input.windowId === undefined ? [] : [{ kind: "order_help", actorId: personId, text: String(input.windowId) }]),
    ],
    promises:
      restricted?.promises ??
      kinds.map((kind) => ({
        kind,
        ownerId: kind === "door_visit" ? (place.visitor?.staffId ?? null) : null,
        ...terms(kind, { category, tier: place.tier }, now),
      })),
    deliveries: (complaint, readers) => [
      ...tellReceipt(readers, complaint, "receipt", input.isUndecided ? { undecided: true } : undefined),
      ...(restricted?.deliveries(complaint) ?? [...tellCard(deskChats, complaint, files), ...tellDoorVisit(visitorChats, complaint)]),
    ],
  };
  const written = await insertCase(deps.db, filed, now);
  if (typeof written === "string") return refuse(written);
  await deps.queues.setAlarms(alarmsOf(written.promises), now);
  deps.kickSender();
  return { ok: true, complaint: written.complaint, isNew: written.isNew };
}

/** Sends the receipts that could not arrive because the person had complained in a group before ever pressing Start. */
export async function sendMissedReceipts(deps: Deps, personId: number): Promise<number> {
  const now = deps.clock();
  const missed = await findUnreceipted(deps.db, personId);
  const added = await queueDeliveries(
    deps.db,
    missed.flatMap((complaint) => tellReceipt([personId], complaint, "receipt-after-start")),
    now,
  );
  deps.kickSender();
  return added;
}
