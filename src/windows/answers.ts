// Apart from service.ts: the reminder's words need the order feed, and src/orders knows windows by their service.ts.
import { setRemindersMuted } from "../../db/people.ts";
import { findOutageOfRoute } from "../../db/outages.ts";
import { findSituation, saveAnswer, type Answer, type Situation } from "../../db/windows/answers.ts";
import type { Deps } from "../deps.ts";
import type { Locale } from "../people/rules.ts";
import { findCircumstances } from "./circumstances.ts";
import type { Reading } from "./reading.ts";
import { renderMuted, renderReminder, type View } from "./reminder-view.ts";
import type { AnswerProblem } from "./rules.ts";

/** A tap under a reminder: whose, about which window, and in which language they read. */
export type Tap = { windowId: number; personId: number; locale: Locale };

async function readingOf(deps: Deps, { locale }: Tap, { window }: Situation): Promise<Reading> {
  return { deps, locale, window, now: deps.clock(), outage: await findOutageOfRoute(deps.db, window.route.id) };
}

async function viewOf(deps: Deps, tap: Tap, situation: Situation): Promise<View> {
  return renderReminder(await readingOf(deps, tap, situation), situation, await findCircumstances(deps, tap.locale));
}

/**
 * Notes what a person says to a reminder, or takes it back (undefined), and gives the message as it stands then. With a problem nothing
 * was noted: the window closed or was cancelled, the company has every order, or (without a view) it is about none of their shops.
 */
export async function answerReminder(
  deps: Deps,
  tap: Tap,
  answer: Pick<Answer, "answer" | "reason"> | undefined,
): Promise<{ problem: Exclude<AnswerProblem, "unknown"> | undefined; view: View } | { problem: "unknown" }> {
  const { windowId, personId } = tap;
  const { problem, situation } = await saveAnswer(deps.db, { windowId, personId, answer, at: deps.clock() });
  if (!situation || problem === "unknown") return { problem: "unknown" };
  return { problem, view: await viewOf(deps, tap, situation) };
}

/** Turns order reminders off or on for the person alone; the view is missing when the reminder is about none of their shops. */
export async function muteReminders(deps: Deps, tap: Tap, isMuted: boolean): Promise<View | undefined> {
  await setRemindersMuted(deps.db, tap.personId, isMuted ? deps.clock() : null);
  const situation = await findSituation(deps.db, tap.windowId, tap.personId);
  if (!situation || situation.shops.length === 0) return undefined;
  return isMuted ? renderMuted(await readingOf(deps, tap, situation)) : viewOf(deps, tap, situation);
}

/** What a person who asks for help is stuck with: the window, and the shop when only one of theirs in it has no order. */
export async function findHelpSubject(
  deps: Deps,
  { windowId, personId }: Tap,
): Promise<{ windowId: number; retailerId: number | null } | undefined> {
  const situation = await findSituation(deps.db, windowId, personId);
  if (!situation || situation.shops.length === 0) return undefined;
  const missing = situation.shops.filter(({ hasOrdered }) => !hasOrdered);
  const candidates = missing.length > 0 ? missing : situation.shops;
  return { windowId, retailerId: candidates.length === 1 ? candidates[0]!.id : null };
}
