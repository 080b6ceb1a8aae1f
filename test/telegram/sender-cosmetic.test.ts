import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { LANE } from "../../src/telegram/rules.ts";
import type { Prepared } from "../../src/telegram/sender.ts";
import { openOutbox, type Outbox } from "../support/outbox.ts";

const AUTHOR = 50;
let outbox: Outbox;
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-11-23T01:00:00Z") });
  outbox = openOutbox();
});
afterEach(async () => {
  await outbox.close();
  vi.useRealTimers();
});

/** Rows named "bar" are cosmetic, the others are not. */
const prepare = async ({ dedupeKey }: { dedupeKey: string }): Promise<Prepared> => ({
  method: "sendMessage",
  payload: { text: dedupeKey },
  isCosmetic: dedupeKey === "bar",
});

/** One message a second; the bar waits for the second slot while `whenItWaits` happens. */
async function waitWithBar(whenItWaits: () => Promise<unknown>): Promise<void> {
  await outbox.queue([
    { dedupeKey: "post", chatId: 1 },
    { dedupeKey: "bar", chatId: AUTHOR },
  ]);
  await outbox.startProcess({ rate: 1, prepare });
  await outbox.pass(500);
  await whenItWaits();
  await outbox.pass(10_000);
}

describe("a progress bar", () => {
  test("goes at its turn when nothing else is due", async () => {
    await waitWithBar(async () => {});
    expect(outbox.texts()).toEqual(["post", "bar"]);
    expect(Math.round(outbox.callsTo(AUTHOR)[0]!.at - outbox.calls[0]!.at)).toBe(1_000);
  });

  test.each([
    ["a reminder", LANE.promise],
    ["an answer", LANE.reply],
  ])("lets %s go first that fell due while it waited for its slot", async (_what, lane) => {
    await waitWithBar(() => outbox.queue([{ dedupeKey: "urgent", chatId: 2, lane }]));
    expect(outbox.texts()).toEqual(["post", "urgent", "bar"]);
  });

  test("does not wait for a reminder that can not go: its chat is limited", async () => {
    outbox.answer(2, { error_code: 429, description: "Too Many Requests", parameters: { retry_after: 3_600 } });
    await outbox.queue([{ dedupeKey: "limited", chatId: 2, lane: LANE.promise }]);
    await waitWithBar(() => outbox.queue([{ dedupeKey: "limited too", chatId: 2, lane: LANE.promise }]));
    expect(outbox.texts()).toEqual(["limited", "post", "bar"]);
  });

  test("waits while less than a third of its chat's window is free; what matters there goes on", async () => {
    await outbox.queue(Array.from({ length: 7 }, (_, n) => ({ dedupeKey: `card-${n}`, chatId: AUTHOR })));
    await outbox.startProcess({ prepare });
    await outbox.pass(1_000);
    await outbox.queue([{ dedupeKey: "bar", chatId: AUTHOR }]);
    await outbox.pass(1_000);
    await outbox.queue([{ dedupeKey: "card-7", chatId: AUTHOR }]);
    await outbox.pass(20_000);
    expect(outbox.texts().slice(7)).toEqual(["card-7", "bar"]);
    const [first, bar] = [outbox.calls[0]!, outbox.calls.at(-1)!];
    expect(bar.at - first.at).toBeGreaterThanOrEqual(11_000);
    expect(bar.at - first.at).toBeLessThan(13_000);
  });
});
