import { findShopPlace } from "../../../db/complaints/recipients.ts";
import { findFacts } from "../../../db/complaints/reads.ts";
import type { CaseFacts, CasePromise, NewPromise } from "../../../db/complaints/facts.ts";
import type { CaseChange } from "../../../db/complaints/writes.ts";
import type { Deps } from "../../deps.ts";
import { type Changed, type Refused, change, closeIfComplete, endUnsettled, findByKind, refuse, refuseEnded } from "../change.ts";
import { tellDoorVisit, tellNotes, tellReceipt } from "../outbox.ts";
import { isDesk, isInCharge, isPlace, isShopPerson } from "../rights-rules.ts";
import { readTerms, shortenFor } from "../terms.ts";
import { type Category, NOBODY, type PromiseKind } from "../rules.ts";
import { promiseReported } from "../restricted/filing.ts";
import { findCaseDeskChats, findCaseVisitorChats } from "../case-recipients.ts";
import { readRestriction } from "../restricted/start.ts";

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

/** Advice has no visits: those still open are waived with the change, and open again, unplanned, if the change is taken back. */
function movePromises(promises: CasePromise[], category: Category, now: number): NonNullable<CaseChange["promises"]> {
  const visits = promises.filter(({ kind }) => kind !== "desk_reply");
  if (category === "advice") {
    return endUnsettled(visits, { state: "waived", endedAt: now, outcome: "advice" });
  }
  return visits
    .filter(({ state, outcome }) => state === "waived" && outcome === "advice")
    .map(({ id, dueVersion }) => ({ id, state: "open", endedAt: null, outcome: null, plannedAt: null, dueVersion: dueVersion + 1 }));
}

type Restricting = ReturnType<Awaited<ReturnType<typeof readRestriction>>>;

/** A case that turns out to be about a member of staff: the desk and the visitor lose it, and the shop (`asked`) is asked about whom. */
function toRestricted({ complaint, events }: CaseFacts, wanted: CaseChange, started: Restricting, asked: number[]): CaseChange {
  return {
    set: { ...wanted.set, ...started.set },
    promises: [...(wanted.promises ?? []), ...started.promises],
    newPromises: (wanted.newPromises ?? []).map((promise) => ({ ...promise, ownerId: null })),
    events: wanted.events ?? [],
    deliveries: [...started.deliveries, ...tellReceipt(asked, complaint, `receipt-${events.length}`)],
  };
}

type Categorized = { actorId: number; category: Category; asked: number[] };

/**
 * Reads, before the write, what it takes to change what an open case is about, and with it whether a door visit is promised. One that becomes
 * a complaint about staff is restricted from then on, and `asked` are asked about whom.
 */
export async function readCategoryChange(deps: Deps, on: OnCase) {
  const { visitor, visitorChats, deskChats, restrict } = await findPlaces(deps, on);
  const terms = await readTerms(deps);
  return (facts: CaseFacts, now: number, { actorId, category, asked }: Categorized): CaseChange => {
    const { complaint, actor, promises, events } = facts;
    const visit = findByKind(facts, "door_visit");
    const moved = movePromises(promises, category, now);
    const subject = { category, tier: facts.tier };
    const standing = promises.map((promise) => ({ ...promise, state: moved.find(({ id }) => id === promise.id)?.state ?? promise.state }));
    // The visit counts from the filing, or from when the case was taken up again, however late someone noticed that it is no mere question.
    const begun = events.findLast(({ kind }) => kind === "reopened")?.at ?? complaint.openedAt;
    const clock = (kind: PromiseKind): NewPromise => ({
      kind,
      ownerId: kind === "door_visit" ? (visitor?.staffId ?? null) : null,
      ...terms(kind, subject, begun),
    });
    const isReport = complaint.restriction === "confidential";
    const newPromises = visit || category === "advice" ? [] : isReport ? promiseReported(clock, now) : [clock("door_visit")];
    const reopened = moved.find(({ id, state }) => id === visit?.id && state === "open");
    const isVisitWanted = (newPromises.length > 0 && !isReport) || reopened !== undefined;
    const note = [{ note: "category" as const, text: category }];
    const wanted: CaseChange = {
      set: { category },
      promises: [...moved, ...shortenFor(standing, { subject, terms, now }, deps)],
      newPromises,
      events: [{ kind: "category", actorId, text: category }],
      deliveries: [
        ...(isShopPerson(actor, complaint) ? tellNotes(deskChats, complaint, `category-${events.length}`, note) : []),
        ...(isVisitWanted ? tellDoorVisit(visitorChats, complaint, reopened?.dueVersion) : []),
      ],
    };
    const isNewlyAbout = category === "attitude" && complaint.restriction === null && restrict;
    return isNewlyAbout ? toRestricted(facts, wanted, restrict(facts, now), asked) : closeIfComplete(facts, wanted, now, category);
  };
}

/** A question has no return visit: whose reply, or whose colleague's visit, it would ask about does not do away with it. */
const isLateForAdvice = (facts: CaseFacts): boolean =>
  findByKind(facts, "desk_reply")?.state !== "open" || facts.events.some(({ kind }) => kind === "answered" || kind === "visited");

/**
 * Changes what a case is about, by the shop or the desk; a complaint about staff stays restricted when the category is changed back. Refuses
 * others, ended cases, and to the desk making a question of what was answered or visited: that is for the shop and those in charge.
 */
export async function changeCategory(deps: Deps, on: OnCase & { category: Category; chatId: number }): Promise<Changed | Refused> {
  const { personId, category, chatId } = on;
  const toCategory = await readCategoryChange(deps, on);
  return change(deps, on.complaintId, personId, (facts, now) => {
    const { complaint, actor, deskChatIds, readers } = facts;
    const isHere = isPlace(personId, chatId, deskChatIds);
    const isAtDesk = isHere && isDesk(actor, complaint, deskChatIds.includes(chatId));
    if (!isShopPerson(actor, complaint) && !isAtDesk) return refuse("not_yours");
    const refused = refuseEnded(facts);
    if (refused) return refused;
    if (complaint.category === category) return {};
    const isExcused = isShopPerson(actor, complaint) || isInCharge(actor, complaint);
    if (category === "advice" && !isExcused && isLateForAdvice(facts)) return refuse("advice_late");
    // Whoever changed it sees the question under the receipt that was tapped.
    const asked = readers.filter((reader) => reader !== personId);
    return toCategory(facts, now, { actorId: personId, category, asked });
  });
}
