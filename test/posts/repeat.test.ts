import { afterEach, describe, expect, test } from "vitest";
import { sweepPosts } from "../../src/posts/jobs.ts";
import { FORUM, AUTHOR } from "./support.ts";
import { DAY_MS, startScheduling, type Scheduling } from "./scheduling.ts";

let t: Scheduling;
afterEach(() => t.close());

describe("a post that repeats every week", () => {
  test("goes out each time as a post of its own, in good order", async () => {
    t = await startScheduling();
    const id = await t.plan("每周二 10:00", "早会");
    const first = Date.parse("2026-11-24T10:00:00+08:00");
    expect(t.lastAlarm().dueAt).toBe(first);
    t.setNow(first);
    await t.ring();
    await t.settle();
    expect(t.lastAlarm()).toMatchObject({ dueAt: first + 7 * DAY_MS, data: { postId: id, version: 2 } });
    t.setNow(first + 7 * DAY_MS);
    await t.ring();
    await t.ring();
    await t.settle();
    expect(t.textsTo(FORUM)).toEqual(["早会", "早会"]);
    expect(t.newsTo(AUTHOR)).toEqual(["✅ 政策通知：1 处全部送达。", "✅ 政策通知：1 处全部送达。"]);
    expect(t.posts()).toMatchObject([
      { id, state: "scheduled", startAt: first + 14 * DAY_MS },
      { state: "sent", repeatOf: id, repeatWeekday: null },
      { state: "sent", repeatOf: id, repeatWeekday: null },
    ]);
  });

  test("misses the times that passed while nothing ran, and goes on with the next", async () => {
    t = await startScheduling();
    const id = await t.plan("每周二 10:00");
    t.setNow(Date.parse("2026-12-10T09:00:00+08:00"));
    await sweepPosts(t.deps);
    await t.settle();
    expect(t.textsTo(FORUM)).toEqual([]);
    expect(t.post(id)).toMatchObject({ state: "scheduled", startAt: Date.parse("2026-12-15T10:00:00+08:00") });
  });

  test("for which there is nobody this week tries again the next", async () => {
    t = await startScheduling();
    const id = await t.plan("每周二 10:00");
    await t.person(1).press("group:unlink:yes", { chat: { id: FORUM, type: "supergroup", title: "R101 群" } });
    t.setNow(t.lastAlarm().dueAt);
    await t.ring();
    expect(t.posts()).toMatchObject([{ id, state: "scheduled", startAt: Date.parse("2026-12-01T10:00:00+08:00") }]);
  });

  test("left as a draft past its first time is scheduled for its next", async () => {
    t = await startScheduling();
    const { post: draft } = await t.draft("policy", "早会");
    await t.author.press(`post:week:${draft.id}:2`);
    expect(t.post(draft.id)).toMatchObject({ repeatWeekday: 2, repeatTime: "09:00" });
    t.advance(3 * DAY_MS);
    await t.author.press(`post:send:${draft.id}`);
    expect(t.post(draft.id)).toMatchObject({ state: "scheduled", startAt: Date.parse("2026-12-01T09:00:00+08:00") });
  });
});
