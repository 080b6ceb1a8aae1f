import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";

/** What buttons do to a case, by the word after the prefix: "case:ACTION:ID:VALUE" for staff, "complain:ACTION:ID:VALUE" for shops. */
export type CaseTaps = Record<string, (deps: Deps, ctx: BotContext, complaintId: number, value: string | undefined) => Promise<void>>;
