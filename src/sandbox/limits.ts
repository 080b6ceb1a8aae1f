import { BotApiError } from "./errors.ts";

/** Telegram publishes no limiter; these are the numbers of its bot FAQ, applied more strictly than Telegram sometimes does. */
export type Limits = {
  /** Accepted calls of one token in any trailing second. */
  perSecond: number;
  /** Accepted calls into one group in any trailing minute. */
  perGroupMinute: number;
  /** Accepted calls into one private chat: about one a second is asked for, short bursts are tolerated. */
  perPrivate: { count: number; windowMs: number };
  /** How long a violation locks the token (or the one chat); calling while locked starts it anew. */
  lockoutMs: number;
};

export const DEFAULT_LIMITS: Limits = {
  perSecond: 30,
  perGroupMinute: 20,
  perPrivate: { count: 10, windowMs: 10_000 },
  lockoutMs: 3000,
};

type Window = { count: number; windowMs: number; accepted: number[]; lockedUntil: number };

/** Counts what the bot sends; throws the 429 that Telegram would answer, and then counts nothing. */
export type Limiter = (chatId: number | undefined, weight: number) => void;

export function createLimiter(limits: Limits, clock: () => number): Limiter {
  const token: Window = { count: limits.perSecond, windowMs: 1000, accepted: [], lockedUntil: 0 };
  const chats = new Map<number, Window>();

  const openChat = (chatId: number): Window => {
    const size = chatId < 0 ? { count: limits.perGroupMinute, windowMs: 60_000 } : limits.perPrivate;
    const window = chats.get(chatId) ?? { ...size, accepted: [], lockedUntil: 0 };
    chats.set(chatId, window);
    return window;
  };

  return (chatId, weight) => {
    const now = clock();
    const windows = chatId === undefined ? [token] : [token, openChat(chatId)];
    for (const window of windows) refuseWhenFull(window, weight, now, limits.lockoutMs);
    for (const window of windows) for (let i = 0; i < weight; i++) window.accepted.push(now);
  };
}

function refuseWhenFull(window: Window, weight: number, now: number, lockoutMs: number): void {
  const firstInside = window.accepted.findIndex((at) => at > now - window.windowMs);
  window.accepted.splice(0, firstInside < 0 ? window.accepted.length : firstInside);
  const isFull = window.accepted.length + weight > window.count;
  if (!isFull && now >= window.lockedUntil) return;
  const freeAt = isFull ? (window.accepted[0] ?? now) + window.windowMs : now;
  window.lockedUntil = Math.max(freeAt, now + lockoutMs);
  const retryAfter = Math.ceil((window.lockedUntil - now) / 1000);
  throw new BotApiError(429, `Too Many Requests: retry after ${retryAfter}`, { retry_after: retryAfter });
}
