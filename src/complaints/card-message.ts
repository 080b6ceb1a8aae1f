import type { CaseFacts } from "../../db/complaints/facts.ts";
import { findCase, findFacts, findHelpWindow, findHistory, findMedia, findTimeline, type WholeCase } from "../../db/complaints/reads.ts";
import type { Delivery } from "../../db/deliveries.ts";
import type { Locale } from "../config.ts";
import { formatMoment } from "../dates.ts";
import type { Deps } from "../deps.ts";
import type { Prepared } from "../telegram/sender.ts";
import { describeForDesk } from "../windows/service.ts";
import { withOwner } from "./change.ts";
import { findChatLocale, toKeyboard } from "./notes.ts";
import { isDesk, isInCharge } from "./rights-rules.ts";
import { isOverdue } from "./promise-rules.ts";
import { returnRows } from "./return-keyboard.ts";
import { findSaid, type Said } from "./return-rules.ts";
import { excerpt, EXCERPT_LENGTH, LONG_TEXT, NOBODY } from "./rules.ts";
import { renderTimeline } from "./timeline.ts";

const MINUTE_MS = 60_000;
/** Above this the due time alone says more than a count of minutes. */
const COUNTDOWN_MINUTES = 120;
/** A view has a timeline below the words, so fewer of them fit. */
const VIEW_TEXT = 1_200;

type Reader = { deps: Deps; locale: Locale; now: number };

/** "C-20261123-0007 · Delivery · Heping Road Store (R101, gold)". */
export function headOf({ deps, locale }: Reader, { complaint, shop }: WholeCase): string {
  const place = [shop.routeCode, shop.tier].filter(Boolean).join(deps.t(locale, "complaint-comma"));
  const category = deps.t(locale, "complaint-category-name", { category: complaint.category });
  return deps.t(locale, "complaint-card-head", { number: complaint.number, category, shop: shop.shopName, place });
}

/** The words of the shop in quotation marks, cut where they would not fit. */
export function quote({ deps, locale }: Reader, text: string, max: number): string {
  return text === "" ? deps.t(locale, "complaint-card-no-words") : deps.t(locale, "complaint-card-quote", { text: excerpt(text, max) });
}

function dueLine({ deps, locale, now }: Reader, { promises }: WholeCase): string {
  const reply = promises.find(({ kind }) => kind === "desk_reply");
  if (!reply || reply.state !== "open") return deps.t(locale, "complaint-card-answered");
  const due = formatMoment(reply.dueAt, { zone: deps.config.timeZone, locale, now });
  if (isOverdue(reply.dueAt, now)) return deps.t(locale, "complaint-card-overdue", { due });
  const minutes = Math.ceil((reply.dueAt - now) / MINUTE_MS);
  return minutes > COUNTDOWN_MINUTES
    ? deps.t(locale, "complaint-card-due", { due })
    : deps.t(locale, "complaint-card-due-soon", { due, minutes: String(minutes) });
}

async function historyLine({ deps, locale, now }: Reader, { complaint }: WholeCase): Promise<string> {
  const { count, last } = await findHistory(deps.db, complaint, now);
  return deps.t(locale, "complaint-card-history", { count, last: last ?? "none" });
}

/** A shop that asked for help under an order reminder: until when there is time, and that nobody may order for it. */
async function orderLines({ deps, locale }: Reader, { complaint }: WholeCase): Promise<string[]> {
  const windowId = await findHelpWindow(deps.db, complaint.id);
  const line = windowId === undefined ? undefined : await describeForDesk(deps, locale, { windowId, retailerId: complaint.retailerId });
  return line === undefined ? [] : [line];
}

type Place = { isView: boolean; isPrivate: boolean; said: Said | undefined; mayWaive: boolean };

function keyboardOf(t: (key: string) => string, { complaint, promises }: WholeCase, { isView, isPrivate, said, mayWaive }: Place) {
  const isOpen = (kind: string) => isView && isPrivate && promises.some((promise) => promise.kind === kind && promise.state === "open");
  if (complaint.state !== "open") return {};
  const rows: [string, string][][] = [];
  if (isOpen("door_visit")) rows.push([[t("promise-button-visited"), `case:visited:${complaint.id}`]]);
  const visit = isView && isPrivate ? promises.find(({ kind }) => kind === "return_visit") : undefined;
  if (visit) rows.push(...returnRows(t, visit, said, false));
  if (mayWaive) rows.push([[t("return-button-waive"), `case:waive:${complaint.id}`]]);
  rows.push([[t("complaint-button-category"), `case:category:${complaint.id}`]]);
  return { reply_markup: toKeyboard(rows) };
}

/** Whether a reply in this chat reaches the shop: the reader must be the desk, not only the one who visits. */
function mayReply(deps: Deps, facts: CaseFacts, chatId: number): boolean {
  return facts.complaint.state !== "withdrawn" && (chatId < 0 || isDesk(withOwner(deps, facts.actor), facts.complaint, false));
}

/** The card: what the shop says, by when the desk owes a reply, and the shop's history. As a view it also tells what happened so far. */
export async function renderCard(deps: Deps, found: WholeCase, { chatId, isView }: { chatId: number; isView: boolean }) {
  const locale = await findChatLocale(deps, chatId);
  const reader = { deps, locale, now: deps.clock() };
  const { complaint } = found;
  const facts = await findFacts(deps.db, complaint.id, chatId);
  const files = await findMedia(deps.db, complaint.id);
  const mayWaive = isView && chatId > 0 && facts !== undefined && isInCharge(withOwner(deps, facts.actor), complaint);
  const place = { isView, isPrivate: chatId > 0, said: facts && findSaid(facts.events), mayWaive };
  const isCut = complaint.text.length > LONG_TEXT;
  const lines = [
    ...(complaint.round > 1 ? [deps.t(locale, "closing-round", { round: String(complaint.round) })] : []),
    headOf(reader, found),
    ...(await orderLines(reader, found)),
    ...(complaint.filedBy === null
      ? []
      : [deps.t(locale, "complaint-card-filed-for", { name: found.filer ?? "", how: complaint.personId === NOBODY ? "phone" : "group" })]),
    complaint.purgedAt !== null
      ? deps.t(locale, "purge-gone")
      : quote(reader, complaint.text, isView ? VIEW_TEXT : isCut ? EXCERPT_LENGTH : LONG_TEXT),
    ...(isCut ? [deps.t(locale, "complaint-card-more")] : []),
    ...(files.length > 0 ? [deps.t(locale, "complaint-card-files", { count: String(files.length) })] : []),
    ...(isView
      ? renderTimeline(reader, found, await findTimeline(deps.db, complaint.id))
      : [`${dueLine(reader, found)} · ${await historyLine(reader, found)}`]),
    ...(facts && mayReply(deps, facts, chatId) ? [deps.t(locale, "complaint-card-how")] : []),
  ];
  return { text: lines.join("\n"), ...keyboardOf((key) => deps.t(locale, key), found, place) };
}

export async function prepareComplaintCard(deps: Deps, { subjectId, chatId, data }: Delivery): Promise<Prepared> {
  const found = await findCase(deps.db, subjectId);
  if (!found) return { skip: "no such case" };
  const isView = data?.["view"] === true;
  if (!isView && found.complaint.state !== "open") return { skip: found.complaint.state };
  const payload = await renderCard(deps, found, { chatId, isView });
  return { method: "sendMessage", payload: { ...payload, link_preview_options: { is_disabled: true } } };
}
