import type { WindowDetails } from "../../db/windows/shops.ts";
import { formatTimeLeft, shortenName } from "../windows/service.ts";
import { listButton, shopButton } from "./buttons.ts";
import type { CallList, CallShop, ListRef } from "./list.ts";
import { isOutOfReach, SHOPS_PER_PAGE, type CallState } from "./rules.ts";
import { asOfLine, labelShop, momentOf, reachSign, type Reading, type View } from "./wording.ts";

/** More codes than this would bury the cutoff. */
const MAX_ROUTES = 4;

function ownerOf({ deps: { t }, locale }: Reading, windows: WindowDetails[]): string {
  const [first] = windows;
  if (windows.length === 1 && first?.shop) return t(locale, "call-shop-name", { shop: shortenName(first.shop.shopName) });
  const codes = [...new Set(windows.map(({ route }) => route.code))];
  const list = codes.slice(0, MAX_ROUTES).join(t(locale, "call-comma"));
  return t(locale, codes.length > MAX_ROUTES ? "call-routes-more" : "call-routes", { list, count: codes.length });
}

/** The cutoff that matters: the nearest to come, else the last. */
const cutoffOf = (windows: WindowDetails[], now: number): number => {
  const cutoffs = windows.map(({ cutoffAt }) => cutoffAt);
  const toCome = cutoffs.filter((cutoffAt) => cutoffAt > now);
  return toCome.length > 0 ? Math.min(...toCome) : Math.max(...cutoffs);
};

function titleOf(reading: Reading, { windows, now }: CallList): string {
  const { deps, locale } = reading;
  const cutoffAt = cutoffOf(windows, now);
  const facts = {
    owner: ownerOf(reading, windows),
    cutoff: momentOf(reading, cutoffAt),
    left: formatTimeLeft(deps, locale, cutoffAt - now),
  };
  if (windows.every(({ missedAt }) => missedAt !== null)) return deps.t(locale, "call-title-missed", facts);
  if (cutoffAt <= now) return deps.t(locale, "call-title-closed", facts);
  if (windows.some(({ remindedAt }) => remindedAt !== null)) return deps.t(locale, "call-title", facts);
  const reminderAt = Math.min(...windows.map((window) => window.reminderAt));
  return deps.t(locale, "call-title-first", { ...facts, reminder: momentOf(reading, reminderAt) });
}

function countLine({ deps, locale }: Reading, { missing, total }: CallList): string {
  const count = (...states: CallState[]) => missing.filter(({ state }) => states.includes(state)).length;
  const counts = {
    missing: missing.length,
    shops: total,
    toCall: count("to_call", "tried"),
    called: count("called"),
    answered: count("answered"),
  };
  return deps.t(locale, "call-counts", counts);
}

/** What the signs on this page mean; a telephone explains itself. */
function legendOf({ deps, locale }: Reading, shown: CallShop[]): string[] {
  const reaches = [...new Set(shown.filter(({ state }) => state === "to_call").map(({ reach }) => reach))].filter(isOutOfReach);
  const words = reaches.map((reach) => `${reachSign(reach)} ${deps.t(locale, "call-reach", { reach })}`);
  const tried = shown.some(({ state }) => state === "tried") ? [deps.t(locale, "call-legend-tried")] : [];
  const all = [...words, ...tried];
  return all.length > 0 ? [all.join(" · ")] : [];
}

function turnRow(reading: Reading, { cutoffAt, page }: ListRef, pages: number) {
  const { deps, locale } = reading;
  const turn = (text: string, to: number) => listButton(text, { cutoffAt, page: to });
  return [
    ...(page > 0 ? [turn(deps.t(locale, "call-prev"), page - 1)] : []),
    turn(pages > 1 ? deps.t(locale, "call-refresh-page", { page: page + 1, pages }) : deps.t(locale, "call-refresh"), page),
    ...(page < pages - 1 ? [turn(deps.t(locale, "call-next-page"), page + 1)] : []),
  ];
}

/** One page of a list: the counts, a button for each shop, and the way to the other pages within the same message. */
export async function viewList(reading: Reading, list: CallList, { cutoffAt, page: wanted }: ListRef): Promise<View> {
  const { deps, locale } = reading;
  const { missing, windows, total } = list;
  const facts = { owner: ownerOf(reading, windows), cutoff: momentOf(reading, cutoffOf(windows, list.now)), shops: total };
  if (missing.length === 0) {
    const text = [deps.t(locale, "call-none", facts), await asOfLine(reading)].join("\n");
    return { text, keyboard: [[listButton(deps.t(locale, "call-refresh"), { cutoffAt, page: 0 })]] };
  }
  const pages = Math.ceil(missing.length / SHOPS_PER_PAGE);
  const page = Math.min(wanted, pages - 1);
  const shown = missing.slice(page * SHOPS_PER_PAGE, (page + 1) * SHOPS_PER_PAGE);
  const text = [
    titleOf(reading, list),
    countLine(reading, list),
    await asOfLine(reading),
    ...legendOf(reading, shown),
    ...(page === 0 ? [deps.t(locale, "call-how")] : []),
  ].join("\n");
  const shops = shown.map((shop, index) => {
    const ref = { cutoffAt, page, windowId: shop.window.id, retailerId: shop.shop.id };
    return [shopButton(labelShop(reading, page * SHOPS_PER_PAGE + index + 1, shop), "card", ref)];
  });
  return { text, keyboard: [...shops, turnRow(reading, { cutoffAt, page }, pages)] };
}
