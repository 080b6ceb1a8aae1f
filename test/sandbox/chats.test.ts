import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createTelegram } from "../../src/sandbox/telegram.ts";
import { MEI, refusalOf, startRig, TOKEN, WEI } from "./start.ts";

test("everything survives a restart: people, groups, topics, messages, files, updates, commands", async () => {
  const dir = mkdtempSync(join(tmpdir(), "sandbox-"));
  try {
    const open = () => createTelegram({ file: join(dir, "telegram.db"), token: TOKEN, clock: () => 1_700_000_000_000 });
    const call = async (telegram: ReturnType<typeof open>, method: string, params: Record<string, unknown>) =>
      (await telegram.call({ method, params, uploads: new Map() })).body as { result: Record<string, unknown> };
    const before = open();
    before.addPerson({ id: WEI, first_name: "Wei", phone: "+86138", names: { zh: "王 伟", en: "Wei Wang" } });
    const forum = before.addGroup({ id: -1_009_000_000_001, titles: { zh: "零售户", en: "Retailers" }, isForum: true, members: [WEI] }).id;
    before.send({ person: WEI, chat: WEI, text: "photo", media: { bytes: Buffer.from("bytes"), name: "a.txt" }, as: "document" });
    await call(before, "createForumTopic", { chat_id: forum, name: "Prices" });
    await call(before, "setMyCommands", { commands: [{ command: "order", description: "Order" }] });
    const snapshot = (telegram: typeof before) => [
      telegram.people().people.map(({ activity: _sinceStart, ...person }) => person),
      telegram.chats(WEI),
      telegram.messages(WEI),
      telegram.pendingUpdates(),
    ];
    const kept = structuredClone(snapshot(before));
    const sent = before.messages(WEI)[0];
    before.close();

    const after = open();
    expect(snapshot(after)).toEqual(kept);
    expect(after.readFile({ fileId: sent?.document?.file_id ?? "" })?.bytes.toString()).toBe("bytes");
    after.addPerson({ id: WEI, first_name: "Wei", phone: "+86138", names: { zh: "王 伟", en: "Wei Wang" } });
    after.addGroup({ id: -1_009_000_000_001, titles: { zh: "零售户", en: "Retailers" }, isForum: true, members: [WEI] });
    expect(snapshot(after)).toEqual(kept);
    const next = await call(after, "sendMessage", { chat_id: WEI, text: "b" });
    expect(next.result["message_id"]).toBe((sent?.message_id ?? 0) + 1);
    after.close();
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});

test("the command menu is the narrowest list for the chat, the person and the language", async () => {
  const { api, telegram, group } = await startRig();
  const command = (name: string) => [{ command: name, description: name }];
  const menuOf = (person: number, chat: number) =>
    telegram
      .chats(person)
      .find((each) => each.id === chat)
      ?.commands.map((each) => each.command);
  await api.setMyCommands(command("default"));
  await api.setMyCommands(command("all_private"), { scope: { type: "all_private_chats" } });
  await api.setMyCommands(command("private_zh"), { scope: { type: "all_private_chats" }, language_code: "zh" });
  await api.setMyCommands(command("groups"), { scope: { type: "all_group_chats" } });
  await api.setMyCommands(command("desk"), { scope: { type: "chat", chat_id: group } });
  await api.setMyCommands(command("mei"), { scope: { type: "chat_member", chat_id: group, user_id: MEI } });
  telegram.setLanguage(MEI, "en");
  expect(menuOf(WEI, WEI)).toEqual(["private_zh"]);
  expect(menuOf(MEI, MEI)).toEqual(["all_private"]);
  expect(menuOf(WEI, group)).toEqual(["desk"]);
  expect(menuOf(MEI, group)).toEqual(["mei"]);
  await api.deleteMyCommands({ scope: { type: "chat", chat_id: group } });
  expect(menuOf(WEI, group)).toEqual(["groups"]);
  expect(await refusalOf(api.setMyCommands(command("Bad-Name")))).toBe("400 Bad Request: BOT_COMMAND_INVALID");
});

test("members, administrators, tags, links and the chat itself can be read", async () => {
  const { api, telegram, group } = await startRig();
  expect(await api.getChat(group)).toMatchObject({ id: group, type: "supergroup", title: "Route 1", username: "route_one" });
  expect((await api.getChat("@route_one")).id).toBe(group);
  expect(await api.getChatMemberCount(group)).toBe(3);
  const admins = await api.getChatAdministrators(group);
  expect(admins.map((member) => [member.user.id, member.status])).toEqual([
    [telegram.bot.id, "administrator"],
    [WEI, "creator"],
  ]);
  await api.setChatMemberTag(group, MEI, "R102");
  expect(await api.getChatMember(group, MEI)).toMatchObject({ status: "member", tag: "R102" });
  expect(telegram.send({ person: MEI, chat: group, text: "x" })).toMatchObject({ sender_tag: "R102" });
  expect(await refusalOf(api.setChatMemberTag(group, MEI, "x".repeat(17)))).toBe("400 Bad Request: TAG_INVALID");
  expect(await refusalOf(api.getChatMember(group, 999))).toBe("400 Bad Request: PARTICIPANT_ID_INVALID");
  const link = await api.createChatInviteLink(group, { creates_join_request: true });
  expect((await api.revokeChatInviteLink(group, link.invite_link)).is_revoked).toBe(true);
});

test("adding the bot to a group tells it", async () => {
  const { api, telegram } = await startRig();
  const group = telegram.addGroup({ title: "New", members: [WEI] }).id;
  const [added] = await api.getUpdates();
  expect(added?.my_chat_member).toMatchObject({
    chat: { id: group },
    from: { id: WEI },
    old_chat_member: { status: "left" },
    new_chat_member: { status: "administrator", can_manage_topics: true },
  });
});
