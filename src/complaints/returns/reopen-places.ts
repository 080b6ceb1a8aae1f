import type { CaseFacts, CasePromise } from "../../../db/complaints/facts.ts";
import { findShopPlace, type Visitor } from "../../../db/complaints/recipients.ts";
import type { Deps } from "../../deps.ts";
import { findByKind } from "../change.ts";
import { findVisitorChats } from "../recipients.ts";
import { findCaseDeskChats, findCaseSupervisorChats, findCaseVisitorChats } from "../case-recipients.ts";
import { findPersonsStill } from "./recipients.ts";
import type { PromiseKind } from "../rules.ts";

type Owner = Pick<CasePromise, "ownerId" | "isHandedOver">;

/** Who was named by hand for a promise keeps it when it is given anew, unless they have left or it is about them. */
async function findNamed(deps: Deps, facts: CaseFacts, kind: PromiseKind): Promise<Visitor | undefined> {
  const promise = findByKind(facts, kind);
  if (!promise?.isHandedOver || promise.ownerId === null || promise.ownerId === facts.complaint.aboutStaffId) return undefined;
  const [personId] = await findPersonsStill(deps, promise.ownerId);
  return personId === undefined ? undefined : { staffId: promise.ownerId, personId };
}

export type ReopenPlaces = {
  desk: number[];
  visitor: number[];
  inCharge: number[];
  deskOwner: Owner;
  visitOwner: Owner;
};

const toOwner = (named: Visitor | undefined, usual: Visitor | undefined): Owner => ({
  ownerId: (named ?? usual)?.staffId ?? null,
  isHandedOver: named !== undefined,
});

/** Who is told when a case is taken up again, and who owns the new promises; of a restricted case neither the desk's group nor whom it is about. */
export async function readReopenPlaces(deps: Deps, facts: CaseFacts): Promise<ReopenPlaces> {
  const { complaint, promises } = facts;
  const usual = (await findShopPlace(deps.db, complaint.retailerId, deps.clock()))?.visitor;
  const visitor = complaint.restriction === null ? usual : undefined;
  const clerk = await findNamed(deps, facts, "desk_reply");
  const named = await findNamed(deps, facts, "door_visit");
  return {
    desk: await findCaseDeskChats(deps, complaint, promises),
    visitor:
      complaint.restriction === null
        ? await findVisitorChats(deps, named ?? visitor, complaint.districtId)
        : await findCaseVisitorChats(deps, undefined, complaint, promises),
    inCharge: await findCaseSupervisorChats(deps, complaint),
    deskOwner: toOwner(clerk, undefined),
    visitOwner: toOwner(named, visitor),
  };
}
