import { coversRoute, type OutageScope } from "../../src/outages/rules.ts";
import type { Db, Tx } from "../client.ts";
import { selectWindows, type PlacedWindow } from "./audience.ts";

/** What an outage does to windows: those that it lay in, and the cutoff they are to have. */
export type Extension = { scope: OutageScope; startedAt: number; cutoffAt: number };

/**
 * The windows that a new cutoff would move: planned, of the scope, not closed when the outage began, closing earlier and open before
 * the new cutoff. Of several that follow each other the last: the earlier ones' shops order in it.
 */
export function findExtendable(tx: Db | Tx, { scope, startedAt, cutoffAt }: Extension): PlacedWindow[] {
  const found = selectWindows(tx, startedAt, cutoffAt - 1).filter(({ opensAt, route }) => opensAt < cutoffAt && coversRoute(scope, route));
  return [...new Map(found.map((window) => [window.scope, window])).values()];
}
