import { InlineKeyboard } from "grammy";
import { dayOf, fromLocal, toLocal } from "../../src/calendar/local-time.ts";
import type { BotContext } from "../../src/context.ts";
import { formatDay } from "../../src/dates.ts";
import type { Deps } from "../../src/deps.ts";
import { describeReason, formatTimeLeft, nameChanger, shortenName, type CutoffPage, type WindowChange } from "../../src/windows/service.ts";
import { describeFeed, momentOf, nameOf, type View } from "./answers.ts";

/** More names than this are the call list's business. */
const NAMES_SHOWN = 20;
const CHANGES_SHOWN = 5;

function describeTimes(deps: Deps, ctx: BotContext, { window }: CutoffPage): string {
  const now = deps.clock();
  const facts = {
    opens: momentOf(deps, ctx, window.opensAt),
    cutoff: momentOf(deps, ctx, window.cutoffAt),
    left: formatTimeLeft(deps, ctx.locale, window.cutoffAt - now),
  };
  if (window.state === "cancelled") return ctx.t("cutoff-page-cancelled", facts);
  if (window.cutoffAt <= now) return ctx.t("cutoff-page-closed", facts);
  return ctx.t(window.opensAt > now ? "cutoff-page-early" : "cutoff-page-open", facts);
}

function describeReminder(deps: Deps, ctx: BotContext, { window }: CutoffPage): string[] {
  if (window.remindedAt !== null) return [ctx.t("cutoff-page-reminded", { at: momentOf(deps, ctx, window.remindedAt) })];
  if (window.state === "cancelled") return [];
  if (window.missedAt !== null) return [ctx.t("cutoff-page-missed")];
  return [ctx.t("cutoff-page-remind", { at: momentOf(deps, ctx, window.reminderAt) })];
}

function describeMissing(ctx: BotContext, { missing }: CutoffPage): string[] {
  if (missing.length === 0) return [];
  const names = missing.slice(0, NAMES_SHOWN).map((name) => shortenName(name));
  const more = Math.max(0, missing.length - NAMES_SHOWN);
  return [ctx.t("cutoff-page-missing", { names: names.join(ctx.t("people-list-comma")), more })];
}

async function describeChange(deps: Deps, ctx: BotContext, change: WindowChange): Promise<string> {
  const moment = (at: number | null) => (at === null ? "" : momentOf(deps, ctx, at));
  const line = ctx.t("cutoff-page-change", {
    at: momentOf(deps, ctx, change.at),
    by: await nameChanger(deps, ctx.locale, change),
    kind: change.kind,
    old: moment(change.oldCutoffAt),
    new: moment(change.newCutoffAt),
  });
  const reason = describeReason(deps, ctx.locale, change);
  return reason === "" ? line : `${line}${ctx.t("cutoff-page-reason", { reason })}`;
}

function keyboardOf(deps: Deps, ctx: BotContext, { window, may }: CutoffPage): InlineKeyboard {
  const target = `${window.id}:${window.version}`;
  const keyboard = new InlineKeyboard();
  if (may.move) keyboard.text(ctx.t("cutoff-extend"), `cutoff:extend:${target}`);
  // What has closed can not close earlier.
  if (may.cancel) keyboard.text(ctx.t("cutoff-advance"), `cutoff:advance:${target}`).row();
  if (may.cancel) keyboard.text(ctx.t("cutoff-cancel"), `cutoff:cancel:${target}`);
  keyboard.row();
  if (may.restore !== undefined) {
    const key = window.state === "cancelled" ? "cutoff-restore-cancelled" : "cutoff-restore";
    keyboard.text(ctx.t(key, { time: momentOf(deps, ctx, may.restore) }), `cutoff:restore:${target}`).row();
  }
  const { day } = toLocal(window.cutoffAt, deps.calendar.zone);
  return keyboard.text(ctx.t("cutoff-back"), `cutoff:list:${day}:0`).text(ctx.t("cutoff-refresh"), `cutoff:look:${window.id}`);
}

/** All there is to know about one window, with the buttons of those who may change it; `notice` is the first line. */
export async function pageView(deps: Deps, ctx: BotContext, page: CutoffPage, notice?: string): Promise<View> {
  const { window, counts, changes } = page;
  const { zone } = deps.calendar;
  const day = formatDay(fromLocal(dayOf(window.date), 0, zone), { zone, locale: ctx.locale });
  const changeLines: string[] = [];
  for (const change of changes.slice(0, CHANGES_SHOWN)) changeLines.push(await describeChange(deps, ctx, change));
  const lines = [
    ...(notice === undefined ? [] : [notice, ""]),
    ctx.t("cutoff-page-title", { name: nameOf(ctx, window), day }),
    describeTimes(deps, ctx, page),
    ctx.t("cutoff-page-counts", { ...counts, missing: page.missing.length }),
    await describeFeed(deps, ctx),
    ...describeReminder(deps, ctx, page),
    ...describeMissing(ctx, page),
    ...(changeLines.length > 0 ? ["", ctx.t("cutoff-page-changes"), ...changeLines] : []),
  ];
  return { text: lines.join("\n"), keyboard: keyboardOf(deps, ctx, page) };
}
