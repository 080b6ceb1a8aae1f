import { asc, eq } from "drizzle-orm";
import { Api, HttpError } from "grammy";
import { vi } from "vitest";
import { openDb } from "../../db/client.ts";
import { queueDeliveries, type Delivery, type NewDelivery } from "../../db/deliveries.ts";
import { deliveries } from "../../db/deliveries.tables.ts";
import { createLog } from "../../src/log.ts";
import { createChatLedger } from "../../src/telegram/chat-ledger.ts";
import { TransportError } from "../../src/telegram/fetch.ts";
import { createPacer } from "../../src/telegram/pacer.ts";
import { LANE } from "../../src/telegram/rules.ts";
import { createSender, type Prepared } from "../../src/telegram/sender.ts";

export const START = Date.parse("2026-11-23T01:00:00Z");

type Answer =
  | { error_code: number; description: string; parameters?: { retry_after?: number; migrate_to_chat_id?: number } }
  | TransportError;

export const tooMany = (seconds: number): Answer => ({
  error_code: 429,
  description: "Too Many Requests",
  parameters: { retry_after: seconds },
});
export const refusal = (error_code: number, description: string): Answer => ({ error_code, description });
export const lost = (phase: "before" | "after"): Answer => new TransportError("ECONNRESET", phase);

/**
 * The real sender over the real database, pacer and ledger, in faked time; Telegram answers what `answers` holds for the chat, else it
 * takes the message. Call it after vi.useFakeTimers.
 */
export function createSenderWorld() {
  const { db, close } = openDb(":memory:");
  const api = new Api("123456:test-token");
  const calls: { chatId: number; at: number; text: string; stateAtCall: string | undefined }[] = [];
  const answers = new Map<number, Answer[]>();
  const logged: string[] = [];
  let prepare = async (row: Delivery): Promise<Prepared> => ({ method: "sendMessage", payload: { text: `for ${row.dedupeKey}` } });
  /** Answers for getMe: while it holds one, Telegram is away. */
  const questions = { asked: [] as number[], away: undefined as Answer | undefined };
  /** Held calls answer when the test says so. */
  let held: Promise<void> | undefined;

  const respond = (method: string, answer: Answer | undefined, result: object) => {
    if (answer instanceof TransportError) throw new HttpError(`Network request for '${method}' failed!`, answer);
    return (answer ? { ok: false, ...answer } : { ok: true, result }) as never;
  };
  api.config.use(async (_prev, method, payload) => {
    if (method === "getMe") {
      questions.asked.push(Date.now());
      return respond(method, questions.away, {});
    }
    const { chat_id: chatId, text } = payload as { chat_id: number; text: string };
    const row = db
      .select()
      .from(deliveries)
      .where(eq(deliveries.dedupeKey, text.slice("for ".length)))
      .get();
    calls.push({ chatId, at: Date.now(), text, stateAtCall: row?.state });
    await held;
    return respond(method, answers.get(chatId)?.shift(), { message_id: 1_000 + calls.length });
  });

  const pacer = createPacer(100);
  const ledger = createChatLedger();
  const log = createLog("info", { write: (line) => void logged.push(line) });
  const sender = createSender({ db, api, pacer, ledger, clock: () => Date.now(), log, prepare: (row) => prepare(row) });

  return {
    db,
    sender,
    pacer,
    ledger,
    calls,
    questions,
    logged,
    setPrepare: (next: (row: Delivery) => Promise<Prepared>) => void (prepare = next),
    answer: (chatId: number, ...next: Answer[]) => void answers.set(chatId, next),
    hold() {
      let release = () => {};
      held = new Promise((resolve) => (release = () => (resolve(), (held = undefined))));
      return release;
    },
    /** One row, named by its dedupe key; a post to chat 7 unless said otherwise. */
    queue: (dedupeKey: string, fields: Partial<NewDelivery> = {}) =>
      queueDeliveries(db, [{ dedupeKey, kind: "post", subjectId: 1, lane: LANE.post, chatId: 7, ...fields }], Date.now()),
    row: (dedupeKey: string): Delivery => db.select().from(deliveries).where(eq(deliveries.dedupeKey, dedupeKey)).get()!,
    rows: (): Delivery[] => db.select().from(deliveries).orderBy(asc(deliveries.id)).all(),
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
    async end() {
      const stopped = sender.stop();
      await vi.advanceTimersByTimeAsync(5_000);
      await stopped;
      pacer.close();
      close();
    },
  };
}

export type SenderWorld = ReturnType<typeof createSenderWorld>;
