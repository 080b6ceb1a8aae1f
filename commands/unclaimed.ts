import { Composer, InlineKeyboard } from "grammy";
import { mayUse } from "../src/access.ts";
import type { Received } from "../src/complaints/rules.ts";
import { findMyOpenCase, findWaiting, noteEdit } from "../src/complaints/service.ts";
import type { BotContext } from "../src/context.ts";
import type { Deps } from "../src/deps.ts";
import { addedText, isPrivate } from "./complaints/answers.ts";
import { isEmpty, readContent, toReceived, withoutPrefix } from "./complaints/content.ts";
import { findCaseDialogue, keepItem } from "./complaints/dialogues.ts";
import { answerStranger, takeKeptEdit } from "./complaints/kept/words.ts";
import { outdated } from "./complaints/receipt-buttons.ts";

async function choices(deps: Deps, ctx: BotContext): Promise<InlineKeyboard> {
  const open = await findMyOpenCase(deps, ctx.from!.id);
  const keyboard = new InlineKeyboard().text(ctx.t("plain-complaint"), "complain:file").text(ctx.t("plain-question"), "ask:file").row();
  if (open) keyboard.text(ctx.t("plain-add", { number: open.number }), `complain:add:${open.id}`).row();
  return keyboard.text(ctx.t("plain-cancel"), "complain:cancel");
}

/** A retailer said something that is no command: keeps it and asks what it is; what follows before the answer counts with it. */
async function sortOut(deps: Deps, ctx: BotContext, received: Received): Promise<void> {
  const dialogue = await findCaseDialogue(deps, ctx.from!.id);
  const isWaiting = dialogue?.kind === "unsorted" || dialogue?.kind === "complain_shop" || dialogue?.kind === "similar";
  const before = isWaiting ? dialogue : { kind: "unsorted" as const, items: [] };
  const isOfAlbum = received.albumId !== null && before.items.some(({ albumId }) => albumId === received.albumId);
  const isKept = await keepItem(deps, ctx.from!.id, before, received);
  if (isOfAlbum && isKept) return;
  const key = !isKept ? "plain-full" : before.items.length > 0 ? "plain-noted" : "plain-what";
  // Who is choosing a shop or a case has those buttons already.
  await ctx.reply(ctx.t(key), before.kind !== "unsorted" ? {} : { reply_markup: await choices(deps, ctx) });
}

async function answer(deps: Deps, ctx: BotContext): Promise<unknown> {
  const received = toReceived(readContent(ctx.message!));
  if (isEmpty(received)) return undefined;
  const { shops, roles } = ctx.actor;
  if (shops.length === 0 && roles.length === 0) return answerStranger(deps, ctx, received);
  if (received.text.startsWith("/")) return ctx.reply(ctx.t("plain-unknown-command"));
  if (shops.length > 0) return sortOut(deps, ctx, received);
  return ctx.reply(ctx.t(mayUse(ctx.actor, "post") ? "plain-author" : "plain-staff"));
}

/** Tells whoever changed words of a case that it was noticed; in a retailers' group that would be noise. */
async function confirmEdit(ctx: BotContext, speaksTo: "shop" | "desk", complaint: Parameters<typeof addedText>[1]): Promise<void> {
  if (speaksTo === "shop") await ctx.reply(ctx.t("complaint-answer-passed", { number: complaint.number }));
  else if (isPrivate(ctx)) await ctx.reply(addedText(ctx, complaint, "edited"));
}

/** An edit changes what was said in a case, or what still waits to be sorted; anything else stays as it was. */
async function takeEdit(deps: Deps, ctx: BotContext): Promise<void> {
  const content = readContent(ctx.editedMessage!);
  const noted = await noteEdit(deps, ctx.from!.id, { ...content, text: withoutPrefix(content.text, ctx.me.username) });
  if (noted?.ok && noted.isNew) await confirmEdit(ctx, noted.speaksTo, noted.complaint);
  if (noted || (await takeKeptEdit(deps, ctx, content))) return;
  const current = await findCaseDialogue(deps, ctx.from!.id);
  const waiting = await findWaiting(deps, ctx.from!.id);
  const holding = [current, waiting && { kind: "similar" as const, ...waiting }].flatMap((each) =>
    each?.kind === "unsorted" || each?.kind === "complain_shop" || each?.kind === "similar" ? [each] : [],
  );
  const isEdited = ({ chatId, messageId }: Received) => chatId === content.chatId && messageId === content.messageId;
  const dialogue = holding.find(({ items }) => items.some(isEdited));
  if (!dialogue) return;
  const words = { ...toReceived(content), text: withoutPrefix(content.text, ctx.me.username) };
  if (!(await keepItem(deps, ctx.from!.id, dialogue, words)) && isPrivate(ctx)) await ctx.reply(ctx.t("plain-full"));
}

/** The end of the line: nobody in private is met with silence, no button keeps spinning, and no group is disturbed. */
export function unclaimed(deps: Deps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.chatType("private").on("message", (ctx) => answer(deps, ctx));
  composer.on("edited_message", (ctx) => takeEdit(deps, ctx));
  composer.on("callback_query", (ctx) => outdated(ctx));
  return composer;
}
