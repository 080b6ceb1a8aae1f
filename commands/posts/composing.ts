import type { Document } from "@grammyjs/types";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { findDialogue, saveDialogue } from "../../src/people/service.ts";
import type { PostPart } from "../../src/posts/service.ts";
import type { Target } from "./target.ts";

const DIALOGUE = "post";

/** What an author has sent, until it is a draft. */
export type HeldContent = {
  part: PostPart;
  albumId: string | null;
  /** It may be a table of goods. */
  document?: Document;
  /** Telegram shows the bot the one message that was replied to, not the album around it. */
  isOneOfAlbum?: boolean;
  /** The draft that its table goes into. */
  postId?: number;
};
/** Where the author is: choosing a column for a message already there, or about to send the content. */
export type Composing = {
  target?: Target;
  held?: HeldContent;
  /** The draft whose content the next message takes the place of. */
  renews?: number;
  /** A content that was refused; editing it is as good as sending another. */
  refused?: number;
  /** A text that Telegram's app may have cut, and when it or its latest piece (seconds) was sent: what comes right after it is the rest of it. */
  cut?: { messageId: number; date: number };
};

/** Where an author is in writing a post; undefined when in none. */
export async function findComposing(deps: Deps, personId: number): Promise<Composing | undefined> {
  const dialogue = await findDialogue(deps.db, personId);
  return dialogue?.kind === DIALOGUE ? dialogue.data : undefined;
}

/** Whether a dialogue waits for new content of a post. */
export const isRenewing = ({ kind, data }: { kind: string; data: Record<string, unknown> }): boolean =>
  kind === DIALOGUE && data["renews"] !== undefined;

/** Keeps where an author is; undefined = nowhere any more. */
export const saveComposing = (deps: Deps, ctx: BotContext, data: Composing | undefined) =>
  saveDialogue(deps.db, ctx.from!.id, data && { kind: DIALOGUE, data }, deps.clock());
