import { and, eq } from "drizzle-orm";
import type { Db } from "../client.ts";
import { posts } from "../posts.tables.ts";

/** Notes that the message with a post's buttons is gone, if it is still that one. */
export async function forgetPanel(db: Db, id: number, panelMessageId: number): Promise<void> {
  db.update(posts)
    .set({ panelMessageId: null })
    .where(and(eq(posts.id, id), eq(posts.panelMessageId, panelMessageId)))
    .run();
}
