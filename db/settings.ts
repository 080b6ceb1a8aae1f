import { eq } from "drizzle-orm";
import { addAudit } from "./audit.ts";
import { inTransaction, type Db, type Tx } from "./client.ts";
import { settings } from "./settings.tables.ts";

const readValue = (tx: Db | Tx, key: string): unknown => tx.select().from(settings).where(eq(settings.key, key)).get()?.value;

/** The stored value of a setting; undefined while nobody has changed it. */
export async function findSetting(db: Db, key: string): Promise<unknown> {
  return readValue(db, key);
}

type By = { actorId: number; now: number };

/**
 * Changes a setting to what `decide` makes of its value at that moment (two admins may type at once), with an audit row of before and after;
 * a refusal of `decide` changes nothing.
 */
export async function changeSetting<Value, Refused extends { ok: false }>(
  db: Db,
  { key, actorId, now }: By & { key: string },
  decide: (stored: unknown) => { ok: true; before: Value; value: Value } | Refused,
): Promise<{ ok: true; value: Value } | Refused> {
  return inTransaction(db, (tx) => {
    const decided = decide(readValue(tx, key));
    if (!decided.ok) return decided;
    const { before, value } = decided;
    const fields = { value, updatedBy: actorId, updatedAt: now };
    tx.insert(settings)
      .values({ key, ...fields })
      .onConflictDoUpdate({ target: settings.key, set: fields })
      .run();
    addAudit(tx, { at: now, actorId, action: "setting.change", subject: key, detail: { before, after: value } });
    return { ok: true, value };
  });
}

/** Forgets what an office set, with an audit row of what it was; twice is once. */
export async function restoreSetting(db: Db, { key, actorId, now }: By & { key: string }): Promise<void> {
  inTransaction(db, (tx) => {
    const before = readValue(tx, key);
    if (before === undefined) return;
    tx.delete(settings).where(eq(settings.key, key)).run();
    addAudit(tx, { at: now, actorId, action: "setting.restore", subject: key, detail: { before } });
  });
}
