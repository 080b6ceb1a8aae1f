import { setTimeout as delay } from "node:timers/promises";
import type { Contestant } from "./contestant.ts";
import { buildReply } from "./messages.ts";

/** Latencies in milliseconds, from the call to its answer. */
export type ReplyFigures = {
  started: number;
  failed: number;
  /** Not answered when the run ended: they count with their age, so the percentiles are then lower bounds. */
  waiting: number;
  p50: number;
  p99: number;
  max: number;
};

const INTERVAL_MS = 1_000;
const FIRST_AFTER_MS = 500;
const BURST = 5;

/** The nearest-rank percentile of ascending numbers; 0 of none. */
export const percentile = (sorted: number[], share: number): number => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;

type Reply = { startedAt: number; endedAt?: number; isFailed?: boolean };

/** Plays the people who wait: one reply a second and, at each of `burstsAtMs`, five at once. */
export function startReplies(contestant: Contestant, burstsAtMs: number[]) {
  const replies: Reply[] = [];
  const underWay: Promise<void>[] = [];

  function sendOne(): void {
    const reply: Reply = { startedAt: performance.now() };
    const call = contestant.reply(buildReply(replies.length));
    replies.push(reply);
    underWay.push(call.catch(() => void (reply.isFailed = true)).then(() => void (reply.endedAt = performance.now())));
  }
  const sendBurst = () => {
    for (let i = 0; i < BURST; i++) sendOne();
  };

  let every: NodeJS.Timeout | undefined;
  const first = setTimeout(() => {
    sendOne();
    every = setInterval(sendOne, INTERVAL_MS);
  }, FIRST_AFTER_MS);
  const bursts = burstsAtMs.map((at) => setTimeout(sendBurst, at));

  function read(): ReplyFigures {
    const now = performance.now();
    const answered = replies.filter(({ isFailed }) => !isFailed);
    const latencies = answered.map(({ startedAt, endedAt }) => (endedAt ?? now) - startedAt).sort((a, b) => a - b);
    return {
      started: replies.length,
      failed: replies.length - answered.length,
      waiting: replies.filter(({ endedAt }) => endedAt === undefined).length,
      p50: percentile(latencies, 0.5),
      p99: percentile(latencies, 0.99),
      max: latencies.at(-1) ?? 0,
    };
  }

  return {
    /** No more replies; those under way are waited for, but not for longer than `graceMs`. */
    async stop(graceMs: number): Promise<ReplyFigures> {
      clearTimeout(first);
      clearInterval(every);
      bursts.forEach(clearTimeout);
      await Promise.race([Promise.all(underWay), delay(graceMs)]);
      return read();
    },
  };
}
