import { InlineKeyboard } from "grammy";
import { fromLocal } from "../../src/calendar/local-time.ts";
import type { BotContext } from "../../src/context.ts";
import { formatDay, formatShortDay, formatTime } from "../../src/dates.ts";
import type { Deps } from "../../src/deps.ts";
import {
  countWindow,
  DAYS_SHOWN,
  formatTimeLeft,
  isChangedByHand,
  listCutoffs,
  listShopCutoffs,
  shortenName,
  type ClosingWindow,
  type CutoffItem,
} from "../../src/windows/service.ts";
import { pageOf, turnRow } from "../groups-cards.ts";
import { describeFeed, nameOf, type View } from "./answers.ts";

/** More would not fit a phone's screen. */
const WINDOWS_A_PAGE = 8;
const BUTTONS_A_ROW = 2;
const LABEL_LENGTH = 14;

type Line = { text: string; button: { text: string; data: string } };

const dateOf = (deps: Deps, ctx: BotContext, day: number): string =>
  formatDay(fromLocal(day, 0, deps.calendar.zone), { zone: deps.calendar.zone, locale: ctx.locale });

/** Three buttons share the row that turns days: the weekday would not fit on a phone. */
const dayButton = (deps: Deps, ctx: BotContext, day: number): string =>
  formatShortDay(fromLocal(day, 0, deps.calendar.zone), { zone: deps.calendar.zone, locale: ctx.locale });

function nameDay(deps: Deps, ctx: BotContext, day: number, today: number): string {
  const date = dateOf(deps, ctx, day);
  if (day === today) return ctx.t("cutoff-today", { day: date });
  return day === today + 1 ? ctx.t("cutoff-tomorrow", { day: date }) : date;
}

async function describeWindow(deps: Deps, ctx: BotContext, window: ClosingWindow): Promise<Line> {
  const counts = await countWindow(deps, window);
  const now = deps.clock();
  const form = window.state === "cancelled" ? "cancelled" : window.cutoffAt > now ? "open" : "closed";
  const name = window.shop ? nameOf(ctx, window) : window.route.code;
  const line = ctx.t(`cutoff-line-${form}`, {
    name,
    ...counts,
    time: formatTime(window.cutoffAt, deps.calendar.zone),
    left: formatTimeLeft(deps, ctx.locale, window.cutoffAt - now),
  });
  const mark = (await isChangedByHand(deps, window)) ? ctx.t("cutoff-line-changed") : "";
  const label = window.shop ? shortenName(window.shop.shopName).slice(0, LABEL_LENGTH) : window.route.code;
  return { text: `${line}${mark}`, button: { text: `${label} ${counts.ordered}/${counts.shops}`, data: `cutoff:show:${window.id}` } };
}

function describeItem(deps: Deps, ctx: BotContext, item: CutoffItem, day: number): Promise<Line> | Line {
  if (item.kind === "window") return describeWindow(deps, ctx, item.window);
  const { district, districtId, count, open } = item;
  return {
    text: ctx.t("cutoff-line-shops", { district, count, open }),
    button: { text: ctx.t("cutoff-button-shops", { district, count }), data: `cutoff:shops:${day}:${districtId}:0` },
  };
}

/** The lines of a page, with a button each, and the row that turns pages; `turn`: the callback data in front of the page number. */
async function showPage<T>(ctx: BotContext, items: T[], wanted: number, turn: string, describe: (item: T) => Promise<Line> | Line) {
  const pages = Math.max(1, Math.ceil(items.length / WINDOWS_A_PAGE));
  const page = pageOf(wanted, pages);
  const lines: Line[] = [];
  for (const item of items.slice(page * WINDOWS_A_PAGE, (page + 1) * WINDOWS_A_PAGE)) lines.push(await describe(item));
  const keyboard = new InlineKeyboard();
  for (const [i, { button }] of lines.entries()) {
    if (i > 0 && i % BUTTONS_A_ROW === 0) keyboard.row();
    keyboard.text(button.text, button.data);
  }
  turnRow(ctx, keyboard, page, pages, turn).row();
  return { lines: lines.map(({ text }) => text), keyboard, page };
}

/** The windows that close on a day (days since 1970-01-01; today's without one, or tomorrow's), page by page. */
export async function listView(deps: Deps, ctx: BotContext, wanted: { day?: number; page?: number } = {}): Promise<View> {
  const { day, today, items } = await listCutoffs(deps, ctx.actor, wanted.day);
  const name = nameDay(deps, ctx, day, today);
  const { lines, keyboard, page } = await showPage(ctx, items, wanted.page ?? 0, `cutoff:list:${day}`, (item) =>
    describeItem(deps, ctx, item, day),
  );
  if (day > today - DAYS_SHOWN.back) keyboard.text(`‹ ${dayButton(deps, ctx, day - 1)}`, `cutoff:list:${day - 1}:0`);
  keyboard.text(ctx.t("cutoff-refresh"), `cutoff:fresh:${day}:${page}`);
  if (day < today + DAYS_SHOWN.ahead) keyboard.text(`${dayButton(deps, ctx, day + 1)} ›`, `cutoff:list:${day + 1}:0`);
  const text =
    items.length === 0
      ? ctx.t("cutoff-none", { day: name })
      : [ctx.t("cutoff-head", { day: name }), await describeFeed(deps, ctx), "", ...lines].join("\n");
  return { text, keyboard };
}

/** The shops of a district that close on their own on a day, page by page. */
export async function shopsView(deps: Deps, ctx: BotContext, day: number, districtId: number, wanted: number): Promise<View> {
  const windows = await listShopCutoffs(deps, ctx.actor, day, districtId);
  const { today } = await listCutoffs(deps, ctx.actor, day);
  const { lines, keyboard } = await showPage(ctx, windows, wanted, `cutoff:shops:${day}:${districtId}`, (window) =>
    describeWindow(deps, ctx, window),
  );
  keyboard.text(ctx.t("cutoff-back"), `cutoff:list:${day}:0`);
  const name = nameDay(deps, ctx, day, today);
  const district = windows[0]?.district ?? "";
  const text =
    windows.length === 0
      ? ctx.t("cutoff-none", { day: name })
      : [ctx.t("cutoff-shops-head", { district, day: name }), await describeFeed(deps, ctx), "", ...lines].join("\n");
  return { text, keyboard };
}
