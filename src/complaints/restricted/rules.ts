import type { Category, Restriction } from "../rules.ts";

/** How long the card of a restricted case waits for the shop's word of whom it is about, so that this person never gets it. */
export const SAY_WHO_MS = 5 * 60 * 1000;

/** Where anyone reports illegal tobacco trade (the national line of the market's supervision). */
export const REPORT_HOTLINE = "12313";

/** Whom a complaint can be about, as the shop's buttons offer it; `other` is followed by words. */
export const ABOUT_CHOICES = ["manager", "desk", "delivery", "other", "unsaid"] as const;
export type AboutChoice = (typeof ABOUT_CHOICES)[number];
export const isAboutChoice = (value: string): value is AboutChoice => (ABOUT_CHOICES as readonly string[]).includes(value);

/** A name or a hint, not a second complaint. */
export const MAX_ABOUT_LENGTH = 200;

const ILLEGAL_TRADE =
  /假烟|假货|假冒|假酒|私烟|走私|水货|串码|串货|窜货|非法经营|非法渠道|非法卷烟|无证(?:经营|卖|售)|\b(?:counterfeit\w*|fakes?|smuggl\w*|contraband|bootleg\w*|illegal\w*|unlicen[cs]ed)\b/iu;
const CORRUPTION =
  /索贿|受贿|行贿|贿赂|吃拿卡要|回扣|好处费|以权谋私|贪污|腐败|徇私|勒索|索要|[收要索送拿塞][^，。；,.;]{0,4}(?:红包|礼金|购物卡)|\b(?:brib\w*|corrupt\w*|kick-?backs?|extort\w*|embezzl\w*|under the table)\b/iu;

/** Whether words report that staff enrich themselves: then the shop is asked whom it is about. */
export const isCorruption = (text: string): boolean => CORRUPTION.test(text);

/** "confidential" when words may report illegal trade or corruption. A suggestion on the safe side: one tap of the shop takes it back. */
export const suggestRestriction = (text: string): "confidential" | undefined =>
  ILLEGAL_TRADE.test(text) || isCorruption(text) ? "confidential" : undefined;

/** Who may read a filing from its first moment on; null: everyone who has to do with the shop's complaints. */
export const restrictionOf = (text: string, category: Category): Restriction | null =>
  suggestRestriction(text) ?? (category === "attitude" ? "about_staff" : null);

type Stands = { state: string; restriction: Restriction | null; text: string };
type Events = readonly { kind: string; text: string | null; at: number }[];

/** What the shop still has to say about a restricted case: whether it is a report, whom it is about; "said": it said so. */
export function questionOf({ state, restriction, text }: Stands, events: Events): "report" | "whom" | "said" | undefined {
  const has = (kind: string) => events.some((event) => event.kind === kind);
  if (state !== "open" || restriction === null) return undefined;
  if (has("about")) return "said";
  if (restriction === "about_staff") return "whom";
  if (!has("restricted")) return "report";
  return isCorruption(text) ? "whom" : undefined;
}

/** Whether nothing more is to be said and what waited for it has gone out anew. */
export const isAllSaid = (complaint: Stands, events: Events): boolean => {
  const question = questionOf({ ...complaint, state: "open" }, events);
  return question === undefined || question === "said";
};

/** Until when messages to staff wait for the shop's word of whom a case is about, from its filing or from when it turned out to be about someone. */
export function heldUntil(complaint: Stands & { openedAt: number }, events: Events): number {
  if (isAllSaid(complaint, events)) return complaint.openedAt;
  const turned = events.findLast(({ kind, text }) => kind === "category" && text === "attitude");
  return (turned?.at ?? complaint.openedAt) + SAY_WHO_MS;
}
