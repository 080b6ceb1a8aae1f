import { findShopPlace } from "../../db/complaints/recipients.ts";
import { findFacts } from "../../db/complaints/reads.ts";
import type { CaseFacts, CasePromise, NewPromise } from "../../db/complaints/facts.ts";
import type { CaseChange } from "../../db/complaints/writes.ts";
import type { Deps } from "../deps.ts";
import { change, closeIfComplete, findByKind, refuse, refuseEnded, type Changed, type Refused } from "./change.ts";
import { tellDoorVisit, tellNotes, tellReceipt } from "./outbox.ts";
import { isDesk, isPlace, isShopPerson } from "./rights-rules.ts";
import { isUnsettled } from "./return-rules.ts";
import { readTerms, shortenFor } from "./terms.ts";
import { type Category, NOBODY, type PromiseKind } from "./rules.ts";
import { promiseReported } from "./restricted-filing.ts";
import { findCaseDeskChats, findCaseVisitorChats } from "./restricted-recipients.ts";
import { readRestriction } from "./restricted-start.ts";

type OnCase = { personId: number; complaintId: number };

async function findPlaces(deps: Deps, { personId, complaintId }: OnCase) {
  const facts = await findFacts(deps.db, complaintId, personId);
  const place = facts && (await findShopPlace(deps.db, facts.complaint.retailerId, deps.clock()));
  if (!facts || !place) return { visitor: undefined, visitorChats: [], deskChats: [], restrict: undefined };
  const { complaint, promises } = facts;
  return {
    visitor: complaint.restriction === null ? place.visitor : undefined,
    visitorChats: await findCaseVisitorChats(deps, place.visitor, complaint, promises),
    deskChats: await findCaseDeskChats(deps, complaint, promises),
    restrict: await readRestriction(deps, facts),
  };
}

/** Withdraws a case on the word of the person who filed it, or of anyone of the shop if it was filed by telephone: open promises are waived, desk and visitor told. Refuses others, and twice. */
export async function withdrawComplaint(deps: Deps, on: OnCase): Promise<Changed | Refused> {
  const { visitorChats, deskChats } = await findPlaces(deps, on);
  return change(deps, on.complaintId, on.personId, (facts, now) => {
    const { complaint, actor, promises } = facts;
    if ((complaint.personId !== NOBODY && complaint.personId !== on.personId) || !isShopPerson(actor, complaint))
      return refuse("not_yours");
    const refused = refuseEnded(facts);
    if (refused) return refused;
    const isVisitOpen = findByKind(facts, "door_visit")?.state === "open";
    const told = [...new Set([...deskChats, ...(isVisitOpen ? visitorChats : [])])];
    return {
      set: { state: "withdrawn", closedAt: now },
      promises: endUnsettled(promises, { state: "waived", endedAt: now, outcome: "withdrawn" }),
      events: [{ kind: "withdrawn", actorId: on.personId }],
      deliveries: tellNotes(told, complaint, "withdrawn", [{ note: "withdrawn", text: "" }]),
    };
  });
}

type Ending = { state: "waived"; endedAt: number; outcome: "withdrawn" | "advice" | "reopened" };

/** Ends what is open; of what an attempt has kept already, only the further attempts end. */
export const endUnsettled = (promises: CasePromise[], ending: Ending): NonNullable<CaseChange["promises"]> =>
  promises.filter(isUnsettled).map(({ id, state }) => (state === "open" ? { id, ...ending } : { id, nextAt: null }));

/** Advice has no visits: those still open are waived with the change, and open again if the change is taken back. */
export function movePromises(promises: CasePromise[], category: Category, now: number): NonNullable<CaseChange["promises"]> {
  const visits = promises.filter(({ kind }) => kind !== "desk_reply");
  if (category === "advice") {
    return endUnsettled(visits, { state: "waived", endedAt: now, outcome: "advice" });
  }
  return visits
    .filter(({ state, outcome }) => state === "waived" && outcome === "advice")
    .map(({ id, dueVersion }) => ({ id, state: "open", endedAt: null, outcome: null, dueVersion: dueVersion + 1 }));
}

