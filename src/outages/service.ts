import { findCutoffRange, findWindowsBetween } from "../../db/outages/audience.ts";
import { findBetween, findOutageOfRoute, findPast, findRunning, type Outage } from "../../db/outages.ts";
import type { Db } from "../../db/client.ts";
import type { Deps } from "../deps.ts";
import { DISTURBED_MS, HISTORY_LENGTH, wasDisturbed } from "./rules.ts";
import { mayJoin, type Reporter } from "./rights-rules.ts";

export { findOutage, type Outage } from "../../db/outages.ts";
export { announceOutage, type Announced } from "./announce.ts";
export { askAboutForgotten } from "./ask.ts";
export { countAudience } from "./audience.ts";
export { renderCard, type Reader, type View } from "./card.ts";
export { expectLonger, NEWS_DIALOGUE, sendUpdate, toggleTold, type Tap, type Tapped, type Told } from "./change.ts";
export { confirmCutoff, countExtendable, offerCutoffs, proposeCutoff, type CutoffRefusal } from "./cutoffs.ts";
export { expectedOf, findDraft, newDraft, saveDraft, type OutageDraft } from "./drafts.ts";
export { endOutage } from "./end.ts";
export { describePast } from "./past.ts";
export { readPhones } from "./phones.ts";
export { mayManage, reachOf, type Reporter } from "./rights-rules.ts";
export { describeOutage, wasDisturbed } from "./rules.ts";
export { describeReason, describeScope, describeSpan, listOf, momentOf, nameOf } from "./words.ts";

/** The outage that keeps a route's shops from ordering online now; undefined when it works. */
export const findOutageFor = ({ db }: Pick<Deps, "db">, routeId: number): Promise<Outage | undefined> => findOutageOfRoute(db, routeId);

/**
 * The ids of the windows with a cutoff after `from` and at or before `to` (epoch milliseconds) that an outage disturbed: it lay, at
 * least in part, in the last two hours before the cutoff as it stands now. They are no fair chance to order: they count in no silence.
 */
export async function findOutageWindows(db: Db, from: number, to: number): Promise<Set<number>> {
  const outages = await findBetween(db, from - DISTURBED_MS, to);
  if (outages.length === 0) return new Set();
  const windows = await findWindowsBetween(db, from, to);
  return new Set(windows.filter((window) => wasDisturbed(window, outages)).map(({ id }) => id));
}

/** Which of the windows an outage disturbed, as findOutageWindows says. */
export async function findDisturbed({ db }: Pick<Deps, "db">, windowIds: readonly number[]): Promise<Set<number>> {
  const range = await findCutoffRange(db, windowIds);
  const disturbed = range ? await findOutageWindows(db, range.from - 1, range.to) : new Set<number>();
  return new Set(windowIds.filter((id) => disturbed.has(id)));
}

/** What a member of staff sees of outages: those that go on and the last ones that are over, of their district. */
export async function listOutages(deps: Deps, reporter: Reporter): Promise<{ running: Outage[]; past: Outage[] }> {
  const isTheirs = ({ scope }: Outage) => mayJoin(reporter, scope);
  const running = (await findRunning(deps.db)).filter(isTheirs);
  // A district sees the company's outages too, so that few are left out.
  const past = (await findPast(deps.db, HISTORY_LENGTH * 10)).filter(isTheirs).slice(0, HISTORY_LENGTH);
  return { running, past };
}
