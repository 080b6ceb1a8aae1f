import type { InlineKeyboardMarkup, MessageEntity } from "@grammyjs/types";
import type { Locale } from "../config.ts";
import type { Deps } from "../deps.ts";
import { findGroup } from "../groups/service.ts";
import { findLocale } from "../people/service.ts";
import type { Outgoing } from "../telegram/sender.ts";
import type { Note } from "./outbox.ts";

/** Makes the sendable message of a note: our line, then the words as they were written, on top of the file if there is one. */
export function renderNote(line: string, note: Note): Outgoing {
  const lead = note.note === "bare" ? "" : note.text === "" ? line : `${line}\n`;
  const text = lead + note.text;
  // Formatting travels as entities and never as markup, so no word of a person is read as a tag.
  const entities = (note.entities ?? []).map((entity): MessageEntity => ({ ...entity, offset: entity.offset + lead.length }));
  const { media, from } = note;
  if (!media) return { method: "sendMessage", payload: { text, entities, link_preview_options: { is_disabled: true } } };
  const caption = { caption: text, caption_entities: entities };
  switch (media.kind) {
    case "photo":
      return { method: "sendPhoto", payload: { photo: media.fileId, ...caption } };
    case "video":
      return { method: "sendVideo", payload: { video: media.fileId, ...caption } };
    case "voice":
      return { method: "sendVoice", payload: { voice: media.fileId, ...caption } };
    case "document":
      return { method: "sendDocument", payload: { document: media.fileId, ...caption } };
    default:
      return { method: "copyMessage", payload: { from_chat_id: from!.chatId, message_id: from!.messageId } };
  }
}

/** The language of a chat: a group's own, else the person's. */
export async function findChatLocale(deps: Deps, chatId: number): Promise<Locale> {
  if (chatId > 0) return findLocale(deps, chatId);
  return (await findGroup(deps.db, chatId))?.locale ?? deps.config.locale;
}

/** Rows of buttons from [text, callback data] pairs. */
export const toKeyboard = (rows: [string, string][][]): InlineKeyboardMarkup => ({
  inline_keyboard: rows.map((row) => row.map(([text, data]) => ({ text, callback_data: data }))),
});
