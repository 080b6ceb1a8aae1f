import type { Deps } from "../deps.ts";
import { sendMorningLists } from "./service.ts";

/** On working days at half past eight, writes everyone on staff what the day brings; safe to run at any time, and again. */
export const sweepMorningLists = (deps: Deps): Promise<void> => sendMorningLists(deps);
