import { InlineKeyboard, InputFile } from "grammy";
import { parseDate } from "../../src/calendar/local-time.ts";
import type { BotContext } from "../../src/context.ts";
import { formatMoment } from "../../src/dates.ts";
import type { Deps } from "../../src/deps.ts";
import {
  dayPeriod,
  districtOf,
  exportOutcomes,
  namePeriod,
  ownOf,
  parsePeriod,
  scopeOf,
  showPeriod,
  today,
  weekPeriod,
  type Period,
  type Wanted,
} from "../../src/outcomes/service.ts";

const MAX_ECHO = 40;

async function show(deps: Deps, ctx: BotContext, period: Period, isTap: boolean): Promise<unknown> {
  const { text, buttons } = await showPeriod(deps, ctx.locale, scopeOf(ctx.actor), period);
  const other = { reply_markup: new InlineKeyboard(buttons) };
  return isTap ? ctx.editMessageText(text, other) : ctx.reply(text, other);
}

/** `/report orders last week`: the words behind the report's name. */
export async function writeOrders(deps: Deps, ctx: BotContext, words: string): Promise<unknown> {
  const period = parsePeriod(words, today(deps));
  if (!period) return ctx.reply(ctx.t("report-period-unknown", { text: words.slice(0, MAX_ECHO) }));
  return show(deps, ctx, period, false);
}

/** The periods that are asked for most, as buttons below /report. */
export function orderChoices(deps: Deps, ctx: BotContext) {
  const date = today(deps);
  return [weekPeriod(date), weekPeriod(date, -1), dayPeriod(date)].map(({ kind, from, to }) => ({
    text: ctx.t("report-orders-button", { period: namePeriod(deps, ctx.locale, { kind, from, to }) }),
    callback_data: `report:orders:${kind}:${from}`,
  }));
}

function readPeriod(kind: string | undefined, from: string | undefined): Period | undefined {
  const date = parseDate(from ?? "");
  if (date === undefined) return undefined;
  return kind === "week" ? weekPeriod(date) : kind === "day" ? dayPeriod(date) : undefined;
}

const refuse = (ctx: BotContext, key: string) => ctx.answerCallbackQuery({ text: ctx.t(key), show_alert: true });

/** The list goes to the one who asked, in private: it names shops. */
async function sendCsv(deps: Deps, ctx: BotContext, wanted: Wanted, scope = scopeOf(ctx.actor)): Promise<unknown> {
  const result = await exportOutcomes(deps, { locale: ctx.locale, actorId: ctx.from!.id, scope, wanted });
  if (!result.ok) return refuse(ctx, "report-csv-nothing");
  const now = deps.clock();
  const at = formatMoment(now, { zone: deps.calendar.zone, locale: ctx.locale, now });
  const caption = ctx.t("report-csv-caption", { rows: result.rows, at });
  return ctx.api.sendDocument(ctx.from!.id, new InputFile(result.content, result.name), { caption });
}

/** Below the report of one cutoff: the reader's own routes, or the district it was on. */
async function sendCutoff(deps: Deps, ctx: BotContext, at: string | undefined, of: string | undefined): Promise<unknown> {
  const cutoffAt = Number(at);
  const whole = scopeOf(ctx.actor);
  if (!Number.isSafeInteger(cutoffAt)) return refuse(ctx, "report-button-unknown");
  return sendCsv(deps, ctx, { kind: "cutoff", cutoffAt }, of === "own" ? ownOf(whole) : districtOf(whole, Number(of)));
}

/** The buttons of order reports; what does not parse is an old or forged one. */
export async function tapOrders(deps: Deps, ctx: BotContext, [action, ...more]: string[]): Promise<unknown> {
  if (action === "cut") return sendCutoff(deps, ctx, more[0], more[1]);
  const period = readPeriod(more[0], more[1]);
  if (!period) return refuse(ctx, "report-button-unknown");
  return action === "csv" ? sendCsv(deps, ctx, period) : show(deps, ctx, period, true);
}
