import { eq, sql } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { SECOND, startApproval, SUPERVISOR, type Approval } from "./approval-support.ts";
import { AUTHOR, FORUM } from "./support.ts";

let t: Approval;
afterEach(() => t.close());

describe("returning", () => {
  test("asks for the reason, which its author reads with the approver's name; changed, it is submitted anew", async () => {
    t = await startApproval();
    const { id, key, message } = await t.submit();
    await t.deliver();
    await t.supervisor.press(`review:return:${key}`, { messageId: 4_321 });
    expect(t.lastTo(SUPERVISOR).payload.text).toContain("请您审批。");
    expect(t.lastTo(SUPERVISOR).payload.text).toContain("请用一条消息写明退回的原因");
    expect(t.buttonsTo(SUPERVISOR)).toEqual([`review:keep:${key}`]);
    await t.supervisor.write("日期写错了");
    expect(t.textsTo(SUPERVISOR).at(-2)).toBe("小李提交的「政策通知」\n↩️ 王芳已于 今天 09:00 退回：日期写错了");
    expect(t.lastTo(SUPERVISOR)).toMatchObject({ method: "editMessageText", payload: { message_id: 4_321 } });
    expect(t.buttonsTo(SUPERVISOR)).toEqual([]);
    await t.deliver();
    const panel = t.lastTo(AUTHOR);
    expect(panel).toMatchObject({ method: "sendMessage" });
    expect(panel.payload.text).toContain("↩️ 王芳退回了这份内容：日期写错了\n👆 政策通知 · 草稿");
    expect(t.buttonsTo(AUTHOR)).toContain(`post:submit:${id}`);
    expect(t.row(id)).toMatchObject({ state: "draft", panelMessageId: panel.messageId });

    await t.author.edit(message, "新政策，12 月起");
    expect(t.lastTo(AUTHOR).payload).toMatchObject({ message_id: panel.messageId, text: expect.stringContaining("日期写错了") });
    await t.author.press(`post:submit:${id}`);
    await t.second.press(`review:approve:${key}`);
    expect(t.alerts().at(-1)).toContain("这是旧的一次提交");
    await t.second.press(`review:approve:${t.keyOf(id)}`);
    await t.deliver();
    expect(t.textsTo(FORUM)).toEqual(["新政策，12 月起"]);
    expect(t.trail()).toEqual([
      `${AUTHOR} post.submit`,
      `${SUPERVISOR} post.return`,
      `${AUTHOR} post.submit`,
      `${SECOND} post.send`,
      `${SECOND} post.approve`,
    ]);
    expect(t.db.select().from(audit).where(eq(audit.action, "post.return")).get()!.detail).toMatchObject({ authorId: AUTHOR });
  });

  test.each([
    ["the button", (key: string) => t.supervisor.press(`review:keep:${key}`)],
    ["/cancel", () => t.supervisor.write("/cancel")],
  ])("is given up with %s: the card has its buttons again and the next text is no reason", async (_how, giveUp) => {
    t = await startApproval();
    const { id, key } = await t.submit();
    await t.supervisor.press(`review:return:${key}`);
    await giveUp(key);
    expect(t.buttonsTo(SUPERVISOR)).toContain(`review:approve:${key}`);
    await t.supervisor.write("随便说说");
    expect(t.row(id)).toMatchObject({ state: "submitted", returnReason: null });
  });

  test("waits on for a reason in words, of 500 characters at most; a command in between is a command", async () => {
    t = await startApproval();
    const { id, key } = await t.submit();
    await t.supervisor.press(`review:return:${key}`);
    await t.supervisor.send({ photo: [{ file_id: "p" }] });
    expect(t.textsTo(SUPERVISOR).at(-1)).toContain("原因请用文字写");
    await t.supervisor.write("长".repeat(501));
    expect(t.textsTo(SUPERVISOR).at(-1)).toBe("原因最长 500 个字符，请写短一点再发一次。");
    await t.supervisor.write("/help");
    await t.supervisor.write("📣 我要投诉");
    expect(t.row(id)).toMatchObject({ state: "submitted" });
    await t.supervisor.write("长".repeat(500));
    expect(t.row(id)).toMatchObject({ state: "draft", returnReason: "长".repeat(500) });
  });

  test("asks for one post at a time: the reason belongs to the card tapped last, and the earlier one has its buttons again", async () => {
    t = await startApproval();
    const [first, second] = [await t.submit("policy", "一"), await t.submit("policy", "二")];
    await t.supervisor.press(`review:return:${first.key}`, { messageId: 11 });
    await t.supervisor.press(`review:return:${second.key}`, { messageId: 12 });
    expect(t.lastTo(SUPERVISOR)).toMatchObject({ method: "editMessageText", payload: { message_id: 11 } });
    expect(t.buttonsTo(SUPERVISOR)).toContain(`review:return:${first.key}`);
    // Back on the earlier card does not end the question of the later one.
    await t.supervisor.press(`review:keep:${first.key}`, { messageId: 11 });
    await t.supervisor.write("不行");
    expect([t.row(first.id), t.row(second.id)]).toMatchObject([{ state: "submitted" }, { state: "draft", returnReason: "不行" }]);
  });

  test("comes too late when it was decided while the reason was written", async () => {
    t = await startApproval();
    const { id, key } = await t.submit();
    await t.supervisor.press(`review:return:${key}`);
    await t.second.press(`review:approve:${key}`);
    await t.supervisor.write("不行");
    expect(t.textsTo(SUPERVISOR)).toContain("小李提交的「政策通知」\n✅ 赵强已于 今天 09:00 批准。");
    expect(t.row(id)).toMatchObject({ state: "sending", returnReason: null });
    await t.supervisor.write("不行");
    expect(t.textsTo(SUPERVISOR).at(-1)).not.toContain("赵强");
  });

  test("is refused to who lost the role while writing the reason", async () => {
    t = await startApproval();
    const { id, key } = await t.submit();
    await t.supervisor.press(`review:return:${key}`);
    t.db.run(sql`DELETE FROM staff_roles WHERE role = 'supervisor'`);
    await t.supervisor.write("不行");
    expect(t.textsTo(SUPERVISOR).at(-1)).toBe("您没有这项权限。需要开通请联系管理员。");
    expect(t.row(id)).toMatchObject({ state: "submitted" });
  });

  test("of a post taken back meanwhile changes nothing", async () => {
    t = await startApproval();
    const { id, key } = await t.submit();
    await t.supervisor.press(`review:return:${key}`);
    await t.author.press(`post:takeback:${id}`);
    await t.supervisor.write("不行");
    expect(t.textsTo(SUPERVISOR)).toContainEqual(expect.stringContaining("作者已撤回，不用审批了。"));
    expect(t.row(id)).toMatchObject({ state: "draft", returnReason: null });
  });
});
