import { findCase } from "../../db/complaints/reads.ts";
import type { CaseFacts } from "../../db/complaints/facts.ts";
import type { CaseChange } from "../../db/complaints/writes.ts";
import type { Deps } from "../deps.ts";
import { tellReturnVisit } from "./outbox.ts";
import { findSupervisorChats } from "./recipients.ts";
import { readTerms } from "./terms.ts";

/** What the start of the return visit adds to the change that ends the door visit. */
export type ReturnStart = (facts: CaseFacts, now: number) => Required<Pick<CaseChange, "newPromises" | "deliveries">>;

/** Reads, before the write, what the return visit of a case needs: it is promised, counted from then, when the door visit is done or waived. */
export async function readReturnStart(deps: Deps, complaintId: number): Promise<ReturnStart> {
  const found = await findCase(deps.db, complaintId);
  const supervisors = found ? await findSupervisorChats(deps, found.complaint.districtId) : [];
  const terms = await readTerms(deps);
  return ({ complaint, tier }, now) => ({
    newPromises: [{ kind: "return_visit", ownerId: null, ...terms("return_visit", { category: complaint.category, tier }, now) }],
    deliveries: tellReturnVisit(supervisors, complaint),
  });
}
