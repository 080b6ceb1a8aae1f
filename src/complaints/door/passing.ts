import { type LookPlace, type OpenVisit, findDoubtfulVisits, findVisitsOf, readDutyMark } from "../../../db/complaints/door.ts";
import { findCase } from "../../../db/complaints/reads.ts";
import { setImmediate } from "node:timers/promises";
import { findShopPlace } from "../../../db/complaints/recipients.ts";
import { queueDeliveries } from "../../../db/deliveries.ts";
import type { Deps } from "../../deps.ts";
import { findStaffById } from "../../staff/service.ts";
import { LANE } from "../../telegram/rules.ts";
import { change, findByKind } from "../change.ts";
import { redrawCards, readVisitPlaces } from "./visit.ts";
import { tellDoorVisit } from "../outbox.ts";
import { findCaseVisitorChats } from "../case-recipients.ts";
import { NOBODY } from "../rules.ts";

export type Misplaced = OpenVisit;

/** So many open promises are looked through in 2 to 3 ms, in which the bot answers nobody; of 60,000 each comes by every quarter of an hour. */
const SLICE = 2_000;
const START: LookPlace = { dueAt: Number.MIN_SAFE_INTEGER, complaintId: 0 };
type Look = { mark: string; after: LookPlace };
// A restart looks anew.
const lastLooks = new WeakMap<Deps["db"], Look>();

/** Every slice, while others have their turn in between. */
async function lookThrough(deps: Deps, now: number): Promise<Misplaced[]> {
  const found: Misplaced[] = [];
  let after: LookPlace | undefined = START;
  while (after) {
    const { visits, end } = await findDoubtfulVisits(deps.db, now, { after, size: SLICE });
    found.push(...visits);
    after = end;
    await setImmediate();
  }
  return found;
}

/**
 * Open door visits that may be in the wrong hands: all of them when something changed about routes, staff and roster since `markSeen`; else
 * those of the next few open promises, for a case may have been filed while its route changed hands.
 */
export async function findMisplaced(deps: Deps): Promise<{ visits: Misplaced[]; markSeen: () => void }> {
  const now = deps.clock();
  const mark = await readDutyMark(deps.db, now);
  const last = lastLooks.get(deps.db);
  const seen = (after: LookPlace) => () => void lastLooks.set(deps.db, { mark, after });
  if (last?.mark !== mark) return { visits: await lookThrough(deps, now), markSeen: seen(START) };
  const { visits, end = START } = await findDoubtfulVisits(deps.db, now, { after: last.after, size: SLICE });
  return { visits, markSeen: seen(end) };
}

/**
 * Gives an open door visit to whoever visits the shop now (the account manager of its route, the substitute, or those in charge) and sends
 * the task there; `actorId` null: the bot by itself. Safe to run twice. Gives whether it went to somebody else.
 */
export async function passOnVisit(
  deps: Deps,
  { complaintId, retailerId, ownerId, restriction }: Misplaced,
  actorId: number | null = null,
): Promise<boolean> {
  const place = await findShopPlace(deps.db, retailerId, deps.clock());
  // It may be about that very person: who visits is for those in charge to say.
  const visitor = restriction === null ? place?.visitor : undefined;
  const to = visitor?.staffId ?? null;
  if (!place || to === ownerId) return false;
  const found = await findCase(deps.db, complaintId);
  if (!found) return false;
  const unowned = found.promises.filter(({ kind }) => kind !== "door_visit");
  const chats = await findCaseVisitorChats(deps, visitor, found.complaint, unowned);
  const { cards } = await readVisitPlaces(deps, complaintId, NOBODY);
  const name =
    to === null ? deps.t(deps.config.locale, "promise-owner", { kind: "return_visit" }) : (await findStaffById(deps.db, to))!.name;
  let isPassed = false;
  await change(deps, complaintId, NOBODY, (facts) => {
    const visit = findByKind(facts, "door_visit");
    const { complaint, events } = facts;
    // Somebody else was quicker, or it is not for the same eyes any more.
    if (visit?.state !== "open" || visit.ownerId !== ownerId || complaint.restriction !== restriction) return {};
    isPassed = true;
    const key = `${events.length}`;
    return {
      promises: [{ id: visit.id, ownerId: to, isHandedOver: false }],
      events: [{ kind: "handed_over", actorId, promise: "door_visit", text: name }],
      deliveries: [...redrawCards(cards, complaint, key), ...tellDoorVisit(chats, complaint, `to-${key}`)],
    };
  });
  return isPassed;
}

/**
 * Passes on everything someone who goes away has still to visit, and sends them the list. Gives how many visits went to others. What a crash
 * leaves behind is the sweep's to pass on.
 */
export async function passAwayVisits(
  deps: Deps,
  { staffId, personId, actorId }: { staffId: number; personId: number | null; actorId: number },
): Promise<number> {
  const cases: number[] = [];
  for (const visit of await findVisitsOf(deps.db, staffId)) if (await passOnVisit(deps, visit, actorId)) cases.push(visit.complaintId);
  const now = deps.clock();
  if (personId === null) return cases.length;
  const row = { kind: "visits_passed" as const, subjectId: staffId, lane: LANE.reply, chatId: personId, data: { cases } };
  await queueDeliveries(deps.db, [{ ...row, dedupeKey: `visits-passed-${staffId}-${now}` }], now);
  deps.kickSender();
  return cases.length;
}
