import { MINUTE_MS } from "../../src/calendar/local-time.ts";
import { readMoment } from "../../src/calendar/phrases.ts";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { CHANGE_REASONS, MAX_NOTE_LENGTH, type ChangeReason, type CutoffRefusal } from "../../src/windows/cutoff-rules.ts";
import { changeCutoffs, foreseeChange, showCutoff, type CutoffPage } from "../../src/windows/service.ts";
import { isForOthers } from "../keyboard.ts";
import { say } from "./answers.ts";
import { endDraft, findDraft, needsReason, needsTime, saveDraft, wantedOf, type CutoffDraft } from "./dialogue.ts";
import { pageView } from "./page.ts";
import { confirmView, reasonView, stampOf, timeView } from "./questions.ts";

/** Shows a window's page, with what there is to say about what was just done. */
export async function showWindow(deps: Deps, ctx: BotContext, windowId: number, notice?: string): Promise<unknown> {
  const page = await showCutoff(deps, ctx.actor, windowId);
  if (page) return say(ctx, await pageView(deps, ctx, page, notice));
  const text = ctx.t("cutoff-refused-unknown");
  return ctx.callbackQuery ? ctx.answerCallbackQuery({ text, show_alert: true }) : ctx.reply(text);
}

/** Ends the change and shows why it can not be, and how the window stands. */
async function giveUp(deps: Deps, ctx: BotContext, windowId: number, reason: CutoffRefusal): Promise<unknown> {
  await endDraft(deps, ctx.from!.id);
  return showWindow(deps, ctx, windowId, `⚠️ ${ctx.t(`cutoff-refused-${reason}`)}`);
}

/** Why the window's own state forbids what a button of an older page offers. */
function findObstacle({ window, may }: CutoffPage, { version, what }: CutoffDraft): CutoffRefusal | undefined {
  if (!may.isInCharge) return "forbidden";
  if (window.version !== version) return "stale";
  if (what === "restore") return undefined;
  if (window.state === "cancelled") return "cancelled";
  return (what === "extend" ? may.move : may.cancel) ? undefined : "closed";
}

/** What can be said anew: another time is as good as none, while a window that is another one by now ends the change. */
const ASKED_AGAIN: readonly CutoffRefusal[] = ["same", "past", "before_opens", "too_late", "beyond_next"];

/** Asks for the next thing that is missing, or for a yes. */
async function proceed(deps: Deps, ctx: BotContext, draft: CutoffDraft): Promise<unknown> {
  const page = await showCutoff(deps, ctx.actor, draft.windowId);
  if (!page) return giveUp(deps, ctx, draft.windowId, "unknown");
  const obstacle = findObstacle(page, draft);
  if (obstacle) return giveUp(deps, ctx, draft.windowId, obstacle);
  if (needsTime(draft)) {
    await saveDraft(deps, ctx.from!.id, draft);
    return say(ctx, timeView(deps, ctx, page, draft));
  }
  const seen = await foreseeChange(deps, { ...draft, wanted: wantedOf(draft), actorId: ctx.from!.id });
  if (!seen.ok && draft.cutoffAt !== null && ASKED_AGAIN.includes(seen.reason)) {
    await saveDraft(deps, ctx.from!.id, { ...draft, cutoffAt: null });
    const text = ctx.t(`cutoff-refused-${seen.reason}`);
    return ctx.callbackQuery ? ctx.answerCallbackQuery({ text, show_alert: true }) : ctx.reply(text);
  }
  if (!seen.ok) return giveUp(deps, ctx, draft.windowId, seen.reason);
  await saveDraft(deps, ctx.from!.id, draft);
  return say(ctx, needsReason(draft) ? reasonView(deps, ctx, seen, draft) : confirmView(deps, ctx, seen, draft));
}

/** A button of the window's page: the change begins. */
export const begin = (deps: Deps, ctx: BotContext, what: CutoffDraft["what"], windowId: number, version: number): Promise<unknown> =>
  proceed(deps, ctx, { windowId, version, what, cutoffAt: null, reason: null, note: null });

/** The draft that a button of a question belongs to; what is left of an older change is told so, and shown how things stand. */
async function withDraft(
  deps: Deps,
  ctx: BotContext,
  { windowId, version }: { windowId: number; version: number },
  act: (draft: CutoffDraft) => Promise<unknown>,
): Promise<unknown> {
  const draft = await findDraft(deps, ctx.from!.id);
  if (draft?.windowId === windowId && draft.version === version) return act(draft);
  return showWindow(deps, ctx, windowId, `⚠️ ${ctx.t("cutoff-expired")}`);
}

