import { sql } from "drizzle-orm";
import type { Db } from "./client.ts";

/** Whether the database answers; false instead of an error, whatever is wrong with it. */
export async function isDatabaseUp(db: Db): Promise<boolean> {
  try {
    db.get(sql`select count(*) from sqlite_master`);
    return true;
  } catch {
    return false;
  }
}
