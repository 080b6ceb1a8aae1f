import { expect, test } from "vitest";
import { createChatLedger } from "../../src/telegram/chat-ledger.ts";
import { createLimiter, DEFAULT_LIMITS } from "../../src/sandbox/limits.ts";

test("twenty messages to one person never meet its limit though the way to Telegram takes 60 ms now and 5 ms then", () => {
  let now = 0;
  const ledger = createChatLedger(() => now);
  const arrivals: number[] = [];
  for (let n = 0; n < 20; n++) {
    now = Math.max(now + 36, ledger.readyAt(7));
    ledger.note(7, 1);
    arrivals.push(now + (n < 10 ? 60 : 5));
  }
  let at = 0;
  const limiter = createLimiter(DEFAULT_LIMITS, () => at);
  for (at of arrivals) expect(() => limiter(7, 1)).not.toThrow();
});
