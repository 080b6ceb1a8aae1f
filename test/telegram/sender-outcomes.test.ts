import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { deliveries } from "../../db/deliveries.tables.ts";
import { groups } from "../../db/groups.tables.ts";
import { people } from "../../db/people.tables.ts";
import { buildDistrict, buildGroup, buildPerson } from "../support/build.ts";
import { createSenderWorld, lost, refusal, START, tooMany, type SenderWorld } from "./sender-world.ts";

const PERSON = 501;
const GROUP = -1_001_234;
let world: SenderWorld;
beforeEach(() => {
  vi.useFakeTimers({ now: START });
  world = createSenderWorld();
});
afterEach(async () => {
  await world.end();
  vi.useRealTimers();
});

describe("429", () => {
  test("puts the row off by the time named and a tenth, and is no attempt", async () => {
    world.answer(7, tooMany(10));
    await world.queue("a");
    await world.sender.start();
    await world.pass(1_000);
    expect(world.row("a")).toMatchObject({ state: "pending", attempts: 0, leaseUntil: null });
    expect(world.row("a").notBefore).toBeGreaterThanOrEqual(START + 11_000);
    await world.pass(10_500);
    expect(world.row("a")).toMatchObject({ state: "sent", attempts: 1 });
    expect(world.calls.map(({ at }) => Math.floor((at - START) / 1_000))).toEqual([0, 11]);
  });

  test("holds up that chat's other messages and nobody else's", async () => {
    world.answer(7, tooMany(3_600));
    await world.queue("a");
    await world.sender.start();
    await world.pass(1_000);
    await world.queue("b");
    await world.queue("c", { chatId: 8 });
    await world.pass(60_000);
    expect(world.calls.map(({ chatId }) => chatId)).toEqual([7, 8]);
    expect(world.row("b").state).toBe("pending");
  });

  test("from two chats within five seconds pauses everything: it is the token that is limited", async () => {
    world.answer(1, tooMany(30));
    world.answer(2, tooMany(30));
    await world.queue("a", { chatId: 1 });
    await world.queue("b", { chatId: 2 });
    await world.sender.start();
    await world.pass(1_000);
    await world.queue("c", { chatId: 3 });
    await world.pass(31_000);
    expect(world.calls).toHaveLength(2);
    await world.pass(3_000);
    expect(world.rows().map(({ state }) => state)).toEqual(["sent", "sent", "sent"]);
  });

  test("from one chat twice pauses nothing else", async () => {
    world.answer(1, tooMany(1), tooMany(30));
    await world.queue("a", { chatId: 1 });
    await world.sender.start();
    await world.pass(2_000);
    await world.queue("c", { chatId: 3 });
    await world.pass(1_000);
    expect(world.row("c").state).toBe("sent");
  });
});

describe("403", () => {
  test.each([
    ["Forbidden: bot was blocked by the user", "blocked"],
    ["Forbidden: user is deactivated", "deactivated"],
    ["Forbidden: bot can't initiate conversation with a user", "never_started"],
  ])("%s ends the row and marks the person as %s", async (description, reason) => {
    buildPerson(world.db, PERSON);
    buildPerson(world.db, 502);
    world.answer(PERSON, refusal(403, description));
    await world.queue("a", { chatId: PERSON });
    await world.sender.start();
    await world.pass(60_000);
    expect(world.row("a")).toMatchObject({ state: "unreachable", reason, leaseUntil: null });
    expect(world.calls).toHaveLength(1);
    expect(world.db.select({ unreachable: people.unreachable }).from(people).orderBy(people.id).all()).toEqual([
      { unreachable: reason },
      { unreachable: null },
    ]);
  });

  test.each(["Forbidden: bot was kicked from the supergroup chat", "Forbidden: some words of tomorrow"])(
    "%s from a group marks it as left",
    async (words) => {
      buildGroup(world.db, { chatId: GROUP, districtId: buildDistrict(world.db).id });
      world.answer(GROUP, refusal(403, words));
      await world.queue("a", { chatId: GROUP });
      await world.sender.start();
      await world.pass(1_000);
      expect(world.row("a").state).toBe("unreachable");
      expect(world.db.select({ state: groups.state }).from(groups).get()).toEqual({ state: "left" });
    },
  );
});

describe("a group that became a supergroup", () => {
  test("gets its messages, once each, under its new id", async () => {
    buildGroup(world.db, { chatId: -55, districtId: buildDistrict(world.db).id });
    world.answer(-55, { error_code: 400, description: "Bad Request: group chat was upgraded", parameters: { migrate_to_chat_id: GROUP } });
    await world.queue("a", { chatId: -55 });
    await world.queue("b", { chatId: -55 });
    await world.sender.start();
    await world.pass(20_000);
    expect(world.calls.map(({ chatId, text }) => [chatId, text])).toEqual([
      [-55, "for a"],
      [GROUP, "for a"],
      [GROUP, "for b"],
    ]);
    expect(world.row("a")).toMatchObject({ state: "sent", chatId: GROUP, attempts: 1 });
    expect(world.db.select({ chatId: groups.chatId, state: groups.state }).from(groups).get()).toEqual({ chatId: GROUP, state: "active" });
  });
});

