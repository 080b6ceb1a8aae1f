/** A group takes a message every 3 s and 20 a minute (TELEGRAM.md, Limits); two are kept free for replies in it. */
const GROUP_SPACING_MS = 3_000;
const GROUP_WINDOW = { count: 18, ms: 60_000 };
const PRIVATE_WINDOW = { count: 10, ms: 10_000 };

export type ChatLedger = {
  /** The earliest instant at which the chat may get a message; `now` or before = at once. */
  readyAt(chatId: number): number;
  note(chatId: number, messages: number): void;
  /** Telegram said 429 for this chat. */
  block(chatId: number, until: number): void;
  /** The chats that may not get a message now. */
  findBlocked(): number[];
};

/** Remembers what each chat was sent lately, on a monotonic clock in milliseconds, so that no chat's own limit is met. */
export function createChatLedger(now: () => number = () => performance.now()): ChatLedger {
  const sent = new Map<number, number[]>();
  const blockedUntil = new Map<number, number>();

  const readyAt = (chatId: number): number => {
    const window = chatId < 0 ? GROUP_WINDOW : PRIVATE_WINDOW;
    const times = sent.get(chatId) ?? [];
    const oldest = times.at(-window.count);
    const last = times.at(-1);
    return Math.max(
      blockedUntil.get(chatId) ?? 0,
      oldest === undefined ? 0 : oldest + window.ms,
      chatId < 0 && last !== undefined ? last + GROUP_SPACING_MS : 0,
    );
  };

  const forgetOld = (chatId: number, times: number[]) => {
    const window = chatId < 0 ? GROUP_WINDOW : PRIVATE_WINDOW;
    const recent = times.filter((at) => at > now() - window.ms);
    if (recent.length > 0) sent.set(chatId, recent);
    else sent.delete(chatId);
  };

  return {
    readyAt,
    note(chatId, messages) {
      sent.set(chatId, [...(sent.get(chatId) ?? []), ...Array<number>(messages).fill(now())]);
      const window = chatId < 0 ? GROUP_WINDOW : PRIVATE_WINDOW;
      setTimeout(() => forgetOld(chatId, sent.get(chatId) ?? []), window.ms).unref();
    },
    block: (chatId, until) => void blockedUntil.set(chatId, Math.max(until, blockedUntil.get(chatId) ?? 0)),
    findBlocked() {
      for (const [chatId, until] of blockedUntil) if (until <= now()) blockedUntil.delete(chatId);
      return [...new Set([...sent.keys(), ...blockedUntil.keys()])].filter((chatId) => readyAt(chatId) > now());
    },
  };
}
