import { eq, sql } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { staff } from "../../db/staff.tables.ts";
import { changeEverywhere } from "../../src/posts/service.ts";
import { buildStaff } from "../support/build.ts";
import { startChanging, type Changing } from "./changes.ts";
import { AUTHOR, FORUM } from "./support.ts";

let t: Changing;
afterEach(() => t.close());

describe("an edit that is refused changes nothing", () => {
  const expectNotAsked = (words: string) => {
    expect(t.textsTo(AUTHOR).at(-1)).toContain(words);
    expect(t.rows("post_edit_ask")).toEqual([]);
    expect(t.posts()).toMatchObject([{ text: "旧", revision: 0 }]);
  };

  test("too long, counted with the added lines", async () => {
    t = await startChanging();
    const { message } = await t.publish("supply", "旧");
    await t.edit(message, { text: "长".repeat(4_096) });
    expectNotAsked("发出去的没有改动，请再改短一些");
  });

  test("empty", async () => {
    t = await startChanging();
    const { message } = await t.publish("training", "旧");
    await t.edit(message, { text: " " });
    expectNotAsked("没有文字也没有照片");
  });

  test("a text that became a photo", async () => {
    t = await startChanging();
    const { message } = await t.publish("training", "旧");
    await t.edit({ ...message, text: undefined }, { photo: [{ file_id: "p" }], caption: "新" });
    expectNotAsked("不能把文字改成文件");
  });

  test("with words that must not be sent, listed before the edit or before the answer", async () => {
    t = await startChanging();
    const { message } = await t.publish("training", "旧");
    await t.person(1).write("/setting sensitive_words +内部价");
    await t.edit(message, { text: "内 部 价" });
    expectNotAsked("里面有不能发的词：内部价");
    const [yes] = await t.edit(message, { text: "批发价" });
    await t.person(1).write("/setting sensitive_words +批发价");
    await t.author.press(yes!);
    expect(t.alerts().at(-1)).toContain("里面有不能发的词：批发价。发出去的没有改动");
    expect(t.posts()).toMatchObject([{ text: "旧", revision: 0 }]);
  });

  test("with so many such words that a tap's answer can not hold them all", async () => {
    t = await startChanging();
    t.refuse((method, { text }) =>
      method === "answerCallbackQuery" && (text ?? "").length > 200
        ? { error_code: 400, description: "Bad Request: MESSAGE_TOO_LONG" }
        : undefined,
    );
    const { message } = await t.publish("training", "旧");
    const words = Array.from(
      { length: 60 },
      (_, n) => `内部价${"甲乙丙丁戊己庚辛壬癸"[Math.floor(n / 10)]}${"甲乙丙丁戊己庚辛壬癸"[n % 10]}`,
    );
    const [yes] = await t.edit(message, { text: words.join("。") });
    await t.person(1).write(`/setting sensitive_words +${words.join("、")}`);
    await t.author.press(yes!);
    expect(t.alerts().at(-1)).toContain("里面有不能发的词：内部价甲甲、内部价甲乙");
  });

  test("by an author whose posts are approved first", async () => {
    t = await startChanging();
    const { message } = await t.publish("training", "旧");
    t.db.update(staff).set({ needsApproval: true }).where(eq(staff.personId, AUTHOR)).run();
    await t.edit(message, { text: "新" });
    expectNotAsked("请另提交一条");
  });

  test("by a brand partner, whose posts are approved always", async () => {
    t = await startChanging();
    const { message } = await t.publish("training", "旧");
    t.db.run(sql`UPDATE staff_roles SET role = 'brand_partner'`);
    await t.edit(message, { text: "新" });
    expectNotAsked("请另提交一条");
  });

  test("of a post that arrived nowhere", async () => {
    t = await startChanging();
    t.refuse((method, { chat_id: chatId }) =>
      method === "sendMessage" && chatId === FORUM ? { error_code: 400, description: "Bad Request: chat not found" } : undefined,
    );
    const { message } = await t.publish("training", "旧");
    await t.edit(message, { text: "新" });
    expectNotAsked("没有送达任何地方");
  });

  test("of which Telegram tells although no word changed", async () => {
    t = await startChanging();
    const { message } = await t.publish("training", "旧");
    await t.edit(message, { text: "旧" });
    expect(t.textsTo(AUTHOR)).toEqual([]);
    expect(t.rows("post_edit_ask")).toEqual([]);
  });

  test("taken back before the answer: the question is over", async () => {
    t = await startChanging();
    const { message } = await t.publish("training", "旧");
    const [yes] = await t.edit(message, { text: "新" });
    await t.edit(message, { text: "旧" });
    expect(t.textsTo(AUTHOR).at(-1)).toContain("和发出去的一样了");
    await t.author.press(yes!);
    expect(t.alerts().at(-1)).toContain("这个按钮已失效");
    expect(t.posts()).toMatchObject([{ text: "旧", revision: 0 }]);
  });
});

