import type { NewMedia } from "../../db/complaints/facts.ts";
import type { Received } from "./rules.ts";

/** The files of messages, each with the message it came in. */
export const toMedia = (items: Received[]): NewMedia[] =>
  items.filter(({ media }) => media !== null).map(({ media, chatId, messageId, albumId }) => ({ ...media!, chatId, messageId, albumId }));

/** The words of several messages as one text. */
export const textOf = (items: Received[]): string =>
  items
    .map((item) => item.text.trim())
    .filter(Boolean)
    .join("\n\n");
