import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { renderParts, toMedia, toOutgoing, type Place } from "../../src/posts/render.ts";
import {
  choosePlace,
  describePost,
  findAudience,
  hasTable,
  notePreview,
  noteRichRefusal,
  renderMessages,
  showAlbumLater,
  type Extent,
  type PostMessage,
  type Post,
} from "../../src/posts/service.ts";
import { readOutcome } from "../../src/telegram/outcomes.ts";
import type { Outgoing } from "../../src/telegram/sender.ts";

/** Sends one ready message to the chat the update came from; the ids of what arrived. */
export async function replyWith(ctx: BotContext, { method, payload }: Outgoing): Promise<number[]> {
  const sent = await (ctx.api.raw[method] as (call: object) => Promise<object>)({ chat_id: ctx.chat!.id, ...payload });
  return (Array.isArray(sent) ? sent : [sent]).map(({ message_id: id }: { message_id: number }) => id);
}

/**
 * Sends a post as one place reads it to the chat the update came from, without the button below it; the ids of what arrived. Where the
 * server turns out to take no rich messages, a table comes as text.
 */
export async function replyWithPost(
  deps: Deps,
  ctx: BotContext,
  post: Post,
  { place, options, extent }: { place: Place; options: { silent?: boolean; protect?: boolean }; extent?: Extent },
): Promise<number[]> {
  const ids: number[] = [];
  for (let from: number | undefined = 0; from !== undefined;) {
    const [message]: PostMessage[] = await renderMessages(deps, post, place, { ...extent, from });
    const { parts, rich, shown } = message!;
    const outgoing = toOutgoing({ parts, ...(rich ? { rich } : {}) }, options);
    try {
      ids.push(...(await replyWith(ctx, outgoing)));
      from = shown;
    } catch (error) {
      const outcome = readOutcome(error);
      if (outcome.kind !== "refused" || !noteRichRefusal(deps, outgoing, outcome.reason)) throw error;
    }
  }
  return ids;
}

/** Sends the message with a post's buttons; from then on it is the one that is kept up to date. */
export async function showPanel(deps: Deps, ctx: BotContext, post: Post): Promise<void> {
  const { text, keyboard } = await describePost(deps, ctx.locale, post);
  const panel = await ctx.reply(text, { reply_markup: keyboard });
  await notePreview(deps, post.id, { panelMessageId: panel.message_id });
}

/** Shows a draft as its readers will see it, and below it what happens with it. */
export async function showDraft(deps: Deps, ctx: BotContext, post: Post): Promise<void> {
  const place = choosePlace(await findAudience(deps, post), ctx.locale);
  const previewMessageIds = await replyWithPost(deps, ctx, post, { place, options: { protect: post.protect } });
  await notePreview(deps, post.id, { previewMessageIds });
  await showPanel(deps, ctx, post);
}

/** Brings the message with the buttons up to date where it is: it is the one that was tapped, or the one last shown. */
export async function refreshPanel(deps: Deps, ctx: BotContext, post: Post): Promise<void> {
  const { text, keyboard } = await describePost(deps, ctx.locale, post);
  if (ctx.callbackQuery) return void (await ctx.editMessageText(text, { reply_markup: keyboard }));
  if (post.panelMessageId !== null) await ctx.api.editMessageText(ctx.chat!.id, post.panelMessageId, text, { reply_markup: keyboard });
}

/** What the author deleted is shown anew. */
async function orShowAnew(deps: Deps, ctx: BotContext, post: Post, change: () => Promise<void>): Promise<void> {
  try {
    await change();
  } catch (error) {
    if (readOutcome(error).kind !== "refused") throw error;
    if (post.parts.length > 1) await showAlbumLater(deps, post);
    else await showDraft(deps, ctx, post);
  }
}

async function editPreview(deps: Deps, ctx: BotContext, post: Post, at: number): Promise<void> {
  const place = choosePlace(await findAudience(deps, post), ctx.locale);
  const part = renderParts(deps.t, post, place)[at]!;
  const messageId = post.previewMessageIds[at];
  if (messageId === undefined) return;
  const chatId = ctx.chat!.id;
  if (part.media) await ctx.api.editMessageMedia(chatId, messageId, toMedia(part));
  else
    await ctx.api.editMessageText(chatId, messageId, part.text, {
      entities: part.entities,
      link_preview_options: { is_disabled: true },
    });
}

/** Brings the preview of one part, and the message with the buttons, up to the draft. */
export async function refreshPart(deps: Deps, ctx: BotContext, post: Post, at: number): Promise<void> {
  // A table may need another number of messages now.
  if (await hasTable(deps, post)) return showDraft(deps, ctx, post);
  if (post.previewMessageIds.length === 0) return post.parts.length > 1 ? showAlbumLater(deps, post) : showDraft(deps, ctx, post);
  return orShowAnew(deps, ctx, post, async () => {
    await editPreview(deps, ctx, post, at);
    await refreshPanel(deps, ctx, post);
  });
}

/** Brings preview and buttons up to the draft after something about all of it changed. */
export async function refreshDraft(deps: Deps, ctx: BotContext, post: Post): Promise<void> {
  return orShowAnew(deps, ctx, post, async () => {
    for (const at of post.parts.keys()) await editPreview(deps, ctx, post, at);
    await refreshPanel(deps, ctx, post);
  });
}
