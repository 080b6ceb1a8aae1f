import type { BotContext } from "../../src/context.ts";
import { formatMoment } from "../../src/dates.ts";
import type { Deps } from "../../src/deps.ts";
import { MAX_NOTE_LENGTH, MAX_POSTPONEMENTS } from "../../src/follow-ups/rules.ts";
import { nameOfficer, type Refused, type View } from "../../src/follow-ups/service.ts";

/** A refusal, where the person looks: on the tap, or below the message. */
export async function refuse(deps: Deps, ctx: BotContext, { reason, by, at }: Refused): Promise<void> {
  const text = ctx.t(`follow-up-refused-${reason}`, {
    by: (await nameOfficer(deps, by)) ?? ctx.t("follow-up-office"),
    at: at === undefined ? "" : formatMoment(at, { zone: deps.calendar.zone, locale: ctx.locale, now: deps.clock() }),
    signs: MAX_NOTE_LENGTH,
    times: MAX_POSTPONEMENTS,
  });
  if (ctx.callbackQuery) await ctx.answerCallbackQuery({ text: text.slice(0, 200), show_alert: true });
  else await ctx.reply(text);
}

/** Shows something in place of what was there. */
export async function showHere(ctx: BotContext, { text, reply_markup }: View): Promise<void> {
  await ctx.editMessageText(text, { reply_markup });
}
