import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { people } from "../../db/people.tables.ts";
import { buildRoute, buildStaff } from "../support/build.ts";
import { ADMIN, FAR, LI, startFollowing, textOf, WANG, ZHAO, type Following } from "./following.ts";
import { AUTHOR, buttonsOf } from "./support.ts";

let t: Following;
afterEach(() => t.close());

describe("the report of a post", () => {
  test("says how it was sent and who pressed Read, by district and route, and claims nothing more", async () => {
    t = await startFollowing();
    t.addPlain({ routeId: null });
    const id = await t.publish(["aud:people"]);
    await t.person(LI).press(`ack:${id}`);
    await t.person(FAR).press(`ack:${id}`);
    expect(textOf(await t.report(id)).split("\n")).toEqual([
      "✅ 政策通知：已发完（今天 09:00 开始）",
      "已送达 6",
      "",
      "点了「已阅」：2 / 4 人，还有 2 人没点",
      "城东区 1 / 3",
      "· R101 1 / 1",
      "· R102 0 / 2",
      "城西区 1 / 1",
      "· R201 1 / 1",
    ]);
    expect(t.deps.t("en", "post-acks", { acked: 2, expected: 4, left: 2 })).toBe("Pressed “Read”: 2 of 4, 2 have not");
  });

  test("is a button under the message with the bar, and a message of its own", async () => {
    t = await startFollowing();
    const id = await t.send("policy", "通知", ["set:requireAck:1"]);
    expect(buttonsOf(t.lastTo(ADMIN))).toEqual(["pause", "report", "recall", "renew"].map((action) => `post:${action}:${id}`));
    t.forget();
    await t.admin.press(`post:report:${id}`);
    expect(t.calls.map(({ method }) => method)).toEqual(["sendMessage", "answerCallbackQuery"]);
    expect(textOf(t.lastTo(ADMIN))).toContain("正在发送");
    // Nothing to remind of, or to try again, before it is out.
    expect(buttonsOf(t.lastTo(ADMIN))).toEqual([`post:csv:${id}`, `post:history:${id}`, `post:rep:${id}:0`]);
  });

  test("comes with its buttons by itself when all is out", async () => {
    t = await startFollowing();
    const id = await t.send("policy", "通知", ["set:requireAck:1"]);
    await t.deliverAll();
    const report = t.calls.findLast(({ payload }) => payload.chat_id === ADMIN && payload.text?.includes("全部") === true)!;
    expect(buttonsOf(report)).toEqual([`post:remind:${id}`, `post:csv:${id}`, `post:history:${id}`, `post:rep:${id}:0`]);
  });

  test("of a post that asks for no Read has none of it", async () => {
    t = await startFollowing();
    const id = await t.send("policy", "通知");
    await t.deliverAll();
    const call = await t.report(id);
    expect(textOf(call)).not.toContain("已阅");
    expect(buttonsOf(call)).toEqual([`post:csv:${id}`, `post:history:${id}`, `post:rep:${id}:0`]);
  });

  test("names what stood in the way, with how many", async () => {
    t = await startFollowing();
    t.db.update(people).set({ unreachable: "blocked" }).where(eq(people.id, LI)).run();
    t.db.update(people).set({ startedAt: null }).where(eq(people.id, WANG)).run();
    t.refuse((method, { chat_id: chatId }) =>
      method === "sendMessage" && chatId === ZHAO ? { error_code: 400, description: "Bad Request: PEER_ID_INVALID" } : undefined,
    );
    const id = await t.publish(["aud:people"]);
    const text = textOf(await t.report(id));
    expect(text).toContain("已送达 2 · 失败 1 · 联系不上 2");
    for (const line of ["· 屏蔽了我：1", "· 还没有和我私聊过：1", "· Bad Request: PEER_ID_INVALID：1"]) expect(text).toContain(line);
    expect(text).toContain("没点的人里有 2 人不能私聊");
  });

  test("of many routes turns pages, each within a message's length", async () => {
    t = await startFollowing();
    for (let n = 0; n < 45; n += 1) t.shop(1_000 + n, buildRoute(t.db, { districtId: t.district.id, code: `R3${10 + n}` }).id);
    const id = await t.publish(["aud:people"]);
    const first = await t.report(id);
    expect(buttonsOf(first).slice(0, 2)).toEqual([`post:rep:${id}:0`, `post:rep:${id}:1`]);
    const seen = new Set<string>();
    for (const page of [0, 1, 2, 99]) {
      await t.admin.press(`post:rep:${id}:${page}`);
      const text = textOf(t.lastTo(ADMIN));
      expect(text.length).toBeLessThan(1_000);
      for (const line of text.split("\n").filter((each) => each.startsWith("· R"))) seen.add(line);
    }
    expect(seen.size).toBe(48);
  });
});

describe("who may see it", () => {
  test("the author, an admin and the supervisor of the author's district may; others, strangers and forgers may not", async () => {
    t = await startFollowing();
    const id = await t.publish([], { by: t.author });
    buildStaff(t.db, 60, ["supervisor"], { districtId: t.district.id });
    buildStaff(t.db, 61, ["supervisor"], { districtId: t.far.districtId });
    buildStaff(t.db, 62, ["broadcaster"], { districtId: t.district.id });
    for (const who of [AUTHOR, ADMIN, 60]) {
      await t.person(who).press(`post:rep:${id}:0`);
      expect(textOf(t.lastTo(who))).toContain("已发完");
    }
    t.forget();
    for (const who of [61, 62]) {
      for (const action of [`report:${id}`, `rep:${id}:0`, `remind:${id}`, `remindgo:${id}`, `retry:${id}`, `again:${id}:f:1`, `csv:${id}`])
        await t.person(who).press(`post:${action}`);
      await t.person(LI).press(`post:csv:${id}`);
    }
    expect(t.calls.filter(({ method }) => method !== "answerCallbackQuery")).toEqual([]);
    expect(t.alerts().filter((text) => text === "只有作者本人、本区市场经理或管理员可以处理。")).toHaveLength(14);
    expect(t.rows("post_remind", id)).toEqual([]);
  });

  test("a brand partner sees the numbers of its own post, and neither names nor what changes anything", async () => {
    t = await startFollowing();
    buildStaff(t.db, 63, ["brand_partner"]);
    const partner = t.person(63);
    // Only who has pressed Start can be asked to approve.
    await t.admin.write("/start");
    const id = await t.send("products", "新品到店", [], partner);
    await partner.press(`post:submit:${id}`);
    await t.admin.press(`review:approve:${id}:${t.deps.clock()}`);
    await t.deliverAll();
    expect(t.state(id)).toBe("sent");
    expect(buttonsOf(await t.report(id, partner))).toEqual([`post:rep:${id}:0`]);
    t.forget();
    for (const action of [`remind:${id}`, `remindgo:${id}`, `again:${id}:f:1`, `csv:${id}`]) await partner.press(`post:${action}`);
    expect(t.calls.map(({ method }) => method)).toEqual(Array<string>(4).fill("answerCallbackQuery"));
    expect(t.rows("post_remind", id)).toEqual([]);
  });

  test("a draft, and what is none, has no report", async () => {
    t = await startFollowing();
    const { post } = await t.draft("policy", "草稿");
    t.forget();
    for (const id of [post.id, 4_711, "x"]) await t.admin.press(`post:report:${id}`);
    expect(t.calls.map(({ method }) => method)).toEqual(Array<string>(3).fill("answerCallbackQuery"));
    expect(t.alerts()[0]).toContain("这个按钮已失效");
  });
});
