import { eq, sql } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { people } from "../../db/people.tables.ts";
import { staff } from "../../db/staff.tables.ts";
import { submit as submitPost } from "../../src/posts/service.ts";
import { buildStaff } from "../support/build.ts";
import { ADMIN, OTHER_DISTRICT, SECOND, startApproval, SUPERVISOR, type Approval } from "./approval-support.ts";
import { AUTHOR, FORUM } from "./support.ts";

let t: Approval;
afterEach(() => t.close());

describe("submitting", () => {
  test("replaces Send for who needs approval, and brings the post as recipients get it and a card with buttons to each supervisor", async () => {
    t = await startApproval();
    const { post } = await t.draft("supply", "到货 20 条");
    expect(t.buttonsTo(AUTHOR)).toContain(`post:submit:${post.id}`);
    expect(t.buttonsTo(AUTHOR)).not.toContain(`post:send:${post.id}`);
    await t.author.press(`post:submit:${post.id}`);
    expect(t.lastTo(AUTHOR).payload.text).toContain("⏳ 货源信息 · 等待审批，已交给王芳、赵强");
    expect(t.buttonsTo(AUTHOR)).toEqual([`post:takeback:${post.id}`]);
    await t.deliver();
    for (const approver of [SUPERVISOR, SECOND]) {
      const [preview, card] = t.calls.filter(({ payload }) => payload.chat_id === approver);
      expect(preview!.payload).toMatchObject({ text: "到货 20 条\n\n⚠️ 吸烟有害健康。禁止向未成年人售烟。", protect_content: true });
      expect(card!.payload.text).toBe(
        "👆 小李（信息发布员）提交的「货源信息」，请您审批。\n发给：全部零售客户群\n现在有 1 个群\n选项：保护内容",
      );
      expect(t.buttonsTo(approver)).toEqual(["approve", "return", "show"].map((action) => `review:${action}:${t.keyOf(post.id)}`));
    }
    expect(t.textsTo(OTHER_DISTRICT)).toEqual([]);
    expect(t.textsTo(ADMIN)).toEqual([]);
    expect(t.textsTo(FORUM)).toEqual([]);
    expect(t.trail()).toEqual([`${AUTHOR} post.submit`]);
  });

  test("reads the same in English", async () => {
    t = await startApproval({ language: "en" });
    t.db.update(people).set({ clientLanguage: "en" }).run();
    const { id } = await t.submit();
    expect(t.lastTo(AUTHOR).payload.text).toContain("⏳ Policy Notices · waits for approval by 王芳, 赵强");
    await t.deliver();
    expect(t.lastTo(SUPERVISOR).payload.text).toContain("👆 “Policy Notices” by 小李 (Broadcaster): please approve or return it.");
    await t.supervisor.press(`review:approve:${t.keyOf(id)}`);
    await t.deliver();
    expect(t.newsTo(AUTHOR)).toContain("✅ 王芳 approved “Policy Notices”; it is being sent.");
  });

  test("whose tap comes again, the process having died before it could answer, shows its author how the post stands", async () => {
    t = await startApproval();
    const { post } = await t.draft("policy", "另一条");
    await submitPost(t.deps, post.id, AUTHOR);
    await t.author.press(`post:submit:${post.id}`, { messageId: post.panelMessageId! });
    expect(t.lastTo(AUTHOR).payload).toMatchObject({ message_id: post.panelMessageId });
    expect(t.buttonsTo(AUTHOR)).toEqual([`post:takeback:${post.id}`]);
  });

  test("twice is done once, by two taps or at the same moment", async () => {
    t = await startApproval();
    const { id } = await t.submit();
    await t.author.press(`post:submit:${id}`);
    expect(t.alerts().at(-1)).toContain("正在审批，现在不能改");
    const { post } = await t.draft("policy", "另一条");
    const results = await Promise.all([submitPost(t.deps, post.id, AUTHOR), submitPost(t.deps, post.id, AUTHOR)]);
    expect(results).toMatchObject([{ ok: true }, { ok: false, reason: "submitted" }]);
    await t.deliver();
    expect(t.textsTo(SUPERVISOR)).toHaveLength(4);
  });

  test("asks the admins where the author is the only supervisor of the district", async () => {
    t = await startApproval();
    t.removeFromStaff(SUPERVISOR);
    t.removeFromStaff(SECOND);
    t.db.run(sql`INSERT INTO staff_roles SELECT id, 'supervisor' FROM staff WHERE person_id = ${AUTHOR}`);
    await t.submit();
    await t.deliver();
    expect(t.textsTo(ADMIN).at(-1)).toContain("👆 小李（信息发布员、市场经理）提交的「政策通知」");
    expect(t.textsTo(OTHER_DISTRICT)).toEqual([]);
  });

  test("of a company-wide author goes to a supervisor of the company, not of a district", async () => {
    t = await startApproval();
    t.db.update(staff).set({ districtId: null }).where(eq(staff.personId, AUTHOR)).run();
    buildStaff(t.db, 75, ["supervisor"], { name: "周总" });
    const { key } = await t.submit();
    await t.deliver();
    expect(t.textsTo(75)).toHaveLength(2);
    expect(t.textsTo(SUPERVISOR)).toEqual([]);
    await t.supervisor.press(`review:approve:${key}`);
    expect(t.alerts().at(-1)).toContain("您不用处理");
  });

  test("passes over an approver who blocked the bot or never started it, and says what to do when nobody is left", async () => {
    t = await startApproval();
    t.db.update(people).set({ unreachable: "blocked" }).where(eq(people.id, SUPERVISOR)).run();
    t.db.update(people).set({ startedAt: null }).where(eq(people.id, SECOND)).run();
    const { post } = await t.draft("policy", "通知");
    t.db.update(people).set({ startedAt: null }).where(eq(people.id, ADMIN)).run();
    await t.author.press(`post:submit:${post.id}`);
    expect(t.alerts().at(-1)).toContain("现在没有可以审批的人，草稿给您留着。请管理员在 /staff 里指定一位市场经理");
    expect(t.row(post.id)).toMatchObject({ state: "draft" });
    t.db.update(people).set({ startedAt: 1 }).where(eq(people.id, ADMIN)).run();
    await t.author.press(`post:submit:${post.id}`);
    await t.deliver();
    expect(t.textsTo(ADMIN)).toHaveLength(2);
  });

  test("to nobody is refused, and so is another's draft", async () => {
    t = await startApproval();
    const { post } = await t.draft("policy", "通知");
    buildStaff(t.db, 51, ["broadcaster"]);
    await t.person(51).press(`post:submit:${post.id}`);
    expect(t.alerts().at(-1)).toContain("别人写的草稿");
    t.db.run(sql`UPDATE groups SET state = 'left'`);
    await t.author.press(`post:submit:${post.id}`);
    expect(t.alerts().at(-1)).toContain("现在没有可以发的群");
    for (const data of ["post:submit:9999", "post:submit:x", "post:takeback:9999"]) {
      await t.author.press(data);
      expect(t.alerts().at(-1)).toContain("这个按钮已失效");
    }
    expect(t.row(post.id)).toMatchObject({ state: "draft" });
    expect(t.trail()).toEqual([]);
  });

  test("the card comes after a minute even when the post itself is refused by Telegram", async () => {
    t = await startApproval();
    t.refuse((method, { chat_id: chatId, text }) =>
      method === "sendMessage" && chatId === SUPERVISOR && text === "新政策"
        ? { error_code: 400, description: "Bad Request: message is too long" }
        : undefined,
    );
    await t.submit();
    await t.deliver();
    expect(t.textsTo(SUPERVISOR)).toEqual([]);
    t.advance(60_000);
    await t.deliver();
    expect(t.textsTo(SUPERVISOR).at(-1)).toContain("请您审批");
  });

  test("asks again after two working hours, once, as long as nobody has decided", async () => {
    t = await startApproval();
    const { key } = await t.submit();
    await t.deliver();
    t.forget();
    t.advance(2 * 3_600_000 - 1);
    await t.deliver();
    expect(t.textsTo(SUPERVISOR)).toEqual([]);
    t.advance(1);
    await t.supervisor.press(`review:show:${key}`);
    t.forget();
    await t.deliver();
    expect(t.textsTo(SECOND)).toEqual([expect.stringContaining("⏰ 今天 09:00 提交的内容还没有人审批。")]);
    t.advance(24 * 3_600_000);
    await t.deliver();
    expect(t.textsTo(SECOND)).toHaveLength(1);
  });

  test("is not asked about again once it was decided", async () => {
    t = await startApproval();
    const { key } = await t.submit();
    await t.supervisor.press(`review:approve:${key}`);
    t.forget();
    t.advance(2 * 3_600_000);
    await t.deliver();
    expect(t.textsTo(SECOND)).toEqual([]);
  });
});
