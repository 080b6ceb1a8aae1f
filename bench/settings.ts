/** How long one leg of a call takes: uniform between two bounds, or with the long tail of a real network. */
export type Delay = { kind: "uniform"; fromMs: number; toMs: number } | { kind: "lognormal"; medianMs: number; sigma: number };

/** What the bench's Bot API server allows and how far away it is. */
export type ServerSettings = {
  tokenLimit: number;
  tokenWindowMs: number;
  groupLimit: number;
  groupWindowMs: number;
  privateLimit: number;
  privateWindowMs: number;
  /** For so long nothing is taken after a violation: from the token for its own limit, from the chat for a chat's. */
  lockoutMs: number;
  /** On the way to the limit check: it moves calls closer together, which is what breaks plain spacing. */
  arrival: Delay;
  /** On the way back. */
  answer: Delay;
  /** The delays of two runs with the same seed are the same. */
  seed: number;
};

/** Telegram's limits as in TELEGRAM.md; 60 ms there and back on average, +-40 ms. */
export const SERVER_60_MS: ServerSettings = {
  tokenLimit: 30,
  tokenWindowMs: 1_000,
  groupLimit: 20,
  groupWindowMs: 60_000,
  privateLimit: 10,
  privateWindowMs: 10_000,
  lockoutMs: 3_000,
  arrival: { kind: "uniform", fromMs: 10, toMs: 50 },
  answer: { kind: "uniform", fromMs: 10, toMs: 50 },
  seed: 1,
};

/** The same with 100 ms of jitter before the limit check. */
export const SERVER_100_MS_JITTER: ServerSettings = { ...SERVER_60_MS, arrival: { kind: "uniform", fromMs: 10, toMs: 110 } };

export const TOKEN = "1000000:bench";
