import { InlineKeyboard } from "grammy";
import { readMoment } from "../../src/calendar/phrases.ts";
import { checkPostpone, offerTimes, postponePromise, refuseTime, type Changed, type Postponable } from "../../src/complaints/service.ts";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { readKind, wordOfKind } from "../../src/tasks/rules.ts";
import { isPrivate, momentOf, refuse } from "./answers.ts";
import { toReceived, type Content } from "./content.ts";
import { endCaseDialogue, saveCaseDialogue, type CaseDialogue } from "./dialogues.ts";
import { outdated } from "./receipt-buttons.ts";
import type { CaseTaps } from "./taps.ts";

type Postponing = Extract<CaseDialogue, { kind: "postpone" }>;
const SECOND_MS = 1_000;

const keyboardOf = (ctx: BotContext, complaintId: number, kind: Postponable, times: [text: string, choice: string][] = []) => {
  const of = (choice: string) => `case:postpone:${complaintId}:${wordOfKind(kind)}-${choice}`;
  const keyboard = new InlineKeyboard();
  for (const [text, choice] of times) keyboard.text(text, of(choice)).row();
  return keyboard.text(ctx.t("complaint-button-cancel"), of("no"));
};

async function offer(deps: Deps, ctx: BotContext, complaintId: number, kind: Postponable): Promise<void> {
  const checked = await checkPostpone(deps, { complaintId, kind, personId: ctx.from!.id });
  if (!checked.ok) return refuse(deps, ctx, checked);
  // The time itself and not "tomorrow": a button that is tapped a day later must still mean what it says.
  const times = offerTimes(deps).map((at): [string, string] => [momentOf(deps, ctx, at), String(at / SECOND_MS)]);
  const name = ctx.t("promise-name", { kind });
  const text = ctx.t("task-postpone-ask", { number: checked.number, name, due: momentOf(deps, ctx, checked.dueAt) });
  await ctx.reply(text, { reply_markup: keyboardOf(ctx, complaintId, kind, [...times, [ctx.t("task-postpone-words"), "words"]]) });
}

/** Asks for what is missing: the time, or with it the reason. */
async function askFor(deps: Deps, ctx: BotContext, { complaintId, promise, plannedAt }: Postponing): Promise<string> {
  await saveCaseDialogue(deps, ctx.from!.id, { kind: "postpone", complaintId, promise, plannedAt });
  return plannedAt === null ? ctx.t("task-postpone-when") : ctx.t("task-postpone-why", { at: momentOf(deps, ctx, plannedAt) });
}

async function choose(deps: Deps, ctx: BotContext, on: { complaintId: number; kind: Postponable }, choice: string): Promise<void> {
  const { complaintId, kind } = on;
  if (choice === "no") {
    await endCaseDialogue(deps, ctx.from!.id);
    return void (await ctx.editMessageText(ctx.t("task-postpone-kept")));
  }
  if (choice !== "words" && !/^\d{9,11}$/.test(choice)) return outdated(ctx);
  const checked = await checkPostpone(deps, { ...on, personId: ctx.from!.id });
  if (!checked.ok) return refuse(deps, ctx, checked);
  const plannedAt = choice === "words" ? null : Number(choice) * SECOND_MS;
  const refused = plannedAt === null ? undefined : refuseTime(plannedAt, deps.clock());
  if (refused) return refuse(deps, ctx, refused);
  const text = await askFor(deps, ctx, { kind: "postpone", complaintId, promise: kind, plannedAt });
  await ctx.editMessageText(text, { reply_markup: keyboardOf(ctx, complaintId, kind) });
}

async function postpone(deps: Deps, ctx: BotContext, complaintId: number, value: string | undefined): Promise<void> {
  const [word, choice] = value?.split("-") ?? [];
  const kind = readKind(word);
  if (!kind || !isPrivate(ctx)) return outdated(ctx);
  if (kind === "door_visit") {
    const keyboard = new InlineKeyboard().text(ctx.t("task-plan"), `case:plan:${complaintId}`);
    return void (await ctx.reply(ctx.t("task-postpone-door"), { reply_markup: keyboard }));
  }
  await (choice === undefined ? offer(deps, ctx, complaintId, kind) : choose(deps, ctx, { complaintId, kind }, choice));
}

/** "case:postpone:ID:KIND", and with "-TIME" or "-words" what was chosen. */
export const TASKS_TAPS: CaseTaps = { postpone };

async function takeTime(deps: Deps, ctx: BotContext, dialogue: Postponing, text: string): Promise<void> {
  const { complaintId, promise } = dialogue;
  const reply_markup = keyboardOf(ctx, complaintId, promise);
  const now = deps.clock();
  const moment = readMoment(text, { now, zone: deps.config.timeZone, locale: ctx.locale });
  const refused = moment.ok ? refuseTime(moment.at, now) : undefined;
  if (moment.ok && !refused)
    return void (await ctx.reply(await askFor(deps, ctx, { ...dialogue, plannedAt: moment.at }), { reply_markup }));
  // The question stays open: another time can be written.
  if (refused) return refuse(deps, ctx, refused);
  const isFar = !moment.ok && moment.reason === "too_far";
  if (isFar || (!moment.ok && moment.reason === "past"))
    return refuse(deps, ctx, { ok: false, reason: isFar ? "postpone_far" : "postpone_past" });
  await ctx.reply(ctx.t("task-postpone-unreadable"), { reply_markup });
}

async function confirm(deps: Deps, ctx: BotContext, { complaint, promises }: Changed, kind: Postponable): Promise<void> {
  const promise = promises.find((each) => each.kind === kind)!;
  const due = promise.nextAt ?? promise.dueAt;
  const text = ctx.t("task-postponed", {
    number: complaint.number,
    name: ctx.t("promise-name", { kind }),
    at: momentOf(deps, ctx, promise.plannedAt ?? due),
    due: momentOf(deps, ctx, due),
    late: due <= deps.clock() ? "yes" : "no",
  });
  await ctx.reply(text, { reply_markup: new InlineKeyboard().text(ctx.t("menu-tasks"), "tasks:mine:0") });
}

/** The words that postponing waits for: when, and then why. */
export async function takePostponing(deps: Deps, ctx: BotContext, dialogue: Postponing, content: Content): Promise<boolean> {
  const { complaintId, promise: kind, plannedAt } = dialogue;
  if (content.text.trim() === "") {
    await ctx.reply(ctx.t("task-postpone-words-only"), { reply_markup: keyboardOf(ctx, complaintId, kind) });
    return true;
  }
  if (plannedAt === null) {
    await takeTime(deps, ctx, dialogue, content.text);
    return true;
  }
  const result = await postponePromise(deps, { complaintId, kind, personId: ctx.from!.id, plannedAt, reason: toReceived(content) });
  if (!result.ok) {
    await endCaseDialogue(deps, ctx.from!.id);
    await refuse(deps, ctx, result);
  } else if (result.isNew) await confirm(deps, ctx, result, kind);
  return true;
}
