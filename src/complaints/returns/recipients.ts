import { findFacts } from "../../../db/complaints/reads.ts";
import type { CaseFacts, Complaint } from "../../../db/complaints/facts.ts";
import { findReachable } from "../../../db/complaints/recipients.ts";
import { findReturnCandidates, type Candidate } from "../../../db/complaints/returns.ts";
import type { Deps } from "../../deps.ts";
import { findStaffOf } from "../../people/service.ts";
import { findStaffById } from "../../staff/service.ts";
import { findByKind } from "../change.ts";
import { firstOf, type Tiers } from "../recipients.ts";
import { findCaseSupervisorTiers } from "../case-recipients.ts";
import { findVisitors } from "./rules.ts";
import { isInCharge } from "../rights-rules.ts";
import { NOBODY } from "../rules.ts";

export const without = (tiers: Tiers, excluded: readonly number[]): Tiers =>
  tiers.map((chats) => chats.filter((chatId) => !excluded.includes(chatId)));

/** The person behind a staff row; empty when there is none on Telegram. */
export async function findPersonsOf(deps: Deps, staffId: number | null): Promise<number[]> {
  const member = staffId === null ? undefined : await findStaffById(deps.db, staffId);
  return member && member.personId !== null ? [member.personId] : [];
}

/** The same, unless they have left. */
export async function findPersonsStill(deps: Deps, staffId: number | null): Promise<number[]> {
  const [personId] = await findPersonsOf(deps, staffId);
  return personId !== undefined && (await findStaffOf(deps.db, personId))?.id === staffId ? [personId] : [];
}

/** Who gets the task of a return visit: its owner, else those in charge; never who went to the door, nor whom the case is about. */
export async function findReturnTiers(deps: Deps, complaintId: number): Promise<Tiers> {
  const facts = await findFacts(deps.db, complaintId, NOBODY);
  if (!facts) return [];
  const owner = await findPersonsStill(deps, findByKind(facts, "return_visit")?.ownerId ?? null);
  return without(
    [await findReachable(deps.db, owner), ...(await findCaseSupervisorTiers(deps, facts.complaint))],
    findVisitors(facts.events),
  );
}

/** Picks who is named for the return visit, and the chats its task goes to. */
export type Naming = (facts: CaseFacts, excluded: readonly number[]) => { ownerId: number | null; chats: number[] };

/** Reads, before the write, who can be named for the return visit of a case. */
export async function readNaming(deps: Deps, complaint: Complaint): Promise<Naming> {
  const candidates = await findReturnCandidates(deps.db, complaint.districtId, deps.clock());
  const tiers = await findCaseSupervisorTiers(deps, complaint);
  return (facts, excluded) => {
    const others = [...excluded, ...findVisitors(facts.events)];
    const isFit = ({ staffId, actor }: Candidate) =>
      staffId !== facts.complaint.aboutStaffId && !others.includes(actor.personId) && isInCharge(actor, facts.complaint);
    const named = candidates.find(isFit);
    return { ownerId: named?.staffId ?? null, chats: named ? [named.actor.personId] : firstOf(without(tiers, others)) };
  };
}

/** Whether anybody else than this person is in charge of the case and can be reached. */
export async function hasOtherInCharge(deps: Deps, complaint: Complaint, personId: number): Promise<boolean> {
  const chats = (await findCaseSupervisorTiers(deps, complaint)).flat();
  return (await findReachable(deps.db, chats)).some((chatId) => chatId !== personId);
}
