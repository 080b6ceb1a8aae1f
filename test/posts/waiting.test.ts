import { eq, sql } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { posts } from "../../db/posts.tables.ts";
import { staff } from "../../db/staff.tables.ts";
import { startDuePost } from "../../src/posts/jobs.ts";
import { buildDistrict } from "../support/build.ts";
import { ADMIN, OTHER_DISTRICT, startApproval, SUPERVISOR, type Approval } from "./approval-support.ts";
import { AUTHOR, buttonsOf, FORUM, PLAIN } from "./support.ts";

let t: Approval;
afterEach(() => t.close());

const REVIEW = "👆 小李（信息发布员）提交的「政策通知」，请您审批。";
const ring = () => startDuePost(t.deps, t.alarms.at(-1)!.data as { postId: number; version: number });

/** A post for a time, or weekly, submitted; with the key of its approvers' buttons. */
async function submitFor(words: string): Promise<{ id: number; key: string }> {
  const { post } = await t.draft("policy", "开会");
  await t.author.press(`post:time:${post.id}`);
  await t.author.write(words);
  await t.author.press(`post:submit:${post.id}`);
  return { id: post.id, key: t.keyOf(post.id) };
}

describe("/posts of those in charge", () => {
  test("shows what waits for approval, with the buttons to decide: the admin can when the only supervisor is away", async () => {
    t = await startApproval();
    const { id, key } = await t.submit();
    for (const [who, sees] of [
      [ADMIN, true],
      [SUPERVISOR, true],
      [OTHER_DISTRICT, false],
    ] as const) {
      t.forget();
      await t.person(who).press("post:list:waiting:0");
      expect(buttonsOf(t.calls.find(({ payload }) => payload.chat_id === who)!).includes(`post:open:${id}`)).toBe(sees);
      t.forget();
      await t.person(who).press(`post:open:${id}`);
      expect(t.textsTo(who).map((text) => text.split("\n")[0])).toEqual(sees ? ["新政策", REVIEW] : []);
      expect(t.alerts().some((alert) => String(alert).includes("这个按钮已失效"))).toBe(!sees);
    }
    await t.person(ADMIN).press(`post:open:${id}`);
    expect(t.buttonsTo(ADMIN)).toEqual(["approve", "return", "show"].map((action) => `review:${action}:${key}`));
    await t.person(ADMIN).press(`review:approve:${key}`);
    await t.deliver();
    expect(t.textsTo(FORUM)).toEqual(["新政策"]);
  });

  test("shows what is scheduled; an admin stops it and learns that its author has it, who gets it back", async () => {
    t = await startApproval();
    const { id, key } = await submitFor("今天 15:00");
    await t.supervisor.press(`review:approve:${key}`);
    await t.supervisor.press(`post:open:${id}`);
    expect(t.textsTo(SUPERVISOR).at(-1)).toContain("政策通知 · 定时");
    expect(t.buttonsTo(SUPERVISOR)).toEqual([]);
    await t.supervisor.press(`post:unplandrop:${id}`);
    expect(t.row(id).state).toBe("scheduled");
    await t.person(ADMIN).press(`post:open:${id}`);
    expect(t.lastTo(ADMIN).payload["reply_markup"]).toMatchObject({
      inline_keyboard: [[{ text: "⏹ 停止", callback_data: `post:unplandrop:${id}` }]],
    });
    await t.person(ADMIN).press(`post:unplandrop:${id}`);
    expect(t.lastTo(ADMIN)).toMatchObject({ method: "editMessageText", payload: { text: expect.stringContaining("已停止") as string } });
    expect(t.buttonsTo(ADMIN)).toEqual([]);
    await t.deliver();
    expect(t.textsTo(AUTHOR).at(-1)).toContain("管理员停止了这条定时内容");
    await t.author.press(`post:restore:${id}`);
    expect(t.row(id).state).toBe("draft");
  });
});

test("what was approved goes where its approver saw it go, also when its author writes for the company by then", async () => {
  t = await startApproval();
  t.addPlain({ districtId: buildDistrict(t.db, "城北区").id, routeId: null });
  const { id, key } = await submitFor("每周二 10:00");
  await t.supervisor.press(`review:approve:${key}`);
  t.db.update(staff).set({ districtId: null }).where(eq(staff.personId, AUTHOR)).run();
  await t.author.press(`post:open:${id}`);
  expect(t.textsTo(AUTHOR).at(-1)).toContain("现在有 1 个群");
  t.setNow(t.alarms.at(-1)!.dueAt);
  await ring();
  await t.deliver();
  expect([t.textsTo(FORUM), t.textsTo(PLAIN)]).toEqual([["开会"], []]);
  // A draft again, it is looked at anew.
  await t.author.press(`post:unplan:${id}`);
  expect(t.lastTo(AUTHOR).payload.text).toContain("现在有 2 个群");
});

