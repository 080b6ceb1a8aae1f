import type { Message } from "@grammyjs/types";
import { afterEach, expect, test } from "vitest";
import { BROADCASTER, GROUP, openCompany, RETAILERS, textOf, type Company } from "../support/company.ts";
import { until } from "../support/until.ts";

let company: Company;
afterEach(() => company.close());

const OLD = "Delivery moves to Friday";
const NEW = "Delivery moves to Thursday";

/** Presses the newest button of the author's chat whose label contains `label`; the tap is not waited for. */
async function press(label: string): Promise<void> {
  const found = await until(`the button "${label}"`, () => {
    for (const message of company.telegram.messages(BROADCASTER, BROADCASTER).toReversed()) {
      const button = message.reply_markup?.inline_keyboard.flat().find(({ text }) => text.includes(label));
      if (button && "callback_data" in button) return { messageId: message.message_id, data: button.callback_data };
    }
    return undefined;
  });
  void company.telegram.press(BROADCASTER, BROADCASTER, found.messageId, found.data).catch(() => {});
}

const says = (text: string) => until(text, () => company.fromBot(BROADCASTER).some((message) => textOf(message).includes(text)), 60_000);

/** An announcement to every group and every person; the author's message. */
async function announce(): Promise<Message> {
  company.telegram.send({ person: BROADCASTER, chat: BROADCASTER, text: "/announce" });
  await company.settled();
  const source = company.telegram.send({ person: BROADCASTER, chat: BROADCASTER, text: OLD });
  await press("Send");
  return source;
}

/** What the bot's messages say that speak of the announcement, in the chats of its recipients. */
const seenIn = (chats: readonly number[]): string[] =>
  chats.flatMap((chat) => company.fromBot(chat).map(textOf)).filter((text) => /Delivery moves|withdrawn/.test(text));

test("a change reaches everyone although the process is killed and Redis wiped; the recall then leaves nothing", async () => {
  company = await openCompany({}, { groups: 2 });
  const first = await company.start();
  await company.greetEveryone();
  const source = await announce();
  await says("reached all");
  const chats = [GROUP, ...company.groups, ...RETAILERS];
  expect(seenIn(chats)).toEqual(chats.map(() => OLD));
  await first.stop();

  // Everything about the change is written, nothing of it is carried.
  const killed = await company.start({ killAt: 'update "posts" set .*"revision"' });
  company.telegram.edit({ person: BROADCASTER, chat: BROADCASTER, message_id: source.message_id, text: NEW });
  await press("Change everywhere");
  await killed.ended;
  expect(seenIn(chats)).toEqual(chats.map(() => OLD));
  await company.start();
  await company.flushRedis();
  await says(`changed in all ${chats.length} places`);
  expect(seenIn(chats)).toEqual(chats.map(() => NEW));

  await press("Recall");
  await press("Recall it");
  await says(`is recalled. Removed: ${chats.length}`);
  expect(seenIn(chats)).toEqual([]);
  await company.settled();
});

test("recalling in the middle of sending leaves nothing of what arrived, and nothing arrives after", async () => {
  company = await openCompany({ SEND_RATE: "10" }, { people: 60 });
  await company.startEveryone();
  await company.start();
  await announce();
  const chats = [GROUP, ...RETAILERS, ...company.people];
  await until("the first ten", () => seenIn(chats).length >= 10);
  await press("Recall");
  await press("Recall it");
  await says("is recalled. Removed");
  await company.settled();
  expect(seenIn(chats)).toEqual([]);
  const report = company
    .fromBot(BROADCASTER)
    .map(textOf)
    .findLast((text) => text.includes("is recalled. Removed"))!;
  const removed = Number(/Removed: (\d+)/.exec(report)![1]);
  expect(removed).toBeGreaterThanOrEqual(10);
  expect(removed).toBeLessThan(chats.length);
});
