import type { Message } from "@grammyjs/types";
import type { ClientMessage } from "./client-api.ts";
import type { StoredMessage } from "./store.ts";

/** What a client shows of a message although the Bot API's Message has no field for it. */
export type Marks = {
  /** Sent without a sound. */
  isSilent?: true;
  /** Only its buttons were edited since. */
  isEditHidden?: true;
};

type Packed = Message & { marks?: Marks };

/** A message with its marks, as one stored text. */
export function packMessage(message: Message, marks: Marks): string {
  const packed: Packed = Object.keys(marks).length > 0 ? { ...message, marks } : message;
  return JSON.stringify(packed);
}

export function unpackMessage({ data }: StoredMessage): { message: Message; marks: Marks } {
  const { marks, ...message } = JSON.parse(data) as Packed;
  return { message, marks: marks ?? {} };
}

/** The message behind a row, as the Bot API gives it. */
export function readMessage(row: StoredMessage): Message {
  return unpackMessage(row).message;
}

/**
 * A message as a client shows it. The Bot API marks every message of a topic as a reply to the topic's first service message and every
 * edit with its date; clients show neither that reply nor an edit of nothing but buttons.
 */
export function toClientMessage(message: Message, marks: Marks): ClientMessage {
  const { reply_to_message, edit_date, ...rest } = message;
  return {
    ...rest,
    ...(reply_to_message && !reply_to_message.forum_topic_created ? { reply_to_message } : {}),
    ...(edit_date === undefined || marks.isEditHidden ? {} : { edit_date }),
    ...(marks.isSilent ? { isSilent: true as const } : {}),
  };
}