describe("a weekly post whose author has left", () => {
  test("stops, and those in charge learn that the news does not come", async () => {
    t = await startApproval();
    t.db.update(staff).set({ needsApproval: false }).where(eq(staff.personId, AUTHOR)).run();
    const { post } = await t.draft("policy", "开会");
    await t.author.press(`post:week:${post.id}:2`);
    await t.author.press(`post:send:${post.id}`);
    t.removeFromStaff(AUTHOR);
    t.forget();
    t.setNow(t.alarms.at(-1)!.dueAt);
    await ring();
    await ring();
    await t.deliver();
    expect(t.textsTo(FORUM)).toEqual([]);
    // Who left belongs to no district any more: the company's admins are asked.
    expect(t.textsTo(ADMIN)).toEqual([expect.stringContaining("作者已没有发布权限，没有发出去")]);
    expect(t.textsTo(ADMIN)[0]).toContain("开会");
    expect(buttonsOf(t.lastTo(ADMIN))).toEqual([]);
    expect(t.row(post.id)).toMatchObject({ state: "draft", repeatWeekday: 2 });
  });

  test("an author who needs approval by then has the series as a draft, which goes on at its next time once it is approved", async () => {
    t = await startApproval();
    t.db.update(staff).set({ needsApproval: false }).where(eq(staff.personId, AUTHOR)).run();
    const { post } = await t.draft("policy", "开会");
    await t.author.press(`post:week:${post.id}:2`);
    await t.author.press(`post:send:${post.id}`);
    const dueAt = t.alarms.at(-1)!.dueAt;
    t.db.update(staff).set({ needsApproval: true }).where(eq(staff.personId, AUTHOR)).run();
    t.setNow(dueAt);
    await ring();
    await t.deliver();
    expect(t.textsTo(FORUM)).toEqual([]);
    expect(t.textsTo(AUTHOR).at(-1)).toContain("您发布的内容现在要先审批，所以没有发。请点「提交审批」");
    expect(t.textsTo(AUTHOR).at(-1)).toContain("每周二 09:00");
    await t.author.press(`post:submit:${post.id}`);
    await t.supervisor.press(`review:approve:${t.keyOf(post.id)}`);
    expect(t.row(post.id)).toMatchObject({ state: "scheduled", startAt: dueAt + 7 * 24 * 3_600_000 });
  });
});

describe("a weekly post", () => {
  /** An author who needs no approval has scheduled it for Tuesdays at nine. */
  async function planWeekly() {
    t = await startApproval();
    t.db.run(sql`UPDATE staff SET needs_approval = 0`);
    const { post, message } = await t.draft("policy", "早会");
    await t.author.press(`post:week:${post.id}:2`);
    await t.author.press(`post:send:${post.id}`);
    return { id: post.id, message };
  }

  test("changes its words, its audience and its time without being written anew", async () => {
    const { id, message } = await planWeekly();
    await t.author.edit(message, "早会,带账本");
    await t.author.press(`post:unplan:${id}`);
    await t.author.press(`post:time:${id}`);
    await t.author.write("每周三 10:00");
    await t.author.press(`post:pick:${id}:gd:0:${t.district.id}:1`);
    await t.author.press(`post:send:${id}`);
    expect(t.posts()).toMatchObject([
      { id, state: "scheduled", repeatWeekday: 3, repeatTime: "10:00", audience: { groups: { districtIds: [t.district.id] } } },
    ]);
    t.setNow(t.alarms.at(-1)!.dueAt);
    await ring();
    await t.deliver();
    expect(t.textsTo(FORUM)).toEqual(["早会,带账本"]);
  });

  test("is stopped by its author for good; what has gone out stays, and an alarm that still rings does nothing", async () => {
    const { id } = await planWeekly();
    const first = t.alarms.at(-1)!;
    t.setNow(first.dueAt);
    await ring();
    await t.deliver();
    await t.author.press(`post:unplandrop:${id}`);
    t.setNow(first.dueAt + 7 * 24 * 3_600_000);
    await ring();
    await t.deliver();
    expect(t.textsTo(FORUM)).toEqual(["早会"]);
    expect(t.db.select().from(posts).all()).toMatchObject([{ id, state: "discarded" }, { repeatOf: id }]);
  });

  test("becomes one that goes out once, or at once", async () => {
    const { id } = await planWeekly();
    await t.author.press(`post:unplan:${id}`);
    await t.author.press(`post:at:${id}:0`);
    await t.author.press(`post:send:${id}`);
    await t.deliver();
    expect(t.posts()).toMatchObject([{ id, state: "sending", repeatWeekday: null, startAt: null }]);
    expect(t.textsTo(FORUM)).toEqual(["早会"]);
  });
});
