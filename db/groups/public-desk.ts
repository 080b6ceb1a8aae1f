import { and, eq, ne } from "drizzle-orm";
import { addAudit } from "../audit.ts";
import { inTransaction, type Db } from "../client.ts";
import { addDeliveries, type NewDelivery } from "../deliveries.ts";
import { deliveries } from "../deliveries.tables.ts";
import { groups } from "../groups.tables.ts";

/** Takes a desk that turned public out of use and queues the messages about it; false when it was out of use already. */
export async function closePublicDesk(
  db: Db,
  chat: { chatId: number; title: string; username: string; isForum: boolean },
  tell: NewDelivery[],
  now: number,
): Promise<boolean> {
  return inTransaction(db, (tx) => {
    const { changes } = tx
      .update(groups)
      .set({ ...chat, state: "unlinked" })
      .where(and(eq(groups.chatId, chat.chatId), eq(groups.kind, "desk"), ne(groups.state, "unlinked")))
      .run();
    if (changes === 0) return false;
    // What still waits for it must not be read by everyone; the promises' own deadlines watch over those cases.
    tx.update(deliveries)
      .set({ state: "skipped", reason: "desk_public" })
      .where(and(eq(deliveries.chatId, chat.chatId), eq(deliveries.state, "pending")))
      .run();
    addAudit(tx, { at: now, actorId: null, action: "group.unlink", subject: `group ${chat.chatId}`, detail: { public: chat.username } });
    addDeliveries(tx, tell, now);
    return true;
  });
}

/** A group by its row. */
export async function findGroupById(db: Db, id: number): Promise<typeof groups.$inferSelect | undefined> {
  return db.select().from(groups).where(eq(groups.id, id)).get();
}
