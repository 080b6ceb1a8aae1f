import { findCaseByNumber, showCase } from "../../src/complaints/service.ts";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { quoteOf, refuse } from "./answers.ts";

/** /case N: one case with its timeline, for staff who have to do with it. */
export async function showOneCase(deps: Deps, ctx: BotContext, typed: string): Promise<void> {
  if (typed === "") return void (await ctx.reply(ctx.t("complaint-case-usage"), quoteOf(ctx)));
  const complaintId = await findCaseByNumber(deps, typed);
  if (complaintId === undefined) return refuse(deps, ctx, { ok: false, reason: "not_found" });
  const key = `message-${ctx.message!.message_id}`;
  const result = await showCase(deps, { complaintId, personId: ctx.from!.id, chatId: ctx.chat!.id, key });
  if (!result.ok) await refuse(deps, ctx, result);
}
