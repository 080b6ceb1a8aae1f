import { noteRatedWords, reopenComplaint, sayWhy, waivePromise, type Changed, type Refused } from "../../../src/complaints/service.ts";
import type { BotContext } from "../../../src/context.ts";
import type { Deps } from "../../../src/deps.ts";
import { refuse } from "../answers.ts";
import { toReceived, type Content } from "../content.ts";
import { endCaseDialogue, type CaseDialogue } from "../dialogues.ts";

type Of<K extends CaseDialogue["kind"]> = Extract<CaseDialogue, { kind: K }>;

/** Says what became of the words. Without any the question stays open; anything else that stands against them will not change by asking again. */
async function settle(
  deps: Deps,
  ctx: BotContext,
  result: Changed | Refused,
  key: string,
  variables: Record<string, string> = {},
): Promise<true> {
  if (!result.ok && result.reason !== "empty") await endCaseDialogue(deps, ctx.from!.id);
  if (!result.ok) await refuse(deps, ctx, result);
  else if (result.isNew) await ctx.reply(ctx.t(key, variables));
  return true;
}

/** What was good and what is still bad, from the shop itself. */
export async function takeWhy(deps: Deps, ctx: BotContext, { complaintId, promise }: Of<"said_why">, content: Content): Promise<true> {
  const result = await sayWhy(deps, { personId: ctx.from!.id, complaintId, promise, received: toReceived(content) });
  return settle(deps, ctx, result, "return-why-passed");
}

/** The same, as the supervisor heard it on the telephone. */
export async function takeRatedWords(deps: Deps, ctx: BotContext, { complaintId }: Of<"rated_words">, content: Content): Promise<true> {
  const result = await noteRatedWords(deps, { personId: ctx.from!.id, complaintId, received: toReceived(content) });
  return settle(deps, ctx, result, "return-words-noted");
}

/** Why a promise is waived. */
export async function takeWaiver(
  deps: Deps,
  ctx: BotContext,
  { complaintId, promise }: Of<"waive_reason">,
  content: Content,
): Promise<true> {
  const result = await waivePromise(deps, { personId: ctx.from!.id, complaintId, kind: promise, received: toReceived(content) });
  const variables = result.ok ? { number: result.complaint.number, kind: promise, state: result.complaint.state } : {};
  return settle(deps, ctx, result, "return-waived", variables);
}

/** What is still wrong with a case that is to be taken up again. */
export async function takeReopening(deps: Deps, ctx: BotContext, { complaintId }: Of<"reopen_words">, content: Content): Promise<true> {
  const result = await reopenComplaint(deps, { personId: ctx.from!.id, complaintId, received: toReceived(content) });
  return settle(deps, ctx, result, "closing-taken-up", result.ok ? { number: result.complaint.number } : {});
}
