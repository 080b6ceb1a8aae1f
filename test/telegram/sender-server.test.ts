import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Fault } from "../../src/sandbox/telegram.ts";
import { until } from "../support/until.ts";
import { openServerWorld, type ServerWorld } from "./server-world.ts";

let world: ServerWorld;
beforeEach(async () => void (world = await openServerWorld()));
afterEach(() => world.end());

const page: Fault = { kind: "html", status: 502 };
const error: Fault = { kind: "error", error_code: 500, description: "Internal Server Error" };
const ends: [string, Fault][] = [
  ["a gateway's page (502)", page],
  ["an error of Telegram's own (500)", error],
  ["a reset", { kind: "reset" }],
  ["half of the answer", { kind: "truncate" }],
];
const over = () => world.rows().every(({ state }) => state !== "pending" && state !== "sending");
const takenOf = () => world.rows().map(world.taken);

describe.each(ends)("after Telegram took the message, %s comes in place of its answer", (_what, fault) => {
  test("once: it comes twice and is marked so", async () => {
    let isDisturbed = false;
    world.disturb("beforeAnswer", (method) => {
      if (method !== "sendMessage" || isDisturbed) return undefined;
      isDisturbed = true;
      return fault;
    });
    await world.queue(3);
    await world.start();
    await until("all to end", over);
    expect(world.rows().map(({ state, mayRepeat }) => [state, mayRepeat])).toEqual([
      ["sent", true],
      ["sent", false],
      ["sent", false],
    ]);
    expect(takenOf()).toEqual([2, 1, 1]);
  });

  test("each time: no message comes more than twice, and each is left unknown", async () => {
    world.disturb("beforeAnswer", (method) => (method === "sendMessage" ? fault : undefined));
    await world.queue(2);
    await world.start();
    await until("all to end", over, 30_000);
    expect(world.rows().map(({ state, mayRepeat }) => [state, mayRepeat])).toEqual([
      ["unknown", true],
      ["unknown", true],
    ]);
    expect(takenOf()).toEqual([2, 2]);
  });

  test("for what annoys more when repeated than when missed: it comes once and is left unknown", async () => {
    world.disturb("beforeAnswer", (method) => (method === "sendMessage" ? fault : undefined));
    await world.queue(1, { kind: "order_notice" });
    await world.start();
    await until("all to end", over);
    expect(world.rows()).toMatchObject([{ state: "unknown", mayRepeat: false }]);
    expect(takenOf()).toEqual([1]);
  });
});

describe.each(ends.filter(([, { kind }]) => kind !== "truncate"))("an outage in which every call ends with %s", (_what, fault) => {
  test("costs no message: nothing but getMe is tried until it is over, and each then arrives once", async () => {
    world.disturb("beforeEffect", () => fault);
    await world.queue(20);
    await world.start();
    await until("Telegram to be asked three times", () => world.asked().length >= 3);
    const tried = world.calls().length;
    expect(tried).toBeLessThan(20);
    const [, second] = world.asked();
    expect(world.calls().filter(({ at }) => at > second!.at)).toEqual([]);
    expect(new Set(world.rows().map(({ state }) => state))).toEqual(new Set(["pending"]));
    world.calm();
    await until("all to end", over, 30_000);
    expect(world.rows().map(({ state }) => state)).toEqual(Array(20).fill("sent"));
    expect(takenOf()).toEqual(Array(20).fill(1));
    expect(world.rows().filter(({ mayRepeat }) => mayRepeat)).toHaveLength(tried);
  });
});

describe("a database that another process keeps locked when the answer comes", () => {
  /** Locks it while the first answer is under way. */
  async function lockDuringCall(count: number): Promise<() => void> {
    let unlock = () => {};
    world.disturb("beforeAnswer", (method) => {
      if (method === "sendMessage" && world.calls().length === 1) unlock = world.lock();
      return undefined;
    });
    await world.queue(count);
    await world.start();
    await until("the outcome to wait", () => world.logged.join().includes("could not be stored; trying again"));
    return () => unlock();
  }

  test("keeps no outcome from being stored: it is written when that is possible, and the message comes once", async () => {
    const unlock = await lockDuringCall(1);
    expect(world.rows()).toMatchObject([{ state: "sending" }]);
    unlock();
    await until("the outcome", over);
    expect(world.rows()).toMatchObject([{ state: "sent", mayRepeat: false, attempts: 1 }]);
    expect(takenOf()).toEqual([1]);
  });

  test("stops the outbox until then: no further message gets into doubt, and none fails", async () => {
    const unlock = await lockDuringCall(20);
    const tries = () => world.logged.filter((line) => line.includes("could not be stored; trying again")).length;
    // Another call may have been under way when the first answer came.
    await until("two tries", () => tries() >= 2);
    const begun = world.calls().length;
    await until("two more", () => tries() >= 4);
    expect(world.calls()).toHaveLength(begun);
    expect(begun).toBeLessThan(20);
    unlock();
    await until("all to end", over);
    expect(world.rows().map(({ state, mayRepeat }) => [state, mayRepeat])).toEqual(world.chats.map(() => ["sent", false]));
    expect(takenOf()).toEqual(Array(20).fill(1));
  });

  test("does not keep the process from ending: the row is the next one's to decide", async () => {
    const unlock = await lockDuringCall(1);
    await world.stop();
    expect(world.rows()).toMatchObject([{ state: "sending" }]);
    unlock();
    await world.startNext();
    await until("all to end", over);
    expect(world.rows()).toMatchObject([{ state: "sent", mayRepeat: true }]);
  });
});

test("a fault in what was to follow from a message does not send it again", async () => {
  world.setPrepare(async (row) => ({
    method: "sendMessage",
    payload: { text: row.dedupeKey },
    afterSent: () => {
      throw new TypeError("undefined is not a function");
    },
  }));
  await world.queue(1);
  await world.start();
  await until("all to end", over);
  expect(world.rows()).toMatchObject([{ state: "sent" }]);
  expect(world.rows()[0]!.messageId).not.toBeNull();
  expect(world.logged.join()).toContain("undefined is not a function");
});
