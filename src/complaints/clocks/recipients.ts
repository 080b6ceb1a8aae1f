import type { CasePromise, Complaint } from "../../../db/complaints/facts.ts";
import { findFacts } from "../../../db/complaints/reads.ts";
import { findReachable } from "../../../db/complaints/recipients.ts";
import { findActor, findStaffChat } from "../../../db/complaints/warnings.ts";
import type { Deps } from "../../deps.ts";
import { withOwner } from "../change.ts";
import { findDeskTiers, type Tiers } from "../recipients.ts";
import { findCaseSupervisorTiers } from "../case-recipients.ts";
import { isInCharge, mayRead, mayVisit, type CaseActor } from "../rights-rules.ts";

type About = Pick<Complaint, "districtId" | "restriction" | "aboutStaffId" | "retailerId" | "text">;

/** Who has to keep a promise: its owner in private; nobody by name is the desk's group, or else whoever is in charge. */
export async function findOwnerTiers(deps: Deps, { kind, ownerId }: Pick<CasePromise, "kind" | "ownerId">, about: About): Promise<Tiers> {
  const chatId = ownerId === null || ownerId === about.aboutStaffId ? undefined : await findStaffChat(deps.db, ownerId);
  const owner = chatId === undefined ? [] : await findReachable(deps.db, [chatId]);
  // What few may read has no place in a group.
  const isDesks = kind === "desk_reply" && about.restriction === null;
  return [owner, ...(isDesks ? await findDeskTiers(deps, about.districtId) : await findCaseSupervisorTiers(deps, about))];
}

/** Whether someone who was to be told of a case may still be: they may have left, or it may have turned out to be about them. */
export function isStillIn(actor: CaseActor, about: About, ownerId: number | null): boolean {
  if (ownerId === null) return isInCharge(actor, about);
  return about.restriction === null ? mayVisit(actor, about, ownerId) : mayRead(actor, about, false, ownerId);
}

/** A reader's rights now, to one case. */
export async function readReaderOf(deps: Deps, complaintId: number, chatId: number): Promise<CaseActor> {
  const facts = await findFacts(deps.db, complaintId, chatId);
  return facts ? withOwner(deps, facts.actor) : readReader(deps, chatId);
}

/** A reader's rights now, whichever case it is. */
export const readReader = async (deps: Deps, chatId: number): Promise<CaseActor> => withOwner(deps, await findActor(deps.db, chatId));
