import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { DIALOGUE_MS, type ACTIONS, type Cause } from "../../src/follow-ups/rules.ts";
import { finishFollowUp, FOLLOW_UP_DIALOGUE, postponeFollowUp, readCard } from "../../src/follow-ups/service.ts";
import { findDialogue, saveDialogue } from "../../src/people/service.ts";
import { findRepliedCase } from "../../src/complaints/service.ts";
import { isForOthers } from "../keyboard.ts";
import { refuse } from "./answers.ts";

/** What the person's next words are: the note of a task that ends, or why it gets more time. */
export type Awaited =
  | { what: "note"; id: number; page: number; cause: Cause; action: (typeof ACTIONS)[number] }
  | { what: "reason"; id: number; page: number; days: number };
type Stored = (Awaited & { at: number }) | { taken: number };

async function findStored(deps: Deps, personId: number): Promise<Stored | undefined> {
  const dialogue = await findDialogue(deps.db, personId);
  return dialogue?.kind === FOLLOW_UP_DIALOGUE ? (dialogue.data as Stored) : undefined;
}

export async function awaitWords(deps: Deps, ctx: BotContext, awaited: Awaited): Promise<void> {
  const now = deps.clock();
  await saveDialogue(deps.db, ctx.from!.id, { kind: FOLLOW_UP_DIALOGUE, data: { ...awaited, at: now } }, now);
}

/** Whoever turns to another button has no words to come. */
export async function endDialogue(deps: Deps, personId: number): Promise<void> {
  const stored = await findStored(deps, personId);
  if (stored && !("taken" in stored)) await saveDialogue(deps.db, personId, undefined, deps.clock());
}

function enter(deps: Deps, personId: number, awaited: Awaited, words: { text: string; messageId: number }) {
  const { id } = awaited;
  const { text, messageId } = words;
  return awaited.what === "note"
    ? finishFollowUp(deps, { id, personId, cause: awaited.cause, action: awaited.action, note: text, messageId })
    : postponeFollowUp(deps, { id, personId, days: awaited.days, reason: text, messageId });
}

async function takeText(deps: Deps, ctx: BotContext, awaited: Awaited, text: string): Promise<void> {
  const personId = ctx.from!.id;
  const entered = await enter(deps, personId, awaited, { text, messageId: ctx.message!.message_id });
  if (!entered.ok) {
    // Words of the wrong length can be written anew; anything else that stands against it will not change by that.
    if (entered.reason !== "empty" && entered.reason !== "too_long") await endDialogue(deps, personId);
    return refuse(deps, ctx, entered);
  }
  const card = await readCard(deps, { id: awaited.id, page: awaited.page, personId, locale: ctx.locale });
  if (!card.ok) return refuse(deps, ctx, card);
  await ctx.reply(card.text, { reply_markup: card.reply_markup });
}

/** The note or reason that a card asked for; false when nothing was asked for, or the message is for someone else. */
export async function takeWords(deps: Deps, ctx: BotContext): Promise<boolean> {
  const message = ctx.message!;
  const stored = await findStored(deps, ctx.from!.id);
  if (!stored) return false;
  // The same message once more: it is in the task already.
  if ("taken" in stored) return stored.taken === message.message_id;
  const text = message.text ?? message.caption ?? "";
  if (isForOthers(deps, ctx) || deps.clock() - stored.at > DIALOGUE_MS) {
    await endDialogue(deps, ctx.from!.id);
    return false;
  }
  const replied = message.reply_to_message;
  if (replied && (await findRepliedCase(deps, ctx.from!.id, replied.message_id))) return false;
  if (text === "") await ctx.reply(ctx.t("follow-up-words-only"));
  else await takeText(deps, ctx, stored, text);
  return true;
}
