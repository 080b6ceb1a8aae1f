import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fastify from "fastify";
import { expect, test } from "vitest";
import type { ChatsAnswer, MessagesAnswer, PeopleAnswer } from "../../src/sandbox/client-api.ts";
import { sandboxRoutes } from "../../src/sandbox/routes.ts";
import { startTelegramServer } from "../../src/sandbox/server.ts";
import { createTelegram } from "../../src/sandbox/telegram.ts";
import { buildPng, MEI, startRig, TOKEN, WEI } from "./start.ts";

async function post(url: string, path: string, body: unknown): Promise<{ status: number; json: Record<string, unknown> }> {
  const answer = await fetch(`${url}/sandbox${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
}

async function get<T>(url: string, path: string): Promise<T> {
  return (await (await fetch(`${url}/sandbox${path}`)).json()) as T;
}

test("the page reads people, chats and messages and writes as a person", async () => {
  const { url, group, api } = await startRig();
  const { people } = await get<PeopleAnswer>(url, "/people");
  expect(people[0]).toEqual({
    id: WEI,
    name: "王伟",
    phone: "+8613800000001",
    role: "retailer",
    note: "",
    language_code: "zh",
    hasBlockedBot: false,
    activity: expect.any(Number),
  });
  await post(url, "/start", { person: WEI, payload: "abc" });
  const sent = await post(url, "/messages", { person: WEI, chat: group, text: "hello" });
  await post(url, "/edits", {
    person: WEI,
    chat: group,
    message_id: (sent.json["message"] as { message_id: number }).message_id,
    text: "hello!",
  });
  const { chats } = await get<ChatsAnswer>(url, `/chats?person=${WEI}`);
  expect(chats.map((chat) => [chat.type, chat.isStarted, chat.lastMessage?.text])).toEqual([
    ["private", true, "/start abc"],
    ["supergroup", true, "hello!"],
    ["supergroup", true, undefined],
  ]);
  const { messages } = await get<MessagesAnswer>(url, `/messages?person=${MEI}&chat=${group}`);
  expect(messages.map((message) => message.text)).toEqual(["hello!"]);
  expect((await api.getUpdates()).map((update) => Object.keys(update)[1])).toEqual(["message", "message", "edited_message"]);
});

test("a file is sent as multipart and read back", async () => {
  const { url } = await startRig();
  const form = new FormData();
  form.set("message", JSON.stringify({ person: WEI, chat: WEI, as: "photo", caption: "seal" }));
  form.set("file", new File([new Uint8Array(buildPng(20, 10))], "seal.png", { type: "image/png" }));
  const answer = await fetch(`${url}/sandbox/messages`, { method: "POST", body: form });
  const { message } = (await answer.json()) as { message: MessagesAnswer["messages"][number] };
  expect(message).toMatchObject({ caption: "seal", photo: [{ width: 20, height: 10 }] });
  const file = await fetch(`${url}/sandbox/files/${message.photo?.[0]?.file_id}`);
  expect([file.headers.get("content-type"), (await file.arrayBuffer()).byteLength]).toEqual(["image/png", 33]);
});

test("events are streamed to those who may see them", async () => {
  const { url, api, telegram, group } = await startRig();
  const stream = await fetch(`${url}/sandbox/events?person=${WEI}`);
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
  await reader.read();
  telegram.send({ person: MEI, chat: MEI, text: "private" });
  await api.sendChatAction(group, "typing");
  await api.sendMessage(group, "public");
  let text = "";
  while (!text.includes("public")) text += (await reader.read()).value ?? "";
  const events = text
    .split("\n\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line.slice("data: ".length)) as { type: string; chat: number });
  expect(events.map((event) => [event.type, event.chat])).toEqual([
    ["typing", group],
    ["message", group],
  ]);
});

test("a press waits for the bot's answer", async () => {
  const { url, api, group } = await startRig();
  const sent = await api.sendMessage(group, "?", { reply_markup: { inline_keyboard: [[{ text: "a", callback_data: "a" }]] } });
  const pressing = post(url, "/presses", { person: WEI, chat: group, message_id: sent.message_id, data: "a" });
  const [update] = await api.getUpdates({ timeout: 30 });
  await api.answerCallbackQuery(update!.callback_query!.id, { text: "noted" });
  expect((await pressing).json).toEqual({ text: "noted" });
});

test("choosing a language renames people and groups and tells the app", async () => {
  const chosen: string[] = [];
  const server = await startTelegramServer({
    file: ":memory:",
    token: TOKEN,
    clock: Date.now,
    onLanguage: (language) => void chosen.push(language),
  });
  const { telegram, url } = server;
  telegram.addPerson({
    id: WEI,
    first_name: "Wei",
    phone: "+86",
    names: { zh: "王 伟", en: "Wei Wang" },
    notes: { zh: "未订货", en: "no order yet" },
  });
  const group = telegram.addGroup({ titles: { zh: "一号线", en: "Route 1" }, members: [WEI] }).id;
  const { json } = await post(url, "/language", { language: "en" });
  expect(json).toMatchObject({ language: "en", people: [{ name: "Wei Wang", note: "no order yet", language_code: "en" }] });
  expect(telegram.chats(WEI).find((chat) => chat.id === group)?.title).toBe("Route 1");
  expect(chosen).toEqual(["en"]);
  await server.close();
});

test("what a person cannot do is refused with a reason", async () => {
  const { url, group, telegram } = await startRig();
  telegram.start(WEI);
  telegram.block(WEI, true);
  telegram.removeMember(group, MEI);
  expect(await post(url, "/messages", { person: WEI, chat: WEI, text: "a" })).toEqual({
    status: 409,
    json: { error: "the person has blocked the bot" },
  });
  expect(await post(url, "/messages", { person: MEI, chat: group, text: "a" })).toEqual({
    status: 409,
    json: { error: "the person is not in this chat" },
  });
  expect((await post(url, "/messages", { person: "x" })).status).toBe(400);
  expect((await fetch(`${url}/sandbox/messages?person=${MEI}&chat=${WEI}`)).status).toBe(409);
});

/** fetch does not let a test set Host. */
function statusFor(url: string, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    request(`${url}${path}`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on("error", reject)
      .end();
  });
}

test("an address other than this machine's is refused, whatever it claims", async () => {
  const telegram = createTelegram({ file: ":memory:", token: TOKEN, clock: Date.now });
  const app = fastify();
  await app.register(sandboxRoutes(telegram));
  const statusFrom = async (remoteAddress: string) =>
    (await app.inject({ url: "/sandbox/people", remoteAddress, headers: { host: "localhost", "x-forwarded-for": "127.0.0.1" } }))
      .statusCode;
  expect(await statusFrom("127.0.0.1")).toBe(200);
  expect(await statusFrom("::ffff:127.0.0.1")).toBe(200);
  expect(await statusFrom("10.0.0.5")).toBe(403);
  await app.close();
  telegram.close();
});

test("another host name or another site's page is refused", async () => {
  const { url } = await startRig();
  expect(await statusFor(url, "/sandbox/people", {})).toBe(200);
  expect(await statusFor(url, "/sandbox/people", { host: "localhost:80" })).toBe(200);
  expect(await statusFor(url, "/sandbox/people", { host: "evil.example:80" })).toBe(403);
  expect(await statusFor(url, `/bot${TOKEN}/getMe`, { host: "127.0.0.1.evil.example" })).toBe(403);
  expect(await statusFor(url, "/sandbox/people", { origin: "https://evil.example" })).toBe(403);
  expect(await statusFor(url, "/sandbox/people", { origin: "null" })).toBe(403);
});

test("the page's files are served, and nothing outside their folder", async () => {
  const dir = mkdtempSync(join(tmpdir(), "page-"));
  writeFileSync(join(dir, "index.html"), "<p>page</p>");
  writeFileSync(join(dir, "app.js"), "1");
  writeFileSync(join(dir, "notes.md"), "hidden");
  const server = await startTelegramServer({ file: ":memory:", token: TOKEN, clock: Date.now, page: dir });
  const typeOf = async (path: string) => (await fetch(`${server.url}${path}`)).headers.get("content-type");
  expect(await (await fetch(`${server.url}/`)).text()).toBe("<p>page</p>");
  expect([await typeOf("/"), await typeOf("/app.js")]).toEqual(["text/html; charset=utf-8", "text/javascript; charset=utf-8"]);
  for (const path of ["/notes.md", "/missing.js", "/..%2f..%2fetc%2fpasswd.html", "/%2e%2e/package.js"]) {
    expect(await statusFor(server.url, path, {})).toBe(404);
  }
  await server.close();
  rmSync(dir, { recursive: true });
});
