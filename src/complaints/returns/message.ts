import { type WholeCase, findCase } from "../../../db/complaints/reads.ts";
import { findTimeline } from "../../../db/complaints/entries.ts";
import { foldOlder } from "../../../db/complaints/card-edits.ts";
import type { Delivery } from "../../../db/deliveries.ts";
import type { Locale } from "../../config.ts";
import { formatMoment } from "../../dates.ts";
import type { Deps } from "../../deps.ts";
import type { Prepared } from "../../telegram/sender.ts";
import { headOf, quote } from "../head.ts";
import { findChatLocale, toKeyboard } from "../notes.ts";
import { returnRows } from "./keyboard.ts";
import { MAX_ATTEMPTS, countAttempts, findSaid, ofRound } from "./rules.ts";
import { isUnsettled } from "../promise-rules.ts";
import { saidLines } from "./words.ts";
import { EXCERPT_LENGTH, excerpt } from "../rules.ts";
import { ENDED, isKind } from "../tasks.ts";

/** A line of the shop on a task that has other lines as well. */
const SAID_LENGTH = 300;

type Timeline = Awaited<ReturnType<typeof findTimeline>>;

/** What came of the door visit, for whoever asks the shop about it. */
function visitLine(deps: Deps, locale: Locale, { promises }: WholeCase, timeline: Timeline): string {
  const visit = promises.find(isKind("door_visit"));
  const visited = ofRound(timeline).findLast(({ kind }) => kind === "visited");
  const at = formatMoment(visit?.endedAt ?? deps.clock(), { zone: deps.config.timeZone, locale, now: deps.clock() });
  const result = excerpt(visit?.result ?? "", SAID_LENGTH);
  if (visit?.state === "waived") return deps.t(locale, "return-not-visited", { outcome: visit.outcome ?? "waived", result, at });
  return deps.t(locale, "promise-return-visited", { manager: visited?.actor ?? visit?.owner ?? "", at, result });
}

/** The task of a return visit as it is true now; undefined when nothing is left to do. */
export async function renderReturnTask(deps: Deps, complaintId: number, locale: Locale, head?: string) {
  const found = await findCase(deps.db, complaintId);
  const promise = found?.promises.find(isKind("return_visit"));
  if (!found || !promise || found.complaint.state !== "open" || !isUnsettled(promise)) return undefined;
  const t = (key: string, variables?: Record<string, string>) => deps.t(locale, key, variables);
  const moment = (at: number) => formatMoment(at, { zone: deps.config.timeZone, locale, now: deps.clock() });
  const timeline = await findTimeline(deps.db, complaintId);
  const reader = { deps, locale, now: deps.clock() };
  const said = findSaid(timeline);
  const attempts = String(countAttempts(timeline));
  const lines = [
    head ??
      (promise.nextAt === null
        ? t("promise-return-head", { due: moment(promise.dueAt) })
        : t("return-again-head", { attempts, max: String(MAX_ATTEMPTS), next: moment(promise.nextAt) })),
    headOf(reader, found),
    quote(reader, found.complaint.text, EXCERPT_LENGTH),
    visitLine(deps, locale, found, timeline),
    ...saidLines(reader, said, SAID_LENGTH),
    ...(found.promises.find(isKind("desk_reply"))?.state === "open" ? [t("return-unanswered")] : []),
    t(said?.satisfaction === "satisfied" ? "return-confirm-ask" : "promise-return-ask"),
  ];
  return { text: lines.join("\n"), reply_markup: toKeyboard(returnRows(t, promise, said)) };
}

type Shown = NonNullable<Awaited<ReturnType<typeof renderReturnTask>>>;

/** One task of a return visit is enough in a chat: what went before gives way to it. */
const toTask = ({ kind, subjectId, chatId }: Delivery, payload: Shown): Prepared => ({
  method: "sendMessage",
  payload,
  afterSent: (tx, messageIds, now) => messageIds.forEach((messageId) => foldOlder(tx, { kind, subjectId, chatId, messageId }, now)),
});

/** The task after a door visit, at its start and for every further attempt: ask the shop, and tap what it says. */
export async function prepareReturnVisit(deps: Deps, delivery: Delivery): Promise<Prepared> {
  const task = await renderReturnTask(deps, delivery.subjectId, await findChatLocale(deps, delivery.chatId));
  return task ? toTask(delivery, task) : ENDED;
}

/** What the shop itself said meanwhile, with the same buttons. */
export async function prepareReturnSaid(deps: Deps, delivery: Delivery): Promise<Prepared> {
  const locale = await findChatLocale(deps, delivery.chatId);
  const task = await renderReturnTask(deps, delivery.subjectId, locale, deps.t(locale, "return-said-head"));
  return task ? toTask(delivery, task) : ENDED;
}
