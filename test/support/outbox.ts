import { asc, eq } from "drizzle-orm";
import { Api, HttpError } from "grammy";
import { vi } from "vitest";
import { openDb } from "../../db/client.ts";
import { queueDeliveries, saveChatLimit, type Delivery, type NewDelivery } from "../../db/deliveries.ts";
import { deliveries } from "../../db/deliveries.tables.ts";
import { createLog } from "../../src/log.ts";
import { createReplyTransformer } from "../../src/telegram/api.ts";
import { createChatLedger } from "../../src/telegram/chat-ledger.ts";
import { TransportError } from "../../src/telegram/fetch.ts";
import { createPacer } from "../../src/telegram/pacer.ts";
import { LANE } from "../../src/telegram/rules.ts";
import { createSender, type Prepared } from "../../src/telegram/sender.ts";

export type TelegramAnswer =
  | { error_code: number; description: string; parameters?: { retry_after?: number; migrate_to_chat_id?: number } }
  | TransportError
  /** Answers nothing until the promise is there, then takes the message. */
  | Promise<unknown>;

/** `at` is monotonic; `buttons` are the callback data under the message. */
export type OutboxCall = { chatId: number; text: string; at: number; buttons: string[] };

type Keyboard = { inline_keyboard: { callback_data: string }[][] };

type ProcessOptions = {
  rate?: number;
  isAllowed?: () => boolean;
  onFailing?: (row: Delivery, reason: string) => Promise<void>;
  prepare?: (row: Delivery, api: Api) => Promise<Prepared>;
};

/**
 * The outbox as processes that come and go see it: each startProcess is the real sender with a pacer and a ledger of its own on the one
 * database, in faked time. Telegram answers what `answers` holds for the chat, else it takes the message. Call it after vi.useFakeTimers.
 */
export function openOutbox() {
  const { db, close } = openDb(":memory:");
  const calls: OutboxCall[] = [];
  const answers = new Map<number, TelegramAnswer[]>();
  const processes: { end(): Promise<void> }[] = [];
  let clockShift = 0;
  const clock = () => Date.now() + clockShift;

  const connect = (): Api => {
    const api = new Api("123456:test-token");
    api.config.use(async (_prev, method, payload) => {
      if (method === "getMe") return { ok: true, result: {} } as never;
      const { chat_id: chatId, text, reply_markup: keyboard } = payload as { chat_id: number; text: string; reply_markup?: Keyboard };
      const buttons = (keyboard?.inline_keyboard ?? []).flat().map((button) => button.callback_data);
      calls.push({ chatId, text, at: performance.now(), buttons });
      const messageId = calls.length;
      const answer = await answers.get(chatId)?.shift();
      if (answer instanceof TransportError) throw new HttpError(`Network request for '${method}' failed!`, answer);
      if (typeof answer === "object" && answer !== null && "error_code" in answer) return { ok: false, ...answer } as never;
      return { ok: true, result: { message_id: messageId } } as never;
    });
    return api;
  };

  async function startProcess({ rate = 100, isAllowed, onFailing, prepare }: ProcessOptions = {}) {
    const pacer = createPacer(rate, isAllowed ? { isAllowed } : {});
    const ledger = createChatLedger();
    const asText = async (row: Delivery): Promise<Prepared> => ({ method: "sendMessage", payload: { text: row.dedupeKey } });
    const log = createLog("silent");
    const sender = createSender({
      db,
      api: connect(),
      pacer,
      ledger,
      clock,
      log,
      prepare: prepare ?? asText,
      ...(onFailing ? { onFailing } : {}),
    });
    const replies = connect();
    replies.config.use(createReplyTransformer(pacer, ledger, (chatId, waitMs) => saveChatLimit(db, chatId, clock() + waitMs)));
    let isEnded = false;
    const end = async () => {
      if (isEnded) return;
      isEnded = true;
      pacer.close();
      await sender.stop();
    };
    const process = { sender, ledger, reply: (chatId: number, text: string) => replies.sendMessage(chatId, text), end };
    processes.push(process);
    await sender.start();
    return process;
  }

  const queue = (rows: (Partial<NewDelivery> & { dedupeKey: string })[]) =>
    queueDeliveries(
      db,
      rows.map((row) => ({ kind: "post", subjectId: 1, lane: LANE.post, chatId: 7, ...row })),
      clock(),
    );

  return {
    db,
    clock,
    calls,
    startProcess,
    queue,
    answer: (chatId: number, ...next: TelegramAnswer[]) => void answers.set(chatId, next),
    /** A post to private chats of its own: rows "name-0", "name-1" ... to chats from `firstChat` on. */
    queuePost: (name: string, rows: number, firstChat: number, subjectId = firstChat) =>
      queue(Array.from({ length: rows }, (_, n) => ({ dedupeKey: `${name}-${n}`, chatId: firstChat + n, subjectId }))),
    row: (dedupeKey: string): Delivery => db.select().from(deliveries).where(eq(deliveries.dedupeKey, dedupeKey)).get()!,
    rows: (): Delivery[] => db.select().from(deliveries).orderBy(asc(deliveries.id)).all(),
    /** What chats were sent since, in order. */
    texts: (from = 0): string[] => calls.slice(from).map(({ text }) => text),
    callsTo: (chatId: number): OutboxCall[] => calls.filter((call) => call.chatId === chatId),
    /** The wall clock is set by hand; time itself, and timers, go on as before. */
    shiftClock: (ms: number) => void (clockShift += ms),
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
    async close() {
      const ended = Promise.all(processes.map((process) => process.end()));
      await vi.advanceTimersByTimeAsync(5_000);
      await ended;
      close();
    },
  };
}

export type Outbox = ReturnType<typeof openOutbox>;
