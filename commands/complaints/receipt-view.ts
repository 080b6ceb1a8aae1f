import { readReceipt } from "../../src/complaints/service.ts";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { refuse } from "./answers.ts";

/** The receipt as it is true now, in the message that was tapped. */
export async function showReceipt(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  const receipt = await readReceipt(deps, complaintId, ctx.from!.id, ctx.locale);
  if (!receipt.ok) return refuse(deps, ctx, receipt);
  await ctx.editMessageText(receipt.text, { reply_markup: receipt.reply_markup });
}
