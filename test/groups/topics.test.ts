import { Api } from "grammy";
import { afterEach, beforeEach, expect, test } from "vitest";
import { groupTopics } from "../../db/groups.tables.ts";
import { ensureTopic, forgetTopic } from "../../src/groups/service.ts";
import { startTestBot, type TestBot } from "../support/bot.ts";
import { buildDistrict, buildGroup } from "../support/build.ts";

let t: TestBot;
beforeEach(async () => {
  t = await startTestBot();
});
afterEach(() => t.close());

const group = (fields: object = {}) => buildGroup(t.db, { districtId: buildDistrict(t.db).id, ...fields });

test("asked for by several at once, a topic is made once", async () => {
  const forum = group();
  const threads = await Promise.all([1, 2, 3, 4].map(() => ensureTopic(t.deps, t.api, forum, "supply")));
  expect(t.calls.filter(({ method }) => method === "createForumTopic")).toHaveLength(1);
  expect(new Set(threads)).toEqual(new Set([t.calls[0]!.messageId]));
  expect(t.db.select().from(groupTopics).all()).toHaveLength(1);
});

test("different columns and groups do not wait for each other's topic", async () => {
  const [one, two] = [group(), group()];
  await Promise.all([
    ensureTopic(t.deps, t.api, one, "supply"),
    ensureTopic(t.deps, t.api, one, "policy"),
    ensureTopic(t.deps, t.api, two, "supply"),
  ]);
  expect(t.calls).toHaveLength(3);
});

test("a topic is named in the group's language", async () => {
  await ensureTopic(t.deps, t.api, group({ locale: "en" }), "terminals");
  expect(t.calls[0]!.payload["name"]).toBe("Functional Terminals");
});

test("a plain group has no topics, and Telegram is not asked", async () => {
  expect(await ensureTopic(t.deps, t.api, group({ isForum: false }), "supply")).toBeUndefined();
  expect(t.calls).toEqual([]);
});

test("forgetting a topic that was replaced meanwhile keeps the new one", async () => {
  const forum = group();
  const thread = (await ensureTopic(t.deps, t.api, forum, "supply"))!;
  await forgetTopic(t.deps, forum.id, "supply", thread - 1);
  expect(await ensureTopic(t.deps, t.api, forum, "supply")).toBe(thread);
  await forgetTopic(t.deps, forum.id, "supply", thread);
  expect(await ensureTopic(t.deps, t.api, forum, "supply")).not.toBe(thread);
});

test("after an unknown outcome no second topic is made: this post goes under its hashtag", async () => {
  const api = new Api("123456:test-token-test-token");
  let asked = 0;
  api.config.use(async () => {
    asked++;
    return { ok: false, error_code: 502, description: "Bad Gateway" };
  });
  expect(await ensureTopic(t.deps, api, group(), "supply")).toBeUndefined();
  expect(asked).toBe(1);
});
