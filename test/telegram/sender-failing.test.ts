import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { countDeliveries } from "../../db/deliveries.ts";
import { findPost, saveDraft, sendDraft } from "../../db/posts.ts";
import { loadCalendar } from "../../src/calendar/load.ts";
import { parseConfig } from "../../src/config.ts";
import { createPrepare } from "../../src/deliveries.ts";
import type { Deps } from "../../src/deps.ts";
import { createTranslate } from "../../src/i18n.ts";
import { createLog } from "../../src/log.ts";
import { cancel, pauseFailingPost, resume } from "../../src/posts/service.ts";
import { buildDistrict, buildGroup, buildPerson, buildStaff } from "../support/build.ts";
import { openOutbox, type Outbox } from "../support/outbox.ts";

const AUTHOR = 501;
const ME = { id: AUTHOR, roles: ["broadcaster"], districtId: null };
const WORDS = "Bad Request: not enough rights to send text messages to the chat";
const refusal = { error_code: 400, description: WORDS };
/** Ids of basic groups, in the order in which a post goes to them. */
const GROUPS = Array.from({ length: 12 }, (_, n) => -(n + 1));

let outbox: Outbox;
let deps: Deps;
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-11-23T01:00:00Z") });
  outbox = openOutbox();
  const config = parseConfig({ BOT_TOKEN: "123456:test-token", HOLIDAYS_FILE: "none", LOCALE: "en" });
  deps = {
    db: outbox.db,
    config,
    clock: outbox.clock,
    log: createLog("silent"),
    t: createTranslate(),
    queues: { setAlarms: async () => {}, close: async () => {} },
    calendar: loadCalendar(config),
    telegram: { lacksRichMessages: false },
    kickSender: () => {},
  };
  const district = buildDistrict(outbox.db);
  buildPerson(outbox.db, AUTHOR, { clientLanguage: "en" });
  buildStaff(outbox.db, AUTHOR, ["broadcaster"]);
  for (const chatId of GROUPS) buildGroup(outbox.db, { chatId, districtId: district.id, isForum: false, locale: "en" });
});
afterEach(async () => {
  await outbox.close();
  vi.useRealTimers();
});

const start = () =>
  outbox.startProcess({
    // One at a time, so that a test knows which call comes next.
    rate: 4,
    prepare: createPrepare(deps),
    onFailing: async (row, reason) => (row.kind === "post" ? pauseFailingPost(deps, row.subjectId, reason) : undefined),
  });

async function sendPost(text: string): Promise<number> {
  const content = { column: "training" as const, parts: [{ messageId: null, media: null, text, entities: [] }] };
  const post = await saveDraft(outbox.db, { ...content, authorId: AUTHOR, albumId: null, source: undefined }, outbox.clock());
  await sendDraft(
    outbox.db,
    { id: post!.id, from: ["draft"], actorId: AUTHOR, withinDistrictId: null, quietUntil: undefined },
    // An admin by ADMIN_IDS.
    [AUTHOR],
    outbox.clock(),
  );
  return post!.id;
}

const refuse = (groups: number[]) => groups.forEach((chatId) => outbox.answer(chatId, refusal));
const countsOf = (post: number) => countDeliveries(outbox.db, "post", post);
const toldOf = (text: string) => !/[▓░]/.test(text);
/** Without the message with the bar, which changes all the time. */
const toldAuthor = () =>
  outbox
    .callsTo(AUTHOR)
    .map(({ text }) => text)
    .filter(toldOf);

