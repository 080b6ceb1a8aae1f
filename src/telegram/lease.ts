import { randomUUID } from "node:crypto";
import type { Db } from "../../db/client.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { releaseLease, takeLease } from "./store.ts";

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
};

/** Waits until this process alone holds the lease (a dead holder's ends after 10 s) and keeps renewing it. */
export async function holdLease(db: Db, { name, isAlone, clock, log, onLost }: Options): Promise<{ release(): Promise<void> }> {
  const holder = randomUUID();
  const take = (now = clock()) => takeLease(db, name, holder, now, clock() + LEASE_MS);
  if (!(await take(isAlone ? Number.MAX_SAFE_INTEGER : clock()))) {
    log.info({ lease: name }, "another process holds this role; waiting for it");
    while (!(await take())) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
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
    async release() {
      clearInterval(timer);
      await releaseLease(db, name, holder);
    },
  };
}
