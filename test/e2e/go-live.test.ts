import type { Message } from "@grammyjs/types";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startTelegramServer, type TelegramServer } from "../../src/sandbox/server.ts";
import { createDataDir, startAppProcess, type AppProcess } from "../support/app.ts";
import { textOf, TOKEN } from "../support/company.ts";
import { until } from "../support/until.ts";

const ADMIN = 801;
const MANAGER = 802;
const DESK = 803;
const SUPERVISOR = 804;
const BROADCASTER = 805;
const OWNER = 811;
const CLERK = 812;
const GROUP = -1_002_000_000_801;
const DESK_GROUP = -1_002_000_000_802;

let server: TelegramServer;
let app: AppProcess;
let home: { dir: string; remove(): void };

beforeEach(async () => {
  home = createDataDir();
  server = await startTelegramServer({ file: ":memory:", token: TOKEN, clock: Date.now });
  for (const id of [ADMIN, MANAGER, DESK, SUPERVISOR, BROADCASTER, OWNER, CLERK]) {
    server.telegram.addPerson({ id, first_name: `P${id}`, phone: `13900000${id}`, language_code: "en" });
  }
  const env = {
    BOT_TOKEN: TOKEN,
    BOT_API_ROOT: server.url,
    DATA_DIR: home.dir,
    ADMIN_IDS: String(ADMIN),
    HOLIDAYS_FILE: "none",
    WORKING_HOURS: "always",
  };
  app = await startAppProcess(env);
});
afterEach(async () => {
  await app?.stop();
  await server.close();
  home.remove();
});

/** Waits for a message of the bot in a chat that says `text`; tells what the bot said instead. */
async function hears(person: number, chat: number, text: string | RegExp, limitMs?: number): Promise<Message> {
  const ofBot = () => server.telegram.messages(chat, person).filter((message) => message.from?.is_bot);
  const says = (message: Message) => (typeof text === "string" ? textOf(message).includes(text) : text.test(textOf(message)));
  try {
    return await until(`"${text}" in chat ${chat}`, () => ofBot().findLast(says), limitMs);
  } catch (error) {
    throw new Error(`the bot said: ${JSON.stringify(ofBot().map(textOf).slice(-3))}`, { cause: error });
  }
}

/** Presses the newest inline button of a chat whose label contains `label`. */
async function press(person: number, chat: number, label: string): Promise<void> {
  const found = await until(`the button "${label}"`, () => {
    for (const message of server.telegram.messages(chat, person).toReversed()) {
      const button = message.reply_markup?.inline_keyboard.flat().find(({ text }) => text.includes(label));
      if (button && "callback_data" in button) return { message, data: button.callback_data };
    }
    return undefined;
  });
  await server.telegram.press(person, chat, found.message.message_id, found.data);
}

const write = (person: number, text: string, chat = person) => server.telegram.send({ person, chat, text });

async function addStaff(line: string, person: number): Promise<void> {
  write(ADMIN, `/staff add ${line}`);
  const link = await until("the invite link", () =>
    server.telegram
      .messages(ADMIN, ADMIN)
      .map(textOf)
      .findLast((text) => text.includes(line.split(" ")[1]!) && text.includes("?start=")),
  );
  server.telegram.start(person, /\?start=([\w-]+)/.exec(link)![1]);
  await hears(person, person, "you are linked");
}

test("an office goes live by chat alone, and the whole job is done once", async () => {
  const { telegram } = server;
  telegram.start(ADMIN);
  await hears(ADMIN, ADMIN, "Hello");
  const roster =
    "许可证号,店名,电话,区,线路,客户经理\n140100000001,和平路便利店,139 0000 0811,城东,R1,S1\n14,坏行,139 0000 0813,城东,R1,S1\n140100000002,光明超市,13900000999,城东,R1,S1\n";
  telegram.send({
    person: ADMIN,
    chat: ADMIN,
    as: "document",
    caption: "/import",
    media: { bytes: Buffer.from(roster), name: "roster.csv", mime: "text/csv" },
  });
  expect(textOf(await hears(ADMIN, ADMIN, "12 digits"))).toContain("2");
  await addStaff("S1 Mary account_manager 城东", MANAGER);
  await addStaff("S2 Dora service_desk 城东", DESK);
  await addStaff("S3 Sue supervisor 城东", SUPERVISOR);
  await addStaff("S4 Bob broadcaster", BROADCASTER);

  telegram.addGroup({ id: GROUP, title: "R1", isForum: true, members: [ADMIN, MANAGER, OWNER, CLERK], creator: ADMIN });
  write(ADMIN, "/group", GROUP);
  await press(ADMIN, GROUP, "Retailers of one route");
  await press(ADMIN, GROUP, "R1");
  // Five topics, three seconds apart: a group takes no more.
  await hears(ADMIN, GROUP, "Linked: retailers of route R1", 40_000);
  await press(ADMIN, GROUP, "Only licensed retailers are in it");
  await hears(ADMIN, GROUP, "An admin confirmed");
  telegram.addGroup({ id: DESK_GROUP, title: "Desk", members: [ADMIN, DESK, SUPERVISOR], creator: ADMIN });
  write(ADMIN, "/group", DESK_GROUP);
  await press(ADMIN, DESK_GROUP, "Service desk");
  await press(ADMIN, DESK_GROUP, "城东");

  telegram.start(OWNER);
  await press(OWNER, OWNER, "Verify me");
  await press(OWNER, OWNER, "I agree");
  await hears(OWNER, OWNER, "share your phone number");
  telegram.send({ person: OWNER, chat: OWNER, contact: true });
  await hears(OWNER, OWNER, "和平路便利店");

  // A clerk whose own number is not in the roster names the licence, and the account manager approves.
  telegram.start(CLERK);
  await press(CLERK, CLERK, "Verify me");
  await press(CLERK, CLERK, "I agree");
  telegram.send({ person: CLERK, chat: CLERK, contact: true });
  await hears(CLERK, CLERK, /licence/);
  write(CLERK, "140100000002");
  await press(MANAGER, MANAGER, "Approve");
  await hears(CLERK, CLERK, "光明超市");

  write(BROADCASTER, "/post supply");
  write(BROADCASTER, "Baisha: 5 cartons a shop");
  await press(BROADCASTER, BROADCASTER, "Send");
  await hears(OWNER, GROUP, "Baisha: 5 cartons a shop");

  write(OWNER, "投诉 少了两条", GROUP);
  const receipt = await hears(OWNER, OWNER, /C-\d{8}-0001/);
  expect(server.telegram.messages(GROUP, CLERK).filter((message) => message.from?.is_bot && textOf(message).includes("少了两条"))).toEqual(
    [],
  );
  const card = await hears(DESK, DESK_GROUP, "少了两条");
  telegram.send({ person: DESK, chat: DESK_GROUP, text: "They come tomorrow", replyTo: card.message_id });
  await hears(OWNER, OWNER, "They come tomorrow");
  await press(MANAGER, MANAGER, "Visited");
  await until("the question for the result", () => telegram.messages(MANAGER, MANAGER).at(-1)?.from?.is_bot);
  write(MANAGER, "Delivered the two cartons");
  await press(SUPERVISOR, SUPERVISOR, "Satisfied");
  await hears(OWNER, OWNER, /closed|已办结/i);
  expect(textOf(receipt)).toMatch(/C-\d{8}-0001/);
});
