import type { Deps } from "../deps.ts";
import { askAboutForgotten } from "./service.ts";

/** Asks about outages that nobody ended; again within the hour does nothing. */
export const sweepOutages = (deps: Deps): Promise<void> => askAboutForgotten(deps);
