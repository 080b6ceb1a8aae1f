import { randomUUID } from "node:crypto";
import type { Db } from "../../db/client.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { releaseLease, takeLease } from "./store.ts";

const LEASE_MS = 10_000;
const RENEW_MS = 3_000;

/**
 * Waits until this process alone holds `name` (a dead holder's lease ends after 10 s) and keeps renewing it. `onLost` is called once when it could
 * not be renewed in time, after a long stop of the process for instance: another may hold it now.
 */
export async function holdLease(db: Db, name: string, clock: Clock, log: Log, onLost: () => void): Promise<{ release(): Promise<void> }> {
  const holder = randomUUID();
  const take = () => takeLease(db, name, holder, clock(), clock() + LEASE_MS);
  if (!(await take())) log.info({ lease: name }, "another process holds this role; waiting for it");
  while (!(await take())) await new Promise((resolve) => setTimeout(resolve, 250));
  const timer = setInterval(() => {
    void take().then((isHeld) => {
      if (isHeld) return;
      clearInterval(timer);
      onLost();
    });
  }, RENEW_MS);
  return {
    async release() {
      clearInterval(timer);
      await releaseLease(db, name, holder);
    },
  };
}
