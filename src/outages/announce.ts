import { findAffectedGroups, findAffectedPeople } from "../../db/outages/audience.ts";
import { startOutage, type Outage } from "../../db/outages.ts";
import type { Deps } from "../deps.ts";
import { findQuietEnd, findStaffToTell, horizonOf, toAll, toNews } from "./audience.ts";
import { findDraft, toOutage } from "./drafts.ts";
import { isOrderDepartment, mayManage, type Reporter } from "./rights-rules.ts";

export type Announced =
  | { ok: true; outage: Outage }
  | { ok: false; reason: "running"; outage: Outage }
  | { ok: false; reason: "no_draft" | "no_phone" | "no_reason" | "no_routes" | "forbidden" };

/**
 * Starts the outage that a person has put together and writes its messages: to groups, to those who have not ordered, to the staff
 * concerned. Refused without a number to call, without routes or words for another reason, beyond the person's district, and while
 * another one is about the same routes.
 */
export async function announceOutage(deps: Deps, personId: number, reporter: Reporter): Promise<Announced> {
  const draft = await findDraft(deps, personId);
  if (!draft) return { ok: false, reason: "no_draft" };
  const { scope } = draft;
  if (!mayManage(reporter, scope)) return { ok: false, reason: "forbidden" };
  if (draft.phones.length === 0) return { ok: false, reason: "no_phone" };
  if (draft.reason === "other" && draft.reasonText === null) return { ok: false, reason: "no_reason" };
  if (scope.kind === "routes" && scope.routeIds.length === 0) return { ok: false, reason: "no_routes" };
  const quietEnd = await findQuietEnd(deps);
  const staff = await findStaffToTell(deps, scope, personId);
  const now = deps.clock();
  // The order department knows what it says itself.
  const known = { ...toOutage(deps, draft), ...(isOrderDepartment(reporter) ? { orderToldAt: now, orderToldBy: personId } : {}) };
  const started = await startOutage(deps.db, known, { actorId: personId, now }, (tx, outage) => {
    const news = { kind: "outage_notice" as const, outageId: outage.id, key: "on" };
    const people = findAffectedPeople(tx, scope, horizonOf(deps, outage.expectedUntil));
    const cards = staff.map((chatId) => toNews({ kind: "outage_staff", outageId: outage.id, key: "on" }, chatId));
    return [...cards, ...toAll(news, findAffectedGroups(tx, scope), people, quietEnd)];
  });
  if (!started.ok) return { ok: false, reason: "running", outage: started.outage };
  deps.log.warn({ outage: started.outage.id, scope, reason: draft.reason }, "an outage of online ordering was announced");
  deps.kickSender();
  return started;
}
