import { Bot } from "grammy";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { expect, test } from "vitest";
import { callRaw, MEI, refusalOf, startRig, TOKEN, WEI } from "./start.ts";

test("a poll is answered when a person writes, and updates count up by one", async () => {
  const { api, telegram } = await startRig();
  const polling = api.getUpdates({ timeout: 30 });
  telegram.send({ person: WEI, chat: WEI, text: "/complain broken seal, see https://a.cn #R101" });
  const [first] = await polling;
  expect(first?.message).toMatchObject({
    from: { id: WEI, first_name: "王", last_name: "伟", language_code: "zh" },
    chat: { id: WEI, type: "private" },
    text: "/complain broken seal, see https://a.cn #R101",
    entities: [
      { type: "bot_command", offset: 0, length: 9 },
      { type: "url", offset: 27, length: 12 },
      { type: "hashtag", offset: 40, length: 5 },
    ],
  });
  telegram.send({ person: WEI, chat: WEI, text: "again" });
  const both = await api.getUpdates();
  expect(both.map((update) => update.update_id)).toEqual([first?.update_id, (first?.update_id ?? 0) + 1]);
});

test("an update stays until a higher offset confirms it", async () => {
  const { api, telegram } = await startRig();
  telegram.send({ person: WEI, chat: WEI, text: "one" });
  telegram.send({ person: WEI, chat: WEI, text: "two" });
  const ids = (await api.getUpdates()).map((update) => update.update_id);
  expect(await api.getUpdates({ offset: ids[1]! })).toHaveLength(1);
  expect(await api.getUpdates({ offset: ids[1]! + 1 })).toEqual([]);
});

test("a second getUpdates ends the first with 409", async () => {
  const { api, telegram } = await startRig();
  const arrived = new Promise<void>((resolve) => {
    telegram.faults.beforeEffect = async () => resolve();
  });
  const first = refusalOf(api.getUpdates({ timeout: 30 }));
  await arrived;
  const second = api.getUpdates({ timeout: 30 });
  expect(await first).toBe("409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running");
  telegram.send({ person: WEI, chat: WEI, text: "hello" });
  expect(await second).toHaveLength(1);
});

test("chat_member is sent only when asked for", async () => {
  const { api, telegram, group } = await startRig();
  telegram.removeMember(group, MEI);
  const plain = await api.getUpdates();
  expect(plain.map((update) => Object.keys(update)[1])).toEqual(["message"]);
  await api.getUpdates({ offset: plain.at(-1)!.update_id + 1, allowed_updates: ["chat_member"] });
  telegram.addMember(group, MEI);
  const asked = await api.getUpdates();
  expect(asked.map((update) => update.chat_member?.new_chat_member.status)).toEqual(["member"]);
});

test("a bot of grammY runs against it: command, keyboard, press, answer", async () => {
  const { telegram, url } = await startRig();
  const bot = new Bot(TOKEN, { client: { apiRoot: url } });
  bot.command("start", (ctx) =>
    ctx.reply(`payload ${ctx.match}`, { reply_markup: { inline_keyboard: [[{ text: "OK", callback_data: "ok" }]] } }),
  );
  bot.callbackQuery("ok", async (ctx) => {
    await ctx.editMessageText("pressed");
    await ctx.answerCallbackQuery({ text: "done", show_alert: true });
  });
  const replied = new Promise<number>((resolve) => {
    telegram.events.subscribe(WEI, (event) => {
      if (event.type === "message" && event.message.from?.is_bot) resolve(event.message.message_id);
    });
  });
  const running = bot.start();
  telegram.start(WEI, "staff-3");
  const messageId = await replied;
  expect(telegram.messages(WEI).at(-1)?.text).toBe("payload staff-3");
  expect(await telegram.press(WEI, WEI, messageId, "ok")).toEqual({ text: "done", show_alert: true });
  expect(telegram.messages(WEI).at(-1)).toMatchObject({ text: "pressed", message_id: messageId });
  expect(telegram.messages(WEI).at(-1)?.reply_markup).toBeUndefined();
  await bot.stop();
  await running;
});

