import { afterEach, beforeEach, expect, test } from "vitest";
import { deliveries } from "../../db/deliveries.tables.ts";
import { queueDeliveries } from "../../db/deliveries.ts";
import { groups, groupTopics } from "../../db/groups.tables.ts";
import { MONDAY_9, startTestBot, type TestBot } from "../support/bot.ts";
import { buildDistrict, buildGroup } from "../support/build.ts";

const ADMIN = 1;
const CHAT = { id: -1_001_000_000_001, type: "supergroup" as const, title: "东城烟友", is_forum: true as const };

let t: TestBot;
let district: ReturnType<typeof buildDistrict>;
beforeEach(async () => {
  t = await startTestBot();
  district = buildDistrict(t.db, "城东区");
});
afterEach(() => t.close());

type Status = { status: string; can_manage_topics?: boolean };
const change = (from: number, before: Status, now: Status) => {
  const user = t.bot.botInfo;
  const member = { chat: CHAT, date: 1, from: { id: from, is_bot: false, first_name: "x", language_code: "zh" } };
  return t.update({ my_chat_member: { ...member, old_chat_member: { ...before, user }, new_chat_member: { ...now, user } } as never });
};
const linked = (fields: object = {}) => buildGroup(t.db, { districtId: district.id, chatId: CHAT.id, title: CHAT.title, ...fields });
const rows = () => t.db.select().from(groups).all();

test("added by an admin, it asks at once whom the group is for", async () => {
  await change(ADMIN, { status: "left" }, { status: "member" });
  expect(t.textsTo(CHAT.id)).toEqual(["「东城烟友」还没有接入。这个群给谁用？"]);
});

test("added by anyone else, it says one line and links nothing", async () => {
  await change(70, { status: "left" }, { status: "member" });
  expect(t.textsTo(CHAT.id)).toHaveLength(1);
  expect(t.textsTo(CHAT.id)[0]).toContain("请公司管理员在本群发 /group");
  expect(rows()).toEqual([]);
});

test("removed, the group is out of use; back again, it is in use without linking", async () => {
  linked();
  await change(70, { status: "member" }, { status: "kicked" });
  expect(rows()).toMatchObject([{ state: "left" }]);
  expect(t.textsTo(CHAT.id)).toEqual([]);
  await change(70, { status: "kicked" }, { status: "member" });
  expect(rows()).toMatchObject([{ state: "active" }]);
  expect(t.textsTo(CHAT.id)).toEqual(["我回来了，本群的服务照常进行。"]);
});

test("an unlinked group stays unlinked when the bot is removed and added again", async () => {
  linked({ state: "unlinked" });
  await change(70, { status: "member" }, { status: "left" });
  await change(70, { status: "left" }, { status: "member" });
  expect(rows()).toMatchObject([{ state: "unlinked" }]);
});

test("a desk that comes back does not stand beside its successor", async () => {
  linked({ kind: "desk", state: "left" });
  buildGroup(t.db, { districtId: district.id, kind: "desk" });
  await change(ADMIN, { status: "left" }, { status: "member" });
  expect(rows()).toMatchObject([{ state: "left" }, { state: "active" }]);
});

test("given the right to manage topics, it makes the missing ones and says so once", async () => {
  const group = linked();
  t.db.insert(groupTopics).values({ groupId: group.id, column: "supply", threadId: 7 }).run();
  const right = { status: "administrator", can_manage_topics: true };
  await change(70, { status: "member" }, right);
  expect(t.textsTo(CHAT.id).at(-1)).toBe("✅ 栏目话题已建好：功能终端、新品推介、客户培训、政策通知");
  t.forget();
  await change(70, right, right);
  expect(t.calls).toEqual([]);
});

test("a group that becomes a supergroup keeps its link and what waits for it", async () => {
  const old = { id: -500, type: "group" as const, title: "小群" };
  linked({ chatId: old.id, isForum: false });
  await queueDeliveries(t.db, [{ dedupeKey: "post-1", kind: "post", subjectId: 1, lane: 2, chatId: old.id }], MONDAY_9);
  await t.person(70).send({ migrate_to_chat_id: CHAT.id }, old);
  await t.person(70).send({ migrate_from_chat_id: old.id }, { ...CHAT, is_forum: undefined });
  expect(rows()).toMatchObject([{ chatId: CHAT.id, state: "active" }]);
  expect(t.db.select().from(deliveries).all()).toMatchObject([{ chatId: CHAT.id }]);
});

test("a supergroup that was linked before the move became known stays as it is", async () => {
  const old = { id: -500, type: "group" as const, title: "小群" };
  linked({ chatId: old.id });
  linked();
  await t.person(70).send({ migrate_to_chat_id: CHAT.id }, old);
  expect(rows()).toMatchObject([
    { chatId: old.id, state: "unlinked" },
    { chatId: CHAT.id, state: "active" },
  ]);
});
