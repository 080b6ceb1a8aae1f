import type { Api } from "grammy";
import { findDateNow, type AffectedDate } from "../../db/windows/holiday-notices.ts";
import type { OrderWindow } from "../../db/windows/plan.ts";
import { dayOf, localDate, fromLocal, weekdayOf } from "../calendar/local-time.ts";
import { formatDay, formatMoment } from "../dates.ts";
import type { Deps } from "../deps.ts";
import { findGroup } from "../groups/service.ts";
import { findActor, type Shop } from "../people/service.ts";
import type { Locale } from "../people/rules.ts";
import type { Prepared } from "../telegram/sender.ts";
import type { Delivery } from "../telegram/store.ts";
import { findQuietEnd } from "./holiday-notices.ts";
import { asText } from "./reading.ts";
import { routeScope, shopScope } from "./rules.ts";
import { shortenName } from "./wording.ts";

/** More names than this would bury the dates. */
const MAX_NAMES = 10;

/** Telegram takes 4,096 characters; the head and the last line need some. */
const MAX_LENGTH = 3_500;

/** Who reads: a route's group, or a person with shops. */
type Reader = { deps: Deps; locale: Locale; shops: readonly Shop[] | undefined };

async function findReader(deps: Deps, chatId: number): Promise<Reader | { skip: string }> {
  if (chatId < 0) {
    const group = await findGroup(deps.db, chatId);
    return group ? { deps, locale: group.locale, shops: undefined } : { skip: "group_left" };
  }
  const actor = await findActor(deps, chatId);
  return actor && actor.shops.length > 0 ? { deps, locale: actor.locale, shops: actor.shops } : { skip: "no_longer_theirs" };
}

function ownersText({ deps, locale, shops }: Reader, concerned: readonly Shop[]): string {
  if (!shops) return deps.t(locale, "holiday-notice-route");
  const names = concerned.slice(0, MAX_NAMES).map(({ shopName }) => deps.t(locale, "reminder-shop-name", { shop: shortenName(shopName) }));
  const list = names.join(deps.t(locale, "reminder-shop-comma"));
  return concerned.length > MAX_NAMES ? deps.t(locale, "reminder-shops-more", { list, count: concerned.length }) : list;
}

/** What the reader is to know: the window that takes the place of the ordering day, else the next one. */
function describeDate({ deps, locale }: Reader, owners: string, { date }: AffectedDate, windows: readonly OrderWindow[]): string {
  const { zone } = deps.calendar;
  const now = deps.clock();
  const dayText = (each: string) => formatDay(fromLocal(dayOf(each), 0, zone), { zone, locale });
  const facts = { owners, usual: dayText(date) };
  const moment = (at: number) => formatMoment(at, { zone, locale, now });
  const moved = windows.find(({ movedFrom, cutoffAt }) => movedFrom === date && cutoffAt > now);
  if (moved) return deps.t(locale, "holiday-notice-moved", { ...facts, day: dayText(moved.date), cutoff: moment(moved.cutoffAt) });
  const next = windows.find((window) => window.date > date && window.cutoffAt > now);
  return next
    ? deps.t(locale, "holiday-notice-dropped", { ...facts, cutoff: moment(next.cutoffAt) })
    : deps.t(locale, "holiday-notice-dropped-open", facts);
}

/** The lines of one date; undefined when the calendar has changed, the day has come, or none of the reader's shops orders by it any more. */
async function readDate(reader: Reader, item: AffectedDate): Promise<string | undefined> {
  const { deps, shops = [] } = reader;
  const today = localDate(deps.clock(), deps.calendar.zone);
  if (item.date <= today || deps.calendar.holidays.kindOf(item.date) !== "off") return undefined;
  const shopIds = shops.map(({ id }) => id);
  const { cycle, windows, strays } = await findDateNow(deps.db, item, { fromDate: today, shopIds });
  if (!cycle?.weekdays.includes(weekdayOf(dayOf(item.date))) || windows.some(({ date }) => date === item.date)) return undefined;
  const concerned = shops.filter(
    ({ id, routeId }) => item.scope === shopScope(id) || (item.scope === routeScope(routeId) && !strays.has(id)),
  );
  if (reader.shops && concerned.length === 0) return undefined;
  return describeDate(reader, ownersText(reader, concerned), item, windows);
}

/** The first lines, as many as fit a message. */
function takeShort(lines: readonly string[]): string[] {
  let length = 0;
  return lines.filter((line) => (length += line.length + 1) <= MAX_LENGTH);
}

/** To a person or a route's group: which ordering days a holiday moves or drops, and when ordering closes instead. */
export async function prepareHolidayNotice(deps: Deps, delivery: Delivery, _api: Api): Promise<Prepared> {
  const later = await findQuietEnd(deps);
  if (later !== undefined) return { later };
  const reader = await findReader(deps, delivery.chatId);
  if ("skip" in reader) return reader;
  const lines: string[] = [];
  for (const item of (delivery.data as { items: AffectedDate[] }).items) {
    const text = await readDate(reader, item);
    if (text !== undefined) lines.push(text);
  }
  if (lines.length === 0) return { skip: "changed" };
  const shown = takeShort(lines);
  const rest = lines.length - shown.length;
  const more = rest > 0 ? [deps.t(reader.locale, "holiday-notice-more", { count: rest })] : [];
  return asText([deps.t(reader.locale, "holiday-notice-title"), ...shown, ...more].join("\n"));
}
