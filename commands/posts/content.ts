import type { Document, Message } from "@grammyjs/types";
import { InlineKeyboard } from "grammy";
import { mayUse } from "../../src/access.ts";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { mayWriteIn } from "../../src/posts/approval-rules.ts";
import { isStarted } from "../../src/posts/rules.ts";
import {
  addToAlbum,
  attachTable,
  createPost,
  findPost,
  findPostBySource,
  hasTable,
  showAlbumLater,
  type Post,
  type PostPart,
  type PostSource,
} from "../../src/posts/service.ts";
import { isForOthers } from "../keyboard.ts";
import { findComposing, saveComposing, type Composing, type HeldContent } from "./composing.ts";
import { readPart, toHeld } from "./parts.ts";
import { cutOf, takeRest } from "./cut-text.ts";
import { showDraft } from "./preview.ts";
import { describeRefusal } from "./refusals.ts";
import { takeRenewal } from "./renew.ts";
import { offerEdit } from "./revise.ts";
import { findPurpose, readTable, tableOf } from "./tables.ts";
import { columnOf, nameOf, type Target } from "./target.ts";

/** A brand partner chose something other than new products, with a command or an old button. */
async function refuseColumn(ctx: BotContext): Promise<void> {
  const text = ctx.t("post-refused-column");
  if (ctx.callbackQuery) await ctx.answerCallbackQuery({ text, show_alert: true });
  else await ctx.reply(text);
}

/** Asks for the content, unless the author named it by replying to it. */
export async function awaitContent(deps: Deps, ctx: BotContext, target: Target): Promise<void> {
  if (!mayWriteIn(ctx.actor, columnOf(target))) return refuseColumn(ctx);
  const held = (await findComposing(deps, ctx.from!.id))?.held;
  const name = nameOf(ctx.t, target);
  if (held && ctx.callbackQuery) {
    await ctx.editMessageText(ctx.t("post-chosen", { name }));
    return takeHeld(deps, ctx, target, held);
  }
  await saveComposing(deps, ctx, { target });
  const text = ctx.t("post-ask", { name });
  const other = { reply_markup: new InlineKeyboard().text(ctx.t("post-cancel"), "post:cancel:ask") };
  if (ctx.callbackQuery) await ctx.editMessageText(text, other);
  else await ctx.reply(text, other);
}

/** Keeps a message that was replied to with /post until its column is chosen; false when it can not be posted. */
export async function holdMessage(deps: Deps, ctx: BotContext, message: Message): Promise<boolean> {
  const part = readPart(deps, message);
  if (!part) await ctx.reply(ctx.t("post-unsupported"));
  else await saveComposing(deps, ctx, { held: toHeld(part, message, null) });
  return part !== undefined;
}

/** Makes a draft of a message and shows it, or says what is wrong with it and waits for a better one. */
export async function takeMessage(deps: Deps, ctx: BotContext, target: Target, message: Message): Promise<void> {
  const part = readPart(deps, message);
  // A message that was replied to is taken alone, whatever album it was part of.
  const isNew = message.message_id === ctx.message?.message_id;
  if (part) return takeHeld(deps, ctx, target, toHeld(part, message, (isNew && message.media_group_id) || null));
  await saveComposing(deps, ctx, { target });
  await ctx.reply(ctx.t("post-unsupported"));
}

/** Makes a draft of what was sent, or answers why not: of a document for the supply column, a table. */
export async function takeHeld(deps: Deps, ctx: BotContext, target: Target, held: HeldContent): Promise<void> {
  if (target === "supply" && held.document) return takeTable(deps, ctx, { ...held, document: held.document });
  const { part, albumId, isOneOfAlbum = false } = held;
  const source = { chatId: ctx.chat!.id, messageId: part.messageId! };
  const found = cutOf(part, ctx.message);
  const cut = found && { cut: found };
  const result = await createPost(deps, { authorId: ctx.from!.id, column: columnOf(target), parts: [part], albumId, source });
  if (result.ok) {
    if (isOneOfAlbum && result.post.parts.length === 1) await ctx.reply(ctx.t("post-album-one"));
    if (albumId === null) await showDraft(deps, ctx, result.post);
    else await showAlbumLater(deps, result.post);
    // Last: if the process dies before, the repeated update finds the dialogue and shows the same draft again.
    return saveComposing(deps, ctx, cut);
  }
  if (result.reason === "column") return refuseColumn(ctx);
  // The rest of the album is on its way: all its files become the draft, and editing the message brings its words.
  if (result.reason === "too_long" && albumId !== null) {
    await ctx.reply(describeRefusal(ctx, result, "post-album-too-long"));
    return takeHeld(deps, ctx, target, { ...held, part: { ...part, text: "", entities: [] } });
  }
  await saveComposing(deps, ctx, { target, refused: part.messageId!, ...cut });
  if (result.reason === "not_draft") await ctx.reply(ctx.t((await isSubmitted(deps, source)) ? "post-edit-submitted" : "post-source-sent"));
  else await ctx.reply(describeRefusal(ctx, result, "post-too-long"));
}

const isSubmitted = async (deps: Deps, source: PostSource): Promise<boolean> =>
  (await findPostBySource(deps.db, source))?.state === "submitted";

