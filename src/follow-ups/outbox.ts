import type { FollowUp } from "../../db/follow-ups.ts";
import type { NewDelivery } from "../../db/deliveries.ts";
import type { Alarm } from "../queues.ts";
import { LANE } from "../telegram/rules.ts";
import { CHANGE_MS } from "./rules.ts";

/** The alarm of a task's due time. */
export const followUpAlarm = ({ id, dueVersion, dueAt }: Pick<FollowUp, "id" | "dueVersion" | "dueAt">): Alarm<"follow_ups"> => ({
  queue: "follow_ups",
  jobId: `follow-up-${id}-due-${dueVersion}`,
  data: { followUpId: id, version: dueVersion },
  dueAt,
});

/** One message a person about all the tasks that concern them; of the ids only those in `among` still do. */
export function tellLists(
  kind: "follow_up_list" | "follow_up_breach",
  byChat: ReadonlyMap<number, readonly number[]>,
  among: ReadonlySet<number>,
  now: number,
): NewDelivery[] {
  return [...byChat].flatMap(([chatId, all]) => {
    const ids = all.filter((id) => among.has(id));
    if (ids.length === 0) return [];
    return [{ dedupeKey: `${kind}-${ids[0]}-${now}-${chatId}`, kind, subjectId: ids[0]!, data: { ids }, lane: LANE.promise, chatId }];
  });
}

/** To the supervisors: a task was given more time. */
export const tellPostponed = (
  chats: readonly number[],
  { id, dueVersion }: Pick<FollowUp, "id" | "dueVersion">,
  by: number,
): NewDelivery[] =>
  chats
    .filter((chatId) => chatId !== by)
    .map((chatId) => ({
      dedupeKey: `follow_up_postponed-${id}-${dueVersion}-${chatId}`,
      kind: "follow_up_postponed",
      subjectId: id,
      data: { dueVersion },
      lane: LANE.promise,
      chatId,
    }));

/** To those who keep the roster or the calendar: what the account manager found out. Only when it can no longer be taken back. */
export const tellResult = (chats: readonly number[], id: number, doneAt: number): NewDelivery[] =>
  chats.map((chatId) => ({
    dedupeKey: `follow_up_result-${id}-${doneAt}-${chatId}`,
    kind: "follow_up_result",
    subjectId: id,
    data: { doneAt },
    lane: LANE.promise,
    chatId,
    notBefore: doneAt + CHANGE_MS,
  }));
