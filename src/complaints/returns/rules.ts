import { type PromiseKind, type Satisfaction, isSatisfaction } from "../rules.ts";

/** How long after the closing the shop can have its case taken up again, or say that advice did not help. */
export const REOPEN_WINDOW_MS = 7 * 24 * 60 * 60 * 1000;

/** Whether a case closed at `closedAt` may still be taken up again by the shop. */
export const isReopenOpen = (closedAt: number, now: number): boolean => now - closedAt <= REOPEN_WINDOW_MS;

/** So often, on different working days, is the shop tried before it counts as not reached. */
export const MAX_ATTEMPTS = 3;

/** From this round on, whoever hears "not satisfied" again is offered to waive what can not be done. */
export const OFFER_WAIVER_FROM_ROUND = 3;

/** How much of the shop's own words reminds it which case is meant. */
export const REMINDER_LENGTH = 40;

type EventLike = { kind: string; actorId: number | null; promise: PromiseKind | null; text: string | null; messageId: number | null };

/** What happened since promises were given last. */
export const ofRound = <E extends { kind: string }>(events: readonly E[]): E[] =>
  events.slice(events.findLastIndex(({ kind }) => kind === "reopened") + 1);

/** A verdict is a tap, so no message stands behind it; what the shop wrote may by chance be the same word. */
export const isVerdict = ({ kind, text, promise, messageId }: EventLike): boolean =>
  kind === "said" && promise === null && messageId === null && text !== null && isSatisfaction(text);

/** What the shop itself said of the result: its last word counts. `promise` is what it lies with, undefined while it has not said. */
export type Said = { satisfaction: Satisfaction; promise: PromiseKind | null | undefined; words: string | null };

export function findSaid(events: readonly EventLike[]): Said | undefined {
  const since = ofRound(events);
  const at = since.findLastIndex(isVerdict);
  if (at < 0) return undefined;
  // What a supervisor noted on the telephone stands under the return visit.
  const why = since.slice(at + 1).filter(({ kind, promise }) => kind === "said" && promise !== "return_visit");
  return {
    satisfaction: since[at]!.text as Satisfaction,
    promise: why.at(-1)?.promise,
    words: why.findLast(({ text }) => text !== null)?.text ?? null,
  };
}

/** How often the shop was tried since promises were given last. */
export const countAttempts = (events: readonly { kind: string }[]): number =>
  ofRound(events).filter(({ kind }) => kind === "attempt").length;

/** Who went to the shop's door, in whichever round: none of them may ask whether it was well done. */
export const findVisitors = (events: readonly Pick<EventLike, "kind" | "actorId">[]): number[] =>
  events.flatMap(({ kind, actorId }) => ((kind === "visited" || kind === "declined") && actorId !== null ? [actorId] : []));
