import { findCase } from "../../../db/complaints/reads.ts";
import type { CaseFacts } from "../../../db/complaints/facts.ts";
import type { Locale } from "../../config.ts";
import type { Deps } from "../../deps.ts";
import { findCause, readCauses } from "./words.ts";
import { renderCause } from "./message.ts";
import { type Changed, type Refused, change, readCaseAs, refuse, refuseDone, refuseEnded, refuseStranger } from "../change.ts";
import { isDesk, isPlace } from "../rights-rules.ts";
import { isCauseOpen } from "../rules.ts";

type OnCase = { personId: number; complaintId: number; chatId: number };

function refuseCause(facts: CaseFacts, { personId, chatId }: OnCase, now: number): Refused | undefined {
  const { actor, complaint, deskChatIds } = facts;
  const isHere = isPlace(personId, chatId, deskChatIds);
  if (!isHere || !isDesk(actor, complaint, deskChatIds.includes(chatId))) return refuseStranger(facts);
  if (complaint.state === "open") return refuse("not_closed");
  if (complaint.state !== "closed") return refuseEnded(facts);
  return isCauseOpen(complaint.closedAt ?? now, now) ? undefined : refuseDone(facts, "closed", "cause_late");
}

/**
 * Sets why it came to a closed case, or changes it within seven days of the closing; the same cause again changes nothing. Refuses all
 * but the desk of the district, open, withdrawn and merged cases, and a cause (`key`) that has left the list.
 */
export async function setCause(deps: Deps, on: OnCase & { key: string | undefined }): Promise<Changed | Refused> {
  const cause = findCause(await readCauses(deps), on.key);
  return change(deps, on.complaintId, on.personId, (facts, now) => {
    const refused = refuseCause(facts, on, now);
    if (refused) return refused;
    if (cause === undefined) return refuse("cause_gone");
    if (facts.complaint.cause === cause) return {};
    return { set: { cause }, events: [{ kind: "cause", actorId: on.personId, text: cause }] };
  });
}

/** The question for the cause as it stands now, `isAsking`: with all causes to choose from. Refuses as setting it does. */
export async function readCauseCard(
  deps: Deps,
  on: OnCase & { locale: Locale; isAsking: boolean },
): Promise<({ ok: true } & Awaited<ReturnType<typeof renderCause>>) | Refused> {
  const facts = await readCaseAs(deps, on.complaintId, on.personId);
  if ("ok" in facts) return facts;
  const refused = refuseCause(facts, on, deps.clock());
  return refused ?? { ok: true, ...(await renderCause(deps, (await findCase(deps.db, on.complaintId))!, on.locale, on.isAsking)) };
}
