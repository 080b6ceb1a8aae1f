import { randomUUID } from "node:crypto";
import type { Db } from "../../db/client.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { findLease, releaseLease, takeLease } from "./store.ts";

const LEASE_MS = 10_000;
const RENEW_MS = 3_000;
const POLL_MS = 250;

type Options = {
  name: string;
  /** No other process can be alive (it would hold DATA_DIR): a dead one's lease is taken at once. */
  isAlone: boolean;
  clock: Clock;
  log: Log;
  /** Called once when the lease could not be renewed in time, after a long stop of this process for instance: another may hold it now. */
  onLost: () => void;
  /** Ends the waiting, with a rejection. */
  signal?: AbortSignal | undefined;
};

async function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  signal?.throwIfAborted();
}

export type Lease = {
  /** False once the lease has run out without being renewed, even before this process had the time to notice. */
  isHeld(): boolean;
  release(): Promise<void>;
};

/** Waits until this process alone holds the lease (a dead holder's ends after 10 s) and keeps renewing it. */
export async function holdLease(db: Db, { name, isAlone, clock, log, onLost, signal }: Options): Promise<Lease> {
  const holder = randomUUID();
  // On the monotonic clock, which goes on while the process is stopped: after a SIGSTOP nothing may be sent before the lease is renewed.
  let heldUntil = -Infinity;
  let seen: { holder: string; expiresAt: number; at: number } | undefined;
  const take = async (over?: { holder: string; expiresAt: number }) => {
    const until = performance.now() + LEASE_MS;
    const isTaken = await takeLease(db, { name, holder, expiresAt: clock() + LEASE_MS, over });
    if (isTaken) heldUntil = until;
    return isTaken;
  };
  /** Another's lease is over when it was not renewed for as long as it lasts, by this process's own watch: wall clocks jump. */
  const takeWhenOver = async () => {
    const found = await findLease(db, name);
    if (found && (found.holder !== seen?.holder || found.expiresAt !== seen.expiresAt)) seen = { ...found, at: performance.now() };
    return take(isAlone || (seen && performance.now() - seen.at > LEASE_MS) ? seen : undefined);
  };
  if (!(await takeWhenOver())) {
    log.info({ lease: name }, "another process holds this role; waiting for it");
    while (!(await takeWhenOver())) await wait(POLL_MS, signal);
  }
  const timer = setInterval(() => {
    void renew();
  }, RENEW_MS);
  const renew = async () => {
    if (await take()) return;
    clearInterval(timer);
    onLost();
  };
  return {
    isHeld: () => performance.now() < heldUntil,
    async release() {
      clearInterval(timer);
      await releaseLease(db, name, holder);
    },
  };
}
