import { InlineKeyboard } from "grammy";
import { MINUTE_MS } from "../../src/calendar/local-time.ts";
import type { BotContext } from "../../src/context.ts";
import { formatTime } from "../../src/dates.ts";
import type { Deps } from "../../src/deps.ts";
import { CHANGE_REASONS, MAX_NOTE_LENGTH } from "../../src/windows/cutoff-rules.ts";
import { describeReason, type CutoffPage, type ForeseenCutoff } from "../../src/windows/service.ts";
import { momentOf, nameOf, type View } from "./answers.ts";
import type { CutoffDraft } from "./dialogue.ts";

const STEPS_MINUTES = [30, 60, 120];

const backRow = (ctx: BotContext, keyboard: InlineKeyboard, { windowId }: CutoffDraft): InlineKeyboard =>
  keyboard.row().text(ctx.t("cutoff-back"), `cutoff:show:${windowId}`);

/** Until when: the usual steps as buttons where it is to be later, any time in writing. */
export function timeView(deps: Deps, ctx: BotContext, { window }: CutoffPage, draft: CutoffDraft): View {
  const facts = { name: nameOf(ctx, window), cutoff: momentOf(deps, ctx, window.cutoffAt) };
  const keyboard = new InlineKeyboard();
  for (const minutes of draft.what === "extend" ? STEPS_MINUTES : []) {
    // A cutoff that came with seconds would put a fraction on the button.
    const at = Math.floor(window.cutoffAt / MINUTE_MS + minutes) * MINUTE_MS;
    // A window that has closed may have closed longer ago than that.
    if (at <= deps.clock()) continue;
    const time = formatTime(at, deps.calendar.zone);
    const label =
      minutes < 60 ? ctx.t("cutoff-plus-minutes", { minutes, time }) : ctx.t("cutoff-plus-hours", { hours: minutes / 60, time });
    keyboard.text(label, `cutoff:to:${draft.windowId}:${draft.version}:${at / MINUTE_MS}`).row();
  }
  const key = draft.what === "extend" ? "cutoff-extend-ask" : "cutoff-advance-ask";
  return { text: ctx.t(key, facts), keyboard: backRow(ctx, keyboard, draft) };
}

type Seen = Extract<ForeseenCutoff, { ok: true }>;

/** One sentence: what would become of the window. */
function describeWhat(deps: Deps, ctx: BotContext, { window, kind, cutoffAt }: Seen): string {
  const form = kind === "cancel" || kind === "restore" ? kind : "move";
  const moment = (at: number | null) => (at === null ? "" : momentOf(deps, ctx, at));
  return ctx.t(`cutoff-what-${form}`, { name: nameOf(ctx, window), old: moment(window.cutoffAt), new: moment(cutoffAt) });
}

/** Why: the usual reasons as buttons, any other in writing. */
export function reasonView(deps: Deps, ctx: BotContext, seen: Seen, draft: CutoffDraft): View {
  const keyboard = new InlineKeyboard();
  for (const [i, reason] of CHANGE_REASONS.entries()) {
    if (i > 0 && i % 2 === 0) keyboard.row();
    keyboard.text(ctx.t("cutoff-reason", { reason }), `cutoff:why:${draft.windowId}:${draft.version}:${reason}`);
  }
  const ask = draft.reason === "other" ? ctx.t("cutoff-note-ask", { max: MAX_NOTE_LENGTH }) : ctx.t("cutoff-reason-ask");
  return { text: `${describeWhat(deps, ctx, seen)}\n\n${ask}`, keyboard: backRow(ctx, keyboard, draft) };
}

function describeTold(ctx: BotContext, { groups, shops }: Seen): string {
  const who = [
    ...(groups > 0 ? [ctx.t("cutoff-confirm-groups", { groups })] : []),
    ...(shops > 0 ? [ctx.t("cutoff-confirm-shops", { shops })] : []),
  ];
  return who.length === 0 ? ctx.t("cutoff-confirm-nobody") : ctx.t("cutoff-confirm-told", { who: who.join(ctx.t("cutoff-confirm-and")) });
}

/** What is stamped on the buttons of a question, so that an old one never answers a newer question. */
export const stampOf = ({ windowId, version, cutoffAt }: CutoffDraft): string => `${windowId}:${version}:${(cutoffAt ?? 0) / MINUTE_MS}`;

/** What will happen, for a yes or no. */
export function confirmView(deps: Deps, ctx: BotContext, seen: Seen, draft: CutoffDraft): View {
  const reason = describeReason(deps, ctx.locale, draft);
  const lines = [
    describeWhat(deps, ctx, seen),
    ...(reason === "" ? [] : [ctx.t("cutoff-confirm-reason", { reason })]),
    describeTold(ctx, seen),
    ...(seen.remindAt === undefined ? [] : [ctx.t("cutoff-confirm-remind", { at: momentOf(deps, ctx, seen.remindAt) })]),
    "",
    ctx.t("cutoff-confirm-ask"),
  ];
  const keyboard = new InlineKeyboard()
    .text(ctx.t("cutoff-yes"), `cutoff:yes:${stampOf(draft)}`)
    .text(ctx.t("cutoff-no"), `cutoff:no:${draft.windowId}`);
  return { text: lines.join("\n"), keyboard };
}
