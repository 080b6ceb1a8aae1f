import type { Api, RawApi } from "grammy";
import type { AfterSent, Delivery } from "./store.ts";

/** Asked when Telegram refuses the message for good: true when the cause is out of the way and it is to be made and sent anew. */
export type Recover = (reason: string) => Promise<boolean>;

type SendMethod =
  | "sendMessage"
  | "sendPhoto"
  | "sendVideo"
  | "sendVoice"
  | "sendDocument"
  | "sendMediaGroup"
  | "sendRichMessage"
  | "copyMessage"
  | "editMessageText"
  | "editMessageCaption"
  | "editMessageMedia"
  | "editMessageReplyMarkup"
  | "deleteMessage"
  | "deleteMessages"
  | "pinChatMessage";

/** A call ready to be made for the delivery's chat: a message, or a change of one. */
export type Outgoing = { [M in SendMethod]: { method: M; payload: Omit<Parameters<RawApi[M]>[0], "chat_id"> } }[SendMethod] & {
  recover?: Recover;
  afterSent?: AfterSent;
  /** Nobody misses it for a second (a progress bar): it gives way to whatever else is due, and where its chat gets crowded. */
  isCosmetic?: boolean;
  /** The row goes out anew at this instant (epoch milliseconds) instead of ending as sent: a message that is kept up to date. */
  again?: number;
};
/** The message as it is true now, why it no longer applies, or (epoch milliseconds) when to ask again. */
export type Prepared = Outgoing | { skip: string } | { later: number };
export type PrepareDelivery = (delivery: Delivery, api: Api) => Promise<Prepared>;

export const callTelegram = (api: Api, chatId: number, { method, payload }: Outgoing): Promise<unknown> =>
  (api.raw[method] as (payload: object) => Promise<unknown>)({ chat_id: chatId, ...payload });

/** The ids of what a call brought into the chat, or changed there; none for a call that is answered with true. */
export function readMessageIds(answer: unknown): number[] {
  return (Array.isArray(answer) ? answer : [answer]).flatMap((message: { message_id?: number } | true) =>
    typeof message === "object" && message.message_id !== undefined ? [message.message_id] : [],
  );
}
