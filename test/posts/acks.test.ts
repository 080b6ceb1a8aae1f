import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { groups } from "../../db/groups.tables.ts";
import { posts } from "../../db/posts.tables.ts";
import { retailers } from "../../db/retailers.tables.ts";
import { LOCALES } from "../../src/config.ts";
import { countAcks, countWaiting } from "../../db/posts.ts";
import { acknowledge } from "../../src/posts/service.ts";
import { buildGroup, buildStaff } from "../support/build.ts";
import { FAR, IN_GROUP, LI, startFollowing, WANG, ZHAO, type Following } from "./following.ts";
import { FORUM, PUBLIC } from "./support.ts";

let t: Following;
afterEach(() => t.close());

/** As Telegram shows at most of an answer to a tap. */
const TOAST_MAX = 200;

const places = async (id: number) =>
  (await countAcks(t.db, id)).routes.map(({ district, route, acked, expected }) => `${district} ${route} ${acked}/${expected}`);

describe("pressing Read", () => {
  test("in a group notes the person once, thanks, and the second tap says when it was", async () => {
    t = await startFollowing();
    const id = await t.publish();
    const li = t.person(LI);
    await li.press(`ack:${id}`, IN_GROUP(FORUM));
    t.advance(60_000);
    await li.press(`ack:${id}`, IN_GROUP(FORUM));
    expect(t.alerts()).toEqual(["✅ 已记下，谢谢您。", "您 今天 09:00 已经点过了，谢谢您。"]);
    expect(t.acks()).toMatchObject([{ postId: id, personId: LI }]);
  });

  test("two taps at the same moment are one", async () => {
    t = await startFollowing();
    const id = await t.publish();
    const tap = () => acknowledge(t.deps, id, { id: LI, hasShop: true });
    expect(await Promise.all([tap(), tap()])).toMatchObject([{ isNew: true }, { isNew: false }]);
    expect(t.acks()).toHaveLength(1);
  });

  test("is answered in the person's language, not the group's", async () => {
    t = await startFollowing();
    const id = await t.publish();
    await t.person(LI, { language: "en" }).press(`ack:${id}`, IN_GROUP(FORUM));
    expect(t.alerts()).toEqual(["✅ Noted, thank you."]);
  });

  test("by a member who is not verified says how to get verified and notes nothing", async () => {
    t = await startFollowing();
    const id = await t.publish();
    await t.person(999_001).press(`ack:${id}`, IN_GROUP(FORUM));
    expect(t.alerts()[0]).toContain("/bind");
    expect(t.acks()).toEqual([]);
  });

  test("by staff says that they need not, and notes nothing", async () => {
    t = await startFollowing();
    const id = await t.publish();
    await t.author.press(`ack:${id}`);
    expect(t.alerts()[0]).toContain("员工不用点");
    expect(t.acks()).toEqual([]);
  });

  test("under a post that was taken back is answered and notes nothing", async () => {
    t = await startFollowing();
    const id = await t.publish();
    t.db.update(posts).set({ state: "recalled" }).where(eq(posts.id, id)).run();
    await t.person(LI).press(`ack:${id}`);
    expect(t.alerts()[0]).toContain("已撤回");
    expect(t.acks()).toEqual([]);
  });

  test("under a post whose rest was given up still counts: these people have it", async () => {
    t = await startFollowing();
    const id = await t.publish();
    t.db.update(posts).set({ state: "cancelled" }).where(eq(posts.id, id)).run();
    await t.person(LI).press(`ack:${id}`);
    expect(t.acks()).toHaveLength(1);
  });

  test("forged for a draft, for a post that does not ask for it, or for none, is answered and notes nothing", async () => {
    t = await startFollowing();
    const plain = await t.send("policy", "不用已阅");
    const { post: draft } = await t.draft("policy", "草稿");
    t.db.update(posts).set({ requireAck: true }).where(eq(posts.id, draft.id)).run();
    t.forget();
    for (const id of [plain, draft.id, 4_711, "x", "1.5", ""]) await t.person(LI).press(`ack:${id}`);
    expect(new Set(t.alerts())).toEqual(new Set(["这个按钮已失效，不用再点。"]));
    expect(t.alerts()).toHaveLength(6);
    expect(t.acks()).toEqual([]);
  });

  test("has answers that Telegram shows whole", async () => {
    t = await startFollowing();
    const keys = ["done", "again", "no_shop", "recalled", "not_found"].map((key) => `post-ack-${key}`);
    const texts = LOCALES.flatMap((locale) =>
      [...keys, "access-retailers-only"].map((key) => t.deps.t(locale, key, { at: "Mon 23 Nov, 09:00" })),
    );
    expect(texts.filter(({ length }) => length > TOAST_MAX)).toEqual([]);
  });
});

