import { InlineKeyboard } from "grammy";
import type { BotContext } from "../src/context.ts";
import type { Deps } from "../src/deps.ts";
import { hashtagOf, renderPost, toOutgoing, type Place, type RenderedPost } from "../src/posts/render.ts";
import { isProductColumn } from "../src/posts/rules.ts";
import { choosePlace, findAudience, notePreview, type Audience, type Post } from "../src/posts/service.ts";
import { readOutcome } from "../src/telegram/outcomes.ts";

/** As many refused groups as an author reads; the rest is counted. */
const REFUSED_SHOWN = 5;

type Draft = { post: Post; audience: Audience; place: Place; rendered: RenderedPost };

async function renderDraft(deps: Deps, ctx: BotContext, post: Post): Promise<Draft> {
  const audience = await findAudience(deps, post.column);
  const place = choosePlace(audience, ctx.locale);
  return { post, audience, place, rendered: renderPost(deps.t, post, place) };
}

/** What the author has to know about a draft before sending it. */
function describeDraft(deps: Deps, ctx: BotContext, { post, audience: { receivers, refused }, place }: Draft): string {
  const column = ctx.t(`column-${post.column}`);
  const lines = [receivers.length > 0 ? ctx.t("post-panel", { column, n: receivers.length }) : ctx.t("post-panel-nobody", { column })];
  if (isProductColumn(post.column)) lines.push(ctx.t("post-panel-protected"));
  const isMixed = !place.hasHashtag && receivers.some(({ isForum }) => !isForum);
  if (isMixed) lines.push(ctx.t("post-panel-hashtag", { tag: hashtagOf(deps.t, place.locale, post.column) }));
  for (const { title, username } of refused.slice(0, REFUSED_SHOWN)) {
    lines.push(ctx.t("post-panel-refused", { group: title, username: username ?? "" }));
  }
  if (refused.length > REFUSED_SHOWN) lines.push(ctx.t("post-panel-refused-more", { n: refused.length - REFUSED_SHOWN }));
  return lines.join("\n");
}

function draftKeyboard(ctx: BotContext, { post, audience }: Draft): InlineKeyboard {
  const keyboard = new InlineKeyboard();
  if (audience.receivers.length > 0) keyboard.text(ctx.t("post-send"), `post:send:${post.id}`);
  return keyboard.text(ctx.t("post-move"), `post:move:${post.id}`).text(ctx.t("post-discard"), `post:drop:${post.id}`);
}

/** Shows a draft as its readers will see it, and below it what happens with it. */
export async function showDraft(deps: Deps, ctx: BotContext, post: Post): Promise<void> {
  const draft = await renderDraft(deps, ctx, post);
  const chatId = ctx.chat!.id;
  const { method, payload } = toOutgoing(draft.rendered);
  const preview = await (ctx.api.raw[method] as (call: object) => Promise<{ message_id: number }>)({ chat_id: chatId, ...payload });
  const panel = await ctx.reply(describeDraft(deps, ctx, draft), { reply_markup: draftKeyboard(ctx, draft) });
  await notePreview(deps, post.id, preview.message_id, panel.message_id);
}

/** Brings preview and panel up to the draft; shows them anew where the author deleted them. */
export async function refreshDraft(deps: Deps, ctx: BotContext, post: Post): Promise<void> {
  if (post.previewMessageId === null || post.panelMessageId === null) return showDraft(deps, ctx, post);
  try {
    await editDraftMessages(deps, ctx, await renderDraft(deps, ctx, post), post.previewMessageId, post.panelMessageId);
  } catch (error) {
    if (readOutcome(error).kind !== "refused") throw error;
    await showDraft(deps, ctx, post);
  }
}

async function editDraftMessages(deps: Deps, ctx: BotContext, draft: Draft, previewId: number, panelId: number): Promise<void> {
  const chatId = ctx.chat!.id;
  const { text, entities, photo } = draft.rendered;
  if (photo === null) await ctx.api.editMessageText(chatId, previewId, text, { entities, link_preview_options: { is_disabled: true } });
  else await ctx.api.editMessageMedia(chatId, previewId, { type: "photo", media: photo, caption: text, caption_entities: entities });
  await ctx.api.editMessageText(chatId, panelId, describeDraft(deps, ctx, draft), { reply_markup: draftKeyboard(ctx, draft) });
}
