import { findCase, findFacts, type WholeCase } from "../../../db/complaints/reads.ts";
import { findTimeline } from "../../../db/complaints/entries.ts";
import type { Delivery } from "../../../db/deliveries.ts";
import type { Locale } from "../../config.ts";
import { formatDay, formatMoment } from "../../dates.ts";
import type { Deps } from "../../deps.ts";
import { findAccountManager, findStaffById, readAbsence } from "../../staff/service.ts";
import type { Prepared } from "../../telegram/sender.ts";
import { headOf, quote } from "../head.ts";
import { withOwner } from "../change.ts";
import { visitButtons } from "./keyboard.ts";
import { nobodyTimes } from "./rules.ts";
import { localDay } from "./times.ts";
import { findChatLocale, toKeyboard } from "../notes.ts";
import { mayVisit } from "../rights-rules.ts";
import { excerpt, EXCERPT_LENGTH } from "../rules.ts";
import { ENDED, isKind } from "../tasks.ts";

type Told = WholeCase["promises"][number];
type Card = { deps: Deps; found: WholeCase; visit: Told; chatId: number; locale: Locale; now: number };

const momentIn = ({ deps, locale, now }: Card, at: number): string => formatMoment(at, { zone: deps.config.timeZone, locale, now });
const readerOf = ({ deps, locale, now }: Card) => ({ deps, locale, now });

/** Why the task comes to those in charge: the visitor can not be reached, is away, or there is none. */
async function whyLine(card: Card): Promise<string[]> {
  const { deps, locale, found, visit, chatId, now } = card;
  const owner = visit.ownerId === null ? undefined : await findStaffById(deps.db, visit.ownerId);
  if (owner) return owner.personId === chatId ? [] : [deps.t(locale, "promise-visit-unreached", { manager: owner.name })];
  const manager = await findAccountManager(deps.db, found.shop.routeId);
  const absence = manager && (await readAbsence(deps, { id: manager.staffId }));
  if (!absence?.awayUntil || absence.awayUntil <= now) return [deps.t(locale, "promise-visit-nobody")];
  return [
    deps.t(locale, "door-visit-away", {
      manager: absence.name,
      until: formatDay(absence.awayUntil - 1, { zone: deps.config.timeZone, locale }),
    }),
  ];
}

/** Of a case that was taken up again: with which words, which say what is still wrong. */
function againLine({ deps, locale, found }: Card, events: Awaited<ReturnType<typeof findTimeline>>): string[] {
  const words = events.findLast(({ kind }) => kind === "reopened")?.text;
  return [
    ...(found.complaint.round > 1 ? [deps.t(locale, "closing-round", { round: String(found.complaint.round) })] : []),
    ...(words ? [deps.t(locale, "complaint-card-quote", { text: excerpt(words, EXCERPT_LENGTH) })] : []),
  ];
}

/** The task of an open visit: until when, where, what it is about, and everything that can be done. */
async function renderOpen(card: Card) {
  const { deps, locale, found, visit } = card;
  const t = (key: string, variables?: Record<string, string>) => deps.t(locale, key, variables);
  const { complaint, shop } = found;
  const events = await findTimeline(deps.db, complaint.id);
  const tries = nobodyTimes(events, (at) => localDay(at, deps.config.timeZone));
  const lines = [
    t("promise-visit-head", { due: momentIn(card, visit.dueAt) }),
    ...(visit.plannedAt === null ? [] : [t("door-visit-planned", { at: momentIn(card, visit.plannedAt) })]),
    ...(tries.length === 0 ? [] : [t("door-visit-tried", { times: tries.map((at) => momentIn(card, at)).join(t("complaint-comma")) })]),
    headOf(readerOf(card), found),
    ...(shop.address ? [t("promise-visit-address", { address: shop.address })] : []),
    quote(readerOf(card), complaint.text, EXCERPT_LENGTH),
    ...againLine(card, events),
    ...(await whyLine(card)),
  ];
  const rows = [
    ...visitButtons(t, complaint.id, tries.length),
    [[t("promise-button-show"), `case:show:${complaint.id}`] as [string, string]],
  ];
  return { text: lines.join("\n"), reply_markup: toKeyboard(rows) };
}

/** What a task says that has nothing left to do. */
function renderEnded(card: Card) {
  const { deps, locale, found, visit } = card;
  const { complaint } = found;
  const state = visit.state === "open" ? complaint.state : (visit.outcome ?? "done");
  const ended = deps.t(locale, "door-visit-ended", {
    number: complaint.number,
    what: state,
    at: momentIn(card, visit.endedAt ?? card.now),
  });
  const lines = [ended, headOf(readerOf(card), found), ...(visit.result ? [excerpt(visit.result, EXCERPT_LENGTH)] : [])];
  const show: [string, string] = [deps.t(locale, "promise-button-show"), `case:show:${complaint.id}`];
  return { text: lines.join("\n"), reply_markup: toKeyboard([[show]]) };
}

async function readCard(deps: Deps, { subjectId, chatId }: Delivery): Promise<Card | undefined> {
  const found = await findCase(deps.db, subjectId);
  const visit = found?.promises.find(isKind("door_visit"));
  return found && visit && { deps, found, visit, chatId, locale: await findChatLocale(deps, chatId), now: deps.clock() };
}

const isOpen = ({ visit, found }: Card): boolean => visit.state === "open" && found.complaint.state === "open";

/** The account manager's task; to those in charge instead when there is none or the bot can not reach them, and then it says so. */
export async function prepareDoorVisit(deps: Deps, delivery: Delivery): Promise<Prepared> {
  const card = await readCard(deps, delivery);
  if (!card || !isOpen(card)) return ENDED;
  return { method: "sendMessage", payload: await renderOpen(card) };
}

/** Brings a task up to date; to someone who has nothing to do with the case any more it says only that. */
export async function prepareDoorVisitCard(deps: Deps, delivery: Delivery): Promise<Prepared> {
  const card = await readCard(deps, delivery);
  const facts = card && (await findFacts(deps.db, card.found.complaint.id, delivery.chatId));
  if (!card || !facts) return ENDED;
  const message = { message_id: Number(delivery.data?.["messageId"]), link_preview_options: { is_disabled: true } };
  if (!mayVisit(withOwner(deps, facts.actor), card.found.complaint, card.visit.ownerId)) {
    const owner = card.visit.owner ?? deps.t(card.locale, "promise-owner", { kind: "return_visit" });
    const text = deps.t(card.locale, "door-visit-passed", { number: card.found.complaint.number, owner });
    return { method: "editMessageText", payload: { ...message, text } };
  }
  return { method: "editMessageText", payload: { ...message, ...(isOpen(card) ? await renderOpen(card) : renderEnded(card)) } };
}
