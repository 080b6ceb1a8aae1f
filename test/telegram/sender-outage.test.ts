import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { deliveries } from "../../db/deliveries.tables.ts";
import { createSenderWorld, refusal, START, type SenderWorld } from "./sender-world.ts";

let world: SenderWorld;
beforeEach(() => {
  vi.useFakeTimers({ now: START });
  world = createSenderWorld();
});
afterEach(async () => {
  await world.end();
  vi.useRealTimers();
});

describe("while a gateway answers 502 in Telegram's place", () => {
  const away = refusal(502, "Bad Gateway");

  test("nothing is given up, however long it takes, and everything arrives afterwards", async () => {
    for (let n = 1; n <= 40; n++) {
      world.answer(n, ...Array<typeof away>(200).fill(away));
      await world.queue(`row-${n}`, { chatId: n });
    }
    await world.sender.start();
    await world.pass(3_600_000);
    const duringOutage = world.calls.length;
    for (let n = 1; n <= 40; n++) expect(world.row(`row-${n}`).state).toMatch(/^(pending|sending)$/);
    // The whole outbox pauses, longer and longer: a row is not tried again and again.
    expect(duringOutage).toBeLessThan(600);
    for (let n = 1; n <= 40; n++) world.answer(n);
    await world.pass(300_000);
    for (let n = 1; n <= 40; n++) expect(world.row(`row-${n}`).state).toBe("sent");
  });

  test("a message is given up after a day", async () => {
    world.answer(7, away);
    await world.queue("a");
    world.db
      .update(deliveries)
      .set({ createdAt: Date.now() - 25 * 3_600_000 })
      .run();
    await world.sender.start();
    await world.pass(1_000);
    expect(world.row("a").state).toBe("unknown");
  });
});
