import type { CasePromise } from "../../db/complaints/facts.ts";
import type { Alarm } from "../queues.ts";

type Alarmed = Pick<CasePromise, "id" | "state" | "dueVersion" | "dueAt" | "warnAt" | "breachedAt" | "pausedAt">;

const isRunning = ({ state, breachedAt, pausedAt }: Alarmed): boolean => state === "open" && breachedAt === null && pausedAt === null;

/** What a job carries: which promise, and of which due time. */
export type Due = { promiseId: number; dueVersion: number };

/** When each promise is due whose clock runs. */
export const dueAlarms = (promises: Alarmed[]): Alarm[] =>
  promises.filter(isRunning).map(({ id, dueVersion, dueAt }) => ({
    queue: "promises",
    jobId: `promise-${id}-due-${dueVersion}`,
    data: { promiseId: id, dueVersion },
    dueAt,
  }));

/** When the owner of each promise is warned whose clock runs and who was not warned yet. */
export const warnAlarms = (promises: Alarmed[]): Alarm[] =>
  promises.filter(isRunning).flatMap(({ id, dueVersion, warnAt }): Alarm[] =>
    warnAt === null
      ? []
      : [
          {
            queue: "promises",
            jobId: `promise-${id}-warn-${dueVersion}`,
            data: { promiseId: id, dueVersion, step: "warn" },
            dueAt: warnAt,
          },
        ],
  );

/** Every alarm of the promises; one that is set already is left alone. */
export const alarmsOf = (promises: Alarmed[]): Alarm[] => [...warnAlarms(promises), ...dueAlarms(promises)];

/** The same alarms under ids that no running job holds: BullMQ ignores an id it has. */
export const againAt = (alarms: Alarm[], now: number): Alarm[] =>
  alarms.map((alarm) => ({ ...alarm, jobId: `${alarm.jobId}-again-${now}` }));
