import { Composer } from "grammy";
import { matchComplaint } from "../src/complaints/rules.ts";
import type { BotContext } from "../src/context.ts";
import type { Deps } from "../src/deps.ts";
import { findGroup } from "../src/groups/service.ts";
import { takeAgain } from "./complaints/again.ts";
import { isPrivate } from "./complaints/answers.ts";
import { tapCase } from "./complaints/case-buttons.ts";
import { awayCommands } from "./complaints/door/away.ts";
import { isEmpty, matchCommand, matchStaffCommand, readContent, toReceived } from "./complaints/content.ts";
import { askForText, complain, startFromGroup } from "./complaints/filing.ts";
import { fileByStaff, isFiler, tapForShop } from "./complaints/for-shop.ts";
import { showOneCase } from "./complaints/lists.ts";
import { takeKeptAlbum } from "./complaints/kept/words.ts";
import { showMyCases } from "./complaints/mine.ts";
import { endAwaited, takeAlbum, takeAwaited, takeReply } from "./complaints/messages-in.ts";
import { fileUnsorted, outdated, tapReceipt } from "./complaints/receipt-buttons.ts";
import { isKey } from "./keyboard.ts";

/** The words after 投诉 or "complaint", in private or in a retailers' group: in a desk group people talk about complaints. */
async function matchSpoken(deps: Deps, ctx: BotContext, text: string): Promise<string | undefined> {
  const spoken = matchComplaint(text);
  if (spoken === undefined || isPrivate(ctx)) return spoken;
  return (await findGroup(deps.db, ctx.chat!.id))?.kind === "retailers" ? spoken : undefined;
}

/** What a message does to a case, in the order that keeps its meaning; false when it has to do with none. */
async function take(deps: Deps, ctx: BotContext): Promise<boolean> {
  const content = readContent(ctx.message!);
  if (isEmpty(content)) return false;
  if (await takeAgain(deps, ctx, content)) return true;
  const ofStaff = matchStaffCommand(content.text, ctx.me.username);
  // A clerk who also keeps a shop files for their own with /complain.
  if (ofStaff !== undefined && isFiler(ctx)) {
    await fileByStaff(deps, ctx, content, ofStaff);
    return true;
  }
  const commanded = ofStaff ?? matchCommand(content.text, ctx.me.username);
  if (commanded !== undefined) {
    await complain(deps, ctx, { ...toReceived(content), text: commanded });
    return true;
  }
  if (
    (await takeReply(deps, ctx, content)) ||
    (await takeAlbum(deps, ctx, content)) ||
    (await takeKeptAlbum(deps, ctx, content)) ||
    (await takeAwaited(deps, ctx, content))
  )
    return true;
  const spoken = await matchSpoken(deps, ctx, content.text);
  if (spoken === undefined) return false;
  await complain(deps, ctx, { ...toReceived(content), text: spoken });
  return true;
}

/** Complaints and questions: /complain, 投诉 in a group, the keyboard's two buttons, replies, lists, and every button of a case. */
export function complaintsCommands(deps: Deps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.use(awayCommands(deps));
  const inPrivate = composer.chatType("private");
  inPrivate.command("start").filter(
    (ctx) => ctx.match === "complaint",
    (ctx) => startFromGroup(deps, ctx),
  );
  composer.command("mycases", (ctx) => showMyCases(deps, ctx));
  composer.command("case", (ctx) => showOneCase(deps, ctx, ctx.match.trim()));
  const isVerified = (ctx: BotContext) => ctx.actor.shops.length > 0;
  inPrivate.filter(isVerified).filter(isKey(deps.t, "keyboard-complain"), (ctx) => askForText(deps, ctx, "complain"));
  inPrivate.filter(isVerified).filter(isKey(deps.t, "keyboard-ask"), (ctx) => askForText(deps, ctx, "ask"));
  composer.callbackQuery(/^complain:/, (ctx) => tapReceipt(deps, ctx, ctx.callbackQuery.data));
  composer.callbackQuery(/^complaint:/, (ctx) => tapForShop(deps, ctx, ctx.callbackQuery.data));
  composer.callbackQuery(/^case:/, (ctx) => tapCase(deps, ctx, ctx.callbackQuery.data));
  // On an order reminder: "I need help".
  inPrivate.callbackQuery("ask:start", (ctx) => askForText(deps, ctx, "ask"));
  inPrivate.callbackQuery("ask:file", (ctx) => fileUnsorted(deps, ctx, "question"));
  composer.callbackQuery(/^ask:/, outdated);
  composer.on("message", async (ctx, next) => {
    if (!(await take(deps, ctx))) await next();
  });
  return composer;
}

/** Installed before every feature: a command of any of them ends the question for words of staff. */
export function commandsEndAwaited(deps: Deps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.chatType("private").on("message:text", async (ctx, next) => {
    if (ctx.message.text.startsWith("/")) await endAwaited(deps, ctx.from.id);
    await next();
  });
  return composer;
}