describe("who is to acknowledge", () => {
  test("of a route's group are the people of its active shops", async () => {
    t = await startFollowing();
    t.shop(301, t.route.id, { status: "closed" });
    const id = await t.publish();
    expect(await places(id)).toEqual(["城东区 R101 0/2"]);
  });

  test("of a district's group are the people of all its routes, each once, whatever number of shops and groups", async () => {
    t = await startFollowing();
    t.addPlain({ routeId: null });
    const id = await t.publish();
    expect(await places(id)).toEqual(["城东区 R101 0/1", "城东区 R102 0/2"]);
    expect(await countAcks(t.db, id)).toMatchObject({ expected: 3, acked: 0, others: 0 });
  });

  test("a person with shops on two routes is counted on the one that has the post", async () => {
    t = await startFollowing();
    const id = await t.publish();
    await t.person(WANG).press(`ack:${id}`);
    expect(await places(id)).toEqual(["城东区 R101 1/2"]);
  });

  test("of a post in private are its recipients, with those of the groups each once", async () => {
    t = await startFollowing();
    const id = await t.publish(["aud:people"]);
    for (const person of [LI, FAR]) await t.person(person).press(`ack:${id}`);
    expect(await places(id)).toEqual(["城东区 R101 1/2", "城东区 R102 0/1", "城西区 R201 1/1"]);
    expect(await countWaiting(t.db, id)).toEqual({ reachable: 2, unreachable: 0 });
  });

  test("someone from outside the audience is thanked and stands apart in the numbers", async () => {
    t = await startFollowing();
    const id = await t.publish();
    for (const person of [LI, ZHAO]) await t.person(person).press(`ack:${id}`);
    expect(await countAcks(t.db, id)).toMatchObject({ expected: 2, acked: 1, others: 1 });
  });

  test("someone whose shop closed since counts no more, and stands apart", async () => {
    t = await startFollowing();
    const id = await t.publish();
    await t.person(LI).press(`ack:${id}`);
    t.db.update(retailers).set({ status: "closed" }).where(eq(retailers.licenceNo, "140199000101")).run();
    expect(await countAcks(t.db, id)).toMatchObject({ expected: 1, acked: 0, others: 1 });
  });

  test("a group that was not to have it any more adds nobody, one that Telegram refused does", async () => {
    t = await startFollowing();
    buildGroup(t.db, { districtId: t.district.id, routeId: t.second.id, chatId: PUBLIC });
    const id = await t.send("policy", "通知", ["set:requireAck:1"]);
    t.db.update(groups).set({ state: "unlinked" }).where(eq(groups.chatId, PUBLIC)).run();
    t.refuse((method, { chat_id: chatId }) =>
      method === "sendMessage" && chatId === FORUM ? { error_code: 400, description: "Bad Request: chat not found" } : undefined,
    );
    await t.deliverAll();
    const states = new Map(t.rows("post", id).map(({ chatId, state }) => [chatId, state]));
    expect([states.get(PUBLIC), states.get(FORUM)]).toEqual(["skipped", "failed"]);
    expect(await places(id)).toEqual(["城东区 R101 0/2"]);
  });

  test("an author who also acts for a shop counts as that shop's", async () => {
    t = await startFollowing();
    buildStaff(t.db, 55, ["broadcaster"]);
    t.shop(55, t.route.id);
    const id = await t.publish();
    await t.person(55).press(`ack:${id}`);
    expect(t.alerts()).toEqual(["✅ 已记下，谢谢您。"]);
    expect(await places(id)).toEqual(["城东区 R101 1/3"]);
  });
});
