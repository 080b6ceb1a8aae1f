import { changeOutage, takeDialogue, type Outage, type OutageChange } from "../../db/outages.ts";
import { findAffectedGroups, findTold } from "../../db/outages/audience.ts";
import type { Tx } from "../../db/client.ts";
import type { Deps } from "../deps.ts";
import { toNews } from "./audience.ts";
import { mayJoin, mayManage, type Reporter } from "./rights-rules.ts";
import { ASK_AGAIN_MS } from "./rules.ts";

/** The next text of someone who is in it is news of the outage it names. */
export const NEWS_DIALOGUE = "outage_news";

/** Who taps what: `messageId` is the card with the button. */
export type Tap = { outageId: number; personId: number; reporter: Reporter; messageId?: number | undefined };
type Refusal = { ok: false; reason: string };
export type TapRefusal = { ok: false; reason: "not_found" | "forbidden" | "over" };
export type Tapped<R extends Refusal = TapRefusal> = { ok: true; outage: Outage } | TapRefusal | R;

/** Changes a running outage; refused when it is over, and to whom `may` does not let. */
export async function changeRunning<R extends Refusal>(
  deps: Deps,
  tap: Tap,
  may: (reporter: Reporter, outage: Outage) => boolean,
  decide: (outage: Outage, tx: Tx) => OutageChange | R,
): Promise<Tapped<R>> {
  const { outageId: id, personId, reporter, messageId } = tap;
  const changing = {
    id,
    actorId: personId,
    now: deps.clock(),
    tapped: messageId === undefined ? undefined : { chatId: personId, messageId },
  };
  const changed = await changeOutage<TapRefusal | R>(deps.db, changing, (outage, tx) => {
    if (!may(reporter, outage)) return { ok: false, reason: "forbidden" };
    if (outage.endedAt !== null) return { ok: false, reason: "over" };
    return decide(outage, tx);
  });
  if (changed.ok) deps.kickSender();
  return changed;
}

export const canJoin = (reporter: Reporter, { scope }: Outage): boolean => mayJoin(reporter, scope);
export const canManage = (reporter: Reporter, { scope }: Outage): boolean => mayManage(reporter, scope);

/** Whom the company's rules want told besides the shops; the bot reaches neither house by itself. */
export const TOLD = ["info", "order"] as const;
export type Told = (typeof TOLD)[number];

/** Notes that someone told the information centre or the order department, or takes the tick away. */
export const toggleTold = (deps: Deps, tap: Tap, who: Told): Promise<Tapped> =>
  changeRunning<TapRefusal>(deps, tap, canJoin, (outage) => {
    const now = deps.clock();
    const isTold = (who === "info" ? outage.infoToldAt : outage.orderToldAt) !== null;
    const [at, by] = isTold ? [null, null] : [now, tap.personId];
    return {
      set: who === "info" ? { infoToldAt: at, infoToldBy: by } : { orderToldAt: at, orderToldBy: by },
      action: isTold ? "outage.untold" : "outage.told",
      detail: { who },
    };
  });

/** Sends news of a running outage to the groups and to everyone who has heard of it. */
export const sendUpdate = (deps: Deps, tap: Tap, note: string): Promise<Tapped> =>
  changeRunning<TapRefusal>(deps, tap, canManage, ({ noteNo, scope, id }, tx) => {
    // The message that answered the question may be handled twice.
    takeDialogue(tx, tap.personId, NEWS_DIALOGUE);
    const no = noteNo + 1;
    const chats = new Set([...findAffectedGroups(tx, scope).map(({ chatId }) => chatId), ...findTold(tx, id)]);
    const news = { kind: "outage_update" as const, outageId: id, key: String(no), data: { no } };
    return {
      set: { note, noteNo: no },
      action: "outage.update",
      detail: { no },
      compose: () => [...chats].map((chatId) => toNews(news, chatId)),
    };
  });

/** It goes on: nobody is asked again for an hour. */
export const expectLonger = (deps: Deps, tap: Tap): Promise<Tapped> =>
  changeRunning<TapRefusal>(deps, tap, canManage, () => {
    const until = deps.clock() + ASK_AGAIN_MS;
    return { set: { expectedUntil: until, askAt: until }, action: "outage.longer", detail: { until } };
  });
