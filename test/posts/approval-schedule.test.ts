import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { startDuePost, sweepPosts } from "../../src/posts/jobs.ts";
import { EVERY_GROUP, EVERYONE } from "../../src/posts/rules.ts";
import { groups } from "../../db/groups.tables.ts";
import { posts } from "../../db/posts.tables.ts";
import { staff } from "../../db/staff.tables.ts";
import { buildRetailer, buildShopPerson } from "../support/build.ts";
import { startApproval, SUPERVISOR, type Approval } from "./approval-support.ts";
import { AUTHOR, FORUM } from "./support.ts";

const HOUR_MS = 3_600_000;

let t: Approval;
afterEach(() => t.close());

/** Composes a post for a time and submits it. */
async function submitFor(words: string): Promise<{ id: number; key: string }> {
  const { post } = await t.draft("policy", "开会");
  await t.author.press(`post:time:${post.id}`);
  await t.author.write(words);
  await t.author.press(`post:submit:${post.id}`);
  return { id: post.id, key: t.keyOf(post.id) };
}

const lastAlarm = () => t.alarms.at(-1)!;
const ring = () => startDuePost(t.deps, lastAlarm().data as { postId: number; version: number });

describe("a post with a time, of an author who needs approval", () => {
  test("can not be scheduled without it, also by a forged button", async () => {
    t = await startApproval();
    const { post } = await t.draft("policy", "开会");
    await t.author.press(`post:at:${post.id}:${t.deps.clock() + HOUR_MS}`);
    await t.author.press(`post:send:${post.id}`);
    expect(t.alerts().at(-1)).toBe("您发布的内容需要先审批。请点「提交审批」。");
    expect(t.row(post.id).state).toBe("draft");
    expect(t.alarms).toEqual([]);
  });

  test("starts at its time once it is approved, with an alarm of its own", async () => {
    t = await startApproval();
    const { id, key } = await submitFor("今天 15:00");
    await t.supervisor.press(`review:approve:${key}`);
    expect(lastAlarm()).toMatchObject({ queue: "posts", data: { postId: id, version: 1 }, dueAt: t.row(id).startAt });
    await t.deliver();
    expect(t.textsTo(FORUM)).toEqual([]);
    t.setNow(lastAlarm().dueAt);
    await ring();
    await ring();
    await t.deliver();
    expect(t.textsTo(FORUM)).toEqual(["开会"]);
  });

  test("that repeats is approved once for all its times, and the approver sees that it repeats", async () => {
    t = await startApproval();
    const { id, key } = await submitFor("每周二 10:00");
    await t.deliver();
    t.advance(60_000);
    await t.deliver();
    expect(t.textsTo(SUPERVISOR).at(-1)).toContain("时间：每周二 10:00，下一次 明天 10:00");
    await t.supervisor.press(`review:approve:${key}`);
    for (let week = 0; week < 2; week++) {
      t.setNow(lastAlarm().dueAt);
      await ring();
      await t.deliver();
    }
    expect(t.textsTo(FORUM)).toEqual(["开会", "开会"]);
    expect(t.row(id).state).toBe("scheduled");
  });

  test("whose time passed while it waited goes out on approval; a repeating one at its next time", async () => {
    t = await startApproval();
    const once = await submitFor("今天 15:00");
    const weekly = await submitFor("每周一 15:00");
    t.advance(8 * HOUR_MS);
    await t.supervisor.press(`review:approve:${once.key}`);
    await t.supervisor.press(`review:approve:${weekly.key}`);
    expect(t.row(once.id)).toMatchObject({ state: "sending", sentAt: t.deps.clock() });
    expect(t.row(weekly.id)).toMatchObject({ state: "scheduled", startAt: Date.parse("2026-11-30T15:00:00+08:00") });
  });

  test("that is taken back after approval needs approval again", async () => {
    t = await startApproval();
    const { id, key } = await submitFor("今天 15:00");
    await t.supervisor.press(`review:approve:${key}`);
    await t.author.press(`post:unplan:${id}`);
    await t.author.press(`post:send:${id}`);
    expect(t.row(id).state).toBe("draft");
    t.setNow(Date.parse("2026-11-23T15:10:00+08:00"));
    await sweepPosts(t.deps);
    await t.deliver();
    expect(t.textsTo(FORUM)).toEqual([]);
  });

  test("with a time that has passed is not submitted", async () => {
    t = await startApproval();
    const { post } = await t.draft("policy", "开会");
    await t.author.press(`post:at:${post.id}:${t.deps.clock() + HOUR_MS}`);
    t.advance(2 * HOUR_MS);
    await t.author.press(`post:submit:${post.id}`);
    expect(t.alerts().at(-1)).toContain("选的时间已经过了");
    expect(t.row(post.id).state).toBe("draft");
  });

  test.each([
    [
      "approved and taken back",
      async ({ id, key }: { id: number; key: string }) => {
        await t.supervisor.press(`review:approve:${key}`);
        await t.author.press(`post:unplan:${id}`);
      },
    ],
    [
      "returned",
      async ({ key }: { key: string }) => {
        await t.supervisor.press(`review:return:${key}`);
        await t.supervisor.write("不行");
      },
    ],
  ])("that was %s before does not count as approved when its author scheduled it alone and lost that right since", async (_how, decide) => {
    t = await startApproval();
    const submitted = await submitFor("今天 15:00");
    await decide(submitted);
    const allow = (isAllowed: boolean) => t.db.update(staff).set({ needsApproval: !isAllowed }).where(eq(staff.personId, AUTHOR)).run();
    allow(true);
    await t.author.press(`post:send:${submitted.id}`);
    expect(t.row(submitted.id).state).toBe("scheduled");
    allow(false);
    t.setNow(lastAlarm().dueAt);
    await ring();
    await t.deliver();
    expect(t.textsTo(FORUM)).toEqual([]);
    expect(t.row(submitted.id).state).toBe("draft");
  });

  test("that nobody would get any more keeps its time when approving is refused", async () => {
    t = await startApproval();
    const { id, key } = await submitFor("今天 15:00");
    const before = t.row(id);
    t.advance(8 * HOUR_MS);
    t.db.update(groups).set({ state: "left" }).run();
    await t.supervisor.press(`review:approve:${key}`);
    expect(t.alerts().at(-1)).toContain("不能批准");
    expect(t.row(id)).toEqual(before);
  });

  test("is not sent when its author left before its time", async () => {
    t = await startApproval();
    const { id, key } = await submitFor("今天 15:00");
    await t.supervisor.press(`review:approve:${key}`);
    t.removeFromStaff(AUTHOR);
    t.setNow(lastAlarm().dueAt);
    await ring();
    await t.deliver();
    expect(t.textsTo(FORUM)).toEqual([]);
    expect(t.row(id).state).toBe("draft");
  });
});

