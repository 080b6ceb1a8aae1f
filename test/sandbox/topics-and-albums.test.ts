import type { Message } from "@grammyjs/types";
import { InputFile, InputMediaBuilder } from "grammy";
import { expect, test } from "vitest";
import { buildPng, refusalOf, startRig, WEI } from "./start.ts";

test("messages of a topic carry its number; those of General carry none", async () => {
  const { api, telegram, forum } = await startRig();
  const topic = await api.createForumTopic(forum, "Prices");
  expect(topic).toMatchObject({ name: "Prices", message_thread_id: expect.any(Number) });
  const thread = topic.message_thread_id;
  const inTopic = await api.sendMessage(forum, "a", { message_thread_id: thread });
  expect(inTopic).toMatchObject({ message_thread_id: thread, is_topic_message: true });
  const inGeneral = await api.sendMessage(forum, "b");
  expect([inGeneral.message_thread_id, inGeneral.is_topic_message]).toEqual([undefined, undefined]);
  telegram.send({ person: WEI, chat: forum, thread, text: "c" });
  const updates = await api.getUpdates();
  expect(updates[0]?.message?.forum_topic_created?.name).toBe("Prices");
  // Telegram marks every message of a topic as a reply to the one that opened it.
  expect(updates.at(-1)?.message).toMatchObject({
    message_thread_id: thread,
    reply_to_message: { forum_topic_created: { name: "Prices" } },
  });
  expect(telegram.messages(forum).at(-1)?.reply_to_message).toBeUndefined();
  expect(telegram.chats(WEI).find((chat) => chat.id === forum)?.topics).toEqual([{ message_thread_id: thread, name: "Prices" }]);
});

test("a topic can be renamed, closed, reopened and deleted; the wrong thread is refused", async () => {
  const { api, telegram, forum, group } = await startRig();
  const { message_thread_id: thread } = await api.createForumTopic(forum, "Prices");
  await api.editForumTopic(forum, thread, { name: "New prices" });
  expect(await refusalOf(api.editForumTopic(forum, thread, { name: "New prices" }))).toBe("400 Bad Request: TOPIC_NOT_MODIFIED");
  await api.closeForumTopic(forum, thread);
  expect(() => telegram.send({ person: WEI, chat: forum, thread, text: "x" })).toThrow("closed");
  await api.reopenForumTopic(forum, thread);
  await api.deleteForumTopic(forum, thread);
  expect(await refusalOf(api.sendMessage(forum, "x", { message_thread_id: thread }))).toBe("400 Bad Request: message thread not found");
  expect(await refusalOf(api.sendMessage(forum, "x", { message_thread_id: 1 }))).toBe("400 Bad Request: message thread not found");
  expect(await refusalOf(api.createForumTopic(group, "x"))).toBe("400 Bad Request: the chat is not a forum");
  expect(await refusalOf(api.createForumTopic(forum, "x".repeat(129)))).toBe("400 Bad Request: TOPIC_TITLE_INVALID");
});

test("an uploaded file comes back byte for byte, and its file_id can be sent again", async () => {
  const { api, telegram, url, group } = await startRig();
  const bytes = Buffer.from("shop,phone\nR101,1380000\n");
  const sent = await api.sendDocument(group, new InputFile(bytes, "roster.csv"), { caption: "roster" });
  expect(sent).toMatchObject({ caption: "roster", document: { file_name: "roster.csv", mime_type: "text/csv", file_size: bytes.length } });
  const { file_path } = await api.getFile(sent.document.file_id);
  const download = await fetch(`${url}/file/bot${telegram.token}/${file_path}`);
  expect(Buffer.from(await download.arrayBuffer())).toEqual(bytes);
  const again = await api.sendDocument(group, sent.document.file_id);
  expect(again.document.file_unique_id).toBe(sent.document.file_unique_id);
  expect(await refusalOf(api.sendPhoto(group, sent.document.file_id))).toBe("400 Bad Request: can't use file of type Document as Photo");
  expect(await refusalOf(api.getFile("nonsense"))).toBe("400 Bad Request: wrong file_id or the file is temporarily unavailable");
});

test("a person's photo arrives in its sizes, the largest last", async () => {
  const { api, telegram, url } = await startRig();
  telegram.send({
    person: WEI,
    chat: WEI,
    as: "photo",
    caption: "broken",
    media: { bytes: buildPng(1200, 900), name: "a.png", mime: "image/png" },
  });
  const [update] = await api.getUpdates();
  expect(update?.message?.photo?.map(({ width, height }) => [width, height])).toEqual([
    [90, 68],
    [1200, 900],
  ]);
  expect(update?.message?.caption).toBe("broken");
  const shown = await fetch(`${url}/sandbox/files/${update?.message?.photo?.at(-1)?.file_id}`);
  expect(shown.headers.get("content-type")).toBe("image/png");
});

