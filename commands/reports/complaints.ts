import { InlineKeyboard, InputFile } from "grammy";
import { parseDate } from "../../src/calendar/local-time.ts";
import {
  drawReport,
  exportReport,
  monthPeriod,
  namePeriod,
  parsePeriod,
  scopeOfActor,
  showReport,
  today,
  weekPeriod,
  type Period,
} from "../../src/complaint-reports/service.ts";
import type { BotContext } from "../../src/context.ts";
import { formatMoment } from "../../src/dates.ts";
import type { Deps } from "../../src/deps.ts";
import { askForMeasure, cancelMeasure, takeMeasure } from "./measures.ts";

export { takeMeasure };

const MAX_ECHO = 40;

const refuse = (ctx: BotContext, key: string) => ctx.answerCallbackQuery({ text: ctx.t(key), show_alert: true });

function readAsked(deps: Deps, ctx: BotContext, period: Period) {
  const scope = scopeOfActor(deps, ctx.actor);
  return scope && { locale: ctx.locale, scope, period };
}
type Asked = NonNullable<ReturnType<typeof readAsked>>;

async function sendChart(deps: Deps, ctx: BotContext, asked: Asked): Promise<boolean> {
  const drawn = await drawReport(deps, asked);
  if (drawn) await ctx.api.sendPhoto(ctx.from!.id, new InputFile(drawn.png, drawn.name), { caption: drawn.caption });
  return drawn !== undefined;
}

/** `/report complaints last month`: the picture, then the words with their buttons. */
export async function writeComplaints(deps: Deps, ctx: BotContext, words: string): Promise<unknown> {
  const period = parsePeriod(words, today(deps));
  if (!scopeOfActor(deps, ctx.actor)) return ctx.reply(ctx.t("complaint-report-not-yours"));
  if (!period) return ctx.reply(ctx.t("complaint-report-period-unknown", { text: words.slice(0, MAX_ECHO) }));
  const asked = readAsked(deps, ctx, period)!;
  await sendChart(deps, ctx, asked);
  const { text, buttons } = await showReport(deps, asked);
  return ctx.reply(text, { reply_markup: new InlineKeyboard(buttons) });
}

/** The periods that are asked for most, as buttons below /report; none for those who may not read them. */
export function complaintChoices(deps: Deps, ctx: BotContext) {
  if (!scopeOfActor(deps, ctx.actor)) return [];
  const date = today(deps);
  return [weekPeriod(date), weekPeriod(date, -1), monthPeriod(date, -1)].map((period) => ({
    text: ctx.t("complaint-report-button", { period: namePeriod(period, ctx.locale) }),
    callback_data: `report:complaints:${period.kind}:${period.from}`,
  }));
}

function readPeriod(kind: string | undefined, from: string | undefined): Period | undefined {
  const date = parseDate(from ?? "");
  if (date === undefined) return undefined;
  return kind === "week" ? weekPeriod(date) : kind === "month" ? monthPeriod(date) : undefined;
}

/** The list goes to the one who asked, in private: it names shops. */
async function sendCsv(deps: Deps, ctx: BotContext, asked: Asked): Promise<unknown> {
  const result = await exportReport(deps, { ...asked, actorId: ctx.from!.id });
  if (!result.ok) return refuse(ctx, "complaint-report-csv-nothing");
  const now = deps.clock();
  const at = formatMoment(now, { zone: deps.calendar.zone, locale: ctx.locale, now });
  const caption = ctx.t("complaint-report-csv-caption", { rows: result.rows, at });
  return ctx.api.sendDocument(ctx.from!.id, new InputFile(result.content, result.name), { caption });
}

/** The buttons of reports on complaints; what does not parse is an old or forged one. */
export async function tapComplaints(deps: Deps, ctx: BotContext, [action, kind, from, key]: string[]): Promise<unknown> {
  if (action === "ccancel") return cancelMeasure(deps, ctx);
  const period = readPeriod(kind, from);
  if (!period) return refuse(ctx, "report-button-unknown");
  const asked = readAsked(deps, ctx, period);
  // A keyboard can be forwarded, or its owner be on another post since; and a group is no place for it.
  if (!asked || ctx.chat?.type !== "private") return refuse(ctx, asked ? "report-private" : "complaint-report-not-yours");
  if (action === "cnote") return askForMeasure(deps, ctx, asked.scope, period, key);
  if (action === "ccsv") return sendCsv(deps, ctx, asked);
  if (action === "cchart") return (await sendChart(deps, ctx, asked)) || refuse(ctx, "complaint-report-no-chart");
  const { text, buttons } = await showReport(deps, asked);
  return ctx.editMessageText(text, { reply_markup: new InlineKeyboard(buttons) });
}
