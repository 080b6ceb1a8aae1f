import type { Deps } from "../deps.ts";

/** Which of the windows were no normal ones, because shops could not order in them as usual: no week is measured by those. */
export type FindDisturbed = (deps: Deps, windowIds: readonly number[]) => Promise<ReadonlySet<number>>;
