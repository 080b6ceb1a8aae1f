import { eq } from "drizzle-orm";
import { HttpError } from "grammy";
import { posts } from "../../../db/posts.tables.ts";
import type { Delivery } from "../../../db/deliveries.ts";
import { createOnFailing, createPrepare } from "../../../src/deliveries.ts";
import { createChatLedger } from "../../../src/telegram/chat-ledger.ts";
import { TransportError } from "../../../src/telegram/fetch.ts";
import { createSender, type Prepared } from "../../../src/telegram/sender.ts";
import { findSendable } from "../../../db/deliveries.ts";
import type { Call, TestBot } from "../../support/bot.ts";
import { judgeMessage, judgeQuotas, PLACE_KINDS, RECIPIENT_KINDS, type Row } from "./messages.ts";

/** What Telegram does with the next message of a post to a chat: see `answers`. */
export const FAULTS = ["limited", "refused", "forbidden", "lost", "gateway", "unsent", "migrated"] as const;
export type Fault = (typeof FAULTS)[number];
/** A message as its chat shows it; `row` where the outbox sent it. */
type Shown = { words: string; at: number; row?: Row };
type Payload = Call["payload"] & { delivery?: Row };

const DELETE_WITHIN_MS = 48 * 3_600_000;

const wordsOf = (payload: Payload): string =>
  JSON.stringify([payload.text, payload["caption"], payload["media"], payload["rich_message"], payload["reply_markup"]]);

