import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { ackKeyboard, needsOwnButton, renderParts, toMedia, toOutgoing, type Place } from "../../src/posts/render.ts";
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

/** The button that Telegram does not put under an album. */
async function showOwnButton(
  deps: Deps,
  ctx: BotContext,
  { keyboard }: PostMessage,
  locale: Place["locale"],
  albumId: number,
): Promise<void> {
  await ctx.reply(deps.t(locale, "post-ack-ask"), {
    reply_markup: keyboard!,
    reply_parameters: { message_id: albumId, allow_sending_without_reply: true },
    disable_notification: true,
  });
}

/**
 * Sends a post as one place reads it to the chat the update came from; the ids of what arrived. The button below it is shown in a preview
 * only: who asked to see it acknowledges nothing. Where the server turns out to take no rich messages, a table comes as text.
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
    const { keyboard, shown, ...rendered } = message!;
    const outgoing = toOutgoing(place.isPreview && keyboard ? { ...rendered, keyboard } : rendered, options);
    try {
      ids.push(...(await replyWith(ctx, outgoing)));
      from = shown;
      if (place.isPreview && needsOwnButton(message!)) await showOwnButton(deps, ctx, message!, place.locale, ids[0]!);
    } catch (error) {
      const outcome = readOutcome(error);
      if (outcome.kind !== "refused" || !noteRichRefusal(deps, outgoing, outcome.reason)) throw error;
    }
  }
  return ids;
}

/** Takes away what is shown anew below: two messages with the buttons of one post are one too many, and one of them soon says what is not so. */
async function removeShown(ctx: BotContext, messageIds: readonly number[]): Promise<void> {
  if (messageIds.length === 0) return;
  try {
    await ctx.api.deleteMessages(ctx.chat!.id, [...messageIds]);
  } catch (error) {
    // After 48 hours Telegram keeps it.
    if (readOutcome(error).kind !== "refused") throw error;
  }
}

const panelOf = ({ panelMessageId }: Post): number[] => (panelMessageId === null ? [] : [panelMessageId]);

/** Sends the message with a post's buttons in place of the one before; from then on it is the one that is kept up to date. */
export async function showPanel(deps: Deps, ctx: BotContext, post: Post): Promise<void> {
  await removeShown(ctx, panelOf(post));
  const { text, keyboard } = await describePost(deps, ctx.locale, post);
  const panel = await ctx.reply(text, { reply_markup: keyboard });
  await notePreview(deps, post.id, { panelMessageId: panel.message_id });
}

/** Shows a draft as its readers will see it, and below it what happens with it. */
export async function showDraft(deps: Deps, ctx: BotContext, post: Post): Promise<void> {
  await removeShown(ctx, [...post.previewMessageIds, ...panelOf(post)]);
  const place = choosePlace(await findAudience(deps, post), ctx.locale);
  const previewMessageIds = await replyWithPost(deps, ctx, post, { place, options: { protect: post.protect } });
  await notePreview(deps, post.id, { previewMessageIds });
  await showPanel(deps, ctx, { ...post, panelMessageId: null });
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
  // An edit that does not name the button takes it away.
  const { keyboard } = post.parts.length > 1 ? {} : ackKeyboard(deps.t, post, place);
  const other = keyboard ? { reply_markup: keyboard } : {};
  if (part.media) await ctx.api.editMessageMedia(chatId, messageId, toMedia(part), other);
  else
    await ctx.api.editMessageText(chatId, messageId, part.text, {
      entities: part.entities,
      link_preview_options: { is_disabled: true },
      ...other,
    });
}

/** Puts the button below the preview, or takes it away: its author has just switched it. Below an album it comes with the next test. */
export async function refreshButton(deps: Deps, ctx: BotContext, post: Post): Promise<void> {
  const messageId = post.previewMessageIds.at(-1);
  if (messageId === undefined || post.parts.length > 1) return;
  const { keyboard } = ackKeyboard(deps.t, post, choosePlace(await findAudience(deps, post), ctx.locale));
  try {
    await ctx.api.editMessageReplyMarkup(ctx.chat!.id, messageId, keyboard ? { reply_markup: keyboard } : {});
  } catch (error) {
    // Its author deleted it, and is busy with the options.
    if (readOutcome(error).kind !== "refused") throw error;
  }
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
