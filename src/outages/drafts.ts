import type { NewOutage } from "../../db/outages.ts";
import { MINUTE_MS } from "../calendar/local-time.ts";
import type { Deps } from "../deps.ts";
import { findDialogue, saveDialogue } from "../people/service.ts";
import { reachOf, type Reporter } from "./rights-rules.ts";
import { firstAskAt, type OutageReason, type OutageScope } from "./rules.ts";

const DIALOGUE = "outage";

/** An announcement that is being put together; `ask`: the next text is that. */
export type OutageDraft = {
  scope: OutageScope;
  reason: OutageReason;
  reasonText: string | null;
  phones: string[];
  /** From the moment of announcing; 0 = nobody knows. */
  expectedMinutes: number;
  ask: "reason" | "phones" | null;
};

/** What is usual, so that at night one more tap is enough: all that the person answers for, the platform, the company's own number. */
export function newDraft({ config }: Pick<Deps, "config">, reporter: Reporter): OutageDraft {
  const reach = reachOf(reporter);
  const scope: OutageScope = typeof reach === "number" ? { kind: "district", districtId: reach } : { kind: "all" };
  const phones = config.orderingPhone === undefined ? [] : [config.orderingPhone];
  return { scope, reason: "platform", reasonText: null, phones, expectedMinutes: 0, ask: null };
}

/** The person's announcement in the making; undefined when there is none, or it has gone out. */
export async function findDraft(deps: Deps, personId: number): Promise<OutageDraft | undefined> {
  const dialogue = await findDialogue(deps.db, personId);
  return dialogue?.kind === DIALOGUE ? (dialogue.data as OutageDraft) : undefined;
}

/** Keeps it; undefined throws it away, but no dialogue of another feature. */
export async function saveDraft(deps: Deps, personId: number, draft: OutageDraft | undefined): Promise<void> {
  if (!draft && (await findDraft(deps, personId)) === undefined) return;
  await saveDialogue(deps.db, personId, draft && { kind: DIALOGUE, data: draft }, deps.clock());
}

/** When it would be over if it were announced now. */
export const expectedOf = ({ clock }: Pick<Deps, "clock">, { expectedMinutes }: Pick<OutageDraft, "expectedMinutes">): number | null =>
  expectedMinutes === 0 ? null : clock() + expectedMinutes * MINUTE_MS;

/** The row that a draft becomes. */
export function toOutage(deps: Pick<Deps, "clock">, draft: OutageDraft): NewOutage {
  const expectedUntil = expectedOf(deps, draft);
  const { scope, reason, phones } = draft;
  return {
    scope,
    reason,
    reasonText: reason === "other" ? draft.reasonText : null,
    phones,
    expectedUntil,
    askAt: firstAskAt(deps.clock(), expectedUntil),
  };
}
