import type { NewDelivery } from "../../db/deliveries.ts";
import type { ReminderFacts } from "../../db/windows/reminders.ts";
import type { WindowDetails, WindowPerson, WindowShop } from "../../db/windows/shops.ts";
import { LANE } from "../telegram/rules.ts";
import { type Quiet, isQuiet } from "./quiet.ts";
import { isRemindable } from "./rules.ts";

/** Whom a window's messages go to besides the shops' people: chat ids of groups, and of those who call the shops. */
export type Audience = { groups: number[]; callers: number[] };

/** The lists of shops to call: the first one while the office is open, the reminder's own, and that of a reminder that came too late. */
export type ListKind = "order_first_list" | "order_call_list" | "order_missed";

/** A row for each caller; those of windows that close at one instant go out as one list, which is made when it is sent. */
export function tellCallers(kind: ListKind, window: WindowDetails, callers: readonly number[]): NewDelivery[] {
  return callers.map((chatId) => ({
    dedupeKey: `${kind}-${window.id}-${window.version}-${chatId}`,
    kind,
    subjectId: window.id,
    lane: LANE.promise,
    chatId,
  }));
}

function tellGroups(window: WindowDetails, groups: number[]): NewDelivery[] {
  return groups.map((chatId) => ({
    dedupeKey: `order_notice-${window.id}-${window.version}-${chatId}`,
    kind: "order_notice",
    subjectId: window.id,
    lane: LANE.promise,
    chatId,
    validUntil: window.cutoffAt,
  }));
}

const findMissing = ({ shops }: ReminderFacts): WindowShop[] => shops.filter(({ hasOrdered }) => !hasOrdered);

/** One message a person, whatever the number of their shops; none to whom the window's reminder reached already. */
function tellPeople(
  window: WindowDetails,
  facts: ReminderFacts,
  stage: "" | "early-",
  isFor: (person: WindowPerson) => boolean = () => true,
): NewDelivery[] {
  const shopsOf = new Map<number, number[]>();
  for (const shop of findMissing(facts)) {
    for (const person of shop.people) {
      if (isRemindable(person) && !facts.reminded.has(person.id) && isFor(person))
        shopsOf.set(person.id, [...(shopsOf.get(person.id) ?? []), shop.id]);
    }
  }
  return [...shopsOf].map(([chatId, retailerIds]) => ({
    dedupeKey: `order_reminder-${stage}${window.id}-${window.version}-${chatId}`,
    kind: "order_reminder",
    subjectId: window.id,
    data: { retailerIds },
    lane: LANE.promise,
    chatId,
    validUntil: window.cutoffAt,
  }));
}

/** The messages of a due reminder. The callers' list and the notice come first: a few messages, while the people may be thousands. */
export function composeReminder(window: WindowDetails, facts: ReminderFacts, { groups, callers }: Audience): NewDelivery[] {
  const missing = findMissing(facts);
  if (facts.shops.length === 0) return [];
  const lists = tellCallers("order_call_list", window, callers);
  if (missing.length === 0) return lists;
  return [...lists, ...tellGroups(window, groups), ...tellPeople(window, facts, "")];
}

/**
 * The reminders that go out with the account manager's first list: to those who want none in the quiet hours, when the window's reminder
 * would come in them. Of the same kind as the reminder's, so that whoever gets one now is not reminded again; whom this passes over gets
 * the reminder at its own time, without a sound.
 */
export function composeEarlyReminders(window: WindowDetails, facts: ReminderFacts, quiet: Quiet): NewDelivery[] {
  if (!isQuiet(window.reminderAt, quiet)) return [];
  return tellPeople(window, facts, "early-", ({ mayRemindAtNight }) => !mayRemindAtNight);
}

/** The report of a reminder that came too late to be sent: who has not ordered and was not reminded. */
export function composeMissed(window: WindowDetails, { shops, reminded }: ReminderFacts, callers: number[]): NewDelivery[] {
  const missing = shops.filter(({ hasOrdered, people }) => !hasOrdered && !people.some(({ id }) => reminded.has(id)));
  return missing.length === 0 ? [] : tellCallers("order_missed", window, callers);
}
