import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { type Changed, addToComplaint, answerComplaint, findCaseOfAlbum, findRepliedCase } from "../../src/complaints/service.ts";
import { addedText, isPrivate, quoteOf, refuse } from "./answers.ts";
import { ask, takeQuestion } from "./desk/ask.ts";
import { toReceived, type Content } from "./content.ts";
import { endCaseDialogue, findCaseDialogue, keepItem, type CaseDialogue } from "./dialogues.ts";
import { isOfVisit, VISIT_AWAITED } from "./door/words.ts";
import { file } from "./filing.ts";
import { takePostponing } from "./tasks-buttons.ts";
import { takeRatedWords, takeReopening, takeWaiver, takeWhy } from "./returns/words.ts";
import { takeAboutWords } from "./restricted/shop.ts";

type Handled = Promise<boolean>;

/** What the clerk is told of an answer: that it went out, late, or that the shop must be telephoned. */
export function answeredText(deps: Deps, ctx: BotContext, result: Changed & { isReachable: boolean; shopName: string }): string {
  const { complaint, promises } = result;
  const reply = promises.find(({ kind }) => kind === "desk_reply");
  // Only the reply that ended the promise was the late one.
  const isLate = reply?.state === "kept_late" && reply.endedAt === deps.clock();
  const key = !result.isReachable ? "complaint-answered-unreached" : isLate ? "complaint-answered-late" : "complaint-answered";
  return ctx.t(key, { shop: result.shopName, number: complaint.number });
}

/** A reply to one of the bot's messages about a case: to the card it answers the shop, to the receipt or an answer it adds to the case. */
export async function takeReply(deps: Deps, ctx: BotContext, content: Content): Handled {
  const quoted = ctx.message?.reply_to_message;
  if (quoted?.from?.id !== ctx.me.id) return false;
  const replied = await findRepliedCase(deps, content.chatId, quoted.message_id);
  if (!replied) return false;
  const { complaintId, speaksTo } = replied;
  if (speaksTo === "shop") {
    const result = await answerComplaint(deps, { personId: ctx.from!.id, complaintId, received: content });
    if (!result.ok) await refuse(deps, ctx, result);
    else if (result.isNew) await ctx.reply(answeredText(deps, ctx, result), quoteOf(ctx));
    return true;
  }
  if (speaksTo === "question") return ask(deps, ctx, complaintId, content);
  if (speaksTo === "nobody") {
    const dialogue = await findCaseDialogue(deps, ctx.from!.id);
    if (dialogue && dialogue.kind in AWAITED) return false;
    await ctx.reply(ctx.t("complaint-reply-needs-button", { button: ctx.t("promise-button-show") }));
    return true;
  }
  // Whoever is asked for words on this case often replies to the message above the question.
  const dialogue = await findCaseDialogue(deps, ctx.from!.id);
  if (dialogue && dialogue.kind in AWAITED && "complaintId" in dialogue && dialogue.complaintId === complaintId) return false;
  return addTo(deps, ctx, complaintId, content);
}

/** Adds a message to a case and says so, but not at every picture of an album. */
export async function addTo(deps: Deps, ctx: BotContext, complaintId: number, content: Content, endsDialogue = false): Handled {
  const isMore = content.albumId !== null && (await findCaseOfAlbum(deps, content.chatId, content.albumId)) !== undefined;
  const result = await addToComplaint(deps, { personId: ctx.from!.id, complaintId, received: toReceived(content), endsDialogue });
  if (isMore) return true;
  if (!result.ok) await refuse(deps, ctx, result);
  else if (result.isNew) await ctx.reply(addedText(ctx, result.complaint));
  return true;
}

/** A further picture of an album whose first one was filed: it goes where that one went. */
export async function takeAlbum(deps: Deps, ctx: BotContext, content: Content): Handled {
  if (content.albumId === null) return false;
  const complaintId = await findCaseOfAlbum(deps, content.chatId, content.albumId);
  const dialogue = await findCaseDialogue(deps, ctx.from!.id);
  // The words of a visit's album may stand under any of its pictures.
  if (isPrivate(ctx) && dialogue && isOfVisit(dialogue) && (complaintId ?? dialogue.complaintId) === dialogue.complaintId) return false;
  if (complaintId !== undefined) return addTo(deps, ctx, complaintId, content);
  if (
    (dialogue?.kind !== "complain_shop" && dialogue?.kind !== "similar") ||
    !dialogue.items.some(({ albumId }) => albumId === content.albumId)
  )
    return false;
  if (!(await keepItem(deps, ctx.from!.id, dialogue, toReceived(content)))) await ctx.reply(ctx.t("plain-full"), quoteOf(ctx));
  return true;
}

type Awaiting<D extends CaseDialogue> = (deps: Deps, ctx: BotContext, dialogue: D, content: Content) => Handled;

/** Who takes the words that a dialogue about one case waits for. */
const AWAITED: { [K in CaseDialogue["kind"]]?: Awaiting<Extract<CaseDialogue, { kind: K }>> } = {
  ...VISIT_AWAITED,
  postpone: takePostponing,
  said_why: takeWhy,
  rated_words: takeRatedWords,
  waive_reason: takeWaiver,
  reopen_words: takeReopening,
  more_words: (deps, ctx, { complaintId }, content) => addTo(deps, ctx, complaintId, content, true),
  ask_shop: takeQuestion,
  about_whom: takeAboutWords,
};

/** Who turns to something else has not said what was asked for, and the next words must not be taken for it. */
export async function endAwaited(deps: Deps, personId: number): Promise<void> {
  const dialogue = await findCaseDialogue(deps, personId);
  if (dialogue && dialogue.kind in AWAITED) await endCaseDialogue(deps, personId);
}

/** The message that a dialogue waits for: a complaint's or a question's words, or what came of a door visit. */
export async function takeAwaited(deps: Deps, ctx: BotContext, content: Content): Handled {
  if (!isPrivate(ctx)) return false;
  // A command of any feature has ended the dialogue before it came here.
  if (content.text.startsWith("/")) return false;
  const dialogue = await findCaseDialogue(deps, ctx.from!.id);
  const take = dialogue && (AWAITED[dialogue.kind] as Awaiting<CaseDialogue> | undefined);
  if (take) return take(deps, ctx, dialogue, content);
  if ((dialogue?.kind !== "complain" && dialogue?.kind !== "ask") || ctx.actor.shops.length === 0) return false;
  await file(deps, ctx, [toReceived(content)], dialogue.kind === "ask" ? { category: "advice", about: dialogue.about } : {});
  return true;
}
