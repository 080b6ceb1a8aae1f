import { InlineKeyboard } from "grammy";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { findLinkableDistricts } from "../../src/groups/service.ts";
import { EXPECTED_MINUTES, OUTAGE_REASONS, type OutageReason } from "../../src/outages/rules.ts";
import { announceOutage, findDraft, newDraft, reachOf, saveDraft, type OutageDraft } from "../../src/outages/service.ts";
import { findRoutesInReach, reporterOf, showDistricts, showPanel, showRoutes } from "./panel.ts";
import { alert, openOutage } from "./steer.ts";

/** A new announcement, with the usual choices made. */
export async function compose(deps: Deps, ctx: BotContext): Promise<void> {
  const draft = newDraft(deps, reporterOf(ctx));
  await saveDraft(deps, ctx.from!.id, draft);
  await showPanel(deps, ctx, draft);
}

async function keep(deps: Deps, ctx: BotContext, draft: OutageDraft): Promise<void> {
  await saveDraft(deps, ctx.from!.id, draft);
  await showPanel(deps, ctx, draft);
}

async function chooseScope(deps: Deps, ctx: BotContext, draft: OutageDraft, kind: string): Promise<unknown> {
  const reach = reachOf(reporterOf(ctx));
  if (kind === "all" && reach === "all") return keep(deps, ctx, { ...draft, scope: { kind: "all" } });
  if (kind === "mine" && typeof reach === "number") return keep(deps, ctx, { ...draft, scope: { kind: "district", districtId: reach } });
  return alert(ctx, "forbidden");
}

async function chooseDistrict(deps: Deps, ctx: BotContext, draft: OutageDraft, id: number): Promise<unknown> {
  const isThere = (await findLinkableDistricts(deps.db)).some((district) => district.id === id);
  if (!isThere || reachOf(reporterOf(ctx)) !== "all") return alert(ctx, "forbidden");
  return keep(deps, ctx, { ...draft, scope: { kind: "district", districtId: id } });
}

async function toggleRoute(deps: Deps, ctx: BotContext, draft: OutageDraft, page: number, id: number): Promise<unknown> {
  const routes = await findRoutesInReach(deps, ctx);
  if (!routes.some((route) => route.id === id)) return alert(ctx, "forbidden");
  const chosen = draft.scope.kind === "routes" ? draft.scope.routeIds : [];
  const routeIds = chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id];
  const districtIds = [...new Set(routes.filter((route) => routeIds.includes(route.id)).map(({ districtId }) => districtId))];
  const changed: OutageDraft = { ...draft, scope: { kind: "routes", routeIds, districtIds } };
  await saveDraft(deps, ctx.from!.id, changed);
  return showRoutes(deps, ctx, changed, page);
}

/** The next text is the answer; restart and pause lose nothing, for the question is a row. */
async function ask(deps: Deps, ctx: BotContext, draft: OutageDraft, what: "reason" | "phones"): Promise<unknown> {
  await saveDraft(deps, ctx.from!.id, { ...draft, ask: what });
  const keyboard = new InlineKeyboard().text(ctx.t("outage-back"), "outage:panel");
  return ctx.editMessageText(ctx.t(`outage-ask-${what}`), { reply_markup: keyboard });
}

const isReason = (value: string): value is OutageReason => (OUTAGE_REASONS as readonly string[]).includes(value);

async function announce(deps: Deps, ctx: BotContext): Promise<unknown> {
  const announced = await announceOutage(deps, ctx.from!.id, reporterOf(ctx));
  if (announced.ok) return ctx.editMessageText(ctx.t("outage-announced"), { reply_markup: new InlineKeyboard() });
  if (announced.reason !== "running") return alert(ctx, announced.reason);
  // The other one is shown: what there is to add to it is a button there.
  await ctx.answerCallbackQuery({ text: ctx.t("outage-refused-running"), show_alert: true });
  return openOutage(deps, ctx, announced.outage.id);
}

async function choose(deps: Deps, ctx: BotContext, draft: OutageDraft, [action = "", a = "", b = ""]: string[]): Promise<unknown> {
  switch (action) {
    case "all":
    case "mine":
      return chooseScope(deps, ctx, draft, action);
    case "districts":
      return showDistricts(deps, ctx, draft, Number(a));
    case "district":
      return chooseDistrict(deps, ctx, draft, Number(a));
    case "routes":
      return showRoutes(deps, ctx, draft, Number(a));
    case "route":
      return toggleRoute(deps, ctx, draft, Number(a), Number(b));
    case "reason":
      if (a === "other") return ask(deps, ctx, draft, "reason");
      return isReason(a) ? keep(deps, ctx, { ...draft, reason: a }) : alert(ctx, "not_found");
    case "until":
      return (EXPECTED_MINUTES as readonly number[]).includes(Number(a))
        ? keep(deps, ctx, { ...draft, expectedMinutes: Number(a) })
        : alert(ctx, "not_found");
    case "phones":
      return ask(deps, ctx, draft, "phones");
    default:
      return keep(deps, ctx, { ...draft, ask: null });
  }
}

const ACTIONS = ["all", "mine", "districts", "district", "routes", "route", "reason", "until", "phones", "panel"];
export const isComposing = (action: string): boolean => action === "announce" || action === "drop" || ACTIONS.includes(action);

/** A button of an announcement in the making. */
export async function tapDraft(deps: Deps, ctx: BotContext, parts: string[]): Promise<unknown> {
  if (parts[0] === "announce") return announce(deps, ctx);
  if (parts[0] === "drop") {
    await saveDraft(deps, ctx.from!.id, undefined);
    return ctx.editMessageText(ctx.t("outage-dropped"), { reply_markup: new InlineKeyboard() });
  }
  const draft = await findDraft(deps, ctx.from!.id);
  return draft ? choose(deps, ctx, draft, parts) : alert(ctx, "no_draft");
}