/** A case that turns out to be about a member of staff: the desk and the visitor lose it, and the shop is asked about whom. */
function toRestricted(facts: CaseFacts, wanted: CaseChange, started: ReturnType<Awaited<ReturnType<typeof readRestriction>>>): CaseChange {
  const { complaint, events, readers, actor } = facts;
  // Whoever changed it sees the question under the receipt that was tapped.
  const asked = readers.filter((chatId) => chatId !== actor.personId);
  return {
    set: { ...wanted.set, ...started.set },
    promises: [...(wanted.promises ?? []), ...started.promises],
    newPromises: (wanted.newPromises ?? []).map((promise) => ({ ...promise, ownerId: null })),
    events: wanted.events ?? [],
    deliveries: [...started.deliveries, ...tellReceipt(asked, complaint, `receipt-${events.length}`)],
  };
}

/**
 * Changes what a case is about, by the shop or the desk, and with it whether a door visit is promised. One that becomes a complaint about
 * staff is restricted from then on, and stays so when the category is changed back. Refuses others and ended cases.
 */
export async function changeCategory(deps: Deps, on: OnCase & { category: Category; chatId: number }): Promise<Changed | Refused> {
  const { visitor, visitorChats, deskChats, restrict } = await findPlaces(deps, on);
  const terms = await readTerms(deps);
  return change(deps, on.complaintId, on.personId, (facts, now) => {
    const { complaint, actor, promises, deskChatIds, events } = facts;
    const isOfShop = isShopPerson(actor, complaint);
    const isHere = isPlace(on.personId, on.chatId, deskChatIds);
    if (!isOfShop && (!isHere || !isDesk(actor, complaint, deskChatIds.includes(on.chatId)))) return refuse("not_yours");
    const refused = refuseEnded(facts);
    if (refused) return refused;
    if (complaint.category === on.category) return {};
    const visit = findByKind(facts, "door_visit");
    const moved = movePromises(promises, on.category, now);
    const subject = { category: on.category, tier: facts.tier };
    const standing = promises.map((promise) => ({ ...promise, state: moved.find(({ id }) => id === promise.id)?.state ?? promise.state }));
    const shortened = shortenFor(standing, { subject, terms, now }, deps);
    // The visit counts from the filing, however late someone noticed that it is no mere question.
    const isNewVisit = !visit && on.category !== "advice";
    const clock = (kind: PromiseKind): NewPromise => ({
      kind,
      ownerId: kind === "door_visit" ? (visitor?.staffId ?? null) : null,
      ...terms(kind, subject, complaint.openedAt),
    });
    const isReport = complaint.restriction === "confidential";
    const newPromises = !isNewVisit ? [] : isReport ? promiseReported(clock, now) : [clock("door_visit")];
    const reopened = moved.find(({ id, state }) => id === visit?.id && state === "open");
    const isVisitWanted = (newPromises.length > 0 && !isReport) || reopened !== undefined;
    const key = `category-${events.length}`;
    const wanted: CaseChange = {
      set: { category: on.category },
      promises: [...moved, ...shortened],
      newPromises,
      events: [{ kind: "category", actorId: on.personId, text: on.category }],
      deliveries: [
        ...(isOfShop ? tellNotes(deskChats, complaint, key, [{ note: "category", text: on.category }]) : []),
        ...(isVisitWanted ? tellDoorVisit(visitorChats, complaint, reopened?.dueVersion) : []),
      ],
    };
    const isNewlyAbout = on.category === "attitude" && complaint.restriction === null && restrict;
    if (isNewlyAbout) return toRestricted(facts, wanted, restrict(facts, now));
    return closeIfComplete(facts, wanted, now, on.category);
  });
}
