import { findCase, findFacts } from "../../../db/complaints/reads.ts";
import { findDueAttempts, type DueAttempt } from "../../../db/complaints/returns.ts";
import { queueDeliveries } from "../../../db/deliveries.ts";
import type { Locale } from "../../config.ts";
import type { Deps } from "../../deps.ts";
import { findByKind } from "../change.ts";
import { tellReturnVisit } from "../outbox.ts";
import { renderReturnAsk } from "./ask-message.ts";
import { renderReturnTask } from "./message.ts";
import { firstOf } from "../recipients.ts";
import { findReturnTiers } from "./recipients.ts";
import { countAttempts } from "./rules.ts";
import { isTheirCase } from "./said.ts";
import { NOBODY } from "../rules.ts";

export type Shown = NonNullable<Awaited<ReturnType<typeof renderReturnTask>>>;

/** The task of a return visit as it is true now, for whoever just changed it; undefined when nothing is left to do. */
export const readReturnTask = (deps: Deps, complaintId: number, locale: Locale): Promise<Shown | undefined> =>
  renderReturnTask(deps, complaintId, locale);

/** The shop's own question as it is true now, for the message that asks it; undefined for others, and when the result has been recorded. */
export async function readReturnAsk(
  deps: Deps,
  { complaintId, personId, locale, isAsking }: { complaintId: number; personId: number; locale: Locale; isAsking: boolean },
): Promise<Shown | undefined> {
  const facts = await findFacts(deps.db, complaintId, personId);
  return facts && isTheirCase(facts) ? renderReturnAsk(deps, complaintId, locale, isAsking) : undefined;
}

/** Return visits whose next attempt is due and was not asked for yet. */
export const findDueReturns = (deps: Deps, limit: number): Promise<DueAttempt[]> => findDueAttempts(deps.db, deps.clock(), limit);

/** Sends the task of a return visit again for its next attempt. Safe to run twice: each attempt is asked for once. */
export async function remindOfAttempt(deps: Deps, { complaintId }: DueAttempt): Promise<void> {
  const found = await findCase(deps.db, complaintId);
  const facts = await findFacts(deps.db, complaintId, NOBODY);
  if (!found || !facts || found.complaint.state !== "open" || (findByKind(facts, "return_visit")?.nextAt ?? null) === null) return;
  const chats = firstOf(await findReturnTiers(deps, complaintId));
  const rows = tellReturnVisit(chats, found.complaint, `attempt-${countAttempts(facts.events) + 1}`);
  if ((await queueDeliveries(deps.db, rows, deps.clock())) > 0) deps.kickSender();
}
