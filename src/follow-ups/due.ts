import { breachFollowUps, findDueFollowUps, findFollowUp, voidFollowUps } from "../../db/follow-ups.ts";
import type { Deps } from "../deps.ts";
import { followUpAlarm, tellLists } from "./outbox.ts";
import { findWarned, groupByChat } from "./recipients.ts";
import { decideDue } from "./rules.ts";

/** What a job carries: which task, and of which due time. */
export type Due = { followUpId: number; version: number };

/**
 * A task's due time has come: it and all others that are due now are recorded as overdue, once, and those in charge told in one
 * message each. Before the time the alarm is set anew; one of an older version does nothing.
 */
export async function reportDue(deps: Deps, { followUpId, version }: Due): Promise<void> {
  const task = await findFollowUp(deps.db, followUpId);
  const now = deps.clock();
  switch (decideDue(task, version, now)) {
    case "void":
      return;
    case "early": {
      // The job that runs now still holds its own id, and BullMQ ignores an id it has.
      const alarm = followUpAlarm(task!);
      return deps.queues.setAlarms([{ ...alarm, jobId: `${alarm.jobId}-again-${now}` }], now);
    }
    case "breach":
      return reportAllDue(deps, now);
  }
}

/** Records the tasks that were due at or before `until` as overdue and tells those in charge. */
export async function reportAllDue(deps: Deps, until: number): Promise<void> {
  const now = deps.clock();
  if ((await findDueFollowUps(deps.db, until)).length === 0) return;
  // An order that was reported a minute ago makes a breach of what never was a silence.
  await voidFollowUps(deps.db, now);
  const due = (await findDueFollowUps(deps.db, until)).map(({ task, route }) => ({ id: task.id, route }));
  if (due.length === 0) return;
  const byChat = await groupByChat(due, (route) => findWarned(deps, route));
  const ids = due.map(({ id }) => id);
  const breached = await breachFollowUps(deps.db, ids, now, (still) => tellLists("follow_up_breach", byChat, still, now));
  if (breached === 0) return;
  deps.log.info({ tasks: breached }, "follow-up tasks are overdue");
  deps.kickSender();
}
