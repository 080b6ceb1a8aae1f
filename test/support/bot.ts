import type { CallbackQuery, Message, MessageEntity, Update, User } from "@grammyjs/types";
import { Api, type Transformer } from "grammy";
import { findSendable } from "../../db/deliveries.ts";
import { openDb } from "../../db/client.ts";
import { createBot } from "../../src/bot.ts";
import { loadCalendar } from "../../src/calendar/load.ts";
import { parseConfig } from "../../src/config.ts";
import { createPrepare } from "../../src/deliveries.ts";
import type { Deps } from "../../src/deps.ts";
import { createTranslate } from "../../src/i18n.ts";
import { openMemory } from "./database.ts";
import { createLog } from "../../src/log.ts";
import type { Alarm, Queues } from "../../src/queues.ts";
import { createReplyTransformer, settleDone } from "../../src/telegram/api.ts";
import { createChatLedger } from "../../src/telegram/chat-ledger.ts";
import type { Pacer } from "../../src/telegram/pacer.ts";
import { createSender } from "../../src/telegram/sender.ts";

/** Monday 23 November 2026, 09:00 in Shanghai: a working day, inside working hours. */
export const MONDAY_9 = Date.parse("2026-11-23T01:00:00Z");

export type Call = { method: string; payload: Record<string, unknown> & { chat_id?: number; text?: string }; messageId: number };

/** Refuses the calls it returns an answer for, as Telegram would; undefined lets the call through. */
export type Refuse = (method: string, payload: Call["payload"]) => Refusal | undefined | Promise<Refusal | undefined>;
type Refusal = { error_code: number; description: string; parameters?: object };

const ANSWERS_TRUE = new Set([
  "answerCallbackQuery",
  "deleteMessage",
  "deleteMessages",
  "setMyCommands",
  "deleteMyCommands",
  "setChatMenuButton",
  "sendChatAction",
  "closeForumTopic",
  "pinChatMessage",
  "unpinChatMessage",
]);
const ANSWERS_MESSAGE = /^(send|edit|copyMessage|forwardMessage)/;
const BOT: User = { id: 999, is_bot: true, first_name: "同舟", username: "tongzhou_bot" };

/** Reading the texts takes longer than most tests, and nothing changes them. */
const translate = createTranslate();

/**
 * The real bot with the real database and texts; only the clock and Telegram are faked. `calls` is what Telegram was asked,
 * `alarms` what BullMQ was. A method that nobody declared here fails.
 */
