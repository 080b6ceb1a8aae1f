import type { Deps } from "../deps.ts";

/** Which of the windows could not be ordered in as always: an outage lay on them, though they are planned and on their own day. */
export type FindDisturbed = (deps: Deps, windowIds: readonly number[]) => Promise<ReadonlySet<number>>;

/** No outage is on record. */
export const findNoneDisturbed: FindDisturbed = async () => new Set();
