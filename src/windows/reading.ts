import type { InlineKeyboardButton } from "@grammyjs/types";
import type { Outage } from "../../db/outages.ts";
import { findWindow, type WindowDetails } from "../../db/windows/shops.ts";
import { formatMoment, formatTime } from "../dates.ts";
import type { Deps } from "../deps.ts";
import type { Feed } from "../orders/service.ts";
import { describeOutage } from "../outages/rules.ts";
import type { Locale } from "../people/rules.ts";
import type { Prepared } from "../telegram/sender.ts";
import type { Delivery } from "../telegram/store.ts";
import { formatTimeLeft, orderingButton } from "./wording.ts";

/** A window as someone reads of it now; `outage`: online ordering fails on its route (findOutageOfRoute). */
export type Reading = { deps: Deps; locale: Locale; window: WindowDetails; now: number; outage?: Pick<Outage, "phones"> | undefined };

export const cutoffOf = ({ deps, locale, window, now }: Reading): string =>
  formatMoment(window.cutoffAt, { zone: deps.calendar.zone, locale, now });
export const leftOf = ({ deps, locale, window, now }: Reading): string => formatTimeLeft(deps, locale, window.cutoffAt - now);
/** When the company's order data came, "" before the first. */
export const feedTime = (deps: Deps, { receivedAt }: Feed): string =>
  receivedAt === undefined ? "" : formatTime(receivedAt, deps.calendar.zone);

/** The line with the number to order by telephone, when there is one. */
export function phoneLine({ config, t }: Deps, locale: Locale): string[] {
  return config.orderingPhone === undefined ? [] : [t(locale, "reminder-phone", { phone: config.orderingPhone })];
}

type Way = Pick<Reading, "deps" | "locale" | "outage">;

/** Where to order: by telephone while online ordering fails. */
export const whereLine = ({ deps, locale, outage }: Way): string[] =>
  outage ? [describeOutage((key, variables) => deps.t(locale, key, variables), outage)] : phoneLine(deps, locale);

/** The way to the ordering system; none while it fails. */
export const orderButtons = ({ deps, locale, outage }: Way): InlineKeyboardButton[] => (outage ? [] : orderingButton(deps, locale));

/** A window that was called off, or that has closed, has nothing to remind of. */
export async function findOpenWindow(deps: Deps, delivery: Delivery): Promise<{ window: WindowDetails } | { skip: string }> {
  const window = await findWindow(deps.db, delivery.subjectId);
  if (!window || window.state === "cancelled") return { skip: "cancelled" };
  return window.cutoffAt <= deps.clock() ? { skip: "too_late" } : { window };
}

export const asText = (text: string): Prepared => ({ method: "sendMessage", payload: { text } });
