import { findCase } from "../../db/complaints/reads.ts";
import type { CaseFacts } from "../../db/complaints/facts.ts";
import type { CaseChange } from "../../db/complaints/writes.ts";
import type { Deps } from "../deps.ts";
import { tellReturnVisit } from "./outbox.ts";
import { tellReturnAsk } from "./return-outbox.ts";
import { readNaming } from "./return-recipients.ts";
import { readTerms } from "./terms.ts";

/**
 * What the start of the return visit adds to the change that ends the door visit. Whoever makes that change went to the door and is not
 * named, unless `isWaived`: the one in charge who waived the visit was not there.
 */
export type ReturnStart = (
  facts: CaseFacts,
  now: number,
  how?: { isWaived: boolean },
) => Required<Pick<CaseChange, "newPromises" | "deliveries">>;

/**
 * Reads, before the write, what the return visit of a case needs: it is promised, counted from then, when the door visit is done or
 * waived, to a supervisor by name; the shop is asked by the bot at the same time.
 */
export async function readReturnStart(deps: Deps, complaintId: number): Promise<ReturnStart> {
  const found = await findCase(deps.db, complaintId);
  const name = found && (await readNaming(deps, found.complaint));
  const terms = await readTerms(deps);
  return (facts, now, how) => {
    const { complaint, tier, actor, readers } = facts;
    const { ownerId, chats } = name?.(facts, how?.isWaived ? [] : [actor.personId]) ?? { ownerId: null, chats: [] };
    return {
      newPromises: [{ kind: "return_visit", ownerId, ...terms("return_visit", { category: complaint.category, tier }, now) }],
      deliveries: [...tellReturnAsk(readers, complaint), ...tellReturnVisit(chats, complaint)],
    };
  };
}
