import { purgeEndedCases } from "../../../db/complaints/purge.ts";
import type { Deps } from "../../deps.ts";
import { readSetting } from "../../settings/service.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Deletes words, files and names of cases that ended longer ago than the setting says; returns of how many. */
export async function purgeCases(deps: Deps): Promise<number> {
  const now = deps.clock();
  const days = await readSetting(deps, "case_keep_days");
  return purgeEndedCases(deps.db, now - days * DAY_MS, now);
}
