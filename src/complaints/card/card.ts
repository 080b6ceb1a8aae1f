import type { CaseFacts } from "../../../db/complaints/facts.ts";
import { type WholeCase, findCase, findFacts } from "../../../db/complaints/reads.ts";
import { findHelpWindow, findMedia, findTimeline } from "../../../db/complaints/entries.ts";
import { type Redraw, catchUpCards, foldOlder, isFolded } from "../../../db/complaints/card-edits.ts";
import type { AfterSent, Delivery } from "../../../db/deliveries.ts";
import type { Locale } from "../../config.ts";
import type { Deps } from "../../deps.ts";
import type { Prepared } from "../../telegram/sender.ts";
import { describeForDesk } from "../../windows/service.ts";
import { findByKind, withOwner } from "../change.ts";
import { findChatLocale } from "../notes.ts";
import { isDesk, isShopPerson, mayRead } from "../rights-rules.ts";
import { cardKeyboard } from "./keyboard.ts";
import { deskLines } from "./lines.ts";
import { findVisitors } from "../returns/rules.ts";
import { describeForReader, restrictedKeyboard } from "./restricted.ts";
import { EXCERPT_LENGTH, LONG_TEXT, NOBODY } from "../rules.ts";
import { renderLast } from "./last.ts";
import { renderTimeline } from "./timeline.ts";
import { headOf, quote } from "../head.ts";

/** A view has a timeline below the words, so fewer of them fit. */
const VIEW_TEXT = 1_200;

type Reader = { deps: Deps; locale: Locale; now: number };

/** A shop that asked for help under an order reminder: until when there is time, and that nobody may order for it. */
async function orderLines({ deps, locale }: Reader, { complaint }: WholeCase): Promise<string[]> {
  const windowId = await findHelpWindow(deps.db, complaint.id);
  const line = windowId === undefined ? undefined : await describeForDesk(deps, locale, { windowId, retailerId: complaint.retailerId });
  return line === undefined ? [] : [line];
}

/** Whether a reply in this chat reaches the shop: the reader must be the desk, not only the one who visits. */
const isDeskChat = (deps: Deps, facts: CaseFacts, chatId: number): boolean =>
  chatId < 0 || isDesk(withOwner(deps, facts.actor), facts.complaint, false);

const mayReply = ({ complaint }: CaseFacts): boolean => complaint.state === "open" || complaint.state === "closed";

async function wordLines(reader: Reader, { complaint, filer }: WholeCase, max: number, without: readonly number[]): Promise<string[]> {
  const { deps, locale } = reader;
  const files = (await findMedia(deps.db, complaint.id)).filter(({ chatId }) => !without.includes(chatId));
  return [
    ...(complaint.filedBy === null
      ? []
      : [deps.t(locale, "complaint-card-filed-for", { name: filer ?? "", how: complaint.personId === NOBODY ? "phone" : "group" })]),
    quote(reader, complaint.text, max),
    ...(complaint.text.length > LONG_TEXT ? [deps.t(locale, "complaint-card-more")] : []),
    ...(files.length > 0 ? [deps.t(locale, "complaint-card-files", { count: String(files.length) })] : []),
  ];
}

