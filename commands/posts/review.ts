import { InlineKeyboard } from "grammy";
import { mayUse } from "../../src/access.ts";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { findDialogue, saveDialogue } from "../../src/people/service.ts";
import { REASON_MAX } from "../../src/posts/approval-rules.ts";
import {
  approve,
  choosePlace,
  describeReview,
  findAudience,
  findReview,
  giveBack,
  type DecisionRefusal,
  type Post,
  type Review,
  type WordsRefusal,
} from "../../src/posts/service.ts";
import { isForOthers } from "../keyboard.ts";
import { alertTap } from "./alerts.ts";
import { replyWithPost } from "./preview.ts";

const DIALOGUE = "post_return";

type Asked = { postId: number; version: number; cardId: number };

const endDialogue = (deps: Deps, ctx: BotContext) => saveDialogue(deps.db, ctx.from!.id, undefined, deps.clock());

async function showCard(deps: Deps, ctx: BotContext, post: Post, { version }: Pick<Review, "version">): Promise<unknown> {
  const { text, keyboard } = await describeReview(deps, ctx.locale, post, version);
  return ctx.editMessageText(text, { reply_markup: keyboard });
}

/** A tap that can not have its effect: says why, and a card that is closed loses its buttons. */
async function refuse(deps: Deps, ctx: BotContext, review: Review, refusal: DecisionRefusal | WordsRefusal): Promise<unknown> {
  if (refusal.reason === "words") {
    return alertTap(ctx, ctx.t("review-refused-words", { words: refusal.words.join(ctx.t("people-list-comma")) }));
  }
  if (refusal.reason !== "closed") return alertTap(ctx, ctx.t(`review-refused-${refusal.reason}`));
  const { text } = await describeReview(deps, ctx.locale, refusal.post, review.version);
  await alertTap(ctx, text);
  return showCard(deps, ctx, refusal.post, review);
}

type Act = (deps: Deps, ctx: BotContext, review: Review, post: Post) => Promise<unknown>;

async function approveIt(deps: Deps, ctx: BotContext, review: Review): Promise<unknown> {
  const result = await approve(deps, review);
  return result.ok ? showCard(deps, ctx, result.post, review) : refuse(deps, ctx, review, result);
}

/** Asks for the reason under the card itself, so that what it is about stays in sight. */
async function askReason(deps: Deps, ctx: BotContext, { postId, version }: Review, post: Post): Promise<void> {
  const asked: Asked = { postId, version, cardId: ctx.callbackQuery!.message!.message_id };
  const before = await findAsked(deps, ctx);
  await saveDialogue(deps.db, ctx.from!.id, { kind: DIALOGUE, data: asked }, deps.clock());
  const { text } = await describeReview(deps, ctx.locale, post, version);
  const keyboard = new InlineKeyboard().text(ctx.t("post-back"), `review:keep:${postId}:${version}`);
  await ctx.editMessageText(`${text}\n\n${ctx.t("review-ask-reason")}`, { reply_markup: keyboard });
  // The next message is the reason for this one: an earlier card must not go on asking.
  if (before && before.cardId !== asked.cardId) await restoreCard(deps, ctx, before);
}

async function keep(deps: Deps, ctx: BotContext, review: Review, post: Post): Promise<unknown> {
  const asked = await findAsked(deps, ctx);
  if (asked?.postId === review.postId && asked.version === review.version) await endDialogue(deps, ctx);
  return showCard(deps, ctx, post, review);
}

/** The post once more, as its recipients get it. */
async function show(deps: Deps, ctx: BotContext, _review: Review, post: Post): Promise<unknown> {
  const place = choosePlace(await findAudience(deps, post), ctx.locale);
  return replyWithPost(deps, ctx, post, { place, options: { protect: post.protect } });
}

const ACTIONS: Record<string, Act> = { approve: approveIt, return: askReason, keep, show };

/** A button of an approver's card; what does not parse is an old or forged one. */
export async function tapReview(deps: Deps, ctx: BotContext, data: string): Promise<unknown> {
  const [, action = "", id = "", version = ""] = data.split(":");
  const act = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
  const review: Review = { postId: Number(id), version: Number(version), actorId: ctx.from!.id };
  if (!act || !Number.isSafeInteger(review.postId) || !Number.isSafeInteger(review.version))
    return alertTap(ctx, ctx.t("review-refused-not_found"));
  const found = await findReview(deps, review);
  return found.ok ? act(deps, ctx, review, found.post) : refuse(deps, ctx, review, found);
}

async function findAsked(deps: Deps, ctx: BotContext): Promise<Asked | undefined> {
  const dialogue = await findDialogue(deps.db, ctx.from!.id);
  return dialogue?.kind === DIALOGUE ? (dialogue.data as Asked) : undefined;
}

/** Brings the card, which is further up by now, to how the post stands. */
async function refreshCard(deps: Deps, ctx: BotContext, post: Post, { cardId, version }: Asked): Promise<void> {
  const { text, keyboard } = await describeReview(deps, ctx.locale, post, version);
  await ctx.api.editMessageText(ctx.chat!.id, cardId, text, { reply_markup: keyboard });
}

/** A card that asked for a reason has its buttons again, or says how it ended. */
async function restoreCard(deps: Deps, ctx: BotContext, asked: Asked): Promise<void> {
  const found = await findReview(deps, { ...asked, actorId: ctx.from!.id });
  if (found.ok || found.reason === "closed") await refreshCard(deps, ctx, found.post, asked);
}

async function takeWords(deps: Deps, ctx: BotContext, asked: Asked, words: string): Promise<void> {
  const result = await giveBack(deps, { ...asked, actorId: ctx.from!.id }, words);
  if (!result.ok && (result.reason === "too_long" || result.reason === "empty"))
    return void (await ctx.reply(ctx.t(`review-reason-${result.reason}`, { limit: REASON_MAX })));
  await endDialogue(deps, ctx);
  if (result.ok || result.reason === "closed") {
    // What came of it is in the card's own words, whoever it was that decided.
    const { text } = await describeReview(deps, ctx.locale, result.post, asked.version);
    await ctx.reply(text);
    return refreshCard(deps, ctx, result.post, asked);
  }
  await ctx.reply(ctx.t(`review-refused-${result.reason}`));
}

async function cancel(deps: Deps, ctx: BotContext, asked: Asked): Promise<void> {
  await endDialogue(deps, ctx);
  await ctx.reply(ctx.t("review-kept"));
  await restoreCard(deps, ctx, asked);
}

/** A private message while the bot waits for the reason is the reason; /cancel ends the question, other commands and keys are none of it. */
export async function takeReason(deps: Deps, ctx: BotContext, next: () => Promise<void>): Promise<void> {
  const asked = await findAsked(deps, ctx);
  if (!asked) return next();
  const { text } = ctx.message!;
  if (text !== undefined && /^\/cancel(@\w+)?$/i.test(text.trim())) return cancel(deps, ctx, asked);
  if (isForOthers(deps, ctx)) return next();
  if (!mayUse(ctx.actor, "review")) {
    // The right was taken away while the question waited.
    await endDialogue(deps, ctx);
    return void (await ctx.reply(ctx.t("access-refused")));
  }
  return takeWords(deps, ctx, asked, text ?? "");
}
