import { Queue, type JobsOptions } from "bullmq";
import type { Redis } from "ioredis";
import type { Log } from "./log.ts";

/** What a job of each queue carries: the id of a row and the version of its due time, never the state itself. */
export type QueueJobs = {
  /** An order window's reminder is due. */
  reminders: { windowId: number; version: number };
  /** A promise on a complaint is due, or its owner to be warned before that. */
  promises: { promiseId: number; dueVersion: number; step?: "warn" };
  /** A scheduled post is to start. */
  posts: { postId: number; version: number };
  /** A follow-up task is due. */
  follow_ups: { followUpId: number; version: number };
};
export type QueueName = keyof QueueJobs;

export const QUEUE_NAMES = ["reminders", "promises", "posts", "follow_ups"] as const satisfies readonly QueueName[];

/** A kept id would make adding the same job again a silent no-op, so nothing ended is kept. */
const JOB_OPTIONS: JobsOptions = {
  removeOnComplete: true,
  removeOnFail: true,
  attempts: 5,
  backoff: { type: "exponential", delay: 1_000 },
};
/** The row is committed already and the sweep runs what was not enqueued: nobody waits for Redis longer. */
const ENQUEUE_WAIT_MS = 500;

export type Alarm<Q extends QueueName = QueueName> = { [N in Q]: { queue: N; jobId: string; data: QueueJobs[N]; dueAt: number } }[Q];

export type Queues = {
  /** Sets alarm clocks; call it after the rows are committed. Never fails and takes 500 ms at most. */
  setAlarms(alarms: Alarm[], now: number): Promise<void>;
  close(): Promise<void>;
};

export function createQueues(connection: Redis, log: Log, prefix: string): Queues {
  const queues: Partial<Record<QueueName, Queue>> = {};

  /** BullMQ's Queue asks Redis for its version once, when it is made, and is useless for ever if that fails: so only while connected. */
  async function open(name: QueueName): Promise<Queue> {
    if (connection.status !== "ready") throw new Error("Redis is not connected");
    let queue = queues[name];
    if (queue) return queue;
    queue = queues[name] = new Queue(name, { connection, prefix, defaultJobOptions: JOB_OPTIONS });
    // The connection logs its own outages; without a listener the event would end the process.
    queue.on("error", () => {});
    try {
      await queue.waitUntilReady();
    } catch (error) {
      delete queues[name];
      throw error;
    }
    return queue;
  }

  async function add(name: QueueName, alarms: Alarm[], now: number): Promise<void> {
    const jobs = alarms
      .filter(({ queue }) => queue === name)
      .map(({ jobId, data, dueAt }) => ({ name, data, opts: { jobId, delay: Math.max(0, dueAt - now) } }));
    if (jobs.length > 0) await (await open(name)).addBulk(jobs);
  }

  return {
    async setAlarms(alarms, now) {
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise((_resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`no answer within ${ENQUEUE_WAIT_MS} ms`)), ENQUEUE_WAIT_MS);
      });
      const work = Promise.all(QUEUE_NAMES.map((name) => add(name, alarms, now)));
      try {
        await Promise.race([work, timeout]);
      } catch (error) {
        log.warn({ err: error, alarms: alarms.length }, "Redis did not take the alarms; the sweep will run them");
      } finally {
        clearTimeout(timer);
        work.catch(() => {});
      }
    },
    close: async () => void (await Promise.all(Object.values(queues).map((queue) => queue.close()))),
  };
}
