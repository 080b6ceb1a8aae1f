import { DateTime } from "luxon";
import { formatMoment } from "../dates.ts";
import type { Deps } from "../deps.ts";
import type { Variables } from "../i18n.ts";
import type { Locale } from "../people/rules.ts";
import { shortenName } from "../windows/service.ts";

/** Who reads, and when: everything a text needs. */
export type Reader = {
  locale: Locale;
  t: (key: string, variables?: Variables) => string;
  /** "今天 17:30", "Fri 27 Nov, 17:30". */
  moment: (at: number) => string;
  /** An ordering date (YYYY-MM-DD) as briefly as possible: "11月23日", "23 Nov". */
  date: (date: string) => string;
};

/** The texts of one language, at this moment. */
export function readerIn(deps: Deps, locale: Locale): Reader {
  const { zone } = deps.calendar;
  const now = deps.clock();
  return {
    locale,
    t: (key, variables) => deps.t(locale, key, variables),
    moment: (at) => formatMoment(at, { zone, locale, now }),
    date: (date) => {
      const day = DateTime.fromISO(date, { zone });
      return locale === "zh" ? day.toFormat("M月d日") : day.setLocale("en-GB").toFormat("d LLL");
    },
  };
}

/** A shop with its route, as a line or a button shows it. */
export const nameShop = ({ t }: Reader, { shop, route }: { shop: { shopName: string }; route: { code: string } }): string =>
  t("follow-up-shop", { shop: shortenName(shop.shopName), route: route.code });

export type Button = { text: string; callback_data: string };
export type View = { text: string; reply_markup: { inline_keyboard: Button[][] } };

export const inRowsOf = (count: number, buttons: Button[]): Button[][] =>
  Array.from({ length: Math.ceil(buttons.length / count) }, (_, row) => buttons.slice(row * count, (row + 1) * count));
