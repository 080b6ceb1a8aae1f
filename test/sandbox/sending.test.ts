import { InputFile } from "grammy";
import { expect, test } from "vitest";
import { buildPng, MEI, refusalOf, startRig, WEI } from "./start.ts";

test("a message that Telegram would refuse is refused with its text", async () => {
  const { api, telegram, group } = await startRig();
  telegram.start(WEI);
  const button = (callback_data: string) => ({ reply_markup: { inline_keyboard: [[{ text: "a", callback_data }]] } });
  expect(await refusalOf(api.sendMessage(WEI, ""))).toBe("400 Bad Request: message text is empty");
  expect(await refusalOf(api.sendMessage(WEI, " \n "))).toBe("400 Bad Request: message text is empty");
  expect(await refusalOf(api.sendMessage(WEI, "字".repeat(4096)))).toBe("accepted");
  expect(await refusalOf(api.sendMessage(WEI, "字".repeat(4097)))).toBe("400 Bad Request: message is too long");
  expect(await refusalOf(api.sendMessage(WEI, "😀".repeat(2049)))).toBe("400 Bad Request: message is too long");
  expect(await refusalOf(api.sendMessage(WEI, "a", button("x".repeat(64))))).toBe("accepted");
  expect(await refusalOf(api.sendMessage(WEI, "a", button("字".repeat(22))))).toBe("400 Bad Request: BUTTON_DATA_INVALID");
  const photo = new InputFile(buildPng(4, 4), "a.png");
  expect(await refusalOf(api.sendPhoto(WEI, photo, { caption: "c".repeat(1025) }))).toBe("400 Bad Request: message caption is too long");
  expect(await refusalOf(api.sendPhoto(WEI, new InputFile(Buffer.from("no image"), "a.png")))).toBe(
    "400 Bad Request: IMAGE_PROCESS_FAILED",
  );
  expect(await refusalOf(api.sendMessage(999, "a"))).toBe("400 Bad Request: chat not found");
  expect(await refusalOf(api.sendMessage("@nobody", "a"))).toBe("400 Bad Request: chat not found");
  expect(await refusalOf(api.sendMessage(group, "a", { reply_parameters: { message_id: 999 } }))).toBe(
    "400 Bad Request: message to be replied not found",
  );
});

test("a person who never started, has blocked, or is gone gets nothing", async () => {
  const { api, telegram } = await startRig();
  expect(await refusalOf(api.sendMessage(WEI, "a"))).toBe("403 Forbidden: bot can't initiate conversation with a user");
  telegram.start(WEI);
  expect(await refusalOf(api.sendMessage(WEI, "a"))).toBe("accepted");
  telegram.block(WEI, true);
  expect(await refusalOf(api.sendMessage(WEI, "a"))).toBe("403 Forbidden: bot was blocked by the user");
  telegram.start(WEI);
  expect(await refusalOf(api.sendMessage(WEI, "a"))).toBe("accepted");
  telegram.deletePerson(WEI);
  expect(await refusalOf(api.sendMessage(WEI, "a"))).toBe("403 Forbidden: user is deactivated");
});

test("who asked to join may be written to for five minutes", async () => {
  const { api, telegram, clock } = await startRig();
  const closed = telegram.addGroup({ title: "Closed", members: [MEI] }).id;
  telegram.join(WEI, closed);
  expect(await refusalOf(api.sendMessage(WEI, "please share your number"))).toBe("accepted");
  clock.now += 5 * 60_000;
  expect(await refusalOf(api.sendMessage(WEI, "still there?"))).toBe("403 Forbidden: bot can't initiate conversation with a user");
});

test("a bot that was removed or has left is refused", async () => {
  const { api, telegram, group, forum } = await startRig();
  telegram.removeMember(group, telegram.bot.id);
  await api.leaveChat(forum);
  expect(await refusalOf(api.sendMessage(group, "a"))).toBe("403 Forbidden: bot was kicked from the supergroup chat");
  expect(await refusalOf(api.sendMessage(forum, "a"))).toBe("403 Forbidden: bot is not a member of the supergroup chat");
});

test("a basic group that became a supergroup answers with its new id", async () => {
  const { telegram, api, url } = await startRig();
  const old = telegram.addGroup({ title: "Old", type: "group", members: [WEI] }).id;
  expect(await refusalOf(api.sendMessage(old, "a"))).toBe("accepted");
  const migrated = telegram.migrate(old);
  const answer = await fetch(`${url}/bot${telegram.token}/sendMessage?chat_id=${old}&text=a`);
  expect(await answer.json()).toEqual({
    ok: false,
    error_code: 400,
    description: "Bad Request: group chat was upgraded to a supergroup chat",
    parameters: { migrate_to_chat_id: migrated.id },
  });
  expect((await api.sendMessage(migrated.id, "b")).chat).toMatchObject({ id: migrated.id, type: "supergroup" });
  const updates = await api.getUpdates();
  expect(updates.some((update) => update.message?.migrate_to_chat_id === migrated.id)).toBe(true);
  expect(telegram.chats(WEI).map((chat) => chat.id)).not.toContain(old);
});

