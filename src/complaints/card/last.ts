import type { LastDrawn, Redrawn } from "../../../db/complaints/card-edits.ts";
import { findTimeline } from "../../../db/complaints/entries.ts";
import { findCase, type WholeCase } from "../../../db/complaints/reads.ts";
import type { Locale } from "../../config.ts";
import type { Deps } from "../../deps.ts";
import { findChatLocale, toKeyboard } from "../notes.ts";
import { countAttempts, findSaid, MAX_ATTEMPTS, OFFER_WAIVER_FROM_ROUND } from "../returns/rules.ts";
import { isSatisfaction, type Satisfaction } from "../rules.ts";

type Timeline = Awaited<ReturnType<typeof findTimeline>>;
type Drawn = { text: string; reply_markup?: ReturnType<typeof toKeyboard> };

const ENDINGS = ["rated", "not_reached", "waived", "visit_wanted"];

/** What ended the last return visit, as the timeline tells it; undefined when the case ended with it. */
const findEnding = (timeline: Timeline): Timeline[number] | undefined =>
  timeline.findLast(({ kind, promise }) => ENDINGS.includes(kind) && (kind !== "waived" || promise === "return_visit"));

/** The word by which a text says what ended it. */
const wordOf = ({ complaint: { state } }: WholeCase, ending: Timeline[number] | undefined): string =>
  state === "withdrawn" || state === "duplicate" ? state : (ending?.kind ?? state);

/** The result that was recorded; from the third "not satisfied" on with the way to waive what can not be done. */
function renderRated(deps: Deps, locale: Locale, { complaint }: WholeCase, said: Satisfaction, by: string | undefined): Drawn {
  const { id, number, state, round } = complaint;
  const isReopened = said === "not_satisfied";
  const satisfaction = deps.t(locale, "complaint-satisfaction-name", { satisfaction: said });
  const isOffered = isReopened && round > OFFER_WAIVER_FROM_ROUND;
  const lines = [
    deps.t(locale, "promise-rated", { number, satisfaction, state: isReopened ? "reopened" : state, round: String(round) }),
    ...(by === undefined ? [] : [deps.t(locale, "return-ended-by", { by })]),
    ...(isOffered ? [deps.t(locale, "return-offer-waiver", { times: String(round - 1) })] : []),
  ];
  const offer = { reply_markup: toKeyboard([[[deps.t(locale, "return-button-waive"), `case:waive:${id}`]]]) };
  return { text: lines.join("\n"), ...(isOffered ? offer : {}) };
}

/** What came of a return visit, in the task that asked for it; whoever recorded it is not told who did. */
export async function renderReturnEnded(deps: Deps, found: WholeCase, locale: Locale, chatId: number): Promise<Drawn> {
  const { number, state } = found.complaint;
  const ending = findEnding(await findTimeline(deps.db, found.complaint.id));
  if (ending?.kind === "rated" && ending.text !== null && isSatisfaction(ending.text))
    return renderRated(deps, locale, found, ending.text, ending.actorId === chatId ? undefined : (ending.actor ?? undefined));
  if (ending?.kind === "not_reached") return { text: deps.t(locale, "return-given-up", { number, state, max: String(MAX_ATTEMPTS) }) };
  return {
    text: deps.t(locale, "return-ended", { number, what: wordOf(found, ending), by: ending?.actor ?? deps.t(locale, "return-someone") }),
  };
}

/** The same for a chat, where it is the answer to a tap. */
export async function readReturnEnded(deps: Deps, complaintId: number, locale: Locale, personId: number): Promise<Drawn> {
  return renderReturnEnded(deps, (await findCase(deps.db, complaintId))!, locale, personId);
}

/** The shop's question, once there is nothing left to say in it. */
function renderAskEnded(deps: Deps, locale: Locale, found: WholeCase, timeline: Timeline): Drawn {
  const ending = findEnding(timeline);
  const satisfaction = ending?.kind === "rated" ? deps.t(locale, "complaint-satisfaction-name", { satisfaction: ending.text ?? "" }) : "";
  return { text: deps.t(locale, "return-ask-ended", { number: found.complaint.number, what: wordOf(found, ending), satisfaction }) };
}

/** One line in place of a message that a newer one below it stands in for: what became of the case since. */
function renderFolded(deps: Deps, locale: Locale, { complaint }: WholeCase, timeline: Timeline, of: Redrawn): Drawn {
  const said = of === "task" ? findSaid(timeline)?.satisfaction : undefined;
  const attempts = of === "task" ? countAttempts(timeline) : 0;
  const what = said ? "said" : attempts > 0 ? "tried" : complaint.round > 1 ? "again" : "anew";
  const satisfaction = said ? deps.t(locale, "complaint-satisfaction-name", { satisfaction: said }) : "";
  const { number, round } = complaint;
  return { text: deps.t(locale, "card-folded", { number, what, satisfaction, attempts, round: String(round) }) };
}

/** A card, a task or the shop's question as it is drawn for the last time. */
export async function renderLast(
  deps: Deps,
  found: WholeCase,
  { chatId, last, of }: { chatId: number; last: LastDrawn; of: Redrawn },
): Promise<Drawn> {
  const locale = await findChatLocale(deps, chatId);
  const timeline = await findTimeline(deps.db, found.complaint.id);
  if (last === "folded") return renderFolded(deps, locale, found, timeline, of);
  return of === "question" ? renderAskEnded(deps, locale, found, timeline) : renderReturnEnded(deps, found, locale, chatId);
}
