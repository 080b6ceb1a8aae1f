import type { Message, MessageEntity } from "@grammyjs/types";
import type { Deps } from "../../src/deps.ts";
import type { MediaType } from "../../src/posts/rules.ts";
import type { PostPart } from "../../src/posts/service.ts";
import type { HeldContent } from "./composing.ts";
import { tableOf } from "./tables.ts";
import { withoutCommand } from "./target.ts";

function readMedia({ photo, video, document }: Message): { type: MediaType; fileId: string } | undefined {
  const largest = photo?.at(-1)?.file_id;
  if (largest !== undefined) return { type: "photo", fileId: largest };
  if (video) return { type: "video", fileId: video.file_id };
  return document && { type: "document", fileId: document.file_id };
}

/** What a message holds for a post; undefined for what can not be posted: voice, stickers, locations. */
export function readPart(deps: Deps, message: Message): PostPart | undefined {
  const media = readMedia(message) ?? null;
  if (!media && message.text === undefined) return undefined;
  const entities: MessageEntity[] = message.entities ?? message.caption_entities ?? [];
  return { messageId: message.message_id, media, ...withoutCommand(deps, { text: message.text ?? message.caption ?? "", entities }) };
}

/** A message as it waits for its column; a document may be a table of goods. */
export const toHeld = (part: PostPart, message: Message, albumId: string | null): HeldContent => {
  const document = tableOf(message);
  const isOneOfAlbum = albumId === null && message.media_group_id !== undefined;
  return { part, albumId, ...(document ? { document } : {}), ...(isOneOfAlbum ? { isOneOfAlbum } : {}) };
};