/** Telegram as the bot's chats show it: keeps what stands where, misbehaves as it is told to, and notes what must not have been sent. */
export function createTelegram() {
  const faults = new Map<number, Fault[]>();
  const blocked = new Set<number>();
  const shown = new Map<string, Shown>();
  /** Of each row: how often its message was taken, and how often the outcome was not told. */
  const taken = new Map<number, number>();
  const lost = new Map<number, number>();
  /** Doubts since a person last chose to try unsure ones again. */
  const doubts = new Map<number, number>();
  const wrong: string[] = [];
  /** Calls that handlers made, refused ones too. */
  const replies: Call[] = [];
  /** What approvers were shown, by "post:version". */
  const previews = new Map<string, string[]>();
  /** Recalls that Telegram kept from a chat, "post:chat", and chats that are no more. */
  const kept = new Set<string>();
  const gone = new Set<number>();
  let bot: TestBot;
  let seen = 0;
  let hasMisbehaved = false;
  let meanwhile: (() => Promise<unknown>) | undefined;
  let dying: { when: "before" | "after"; onDeath: () => void } | undefined;

  const keyOf = (chatId: number | undefined, messageId: unknown) => `${chatId}:${Number(messageId)}`;
  const add = (counts: Map<number, number>, id: number) => counts.set(id, (counts.get(id) ?? 0) + 1);

  /** What Telegram took since. */
  function absorb(): void {
    for (const { method, payload, messageId } of bot.calls.slice(seen)) {
      const row = (payload as Payload).delivery;
      const item = { words: wordsOf(payload), at: bot.deps.clock(), ...(row ? { row } : {}) };
      const chat = payload.chat_id;
      if (method === "deleteMessages") for (const id of payload["message_ids"] as number[]) shown.delete(keyOf(chat, id));
      else if (method.startsWith("edit")) {
        const before = shown.get(keyOf(chat, payload["message_id"]));
        shown.set(keyOf(chat, payload["message_id"]), { ...item, at: before?.at ?? item.at, ...(before?.row ? { row: before.row } : {}) });
      } else if (method === "sendMediaGroup")
        for (const at of (payload["media"] as unknown[]).keys()) shown.set(keyOf(chat, messageId + at), item);
      else if (method.startsWith("send") && method !== "sendChatAction") shown.set(keyOf(chat, messageId), item);
    }
    seen = bot.calls.length;
  }

  const refusal = (error_code: number, description: string, parameters = {}) => ({ error_code, description, parameters });
  const noAnswer = (phase: "before" | "after") => {
    throw new HttpError("no answer", new TransportError("reset", phase));
  };
  const take = (row: Row) => add(taken, row.id);
  const doubt = (row: Row) => (add(lost, row.id), add(doubts, row.id));

  const answers: Record<Fault, (row: Row) => ReturnType<typeof refusal>> = {
    limited: () => refusal(429, "Too Many Requests: retry after 5", { retry_after: 5 }),
    refused: () => refusal(400, "Bad Request: PEER_ID_INVALID"),
    forbidden: ({ chatId }) =>
      refusal(403, chatId < 0 ? "Forbidden: bot was kicked from the supergroup chat" : "Forbidden: bot was blocked by the user"),
    lost: (row) => (take(row), doubt(row), noAnswer("after")),
    gateway: (row) => (doubt(row), refusal(502, "Bad Gateway")),
    unsent: () => noAnswer("before"),
    migrated: ({ chatId }) => (gone.add(chatId), refusal(400, "Bad Request: group chat was upgraded", { migrate_to_chat_id: chatId * 10 })),
  };

  /** At most one a round of those that make the sender rest by the real clock. */
  function misbehave(row: Row): Fault | undefined {
    const [fault] = faults.get(row.chatId) ?? [];
    if (!fault || !RECIPIENT_KINDS.includes(row.kind)) return undefined;
    if (fault === "migrated" && (row.chatId > 0 || gone.size > 0)) return void faults.get(row.chatId)!.shift();
    if (["limited", "lost", "gateway", "unsent"].includes(fault)) {
      if (hasMisbehaved) return undefined;
      hasMisbehaved = true;
    }
    return faults.get(row.chatId)!.shift();
  }

  /** Telegram's own rules, whoever calls. */
  function rule(method: string, payload: Payload) {
    const chat = payload.chat_id ?? 0;
    if (blocked.has(chat)) return refusal(403, "Forbidden: bot was blocked by the user");
    if (gone.has(chat)) return refusal(400, "Bad Request: group chat was upgraded", { migrate_to_chat_id: chat * 10 });
    if (method.startsWith("edit")) {
      const now = shown.get(keyOf(chat, payload["message_id"]));
      if (!now) return refusal(400, "Bad Request: message to edit not found");
      if (now.words === wordsOf(payload)) return refusal(400, "Bad Request: message is not modified");
    }
    const isOld = (id: number) => (shown.get(keyOf(chat, id))?.at ?? Infinity) < bot.deps.clock() - DELETE_WITHIN_MS;
    if (method === "deleteMessages" && (payload["message_ids"] as number[]).some(isOld))
      return refusal(400, "Bad Request: message can't be deleted for everyone");
    return undefined;
  }

  /** A call of the sender's, as Telegram gets it. */
  async function receive(row: Row, method: string, payload: Payload) {
    wrong.push(...judgeMessage(bot, row, method));
    if (row.kind === "post" && meanwhile) {
      const act = meanwhile;
      meanwhile = undefined;
      await act();
    }
    const fault = misbehave(row);
    const refused = (fault && answers[fault](row)) ?? rule(method, payload);
    if (refused && row.kind === "post_recall") kept.add(`${row.subjectId}:${row.chatId}`);
    if (refused) return refused;
    if (dying && PLACE_KINDS.includes(row.kind)) {
      const { when, onDeath } = dying;
      dying = undefined;
      if (when === "after") take(row);
      doubt(row);
      onDeath();
      return new Promise<never>(() => {});
    }
    if (method.startsWith("send")) take(row);
    if (row.kind === "post_review_preview") {
      const version = (bot.db.select().from(posts).where(eq(posts.id, row.subjectId)).get() as { submittedAt: number }).submittedAt;
      const key = `${row.subjectId}:${version}`;
      previews.set(key, [...(previews.get(key) ?? []), wordsOf(payload)]);
    }
    return undefined;
  }

  const prepare =
    (deps: TestBot["deps"]) =>
    async (row: Delivery, api: TestBot["api"]): Promise<Prepared> => {
      const prepared = await createPrepare(deps)(row, api);
      if (!("method" in prepared)) return prepared;
      const { id, kind, subjectId, chatId } = row;
      return { ...prepared, payload: Object.assign({ delivery: { id, kind, subjectId, chatId } }, prepared.payload) } as Prepared;
    };

  return {
    faults,
    blocked,
    shown,
    taken,
    lost,
    doubts,
    wrong,
    replies,
    previews,
    kept,
    gone,
    keyOf,
    absorb,
    /** Something that happens while the next message of a post is on its way. */
    meanwhile: (act: (() => Promise<unknown>) | undefined) => (meanwhile = act),
    attach(to: TestBot): void {
      bot = to;
      seen = 0;
      bot.refuse(async (method, sent) => {
        absorb();
        const payload = sent as Payload;
        if (payload.chat_id !== undefined) wrong.push(...judgeQuotas(bot, payload.chat_id, wordsOf(payload)));
        const row = payload.delivery;
        if (row) return receive(row, method, payload);
        replies.push({ method, payload, messageId: 0 });
        return method === "answerCallbackQuery" || method === "getMe" ? undefined : rule(method, payload);
      });
    },
    /** Sends what is due, with the real sender; `death`: the process ends in the middle of it, and true says that it did. */
    async deliver(death?: "before" | "after"): Promise<boolean> {
      const { db, api, deps } = bot;
      hasMisbehaved = false;
      let isDead = false;
      dying = death && { when: death, onDeath: () => (isDead = true) };
      const ledger = {
        ...createChatLedger(),
        readyAt: () => 0,
        hasRoomToSpare: () => true,
        findBlocked: () => ({ chats: [], nextReadyAt: Infinity }),
      };
      const slot = { finish() {}, giveBack() {} };
      const pacer = { acquire: async () => slot, tryAcquire: () => slot, slowDown() {}, closed: new AbortController().signal, close() {} };
      const onFailing = createOnFailing(deps);
      const sender = createSender({ db, api, pacer, ledger, clock: deps.clock, log: deps.log, prepare: prepare(deps), onFailing });
      await sender.start();
      while (!isDead && (await findSendable(db, deps.clock(), []))) await new Promise((resolve) => setImmediate(resolve));
      const stopped = sender.stop();
      if (isDead) for (let n = 0; n < 20; n += 1) await new Promise((resolve) => setImmediate(resolve));
      else await stopped;
      dying = undefined;
      absorb();
      return isDead;
    },
  };
}

export type Telegram = ReturnType<typeof createTelegram>;