describe("400", () => {
  test("ends the row in Telegram's words and is never tried again", async () => {
    world.answer(7, refusal(400, "Bad Request: chat not found"));
    await world.queue("a");
    await world.sender.start();
    await world.pass(600_000);
    expect(world.row("a")).toMatchObject({ state: "failed", reason: "Bad Request: chat not found", attempts: 1 });
    expect(world.calls).toHaveLength(1);
  });

  test("whose cause was removed is made and sent anew, three times at most", async () => {
    const reasons: string[] = [];
    const recover = async (reason: string) => reasons.push(reason) > 0;
    world.setPrepare(async () => ({ method: "sendMessage", payload: { text: "for a" }, recover }));
    world.answer(7, ...Array<ReturnType<typeof refusal>>(9).fill(refusal(400, "Bad Request: message thread not found")));
    await world.queue("a");
    await world.sender.start();
    await world.pass(60_000);
    expect(reasons).toEqual(Array(3).fill("Bad Request: message thread not found"));
    expect(world.row("a")).toMatchObject({ state: "failed", attempts: 4 });
  });
});

describe("a call that never left", () => {
  test.each([
    ["the connection was refused", lost("before")],
    ["the token was revoked", refusal(401, "Unauthorized")],
  ])("because %s is made again until it gets through, and never counts as repeated", async (_why, answer) => {
    world.answer(7, ...Array<typeof answer>(5).fill(answer));
    await world.queue("a");
    await world.sender.start();
    await world.pass(5_000);
    expect(world.row("a").state).toBe("pending");
    await world.pass(200_000);
    expect(world.row("a")).toMatchObject({ state: "sent", attempts: 6, mayRepeat: false });
  });

  test("waits longer each time", async () => {
    world.answer(7, ...Array<ReturnType<typeof lost>>(5).fill(lost("before")));
    await world.queue("a");
    await world.sender.start();
    await world.pass(200_000);
    const gaps = world.calls.slice(1).map(({ at }, n) => at - world.calls[n]!.at);
    for (const [n, gap] of gaps.entries()) expect(gap).toBeGreaterThanOrEqual(500 * 2 ** n);
  });
});

describe.each([["a reset after the body", lost("after")]])("after %s nobody knows whether the message arrived:", (_what, answer) => {
  test("it is sent once more and marked as possibly repeated", async () => {
    world.answer(7, answer);
    await world.queue("a");
    await world.sender.start();
    await world.pass(10_000);
    expect(world.calls).toHaveLength(2);
    expect(world.row("a")).toMatchObject({ state: "sent", mayRepeat: true, attempts: 2 });
  });

  test("the second time it is left unknown", async () => {
    world.answer(7, answer, answer);
    await world.queue("a");
    await world.sender.start();
    await world.pass(600_000);
    expect(world.calls).toHaveLength(2);
    expect(world.row("a")).toMatchObject({ state: "unknown", mayRepeat: true });
  });

  test("a notice that annoys more when repeated than when missed is not sent again", async () => {
    world.answer(GROUP, answer);
    await world.queue("a", { kind: "order_notice", chatId: GROUP });
    await world.sender.start();
    await world.pass(600_000);
    expect(world.calls).toHaveLength(1);
    expect(world.row("a")).toMatchObject({ state: "unknown", mayRepeat: false });
  });
});

describe("what a crash left as being sent", () => {
  const leave = (key: string, fields: object = {}) =>
    world.db
      .update(deliveries)
      .set({ state: "sending", leaseUntil: START + 30_000, attempts: 1, ...fields })
      .where(eq(deliveries.dedupeKey, key))
      .run();

  test("is sent once more by the next start, though its lease has not ended", async () => {
    await world.queue("a");
    leave("a");
    await world.sender.start();
    await world.pass(1_000);
    expect(world.row("a")).toMatchObject({ state: "sent", mayRepeat: true, attempts: 2 });
  });

  test("twice is left unknown", async () => {
    await world.queue("a");
    leave("a", { mayRepeat: true });
    await world.sender.start();
    await world.pass(1_000);
    expect(world.calls).toEqual([]);
    expect(world.row("a")).toMatchObject({ state: "unknown", reason: "the process ended while it was being sent" });
  });

  test("is left unknown when a repeat is worse than a miss", async () => {
    await world.queue("a", { kind: "post_report" });
    leave("a");
    await world.sender.start();
    await world.pass(1_000);
    expect(world.calls).toEqual([]);
    expect(world.row("a").state).toBe("unknown");
  });
});

test("no message text and no token reaches the log when a delivery fails", async () => {
  world.answer(7, refusal(400, "Bad Request: chat not found"));
  await world.queue("secret words");
  await world.sender.start();
  await world.pass(1_000);
  expect(world.logged).toHaveLength(1);
  expect(world.logged[0]).not.toContain("secret words");
});
