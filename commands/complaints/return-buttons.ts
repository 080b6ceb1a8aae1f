import { finishReturnVisit } from "../../src/complaints/service.ts";
import { isSatisfaction } from "../../src/complaints/rules.ts";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { refuse } from "./answers.ts";
import { outdated } from "./receipt-buttons.ts";
import type { CaseTaps } from "./taps.ts";

async function rate(deps: Deps, ctx: BotContext, complaintId: number, value: string | undefined): Promise<void> {
  if (value === undefined || !isSatisfaction(value)) return outdated(ctx);
  const result = await finishReturnVisit(deps, { personId: ctx.from!.id, complaintId, satisfaction: value });
  if (!result.ok) return refuse(deps, ctx, result);
  const { number, state } = result.complaint;
  const satisfaction = ctx.t("complaint-satisfaction-name", { satisfaction: value });
  await ctx.editMessageText(ctx.t("promise-rated", { number, satisfaction, state }));
}

/** The buttons of a return visit's task. */
export const RETURN_TAPS: CaseTaps = { rate };
