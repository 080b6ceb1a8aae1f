import type { CaseFacts } from "../../../db/complaints/facts.ts";
import type { CaseChange } from "../../../db/complaints/writes.ts";
import type { Deps } from "../../deps.ts";
import { type Changed, type Refused, change, findByKind, isDone, refuse, refuseDone } from "../change.ts";
import { NOBODY_DAYS, nobodyTimes } from "./rules.ts";
import { localDay } from "./times.ts";
import { readVisitPlaces, redrawCards, refuseVisit, tellShop } from "./visit.ts";
import { toMedia } from "../received.ts";
import { readReturnStart } from "../returns/start.ts";
import { endPromise } from "../promise-rules.ts";
import type { Received } from "../rules.ts";
import { formatFullMoment } from "../../dates.ts";

type OnVisit = { personId: number; complaintId: number };
type Said = OnVisit & { received: Received };

/**
 * Ends the door visit with what came of it, and the dialogue that asked for it, and promises the return visit, counted from now, to the
 * supervisors. Refuses anyone but the visit's owner and those in charge, a result without words, and a visit that is done or not due any
 * more.
 */
export async function finishDoorVisit(deps: Deps, { personId, complaintId, received }: Said): Promise<Changed | Refused> {
  const startReturnVisit = await readReturnStart(deps, complaintId);
  const { cards } = await readVisitPlaces(deps, complaintId, personId);
  return change(deps, complaintId, personId, (facts, now) => {
    if (isDone(facts, "visited", received)) return { endsDialogue: true };
    const refused = refuseVisit(facts);
    if (refused) return refused;
    const { chatId, messageId, text } = received;
    if (text.trim() === "") return refuse("empty");
    const promise = findByKind(facts, "door_visit")!;
    const returnVisit = startReturnVisit(facts, now);
    return {
      endsDialogue: true,
      promises: [{ id: promise.id, state: endPromise(promise.dueAt, now), endedAt: now, result: text }, ...returnVisit.promises],
      newPromises: returnVisit.newPromises,
      events: [{ kind: "visited", actorId: personId, chatId, messageId, text }],
      media: toMedia([received]),
      deliveries: [...returnVisit.deliveries, ...redrawCards(cards, facts.complaint, `${facts.events.length}`)],
    };
  });
}

/**
 * Keeps a photo or a location of a visit with its case: before the result while it may be reported, and after it from whoever reported it.
 * Refuses everybody else.
 */
export async function addVisitMedia(deps: Deps, { personId, complaintId, received }: Said): Promise<Changed | Refused> {
  return change(deps, complaintId, personId, (facts) => {
    const hasVisited = facts.events.some(({ kind, actorId }) => kind === "visited" && actorId === personId);
    const isTheirs = hasVisited && facts.actor.officer !== undefined;
    return (isTheirs ? undefined : refuseVisit(facts)) ?? { media: toMedia([received]) };
  });
}

/** On which days nobody was met. */
const nobodyDays = (deps: Deps, { events }: Pick<CaseFacts, "events">): number[] =>
  nobodyTimes(events, (at) => localDay(at, deps.config.timeZone));

/**
 * Notes that somebody came to the shop and met nobody: the visit stays open, its plan is over, and the shop is asked when it suits. Twice
 * on a day is once. Gives whether the visit may now end without a meeting.
 */
export async function noteNobodyHome(deps: Deps, { personId, complaintId }: OnVisit): Promise<(Changed & { mayEnd: boolean }) | Refused> {
  const { cards } = await readVisitPlaces(deps, complaintId, personId);
  let mayEnd = false;
  const result = await change(deps, complaintId, personId, (facts, now) => {
    const refused = refuseVisit(facts);
    if (refused) return refused;
    const days = nobodyDays(deps, facts);
    const today = localDay(now, deps.config.timeZone);
    if (days.some((at) => localDay(at, deps.config.timeZone) === today)) return refuseDone(facts, "nobody_home");
    mayEnd = days.length + 1 >= NOBODY_DAYS;
    const key = `${facts.events.length}`;
    return {
      promises: [{ id: findByKind(facts, "door_visit")!.id, plannedAt: null }],
      events: [{ kind: "nobody_home", actorId: personId }],
      deliveries: [
        ...tellShop(facts.readers, facts.complaint, key, { what: "nobody", at: now }),
        ...redrawCards(cards, facts.complaint, key),
      ],
    };
  });
  return result.ok ? { ...result, mayEnd } : result;
}

/**
 * Ends a visit for which somebody came on two days and met nobody: the company kept its word as far as it could, and the return visit
 * starts. Refuses it after a single day.
 */
export async function endWithNobody(deps: Deps, { personId, complaintId }: OnVisit): Promise<Changed | Refused> {
  return endVisit(deps, { personId, complaintId }, (facts, now) => {
    const days = nobodyDays(deps, facts);
    if (days.length < NOBODY_DAYS) return refuse("nobody_once");
    const times = days
      .map((at) => formatFullMoment(at, { zone: deps.config.timeZone, locale: deps.config.locale }))
      .join(deps.t(deps.config.locale, "complaint-comma"));
    const text = deps.t(deps.config.locale, "door-nobody-result", { times });
    const visit = findByKind(facts, "door_visit")!;
    return {
      promises: [{ id: visit.id, state: endPromise(visit.dueAt, now), endedAt: now, result: text }],
      events: [{ kind: "visited", actorId: personId, text }],
      deliveries: tellShop(facts.readers, facts.complaint, `${facts.events.length}`, { what: "ended", at: now }),
    };
  });
}

/** Ends a visit that the shop declined, in the words of who said so; the shop is told and may call the visit back. Refuses it without words. */
export async function declineDoorVisit(deps: Deps, { personId, complaintId, received }: Said): Promise<Changed | Refused> {
  return endVisit(
    deps,
    { personId, complaintId },
    (facts, now) => {
      const { chatId, messageId, text } = received;
      if (text.trim() === "") return refuse("empty");
      return {
        endsDialogue: true,
        promises: [{ id: findByKind(facts, "door_visit")!.id, state: "waived", outcome: "declined", endedAt: now, result: text }],
        events: [{ kind: "declined", actorId: personId, chatId, messageId, text }],
        deliveries: tellShop(facts.readers, facts.complaint, `${facts.events.length}`, { what: "declined", at: now }),
      };
    },
    (facts) => isDone(facts, "declined", received),
  );
}

/** Ends a visit as `end` says, and starts the return visit. What `isRepeated` finds done already changes nothing. */
async function endVisit(
  deps: Deps,
  { personId, complaintId }: OnVisit,
  end: (facts: CaseFacts, now: number) => CaseChange | Refused,
  isRepeated: (facts: CaseFacts) => boolean = () => false,
): Promise<Changed | Refused> {
  const startReturnVisit = await readReturnStart(deps, complaintId);
  const { cards } = await readVisitPlaces(deps, complaintId, personId);
  return change(deps, complaintId, personId, (facts, now) => {
    if (isRepeated(facts)) return { endsDialogue: true };
    const ended = refuseVisit(facts) ?? end(facts, now);
    if ("ok" in ended) return ended;
    const returnVisit = startReturnVisit(facts, now);
    return {
      ...ended,
      promises: [...(ended.promises ?? []), ...returnVisit.promises],
      newPromises: returnVisit.newPromises,
      deliveries: [
        ...(ended.deliveries ?? []),
        ...returnVisit.deliveries,
        ...redrawCards(cards, facts.complaint, `${facts.events.length}`),
      ],
    };
  });
}
