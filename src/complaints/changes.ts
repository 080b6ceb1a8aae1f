import { findShopPlace } from "../../db/complaints/recipients.ts";
import { findFacts } from "../../db/complaints/reads.ts";
import type { CasePromise, NewPromise } from "../../db/complaints/facts.ts";
import type { CaseChange } from "../../db/complaints/writes.ts";
import type { Deps } from "../deps.ts";
import { change, closeIfComplete, findByKind, refuse, refuseEnded, type Changed, type Refused } from "./change.ts";
import { tellDoorVisit, tellNotes } from "./outbox.ts";
import { findDeskChats, findOwnerChats, findVisitorChats } from "./recipients.ts";
import { isDesk, isPlace, isShopPerson } from "./rights-rules.ts";
import { isUnsettled } from "./return-rules.ts";
import { readTerms, shortenFor } from "./terms.ts";
import { NOBODY, type Category } from "./rules.ts";

type OnCase = { personId: number; complaintId: number };

async function findPlaces(deps: Deps, { personId, complaintId }: OnCase) {
  const facts = await findFacts(deps.db, complaintId, personId);
  const place = facts && (await findShopPlace(deps.db, facts.complaint.retailerId, deps.clock()));
  if (!facts || !place) return { visitor: undefined, visitorChats: [], deskChats: [] };
  const { districtId } = facts.complaint;
  // A visit may have been handed over, or passed on to a substitute.
  const visit = findByKind(facts, "door_visit");
  return {
    visitor: place.visitor,
    visitorChats: await (visit ? findOwnerChats(deps, visit.ownerId, districtId) : findVisitorChats(deps, place.visitor, districtId)),
    deskChats: await findDeskChats(deps, districtId),
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

/** Changes what a case is about, by the shop or the desk, and with it whether a door visit is promised. Refuses others and ended cases. */
export async function changeCategory(deps: Deps, on: OnCase & { category: Category; chatId: number }): Promise<Changed | Refused> {
  const { visitor, visitorChats, deskChats } = await findPlaces(deps, on);
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
    const newPromises: NewPromise[] = isNewVisit
      ? [
          {
            kind: "door_visit",
            ownerId: visitor?.staffId ?? null,
            ...terms("door_visit", subject, complaint.openedAt),
          },
        ]
      : [];
    const reopened = moved.find(({ id, state }) => id === visit?.id && state === "open");
    const isVisitWanted = newPromises.length > 0 || reopened !== undefined;
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
    return closeIfComplete(facts, wanted, now, on.category);
  });
}
