import { audit } from "./audit.tables.ts";
import type { Tx } from "./client.ts";

export type AuditEntry = {
  at: number;
  /** Telegram id; null = the system (API, start-up). */
  actorId: number | null;
  /** `<feature>.<what happened>`: "group.link", "post.send". */
  action: string;
  subject: string;
  detail?: Record<string, unknown>;
};

/** Notes who did what, in the transaction that does it. */
export function addAudit(tx: Tx, entry: AuditEntry): void {
  tx.insert(audit).values(entry).run();
}
