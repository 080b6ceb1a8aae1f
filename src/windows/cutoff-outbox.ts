import type { NewDelivery } from "../../db/deliveries.ts";
import type { ChangedWindow } from "../../db/windows/changes.ts";
import { LANE } from "../telegram/rules.ts";

/** Whom a change is told besides the shops' people: chat ids of groups, and of those who answer for the route's shops. */
export type CutoffAudience = { groups: number[]; callers: number[] };

/** Which people of shops without an order are told in private: those whose reminder told another cutoff, or all; nobody = nobody is told anything. */
export type Told = "reminded" | "everyone" | "nobody";

/** What a row of kind cutoff_changed is for; its subject is the change. */
export type CutoffTo = { to: "group" | "person" | "manager" };

type Shops = Pick<ChangedWindow, "shops" | "reminded">;
/** Chat ids; nobody twice. */
export type CutoffRecipients = { groups: number[]; managers: number[]; people: number[] };

/** People of shops without an order. Where no group hears of it, all of them are told: nobody else would. */
function findPeople({ shops, reminded }: Shops, hasGroup: boolean, told: Told): number[] {
  const people = shops.filter(({ hasOrdered }) => !hasOrdered).flatMap((shop) => shop.people.filter(({ isReachable }) => isReachable));
  const ids = new Set(people.map(({ id }) => id));
  return [...ids].filter((id) => told === "everyone" || !hasGroup || reminded.has(id));
}

/** Who is told of a change that `actorId` makes: whoever makes it knows it as an account manager, though not as a shop. */
export function findCutoffRecipients(shops: Shops, { groups, callers }: CutoffAudience, actorId: number, told: Told): CutoffRecipients {
  if (told === "nobody") return { groups: [], managers: [], people: [] };
  const managers = callers.filter((id) => id !== actorId);
  // A manager may act for a shop as well: one message a chat, and that of the office says more.
  return { groups, managers, people: findPeople(shops, groups.length > 0, told).filter((id) => !managers.includes(id)) };
}

/** The messages of a change, those to groups and managers first. */
export function composeCutoffChange(
  { change, ...changed }: ChangedWindow,
  audiences: ReadonlyMap<number, CutoffAudience>,
  told: Told = "reminded",
): NewDelivery[] {
  const audience = audiences.get(change.windowId) ?? { groups: [], callers: [] };
  const { groups, managers, people } = findCutoffRecipients(changed, audience, change.personId, told);
  const to = (kind: CutoffTo["to"], chatIds: number[]) => chatIds.map((chatId) => ({ chatId, data: { to: kind } }));
  return [...to("group", groups), ...to("manager", managers), ...to("person", people)].map(({ chatId, data }) => ({
    dedupeKey: `cutoff_changed-${change.id}-${chatId}`,
    kind: "cutoff_changed",
    subjectId: change.id,
    data,
    lane: LANE.promise,
    chatId,
    // Past this the message would be about something that is over.
    validUntil: change.newCutoffAt ?? change.oldCutoffAt!,
  }));
}
