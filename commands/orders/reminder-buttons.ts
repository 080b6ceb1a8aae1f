import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { answerReminder, findHelpSubject, muteReminders, type Tap } from "../../src/windows/answers.ts";
import { isNotNowReason, type NotNowReason } from "../../src/windows/rules.ts";
import { askForHelp } from "../complaints/filing.ts";
import { outdated } from "../complaints/receipt-buttons.ts";

type Answer = { answer: "said_ordered" | "not_now"; reason: NotNowReason | null };
type NotedKey = "reminder-noted" | "reminder-taken-back";

const alert = (ctx: BotContext, key: string) => ctx.answerCallbackQuery({ text: ctx.t(key), show_alert: true });

/** The tap is answered first: whether or not the message can still be changed, the person learns what became of it. */
async function answer(deps: Deps, ctx: BotContext, tap: Tap, said: Answer | undefined, key: NotedKey): Promise<void> {
  const result = await answerReminder(deps, tap, said);
  if (result.problem === "unknown") return void (await alert(ctx, "reminder-not-yours"));
  if (result.problem) await alert(ctx, `reminder-tap-${result.problem}`);
  else await ctx.answerCallbackQuery({ text: ctx.t(key) });
  await ctx.editMessageText(result.view.text, { reply_markup: result.view.reply_markup });
}

async function mute(deps: Deps, ctx: BotContext, tap: Tap, isMuted: boolean): Promise<void> {
  const view = await muteReminders(deps, tap, isMuted);
  await ctx.answerCallbackQuery({ text: ctx.t(isMuted ? "reminder-tap-muted" : "reminder-tap-unmuted") });
  if (view) await ctx.editMessageText(view.text, { reply_markup: view.reply_markup });
}

/** Every button under an order reminder: "order:<action>:<window>[:<reason>]". */
export async function tapReminder(deps: Deps, ctx: BotContext, [, action, id, reason]: RegExpMatchArray): Promise<void> {
  const tap = { windowId: Number(id), personId: ctx.from!.id, locale: ctx.locale };
  switch (action) {
    case "said":
      return answer(deps, ctx, tap, { answer: "said_ordered", reason: null }, "reminder-noted");
    case "notnow":
      return answer(deps, ctx, tap, { answer: "not_now", reason: null }, "reminder-noted");
    case "why":
      if (!isNotNowReason(reason)) return outdated(ctx);
      return answer(deps, ctx, tap, { answer: "not_now", reason }, "reminder-noted");
    case "change":
      return answer(deps, ctx, tap, undefined, "reminder-taken-back");
    case "mute":
      return mute(deps, ctx, tap, true);
    case "unmute":
      return mute(deps, ctx, tap, false);
    case "help":
      return askForHelp(deps, ctx, await findHelpSubject(deps, tap));
    default:
      return outdated(ctx);
  }
}