describe("words that must not be sent", () => {
  test("stop a post on its way to the approver", async () => {
    t = await startApproval();
    await t.person(1).write("/setting sensitive_words +内部价");
    const { post } = await t.draft("policy", "内部价");
    await t.author.press(`post:submit:${post.id}`);
    expect(t.alerts().at(-1)).toContain("里面有不能发的词：内部价");
    expect(t.row(post.id).state).toBe("draft");
  });

  test("that were listed meanwhile stop it at the approver", async () => {
    t = await startApproval();
    const { id, key } = await t.submit("policy", "内部价");
    await t.person(1).write("/setting sensitive_words +内部价");
    await t.supervisor.press(`review:approve:${key}`);
    expect(t.alerts().at(-1)).toBe("里面有不能发的词：内部价，不能批准。请退回这份内容。");
    expect(t.row(id).state).toBe("submitted");
  });
});

test("in the quiet hours an approved post waits for people as any other", async () => {
  t = await startApproval();
  const { id, key } = await t.submit();
  t.db
    .update(posts)
    .set({ audience: { groups: EVERY_GROUP, people: EVERYONE } })
    .run();
  buildShopPerson(t.db, buildRetailer(t.db, { routeId: t.route.id }).id, 201);
  t.setNow(Date.parse("2026-11-23T22:30:00+08:00"));
  await t.supervisor.press(`review:approve:${key}`);
  await t.deliver();
  expect(t.row(id).state).toBe("sending");
  expect([t.textsTo(FORUM), t.textsTo(201)]).toEqual([["新政策"], []]);
});