describe("the answer", () => {
  test("given twice changes it once", async () => {
    t = await startChanging();
    const { message } = await t.publish("policy", "旧");
    const [yes] = await t.edit(message, { text: "新" });
    await t.author.press(yes!);
    await t.author.press(yes!);
    expect(t.alerts().at(-1)).toBe("已经选过了：正在修改。");
    await t.settle();
    expect(t.callsTo(FORUM)).toHaveLength(1);
    expect(t.posts()).toMatchObject([{ revision: 1 }]);
  });

  test("given by two at the same moment changes it once", async () => {
    t = await startChanging();
    const { message, id } = await t.publish("policy", "旧");
    await t.edit(message, { text: "新" });
    const answer = { postId: id, proposalId: t.rows("post_edit_ask")[0]!.id, messageId: null };
    const by = (person: number, roles: string[]) => changeEverywhere(t.deps, answer, { id: person, roles });
    const results = await Promise.all([by(AUTHOR, ["broadcaster"]), by(1, ["admin"])]);
    expect(results).toContainEqual({ ok: true, places: 1 });
    expect(results).toContainEqual({ ok: false, reason: "done" });
  });

  test("of someone else is refused; an admin's counts", async () => {
    t = await startChanging();
    buildStaff(t.db, 51, ["broadcaster"]);
    const { message } = await t.publish("policy", "旧");
    const [yes, no] = await t.edit(message, { text: "新" });
    for (const data of [yes!, no!]) {
      await t.person(51).press(data);
      expect(t.alerts().at(-1)).toBe("只有作者本人或管理员可以处理。");
    }
    expect(t.posts()).toMatchObject([{ revision: 0 }]);
    await t.person(1).press(yes!);
    expect(t.posts()).toMatchObject([{ revision: 1 }]);
  });

  test("of an author who lost the right is refused", async () => {
    t = await startChanging();
    const { message } = await t.publish("policy", "旧");
    const [yes] = await t.edit(message, { text: "新" });
    t.db.update(staff).set({ needsApproval: true }).where(eq(staff.personId, AUTHOR)).run();
    await t.author.press(yes!);
    expect(t.alerts().at(-1)).toContain("请另提交一条");
    t.db.run(sql`DELETE FROM staff_roles`);
    await t.author.press(yes!);
    expect(t.alerts().at(-1)).toContain("没有这项权限");
    expect(t.posts()).toMatchObject([{ revision: 0 }]);
  });

  test("on a forged or mixed-up button changes nothing", async () => {
    t = await startChanging();
    const one = await t.publish("policy", "一");
    const two = await t.publish("training", "二");
    const [yes] = await t.edit(one.message, { text: "新" });
    const question = yes!.split(":").at(-1)!;
    for (const data of [
      `post:edityes:${two.id}:${question}`,
      "post:edityes:x:1",
      `post:edityes:${one.id}`,
      `post:editno:${one.id}:99999`,
    ]) {
      await t.author.press(data);
      expect(t.alerts().at(-1)).toBe("这个按钮已失效。要发布内容，请发 /post。");
    }
    expect(t.posts().map(({ revision }) => revision)).toEqual([0, 0]);
  });

  test("is asked for once when the update comes twice", async () => {
    t = await startChanging();
    const { message } = await t.publish("policy", "旧");
    const edited = { update_id: 77, edited_message: { ...message, edit_date: 2, text: "新" } } as never;
    await t.bot.handleUpdate(edited);
    await t.bot.handleUpdate(edited);
    await t.settle();
    expect(t.reports().filter((text) => text.startsWith("👆"))).toHaveLength(1);
  });
});
