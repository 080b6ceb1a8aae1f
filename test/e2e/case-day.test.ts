import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { afterEach, expect, test } from "vitest";
import { complaintMedia } from "../../db/complaints.tables.ts";
import { startPrivateRedis, type PrivateRedis } from "../../src/redis/private-server.ts";
import { findButton } from "../support/buttons.ts";
import { answersTo, caseOf, COLLEAGUE, countIn, kindsOf, letTimePass, openDesk, press, promisesOf, reply } from "../support/case-day.ts";
import { DESK, DESK_GROUP, GROUP, MANAGER, RETAILERS, SUPERVISOR, textOf, type Company } from "../support/company.ts";
import { until } from "../support/until.ts";

/** Generous: a machine that does seven other things must only make this slower. */
const PATIENCE_MS = 120_000;
const HOUR_MS = 3_600_000;
const [WANG, LIU, ZHOU, WU] = RETAILERS;
const PROMPT = "please reply to this message with the question";
const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

let company: Company;
let close: () => Promise<void> = async () => {};
afterEach(async () => {
  await company.close();
  await close();
});

const say = (person: number, text: string) => company.telegram.send({ person, chat: person, text });
const count = (chat: number, words: string) => countIn(company, chat, words);

/** The process dies right after `act` was committed, and another one goes on. */
async function dieAfter(killAt: string, act: () => void | Promise<void>): Promise<void> {
  await company.apps.at(-1)!.stop();
  const app = await company.start({ killAt });
  await act();
  await app.ended;
  await company.start();
  await company.settled();
}

test(
  "the day of a case: two clerks at once, kill -9 at every step, a visit with a photo, confirmed, closed, taken up again",
  async () => {
    company = await openDesk();
    await company.start();
    await company.greetEveryone();
    say(WANG, "/complain two cartons are missing");
    await company.settled();
    say(COLLEAGUE, `/case ${caseOf(company, 1).number}`);
    await until("the colleague's view", () => findButton(company, COLLEAGUE, "case:claim:1"));

    // One in the group, one in private: chats are handled in parallel.
    await dieAfter('insert into "complaint_events"', async () => {
      await Promise.all([press(company, DESK, "case:claim:1", DESK_GROUP), press(company, COLLEAGUE, "case:claim:1")]);
    });
    expect(kindsOf(company, 1)).toEqual(["opened", "claimed"]);
    const told = answersTo(company).flatMap((text) => /^(Staff \d+) claimed it/.exec(text)?.slice(1) ?? []);
    expect(told).toHaveLength(1);
    expect(count(DESK_GROUP, `claimed by ${told[0]}`)).toBe(1);

    await press(company, DESK, "case:ask:1", DESK_GROUP);
    await until("the prompt", () => count(DESK_GROUP, PROMPT) === 1);
    await company.settled();
    await dieAfter('insert into "complaint_events"', () => reply(company, DESK, DESK_GROUP, PROMPT, "Which brand is it?"));
    expect([count(WANG, "Which brand is it?"), count(DESK_GROUP, "noted (desk asked the shop)")]).toEqual([1, 1]);
    expect(promisesOf(company, 1)[0]!.pausedAt).not.toBeNull();
    reply(company, WANG, WANG, "Which brand is it?", "The soft pack");
    await until("the shop's answer", () => count(DESK_GROUP, "The soft pack") === 1);
    expect(promisesOf(company, 1)[0]).toMatchObject({ state: "open", pausedAt: null });
    reply(company, DESK, DESK_GROUP, "Reply to this message to answer the shop", "They come today");
    await until("the desk's answer", () => count(WANG, "They come today") === 1);

    await press(company, MANAGER, "case:visited:1");
    await until("the question for words", () => count(MANAGER, "what came of the visit") === 1);
    company.telegram.send({ person: MANAGER, chat: MANAGER, media: { bytes: PNG, mime: "image/png" } });
    await until("the question once more", () => count(MANAGER, "photo or location kept") === 1);
    await company.settled();
    await dieAfter('update "promises" set.*"result"', () => void say(MANAGER, "brought two cartons"));
    expect([count(WANG, "Are you satisfied"), count(SUPERVISOR, "Return visit, by"), count(MANAGER, "noted (door visit)")]).toEqual([
      1, 1, 1,
    ]);
    company.telegram.send({ person: MANAGER, chat: MANAGER, media: { bytes: PNG, mime: "image/png" } });
    await until("the late picture", () => company.db.select().from(complaintMedia).all().length === 2);

    await press(company, WANG, "complain:said:1:satisfied");
    await press(company, SUPERVISOR, "case:confirm:1");
    await until("the closing", () => count(WANG, "is closed; your verdict: satisfied (confirmed by Staff 502)") === 1);
    await press(company, WANG, "complain:reopen:1");
    await until("the question for words", () => count(WANG, "what is still not solved") === 1);
    say(WANG, "one of them is damp");
    await until("the new receipt", () => count(WANG, "is taken up again, counted from now") === 1);
    await company.settled();
    expect(caseOf(company, 1)).toMatchObject({ state: "open", round: 2 });
    expect(promisesOf(company, 1).map(({ kind, round, state }) => [kind, round, state])).toEqual([
      ["desk_reply", 1, "kept"],
      ["door_visit", 1, "kept"],
      ["return_visit", 1, "kept"],
      ["desk_reply", 2, "open"],
      ["door_visit", 2, "open"],
    ]);
    // The card of the first round has folded.
    expect([count(DESK_GROUP, "Round 2"), count(MANAGER, "Door visit, by")]).toEqual([1, 1]);
    expect(kindsOf(company, 1).join(" ")).toBe("opened claimed asked added resumed answered visited said rated closed reopened");
  },
  4 * PATIENCE_MS,
);

