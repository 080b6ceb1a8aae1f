/** A group takes a message every 3 s and 20 a minute (TELEGRAM.md, Limits); two are kept free for replies in it. */
const GROUP = { spacingMs: 3_000, count: 18, windowMs: 60_000 };
/** A second longer than the limit: a call may take longer on its way than the tenth after it. */
const PRIVATE = { spacingMs: 0, count: 10, windowMs: 11_000 };
/** Nothing that was sent longer ago counts against any chat. */
export const LEDGER_MEMORY_MS = GROUP.windowMs;

/** What may as well be left out needs a third of its chat's window free: the rest is for what may not. */
const SPARE_SHARE = 1 / 3;

export type ChatLedger = {
  /** The earliest instant at which the chat may get so many messages in one call (an album), 1 unless said; `now` or before = at once. */
  readyAt(chatId: number, messages?: number): number;
  /** Whether the chat takes a message now and has so much room left that one more takes it from nobody. */
  hasRoomToSpare(chatId: number): boolean;
  /** Counts messages that go out now, or went out at `at`. */
  note(chatId: number, messages: number, at?: number): void;
  /** Telegram said 429 for this chat. */
  block(chatId: number, until: number): void;
  /** The chats that may not get a message now, and when the first of them may again (Infinity when there are none). */
  findBlocked(): { chats: number[]; nextReadyAt: number };
};

/** Remembers what each chat was sent lately, on a monotonic clock in milliseconds, so that no chat's own limit is met. */
export function createChatLedger(now: () => number = () => performance.now()): ChatLedger {
  const sent = new Map<number, number[]>();
  const blockedUntil = new Map<number, number>();
  const limitsOf = (chatId: number) => (chatId < 0 ? GROUP : PRIVATE);

  const readyAt = (chatId: number, messages = 1): number => {
    const { spacingMs, count, windowMs } = limitsOf(chatId);
    const times = sent.get(chatId) ?? [];
    // The one that has to have left the window before all of the new ones fit into it.
    const oldest = times.at(-Math.max(1, count - messages + 1));
    const last = times.at(-1);
    return Math.max(
      blockedUntil.get(chatId) ?? 0,
      oldest === undefined ? 0 : oldest + windowMs,
      last === undefined || spacingMs === 0 ? 0 : last + spacingMs,
    );
  };

  /** Called for chats that are looked at anyway, so that the memory does not grow with everyone ever written to. */
  const forgetOld = (chatId: number): void => {
    const since = now() - limitsOf(chatId).windowMs;
    const recent = (sent.get(chatId) ?? []).filter((at) => at > since);
    if (recent.length > 0) sent.set(chatId, recent);
    else sent.delete(chatId);
    if ((blockedUntil.get(chatId) ?? 0) <= now()) blockedUntil.delete(chatId);
  };

  return {
    readyAt,
    hasRoomToSpare(chatId) {
      const { count, windowMs } = limitsOf(chatId);
      const inWindow = (sent.get(chatId) ?? []).filter((at) => at > now() - windowMs).length;
      return readyAt(chatId) <= now() && count - inWindow >= count * SPARE_SHARE;
    },
    note(chatId, messages, at = now()) {
      const times = sent.get(chatId) ?? [];
      times.push(...Array<number>(messages).fill(at));
      sent.set(chatId, times);
    },
    block: (chatId, until) => void blockedUntil.set(chatId, Math.max(until, blockedUntil.get(chatId) ?? 0)),
    findBlocked() {
      const chats: number[] = [];
      let nextReadyAt = Infinity;
      for (const chatId of new Set([...sent.keys(), ...blockedUntil.keys()])) {
        const at = readyAt(chatId);
        if (at <= now()) forgetOld(chatId);
        else {
          chats.push(chatId);
          nextReadyAt = Math.min(nextReadyAt, at);
        }
      }
      return { chats, nextReadyAt };
    },
  };
}