/** Makes a supply post of a table, or puts it into a draft; with broken lines its author decides first, and nothing is changed until then. */
async function takeTable(
  deps: Deps,
  ctx: BotContext,
  held: HeldContent & { document: Document },
  { isAccepted = false }: { isAccepted?: boolean } = {},
): Promise<void> {
  const { postId, document } = held;
  const { messageId, text, entities } = held.part;
  const target = "supply" as const;
  const taken = await readTable(ctx, document, isAccepted);
  if (taken.state === "asked") return saveComposing(deps, ctx, { target, held });
  const waiting = { target, refused: messageId! };
  // A draft waits for its table by itself.
  if (taken.state === "refused") return postId === undefined ? saveComposing(deps, ctx, waiting) : undefined;
  const part: PostPart = { messageId, media: null, text, entities };
  const table = { goods: taken.table.goods, source: { chatId: ctx.chat!.id, messageId: messageId! } };
  const sent = postId === undefined ? undefined : await findSent(deps, postId);
  if (sent) {
    await saveComposing(deps, ctx, undefined);
    await offerEdit(deps, ctx, sent, part, { goods: table.goods });
    return undefined;
  }
  const result =
    postId === undefined
      ? await createPost(deps, { authorId: ctx.from!.id, column: target, parts: [part], ...table })
      : await attachTable(deps, postId, { part, ...table });
  if (!result.ok) {
    if (result.reason === "column") return refuseColumn(ctx);
    if (postId === undefined) await saveComposing(deps, ctx, waiting);
    const overKey = postId === undefined ? "post-source-sent" : "supply-draft-gone";
    return void (await ctx.reply(result.reason === "not_draft" ? ctx.t(overKey) : describeRefusal(ctx, result, "post-too-long")));
  }
  await showDraft(deps, ctx, result.post);
  await saveComposing(deps, ctx, undefined);
}

const findSent = async (deps: Deps, postId: number): Promise<Post | undefined> => {
  const post = await findPost(deps.db, postId);
  return post?.sentAt === null ? undefined : post;
};

/** The author has seen a table's broken lines and goes on without them; false when no table waits for that any more. */
export async function acceptTable(deps: Deps, ctx: BotContext): Promise<boolean> {
  const held = (await findComposing(deps, ctx.from!.id))?.held;
  if (!held?.document) return false;
  await ctx.editMessageText(ctx.t("supply-accepted"));
  await takeTable(deps, ctx, { ...held, document: held.document }, { isAccepted: true });
  return true;
}

/** The post with a table, sent already, whose message the author answers with another table. */
async function findReplaced(deps: Deps, ctx: BotContext): Promise<{ postId: number } | undefined> {
  const { reply_to_message: quoted, chat } = ctx.message!;
  const post = quoted && (await findPostBySource(deps.db, { chatId: chat.id, messageId: quoted.message_id }));
  return post && isStarted(post.state) && (await hasTable(deps, post)) ? { postId: post.id } : undefined;
}

/** A table that was sent without /post: into the draft at hand, or as a draft of its own. */
async function takeUnasked(deps: Deps, ctx: BotContext, document: Document, next: () => Promise<void>): Promise<void> {
  const purpose = (await findReplaced(deps, ctx)) ?? (await findPurpose(deps, ctx, document));
  if (purpose === "none") return next();
  const part = readPart(deps, ctx.message!);
  if (purpose !== "answered" && part) await takeHeld(deps, ctx, "supply", { part, albumId: null, document, ...purpose });
}

/** A later message of an album whose first one is a draft; false when it is none. */
async function takeAlbumPart(deps: Deps, ctx: BotContext): Promise<boolean> {
  const { media_group_id: albumId, message_id: messageId } = ctx.message!;
  if (albumId === undefined) return false;
  const part = readPart(deps, ctx.message!);
  const authorId = ctx.from!.id;
  const added = part && (await addToAlbum(deps, { authorId, albumId, part, source: { chatId: ctx.chat!.id, messageId } }));
  if (!added) return false;
  if (added.refusal) await ctx.reply(describeRefusal(ctx, added.refusal, "post-album-too-long"));
  await showAlbumLater(deps, added.post);
  return true;
}

/** The content that the bot asked for, or its correction: of a new draft, or in place of what one says. */
export async function takeAsked(deps: Deps, ctx: BotContext, composing: Composing, message: Message): Promise<void> {
  const { target, renews } = composing;
  if (renews === undefined) return takeMessage(deps, ctx, target!, message);
  const document = target === "supply" ? tableOf(message) : undefined;
  const part = document && readPart(deps, message);
  if (!document || !part) return takeRenewal(deps, ctx, composing, message);
  return takeHeld(deps, ctx, "supply", { part, albumId: null, document, postId: renews });
}

/** A private message while the bot waits for the content is the content; a command or a key of the keyboard is not. */
export async function takeContent(deps: Deps, ctx: BotContext, next: () => Promise<void>): Promise<void> {
  const composing = await findComposing(deps, ctx.from!.id);
  if (mayUse(ctx.actor, "post") && (await takeAlbumPart(deps, ctx))) return undefined;
  if (mayUse(ctx.actor, "post") && (await takeRest(deps, ctx, composing))) return undefined;
  const document = tableOf(ctx.message!);
  if (composing?.target === undefined && document && mayUse(ctx.actor, "post")) return takeUnasked(deps, ctx, document, next);
  if (composing?.target === undefined || isForOthers(deps, ctx)) return next();
  if (document && composing.held?.postId !== undefined) return takeUnasked(deps, ctx, document, next);
  if (mayUse(ctx.actor, "post")) return takeAsked(deps, ctx, composing, ctx.message!);
  // The right was taken away while the dialogue waited.
  await saveComposing(deps, ctx, undefined);
  await ctx.reply(ctx.t("access-refused"));
}
