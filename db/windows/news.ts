import { inArray } from "drizzle-orm";
import { chunksOf } from "../chunks.ts";
import type { Tx } from "../client.ts";
import { addDeliveries, type NewDelivery } from "../deliveries.ts";
import { retailers } from "../retailers.tables.ts";
import type { WindowChanged } from "./plan.ts";

/** A changed window with the route whose account manager it concerns: its own, or its shop's. */
export type WindowNews = WindowChanged & { ofRoute: number };
/** Makes the messages of changed windows. */
type Tell = (news: WindowNews[]) => NewDelivery[];
/** `teamOf`: routes for which the same people answer have the same team; a team's changes are told at once. */
export type News = { tell: Tell; teamOf: (routeId: number) => string };

/** Writes the messages about changed windows inside the transaction that changed them; returns how many there are. */
export function addNews(tx: Tx, changes: readonly WindowChanged[], tell: Tell, now: number): number {
  const shopIds = new Set(changes.flatMap(({ retailerId }) => retailerId ?? []));
  const routeOf = new Map(
    chunksOf([...shopIds])
      .flatMap((some) =>
        tx.select({ id: retailers.id, routeId: retailers.routeId }).from(retailers).where(inArray(retailers.id, some)).all(),
      )
      .map(({ id, routeId }) => [id, routeId]),
  );
  const news = changes.flatMap((change) => {
    const ofRoute = change.retailerId === null ? change.routeId : routeOf.get(change.retailerId);
    return ofRoute === null || ofRoute === undefined ? [] : [{ ...change, ofRoute }];
  });
  return news.length === 0 ? 0 : addDeliveries(tx, tell(news), now);
}
