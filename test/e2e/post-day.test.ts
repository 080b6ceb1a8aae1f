import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { Redis } from "ioredis";
import { afterEach, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { deliveries } from "../../db/deliveries.tables.ts";
import { posts } from "../../db/posts.tables.ts";
import { staff } from "../../db/staff.tables.ts";
import { startPrivateRedis } from "../../src/redis/private-server.ts";
import type { Fault } from "../../src/sandbox/telegram.ts";
import type { AppOptions } from "../support/app.ts";
import { findButton, tap } from "../support/buttons.ts";
import { countIn, press } from "../support/case-day.ts";
import { ADMIN, BROADCASTER, GROUP, openCompany, RETAILERS, SUPERVISOR, textOf, type Company } from "../support/company.ts";
import { findOwn429s, MADE_UP, watchMass } from "../support/mass-send.ts";
import { until } from "../support/until.ts";

/** Generous: a machine that does seven other things must only make this slower. */
const PATIENCE_MS = 120_000;
const WORDS = "Power cut on Friday";

let company: Company;
let close: () => Promise<void> = async () => {};
afterEach(async () => {
  await company.close();
  await close();
  close = async () => {};
});

const say = (person: number, text: string) => company.telegram.send({ person, chat: person, text });
const count = (chat: number, words: string) => countIn(company, chat, words);
const postOf = (id: number) => company.db.select().from(posts).where(eq(posts.id, id)).get()!;
const rowsOf = (kind: "post" | "post_recall") => company.db.select().from(deliveries).where(eq(deliveries.kind, kind)).all();
const trail = () =>
  company.db
    .select()
    .from(audit)
    .all()
    .filter(({ action }) => action.startsWith("post."))
    .map(({ actorId, action }) => `${actorId} ${action}`);

/** The process dies at the point that `options` name; the next one is started by the caller. */
async function die(options: AppOptions & { env?: Record<string, string> }, act: () => void | Promise<void>): Promise<void> {
  await company.apps.at(-1)!.stop();
  const app = await company.start(options);
  await act();
  await app.ended;
}

async function goOn(): Promise<void> {
  await company.start();
  await company.settled();
}

/** An update of one row by its id alone: a pause, a recall. */
const STATE_CHANGE = 'update "posts" set "state" = \\? where "posts"\\."id" = \\?$';

test(
  "the day of a post: kill -9 while it is composed, submitted, approved, sent and paused; nothing is lost or done twice",
  async () => {
    company = await openCompany({}, { people: 8 });
    const { db, people } = company;
    const { districtId } = db.select().from(staff).where(eq(staff.personId, SUPERVISOR)).get()!;
    db.update(staff).set({ needsApproval: true, districtId }).where(eq(staff.personId, BROADCASTER)).run();
    for (const id of people) company.telegram.start(id);
    await company.start();
    await company.greetEveryone();

    await die({ killAt: 'insert into "posts"' }, () => void say(BROADCASTER, `/announce ${WORDS}`));
    await goOn();
    expect(db.select().from(posts).all()).toHaveLength(1);
    expect(count(BROADCASTER, WORDS)).toBe(1);

    await die({ killAt: 'update "posts" set "state" = .*"submitted_at"' }, () => press(company, BROADCASTER, "post:submit:1"));
    await company.start();
    await until("the card", () => findButton(company, SUPERVISOR, "review:approve:1"));
    await until("the tap to be handled again", () => findButton(company, BROADCASTER, "post:takeback:1"));
    expect([count(SUPERVISOR, WORDS), count(SUPERVISOR, "please approve or return it")]).toEqual([1, 1]);
    // Its author is not left with the buttons of a draft.
    expect(findButton(company, BROADCASTER, "post:submit:1")).toBeUndefined();

    await die({ killAt: 'update "posts" set .*"decided_by"' }, () => press(company, SUPERVISOR, "review:approve:1"));
    const chats = [GROUP, ...RETAILERS, ...people];
    const mass = watchMass(company, "post", WORDS, chats);
    expect([mass.accepted().length, mass.rows().length]).toEqual([0, chats.length]);

    // Two of them are noted as sent when it dies, more may be on their way.
    await die({ killAt: 'update "deliveries" set .*"message_id"', killNth: 2, env: { SEND_RATE: "5" } }, () => {});
    const inFlight = mass.countInFlight();
    await die({ killAt: STATE_CHANGE, env: { SEND_RATE: "5" } }, async () => {
      await mass.reached(4);
      await press(company, BROADCASTER, "post:pause:1");
    });
    const [underWay, before] = [mass.countInFlight(), mass.accepted().length];
    await company.start();
    say(BROADCASTER, "/posts");
    await until("the list", () => count(BROADCASTER, "Under way 1") > 0);
    await until("nothing to be on its way", () => mass.countInFlight() === 0);
    expect(postOf(1).state).toBe("paused");
    expect(rowsOf("post").filter(({ state }) => state === "held").length).toBeGreaterThan(0);
    expect(mass.accepted().length).toBe(before);

    await tap(company, BROADCASTER, "post:resume:1");
    await mass.done();
    const counts = mass.countsByChat();
    expect(chats.filter((chat) => !counts.has(chat))).toEqual([]);
    const repeated = mass.accepted().length - chats.length;
    expect(repeated).toBeLessThanOrEqual(inFlight + underWay);

    expect(trail().join(", ")).toBe(
      [
        `${BROADCASTER} post.submit`,
        `${SUPERVISOR} post.send`,
        `${SUPERVISOR} post.approve`,
        `${BROADCASTER} post.pause`,
        `${BROADCASTER} post.resume`,
      ].join(", "),
    );
  },
  4 * PATIENCE_MS,
);

test(
  "a recall that dies once it is decided is carried out by the next process, everywhere",
  async () => {
    company = await openCompany();
    await company.startEveryone();
    await company.start();
    say(BROADCASTER, `/announce ${WORDS}`);
    await tap(company, BROADCASTER, "post:send:1");
    const chats = [GROUP, ...RETAILERS];
    await until("all to arrive", () => chats.every((chat) => count(chat, WORDS) === 1));
    await company.settled();
    await tap(company, BROADCASTER, "post:recall:1");
    await company.settled();
    await die({ killAt: STATE_CHANGE }, () => press(company, BROADCASTER, "post:recallyes:1"));
    expect(chats.map((chat) => count(chat, WORDS))).toEqual([1, 1, 1, 1, 1]);
    await goOn();
    expect(rowsOf("post_recall").map(({ state }) => state)).toEqual(chats.map(() => "sent"));
    expect(chats.map((chat) => count(chat, WORDS))).toEqual([0, 0, 0, 0, 0]);
    expect(trail()).toEqual([`${BROADCASTER} post.send`, `${BROADCASTER} post.recall`]);
  },
  4 * PATIENCE_MS,
);

test(
  "a scheduled post whose alarm was wiped out starts once, with two processes looking and one dead in the middle of starting it",
  async () => {
    const dir = mkdtempSync(join(tmpdir(), "tongzhou-redis-"));
    const redis = await startPrivateRedis({ dataDir: dir, log: { info() {}, warn() {}, error() {} } });
    const client = new Redis({ path: redis.socketPath });
    close = async () => {
      client.disconnect();
      await redis.close();
      rmSync(dir, { recursive: true, force: true });
    };
    company = await openCompany({ REDIS_URL: redis.socketPath });
    await company.start();
    await company.greetEveryone();
    say(BROADCASTER, `/announce ${WORDS}`);
    await tap(company, BROADCASTER, "post:time:1");
    await company.settled();
    say(BROADCASTER, "tomorrow 9:00");
    await until("its time", () => postOf(1).startAt);
    await company.settled();
    await die({ killAt: 'update "posts" set "state" = .*"start_version"' }, () => press(company, BROADCASTER, "post:send:1"));
    expect(postOf(1).state).toBe("scheduled");
    await goOn();
    expect(findButton(company, BROADCASTER, "post:send:1")).toBeUndefined();
    expect(findButton(company, BROADCASTER, "post:unplan:1")).toBeDefined();

    await client.flushall();
    await company.apps.at(-1)!.stop();
    // The night has passed.
    company.db
      .update(posts)
      .set({ startAt: Date.now() - 10_000 })
      .where(eq(posts.id, 1))
      .run();
    const dead = await company.start({ killAt: 'update "posts" set "state" = .*"sent_at"', killWhen: "running" });
    await dead.ended;
    await Promise.all([company.start(), company.start({ env: { ROLES: "worker,scheduler" } })]);
    const mass = watchMass(company, "post", WORDS, [GROUP, ...RETAILERS]);
    await mass.done(PATIENCE_MS);
    await company.settled();
    expect([...mass.countsByChat().values()]).toEqual([1, 1, 1, 1, 1]);
    expect(trail()).toEqual([`${BROADCASTER} post.schedule`, "null post.send"]);
  },
  4 * PATIENCE_MS,
);

const tooMany = (seconds: number): Fault => ({
  kind: "error",
  error_code: 429,
  description: `Too Many Requests: retry after ${seconds} (${MADE_UP})`,
  parameters: { retry_after: seconds },
});

test(
  "two authors send at once into a storm of limits: everyone gets both posts once",
  async () => {
    company = await openCompany({}, { people: 30 });
    await company.startEveryone();
    await company.start();
    const authors = [BROADCASTER, ADMIN];
    const told = (author: number) => `News of ${author}`;
    for (const author of authors) say(author, `/announce ${told(author)}`);
    const [first, second] = await Promise.all(authors.map((author) => until("the draft", () => findButton(company, author, "post:send:"))));
    const chats = [GROUP, ...RETAILERS, ...company.people];
    const [one, two] = authors.map((author) => watchMass(company, "post", told(author), chats));
    let storm = 0;
    company.telegram.faults.beforeEffect = async ({ method, params }) => {
      const isOurs =
        method === "sendMessage" && chats.includes(Number(params["chat_id"])) && one!.accepted().length + two!.accepted().length >= 10;
      return isOurs && (storm += 1) <= 6 ? tooMany(1) : undefined;
    };
    await Promise.all([
      company.telegram.press(BROADCASTER, BROADCASTER, first!.message.message_id, first!.data),
      company.telegram.press(ADMIN, ADMIN, second!.message.message_id, second!.data),
    ]);
    await until("both to end", () => rowsOf("post").filter(({ state }) => state === "sent").length === 2 * chats.length, PATIENCE_MS);
    await company.settled();
    expect(storm).toBeGreaterThan(6);
    for (const mass of [one!, two!]) expect([...mass.countsByChat().values()]).toEqual(chats.map(() => 1));
    expect(findOwn429s(company)).toEqual([]);
    for (const author of authors)
      expect(
        company
          .fromBot(author)
          .map(textOf)
          .filter((text) => text.includes(`reached all ${chats.length}`)),
      ).toHaveLength(1);
  },
  4 * PATIENCE_MS,
);
