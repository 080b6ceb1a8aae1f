import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { posts } from "../../db/posts.tables.ts";
import { staff } from "../../db/staff.tables.ts";
import { buildStaff } from "../support/build.ts";
import { startApproval, SUPERVISOR, type Approval } from "./approval-support.ts";
import { AUTHOR, FORUM } from "./support.ts";

let t: Approval;
afterEach(() => t.close());

describe("sending without approval", () => {
  test("by a forged or old Send button is refused with what to do, and the panel shows Submit", async () => {
    t = await startApproval();
    const { post } = await t.draft("policy", "通知");
    t.forget();
    await t.author.press(`post:send:${post.id}`);
    expect(t.alerts()).toEqual(["您发布的内容需要先审批。请点「提交审批」。"]);
    expect(t.buttonsTo(AUTHOR)).toContain(`post:submit:${post.id}`);
    expect(t.row(post.id)).toMatchObject({ state: "draft" });
    await t.deliver();
    expect(t.textsTo(FORUM)).toEqual([]);
  });

  test("is possible as soon as the admin allows it", async () => {
    t = await startApproval();
    const { post } = await t.draft("policy", "通知");
    t.db.update(staff).set({ needsApproval: false }).where(eq(staff.personId, AUTHOR)).run();
    await t.author.press(`post:show:${post.id}`);
    expect(t.buttonsTo(AUTHOR)).toContain(`post:send:${post.id}`);
    await t.author.press(`post:send:${post.id}`);
    expect(t.row(post.id)).toMatchObject({ state: "sending" });
  });

  test("of what is submitted is refused", async () => {
    t = await startApproval();
    const { id } = await t.submit();
    t.db.update(staff).set({ needsApproval: false }).where(eq(staff.personId, AUTHOR)).run();
    await t.author.press(`post:send:${id}`);
    expect(t.alerts().at(-1)).toContain("正在审批，现在不能改");
    expect(t.row(id)).toMatchObject({ state: "submitted" });
  });
});

describe("what is with an approver", () => {
  test("is not changed by editing its message nor by any of the draft's buttons", async () => {
    t = await startApproval();
    const { id, message } = await t.submit();
    await t.author.edit(message, "改过");
    expect(t.textsTo(AUTHOR).at(-1)).toBe("这份内容正在审批，修改没有采用。要改，请先点「撤回提交」，再编辑一次。");
    const before = t.row(id);
    t.forget();
    // Telegram reports a link preview that loaded as an edit too.
    await t.author.edit(message, "新政策");
    expect(t.textsTo(AUTHOR)).toEqual([]);
    await t.update({ edited_message: { ...message, edit_date: 2, entities: [{ type: "bold", offset: 0, length: 1 }] } as never });
    expect(t.textsTo(AUTHOR)).toHaveLength(1);
    for (const action of [`to:${id}:supply`, `set:${id}:pin:1`, `aud:${id}:nogroups`, `drop:${id}`, `valid:${id}:1`]) {
      await t.author.press(`post:${action}`);
      expect(t.alerts().at(-1)).toContain("正在审批，现在不能改");
    }
    await t.author.write("/post policy", undefined, { reply_to_message: message });
    expect(t.textsTo(AUTHOR).at(-1)).toContain("正在审批，修改没有采用");
    expect(t.row(id)).toEqual(before);
    expect(before.parts[0]!.text).toBe("新政策");
  });

  test("is a draft again when its author takes it back, and the approvers' buttons are void", async () => {
    t = await startApproval();
    const { id, key, message } = await t.submit();
    await t.deliver();
    await t.author.press(`post:takeback:${id}`);
    expect(t.buttonsTo(AUTHOR)).toContain(`post:submit:${id}`);
    await t.supervisor.press(`review:approve:${key}`);
    expect(t.alerts().at(-1)).toContain("作者已撤回，不用审批了。");
    expect(t.lastTo(SUPERVISOR)).toMatchObject({ method: "editMessageText", payload: { text: expect.stringContaining("作者已撤回") } });
    expect(t.buttonsTo(SUPERVISOR)).toEqual([]);
    await t.author.press(`post:takeback:${id}`);
    expect(t.alerts().at(-1)).toContain("已不在审批中");
    await t.author.edit(message, "改过");
    expect(t.row(id)).toMatchObject({ state: "draft", parts: [{ text: "改过" }] });
    expect(t.trail()).toEqual([`${AUTHOR} post.submit`, `${AUTHOR} post.take_back`]);
  });

  test("can be taken back by nobody else", async () => {
    t = await startApproval();
    const { id } = await t.submit();
    buildStaff(t.db, 51, ["broadcaster", "admin"]);
    await t.person(51).press(`post:takeback:${id}`);
    expect(t.alerts().at(-1)).toContain("别人写的草稿");
    expect(t.row(id)).toMatchObject({ state: "submitted" });
  });

  test("taken back before its card went out asks nobody", async () => {
    t = await startApproval();
    const { id } = await t.submit();
    await t.author.press(`post:takeback:${id}`);
    t.advance(60_000);
    await t.deliver();
    expect(t.textsTo(SUPERVISOR)).toEqual([]);
  });

  test("submitted anew within the same instant has buttons of its own; the older ones are void", async () => {
    t = await startApproval();
    const first = await t.submit();
    await t.author.press(`post:takeback:${first.id}`);
    await t.author.edit(first.message, "改过");
    await t.author.press(`post:submit:${first.id}`);
    await t.supervisor.press(`review:approve:${first.key}`);
    expect(t.alerts().at(-1)).toContain("这是旧的一次提交");
    expect(t.row(first.id)).toMatchObject({ state: "submitted" });
    await t.supervisor.press(`review:approve:${t.keyOf(first.id)}`);
    expect(t.row(first.id)).toMatchObject({ state: "sending" });
    expect(t.db.select().from(posts).all()).toHaveLength(1);
  });
});
