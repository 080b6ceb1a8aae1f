import { findShopByLicence } from "../../../db/retailers/shops.ts";
import { findReachable } from "../../../db/complaints/recipients.ts";
import { findCase, findReaders } from "../../../db/complaints/reads.ts";
import { findCaseIdByMessage } from "../../../db/complaints/entries.ts";
import type { Complaint } from "../../../db/complaints/facts.ts";
import type { Deps } from "../../deps.ts";
import { findByKind, refuse, type Refused, readCaseAs } from "../change.ts";
import { mayRead } from "../rights-rules.ts";
import { NOBODY } from "../rules.ts";
import { openComplaint, type OpenComplaint } from "./open.ts";

export type FiledFor = { ok: true; number: string; shopName: string; isNew: boolean; isReachable: boolean } & Pick<
  Complaint,
  "id" | "restriction"
>;
type ForShop = Pick<OpenComplaint, "personId" | "items"> & { filer: NonNullable<OpenComplaint["filer"]> };

/**
 * Files what a shop said on the telephone or at the counter (`personId` NOBODY), or what a retailer wrote in a group, on the word of a
 * member of staff. Refuses an unknown licence, a shop that is suspended or closed, and staff who have nothing to do with the shop. Words
 * that went into a case before give that case.
 */
export async function openForShop(deps: Deps, by: ForShop & ({ licenceNo: string } | { retailerId: number })): Promise<FiledFor | Refused> {
  const { personId, items, filer } = by;
  const retailerId = "retailerId" in by ? by.retailerId : (await findShopByLicence(deps.db, by.licenceNo))?.id;
  if (retailerId === undefined) return refuse("unknown_licence");
  const before = personId === NOBODY || !items[0] ? undefined : await findCaseIdByMessage(deps.db, items[0].chatId, items[0].messageId);
  const opened = before === undefined ? await openComplaint(deps, { personId, retailerId, items, filer }) : undefined;
  if (opened && !opened.ok) return opened;
  const { complaint, shop } = (await findCase(deps.db, before ?? opened!.complaint.id))!;
  if (before !== undefined && !(await mayKnow(deps, before, filer.id))) return refuse("not_your_area");
  const isReachable = (await findReachable(deps.db, await findReaders(deps.db, complaint))).length > 0;
  const { id, restriction } = complaint;
  return { ok: true, id, restriction, number: complaint.number, shopName: shop.shopName, isNew: opened?.isNew ?? false, isReachable };
}

/** Whoever has nothing to do with the shop learns nothing of its case, either: of a case from before, openComplaint was not asked. */
async function mayKnow(deps: Deps, complaintId: number, personId: number): Promise<boolean> {
  const facts = await readCaseAs(deps, complaintId, personId);
  return !("ok" in facts) && mayRead(facts.actor, facts.complaint, false, findByKind(facts, "door_visit")?.ownerId ?? null);
}
