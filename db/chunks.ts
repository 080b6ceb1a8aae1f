import { setImmediate } from "node:timers/promises";

/** SQLite takes 32,766 parameters a statement: so many values in one `inArray` are safe. */
export const VALUES_PER_QUERY = 10_000;
/** What one transaction of a long import writes: some 50 ms in which the bot answers nobody. */
export const ROWS_PER_TRANSACTION = 2_000;

export const chunksOf = <T>(items: readonly T[], size = VALUES_PER_QUERY): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size));

/** Does the work chunk by chunk, each in a transaction of its own that `work` begins; between them the process serves everyone else. */
export async function forEachChunk<T>(items: readonly T[], size: number, work: (chunk: T[]) => void | Promise<void>): Promise<void> {
  for (const [n, chunk] of chunksOf(items, size).entries()) {
    if (n > 0) await setImmediate();
    await work(chunk);
  }
}