export async function startTestBot({
  now = MONDAY_9,
  env = {},
  file = ":memory:",
  firstId = 1_000,
}: {
  now?: number;
  env?: Record<string, string>;
  file?: string;
  /** Of messages and updates: a restarted bot must not see old ones again. */ firstId?: number;
} = {}) {
  const { db, close } = file === ":memory:" ? openMemory() : openDb(file);
  const time = { now };
  const calls: Call[] = [];
  const alarms: Alarm[] = [];
  const refusals: Refuse[] = [];
  let nextId = firstId;
  const config = parseConfig({ BOT_TOKEN: "123456:test-token-test-token", HOLIDAYS_FILE: "none", ADMIN_IDS: "1", ...env });
  const queues: Queues = { setAlarms: async (added) => void alarms.push(...added), close: async () => {} };
  const deps: Deps = {
    db,
    config,
    clock: () => time.now,
    log: createLog("silent"),
    t: translate,
    queues,
    calendar: loadCalendar(config),
    telegram: { lacksRichMessages: false },
    kickSender: () => {},
  };

  const telegram: Transformer = async (_prev, method, payload) => {
    const sent = payload as Call["payload"];
    const refusal = (await Promise.all(refusals.map(async (refuse) => refuse(method, sent)))).find(Boolean);
    if (refusal) return { ok: false, ...refusal } as never;
    const messageId = nextId++;
    calls.push({ method, payload: sent, messageId });
    if (method === "sendMediaGroup") {
      const items = sent["media"] as unknown[];
      nextId += items.length - 1;
      return { ok: true, result: items.map((_item, at) => ({ message_id: messageId + at })) } as never;
    }
    if (ANSWERS_TRUE.has(method)) return { ok: true, result: true } as never;
    if (method === "createForumTopic") return { ok: true, result: { message_thread_id: messageId, name: sent["name"] } } as never;
    if (method === "getMe") return { ok: true, result: BOT } as never;
    if (method === "getFile") return { ok: true, result: { file_id: sent["file_id"], file_path: String(sent["file_id"]) } } as never;
    if (method === "getChatMember") return { ok: true, result: { status: "administrator", user: BOT } } as never;
    if (!ANSWERS_MESSAGE.test(method)) throw new Error(`the test Telegram does not know ${method}`);
    return {
      ok: true,
      result: { message_id: messageId, date: Math.floor(time.now / 1_000), chat: { id: sent.chat_id, type: "private" } },
    } as never;
  };
  const pacer: Pacer = {
    acquire: async () => ({ finish() {}, giveBack() {} }),
    tryAcquire: () => ({ finish() {}, giveBack() {} }),
    slowDown() {},
    closed: new AbortController().signal,
    close() {},
  };
  const ledger = {
    ...createChatLedger(),
    readyAt: () => 0,
    hasRoomToSpare: () => true,
    findBlocked: () => ({ chats: [], nextReadyAt: Infinity }),
  };
  const bot = createBot(deps, {
    token: config.botToken!,
    apiRoot: config.apiRoot,
    transformers: [telegram, createReplyTransformer(pacer, ledger)],
  });
  bot.botInfo = { ...BOT, can_join_groups: true, can_read_all_group_messages: true, supports_inline_queries: false } as never;
  const api = new Api(config.botToken!);
  api.config.use(telegram);
  api.config.use(settleDone);

  const update = (fields: Omit<Update, "update_id">) => bot.handleUpdate({ update_id: nextId++, ...fields });

  /** Sends everything that is due in the outbox, with the real sender. */
  async function deliver(): Promise<void> {
    const sender = createSender({ db, api, pacer, ledger, clock: deps.clock, log: deps.log, prepare: createPrepare(deps) });
    await sender.start();
    while (await findSendable(db, time.now, [])) await new Promise((resolve) => setImmediate(resolve));
    await sender.stop();
  }

  /** Someone who writes and taps; in private, or in the group of `chat`. */
  function person(id: number, { name = `Person ${id}`, language = "zh" }: { name?: string; language?: string } = {}) {
    const from: User = { id, is_bot: false, first_name: name, language_code: language };
    const privateChat = { id, type: "private" as const, first_name: name };
    const base = (chat: object = privateChat) => ({ message_id: nextId++, date: Math.floor(time.now / 1_000), from, chat });
    const send = async (fields: object, chat?: object): Promise<Message> => {
      const message = { ...base(chat), ...fields } as Message;
      await update({ message: message as never });
      return message;
    };
    return {
      id,
      from,
      /** Any message: photo, contact, document, reply_to_message ... */
      send,
      write: (text: string, chat?: object, more: object = {}) => send({ text, ...commandEntities(text), ...more }, chat),
      edit: (message: Message, text: string) => update({ edited_message: { ...message, text, edit_date: message.date } as never }),
      /** Presses a button by its callback data on a message of the bot. */
      press: (
        data: string,
        { chat = privateChat, messageId = 1, ...more }: { chat?: object; messageId?: number; [key: string]: unknown } = {},
      ) =>
        update({
          callback_query: {
            id: String(nextId++),
            from,
            chat_instance: "1",
            data,
            message: { message_id: messageId, date: 1, chat, from: BOT, text: "…", ...more },
          } as unknown as CallbackQuery,
        }),
    };
  }

  return {
    deps,
    db,
    bot,
    api,
    calls,
    alarms,
    update,
    deliver,
    person,
    refuse: (rule: Refuse) => void refusals.push(rule),
    advance: (ms: number) => (time.now += ms),
    setNow: (at: number) => (time.now = at),
    /** The texts sent to a chat so far, oldest first. */
    textsTo: (chatId: number) =>
      calls
        .filter(({ method, payload }) => payload.chat_id === chatId && !/^(sendChatAction|deleteMessages?)$/.test(method))
        .map(({ payload }) => payload.text ?? (payload["caption"] as string | undefined) ?? ""),
    /** Everything after this call: `calls` is emptied. */
    forget: () => void calls.splice(0),
    close,
  };
}

export type TestBot = Awaited<ReturnType<typeof startTestBot>>;

function commandEntities(text: string): { entities?: MessageEntity[] } {
  const command = /^\/\w+(@\w+)?/.exec(text);
  return command ? { entities: [{ type: "bot_command", offset: 0, length: command[0].length }] } : {};
}
