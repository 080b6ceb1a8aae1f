import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { startCompany } from "./model/company.ts";
import { CONTENTS, KNOWN, SAYINGS, TARGETS, type Act } from "./model/acts.ts";
import { FAULTS } from "./model/telegram.ts";
import { ADMIN, CHANGES, EVERYONE, STAFF, WRITERS } from "./model/world.ts";

const anyone = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...STAFF) }, { weight: 2, arbitrary: fc.constantFrom(...EVERYONE) });
const writer = fc.constantFrom(ADMIN, ...Object.values(WRITERS), WRITERS.free, WRITERS.bound);
const rarely = fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });
const constant = <T>(value: T) => fc.constant(value);
/** What is done with a post from one end of its life to the other. */
const USES = [
  "post:send:",
  "post:submit:",
  "post:aud:",
  "post:pick:",
  "post:set:",
  "post:at:",
  "post:week",
  "post:pause:",
  "post:resume:",
  "post:cancel:",
  "post:recall",
  "post:recallyes:",
  "post:edit",
  "post:edityes:",
  "post:re",
  "post:again:",
  "post:retry:",
  "post:remind",
  "post:takeback:",
  "post:unplan",
  "post:csv:",
  "post:good",
  "review:approve:",
  "review:approve:",
  "review:approve:",
  "review:return:",
  "review:",
  "ack:",
];

/** What an author may choose before sending. */
const TAPS = [
  "set:requireAck:1",
  "set:pin:1",
  "set:silent:1",
  "valid:1",
  "aud:people",
  "aud:people",
  "aud:nogroups",
  "pick:pt:0:0",
  "week:2",
] as const;

/** What is done to a post that went out. */
const STEERING = ["post:recallyes:ID", "post:pause:ID", "post:resume:ID", "post:again:ID:u:RUN", "post:edityes:ID:PROPOSAL"] as const;

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: constant("press" as const),
      who: anyone,
      button: fc.nat({ max: 400 }),
      from: fc.constantFrom("own" as const, "own" as const, "anywhere" as const),
      isTwice: rarely,
      isMeanwhile: rarely,
    }),
  },
  {
    weight: 14,
    arbitrary: fc.record({
      kind: constant("use" as const),
      holder: fc.nat({ max: 9 }),
      what: fc.constantFrom(...USES),
      isMeanwhile: rarely,
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      kind: constant("know" as const),
      who: fc.oneof({ weight: 2, arbitrary: constant("author" as const) }, { weight: 1, arbitrary: anyone }),
      what: fc.constantFrom(...KNOWN, ...STEERING, ...STEERING, ...STEERING),
      post: fc.nat({ max: 4 }),
      isMeanwhile: rarely,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: constant("compose" as const),
      who: writer,
      target: fc.constantFrom(...TARGETS, "announcement" as const),
      content: fc.constantFrom(...CONTENTS, "text" as const, "text" as const),
    }),
  },
  {
    weight: 14,
    arbitrary: fc.record({
      kind: constant("publish" as const),
      who: writer,
      target: fc.constantFrom(...TARGETS, "announcement" as const),
      content: fc.constantFrom(...CONTENTS, "text" as const, "text" as const),
      taps: fc.subarray([...TAPS], { maxLength: 4 }),
      meanwhile: fc.constantFrom(null, null, null, "pause", "cancel", "recallyes"),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: constant("say" as const), who: fc.constantFrom(...EVERYONE), words: fc.constantFrom(...SAYINGS) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: constant("edit" as const), who: writer, message: fc.nat({ max: 3 }), isStopped: rarely }) },
  { weight: 1, arbitrary: fc.record({ kind: constant("delete" as const), who: fc.constantFrom(...EVERYONE) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: constant("wait" as const),
      minutes: fc.constantFrom(0.1, 0.1, 1, 20, 180, 13 * 60, 50 * 60, 7 * 24 * 60),
      alarms: fc.constantFrom("rung" as const, "lost" as const, "twice" as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: constant("change" as const), what: fc.nat({ max: CHANGES.length - 1 }) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: constant("misbehave" as const),
      places: fc.array(fc.tuple(fc.nat({ max: 8 }), fc.constantFrom(...FAULTS)), { minLength: 1, maxLength: 5 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: constant("block" as const), who: fc.constantFrom(...EVERYONE), isBlocked: fc.boolean() }) },
  { weight: 1, arbitrary: constant({ kind: "again" as const }) },
  { weight: 1, arbitrary: constant({ kind: "restart" as const }) },
  { weight: 1, arbitrary: fc.record({ kind: constant("crash" as const), when: fc.constantFrom("before" as const, "after" as const) }) },
);

const BEGIN: Act[] = [
  { kind: "publish", who: WRITERS.free, target: "policy", content: "stopped", taps: [], meanwhile: null },
  { kind: "publish", who: WRITERS.free, target: "announcement", content: "text", taps: ["set:requireAck:1"], meanwhile: null },
  { kind: "compose", who: WRITERS.bound, target: "supply", content: "table" },
  { kind: "use", holder: 1, what: "post:submit:", isMeanwhile: false },
  { kind: "compose", who: WRITERS.brand, target: "products", content: "photo" },
];

/** Lives through the steps; after each nothing may have gone out, been changed or been told that must not, and at the end all has ended. */
async function live(steps: Act[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "tongzhou-posts-"));
  const company = await startCompany(join(folder, "posts.db"));
  try {
    for (const step of [...BEGIN, ...steps]) expect([step, await company.act(step)]).toEqual([step, []]);
    expect(await company.end()).toEqual([]);
  } finally {
    await company.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** POST_RUNS=500 looks longer than a test run has time for. */
const numRuns = Number(process.env["POST_RUNS"] ?? 6);

describe("whatever anyone presses and writes, and whatever Telegram answers", () => {
  /** A failure prints its seed and path: fc.assert(..., { seed, path }) runs the very same again. */
  test(
    "every post goes to those it may go to, once, as it was approved, and comes to its end",
    async () => {
      await fc.assert(fc.asyncProperty(fc.noBias(fc.array(act, { minLength: 25, maxLength: 60, size: "max" })), live), {
        numRuns,
        endOnFailure: true,
      });
    },
    Math.max(300_000, numRuns * 25_000),
  );
});
