import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { posts } from "../../db/posts.tables.ts";
import { staff } from "../../db/staff.tables.ts";
import { sweepPosts } from "../../src/posts/jobs.ts";
import { sendPost } from "../../src/posts/service.ts";
import { buildGroup, buildRoute } from "../support/build.ts";
import { AUTHOR, buttonsOf, FORUM } from "./support.ts";
import { HOUR_MS, startScheduling, type Scheduling } from "./scheduling.ts";

let t: Scheduling;
afterEach(() => t.close());

describe("a scheduled post", () => {
  test("starts at its time, with the groups there are by then, and is told of as any other", async () => {
    t = await startScheduling();
    const id = await t.plan("今天 15:00");
    buildGroup(t.db, {
      chatId: -777,
      isForum: false,
      districtId: t.district.id,
      routeId: buildRoute(t.db, { districtId: t.district.id }).id,
    });
    t.setNow(t.lastAlarm().dueAt);
    await t.ring();
    await t.settle();
    expect([t.textsTo(FORUM), t.textsTo(-777)]).toEqual([["开会"], ["#政策通知\n开会"]]);
    expect(t.newsTo(AUTHOR)).toEqual(["✅ 政策通知：2 处全部送达。"]);
    expect(t.post(id)).toMatchObject({ state: "sent", sentAt: t.lastAlarm().dueAt });
  });

  test("whose tap comes again, the process having died before it could answer, shows its author what waits", async () => {
    t = await startScheduling();
    const { post } = await t.draft("policy", "开会");
    await t.author.press(`post:at:${post.id}:${t.deps.clock() + HOUR_MS}`);
    await sendPost(t.deps, post.id, AUTHOR);
    await t.author.press(`post:send:${post.id}`);
    expect(t.answer()).toContain("已经提交或定时");
    expect(buttonsOf(t.lastTo(AUTHOR))).toContain(`post:unplan:${post.id}`);
  });

  test("whose job runs twice, in two processes at once and in the sweep, starts once", async () => {
    t = await startScheduling();
    await t.plan("今天 15:00");
    t.setNow(t.lastAlarm().dueAt + 10_000);
    await Promise.all([t.ring(), t.ring(), sweepPosts(t.deps)]);
    await t.ring();
    await t.settle();
    expect(t.textsTo(FORUM)).toEqual(["开会"]);
  });

  test("whose alarm was lost is started by the sweep", async () => {
    t = await startScheduling();
    const id = await t.plan("今天 15:00");
    t.setNow(t.lastAlarm().dueAt - 1);
    await sweepPosts(t.deps);
    expect(t.post(id).state).toBe("scheduled");
    t.setNow(t.lastAlarm().dueAt + 5_000);
    await sweepPosts(t.deps);
    expect(t.post(id).state).toBe("sending");
  });

  test("whose alarm rings early (a clock set back) is set anew", async () => {
    t = await startScheduling();
    const id = await t.plan("今天 15:00");
    const { dueAt, jobId } = t.lastAlarm();
    t.setNow(dueAt - HOUR_MS);
    await t.ring();
    expect(t.post(id).state).toBe("scheduled");
    expect(t.lastAlarm()).toMatchObject({ dueAt, jobId: `${jobId}-again-${dueAt - HOUR_MS}` });
  });

  test("that is taken back is a draft again: its alarm is void, and it can be sent at once", async () => {
    t = await startScheduling();
    const id = await t.plan("今天 15:00");
    const alarm = t.lastAlarm();
    await t.author.press(`post:unplan:${id}`);
    expect(t.lastTo(AUTHOR).payload.text).toContain("政策通知 · 草稿");
    t.setNow(alarm.dueAt);
    await t.ring();
    expect(t.post(id).state).toBe("draft");
    await t.author.press(`post:at:${id}:0`);
    await t.author.press(`post:send:${id}`);
    expect(t.post(id).state).toBe("sending");
    await t.author.press(`post:unplan:${id}`);
    expect(t.answer()).toContain("这个按钮已失效");
  });

  test("can be stopped by an admin, of which its author is told; by nobody else", async () => {
    t = await startScheduling();
    const id = await t.plan("今天 15:00");
    await t.person(AUTHOR + 1).press(`post:unplandrop:${id}`);
    expect(t.post(id).state).toBe("scheduled");
    await t.person(1).press(`post:unplandrop:${id}`);
    await t.deliver();
    expect(t.post(id).state).toBe("discarded");
    expect(t.textsTo(AUTHOR).at(-1)).toContain("管理员停止了这条定时内容");
  });

  test("that would come more than six hours late is not sent: its author decides", async () => {
    t = await startScheduling();
    const id = await t.plan("今天 15:00");
    t.setNow(t.lastAlarm().dueAt + 6 * HOUR_MS + 1);
    await sweepPosts(t.deps);
    await t.settle();
    expect(t.textsTo(FORUM)).toEqual([]);
    expect(t.textsTo(AUTHOR).at(-1)).toContain("六个多小时前就该发了");
    expect(buttonsOf(t.lastTo(AUTHOR))).toContain(`post:send:${id}`);
    expect(t.post(id)).toMatchObject({ state: "draft", startAt: null });
  });

  test("of an author who may no longer post is not sent", async () => {
    t = await startScheduling();
    const id = await t.plan("今天 15:00");
    t.db.update(staff).set({ removedAt: t.deps.clock() }).where(eq(staff.personId, AUTHOR)).run();
    t.setNow(t.lastAlarm().dueAt);
    await t.ring();
    await t.settle();
    expect(t.textsTo(FORUM)).toEqual([]);
    expect(t.textsTo(AUTHOR).at(-1)).toContain("没有发布权限");
    expect(t.post(id).state).toBe("draft");
  });

  test("for which there is nobody by then is a draft again, and its author is told", async () => {
    t = await startScheduling();
    const id = await t.plan("今天 15:00");
    await t.person(1).press("group:unlink:yes", { chat: { id: FORUM, type: "supergroup", title: "R101 群" } });
    t.setNow(t.lastAlarm().dueAt);
    await t.ring();
    await t.deliver();
    expect(t.textsTo(AUTHOR).at(-1)).toContain("没有可以发的群");
    expect(t.post(id)).toMatchObject({ state: "draft", sentAt: null });
  });

  test("can still be edited by its author, and says when words in it would stop it", async () => {
    t = await startScheduling();
    const { post, message } = await t.draft("policy", "开会");
    await t.author.press(`post:at:${post.id}:${t.deps.clock() + HOUR_MS}`);
    await t.author.press(`post:send:${post.id}`);
    await t.author.edit(message, "特供会议");
    expect(t.lastTo(AUTHOR).payload.text).toContain("定时待发");
    expect(t.lastTo(AUTHOR).payload.text).toContain("不能发的词：特供");
    await t.author.edit(message, "九点开会");
    t.setNow(t.lastAlarm().dueAt);
    await t.ring();
    await t.settle();
    expect(t.textsTo(FORUM)).toEqual(["九点开会"]);
  });

  test("is on record: scheduled, taken back, sent by itself", async () => {
    t = await startScheduling();
    const id = await t.plan("今天 15:00");
    await t.author.press(`post:unplan:${id}`);
    await t.author.press(`post:send:${id}`);
    t.setNow(t.lastAlarm().dueAt);
    await t.ring();
    const found = t.db
      .select()
      .from(audit)
      .all()
      .map(({ action, actorId }) => [action, actorId]);
    expect(found).toEqual([
      ["post.schedule", AUTHOR],
      ["post.unschedule", AUTHOR],
      ["post.schedule", AUTHOR],
      ["post.send", null],
    ]);
  });

  test("drops what is no longer valid, counted from its own time", async () => {
    t = await startScheduling();
    const id = await t.plan("今天 15:00");
    t.db
      .update(posts)
      .set({ validForMs: 2 * HOUR_MS })
      .where(eq(posts.id, id))
      .run();
    t.setNow(t.lastAlarm().dueAt + HOUR_MS);
    await t.ring();
    t.advance(HOUR_MS);
    await t.settle();
    expect(t.textsTo(FORUM)).toEqual([]);
    expect(t.newsTo(AUTHOR).at(-1)).toContain("过了有效期");
  });
});
