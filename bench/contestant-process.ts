import { setTimeout as delay } from "node:timers/promises";
import { createContestant, type ContestantName, type Setup } from "./contestant.ts";
import { readPeakRss } from "./memory.ts";
import { buildMessages, type Load } from "./messages.ts";
import { startReplies, type ReplyFigures } from "./replies.ts";

export type ContestantJob = { name: ContestantName; setup: Setup; load: Load; burstsAtMs: number[]; capMs: number };
export type ContestantResult = {
  /** False: the time was up first. */
  isFinished: boolean;
  wallMs: number;
  cpuMs: number;
  startRssBytes: number;
  peakRssBytes: number;
  replies: ReplyFigures;
};

/** A design may make people wait for minutes; for those the age of the wait is figure enough. */
const REPLY_GRACE_MS = 10_000;
const CLOSE_MAX_MS = 3_000;

async function run({ name, setup, load, burstsAtMs, capMs }: ContestantJob): Promise<ContestantResult> {
  const contestant = await createContestant(name, setup);
  const messages = buildMessages(load);
  const startRssBytes = process.memoryUsage.rss();
  const startCpu = process.cpuUsage();
  const startedAt = performance.now();
  const replies = startReplies(contestant, burstsAtMs);
  const isFinished = await Promise.race([contestant.send(messages).then(() => true), delay(capMs, false)]);
  const wallMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(startCpu);
  // A contestant that is stopped goes on sending during the grace, which would count as sent in time.
  const figures = await replies.stop(isFinished ? REPLY_GRACE_MS : 0);
  const result = { isFinished, wallMs, cpuMs: (user + system) / 1_000, startRssBytes, peakRssBytes: readPeakRss(), replies: figures };
  await Promise.race([contestant.close(), delay(CLOSE_MAX_MS)]);
  return result;
}

process.on("disconnect", () => process.exit());
const result = await run(JSON.parse(process.argv[2]!) as ContestantJob);
// What a contestant that was stopped still has under way would keep the process alive for minutes.
process.send!(result, () => process.exit());