/** The card: what the shop says, by when who owes what, and the shop's history. As a view it also tells what happened so far. */
export async function renderCard(deps: Deps, found: WholeCase, { chatId, isView }: { chatId: number; isView: boolean }) {
  const locale = await findChatLocale(deps, chatId);
  const reader = { deps, locale, now: deps.clock() };
  const { complaint } = found;
  const facts = (await findFacts(deps.db, complaint.id, chatId))!;
  const actor = withOwner(deps, facts.actor);
  const isCut = complaint.text.length > LONG_TEXT;
  const goesOnIn = complaint.duplicateOf === null ? undefined : (await findCase(deps.db, complaint.duplicateOf))?.complaint.number;
  const isDeskHere = isDeskChat(deps, facts, chatId);
  // What whoever visited sent to the bot follows a view, and does not stand below a card.
  const notBelow = isView ? [] : findVisitors(facts.events);
  const lines = [
    ...(complaint.round > 1 ? [deps.t(locale, "closing-round", { round: String(complaint.round) })] : []),
    headOf(reader, found),
    ...(await describeForReader(deps, locale, found)),
    ...(await orderLines(reader, found)),
    ...(complaint.purgedAt === null
      ? await wordLines(reader, found, isView ? VIEW_TEXT : isCut ? EXCERPT_LENGTH : LONG_TEXT, notBelow)
      : [deps.t(locale, "purge-gone")]),
    ...(isView ? renderTimeline(reader, found, await findTimeline(deps.db, complaint.id)) : await deskLines(reader, found, goesOnIn)),
    ...(isDeskHere && mayReply(facts) ? [deps.t(locale, "complaint-card-how")] : []),
  ];
  const t = (key: string) => deps.t(locale, key);
  const known = { ...facts, actor };
  const keyboard =
    complaint.restriction === null
      ? cardKeyboard(t, known, { isView, isPrivate: chatId > 0, isDesk: isDeskHere })
      : restrictedKeyboard(t, known);
  return { text: lines.join("\n"), entries: facts.events.length, ...keyboard };
}

const PLAIN = { link_preview_options: { is_disabled: true } };

/** What a card that has just gone out owes to whatever changed meanwhile. */
const catchUp = (complaintId: number, entries: number): AfterSent => {
  return (tx, _messageIds, now) => catchUpCards(tx, { complaintId, entries }, now);
};

export async function prepareComplaintCard(deps: Deps, { subjectId, chatId, kind, data }: Delivery): Promise<Prepared> {
  const found = await findCase(deps.db, subjectId);
  if (!found) return { skip: "no such case" };
  const isView = data?.["view"] === true;
  if (!isView && found.complaint.state !== "open") return { skip: found.complaint.state };
  const { entries, ...payload } = await renderCard(deps, found, { chatId, isView });
  const message = { method: "sendMessage" as const, payload: { ...payload, ...PLAIN } };
  if (isView) return message;
  const afterSent: AfterSent = (tx, messageIds, now) => {
    catchUp(subjectId, entries)(tx, messageIds, now);
    for (const messageId of messageIds) foldOlder(tx, { subjectId, kind, chatId, messageId }, now);
  };
  return { ...message, afterSent };
}

/** Brings a card up to date, where it may still be read: not for someone who has left, and not in a group that is no desk of the district any more. */
export async function prepareComplaintCardEdit(deps: Deps, { subjectId, chatId, data }: Delivery): Promise<Prepared> {
  const found = await findCase(deps.db, subjectId);
  const facts = found && (await findFacts(deps.db, subjectId, chatId));
  if (!found || !facts) return { skip: "no such case" };
  const { messageId, last, of } = data as unknown as Redraw;
  const actor = withOwner(deps, facts.actor);
  const owner = findByKind(facts, "door_visit")?.ownerId ?? null;
  const isOfStaff = chatId < 0 ? facts.deskChatIds.includes(chatId) : mayRead(actor, facts.complaint, false, owner);
  // It became a matter for few eyes after the whole desk had read it: what can still be taken back is.
  if (!(of === "question" ? isShopPerson(actor, facts.complaint) : isOfStaff)) return { skip: "not_theirs" };
  const edit = { message_id: messageId, ...PLAIN };
  if (last) return { method: "editMessageText", payload: { ...edit, ...(await renderLast(deps, found, { chatId, last, of })) } };
  if (await isFolded(deps.db, subjectId, { chatId, messageId })) return { skip: "folded" };
  const { entries, ...payload } = await renderCard(deps, found, { chatId, isView: false });
  return {
    method: "editMessageText",
    payload: { ...edit, ...payload },
    afterSent: catchUp(subjectId, entries),
  };
}
