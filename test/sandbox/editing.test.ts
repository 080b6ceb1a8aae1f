import { InputFile, InputMediaBuilder } from "grammy";
import { expect, test } from "vitest";
import type { ClientEvent, MessagesAnswer } from "../../src/sandbox/client-api.ts";
import { buildPng, refusalOf, startRig, WEI, type Rig } from "./start.ts";

const HOUR_MS = 3600_000;
const NOT_MODIFIED =
  "400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message";
const button = (text: string) => ({ reply_markup: { inline_keyboard: [[{ text, callback_data: "a" }]] } });

test("editing: only what changed, only own messages, only what is there", async () => {
  const { api, telegram, group } = await startRig();
  const sent = await api.sendMessage(group, "<b>one</b>", { parse_mode: "HTML" });
  expect(await refusalOf(api.editMessageText(group, sent.message_id, "<b>one</b>", { parse_mode: "HTML" }))).toBe(NOT_MODIFIED);
  expect(await refusalOf(api.editMessageReplyMarkup(group, sent.message_id))).toBe(NOT_MODIFIED);
  const edited = await api.editMessageText(group, sent.message_id, "one");
  expect(edited).toMatchObject({ text: "one", edit_date: expect.any(Number) });
  expect(telegram.messages(group).at(-1)).toEqual(edited);
  expect(await refusalOf(api.editMessageText(group, 999, "x"))).toBe("400 Bad Request: message to edit not found");
  const theirs = telegram.send({ person: WEI, chat: group, text: "mine" });
  expect(await refusalOf(api.editMessageText(group, theirs.message_id, "x"))).toBe("400 Bad Request: message can't be edited");
  expect(await refusalOf(api.editMessageCaption(group, sent.message_id, { caption: "x" }))).toBe(
    "400 Bad Request: there is no caption in the message to edit",
  );
});

test("an edit that changes nothing is refused, whatever is edited", async () => {
  const { api, group } = await startRig();
  const text = await api.sendMessage(group, "one", button("a"));
  expect(await refusalOf(api.editMessageText(group, text.message_id, "one", button("a")))).toBe(NOT_MODIFIED);
  expect(await refusalOf(api.editMessageReplyMarkup(group, text.message_id, button("a")))).toBe(NOT_MODIFIED);
  expect(await refusalOf(api.editMessageReplyMarkup(group, text.message_id, button("b")))).toBe("accepted");
  const photo = await api.sendPhoto(group, new InputFile(buildPng(10, 10), "a.png"), { caption: "old" });
  expect(await refusalOf(api.editMessageCaption(group, photo.message_id, { caption: "old" }))).toBe(NOT_MODIFIED);
  const again = InputMediaBuilder.photo(photo.photo.at(-1)!.file_id, { caption: "old" });
  expect(await refusalOf(api.editMessageMedia(group, photo.message_id, again))).toBe(NOT_MODIFIED);
  expect(await refusalOf(api.editMessageCaption(group, photo.message_id, { caption: "new" }))).toBe("accepted");
});

test("clients call a message edited when its words changed, not when its buttons did", async () => {
  const { api, telegram, group } = await startRig();
  const editDate = () => telegram.messages(group).at(-1)?.edit_date;
  const sent = await api.sendMessage(group, "one", button("a"));
  const pressed = await api.editMessageReplyMarkup(group, sent.message_id);
  expect([pressed, editDate()]).toEqual([expect.objectContaining({ edit_date: expect.any(Number) }), undefined]);
  await api.editMessageText(group, sent.message_id, "two");
  expect(editDate()).toEqual(expect.any(Number));
  await api.editMessageReplyMarkup(group, sent.message_id, button("b"));
  expect(editDate()).toEqual(expect.any(Number));
});

/** What the page of a person hears, as "type message_id". */
async function openEvents({ url }: Rig, person: number): Promise<() => Promise<string>> {
  const stream = await fetch(`${url}/sandbox/events?person=${person}`);
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = (await reader.read()).value!.replace(": hello\n\n", "");
  return async () => {
    while (!rest.includes("\n\n")) rest += (await reader.read()).value ?? "";
    const [line = "", ...others] = rest.split("\n\n");
    rest = others.join("\n\n");
    const event = JSON.parse(line.slice("data: ".length)) as ClientEvent;
    return `${event.type} ${"message_id" in event ? event.message_id : "message" in event ? event.message.message_id : ""}`;
  };
}

