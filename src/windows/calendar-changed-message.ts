import type { Api } from "grammy";
import { findWindow, type WindowDetails } from "../../db/windows/shops.ts";
import { dayOf, fromLocal } from "../calendar/local-time.ts";
import { formatDay, formatMoment } from "../dates.ts";
import type { Deps } from "../deps.ts";
import { findLocale } from "../people/service.ts";
import type { Locale } from "../people/rules.ts";
import type { Prepared } from "../telegram/sender.ts";
import type { Delivery } from "../telegram/store.ts";
import type { ChangeLine } from "./calendar-news.ts";
import { asText } from "./reading.ts";
import { shortenName } from "./wording.ts";

type Reader = { deps: Deps; locale: Locale };

const dayText = ({ deps, locale }: Reader, date: string): string => {
  const { zone } = deps.calendar;
  return formatDay(fromLocal(dayOf(date), 0, zone), { zone, locale });
};
const momentText = ({ deps, locale }: Reader, at: number): string =>
  formatMoment(at, { zone: deps.calendar.zone, locale, now: deps.clock() });

function ownerText({ deps, locale }: Reader, { shop, route }: WindowDetails): string {
  if (!shop) return deps.t(locale, "reminder-route", { route: route.code });
  return deps.t(locale, "calendar-changed-shop", { shop: shortenName(shop.shopName), licence: shop.licenceNo });
}

/** What a window was and what it is at this moment; undefined when it is again what it was. */
function describeChange(reader: Reader, window: WindowDetails, before: ChangeLine["before"]): string | undefined {
  const { deps, locale } = reader;
  const facts = { owner: ownerText(reader, window), day: dayText(reader, window.date) };
  const moment = (at: number) => momentText(reader, at);
  if (window.state === "cancelled")
    return before ? deps.t(locale, "calendar-changed-cancelled", { ...facts, before: moment(before.cutoffAt) }) : undefined;
  const after = moment(window.cutoffAt);
  if (!before && window.movedFrom !== null)
    return deps.t(locale, "calendar-changed-shifted", { ...facts, after, usual: dayText(reader, window.movedFrom) });
  if (!before) return deps.t(locale, "calendar-changed-added", { ...facts, after });
  if (before.cutoffAt !== window.cutoffAt)
    return deps.t(locale, "calendar-changed-moved", { ...facts, before: moment(before.cutoffAt), after });
  if (before.opensAt === window.opensAt) return undefined;
  return deps.t(locale, "calendar-changed-opens", { ...facts, before: moment(before.opensAt), after: moment(window.opensAt) });
}

/** To an account manager: which windows of the routes the calendar has changed, from what to what. */
export async function prepareCalendarChanged(deps: Deps, delivery: Delivery, _api: Api): Promise<Prepared> {
  const reader = { deps, locale: await findLocale(deps, delivery.chatId) };
  const { lines, more } = delivery.data as { lines: ChangeLine[]; more: number };
  const texts: string[] = [];
  for (const { windowId, before } of lines) {
    const window = await findWindow(deps.db, windowId);
    const text = window && describeChange(reader, window, before);
    if (text !== undefined) texts.push(text);
  }
  if (texts.length === 0) return { skip: "unchanged" };
  const rest = more > 0 ? [deps.t(reader.locale, "calendar-changed-more", { count: more })] : [];
  return asText([deps.t(reader.locale, "calendar-changed-title"), ...texts, ...rest].join("\n"));
}
