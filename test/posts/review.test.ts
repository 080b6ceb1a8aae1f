import { eq, sql } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { posts } from "../../db/posts.tables.ts";
import { staff } from "../../db/staff.tables.ts";
import { approve } from "../../src/posts/service.ts";
import { buildPerson } from "../support/build.ts";
import { ADMIN, OTHER_DISTRICT, SECOND, startApproval, SUPERVISOR, type Approval } from "./approval-support.ts";
import { AUTHOR, FORUM, PLAIN } from "./support.ts";

let t: Approval;
afterEach(() => t.close());

const toForum = () => t.calls.filter(({ payload }) => payload.chat_id === FORUM);

describe("approving", () => {
  test("sends just what the approver saw, and tells the author who approved it", async () => {
    t = await startApproval();
    const { id, key } = await t.submit();
    await t.deliver();
    t.advance(60_000);
    await t.supervisor.press(`review:approve:${key}`);
    expect(t.lastTo(SUPERVISOR)).toMatchObject({
      method: "editMessageText",
      payload: { text: "小李提交的「政策通知」\n✅ 王芳已于 今天 09:01 批准。" },
    });
    expect(t.buttonsTo(SUPERVISOR)).toEqual([]);
    await t.deliver();
    expect(t.textsTo(FORUM)).toEqual(["新政策"]);
    expect(t.newsTo(AUTHOR)).toContain("✅ 王芳批准了「政策通知」，正在发送。");
    expect(t.row(id)).toMatchObject({ decidedBy: SUPERVISOR, decidedAt: t.deps.clock(), returnReason: null });
    expect(t.trail()).toEqual([`${AUTHOR} post.submit`, `${SUPERVISOR} post.send`, `${SUPERVISOR} post.approve`]);
  });

  test("reaches the author's district only, also when an admin of the company approves", async () => {
    t = await startApproval();
    t.addPlain({ districtId: t.db.select().from(staff).where(eq(staff.personId, OTHER_DISTRICT)).get()!.districtId!, routeId: null });
    const { key } = await t.submit();
    await t.person(ADMIN).press(`review:approve:${key}`);
    await t.deliver();
    expect(toForum()).toHaveLength(1);
    expect(t.textsTo(PLAIN)).toEqual([]);
  });

  test("twice sends once; a second approver learns who decided and when, and their card loses its buttons", async () => {
    t = await startApproval();
    const { key } = await t.submit();
    await t.supervisor.press(`review:approve:${key}`);
    await t.supervisor.press(`review:approve:${key}`);
    t.advance(5 * 60_000);
    for (const action of ["approve", "return", "show", "keep"]) {
      await t.second.press(`review:${action}:${key}`);
      expect(t.alerts().at(-1)).toBe("小李提交的「政策通知」\n✅ 王芳已于 今天 09:00 批准。");
    }
    expect(t.lastTo(SECOND)).toMatchObject({
      method: "editMessageText",
      payload: { text: expect.stringContaining("王芳已于 今天 09:00 批准") },
    });
    expect(t.buttonsTo(SECOND)).toEqual([]);
    await t.deliver();
    expect(toForum()).toHaveLength(1);
  });

  test("by two at the same moment counts once", async () => {
    t = await startApproval();
    const { id } = await t.submit();
    const version = t.row(id).submittedAt!;
    const by = (actorId: number) => approve(t.deps, { postId: id, version, actorId });
    const results = await Promise.all([by(SUPERVISOR), by(SECOND)]);
    expect(results).toMatchObject([{ ok: true }, { ok: false, reason: "closed", post: { decidedBy: SUPERVISOR } }]);
  });

  test("the own post is refused, to an admin too", async () => {
    t = await startApproval();
    const { id, key } = await t.submit();
    for (const role of ["supervisor", "admin"]) {
      t.db.run(sql`INSERT INTO staff_roles SELECT id, ${role} FROM staff WHERE person_id = ${AUTHOR}`);
      for (const action of ["approve", "return"]) {
        await t.author.press(`review:${action}:${key}`);
        expect(t.alerts().at(-1)).toBe("不能审批自己写的内容，请由别人处理。");
      }
    }
    expect(t.row(id)).toMatchObject({ state: "submitted" });
  });

  test("by another district's supervisor is refused, and by who lost the role, or never had it", async () => {
    t = await startApproval();
    const { id, key } = await t.submit();
    await t.person(OTHER_DISTRICT).press(`review:approve:${key}`);
    expect(t.alerts().at(-1)).toBe("这份内容由作者所在区的市场经理审批，您不用处理。");
    t.db.update(staff).set({ districtId: null }).where(eq(staff.personId, OTHER_DISTRICT)).run();
    t.db.run(sql`DELETE FROM staff_roles WHERE role = 'supervisor'`);
    buildPerson(t.db, 90);
    for (const person of [t.supervisor, t.author, t.person(90)]) {
      await person.press(`review:approve:${key}`);
      expect(t.alerts().at(-1)).toBe("您没有这项权限。需要开通请联系管理员。");
    }
    expect(await approve(t.deps, { postId: id, version: t.row(id).submittedAt!, actorId: SUPERVISOR })).toMatchObject({
      ok: false,
      reason: "not_in_charge",
    });
    expect(t.row(id)).toMatchObject({ state: "submitted" });
  });

  test("is refused when the author left the staff or may not post any more, and the post can be given back", async () => {
    t = await startApproval();
    const [left, demoted] = [await t.submit(), await t.submit()];
    t.db.run(sql`DELETE FROM staff_roles WHERE role = 'broadcaster'`);
    await t.supervisor.press(`review:approve:${demoted.key}`);
    expect(t.alerts().at(-1)).toBe("作者现在没有发布的权限，不能批准。请退回这份内容。");
    t.removeFromStaff(AUTHOR);
    await t.supervisor.press(`review:approve:${left.key}`);
    expect(t.alerts().at(-1)).toContain("作者现在没有发布的权限");
    await t.deliver();
    t.forget();
    await t.supervisor.press(`review:return:${left.key}`);
    await t.supervisor.write("作者已离职");
    expect(t.row(left.id)).toMatchObject({ state: "draft", returnReason: "作者已离职" });
    await t.deliver();
    expect(t.textsTo(AUTHOR)).toEqual([]);
    expect(toForum()).toEqual([]);
  });

  test("is refused when nobody would get it any more, and nothing is decided", async () => {
    t = await startApproval();
    const { id, key } = await t.submit();
    t.db.run(sql`UPDATE groups SET state = 'left'`);
    await t.supervisor.press(`review:approve:${key}`);
    expect(t.alerts().at(-1)).toContain("现在没有可以发的群，也没有可以发的人，不能批准");
    expect(t.row(id)).toMatchObject({ state: "submitted", decidedBy: null });
    expect(t.trail()).toEqual([`${AUTHOR} post.submit`]);
  });

  test("what has a time is scheduled to it; once the time has passed it starts at once, and the card says so", async () => {
    t = await startApproval();
    const startAt = t.deps.clock() + 3_600_000;
    const [early, late] = [await t.draft("policy", "一"), await t.draft("policy", "二")];
    t.db.update(posts).set({ startAt }).run();
    for (const { post } of [early, late]) await t.author.press(`post:submit:${post.id}`);
    await t.deliver();
    expect(t.textsTo(SUPERVISOR).at(-1)).toContain("发送时间：今天 10:00");
    const submitted = t.row(early.post.id).panelMessageId;
    await t.supervisor.press(`review:approve:${t.keyOf(early.post.id)}`);
    expect(t.row(early.post.id)).toMatchObject({ state: "scheduled", startAt, startVersion: 1, sentAt: null });
    await t.deliver();
    expect(t.newsTo(AUTHOR).at(-1)).toMatch(/^✅ 王芳批准了「政策通知」，今天 10:00 发送。\n\n⏰ 政策通知 · 定时待发/);
    expect(t.buttonsTo(AUTHOR)).toEqual([`post:unplan:${early.post.id}`, `post:unplandrop:${early.post.id}`]);
    expect(t.row(early.post.id).panelMessageId).toBe(t.lastTo(AUTHOR).messageId);
    // The one with "take it back" below it would say that it still waits.
    expect(t.calls).toContainEqual(
      expect.objectContaining({ method: "deleteMessage", payload: { chat_id: AUTHOR, message_id: submitted } }),
    );
    expect(toForum()).toEqual([]);
    t.advance(2 * 3_600_000);
    await t.deliver();
    expect(t.textsTo(SECOND).at(-1)).toContain("发送时间：今天 10:00（已经过了，批准后马上发）");
    await t.second.press(`review:approve:${t.keyOf(late.post.id)}`);
    await t.deliver();
    expect(t.textsTo(FORUM)).toEqual(["二"]);
  });

  test("forged buttons are answered", async () => {
    t = await startApproval();
    const { id } = await t.submit();
    for (const data of ["review:approve:9999:1", "review:approve:x:y", `review:send:${id}:1`, "review:"]) {
      await t.supervisor.press(data);
      expect(t.alerts().at(-1)).toBe("这个按钮已失效。");
    }
    expect(t.row(id)).toMatchObject({ state: "submitted" });
  });

  test("the post can be looked at again from the card", async () => {
    t = await startApproval();
    const { key } = await t.submit("supply", "到货");
    await t.supervisor.press(`review:show:${key}`);
    expect(t.lastTo(SUPERVISOR).payload).toMatchObject({ text: expect.stringContaining("到货\n\n⚠️ 吸烟有害健康"), protect_content: true });
  });
});

test("an approver who has left gets no card any more, and neither the post", async () => {
  t = await startApproval();
  await t.submit("policy", "还没发的政策");
  t.removeFromStaff(SUPERVISOR);
  await t.deliver();
  t.advance(3 * 3_600_000);
  await t.deliver();
  expect(t.textsTo(SUPERVISOR)).toEqual([]);
  expect(t.textsTo(SECOND).join("\n")).toContain("还没发的政策");
});