test("an answer to an old or unknown press is refused", async () => {
  const { api, telegram, clock } = await startRig();
  telegram.start(WEI);
  const sent = await api.sendMessage(WEI, "?", { reply_markup: { inline_keyboard: [[{ text: "a", callback_data: "a" }]] } });
  void telegram.press(WEI, WEI, sent.message_id, "a");
  const query = (await api.getUpdates()).at(-1)?.callback_query;
  expect(query).toMatchObject({ data: "a", from: { id: WEI }, message: { message_id: sent.message_id, text: "?" } });
  clock.now += 60_000;
  const tooOld = "400 Bad Request: query is too old and response timeout expired or query ID is invalid";
  expect(await refusalOf(api.answerCallbackQuery(query!.id))).toBe(tooOld);
  expect(await refusalOf(api.answerCallbackQuery("1"))).toBe(tooOld);
});

test("blocking, unblocking and asking to join reach the bot", async () => {
  const { api, telegram } = await startRig();
  const closed = telegram.addGroup({ title: "Closed", members: [MEI] }).id;
  telegram.start(WEI);
  telegram.block(WEI, true);
  telegram.join(WEI, closed);
  const updates = await api.getUpdates();
  const blocked = updates.find((update) => update.my_chat_member?.chat.type === "private")?.my_chat_member;
  expect([blocked?.old_chat_member.status, blocked?.new_chat_member.status]).toEqual(["member", "kicked"]);
  expect(updates.at(-1)?.chat_join_request).toMatchObject({ chat: { id: closed }, from: { id: WEI }, user_chat_id: WEI });
  expect((await api.getChatMember(closed, WEI)).status).toBe("left");
  await api.approveChatJoinRequest(closed, WEI);
  expect((await api.getChatMember(closed, WEI)).status).toBe("member");
  expect(await refusalOf(api.approveChatJoinRequest(closed, WEI))).toBe("400 Bad Request: USER_ALREADY_PARTICIPANT");
});

test("a webhook gets each update with its secret until it answers 2xx; getUpdates is refused meanwhile", async () => {
  const { api, telegram } = await startRig();
  const posts: { headers: IncomingHttpHeaders; body: { message: { text: string } } }[] = [];
  const answers = [500, 200, 200];
  let onPost = (): void => undefined;
  const receiver = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      posts.push({ headers: request.headers, body: JSON.parse(body) as { message: { text: string } } });
      response.writeHead(answers.shift() ?? 200).end("{}");
      onPost();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const { port } = receiver.address() as { port: number };
  await api.setWebhook(`http://127.0.0.1:${port}/hook`, { secret_token: "s3cret" });
  const arrived = new Promise<void>((resolve) => (onPost = () => posts.length === 3 && resolve()));
  telegram.send({ person: WEI, chat: WEI, text: "one" });
  telegram.send({ person: WEI, chat: WEI, text: "two" });
  await arrived;
  expect(posts.map((post) => post.body.message.text)).toEqual(["one", "one", "two"]);
  expect(posts[0]?.headers["x-telegram-bot-api-secret-token"]).toBe("s3cret");
  expect(await refusalOf(api.getUpdates())).toMatch(/^409 Conflict: can't use getUpdates method while webhook is active/);
  expect((await api.getWebhookInfo()).last_error_message).toMatch(/500/);
  await api.deleteWebhook();
  expect(await api.getUpdates()).toEqual([]);
  receiver.close();
});

test("a webhook outside this machine is refused", async () => {
  const { url } = await startRig();
  const { json } = await callRaw(url, "setWebhook", { url: "https://example.com/hook" });
  expect(json).toMatchObject({ ok: false, error_code: 400, description: expect.stringMatching(/bad webhook/) });
});