test("a deletion is heard by the page at once and the message is gone", async () => {
  const rig = await startRig();
  const { api, telegram, group, url } = rig;
  const next = await openEvents(rig, WEI);
  const [first, second] = [await api.sendMessage(group, "one"), telegram.send({ person: WEI, chat: group, text: "two" })];
  await api.deleteMessages(group, [second.message_id, 999, first.message_id]);
  expect([await next(), await next(), await next(), await next()]).toEqual([
    `message ${first.message_id}`,
    `message ${second.message_id}`,
    `delete ${second.message_id}`,
    `delete ${first.message_id}`,
  ]);
  const answer = await fetch(`${url}/sandbox/messages?person=${WEI}&chat=${group}`);
  expect(((await answer.json()) as MessagesAnswer).messages).toEqual([]);
  expect(await refusalOf(api.deleteMessage(group, first.message_id))).toBe("400 Bad Request: message to delete not found");
});

test("a private chat's message can be deleted for 48 hours", async () => {
  const { api, telegram, clock } = await startRig();
  const mine = telegram.start(WEI);
  const [old, other] = [await api.sendMessage(WEI, "old"), await api.sendMessage(WEI, "other")];
  clock.now += 48 * HOUR_MS;
  expect(await refusalOf(api.deleteMessage(WEI, other.message_id))).toBe("accepted");
  clock.now += 1000;
  for (const { message_id } of [old, mine])
    expect(await refusalOf(api.deleteMessage(WEI, message_id))).toBe("400 Bad Request: message can't be deleted for everyone");
  expect(telegram.messages(WEI)).toHaveLength(2);
});

test("in a supergroup 48 hours are too late, and the text is another", async () => {
  const { api, group, clock } = await startRig();
  const sent = await api.sendMessage(group, "old");
  clock.now += 48 * HOUR_MS - 1000;
  const other = await api.sendMessage(group, "other");
  clock.now += 1000;
  expect(await refusalOf(api.deleteMessage(group, sent.message_id))).toBe("400 Bad Request: message can't be deleted");
  expect(await refusalOf(api.deleteMessage(group, other.message_id))).toBe("accepted");
});

test("when one message of a bulk deletion is too old, none is deleted", async () => {
  const { api, telegram, group, clock } = await startRig();
  const old = await api.sendMessage(group, "old");
  clock.now += 49 * HOUR_MS;
  const fresh = await api.sendMessage(group, "fresh");
  expect(await refusalOf(api.deleteMessages(group, [fresh.message_id, old.message_id]))).toBe("400 Bad Request: message can't be deleted");
  expect(telegram.messages(group)).toHaveLength(2);
  expect(await refusalOf(api.deleteMessages(group, []))).toBe("400 Bad Request: message identifiers are not specified");
  const tooMany = Array.from({ length: 101 }, (_, index) => index + 1);
  expect(await refusalOf(api.deleteMessages(group, tooMany))).toBe("400 Bad Request: too many message identifiers specified");
});

test("without administrator rights a bot deletes only what it wrote itself; nobody deletes a topic's beginning", async () => {
  const { api, telegram, forum } = await startRig();
  const quiet = telegram.addGroup({ title: "Quiet", members: [WEI], botIsAdmin: false }).id;
  const theirs = telegram.send({ person: WEI, chat: quiet, text: "theirs" });
  const own = await api.sendMessage(quiet, "own");
  expect(await refusalOf(api.deleteMessage(quiet, theirs.message_id))).toBe("400 Bad Request: message can't be deleted");
  expect(await refusalOf(api.deleteMessage(quiet, own.message_id))).toBe("accepted");
  const topic = await api.createForumTopic(forum, "Prices");
  expect(await refusalOf(api.deleteMessage(forum, topic.message_thread_id))).toBe("400 Bad Request: message can't be deleted");
});
