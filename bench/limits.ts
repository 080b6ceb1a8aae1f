import type { ServerSettings } from "./settings.ts";

export type Cause = "token" | "group" | "private" | "locked";
/** Why a message is not taken, and the `retry_after` (whole seconds) that Telegram would tell. */
export type Refusal = { cause: Cause; retryAfterS: number };

/** Telegram's limits over trailing windows; undefined = the message is taken and counts. `now` is monotonic, in milliseconds. */
export function createLimits(settings: ServerSettings): (chatId: number, now: number) => Refusal | undefined {
  const token: number[] = [];
  const chats = new Map<number, number[]>();
  let tokenLockedUntil = 0;
  const chatLockedUntil = new Map<number, number>();

  const hasRoom = (times: number[], limit: number, windowMs: number, now: number): boolean => {
    while (times.length > 0 && times[0]! <= now - windowMs) times.shift();
    return times.length < limit;
  };
  const refusal = (cause: Cause, lockedUntil: number, now: number): Refusal => ({
    cause,
    retryAfterS: Math.max(1, Math.ceil((lockedUntil - now) / 1_000)),
  });

  return (chatId, now) => {
    const lockedUntil = Math.max(tokenLockedUntil, chatLockedUntil.get(chatId) ?? 0);
    // A call made while locked out is refused, but does not lengthen the lock-out: kinder than Telegram to careless designs.
    if (lockedUntil > now) return refusal("locked", lockedUntil, now);
    if (!hasRoom(token, settings.tokenLimit, settings.tokenWindowMs, now)) {
      tokenLockedUntil = now + settings.lockoutMs;
      return refusal("token", tokenLockedUntil, now);
    }
    const isGroup = chatId < 0;
    const times = chats.get(chatId) ?? [];
    const [limit, windowMs] = isGroup ? [settings.groupLimit, settings.groupWindowMs] : [settings.privateLimit, settings.privateWindowMs];
    if (!hasRoom(times, limit, windowMs, now)) {
      chatLockedUntil.set(chatId, now + settings.lockoutMs);
      return refusal(isGroup ? "group" : "private", now + settings.lockoutMs, now);
    }
    token.push(now);
    chats.set(chatId, [...times, now]);
    return undefined;
  };
}

/** The most instants of `times` (ascending) that any trailing window holds: counted anew, so that the check above is itself checked. */
export function countMaxInWindow(times: number[], windowMs: number): number {
  let max = 0;
  let first = 0;
  for (let last = 0; last < times.length; last++) {
    while (times[first]! <= times[last]! - windowMs) first++;
    max = Math.max(max, last - first + 1);
  }
  return max;
}
