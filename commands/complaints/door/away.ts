import { Composer, InlineKeyboard } from "grammy";
import { addDays, readAwayDay } from "../../../src/calendar/away-days.ts";
import { passAwayVisits } from "../../../src/complaints/service.ts";
import type { BotContext } from "../../../src/context.ts";
import { formatDay } from "../../../src/dates.ts";
import type { Deps } from "../../../src/deps.ts";
import { findSubstitutes, readAbsence, setAway, type SetAway } from "../../../src/staff/service.ts";
import { isPrivate } from "../answers.ts";

const DAYS_OFFERED = 8;

const dayText = (deps: Deps, ctx: BotContext, until: number): string =>
  formatDay(until - 1, { zone: deps.config.timeZone, locale: ctx.locale });

type Applied = { ok: boolean; text: string; more?: { reply_markup: InlineKeyboard } };

/** Sets or ends an absence and passes on what is to be visited meanwhile; what to say about it. */
async function apply(deps: Deps, ctx: BotContext, wanted: Omit<SetAway, "actorId">): Promise<Applied> {
  const result = await setAway(deps, { actorId: ctx.from!.id, ...wanted });
  if (!result.ok) return { ok: false, text: ctx.t(`away-refused-${result.reason}`) };
  const { absentee, substitute } = result;
  if (wanted.until === null) return { ok: true, text: ctx.t("away-back", { name: absentee.name }) };
  const count = await passAwayVisits(deps, { staffId: absentee.id, personId: absentee.personId, actorId: ctx.from!.id });
  const until = dayText(deps, ctx, wanted.until);
  // The button speaks of whoever presses it: under someone else's absence it would end one's own.
  const isOwn = absentee.personId === ctx.from!.id;
  const back = { reply_markup: new InlineKeyboard().text(ctx.t("away-off"), "away:off") };
  return {
    ok: true,
    ...(isOwn ? { more: back } : {}),
    text: ctx.t("away-done", { name: absentee.name, until, substitute: substitute?.name ?? "none", count }),
  };
}

/** How things stand, with the days to choose from. */
async function show(deps: Deps, ctx: BotContext): Promise<void> {
  const me = await readAbsence(deps, { personId: ctx.from!.id });
  if (!me) return void (await ctx.reply(ctx.t("away-usage")));
  const now = deps.clock();
  const isAway = me.awayUntil !== null && me.awayUntil > now;
  const substitute = isAway && me.substituteId !== null ? await readAbsence(deps, { id: me.substituteId }) : undefined;
  const keyboard = new InlineKeyboard();
  if (isAway) keyboard.text(ctx.t("away-off"), "away:off").row();
  for (let index = 0; index < DAYS_OFFERED; index++) {
    const { date, until } = addDays(now, index, deps.config.timeZone);
    keyboard.text(dayText(deps, ctx, until), `away:day:${date}`);
    if (index % 2 === 1) keyboard.row();
  }
  const until = isAway ? dayText(deps, ctx, me.awayUntil!) : "none";
  const state = ctx.t("away-state", { name: me.name, until, substitute: substitute?.name ?? "none" });
  await ctx.reply([state, ctx.t("away-how")].join("\n"), { reply_markup: keyboard });
}

/** "off", "12-05", "12-05 M2", "M1 12-05 M2", "M1 off". */
function readWords(deps: Deps, ctx: BotContext, typed: string): Omit<SetAway, "actorId"> | undefined {
  const words = typed.split(/[\s,\uff0c]+/).filter(Boolean);
  const untilOf = (word: string | undefined): number | null | undefined =>
    word === undefined ? undefined : /^(?:off|back|回岗|回来)$/i.test(word) ? null : readAwayDay(word, deps.clock(), deps.config.timeZone);
  const mine = untilOf(words[0]);
  const [until, code, rest] = mine === undefined ? [untilOf(words[1]), words[0], words.slice(2)] : [mine, undefined, words.slice(1)];
  if (until === undefined || rest.length > 1) return undefined;
  return { staff: code === undefined ? { personId: ctx.from!.id } : { code }, until, substituteCode: rest[0] };
}

async function take(deps: Deps, ctx: BotContext, typed: string): Promise<void> {
  if (!isPrivate(ctx)) return void (await ctx.reply(ctx.t("away-private")));
  if (typed === "") return show(deps, ctx);
  const wanted = readWords(deps, ctx, typed);
  const { text, more } = wanted ? await apply(deps, ctx, wanted) : { text: ctx.t("away-usage") };
  await ctx.reply(text, more);
}

/** Who stands in, after the day was chosen. */
async function askSubstitute(deps: Deps, ctx: BotContext, date: string): Promise<void> {
  const me = await readAbsence(deps, { personId: ctx.from!.id });
  const until = readAwayDay(date, deps.clock(), deps.config.timeZone);
  if (!me || until === undefined) return void (await ctx.answerCallbackQuery({ text: ctx.t("away-usage"), show_alert: true }));
  const keyboard = new InlineKeyboard();
  for (const { code, name } of await findSubstitutes(deps, me.id)) keyboard.text(`${name} ${code}`, `away:set:${date}:${code}`).row();
  keyboard.text(ctx.t("away-nobody"), `away:set:${date}`);
  await ctx.editMessageText(ctx.t("away-ask-substitute", { until: dayText(deps, ctx, until) }), { reply_markup: keyboard });
}

async function tap(deps: Deps, ctx: BotContext, data: string): Promise<void> {
  const [, action, date = "", substituteCode] = data.split(":");
  if (action === "day") return askSubstitute(deps, ctx, date);
  const until = action === "off" ? null : readAwayDay(date, deps.clock(), deps.config.timeZone);
  if (until === undefined || (action !== "off" && action !== "set"))
    return void (await ctx.answerCallbackQuery({ text: ctx.t("button-outdated"), show_alert: true }));
  const { ok, text, more } = await apply(deps, ctx, { staff: { personId: ctx.from!.id }, until, substituteCode });
  if (ok) await ctx.editMessageText(text, more);
  else await ctx.answerCallbackQuery({ text, show_alert: true });
}

/** /away and its buttons: until when someone is on leave, and who stands in. */
export function awayCommands(deps: Deps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command("away", (ctx) => take(deps, ctx, ctx.match.trim()));
  composer.chatType("private").callbackQuery(/^away:/, (ctx) => tap(deps, ctx, ctx.callbackQuery.data));
  return composer;
}
