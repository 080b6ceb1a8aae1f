import type { Api, RawApi } from "grammy";
import type { Log } from "../log.ts";
import { isOurFault, readOutcome, type Result } from "./outcomes.ts";
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
  | "pinChatMessage"
  | "unpinChatMessage";

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

/** Makes the call; never rejects. A call that could not even be put together is refused: nothing left this machine, and nothing will. */
export async function callTelegram(api: Api, chatId: number, { method, payload }: Outgoing, log: Log): Promise<Result> {
  try {
    const answer = await (api.raw[method] as (payload: object) => Promise<unknown>)({ chat_id: chatId, ...payload });
    return { kind: "sent", messageIds: readMessageIds(answer) };
  } catch (error) {
    if (!isOurFault(error)) return readOutcome(error);
    log.error({ method, err: error }, "a call could not be made");
    return { kind: "refused", reason: "could not be sent" };
  }
}

/** The ids of what a call brought into the chat, or changed there; none for a call that is answered with true. */
function readMessageIds(answer: unknown): number[] {
  return (Array.isArray(answer) ? answer : [answer]).flatMap((message: { message_id?: number } | true) =>
    typeof message === "object" && message.message_id !== undefined ? [message.message_id] : [],
  );
}