test("a report in confidence reaches those in charge and whoever made it, and no group", async () => {
  company = await openDesk();
  await company.start();
  await company.greetEveryone();
  say(LIU, "/complain the shop next door sells counterfeit goods");
  await press(company, LIU, "complain:report:1:yes");
  await until("the card of those in charge", () => count(SUPERVISOR, "counterfeit") === 1);
  // The card that had waited for the shop's word is not sent besides.
  letTimePass(company, 300_000);
  await company.settled();
  const { number } = caseOf(company, 1);
  for (const chat of [DESK_GROUP, GROUP, DESK, COLLEAGUE, MANAGER, WANG])
    expect([chat, count(chat, number), count(chat, "counterfeit")]).toEqual([chat, 0, 0]);
  expect(count(LIU, number)).toBe(1);
});

/** A Redis that both processes of a test use. */
async function startRedis(): Promise<{ redis: PrivateRedis; client: Redis }> {
  const dir = mkdtempSync(join(tmpdir(), "tongzhou-redis-"));
  const redis = await startPrivateRedis({ dataDir: dir, log: { info() {}, warn() {}, error() {} } });
  const client = new Redis({ path: redis.socketPath });
  close = async () => {
    client.disconnect();
    await redis.close();
    rmSync(dir, { recursive: true, force: true });
  };
  return { redis, client };
}

const ofCase = (chat: number, words: string, id: number): number =>
  company.fromBot(chat).filter((message) => textOf(message).includes(words) && textOf(message).includes(caseOf(company, id).number)).length;
const breaches = (id: number): number => kindsOf(company, id).filter((kind) => kind === "breached").length;

/** What the sweep is to do after two days: two warnings, two breaches, the end of a pause, a further attempt. */
const seen = (): number[] => [
  ...[1, 2].map((id) => ofCase(MANAGER, "⏰ Please visit the shop", id)),
  ...[1, 3].map(breaches),
  ofCase(DESK, "the clock runs again", 2),
  // The first task folds when the second arrives.
  ofCase(SUPERVISOR, "tried once. See the newest message below", 3),
];

test(
  "a wiped Redis: a warning, a breach, the end of a pause and the next attempt each come once, with two processes looking",
  async () => {
    const { redis, client } = await startRedis();
    const within = { DESK_REPLY_WITHIN: "30m", DOOR_VISIT_WITHIN: "50h", RETURN_VISIT_WITHIN: "72h" };
    company = await openDesk({ REDIS_URL: redis.socketPath, ...within });
    await company.start();
    const second = await company.start({ isThere: "another process holds this role; waiting for it" });
    await company.greetEveryone();
    for (const person of [LIU, ZHOU, WU]) {
      say(person, "/complain two cartons are missing");
      await company.settled();
    }
    // The second waits for its shop, the third was visited and its shop not reached.
    await press(company, DESK, "case:ask:2", DESK_GROUP);
    await until("the prompt", () => count(DESK_GROUP, PROMPT) === 1);
    reply(company, DESK, DESK_GROUP, PROMPT, "Which brand is it?");
    await press(company, MANAGER, "case:visited:3");
    await until("the question for words", () => count(MANAGER, "please write in a sentence") === 1);
    say(MANAGER, "brought two cartons");
    await press(company, SUPERVISOR, "case:tried:3");
    await until("the attempt", () => promisesOf(company, 3)[2]?.nextAt);
    await until("the pause", () => promisesOf(company, 2)[0]!.pausedAt);
    await company.settled();

    expect(await client.keys("*promises:promise-*")).not.toEqual([]);
    await client.flushall();
    letTimePass(company, 48 * HOUR_MS + 10_000);
    await until("each", () => seen().every((n) => n > 0), PATIENCE_MS);
    // The notice waits a minute for what else may be broken.
    letTimePass(company, 60_000);
    await until("the notice", () => count(SUPERVISOR, "promises missed") === 1);
    // One more sweep, at the start of a third process, finds nothing left to do.
    await company.start({ env: { ROLES: "worker,scheduler" } });
    await company.settled();
    expect(seen()).toEqual([1, 1, 1, 1, 1, 1]);
    expect(count(SUPERVISOR, "promises missed")).toBe(1);
    expect(second.lines.filter(({ msg }) => msg === "ready")).toEqual([]);
  },
  4 * PATIENCE_MS,
);
