const MINUTE_MS = 60_000;
/** Those in charge of a district get one message about breaches in so long. */
export const NOTICE_EVERY_MS = 60 * MINUTE_MS;
/** Promises that were given together are broken together: the first waits for the others. */
const GATHER_MS = MINUTE_MS;
/** A notice that is about to go out takes nothing more: the process that sends it may have a clock that is ahead. */
const LAST_CALL_MS = 5_000;

/** Why a notice is not sent to someone; it then goes to whoever is in charge instead, as if it could not be delivered. */
export const NOT_IN_CHARGE = "the reader is not in charge any more";

/** Where a breach found at `now` is told: in the district's latest notice while that still waits, else in a new one at the instant returned. */
export function placeBreach(latestSendAt: number | undefined, now: number): "latest" | number {
  if (latestSendAt === undefined) return now + GATHER_MS;
  return latestSendAt - now > LAST_CALL_MS ? "latest" : Math.max(now + GATHER_MS, latestSendAt + NOTICE_EVERY_MS);
}
