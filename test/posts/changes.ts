import { and, asc, eq } from "drizzle-orm";
import { audit } from "../../db/audit.tables.ts";
import { deliveries } from "../../db/deliveries.tables.ts";
import type { DeliveryKind } from "../../src/telegram/rules.ts";
import type { Call, Refuse } from "../support/bot.ts";
import { AUTHOR, buttonsOf, startPosting } from "./support.ts";

export const HOUR_MS = 3_600_000;

/** Telegram's refusal of some calls to one chat. */
export const refuseIn =
  (chat: number, refusedMethod: RegExp, description: string): Refuse =>
  (method, { chat_id: chatId }) =>
    chatId === chat && refusedMethod.test(method) ? { error_code: 400, description } : undefined;

/** A posting bot with what the tests of changes and recalls look at. */
export async function startChanging(options: Parameters<typeof startPosting>[0] = {}) {
  const t = await startPosting(options);
  const send = async (column: string, text: string, more: object = {}) => {
    const { message, post } = await t.draft(column, text, more);
    await t.author.press(`post:send:${post.id}`);
    return { message, id: post.id };
  };
  /** Everything that is due within the next minute. */
  const settle = async () => {
    for (let n = 0; n < 5; n += 1) {
      await t.deliver();
      t.advance(3_000);
    }
    await t.deliver();
  };
  return {
    ...t,
    send,
    settle,
    /** Sent, and all of it arrived; what that took is forgotten. */
    publish: async (column: string, text: string, more: object = {}) => {
      const post = await send(column, text, more);
      await settle();
      t.forget();
      return post;
    },
    /** Sends an album of photos and waits until it has arrived. */
    publishAlbum: async (column: string, captions: string[], option?: string) => {
      await t.author.write(`/post ${column}`);
      const messages = [];
      for (const [n, caption] of captions.entries())
        messages.push(await t.author.send({ photo: [{ file_id: `p${n}` }], media_group_id: "7", ...(caption === "" ? {} : { caption }) }));
      await settle();
      const { id } = t.posts().at(-1)!;
      if (option) await t.author.press(`post:set:${id}:${option}:1`);
      await t.author.press(`post:send:${id}`);
      await settle();
      t.forget();
      return { id, messages };
    },
    /** Edits the author's message; the data of the buttons of the question that follows. */
    edit: async (message: object, fields: object): Promise<string[]> => {
      await t.update({ edited_message: { ...message, edit_date: 2, ...fields } as never });
      await t.deliver();
      return buttonsOf(
        t.calls.findLast((call) => buttonsOf(call).some((data) => data.startsWith("post:edit"))) ?? ({ payload: {} } as Call),
      );
    },
    callsTo: (chatId: number, method: RegExp = /^(edit|delete|send)/): Call[] =>
      t.calls.filter((call) => call.payload.chat_id === chatId && method.test(call.method)),
    rows: (kind: DeliveryKind, chatId?: number) =>
      t.db
        .select()
        .from(deliveries)
        .where(and(eq(deliveries.kind, kind), chatId === undefined ? undefined : eq(deliveries.chatId, chatId)))
        .orderBy(asc(deliveries.id))
        .all(),
    audits: (action: string) => t.db.select().from(audit).where(eq(audit.action, action)).all(),
    /** The message of a post in a chat. */
    messageIn: (chatId: number) =>
      t.db
        .select()
        .from(deliveries)
        .where(and(eq(deliveries.kind, "post"), eq(deliveries.chatId, chatId)))
        .all()
        .at(-1)!.messageId!,
    /** Does something while a call to a chat is on its way, once. */
    meanwhile: (chatId: number, method: string, act: () => Promise<unknown>) => {
      let isDone = false;
      t.refuse(async (called, payload) => {
        if (isDone || called !== method || payload.chat_id !== chatId) return undefined;
        isDone = true;
        await act();
        return undefined;
      });
    },
    /** Presses Recall and Yes, and waits until it is done. */
    takeBack: async (id: number) => {
      await t.author.press(`post:recall:${id}`);
      await t.author.press(`post:recallyes:${id}`);
      await settle();
    },
    reports: () => t.newsTo(AUTHOR),
  };
}

export type Changing = Awaited<ReturnType<typeof startChanging>>;
