import { InlineKeyboard } from "grammy";
import { countReach } from "../../db/outages/audience.ts";
import type { Outage } from "../../db/outages.ts";
import type { Deps } from "../deps.ts";
import type { Locale } from "../people/rules.ts";
import { mayConfirm, mayJoin, mayManage, type Reporter } from "./rights-rules.ts";
import { describeReason, describeScope, describeSpan, listOf, momentOf, nameOf } from "./words.ts";

/** Who looks at an outage's card: the buttons are those that they may press. */
export type Reader = { personId: number; locale: Locale; reporter: Reporter };
export type View = { text: string; keyboard: InlineKeyboard };

async function toldLine(deps: Deps, locale: Locale, who: "info" | "order", at: number | null, by: number | null): Promise<string> {
  if (at === null || by === null) return deps.t(locale, `outage-card-${who}-open`);
  return deps.t(locale, `outage-card-${who}-told`, { name: await nameOf(deps, by), time: momentOf(deps, locale, at) });
}

async function cutoffLines(deps: Deps, locale: Locale, outage: Outage): Promise<string[]> {
  const { proposedCutoff, proposedBy, newCutoff, newCutoffBy } = outage;
  const lines: string[] = [];
  if (newCutoff !== null)
    lines.push(
      deps.t(locale, "outage-card-confirmed", { cutoff: momentOf(deps, locale, newCutoff), name: await nameOf(deps, newCutoffBy ?? 0) }),
    );
  if (proposedCutoff !== null && outage.endedAt === null)
    lines.push(
      deps.t(locale, "outage-card-proposed", { cutoff: momentOf(deps, locale, proposedCutoff), name: await nameOf(deps, proposedBy ?? 0) }),
    );
  return lines;
}

async function describeCard(deps: Deps, locale: Locale, outage: Outage): Promise<string> {
  const t = (key: string, variables?: Record<string, string | number>) => deps.t(locale, key, variables);
  const scope = await describeScope(deps, locale, outage.scope);
  const isOver = outage.endedAt !== null;
  const by = isOver ? await nameOf(deps, outage.endedBy ?? outage.startedBy) : "";
  return [
    t(isOver ? "outage-card-over" : "outage-card-on", { scope }),
    t("outage-card-what", {
      reason: describeReason(deps, locale, outage),
      span: describeSpan(deps, locale, outage),
      name: await nameOf(deps, outage.startedBy),
    }),
    ...(isOver ? [t("outage-card-ended-by", { name: by })] : []),
    ...(outage.expectedUntil !== null && !isOver
      ? [t("outage-card-expected", { until: momentOf(deps, locale, outage.expectedUntil) })]
      : []),
    t("outage-card-phones", { phones: listOf(deps, locale, outage.phones) }),
    t("outage-card-reach", { ...(await countReach(deps.db, outage.id)) }),
    await toldLine(deps, locale, "info", outage.infoToldAt, outage.infoToldBy),
    await toldLine(deps, locale, "order", outage.orderToldAt, outage.orderToldBy),
    ...(await cutoffLines(deps, locale, outage)),
    ...(outage.note === null ? [] : [t("outage-card-note", { note: outage.note })]),
  ].join("\n");
}

function cardKeyboard(deps: Deps, { personId, locale, reporter }: Reader, outage: Outage): InlineKeyboard {
  const keyboard = new InlineKeyboard();
  if (!mayJoin(reporter, outage.scope)) return keyboard;
  const t = (key: string, variables?: Record<string, string | number>) => deps.t(locale, key, variables);
  if (outage.endedAt !== null) return keyboard.text(t("outage-button-list"), "outage:list");
  const { id, proposedCutoff, proposedBy } = outage;
  if (proposedCutoff !== null && mayConfirm(reporter, outage.scope, proposedBy === personId))
    keyboard
      .text(t("outage-button-confirm", { cutoff: momentOf(deps, locale, proposedCutoff) }), `outage:confirm:${id}:${proposedCutoff}`)
      .row();
  const tick = (at: number | null, who: "info" | "order") => `${at === null ? "☐" : "☑"} ${t(`outage-button-${who}`)}`;
  keyboard
    .text(tick(outage.infoToldAt, "info"), `outage:info:${id}`)
    .row()
    .text(tick(outage.orderToldAt, "order"), `outage:order:${id}`)
    .row()
    .text(t("outage-button-cutoff"), `outage:cutoff:${id}`);
  if (mayManage(reporter, outage.scope))
    keyboard.text(t("outage-button-news"), `outage:news:${id}`).row().text(t("outage-button-off"), `outage:off:${id}`);
  return keyboard.row().text(t("outage-button-list"), "outage:list");
}

/** An outage as a member of staff sees it: how it stands, who was told, and what they may do about it. */
export async function renderCard(deps: Deps, reader: Reader, outage: Outage): Promise<View> {
  return { text: await describeCard(deps, reader.locale, outage), keyboard: cardKeyboard(deps, reader, outage) };
}