test("copies and forwards carry the content, and protected messages stay where they are", async () => {
  const { api, telegram, group } = await startRig();
  telegram.start(WEI);
  const photo = await api.sendPhoto(group, new InputFile(buildPng(800, 600), "a.png"), { caption: "new **brand**" });
  const copy = await api.copyMessage(WEI, group, photo.message_id, { caption: "other" });
  expect(telegram.messages(WEI).at(-1)).toMatchObject({ message_id: copy.message_id, caption: "other", photo: photo.photo });
  const forwarded = await api.forwardMessage(WEI, group, photo.message_id);
  expect(forwarded.forward_origin).toMatchObject({ type: "user", sender_user: { id: telegram.bot.id } });
  const secret = await api.sendMessage(group, "prices", { protect_content: true });
  expect(secret.has_protected_content).toBe(true);
  expect(await refusalOf(api.forwardMessage(WEI, group, secret.message_id))).toBe(
    "400 Bad Request: message has protected content and can't be forwarded",
  );
});

test("an ephemeral message is seen by its receiver only", async () => {
  const { api, telegram, group } = await startRig();
  const seen: string[] = [];
  for (const person of [WEI, MEI]) {
    telegram.events.subscribe(person, (event) => event.type === "message" && seen.push(`${person}: ${event.message.text}`));
  }
  const sent = await api.sendMessage(group, "for you", {
    ephemeral_message_parameters: { receiver_user_id: WEI },
    reply_markup: { inline_keyboard: [[{ text: "OK", callback_data: "ok" }]] },
  });
  expect(sent).toMatchObject({ message_id: 0, ephemeral_message_id: 1, receiver_user: { id: WEI } });
  expect(seen).toEqual([`${WEI}: for you`]);
  expect(telegram.messages(group, WEI).map((message) => message.text)).toEqual(["for you"]);
  expect(telegram.messages(group, MEI)).toEqual([]);
  expect(telegram.messages(group)).toEqual([]);
  void telegram.press(WEI, group, 0, "ok");
  expect((await api.getUpdates()).at(-1)?.callback_query?.message).toMatchObject({ text: "for you" });
  await expect(telegram.press(MEI, group, 0, "ok")).rejects.toThrow("no such message");
});

test("a reply keyboard is kept for its chat until it is removed", async () => {
  const { api, telegram, group } = await startRig();
  telegram.start(WEI);
  const keyboard = { keyboard: [[{ text: "投诉" }, { text: "电话", request_contact: true }]], is_persistent: true };
  await api.sendMessage(WEI, "hello", { reply_markup: keyboard });
  expect(telegram.chats(WEI)[0]?.keyboard).toEqual(keyboard);
  await api.sendMessage(WEI, "bye", { reply_markup: { remove_keyboard: true } });
  expect(telegram.chats(WEI)[0]?.keyboard).toEqual({ remove_keyboard: true });
  const asked = telegram.send({ person: WEI, chat: group, text: "menu" });
  await api.sendMessage(group, "here", {
    reply_markup: { ...keyboard, selective: true },
    reply_parameters: { message_id: asked.message_id },
  });
  const keyboardOf = (person: number) => telegram.chats(person).find((chat) => chat.id === group)?.keyboard;
  expect([keyboardOf(WEI)?.selective, keyboardOf(MEI)]).toEqual([true, null]);
});

test("a shared contact is the person's own", async () => {
  const { api, telegram } = await startRig();
  telegram.send({ person: WEI, chat: WEI, contact: true });
  const [update] = await api.getUpdates();
  expect(update?.message?.contact).toEqual({ phone_number: "+8613800000001", first_name: "王", last_name: "伟", user_id: WEI });
});

test("an edited message reaches the bot as edited_message", async () => {
  const { api, telegram, group } = await startRig();
  const sent = telegram.send({ person: WEI, chat: group, text: "tree" });
  telegram.edit({ person: WEI, chat: group, message_id: sent.message_id, text: "three" });
  const edited = (await api.getUpdates()).at(-1)?.edited_message;
  expect(edited).toMatchObject({ message_id: sent.message_id, text: "three", edit_date: expect.any(Number) });
  expect(() => telegram.edit({ person: MEI, chat: group, message_id: sent.message_id, text: "x" })).toThrow("one's own");
});

test("without administrator rights a bot in a group receives only what is addressed to it", async () => {
  const { api, telegram } = await startRig();
  const quiet = telegram.addGroup({ title: "Quiet", members: [WEI], botIsAdmin: false }).id;
  await api.getUpdates({ offset: -1 });
  for (const text of ["hello", "/order", `@${telegram.bot.username} hi`]) telegram.send({ person: WEI, chat: quiet, text });
  const texts = (await api.getUpdates()).flatMap((update) => update.message?.text ?? []);
  expect(texts).toEqual(["/order", `@${telegram.bot.username} hi`]);
});
