import type { Deps } from "../deps.ts";
import { findOutageWindows } from "../outages/service.ts";
import type { FindDisturbed } from "./disturbed.ts";
import { LOST_AFTER_MS } from "./rules.ts";
import { openFollowUps, reportAllDue, reportDue, type Due } from "./service.ts";

/** A task's due time has come: safe to run twice. */
export const breachFollowUp = (deps: Deps, due: Due): Promise<void> => reportDue(deps, due);

/** Reports the overdue tasks whose alarm was lost with Redis or with a downtime. */
export const sweepFollowUps = (deps: Deps): Promise<void> => reportAllDue(deps, deps.clock() - LOST_AFTER_MS);

/** Looks for shops that let two normal windows running pass; `findDisturbed` tells which windows an outage lay on. */
export const findSilences = (deps: Deps, findDisturbed: FindDisturbed = findOutageWindows): Promise<void> =>
  openFollowUps(deps, findDisturbed);
