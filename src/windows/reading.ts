import { findWindow, type WindowDetails } from "../../db/windows/shops.ts";
import { formatMoment, formatTime } from "../dates.ts";
import type { Deps } from "../deps.ts";
import type { Feed } from "../orders/service.ts";
import type { Locale } from "../people/rules.ts";
import type { Prepared } from "../telegram/sender.ts";
import type { Delivery } from "../telegram/store.ts";
import { formatTimeLeft } from "./wording.ts";

/** A window as someone reads of it now. */
export type Reading = { deps: Deps; locale: Locale; window: WindowDetails; now: number };

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

/** A window that was called off, or that has closed, has nothing to remind of. */
export async function findOpenWindow(deps: Deps, delivery: Delivery): Promise<{ window: WindowDetails } | { skip: string }> {
  const window = await findWindow(deps.db, delivery.subjectId);
  if (!window || window.state === "cancelled") return { skip: "cancelled" };
  return window.cutoffAt <= deps.clock() ? { skip: "too_late" } : { window };
}

export const asText = (text: string): Prepared => ({ method: "sendMessage", payload: { text } });
