import type { Message } from "./messages.ts";

export type Setup = {
  apiRoot: string;
  token: string;
  /** A directory of its own, removed after the run. */
  dir: string;
  redisSocket: string | undefined;
};

/** One way of sending. Each runs alone in a process of its own, so that its memory and CPU are its own. */
export type Contestant = {
  /** Resolves when everything was sent or given up. */
  send(messages: Message[]): Promise<void>;
  /** The answer to somebody who waits; resolves when Telegram took it. */
  reply(message: Message): Promise<void>;
  close(): Promise<void>;
};

export type CreateContestant = (setup: Setup) => Promise<Contestant>;

/** Loaded one at a time: a peer's libraries must not count as another's memory. */
const CONTESTANTS = {
  "this-sender": async () => (await import("./contestants/this-sender.ts")).createThisSender,
  "one-by-one": async () => (await import("./contestants/grammy.ts")).createOneByOne,
  "grammy-throttler": async () => (await import("./contestants/grammy.ts")).createThrottled,
  "telegraf-throttler": async () => (await import("./contestants/telegraf.ts")).createTelegraf,
  "bullmq-25-a-second": async () => (await import("./contestants/bullmq.ts")).createWindowed,
  "bullmq-1-every-34-ms": async () => (await import("./contestants/bullmq.ts")).createSpaced,
} satisfies Record<string, () => Promise<CreateContestant>>;

export type ContestantName = keyof typeof CONTESTANTS;
export const CONTESTANT_NAMES = Object.keys(CONTESTANTS) as ContestantName[];
export const needsRedis = (name: ContestantName): boolean => name.startsWith("bullmq");

export async function createContestant(name: ContestantName, setup: Setup): Promise<Contestant> {
  return (await CONTESTANTS[name]())(setup);
}
