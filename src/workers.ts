import { Worker } from "bullmq";
import type { Redis } from "ioredis";
import { wakePromise } from "./complaints/jobs.ts";
import type { Deps } from "./deps.ts";
import { breachFollowUp } from "./follow-ups/jobs.ts";
import { startDuePost } from "./posts/jobs.ts";
import { QUEUE_NAMES, type QueueJobs, type QueueName } from "./queues.ts";
import { remindWindow } from "./windows/jobs.ts";

/** Every queue's job function; each re-reads its row and is safe to run twice. */
const JOBS: { [Q in QueueName]: (deps: Deps, data: QueueJobs[Q]) => Promise<void> } = {
  reminders: remindWindow,
  promises: wakePromise,
  posts: startDuePost,
  follow_ups: breachFollowUp,
};

/** BullMQ's defaults bring a killed worker's job back after 62 s, these after 12 s (TELEGRAM.md, BullMQ). */
const STALL_CHECK_MS = 5_000;
/** One crash must not fail a job for good. */
const MAX_STALLS = 10;

/** A lost connection makes the same error many times a second. */
function logEachOnce(worker: Worker, log: Deps["log"], queue: QueueName): void {
  const seen = new Set<string>();
  worker.on("error", (error) => {
    if (seen.has(error.message)) return;
    seen.add(error.message);
    log.warn({ queue, err: error }, "a queue's worker met an error (told once)");
  });
}

/** Starts a worker for every queue; a job that throws is tried again by its queue's options. */
export function startWorkers(deps: Deps, connection: Redis): { close(): Promise<void> } {
  const workers = QUEUE_NAMES.map((name) => {
    const run = JOBS[name] as (deps: Deps, data: unknown) => Promise<void>;
    const worker = new Worker(name, (job) => run(deps, job.data), {
      connection,
      prefix: deps.config.queuePrefix,
      concurrency: 4,
      lockDuration: STALL_CHECK_MS,
      stalledInterval: STALL_CHECK_MS,
      maxStalledCount: MAX_STALLS,
    });
    worker.on("failed", (job, error) =>
      deps.log.error({ queue: name, job: job?.id, attempt: job?.attemptsMade, err: error }, "a job failed"),
    );
    logEachOnce(worker, deps.log, name);
    return worker;
  });
  return { close: async () => void (await Promise.all(workers.map((worker) => worker.close()))) };
}
