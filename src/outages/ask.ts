import { askAboutOutage, findForgotten } from "../../db/outages.ts";
import type { Deps } from "../deps.ts";
import { findAsked, findQuietEnd, toNews } from "./audience.ts";
import { ASK_AGAIN_MS } from "./rules.ts";

/** Asks about every outage that should be over and that nobody ended: once an hour at most, and not in the quiet hours. */
export async function askAboutForgotten(deps: Deps): Promise<void> {
  const now = deps.clock();
  const forgotten = await findForgotten(deps.db, now);
  if (forgotten.length === 0 || (await findQuietEnd(deps)) !== undefined) return;
  for (const outage of forgotten) {
    const asked = await findAsked(deps, outage.startedBy);
    const news = { kind: "outage_ask" as const, outageId: outage.id, key: String(outage.askAt) };
    const rows = asked.map((chatId) => toNews(news, chatId));
    if (await askAboutOutage(deps.db, outage, now + ASK_AGAIN_MS, rows, now)) deps.kickSender();
  }
}
