import { isWorthKeeping } from "../../../src/complaints/kept/rules.ts";
import { isBlank, type Received } from "../../../src/complaints/rules.ts";
import { editKept, isOfKeptAlbum, keepWords, shouldHint, type WordsKept } from "../../../src/complaints/service.ts";
import type { BotContext } from "../../../src/context.ts";
import type { Deps } from "../../../src/deps.ts";
import { findGroup } from "../../../src/groups/service.ts";
import { isForOthers } from "../../keyboard.ts";
import { askToVerify } from "../../people.ts";
import { isPrivate, momentOf, quoteOf, toPrivateChat, whisper } from "../answers.ts";
import { toReceived, withoutPrefix, type Content } from "../content.ts";

const keptText = (deps: Deps, ctx: BotContext, kept: WordsKept): string =>
  kept ? ctx.t("kept-until", { until: momentOf(deps, ctx, kept.until) }) : ctx.t("kept-full");

/** Someone unverified wrote in private: how to get verified, and until when their words are kept for it. */
export async function answerStranger(deps: Deps, ctx: BotContext, received: Received, isBegun = false): Promise<void> {
  const { sticker, dice } = ctx.message ?? {};
  const isWords = isBegun || (isWorthKeeping(received.text) && !isForOthers(deps, ctx) && !sticker && !dice);
  if ((isBlank(received.text) && !received.media) || !isWords) return askToVerify(ctx);
  const kept = await keepWords(deps, ctx.from!.id, received, isBegun);
  const isPicture = received.albumId !== null && kept?.isMore === true;
  if (!isPicture) await askToVerify(ctx, keptText(deps, ctx, kept));
}

/** The same in a group, told once a day, to the sender alone where that can be; in a group that is none of ours nothing is kept. */
export async function hintInGroup(deps: Deps, ctx: BotContext, received: Received): Promise<void> {
  const isOurs = (await findGroup(deps.db, ctx.chat!.id))?.kind === "retailers";
  const isKept = isOurs && !(isBlank(received.text) && !received.media);
  const kept = isKept ? await keepWords(deps, ctx.from!.id, received, true) : undefined;
  if (!(await shouldHint(deps, ctx.from!.id))) return;
  const lines = [ctx.t("complaint-group-hint"), ...(isKept ? [keptText(deps, ctx, kept)] : [])];
  await whisper(ctx, lines.join("\n"), toPrivateChat(ctx));
}

/** A further picture of an album whose first one is kept. */
export async function takeKeptAlbum(deps: Deps, ctx: BotContext, content: Content): Promise<boolean> {
  if (!(await isOfKeptAlbum(deps, ctx.from!.id, content))) return false;
  const kept = await keepWords(deps, ctx.from!.id, toReceived(content), true);
  if (!kept && isPrivate(ctx)) await ctx.reply(ctx.t("kept-full"), quoteOf(ctx));
  return true;
}

/** The new words of a message that is kept; false when it is not. */
export async function takeKeptEdit(deps: Deps, ctx: BotContext, content: Content): Promise<boolean> {
  const words = { ...toReceived(content), text: withoutPrefix(content.text, ctx.me.username) };
  const isTaken = await editKept(deps, ctx.from!.id, words);
  if (isTaken === false && isPrivate(ctx)) await ctx.reply(ctx.t("kept-full"));
  return isTaken !== undefined;
}
