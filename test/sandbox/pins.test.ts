import { expect, test } from "vitest";
import type { ChatsAnswer } from "../../src/sandbox/client-api.ts";
import { refusalOf, startRig, WEI, type Rig } from "./start.ts";

async function pinnedOf({ url }: Rig, chat: number): Promise<(string | undefined)[] | undefined> {
  const answer = await fetch(`${url}/sandbox/chats?person=${WEI}`);
  const { chats } = (await answer.json()) as ChatsAnswer;
  return chats.find(({ id }) => id === chat)?.pinned.map(({ text }) => text);
}

test("pinned messages are shown, the newest last, whichever was pinned first", async () => {
  const rig = await startRig();
  const { api, group } = rig;
  const [one, two] = [await api.sendMessage(group, "one"), await api.sendMessage(group, "two")];
  await api.pinChatMessage(group, two.message_id);
  await api.pinChatMessage(group, one.message_id);
  expect(await pinnedOf(rig, group)).toEqual(["one", "two"]);
  expect((await api.getChat(group)).pinned_message).toMatchObject({ text: "two" });
  expect((await api.getUpdates()).map((update) => update.message?.pinned_message?.message_id)).toEqual([two.message_id, one.message_id]);
});

test("pinning twice tells the group once", async () => {
  const rig = await startRig();
  const { api, telegram, group } = rig;
  const sent = await api.sendMessage(group, "one");
  await api.pinChatMessage(group, sent.message_id);
  await api.pinChatMessage(group, sent.message_id);
  expect(await pinnedOf(rig, group)).toEqual(["one"]);
  expect(telegram.messages(group).filter((message) => message.pinned_message)).toHaveLength(1);
});

test("unpinning takes the named one, the newest, or all", async () => {
  const rig = await startRig();
  const { api } = rig;
  rig.telegram.start(WEI);
  const ids: number[] = [];
  for (const text of ["one", "two", "three", "four"]) ids.push((await api.sendMessage(WEI, text)).message_id);
  for (const id of ids) await api.pinChatMessage(WEI, id);
  await api.unpinChatMessage(WEI, ids[1]);
  expect(await pinnedOf(rig, WEI)).toEqual(["one", "three", "four"]);
  await api.unpinChatMessage(WEI);
  expect(await pinnedOf(rig, WEI)).toEqual(["one", "three"]);
  await api.unpinAllChatMessages(WEI);
  expect(await pinnedOf(rig, WEI)).toEqual([]);
  expect(await refusalOf(api.unpinChatMessage(WEI))).toBe("400 Bad Request: message to unpin not found");
});

test("what is edited or deleted is so in the pinned ones too", async () => {
  const rig = await startRig();
  const { api, group } = rig;
  const [one, two] = [await api.sendMessage(group, "one"), await api.sendMessage(group, "two")];
  for (const { message_id } of [one, two]) await api.pinChatMessage(group, message_id);
  await api.editMessageText(group, one.message_id, "changed");
  await api.deleteMessage(group, two.message_id);
  expect(await pinnedOf(rig, group)).toEqual(["changed"]);
  // The deleted one was the newest, and must not stand in the way of the other.
  await api.unpinChatMessage(group);
  expect(await pinnedOf(rig, group)).toEqual([]);
});

test("pins survive that the demo company is set up anew", async () => {
  const rig = await startRig();
  const { api, telegram, group } = rig;
  telegram.start(WEI);
  for (const chat of [WEI, group]) await api.pinChatMessage(chat, (await api.sendMessage(chat, "kept")).message_id);
  telegram.addPerson({ id: WEI, first_name: "Wei", phone: "+8613800000001" });
  telegram.addGroup({ id: group, title: "Route 1", members: [WEI] });
  expect([await pinnedOf(rig, WEI), await pinnedOf(rig, group)]).toEqual([["kept"], ["kept"]]);
});

test("a bot without rights pins nothing, and nobody pins a service message", async () => {
  const { api, telegram, group } = await startRig();
  const quiet = telegram.addGroup({ title: "Quiet", members: [WEI], botIsAdmin: false }).id;
  const sent = await api.sendMessage(quiet, "x");
  const noRights = "400 Bad Request: not enough rights to manage pinned messages in the chat";
  expect(await refusalOf(api.pinChatMessage(quiet, sent.message_id))).toBe(noRights);
  expect(await refusalOf(api.unpinAllChatMessages(quiet))).toBe(noRights);
  expect(await refusalOf(api.pinChatMessage(group, 999))).toBe("400 Bad Request: message to pin not found");
  await api.pinChatMessage(group, (await api.sendMessage(group, "x")).message_id);
  const service = telegram.messages(group).at(-1)!;
  expect(await refusalOf(api.pinChatMessage(group, service.message_id))).toBe("400 Bad Request: service messages can't be pinned");
});
