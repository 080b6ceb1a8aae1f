import { findCaseByNumber, listMyCases, renderPromise, showCase } from "../../src/complaints/service.ts";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { isPrivate, quoteOf, refuse } from "./answers.ts";
import { complainButton } from "./filing.ts";

const inPrivateOnly = async (ctx: BotContext): Promise<void> => void (await ctx.reply(ctx.t("complaint-private"), quoteOf(ctx)));

/** /mycases: the latest cases of the person's shops, with what was promised and what became of it. */
export async function showMyCases(deps: Deps, ctx: BotContext): Promise<void> {
  if (!isPrivate(ctx)) return inPrivateOnly(ctx);
  const cases = await listMyCases(
    deps,
    ctx.actor.shops.map(({ id }) => id),
  );
  if (cases.length === 0) return void (await ctx.reply(ctx.t("complaint-cases-none", complainButton(ctx))));
  const items = cases.map(({ complaint, promises }) => {
    const { number, category, state } = complaint;
    const names = { category: ctx.t("complaint-category-name", { category }), state: ctx.t("complaint-state-name", { state }) };
    const lines = state === "withdrawn" ? [] : promises.map((promise) => renderPromise(deps, ctx.locale, promise));
    return [ctx.t("complaint-cases-item", { number, ...names }), ...lines].join("\n");
  });
  await ctx.reply([ctx.t("complaint-cases-head"), ...items].join("\n\n"));
}

/** /case N: one case with its timeline, for staff who have to do with it. */
export async function showOneCase(deps: Deps, ctx: BotContext, typed: string): Promise<void> {
  if (typed === "") return void (await ctx.reply(ctx.t("complaint-case-usage"), quoteOf(ctx)));
  const complaintId = await findCaseByNumber(deps, typed);
  if (complaintId === undefined) return refuse(deps, ctx, { ok: false, reason: "not_found" });
  const key = `message-${ctx.message!.message_id}`;
  const result = await showCase(deps, { complaintId, personId: ctx.from!.id, chatId: ctx.chat!.id, key });
  if (!result.ok) await refuse(deps, ctx, result);
}
