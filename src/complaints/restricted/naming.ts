import type { CaseFacts, CasePromise } from "../../../db/complaints/facts.ts";
import { findCase } from "../../../db/complaints/reads.ts";
import { findReachable } from "../../../db/complaints/recipients.ts";
import { findNameable, type Nameable } from "../../../db/complaints/restricted.ts";
import type { Deps } from "../../deps.ts";
import { change, findByKind, refuse, refuseDone, refuseEnded, refuseStranger, type Changed, type Refused, readCaseAs } from "../change.ts";
import { tellCard, tellDoorVisit } from "../outbox.ts";
import { hideFromStrangers } from "./hide.ts";
import { findFiles } from "./start.ts";
import { isAbout, isInCharge } from "../rights-rules.ts";

/** Roles of those who can answer a shop or go there. */
export const NAMEABLE = ["service_desk", "account_manager", "supervisor", "admin"] as const;
/** What someone can be named for, as the buttons say it. */
export const NAMED_KINDS = { desk: "desk_reply", door: "door_visit" } as const;
export type NamedKind = keyof typeof NAMED_KINDS;

type OnCase = { personId: number; complaintId: number };

function refuseNaming({ actor, complaint, ...facts }: CaseFacts): Refused | undefined {
  if (!isInCharge(actor, complaint)) return refuseStranger({ complaint });
  if (complaint.restriction === null) return refuse("not_restricted");
  return refuseEnded({ actor, complaint, ...facts });
}

/** Staff of the district whom a message reaches; `isForAbout`: to say whom the case is about, else to name someone, which leaves those out. */
export async function listColleagues(
  deps: Deps,
  { personId, complaintId }: OnCase,
  isForAbout: boolean,
): Promise<{ ok: true; number: string; colleagues: Nameable[] } | Refused> {
  const facts = await readCaseAs(deps, complaintId, personId);
  if ("ok" in facts) return facts;
  const refused = refuseNaming(facts);
  if (refused) return refused;
  const { complaint } = facts;
  const all = await findNameable(deps.db, complaint.districtId, NAMEABLE);
  const reachable = await findReachable(
    deps.db,
    all.map((member) => member.personId),
  );
  const colleagues = all.filter((member) => isForAbout || (!isAbout(member, complaint) && reachable.includes(member.personId)));
  return { ok: true, number: complaint.number, colleagues };
}

function refusePromise(facts: CaseFacts, kind: NamedKind): Refused | undefined {
  const promise = findByKind(facts, NAMED_KINDS[kind]);
  if (!promise || promise.state === "waived") return refuse("no_visit");
  return promise.state === "open" ? undefined : refuseDone(facts, kind === "desk" ? "answered" : "visited");
}

const nameIn = (promises: readonly CasePromise[], kind: NamedKind, ownerId: number): CasePromise[] =>
  promises.map((promise) => (promise.kind === NAMED_KINDS[kind] ? { ...promise, ownerId, isHandedOver: true } : promise));

/**
 * Names who answers (desk) or visits (door) in a restricted case: they get its card or task, and whoever was named before loses it. Refuses
 * all but those in charge, the person it is about, someone who is none of the district's staff, and a promise that has ended.
 */
export async function nameOwner(
  deps: Deps,
  { kind, staffId, ...on }: OnCase & { kind: NamedKind; staffId: number },
): Promise<(Changed & { name: string }) | Refused> {
  const found = await findCase(deps.db, on.complaintId);
  if (!found) return refuse("not_found");
  const colleagues = await findNameable(deps.db, found.complaint.districtId, NAMEABLE);
  const member = colleagues.find(({ id }) => id === staffId);
  const files = await findFiles(deps, on.complaintId);
  const hidden = await hideFromStrangers(deps, { complaint: found.complaint, promises: nameIn(found.promises, kind, staffId) });
  const result = await change(deps, on.complaintId, on.personId, (facts) => {
    const refused = refuseNaming(facts) ?? refusePromise(facts, kind);
    if (refused) return refused;
    const { complaint, events } = facts;
    if (!member) return refuse("not_staff");
    if (isAbout(member, complaint)) return refuse("about_them");
    const promise = findByKind(facts, NAMED_KINDS[kind])!;
    if (promise.ownerId === staffId && promise.isHandedOver) return {};
    const key = `named-${events.length}`;
    const told =
      kind === "desk" ? tellCard([member.personId], complaint, files, { key }) : tellDoorVisit([member.personId], complaint, key);
    return {
      promises: [{ id: promise.id, ownerId: staffId, isHandedOver: true }],
      events: [{ kind: "handed_over", promise: promise.kind, actorId: on.personId, text: member.name }],
      deliveries: [...told, ...hidden],
    };
  });
  return result.ok ? { ...result, name: member?.name ?? "" } : result;
}
