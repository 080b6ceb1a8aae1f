import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { readMoment } from "../../src/calendar/phrases.ts";
import { NOTE_MAX, REASON_MAX } from "../../src/outages/rules.ts";
import { findDraft, NEWS_DIALOGUE, proposeCutoff, readPhones, saveDraft, sendUpdate, type OutageDraft } from "../../src/outages/service.ts";
import { findDialogue, saveDialogue } from "../../src/people/service.ts";
import { isForOthers } from "../keyboard.ts";
import { showPanel } from "./panel.ts";
import { CUTOFF_DIALOGUE, settle, tapOf } from "./steer.ts";

/** What an announcement waits for: the reason's words, or the numbers to call. */
async function takeDraftWords(deps: Deps, ctx: BotContext, draft: OutageDraft, text: string): Promise<unknown> {
  const keep = async (changed: OutageDraft) => {
    await saveDraft(deps, ctx.from!.id, { ...changed, ask: null });
    await showPanel(deps, ctx, { ...changed, ask: null });
  };
  if (draft.ask === "reason") {
    if (text.length > REASON_MAX) return ctx.reply(ctx.t("outage-reason-too-long", { max: REASON_MAX }));
    return keep({ ...draft, reason: "other", reasonText: text });
  }
  const read = readPhones(text);
  if (!read.ok) return ctx.reply(ctx.t(`outage-phones-${read.reason}`, { phone: read.phone }));
  return keep({ ...draft, phones: read.phones });
}

async function takeCutoff(deps: Deps, ctx: BotContext, outageId: number, text: string): Promise<unknown> {
  const moment = readMoment(text, { now: deps.clock(), zone: deps.calendar.zone, locale: ctx.locale });
  // What could not be read is asked for again: the dialogue stays.
  if (!moment.ok) return ctx.reply(ctx.t(`outage-time-${moment.reason}`));
  const proposed = await proposeCutoff(deps, tapOf(ctx, outageId), moment.at);
  if (proposed.ok || proposed.reason === "over") await saveDialogue(deps.db, ctx.from!.id, undefined, deps.clock());
  return settle(deps, ctx, proposed);
}

async function takeNews(deps: Deps, ctx: BotContext, outageId: number, text: string): Promise<unknown> {
  if (text.length > NOTE_MAX) return ctx.reply(ctx.t("outage-news-too-long", { max: NOTE_MAX }));
  return settle(deps, ctx, await sendUpdate(deps, tapOf(ctx, outageId), text));
}

/** A private text while the bot waits for one about an outage. */
export async function takeWords(deps: Deps, ctx: BotContext, next: () => Promise<void>): Promise<unknown> {
  const text = ctx.message?.text?.trim() ?? "";
  const dialogue = await findDialogue(deps.db, ctx.from!.id);
  if (!dialogue?.kind.startsWith("outage") || text === "" || isForOthers(deps, ctx)) return next();
  if (dialogue.kind === CUTOFF_DIALOGUE) return takeCutoff(deps, ctx, Number(dialogue.data["outageId"]), text);
  if (dialogue.kind === NEWS_DIALOGUE) return takeNews(deps, ctx, Number(dialogue.data["outageId"]), text);
  const draft = await findDraft(deps, ctx.from!.id);
  return draft?.ask ? takeDraftWords(deps, ctx, draft, text) : next();
}
