import type { Db } from "../../db/client.ts";

/**
 * The ids of the windows with a cutoff after `from` and at or before `to` that could not be ordered in as always: an outage lay on them,
 * though they are planned and on their own day.
 */
export type FindDisturbed = (db: Db, from: number, to: number) => Promise<ReadonlySet<number>>;
