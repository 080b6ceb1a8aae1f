import { InlineKeyboard } from "grammy";
import {
  isMeasure,
  MAX_MEASURE_LENGTH,
  MEASURE_DIALOGUE,
  MEASURE_DIALOGUE_MS,
  namePeriod,
  namePlace,
  noteMeasure,
  scopeOfActor,
  type Period,
  type ReportScope,
} from "../../src/complaint-reports/service.ts";
import { findCause, keyOfCause, nameCause, readCauses } from "../../src/complaints/service.ts";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { findDialogue, saveDialogue } from "../../src/people/service.ts";
import { isForOthers } from "../keyboard.ts";

type Awaited = { cause: string; period: Period; at: number };

const refuse = (ctx: BotContext, key: string) => ctx.answerCallbackQuery({ text: ctx.t(key), show_alert: true });

const cancelButton = (ctx: BotContext) => new InlineKeyboard().text(ctx.t("complaint-report-measure-cancel"), "report:ccancel");

async function chooseCause(deps: Deps, ctx: BotContext, scope: ReportScope, period: Period): Promise<unknown> {
  const keyboard = new InlineKeyboard();
  (await readCauses(deps)).forEach((cause, index) => {
    keyboard.text(nameCause(deps, ctx.locale, cause), `report:cnote:${period.kind}:${period.from}:${keyOfCause(cause)}`);
    if (index % 2 === 1) keyboard.row();
  });
  const facts = { period: namePeriod(period, ctx.locale), place: await namePlace(deps, ctx.locale, scope) };
  keyboard.row().text(ctx.t("complaint-report-measure-cancel"), "report:ccancel");
  return ctx.reply(ctx.t("complaint-report-measure-which", facts), { reply_markup: keyboard });
}

/** First asks which cause the measure is for, then (`key`) for its words; refused to those who are not in charge. */
export async function askForMeasure(
  deps: Deps,
  ctx: BotContext,
  scope: ReportScope,
  period: Period,
  key: string | undefined,
): Promise<unknown> {
  if (!scope.isLead) return refuse(ctx, "complaint-report-lead-only");
  if (key === undefined) return chooseCause(deps, ctx, scope, period);
  const cause = findCause(await readCauses(deps), key);
  if (cause === undefined) return refuse(ctx, "report-button-unknown");
  const now = deps.clock();
  await saveDialogue(deps.db, ctx.from!.id, { kind: MEASURE_DIALOGUE, data: { cause, period, at: now } }, now);
  const facts = { max: MAX_MEASURE_LENGTH, cause: nameCause(deps, ctx.locale, cause), period: namePeriod(period, ctx.locale) };
  return ctx.editMessageText(ctx.t("complaint-report-measure-ask", facts), { reply_markup: cancelButton(ctx) });
}

async function endDialogue(deps: Deps, personId: number): Promise<void> {
  const dialogue = await findDialogue(deps.db, personId);
  if (dialogue?.kind === MEASURE_DIALOGUE) await saveDialogue(deps.db, personId, undefined, deps.clock());
}

export async function cancelMeasure(deps: Deps, ctx: BotContext): Promise<unknown> {
  await endDialogue(deps, ctx.from!.id);
  return ctx.editMessageText(ctx.t("complaint-report-measure-cancelled"));
}

async function takeText(deps: Deps, ctx: BotContext, { cause, period }: Awaited): Promise<void> {
  const message = ctx.message!;
  const scope = scopeOfActor(deps, ctx.actor);
  const from = { byId: ctx.from!.id, chatId: message.chat.id, messageId: message.message_id };
  const result = await noteMeasure(deps, { cause, period, scope, text: message.text ?? "", ...from });
  if (result.ok) {
    const facts = { cause: nameCause(deps, ctx.locale, cause), period: namePeriod(period, ctx.locale) };
    await ctx.reply(ctx.t("complaint-report-measure-noted", facts));
  } else if (result.reason === "words") {
    await ctx.reply(ctx.t("complaint-report-measure-words", { max: MAX_MEASURE_LENGTH }), { reply_markup: cancelButton(ctx) });
  } else {
    await endDialogue(deps, ctx.from!.id);
    await ctx.reply(ctx.t("complaint-report-lead-only"));
  }
}

/** The measure that was asked for; false when none was, or the message is for someone else. */
export async function takeMeasure(deps: Deps, ctx: BotContext): Promise<boolean> {
  const message = ctx.message!;
  // The same message once more: it is noted already.
  if (scopeOfActor(deps, ctx.actor)?.isLead && (await isMeasure(deps, message.chat.id, message.message_id))) return true;
  const dialogue = await findDialogue(deps.db, ctx.from!.id);
  if (dialogue?.kind !== MEASURE_DIALOGUE) return false;
  const awaited = dialogue.data as Awaited;
  if (isForOthers(deps, ctx) || deps.clock() - awaited.at > MEASURE_DIALOGUE_MS) {
    await endDialogue(deps, ctx.from!.id);
    return false;
  }
  // A reply is to whatever it quotes: the card of a case, say.
  if (message.reply_to_message) return false;
  await takeText(deps, ctx, awaited);
  return true;
}