/** A tap on one of the usual times. */
export const chooseTime = (deps: Deps, ctx: BotContext, windowId: number, version: number, minute: number): Promise<unknown> =>
  withDraft(deps, ctx, { windowId, version }, (draft) => proceed(deps, ctx, { ...draft, cutoffAt: minute * MINUTE_MS }));

const isReason = (word: string): word is ChangeReason => (CHANGE_REASONS as readonly string[]).includes(word);

/** A tap on one of the usual reasons. */
export const chooseReason = (deps: Deps, ctx: BotContext, windowId: number, version: number, word: string): Promise<unknown> =>
  withDraft(deps, ctx, { windowId, version }, (draft) =>
    isReason(word) && !needsTime(draft)
      ? proceed(deps, ctx, { ...draft, reason: word, note: null })
      : showWindow(deps, ctx, windowId, `⚠️ ${ctx.t("cutoff-expired")}`),
  );

/** "Yes" pressed a second time, or handled twice: the window's latest change is the one this person confirmed. */
async function isDoneAlready(deps: Deps, ctx: BotContext, windowId: number, version: number): Promise<boolean> {
  const latest = (await showCutoff(deps, ctx.actor, windowId))?.changes[0];
  return latest?.version === version + 1 && latest.personId === ctx.from!.id;
}

/** "Yes": does it, unless the window has become another one since it was asked. */
export async function confirm(deps: Deps, ctx: BotContext, windowId: number, version: number, minute: number): Promise<unknown> {
  const personId = ctx.from!.id;
  const draft = await findDraft(deps, personId);
  const isAsked = draft !== undefined && stampOf(draft) === `${windowId}:${version}:${minute}` && !needsTime(draft) && !needsReason(draft);
  const isDone = await isDoneAlready(deps, ctx, windowId, version);
  if (isDone || !isAsked) {
    // Done, and stopped before the dialogue could end: it ends now.
    if (isDone) await endDraft(deps, personId);
    return showWindow(deps, ctx, windowId, isDone ? ctx.t("cutoff-done-already") : `⚠️ ${ctx.t("cutoff-expired")}`);
  }
  const { reason, note } = draft;
  const target = { windowId, version, wanted: wantedOf(draft) };
  const { refused } = await changeCutoffs(deps, { targets: [target], reason, note, actorId: personId });
  if (refused[0]) return giveUp(deps, ctx, windowId, refused[0].reason);
  await endDraft(deps, personId);
  return showWindow(deps, ctx, windowId, ctx.t("cutoff-done"));
}

/** "No", or the way back from a question. */
export async function leave(deps: Deps, ctx: BotContext, windowId: number, notice?: string): Promise<unknown> {
  await endDraft(deps, ctx.from!.id);
  return showWindow(deps, ctx, windowId, notice);
}

/** The draft with what was written: its time, or the reason in words; why not, where it is neither. */
function readAnswer(deps: Deps, ctx: BotContext, draft: CutoffDraft, text: string): CutoffDraft | string {
  if (needsTime(draft)) {
    const moment = readMoment(text, { now: deps.clock(), zone: deps.calendar.zone, locale: ctx.locale });
    // "In 20 minutes" has seconds, and a cutoff has none.
    if (moment.ok) return { ...draft, cutoffAt: Math.floor(moment.at / MINUTE_MS) * MINUTE_MS };
    return ctx.t(moment.reason === "unreadable" ? "cutoff-time-unreadable" : `post-time-${moment.reason}`);
  }
  const note = text.replace(/\s+/g, " ").trim();
  if (note.length > MAX_NOTE_LENGTH) return ctx.t("cutoff-note-long", { max: MAX_NOTE_LENGTH });
  return { ...draft, reason: "other", note };
}

/** A private text while a change waits for a time or a reason is that. */
export async function takeText(deps: Deps, ctx: BotContext, next: () => Promise<void>): Promise<unknown> {
  const { text } = ctx.message!;
  const draft = text === undefined || isForOthers(deps, ctx) ? undefined : await findDraft(deps, ctx.from!.id);
  if (!draft || text === undefined || !(needsTime(draft) || needsReason(draft))) return next();
  const answer = readAnswer(deps, ctx, draft, text);
  return typeof answer === "string" ? ctx.reply(answer) : proceed(deps, ctx, answer);
}