test("an album is several messages with one group id; a person's album comes as one batch of updates", async () => {
  const { api, telegram, group } = await startRig();
  const photo = () => InputMediaBuilder.photo(new InputFile(buildPng(10, 10), "a.png"), { caption: "one" });
  const album: Message[] = await api.sendMediaGroup(group, [photo(), photo()]);
  expect(album).toHaveLength(2);
  expect(new Set(album.map((message) => message.media_group_id)).size).toBe(1);
  const document = InputMediaBuilder.document(new InputFile(Buffer.from("x"), "a.txt"));
  const [other]: Message[] = await api.sendMediaGroup(group, [photo(), photo()]);
  expect(other?.media_group_id).not.toBe(album[0]?.media_group_id);
  expect(await refusalOf(api.sendMediaGroup(group, [photo(), document] as never))).toMatch(/^400 Bad Request: /);
  expect(await refusalOf(api.sendMediaGroup(group, Array.from({ length: 11 }, photo)))).toBe(
    "400 Bad Request: too many messages to send as an album",
  );
  const polling = api.getUpdates({ timeout: 30 });
  const media = [1, 2, 3].map((side) => ({ bytes: buildPng(side, side), mime: "image/png" }));
  telegram.send({ person: WEI, chat: group, caption: "three", media });
  const groups = (await polling).map((update) => update.message?.media_group_id);
  expect([groups.length, new Set(groups).size]).toEqual([3, 1]);
});

test("media of a message can be exchanged", async () => {
  const { api, group } = await startRig();
  const sent = await api.sendPhoto(group, new InputFile(buildPng(10, 10), "a.png"), { caption: "old" });
  const edited = await api.editMessageMedia(group, sent.message_id, InputMediaBuilder.document(new InputFile(Buffer.from("x"), "a.txt")));
  expect(edited).toMatchObject({ document: { file_name: "a.txt" } });
  expect(edited).not.toHaveProperty("photo");
  expect(edited).not.toHaveProperty("caption");
});

/** What the page does with several chosen files. */
async function upload(url: string, message: object, files: File[]): Promise<Response> {
  const form = new FormData();
  form.set("message", JSON.stringify({ person: WEI, chat: WEI, ...message }));
  for (const file of files) form.append("file", file);
  return fetch(`${url}/sandbox/messages`, { method: "POST", body: form });
}

test("pictures and a video sent together from the page are one album with one caption", async () => {
  const { api, url } = await startRig();
  const picture = (side: number) => new File([new Uint8Array(buildPng(side, side))], `${side}.png`, { type: "image/png" });
  const film = new File(["film"], "a.mp4", { type: "video/mp4" });
  await upload(url, { caption: "broken seals" }, [picture(1), picture(2), film]);
  const messages = (await api.getUpdates()).flatMap((update) => update.message ?? []);
  expect(messages.map(({ photo, video, caption }) => [photo !== undefined, video !== undefined, caption])).toEqual([
    [true, false, "broken seals"],
    [true, false, undefined],
    [false, true, undefined],
  ]);
  expect(new Set(messages.map((message) => message.media_group_id)).size).toBe(1);
  expect(messages[0]?.media_group_id).toEqual(expect.any(String));
});

test("spreadsheets sent together from the page keep their names, types and bytes", async () => {
  const { api, telegram, url } = await startRig();
  const csv = "licence_no,shop_name\n140100000001,和平路便利店\n";
  const types = ["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"];
  // Some browsers know no type for a file; Telegram goes by its name then.
  await upload(url, { as: "document" }, [new File([csv], "名册.csv"), new File(["xlsx"], "roster.xlsx", { type: types[1]! })]);
  const documents = (await api.getUpdates()).flatMap((update) => update.message?.document ?? []);
  expect(documents.map(({ file_name, mime_type }) => [file_name, mime_type])).toEqual([
    ["名册.csv", types[0]],
    ["roster.xlsx", types[1]],
  ]);
  const { file_path } = await api.getFile(documents[0]!.file_id);
  expect(await (await fetch(`${url}/file/bot${telegram.token}/${file_path}`)).text()).toBe(csv);
});

test("more than ten files are no album", async () => {
  const { telegram, url } = await startRig();
  const files = Array.from({ length: 11 }, (_, index) => new File(["x"], `${index}.txt`));
  const answer = await upload(url, { as: "document" }, files);
  expect([answer.status, await answer.json()]).toEqual([409, { error: "an album has at most ten files" }]);
  expect(telegram.messages(WEI)).toEqual([]);
});
