import { sql } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { createBot } from "../../src/bot.ts";
import { COLUMNS } from "../../src/posts/rules.ts";
import { buildRetailer, buildShopPerson } from "../support/build.ts";
import { AUTHOR, buttonsOf, FORUM, startPosting, type Posting } from "./support.ts";

let t: Posting;
afterEach(() => t.close());

const WARNING = "⚠️ 吸烟有害健康。禁止向未成年人售烟。";

describe("composing a post", () => {
  test("choosing a column, sending the text and pressing Send brings it to the column's topic", async () => {
    t = await startPosting();
    await t.author.write("/post");
    expect(buttonsOf(t.lastTo(AUTHOR))).toEqual([...COLUMNS.map((column) => `post:column:${column}`), "post:cancel"]);
    await t.author.press("post:column:training");
    expect(t.textsTo(AUTHOR).at(-1)).toContain("请发「客户培训」的内容");
    await t.author.write("周五下午陈列培训");
    const [preview, panel] = t.calls.filter(({ method, payload }) => method === "sendMessage" && payload.chat_id === AUTHOR).slice(-2);
    expect(preview!.payload.text).toBe("周五下午陈列培训");
    expect(panel!.payload.text).toContain("客户培训 · 草稿\n发给：全部零售客户群\n现在有 1 个群");
    const { id } = t.posts()[0]!;
    expect(buttonsOf(panel!)).toEqual(
      ["send", "aud", "time", "opt", "test", "renew", "move", "drop"].map((action) => `post:${action}:${id}`),
    );
    await t.author.press(`post:send:${id}`);
    expect(t.textsTo(AUTHOR).at(-1)).toContain("客户培训：正在发送（今天 09:00 开始）\n░░░░░░░░░░░░ 0 / 1");
    await t.deliver();
    expect(t.lastTo(FORUM)).toMatchObject({ method: "sendMessage", payload: { text: "周五下午陈列培训", message_thread_id: 104 } });
  });

  test("the same in English", async () => {
    t = await startPosting({ language: "en" });
    await t.author.write("/post supply");
    expect(t.textsTo(AUTHOR).at(-1)).toContain("Send me the content for “Supply Information”");
    await t.author.write("20 cartons each on Monday");
    expect(t.textsTo(AUTHOR).at(-2)).toBe("20 cartons each on Monday\n\n⚠️ Smoking harms your health. Never sell tobacco to minors.");
    expect(t.textsTo(AUTHOR).at(-1)).toContain("Supply Information · draft\nFor: every retailers’ group\nRight now 1 group");
    await t.author.press(`post:send:${t.posts()[0]!.id}`);
    expect(t.textsTo(AUTHOR).at(-1)).toContain("Supply Information: being sent (began today, 09:00)");
  });

  test("a column's Chinese or English name is understood as well as its key", async () => {
    t = await startPosting();
    await t.author.write("/post 新品推介");
    expect(t.textsTo(AUTHOR).at(-1)).toContain("新品推介");
    await t.author.write("/post Policy Notices");
    expect(t.textsTo(AUTHOR).at(-1)).toContain("政策通知");
  });

  test("a preview of a photo is the photo with the caption the groups get", async () => {
    t = await startPosting();
    await t.author.write("/post products");
    await t.author.send({ photo: [{ file_id: "small" }, { file_id: "large" }], caption: "新品到店" });
    const preview = t.calls.find(({ method }) => method === "sendPhoto")!;
    expect(preview.payload).toMatchObject({ chat_id: AUTHOR, photo: "large", caption: `新品到店\n\n${WARNING}`, protect_content: true });
    expect(t.textsTo(AUTHOR).at(-1)).toContain("选项：保护内容");
  });

  test("a product post says which public groups it leaves out, and adds the tag for groups without topics", async () => {
    t = await startPosting();
    t.addPlain();
    t.addPublic();
    await t.draft("supply", "到货");
    const panel = t.textsTo(AUTHOR).at(-1)!;
    expect(panel).toContain("现在有 2 个群");
    expect(panel).toContain("不发到「公开群」：那是公开群（@open_shop）");
    expect(panel).toContain("开头会加上 #货源信息");
    await t.draft("training", "培训");
    expect(t.textsTo(AUTHOR).at(-1)).toContain("现在有 3 个群");
  });

  test("where all groups are plain the preview carries the hashtag", async () => {
    t = await startPosting();
    t.db.run(sql`UPDATE groups SET is_forum = 0`);
    await t.draft("policy", "新政策");
    expect(t.textsTo(AUTHOR).at(-2)).toBe("#政策通知\n新政策");
  });

  test("/cancel ends what the bot waits for: what is written next is no content, and no time", async () => {
    t = await startPosting();
    await t.author.write("/post training");
    await t.author.write("/cancel");
    expect(t.textsTo(AUTHOR).at(-1)).toContain("这一步不做了");
    await t.author.write("下周二停电");
    expect(t.posts()).toEqual([]);
    const { post } = await t.draft("training", "开会");
    await t.author.press(`post:time:${post.id}`);
    await t.author.write("/cancel");
    await t.author.write("明天 9:00");
    expect(t.posts()).toMatchObject([{ startAt: null, state: "draft" }]);
    await t.author.write("/cancel");
    expect(t.textsTo(AUTHOR).at(-1)).toContain("没有这个命令");
  });

  test("what its author sends without a command is answered with how to publish it", async () => {
    t = await startPosting();
    await t.author.write("本周货源到了");
    expect(t.textsTo(AUTHOR)).toEqual([expect.stringContaining("请回复它发 /post（栏目）或 /announce（通知）")]);
    expect(t.posts()).toEqual([]);
  });

  test("replying /post supply to one's own message takes that message", async () => {
    t = await startPosting();
    const source = await t.author.write("今天到货,见表");
    t.forget();
    await t.author.write("/post supply", undefined, { reply_to_message: source });
    expect(t.textsTo(AUTHOR)[0]).toBe(`今天到货,见表\n\n${WARNING}`);
    expect(t.posts()).toMatchObject([{ column: "supply", parts: [{ text: "今天到货,见表", messageId: source.message_id }] }]);
  });

  test("replying /post without a column asks for the column and keeps the message", async () => {
    t = await startPosting();
    const source = await t.author.write("到货");
    await t.author.write("/post", undefined, { reply_to_message: source });
    await t.author.press("post:column:terminals");
    expect(t.posts()).toMatchObject([{ column: "terminals", parts: [{ text: "到货", messageId: source.message_id }] }]);
  });

  test("replying /post to a message of the bot is refused", async () => {
    t = await startPosting();
    await t.author.write("/post supply", undefined, {
      reply_to_message: { message_id: 5, date: 1, chat: { id: AUTHOR }, from: { id: 999 }, text: "x" },
    });
    expect(t.textsTo(AUTHOR)).toEqual(["请回复您自己发的那条消息。"]);
    expect(t.posts()).toEqual([]);
  });

  test("a message that was posted already is not posted a second time", async () => {
    t = await startPosting();
    const { message, post } = await t.draft("policy", "通知");
    await t.author.press(`post:send:${post.id}`);
    await t.author.write("/post policy", undefined, { reply_to_message: message });
    expect(t.textsTo(AUTHOR).at(-1)).toContain("已经发布过了");
    expect(t.posts()).toHaveLength(1);
  });

  test("words behind a bare /post are the content: only the column is asked", async () => {
    t = await startPosting();
    await t.author.write("/post 明天 停电");
    await t.author.press("post:column:policy");
    expect(t.posts()).toMatchObject([{ column: "policy", text: "明天 停电" }]);
  });

  test("an update that comes twice makes one draft", async () => {
    t = await startPosting();
    await t.author.write("/post policy");
    const message = await t.author.write("通知");
    await t.author.write("/post policy", undefined, { reply_to_message: message });
    expect(t.posts()).toHaveLength(1);
  });

  test("cancelling ends it: the next text is no content", async () => {
    t = await startPosting();
    await t.author.write("/post supply");
    await t.author.press("post:cancel:ask");
    expect(t.textsTo(AUTHOR).at(-1)).toContain("已取消");
    await t.author.write("随便说说");
    expect(t.posts()).toEqual([]);
  });

  test("the old question's Cancel does not claim that nothing goes out while its answer is a draft", async () => {
    t = await startPosting();
    await t.draft("training", "培训");
    t.forget();
    await t.author.press("post:cancel:ask");
    expect(t.textsTo(AUTHOR)).toEqual([]);
    expect(t.alerts().at(-1)).toContain("要取消草稿");
    expect(t.posts()).toMatchObject([{ state: "draft" }]);
  });

  test("a command in between is a command, and the composer waits on", async () => {
    t = await startPosting();
    await t.author.write("/post supply");
    await t.author.write("/help");
    expect(t.posts()).toEqual([]);
    await t.author.write("到货");
    expect(t.posts()).toMatchObject([{ text: "到货" }]);
  });

  test("an unknown command or a key of the keyboard is no content", async () => {
    t = await startPosting();
    buildShopPerson(t.db, buildRetailer(t.db, { routeId: t.route.id }).id, AUTHOR);
    await t.author.write("/post supply");
    for (const text of ["/nonsense", "📣 我要投诉"]) await t.author.write(text);
    expect(t.posts()).toEqual([]);
  });

  test("a restart between the steps loses nothing", async () => {
    t = await startPosting();
    await t.author.write("/post training");
    const restarted = createBot(t.deps, { token: t.bot.token, apiRoot: t.deps.config.apiRoot, transformers: [] });
    restarted.api.config.use(...t.bot.api.config.installedTransformers());
    restarted.botInfo = t.bot.botInfo;
    const message = { message_id: 5, date: 1, chat: { id: AUTHOR, type: "private", first_name: "x" }, from: t.author.from, text: "培训" };
    await restarted.handleUpdate({ update_id: 1, message } as never);
    await t.author.press(`post:send:${t.posts()[0]!.id}`);
    await t.deliver();
    expect(t.textsTo(FORUM)).toEqual(["培训"]);
  });

  test("in a group /post points to the private chat", async () => {
    t = await startPosting();
    await t.author.write("/post", { id: FORUM, type: "supergroup", title: "R101 群", is_forum: true });
    expect(t.lastTo(FORUM).payload.text).toContain("私聊");
  });
});
