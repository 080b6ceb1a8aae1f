import { InlineKeyboard } from "grammy";
import { isBlank, type Category, type HelpSubject, type Received } from "../../src/complaints/rules.ts";
import { canReach, fileUndecided, findSimilarCase, findWaiting, openComplaint, sendMissedReceipts } from "../../src/complaints/service.ts";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { retailerKeyboard } from "../keyboard.ts";
import { askToVerify } from "../people.ts";
import { isPrivate, refuse, toPrivateChat, whisper } from "./answers.ts";
import { answerStranger, hintInGroup } from "./kept/words.ts";
import { findCaseDialogue, saveCaseDialogue, type CaseDialogue } from "./dialogues.ts";

export const complainButton = (ctx: BotContext): { button: string } => ({ button: ctx.t("keyboard-complain") });

/** Writes to the sender in private, in the person's own language; from a group also says there that it did, or how to let it. */
async function askPrivately(deps: Deps, ctx: BotContext, key: string, groupKey: string, keyboard: InlineKeyboard): Promise<void> {
  const isReached = isPrivate(ctx) || (await canReach(deps, ctx.from!.id));
  if (isReached) await ctx.api.sendMessage(ctx.from!.id, deps.t(ctx.actor.locale, key), { reply_markup: keyboard });
  if (!isPrivate(ctx)) await whisper(ctx, ctx.t(groupKey), toPrivateChat(ctx));
}

const cancelKeyboard = (deps: Deps, ctx: BotContext) =>
  new InlineKeyboard().text(deps.t(ctx.actor.locale, "complaint-button-cancel"), "complain:cancel");

/** Asks for the words of a complaint or a question; the next message in private is taken for them. */
export async function askForText(deps: Deps, ctx: BotContext, kind: "complain" | "ask"): Promise<void> {
  const waiting = await settleSimilar(deps, ctx);
  // The button answers what was asked about the messages before it: they are the complaint, and must not be lost.
  if (waiting?.kind === "unsorted") return void (await file(deps, ctx, waiting.items, kind === "ask" ? { category: "advice" } : {}));
  await saveCaseDialogue(deps, ctx.from!.id, { kind });
  const key = kind === "ask" ? "complaint-ask-question" : "complaint-ask-text";
  await askPrivately(deps, ctx, key, "complaint-group-ask", cancelKeyboard(deps, ctx));
}

/**
 * "I need help" under an order reminder: as a question to the desk, which is told which window it is about. Whoever taps again while the
 * bot waits for the words is not asked for them twice.
 */
export async function askForHelp(deps: Deps, ctx: BotContext, about: HelpSubject | undefined): Promise<void> {
  const waiting = await settleSimilar(deps, ctx);
  if (waiting?.kind === "unsorted") return void (await file(deps, ctx, waiting.items, { category: "advice", about }));
  if (waiting?.kind === "ask" && waiting.about !== undefined && waiting.about.windowId === about?.windowId)
    return void (await ctx.answerCallbackQuery({ text: ctx.t("complaint-ask-order-again"), show_alert: true }));
  await saveCaseDialogue(deps, ctx.from!.id, { kind: "ask", about });
  const text = ctx.t("complaint-ask-order", { phone: deps.config.orderingPhone ?? "none" });
  await ctx.reply(text, { reply_markup: cancelKeyboard(deps, ctx) });
}

/** What the person is in the middle of. Who begins something new has not chosen, so what waits for the choice becomes a case of its own. */
async function settleSimilar(deps: Deps, ctx: BotContext): Promise<CaseDialogue | undefined> {
  const waiting = await findWaiting(deps, ctx.from!.id);
  if (waiting) await fileUndecided(deps, { personId: ctx.from!.id, waiting });
  return findCaseDialogue(deps, ctx.from!.id);
}

const isSame = (a: Received | undefined, b: Received | undefined): boolean => a?.chatId === b?.chatId && a?.messageId === b?.messageId;

/** Whether words can wait for a choice: others that did so are filed first, which someone who files too much is refused. */
async function isFreeToWait(deps: Deps, ctx: BotContext, items: Received[]): Promise<boolean> {
  const before = await findWaiting(deps, ctx.from!.id);
  if (!before || isSame(before.items[0], items[0])) return true;
  await settleSimilar(deps, ctx);
  return (await findWaiting(deps, ctx.from!.id)) === undefined;
}

/** "Add to C-... or open a new one?", while the words wait in the dialogue. */
async function askSimilar(deps: Deps, ctx: BotContext, number: string, complaintId: number): Promise<void> {
  const t: BotContext["t"] = (key, variables) => deps.t(ctx.actor.locale, key, variables);
  const keyboard = new InlineKeyboard()
    .text(t("plain-add", { number }), `complain:addto:${complaintId}`)
    .row()
    .text(t("complaint-similar-new"), "complain:new");
  await ctx.api.sendMessage(ctx.from!.id, t("complaint-similar", { number }), { reply_markup: keyboard });
  if (!isPrivate(ctx)) await whisper(ctx, ctx.t("complaint-group-similar"), toPrivateChat(ctx));
}

