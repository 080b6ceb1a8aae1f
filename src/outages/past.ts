import { findBetween } from "../../db/outages.ts";
import type { Deps } from "../deps.ts";
import type { Locale } from "../people/rules.ts";
import { overlapsWindow, type Place } from "./rules.ts";
import { describeScope, describeSpan } from "./words.ts";

/** A report is about orders: it names the latest outages and counts the others. */
const LINES_SHOWN = 3;

type Window = { opensAt: number; cutoffAt: number; route: Place };

/** The outages in which some of these windows could not be ordered in, a line each, oldest first; nothing when there were none. */
export async function describePast(deps: Deps, locale: Locale, windows: readonly Window[]): Promise<string[]> {
  if (windows.length === 0) return [];
  const from = windows.reduce((least, { opensAt }) => Math.min(least, opensAt), Infinity);
  const to = windows.reduce((most, { cutoffAt }) => Math.max(most, cutoffAt), 0);
  const found = (await findBetween(deps.db, from, to)).filter((outage) => windows.some((window) => overlapsWindow(outage, window)));
  const lines: string[] = [];
  for (const outage of found.slice(-LINES_SHOWN)) {
    const scope = await describeScope(deps, locale, outage.scope);
    lines.push(deps.t(locale, "outage-past", { scope, span: describeSpan(deps, locale, outage) }));
  }
  const hidden = found.length - lines.length;
  return hidden > 0 ? [...lines, deps.t(locale, "outage-past-more", { n: hidden })] : lines;
}
