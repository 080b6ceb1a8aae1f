import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { groups } from "../../db/groups.tables.ts";
import { noteMigration } from "../../src/groups/service.ts";
import { buildRetailer, buildShopPerson } from "../support/build.ts";
import { startChanging, type Changing } from "./changes.ts";
import { AUTHOR, FORUM, PLAIN } from "./support.ts";

const MOVED = -1_001_999_000_001;
let t: Changing;
afterEach(() => t.close());

/** A post that went to a group which Telegram made a supergroup afterwards; its new messages have ids of their own. */
async function publishAndMove(option?: string) {
  t = await startChanging();
  t.addPlain();
  const { post, message } = await t.draft("policy", "旧");
  if (option) await t.author.press(`post:set:${post.id}:${option}:1`);
  await t.author.press(`post:send:${post.id}`);
  await t.settle();
  t.refuse((_method, { chat_id: chatId }) =>
    chatId === PLAIN
      ? { error_code: 400, description: "Bad Request: group chat was upgraded", parameters: { migrate_to_chat_id: MOVED } }
      : undefined,
  );
  t.forget();
  return { id: post.id, message };
}

const WHY = "· 老群：群升级成了超级群，升级前的消息我动不了，请在群里手动处理";

describe.each([
  ["before Telegram has said so", false],
  ["after Telegram has said so", true],
])("a group that became a supergroup after it got a post, %s", (_when, isKnown) => {
  test("has none of its new messages deleted by a recall, and the report names it", async () => {
    const { id } = await publishAndMove();
    if (isKnown) await noteMigration(t.deps, PLAIN, MOVED);
    await t.takeBack(id);
    expect(t.callsTo(MOVED)).toEqual([]);
    expect(t.reports().at(-1)).toContain(WHY);
  });

  test("has none of its new messages changed by an edit, and the report names it", async () => {
    const { message } = await publishAndMove();
    if (isKnown) await noteMigration(t.deps, PLAIN, MOVED);
    const [yes] = await t.edit(message, { text: "新" });
    await t.author.press(yes!);
    await t.settle();
    expect(t.callsTo(MOVED)).toEqual([]);
    expect(t.textsTo(AUTHOR).at(-1)).toContain(WHY);
  });
});

test("the people of a group that became a supergroup are still to acknowledge what it got", async () => {
  const { id } = await publishAndMove("requireAck");
  // Only the group that moved is left to have it.
  t.db.update(groups).set({ kind: "desk" }).where(eq(groups.chatId, FORUM)).run();
  buildShopPerson(t.db, buildRetailer(t.db, { routeId: t.route.id }).id, 60);
  await noteMigration(t.deps, PLAIN, MOVED);
  await t.author.press(`post:rep:${id}:0`);
  expect(t.lastTo(AUTHOR).payload.text).toContain("点了「已阅」：0 / 1 人");
  expect(t.db.select().from(groups).where(eq(groups.chatId, MOVED)).all()).toHaveLength(1);
});
