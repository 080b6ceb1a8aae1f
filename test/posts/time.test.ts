import { afterEach, describe, expect, test } from "vitest";
import { AUTHOR, buttonsOf, FORUM } from "./support.ts";
import { HOUR_MS, startScheduling, type Scheduling } from "./scheduling.ts";

let t: Scheduling;
afterEach(() => t.close());

describe("the time of a draft", () => {
  test("is tapped, shown in the draft, and Send then schedules it", async () => {
    t = await startScheduling();
    const { post: draft } = await t.draft("policy", "开会");
    await t.author.press(`post:time:${draft.id}`);
    const at = Date.parse("2026-11-24T09:00:00+08:00");
    expect(buttonsOf(t.lastTo(AUTHOR))).toContain(`post:at:${draft.id}:${at}`);
    await t.author.press(`post:at:${draft.id}:${at}`);
    expect(t.lastTo(AUTHOR).payload.text).toContain("时间：明天 09:00");
    await t.author.press(`post:send:${draft.id}`);
    expect(t.lastTo(AUTHOR).payload.text).toContain("⏰ 政策通知 · 定时待发\n时间：明天 09:00\n发给：全部零售客户群");
    expect(t.post(draft.id)).toMatchObject({ state: "scheduled", startAt: at, startVersion: 1 });
    expect(t.lastAlarm()).toEqual({ queue: "posts", jobId: `post-${draft.id}-start-1`, data: { postId: draft.id, version: 1 }, dueAt: at });
    await t.deliver();
    expect(t.textsTo(FORUM)).toEqual([]);
  });

  test("can be written in words, in both languages", async () => {
    t = await startScheduling({ language: "en" });
    const { post: draft } = await t.draft("policy", "Meeting");
    await t.author.press(`post:time:${draft.id}`);
    await t.author.write("tomorrow 15:00");
    expect(t.lastTo(AUTHOR).payload.text).toContain("When: tomorrow, 15:00");
    await t.author.press(`post:time:${draft.id}`);
    await t.author.write("every Friday 9:00");
    expect(t.lastTo(AUTHOR).payload.text).toContain("When: every Friday at 09:00, next Fri 27 Nov, 09:00");
    await t.author.press(`post:at:${draft.id}:0`);
    expect(t.post(draft.id)).toMatchObject({ startAt: null, repeatWeekday: null, repeatTime: null });
  });

  test("that can not be read, or has passed, changes nothing and is asked for again", async () => {
    t = await startScheduling();
    const { post: draft } = await t.draft("policy", "开会");
    await t.author.press(`post:time:${draft.id}`);
    await t.author.write("改天吧");
    expect(t.lastTo(AUTHOR).payload.text).toContain("没有改动");
    await t.author.write("11月20日 9:00");
    expect(t.lastTo(AUTHOR).payload.text).toContain("没有改动");
    expect(t.post(draft.id).startAt).toBeNull();
    await t.author.write("明天 9:00");
    expect(t.lastTo(AUTHOR).payload.text).toContain("时间：明天 09:00");
  });

  test("is not what a key of the keyboard or a command says", async () => {
    t = await startScheduling();
    const { post: draft } = await t.draft("policy", "开会");
    await t.author.press(`post:time:${draft.id}`);
    t.forget();
    await t.author.write("/help");
    expect(t.textsTo(AUTHOR).some((text) => text.includes("没有改动"))).toBe(false);
    await t.author.write("明天 9:00");
    expect(t.post(draft.id).startAt).not.toBeNull();
  });

  test("is no longer waited for once its author has gone on with a button", async () => {
    t = await startScheduling();
    const { post: draft } = await t.draft("policy", "开会");
    await t.author.press(`post:time:${draft.id}`);
    await t.author.press(`post:show:${draft.id}`);
    await t.author.write("明天 9:00");
    expect(t.post(draft.id).startAt).toBeNull();
  });

  test("that passed while the draft lay around is refused, and the draft stays", async () => {
    t = await startScheduling();
    const { post: draft } = await t.draft("policy", "开会");
    const at = t.deps.clock() + HOUR_MS;
    await t.author.press(`post:at:${draft.id}:${at}`);
    t.advance(2 * HOUR_MS);
    await t.author.press(`post:send:${draft.id}`);
    expect(t.answer()).toBe("选的时间已经过了，请点「时间」重新选。");
    await t.author.press(`post:at:${draft.id}:${at}`);
    expect(t.answer()).toBe("选的时间已经过了，请点「时间」重新选。");
    expect(t.post(draft.id).state).toBe("draft");
  });

  test("of a forged button, or of someone else's draft, changes nothing", async () => {
    t = await startScheduling();
    const { post: draft } = await t.draft("policy", "开会");
    await t.author.press(`post:at:${draft.id}:soon`);
    await t.author.press(`post:week:${draft.id}:8`);
    await t.person(1).press(`post:at:${draft.id}:${t.deps.clock() + HOUR_MS}`);
    expect(t.alerts()).toEqual([expect.any(String), expect.any(String), "这是别人写的草稿，只能由本人处理。"]);
    expect(t.post(draft.id)).toMatchObject({ startAt: null, repeatWeekday: null });
  });
});
