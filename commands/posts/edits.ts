import { isDeepStrictEqual } from "node:util";
import type { Message } from "@grammyjs/types";
import { mayUse } from "../../src/access.ts";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { isOpenToEdits } from "../../src/posts/rules.ts";
import { changeParts, findPost, findPostBySource, hasTable, type Post } from "../../src/posts/service.ts";
import { findComposing, saveComposing, type Composing } from "./composing.ts";
import { takeAsked, takeHeld } from "./content.ts";
import { readPart, toHeld } from "./parts.ts";
import { refreshPart } from "./preview.ts";
import { describeRefusal } from "./refusals.ts";
import { offerEdit } from "./revise.ts";
import { tableOf } from "./tables.ts";

/** Editing the message behind a draft changes the draft. */
export async function takeEdit(deps: Deps, ctx: BotContext, next: () => Promise<void>): Promise<void> {
  const message = ctx.editedMessage!;
  if (!mayUse(ctx.actor, "post")) return next();
  const post = await findPostBySource(deps.db, { chatId: message.chat.id, messageId: message.message_id });
  const document = post?.column === "supply" ? tableOf(message) : undefined;
  const part = document && readPart(deps, message);
  const isTable = post?.state === "draft" || (post && post.sentAt !== null && (await hasTable(deps, post)));
  if (isTable && document && part) return takeHeld(deps, ctx, "supply", { part, albumId: null, document, postId: post.id });
  if (post && isOpenToEdits(post) && !document) return editDraft(deps, ctx, post, message);
  if (post?.state === "submitted") return warnSubmitted(deps, ctx, post, message);
  if (post && post.state !== "discarded") return editSent(deps, ctx, post, message);
  const composing = await findComposing(deps, ctx.from!.id);
  if (composing?.target && composing.refused === message.message_id) return takeAsked(deps, ctx, composing, message);
  // It waits for its column, or for an answer about its broken lines.
  if (composing?.held?.part.messageId === message.message_id) return editHeld(deps, ctx, composing, message);
  return next();
}

/** What is kept of a message until it is a draft is what the message says by then. */
async function editHeld(deps: Deps, ctx: BotContext, { target, held }: Composing, message: Message): Promise<void> {
  const part = readPart(deps, message);
  if (!part) return void (await ctx.reply(ctx.t("post-unsupported")));
  const { albumId, postId } = held!;
  const now = { ...toHeld(part, message, albumId), ...(postId === undefined ? {} : { postId }) };
  if (target) return takeHeld(deps, ctx, target, now);
  await saveComposing(deps, ctx, { held: now });
}

async function editDraft(deps: Deps, ctx: BotContext, post: Post, message: Message): Promise<void> {
  const part = readPart(deps, message);
  const at = post.parts.findIndex(({ messageId }) => messageId === message.message_id);
  // A table that came into the draft by itself is none of its parts, and stays what it was.
  if (!part || at < 0) return void (await ctx.reply(ctx.t("post-unsupported")));
  const result = await changeParts(deps, post, post.parts.with(at, part));
  if (result.ok) await refreshPart(deps, ctx, result.post, at);
  // It was sent between the look and the change.
  else if (result.reason === "not_draft") await offerEdit(deps, ctx, (await findPost(deps.db, post.id))!, part);
  else await ctx.reply(describeRefusal(ctx, result, "post-edit-too-long"));
}

/** What the approver saw is what goes out: a new picture or other formatting is no more taken than other words. */
async function warnSubmitted(deps: Deps, ctx: BotContext, post: Post, message: Message): Promise<void> {
  const before = post.parts.find(({ messageId }) => messageId === message.message_id);
  if (!isDeepStrictEqual(readPart(deps, message), before)) await ctx.reply(ctx.t("post-edit-submitted"));
}

async function editSent(deps: Deps, ctx: BotContext, post: Post, message: Message): Promise<void> {
  const part = readPart(deps, message);
  if (part) await offerEdit(deps, ctx, post, part);
  else await ctx.reply(ctx.t("post-unsupported"));
}
