import { InlineKeyboard } from "grammy";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { findLinkableDistricts, findLinkableRoutes } from "../../src/groups/service.ts";
import { EXPECTED_MINUTES, OUTAGE_REASONS } from "../../src/outages/rules.ts";
import {
  countAudience,
  describeReason,
  describeScope,
  expectedOf,
  listOf,
  momentOf,
  reachOf,
  type OutageDraft,
  type Reporter,
} from "../../src/outages/service.ts";
import { pageKeyboard } from "../groups-cards.ts";

export const reporterOf = ({ actor }: BotContext): Reporter => ({ roles: actor.roles, districtId: actor.staff?.districtId ?? null });

/** Answers with a new message, or in place when a button asked. */
export async function say(ctx: BotContext, text: string, keyboard: InlineKeyboard): Promise<void> {
  if (ctx.callbackQuery) await ctx.editMessageText(text, { reply_markup: keyboard });
  else await ctx.reply(text, { reply_markup: keyboard });
}

const tick = (isOn: boolean, label: string): string => `${isOn ? "✅ " : ""}${label}`;

function scopeRow(ctx: BotContext, keyboard: InlineKeyboard, { scope }: OutageDraft): void {
  const reach = reachOf(reporterOf(ctx));
  if (reach === "all") {
    keyboard.text(tick(scope.kind === "all", ctx.t("outage-scope-all")), "outage:all");
    keyboard.text(tick(scope.kind === "district", ctx.t("outage-scope-one-district")), "outage:districts:0");
  } else keyboard.text(tick(scope.kind === "district", ctx.t("outage-scope-mine")), "outage:mine");
  keyboard.text(tick(scope.kind === "routes", ctx.t("outage-scope-some-routes")), "outage:routes:0").row();
}

function draftKeyboard(ctx: BotContext, draft: OutageDraft): InlineKeyboard {
  const keyboard = new InlineKeyboard();
  scopeRow(ctx, keyboard, draft);
  for (const [i, reason] of OUTAGE_REASONS.entries()) {
    keyboard.text(tick(draft.reason === reason, ctx.t(`outage-reason-${reason}`)), `outage:reason:${reason}`);
    if (i % 2 === 1) keyboard.row();
  }
  keyboard.row();
  for (const [i, minutes] of EXPECTED_MINUTES.entries()) {
    // Four in a row are cut off on a phone.
    if (i === EXPECTED_MINUTES.length / 2) keyboard.row();
    keyboard.text(tick(draft.expectedMinutes === minutes, ctx.t("outage-minutes", { minutes })), `outage:until:${minutes}`);
  }
  return keyboard
    .row()
    .text(ctx.t("outage-button-phones"), "outage:phones")
    .text(ctx.t("outage-button-drop"), "outage:drop")
    .row()
    .text(ctx.t("outage-button-announce"), "outage:announce");
}

/** The announcement as it stands, whom it would reach, and every choice of it as a button. */
export async function showPanel(deps: Deps, ctx: BotContext, draft: OutageDraft): Promise<void> {
  const expectedUntil = expectedOf(deps, draft);
  const reach = await countAudience(deps, draft.scope, expectedUntil);
  const lines = [
    ctx.t("outage-draft"),
    ctx.t("outage-draft-scope", { scope: await describeScope(deps, ctx.locale, draft.scope) }),
    ctx.t("outage-draft-reason", { reason: describeReason(deps, ctx.locale, draft) }),
    draft.phones.length > 0
      ? ctx.t("outage-card-phones", { phones: listOf(deps, ctx.locale, draft.phones) })
      : ctx.t("outage-refused-no_phone"),
    expectedUntil === null
      ? ctx.t("outage-draft-unknown")
      : ctx.t("outage-card-expected", { until: momentOf(deps, ctx.locale, expectedUntil) }),
    "",
    ctx.t("outage-draft-reach", reach),
  ];
  await say(ctx, lines.join("\n"), draftKeyboard(ctx, draft));
}

/** The districts to choose one of. */
export async function showDistricts(deps: Deps, ctx: BotContext, draft: OutageDraft, page: number): Promise<void> {
  const { scope } = draft;
  const places = (await findLinkableDistricts(deps.db)).map(({ id, name }) => ({
    id,
    label: tick(scope.kind === "district" && scope.districtId === id, name),
  }));
  const keyboard = pageKeyboard(ctx, places, page, { item: "outage:district", turn: "outage:districts" });
  await say(ctx, ctx.t("outage-choose-district"), keyboard.row().text(ctx.t("outage-back"), "outage:panel"));
}

/** The routes within the person's reach, with ticks, page by page. */
export async function showRoutes(deps: Deps, ctx: BotContext, draft: OutageDraft, page: number): Promise<void> {
  const chosen = draft.scope.kind === "routes" ? draft.scope.routeIds : [];
  const places = (await findRoutesInReach(deps, ctx)).map(({ id, code }) => ({ id, label: tick(chosen.includes(id), code) }));
  const keyboard = pageKeyboard(ctx, places, page, { item: `outage:route:${page}`, turn: "outage:routes" });
  const text = ctx.t("outage-choose-routes", { chosen: await describeScope(deps, ctx.locale, draft.scope) });
  await say(ctx, text, keyboard.row().text(ctx.t("outage-back"), "outage:panel"));
}

/** The routes that someone may say this of. */
export async function findRoutesInReach(deps: Deps, ctx: BotContext) {
  const reach = reachOf(reporterOf(ctx));
  return (await findLinkableRoutes(deps.db)).filter(({ districtId }) => reach === "all" || districtId === reach);
}