async function askForShop(deps: Deps, ctx: BotContext): Promise<void> {
  const keyboard = new InlineKeyboard();
  for (const { id, shopName } of ctx.actor.shops) keyboard.text(shopName, `complain:shop:${id}`).row();
  keyboard.text(deps.t(ctx.actor.locale, "complaint-button-cancel"), "complain:cancel");
  await askPrivately(deps, ctx, "complaint-choose-shop", "complaint-group-choose", keyboard);
}

/** In a group: that it arrived, and nothing of what it says. */
async function acknowledge(deps: Deps, ctx: BotContext): Promise<void> {
  if (await canReach(deps, ctx.from!.id)) await whisper(ctx, ctx.t("complaint-group-receipt"));
  else await whisper(ctx, ctx.t("complaint-group-start"), toPrivateChat(ctx));
}

/** What came of it: filed (or the shop is asked for), the person asked about a similar case, or refused with a reason. */
export type Filing = "filed" | "asked" | "refused";

/**
 * Files what a retailer said, after asking for the shop if the person has several, and whether it belongs to a similar case; the receipt
 * goes out as a delivery.
 */
export async function file(
  deps: Deps,
  ctx: BotContext,
  items: Received[],
  { category, retailerId, about }: { category?: Category | undefined; retailerId?: number; about?: HelpSubject | undefined },
): Promise<Filing> {
  const { shops } = ctx.actor;
  const isOwn = (id: number | null | undefined) => shops.some((shop) => shop.id === id);
  const only = isOwn(about?.retailerId) ? about!.retailerId! : shops.length === 1 ? shops[0]!.id : undefined;
  const shopId = retailerId ?? only;
  if (shopId === undefined) {
    await saveCaseDialogue(deps, ctx.from!.id, { kind: "complain_shop", items, category: category ?? null, about });
    await askForShop(deps, ctx);
    return "filed";
  }
  const similar = await findSimilarCase(deps, { personId: ctx.from!.id, retailerId: shopId, items, category });
  // Whoever can not be asked gets a case of its own.
  if (similar && (await canReach(deps, ctx.from!.id)) && (await isFreeToWait(deps, ctx, items))) {
    const waiting = { items, category: category ?? null, retailerId: shopId, complaintId: similar.id, about };
    await saveCaseDialogue(deps, ctx.from!.id, { kind: "similar", ...waiting });
    await askSimilar(deps, ctx, similar.number, similar.id);
    return "asked";
  }
  const result = await openComplaint(deps, { personId: ctx.from!.id, retailerId: shopId, items, category, windowId: about?.windowId });
  if (!result.ok) {
    await refuse(deps, ctx, result);
    return "refused";
  }
  if (result.isNew && !isPrivate(ctx)) await acknowledge(deps, ctx);
  return "filed";
}

/** Someone who is no verified retailer complained: staff learn how it is done, everyone else how to get verified, and their words are kept for it. */
export async function turnAway(deps: Deps, ctx: BotContext, received: Received): Promise<void> {
  if (ctx.actor.roles.length > 0)
    return void (isPrivate(ctx) && (await ctx.reply(ctx.t("complaint-staff-only-retailers", complainButton(ctx)))));
  await (isPrivate(ctx) ? answerStranger(deps, ctx, received, true) : hintInGroup(deps, ctx, received));
}

/** A complaint begins: with words or a file it is filed, without them they are asked for. */
export async function complain(deps: Deps, ctx: BotContext, received: Received): Promise<void> {
  if (ctx.actor.shops.length === 0) return turnAway(deps, ctx, received);
  const waiting = await findWaiting(deps, ctx.from!.id);
  // A second delivery of the message that is being asked about.
  if (waiting?.items.some((item) => isSame(item, received))) return;
  await settleSimilar(deps, ctx);
  if (isBlank(received.text) && !received.media) return askForText(deps, ctx, "complain");
  await file(deps, ctx, [received], {});
}

/** t.me/bot?start=complaint: what someone sees who came from a group. */
export async function startFromGroup(deps: Deps, ctx: BotContext): Promise<void> {
  if (ctx.actor.shops.length === 0) return askToVerify(ctx);
  const dialogue = await findCaseDialogue(deps, ctx.from!.id);
  const isOpen = (await sendMissedReceipts(deps, ctx.from!.id)) > 0;
  const key = isOpen || dialogue ? "complaint-start-open" : "complaint-start-none";
  // The keyboard comes with a message of its own: one message can not carry both kinds of buttons.
  if (isOpen || !dialogue) await ctx.reply(ctx.t(key, complainButton(ctx)), { reply_markup: retailerKeyboard(ctx.t) });
  if (dialogue?.kind === "ask" && dialogue.about) return askForHelp(deps, ctx, dialogue.about);
  if (dialogue?.kind === "complain" || dialogue?.kind === "ask") return askForText(deps, ctx, dialogue.kind);
  if (dialogue?.kind === "complain_shop") return askForShop(deps, ctx);
}