describe("a post that five groups in a row refuse", () => {
  let post: number;
  beforeEach(async () => {
    refuse(GROUPS.slice(0, 5));
    post = await sendPost("Training on Monday");
    await start();
    await outbox.pass(5_000);
  });

  test("pauses: what is left is held back and its author is told Telegram's words", async () => {
    expect((await findPost(outbox.db, post))?.state).toBe("paused");
    expect(await countsOf(post)).toEqual({ failed: 5, held: 7 });
    expect(toldAuthor()).toHaveLength(1);
    expect(toldAuthor()[0]).toContain(WORDS);
    const notice = outbox.callsTo(AUTHOR).find(({ text }) => toldOf(text))!;
    expect(notice.buttons.slice(0, 2)).toEqual([`post:resume:${post}`, `post:cancel:${post}`]);
    await outbox.pass(60_000);
    expect(outbox.calls.filter(({ chatId }) => chatId !== AUTHOR)).toHaveLength(5);
  });

  test("goes on to the rest when its author says so, and then reports how it went", async () => {
    expect(await resume(deps, post, ME)).toEqual({ ok: true });
    await outbox.pass(10_000);
    expect(await countsOf(post)).toEqual({ failed: 5, sent: 7 });
    expect(toldAuthor()).toHaveLength(2);
    expect(toldAuthor()[1]).toContain("not 5");
  });

  test("is given up when its author says so: nobody else gets it, and the report says why", async () => {
    expect(await cancel(deps, post, ME)).toEqual({ ok: true });
    await outbox.pass(10_000);
    expect(await countsOf(post)).toEqual({ failed: 5, skipped: 7 });
    expect(toldAuthor()).toHaveLength(2);
    expect(toldAuthor()[1]).toContain("sending was stopped");
  });

  test("is nobody else's to decide, and is decided once", async () => {
    expect(await resume(deps, post, { ...ME, id: AUTHOR + 1 })).toEqual({ ok: false, reason: "not_yours" });
    expect(await resume(deps, post, ME)).toEqual({ ok: true });
    expect(await resume(deps, post, ME)).toEqual({ ok: false, reason: "over" });
    await outbox.pass(10_000);
    expect(await countsOf(post)).toEqual({ failed: 5, sent: 7 });
    expect(await cancel(deps, post, ME)).toEqual({ ok: false, reason: "over" });
  });

  test("that goes on and is refused by five more pauses again", async () => {
    refuse(GROUPS.slice(5, 10));
    await resume(deps, post, ME);
    await outbox.pass(10_000);
    expect(await countsOf(post)).toEqual({ failed: 10, held: 2 });
    expect(toldAuthor()).toHaveLength(2);
  });

  test("holds up no other post", async () => {
    const other = await sendPost("Another");
    await outbox.pass(20_000);
    expect(await countsOf(other)).toEqual({ sent: 12 });
    expect((await findPost(outbox.db, post))?.state).toBe("paused");
  });
});

describe("a post that is refused now and then", () => {
  test("goes on: a message that arrived in between begins the count anew", async () => {
    refuse([...GROUPS.slice(0, 4), ...GROUPS.slice(5, 9)]);
    const post = await sendPost("Training on Monday");
    await start();
    await outbox.pass(10_000);
    expect(await countsOf(post)).toEqual({ failed: 8, sent: 4 });
    expect(toldAuthor()).toEqual([expect.stringContaining("not 8")]);
  });

  test("by groups the bot was removed from goes on: that is no fault of the post's", async () => {
    GROUPS.slice(0, 6).forEach((chatId) =>
      outbox.answer(chatId, { error_code: 403, description: "Forbidden: bot was kicked from the group chat" }),
    );
    const post = await sendPost("Training on Monday");
    await start();
    await outbox.pass(10_000);
    expect(await countsOf(post)).toEqual({ unreachable: 6, sent: 6 });
  });

  test("is counted by itself: two posts with four refusals each both go on", async () => {
    GROUPS.slice(0, 4).forEach((chatId) => outbox.answer(chatId, refusal, refusal));
    const posts = [await sendPost("One"), await sendPost("Two")];
    await start();
    await outbox.pass(20_000);
    for (const post of posts) expect(await countsOf(post)).toEqual({ failed: 4, sent: 8 });
  });
});

test("refusals of the last groups pause nothing: there is nothing left to hold back", async () => {
  refuse(GROUPS.slice(7));
  const post = await sendPost("Training on Monday");
  await start();
  await outbox.pass(10_000);
  expect((await findPost(outbox.db, post))?.state).toBe("sent");
  expect(toldAuthor()).toEqual([expect.stringContaining("not 5")]);
});

test("a paused post stays paused over a restart", async () => {
  refuse(GROUPS.slice(0, 5));
  const post = await sendPost("Training on Monday");
  const process = await start();
  await outbox.pass(5_000);
  const ended = process.end();
  await outbox.pass(1_000);
  await ended;
  await start();
  await outbox.pass(10_000);
  expect(await countsOf(post)).toEqual({ failed: 5, held: 7 });
  await resume(deps, post, ME);
  await outbox.pass(10_000);
  expect(await countsOf(post)).toEqual({ failed: 5, sent: 7 });
});
