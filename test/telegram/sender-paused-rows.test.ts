import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { countDeliveries, migrateChat } from "../../db/deliveries.ts";
import { groups } from "../../db/groups.tables.ts";
import { saveDraft, sendDraft } from "../../db/posts.ts";
import { loadCalendar } from "../../src/calendar/load.ts";
import { parseConfig } from "../../src/config.ts";
import { createPrepare } from "../../src/deliveries.ts";
import type { Deps } from "../../src/deps.ts";
import { createTranslate } from "../../src/i18n.ts";
import { createLog } from "../../src/log.ts";
import { cancel, pause, pauseFailingPost, resume } from "../../src/posts/service.ts";
import { buildDistrict, buildGroup, buildPerson, buildStaff } from "../support/build.ts";
import { openOutbox, type Outbox } from "../support/outbox.ts";

const AUTHOR = 501;
const ME = { id: AUTHOR, roles: [], districtId: null };
const refusal = { error_code: 400, description: "Bad Request: no rights" };
const GROUPS = Array.from({ length: 12 }, (_, n) => -(n + 1));
let outbox: Outbox;
let deps: Deps;
beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-11-23T01:00:00Z") });
  outbox = openOutbox();
  const config = parseConfig({ BOT_TOKEN: "123456:test-token", HOLIDAYS_FILE: "none", LOCALE: "en" });
  const queues = { setAlarms: async () => {}, close: async () => {} };
  deps = {
    db: outbox.db,
    config,
    clock: outbox.clock,
    log: createLog("silent"),
    t: createTranslate(),
    queues,
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
const refuse = (chats: number[]) => chats.forEach((chatId) => outbox.answer(chatId, refusal));

describe("a post that pauses while a call of it is under way", () => {
  let post: number;
  let answer = () => {};
  beforeEach(async () => {
    // The first group's answer comes when the post has paused, and is a 502.
    outbox.answer(GROUPS[0]!, new Promise((resolve) => (answer = () => resolve({ error_code: 502, description: "Bad Gateway" }))));
    refuse(GROUPS.slice(1, 6));
    post = await sendPost("One");
    await start();
    await outbox.pass(5_000);
    answer();
  });

  test("holds that message back too, and takes no slot from another post", async () => {
    await outbox.pass(1_000);
    const other = await sendPost("Two");
    await outbox.pass(30_000);
    expect(await countDeliveries(outbox.db, "post", post)).toEqual({ failed: 5, held: 7 });
    expect(await countDeliveries(outbox.db, "post", other)).toEqual({ sent: 12 });
  });

  test("and is given up: that message is not sent again either", async () => {
    await outbox.pass(1_000);
    await cancel(deps, post, ME);
    await outbox.pass(10_000);
    expect(outbox.callsTo(GROUPS[0]!)).toHaveLength(1);
  });
});

test("a group that becomes a supergroup while a post is paused gets it after the post was resumed", async () => {
  refuse(GROUPS.slice(0, 5));
  const post = await sendPost("One");
  await start();
  await outbox.pass(5_000);
  await migrateChat(outbox.db, GROUPS[8]!, -1_001_000);
  expect(outbox.db.select().from(groups).where(eq(groups.chatId, -1_001_000)).all()).toHaveLength(1);
  await resume(deps, post, ME);
  await outbox.pass(20_000);
  expect(await countDeliveries(outbox.db, "post", post)).toEqual({ failed: 5, sent: 7 });
});

test("a post that goes on after a long pause does not push in front of one that was sent meanwhile", async () => {
  const old = await sendPost("One");
  await pause(deps, old, ME);
  await outbox.pass(3_600_000);
  await sendPost("Two");
  await outbox.pass(1_000);
  await resume(deps, old, ME);
  await start();
  await outbox.pass(2_500);
  const first = outbox.calls.filter(({ chatId }) => chatId < 0).map(({ text }) => (text.includes("One") ? "One" : "Two"));
  expect(first.slice(0, 6)).toEqual(Array(6).fill("Two"));
});
