import type { Message, MessageEntity } from "@grammyjs/types";
import { InlineKeyboard } from "grammy";
import { mayUse } from "../src/access.ts";
import type { BotContext } from "../src/context.ts";
import type { Deps } from "../src/deps.ts";
import { findDialogue, saveDialogue } from "../src/people/service.ts";
import type { Column } from "../src/posts/rules.ts";
import { changePost, createPost, findPostBySource, type Post } from "../src/posts/service.ts";
import { isKey, KEYBOARD_KEYS } from "./keyboard.ts";
import { refreshDraft, showDraft } from "./posts-preview.ts";

const DIALOGUE = "post";

/** What a message holds for a post. */
type Content = { text: string; entities: MessageEntity[]; photo: string | null };
type HeldContent = Content & { messageId: number };
/** Where the author is: choosing a column for a message already there, or about to send the content. */
type Composing = {
  column?: Column;
  held?: HeldContent;
  /** A content that was refused; editing it is as good as sending another. */
  refused?: number;
  /** An album arrives as many messages and is refused once. */
  album?: string;
};

async function findComposing(deps: Deps, personId: number): Promise<Composing | undefined> {
  const dialogue = await findDialogue(deps.db, personId);
  return dialogue?.kind === DIALOGUE ? dialogue.data : undefined;
}

const saveComposing = (deps: Deps, ctx: BotContext, data: Composing | undefined) =>
  saveDialogue(deps.db, ctx.from!.id, data && { kind: DIALOGUE, data }, deps.clock());

/** The text or photo of a message; undefined for what can not be posted yet. */
function readContent(message: Message): Content | undefined {
  if (message.media_group_id !== undefined) return undefined;
  const photo = message.photo?.at(-1)?.file_id;
  if (photo !== undefined) return { text: message.caption ?? "", entities: message.caption_entities ?? [], photo };
  return message.text === undefined ? undefined : { text: message.text, entities: message.entities ?? [], photo: null };
}

/** Asks for the content, unless the author named it by replying to it. */
export async function awaitContent(deps: Deps, ctx: BotContext, column: Column): Promise<void> {
  const held = (await findComposing(deps, ctx.from!.id))?.held;
  if (held && ctx.callbackQuery) {
    await ctx.editMessageText(ctx.t("post-chosen", { column: ctx.t(`column-${column}`) }));
    return takeHeld(deps, ctx, column, held);
  }
  await saveComposing(deps, ctx, { column });
  const text = ctx.t("post-ask", { column: ctx.t(`column-${column}`) });
  const other = { reply_markup: new InlineKeyboard().text(ctx.t("post-cancel"), "post:cancel") };
  if (ctx.callbackQuery) await ctx.editMessageText(text, other);
  else await ctx.reply(text, other);
}

/** Keeps a message that was replied to with /post until its column is chosen; false when it can not be posted. */
export async function holdMessage(deps: Deps, ctx: BotContext, message: Message): Promise<boolean> {
  const content = readContent(message);
  if (!content) await ctx.reply(ctx.t("post-unsupported"));
  else await saveComposing(deps, ctx, { held: { ...content, messageId: message.message_id } });
  return content !== undefined;
}

/** Makes a draft of a message and shows it, or says what is wrong with it and waits for a better one. */
export async function takeMessage(deps: Deps, ctx: BotContext, column: Column, message: Message): Promise<void> {
  const content = readContent(message);
  if (content) return takeHeld(deps, ctx, column, { ...content, messageId: message.message_id });
  const album = message.media_group_id;
  if (album !== undefined && (await findComposing(deps, ctx.from!.id))?.album === album) return;
  await saveComposing(deps, ctx, { column, ...(album === undefined ? {} : { album }) });
  await ctx.reply(ctx.t("post-unsupported"));
}

async function takeHeld(deps: Deps, ctx: BotContext, column: Column, { messageId, ...content }: HeldContent): Promise<void> {
  const source = { chatId: ctx.chat!.id, messageId };
  const result = await createPost(deps, { authorId: ctx.from!.id, column, ...content, source });
  if (result.ok) {
    await showDraft(deps, ctx, result.post);
    // Last: if the process dies before, the repeated update finds the dialogue and shows the same draft again.
    return saveComposing(deps, ctx, undefined);
  }
  await saveComposing(deps, ctx, { column, refused: messageId });
  if (result.reason === "too_long")
    await ctx.reply(
      ctx.t("post-too-long", { excess: result.excess, limit: result.limit, kind: content.photo === null ? "text" : "photo" }),
    );
  else await ctx.reply(ctx.t(result.reason === "empty" ? "post-empty" : "post-source-sent"));
}

const isForOthers = (deps: Deps, ctx: BotContext): boolean =>
  (ctx.message?.entities ?? []).some(({ type, offset }) => type === "bot_command" && offset === 0) ||
  KEYBOARD_KEYS.some((key) => isKey(deps.t, key)(ctx));

/** A private message while the bot waits for the content is the content; a command or a key of the keyboard is not. */
export async function takeContent(deps: Deps, ctx: BotContext, next: () => Promise<void>): Promise<void> {
  const column = (await findComposing(deps, ctx.from!.id))?.column;
  if (column === undefined || isForOthers(deps, ctx)) return next();
  if (mayUse(ctx.actor, "post")) return takeMessage(deps, ctx, column, ctx.message!);
  // The right was taken away while the dialogue waited.
  await saveComposing(deps, ctx, undefined);
  await ctx.reply(ctx.t("access-refused"));
}

/** Editing the message behind a draft changes the draft. */
export async function takeEdit(deps: Deps, ctx: BotContext, next: () => Promise<void>): Promise<void> {
  const message = ctx.editedMessage!;
  if (!mayUse(ctx.actor, "post")) return next();
  const post = await findPostBySource(deps.db, { chatId: message.chat.id, messageId: message.message_id });
  if (post?.state === "draft") return editDraft(deps, ctx, post, message);
  if (post?.state === "sending") return warnTooLate(ctx, post, message);
  const composing = await findComposing(deps, ctx.from!.id);
  if (composing?.column && composing.refused === message.message_id) return takeMessage(deps, ctx, composing.column, message);
  return next();
}

async function editDraft(deps: Deps, ctx: BotContext, post: Post, message: Message): Promise<void> {
  const content = readContent(message);
  if (!content) return void (await ctx.reply(ctx.t("post-unsupported")));
  const result = await changePost(deps, post, content);
  if (result.ok) await refreshDraft(deps, ctx, result.post);
  else if (result.reason === "too_long") await ctx.reply(ctx.t("post-edit-too-long", { excess: result.excess, limit: result.limit }));
  else await ctx.reply(ctx.t(result.reason === "empty" ? "post-empty" : "post-edit-after-sending"));
}

/** Telegram also reports edits that change no word (a preview that loaded): those need no warning. */
async function warnTooLate(ctx: BotContext, post: Post, message: Message): Promise<void> {
  if (readContent(message)?.text !== post.text) await ctx.reply(ctx.t("post-edit-after-sending"));
}
