import type { Message } from "@grammyjs/types";
import { InlineKeyboard } from "grammy";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { namePost } from "../../src/posts/naming.ts";
import { isStarted } from "../../src/posts/rules.ts";
import {
  findOwnDraft,
  findPost,
  inPlaceOfLead,
  refuseReviser,
  replaceDraft,
  showAlbumLater,
  useAgain,
  type DraftResult,
  type Post,
  type PostPart,
} from "../../src/posts/service.ts";
import { alertTap } from "./alerts.ts";
import { findComposing, saveComposing, type Composing } from "./composing.ts";
import { readPart } from "./parts.ts";
import { showDraft } from "./preview.ts";
import { describeRefusal } from "./refusals.ts";
import { offerEdit, refuseAnswer, reviserOf } from "./revise.ts";
import { targetOf } from "./target.ts";

/** Asks for other content of a post: Telegram lets people edit their own message for two days only. */
export async function askContent(deps: Deps, ctx: BotContext, post: Post): Promise<void> {
  await saveComposing(deps, ctx, { target: targetOf(post.column), renews: post.id });
  const keyboard = new InlineKeyboard().text(ctx.t("post-renew-keep"), "post:keep");
  const key = isStarted(post.state) ? "post-renew-ask-sent" : "post-renew-ask";
  await ctx.reply(ctx.t(key, { name: namePost(ctx.t, post) }), { reply_markup: keyboard });
}

/** "New content" below what was sent: its author's with the right to send, and an admin's. */
export async function askChange(deps: Deps, ctx: BotContext, post: Post): Promise<unknown> {
  if (post.state === "recalled") return refuseAnswer(ctx, { ok: false, reason: "recalled" });
  const refusal = await refuseReviser(deps, post.id, reviserOf(ctx));
  return refusal ? refuseAnswer(ctx, refusal) : askContent(deps, ctx, post);
}

/** The author thinks better of it. */
export async function keepContent(deps: Deps, ctx: BotContext): Promise<unknown> {
  if ((await findComposing(deps, ctx.from!.id))?.renews === undefined) return alertTap(ctx, ctx.t("post-cancel-over"));
  await saveComposing(deps, ctx, undefined);
  return ctx.editMessageText(ctx.t("post-renew-kept"));
}

/** New content for what was sent: whoever gives it is asked whether to change it everywhere. */
async function changeSent(deps: Deps, ctx: BotContext, post: Post, content: PostPart): Promise<void> {
  const { part, at } = inPlaceOfLead(post, content);
  if (await offerEdit(deps, ctx, post, part, { at })) await saveComposing(deps, ctx, undefined);
}

/** The message that comes is what the draft says from now on; one that can not be is answered, and another waited for. */
export async function takeRenewal(deps: Deps, ctx: BotContext, composing: Composing, message: Message): Promise<void> {
  const part = readPart(deps, message);
  if (!part) return void (await ctx.reply(ctx.t("post-unsupported")));
  const sent = await findPost(deps.db, composing.renews!);
  if (sent && isStarted(sent.state)) return changeSent(deps, ctx, sent, part);
  const draft = await findOwnDraft(deps, composing.renews!, ctx.from!.id);
  const albumId = message.media_group_id ?? null;
  const source = { chatId: message.chat.id, messageId: message.message_id };
  const replace = (content: PostPart): Promise<DraftResult> =>
    draft.ok ? replaceDraft(deps, draft.post, { part: content, albumId, source }) : Promise.resolve({ ok: false, reason: "not_draft" });
  let result = await replace(part);
  if (!result.ok && result.reason === "too_long" && albumId !== null) {
    // As for a new draft: the rest of the album is on its way, and editing the message brings its words.
    await ctx.reply(describeRefusal(ctx, result, "post-album-too-long"));
    result = await replace({ ...part, text: "", entities: [] });
  }
  if (!result.ok && result.reason !== "not_draft") {
    await saveComposing(deps, ctx, { ...composing, refused: message.message_id });
    return void (await ctx.reply(describeRefusal(ctx, result, "post-too-long")));
  }
  if (!result.ok) await ctx.reply(ctx.t("post-renew-over"));
  else if (albumId === null) await showDraft(deps, ctx, result.post);
  else await showAlbumLater(deps, result.post);
  // Last: if the process dies before, the repeated update finds the dialogue and shows the same draft again.
  await saveComposing(deps, ctx, undefined);
}

/** Makes a draft of what was posted before, for who taps, and shows it. */
export async function copyToDraft(deps: Deps, ctx: BotContext, post: Post): Promise<unknown> {
  const tapped = { chatId: ctx.chat!.id, messageId: ctx.callbackQuery!.message!.message_id };
  const result = await useAgain(deps, post, { actorId: ctx.from!.id, tapped });
  if (!result.ok) return alertTap(ctx, ctx.t(`post-refused-${result.reason}`));
  return showDraft(deps, ctx, result.post);
}
