import { InlineKeyboard } from "grammy";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import {
  changeEverywhere,
  describeChange,
  findPost,
  leaveAsIs,
  proposeEdit,
  type EditRefusal,
  type Post,
  type PostPart,
  type ProposalRefusal,
  type Reviser,
} from "../../src/posts/service.ts";
import type { Goods } from "../../src/supply/rules.ts";
import { alertTap } from "./alerts.ts";

export const reviserOf = ({ actor }: BotContext): Reviser => ({ id: actor.person.id, roles: actor.roles });

/** The message under a button, where it is in the tapper's own chat: there the change is shown as it goes. */
export const tappedMessage = (ctx: BotContext): number | null =>
  ctx.chat?.type === "private" ? (ctx.callbackQuery?.message?.message_id ?? null) : null;

const listWords = (ctx: BotContext, words: readonly string[]): string => words.join(ctx.t("people-list-comma"));

function describeRefusal(ctx: BotContext, refusal: ProposalRefusal): string {
  if (refusal.reason === "words") return ctx.t("post-edit-refused-words", { words: listWords(ctx, refusal.words) });
  if (refusal.reason !== "too_long") return ctx.t(refusal.reason === "empty" ? "post-empty" : `post-edit-refused-${refusal.reason}`);
  return ctx.t("post-edit-refused-too_long", {
    excess: refusal.excess,
    limit: refusal.limit,
    kind: refusal.hasMedia ? "caption" : "text",
  });
}

/**
 * The author edited the message behind a post that was sent, or gave it another table: asks whether to change it everywhere, or says why
 * that can not be (false).
 */
export async function offerEdit(
  deps: Deps,
  ctx: BotContext,
  post: Post,
  part: PostPart,
  { goods, at }: { goods?: readonly Goods[]; at?: number } = {},
): Promise<boolean> {
  const change = { part, cause: ctx.update.update_id, ...(goods ? { goods } : {}), ...(at === undefined ? {} : { at }) };
  const result = await proposeEdit(deps, post, change, reviserOf(ctx));
  if (result.ok) return true;
  if (result.reason !== "same") await ctx.reply(describeRefusal(ctx, result));
  else if (goods) await ctx.reply(ctx.t("post-edit-refused-same_table"));
  // Telegram also reports edits that change no word (a preview that loaded): those need no answer.
  else if (at !== undefined) await ctx.reply(ctx.t("post-renew-same"));
  return false;
}

/** Why a tap changes nothing about a sent post. */
export async function refuseAnswer(ctx: BotContext, refusal: EditRefusal): Promise<void> {
  const words = refusal.reason === "words" ? listWords(ctx, refusal.words) : "";
  const key = refusal.reason === "not_found" ? "post-refused-not_found" : `post-edit-refused-${refusal.reason}`;
  await alertTap(ctx, ctx.t(key, { words }));
}

type Ids = { postId: number; proposalId: number };

async function change(deps: Deps, ctx: BotContext, ids: Ids): Promise<unknown> {
  const result = await changeEverywhere(deps, { ...ids, messageId: tappedMessage(ctx) }, reviserOf(ctx));
  if (!result.ok) return refuseAnswer(ctx, result);
  const post = (await findPost(deps.db, ids.postId))!;
  const standing = { kind: "post_edit" as const, total: result.places, left: result.places };
  return ctx.editMessageText(describeChange(deps, ctx.locale, post, standing), { reply_markup: new InlineKeyboard() });
}

async function leave(deps: Deps, ctx: BotContext, ids: Ids): Promise<unknown> {
  const result = await leaveAsIs(deps, ids, reviserOf(ctx));
  if (!result.ok) return refuseAnswer(ctx, result);
  return ctx.editMessageText(ctx.t("post-edit-left"), { reply_markup: new InlineKeyboard() });
}

const ANSWERS = { edityes: change, editno: leave } as const;
type Answering = keyof typeof ANSWERS;

export const isAnswering = (action: string): action is Answering => Object.hasOwn(ANSWERS, action);

/** The answer to that question; what does not parse is an old or forged button. */
export async function answerEdit(deps: Deps, ctx: BotContext, action: Answering, [postId, proposalId]: number[]): Promise<unknown> {
  const ids = { postId: Number(postId), proposalId: Number(proposalId) };
  const isReadable = Object.values(ids).every(Number.isSafeInteger);
  return isReadable ? ANSWERS[action](deps, ctx, ids) : refuseAnswer(ctx, { ok: false, reason: "not_found" });
}
