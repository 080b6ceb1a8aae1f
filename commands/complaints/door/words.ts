import { readMoment } from "../../../src/calendar/phrases.ts";
import { VISIT_MORE_MS } from "../../../src/complaints/door/rules.ts";
import {
  addVisitMedia,
  askOtherTime,
  declineDoorVisit,
  findCaseOfAlbum,
  finishDoorVisit,
  type Changed,
  type Refused,
} from "../../../src/complaints/service.ts";
import type { BotContext } from "../../../src/context.ts";
import type { Deps } from "../../../src/deps.ts";
import { momentOf, refuse } from "../answers.ts";
import { toReceived, type Content } from "../content.ts";
import { endCaseDialogue, saveCaseDialogue, type CaseDialogue } from "../dialogues.ts";
import { planFor } from "./plan-buttons.ts";
import { wishAnswer } from "./shop-buttons.ts";

type Kind = "visit_result" | "visit_more" | "visit_plan" | "visit_reason" | "visit_declined" | "visit_other";
type Waiting<K extends Kind> = Extract<CaseDialogue, { kind: K }>;
type Take<K extends Kind> = (deps: Deps, ctx: BotContext, dialogue: Waiting<K>, content: Content) => Promise<boolean>;

/** A visit that is being reported, or was a moment ago: its pictures may still be coming. */
export const isOfVisit = (dialogue: CaseDialogue): dialogue is Waiting<"visit_result" | "visit_more"> =>
  dialogue.kind === "visit_result" || dialogue.kind === "visit_more";

/** Without words the question stays open; anything else that stands against it will not change by asking again. */
async function say(deps: Deps, ctx: BotContext, result: Changed | Refused, text: (changed: Changed) => string): Promise<boolean> {
  if (!result.ok && result.reason !== "empty") await endCaseDialogue(deps, ctx.from!.id);
  if (!result.ok) await refuse(deps, ctx, result);
  else if (result.isNew) await ctx.reply(text(result));
  return true;
}

const returnDue = (deps: Deps, ctx: BotContext, { promises }: Changed): string =>
  momentOf(deps, ctx, promises.find(({ kind }) => kind === "return_visit")?.dueAt ?? deps.clock());

/** A photo or a location is kept; the words are asked for again, once for an album. */
async function keepMedia(deps: Deps, ctx: BotContext, complaintId: number, content: Content, isAsking: boolean): Promise<boolean> {
  const isMore = content.albumId !== null && (await findCaseOfAlbum(deps, content.chatId, content.albumId)) !== undefined;
  const result = await addVisitMedia(deps, { personId: ctx.from!.id, complaintId, received: toReceived(content) });
  if (!result.ok) {
    await endCaseDialogue(deps, ctx.from!.id);
    await refuse(deps, ctx, result);
  } else if (!isMore) {
    await ctx.reply(ctx.t(isAsking ? "door-result-words" : "door-media-kept", { number: result.complaint.number }));
  }
  return true;
}

const takeResult: Take<"visit_result"> = async (deps, ctx, { complaintId }, content) => {
  if (content.media && content.text.trim() === "") return keepMedia(deps, ctx, complaintId, content, true);
  const result = await finishDoorVisit(deps, { personId: ctx.from!.id, complaintId, received: toReceived(content) });
  const until = deps.clock() + VISIT_MORE_MS;
  if (result.ok && result.isNew) await saveCaseDialogue(deps, ctx.from!.id, { kind: "visit_more", complaintId, until });
  return say(deps, ctx, result, (changed) =>
    [ctx.t("promise-visited", { number: changed.complaint.number, due: returnDue(deps, ctx, changed) }), ctx.t("door-result-more")].join(
      "\n",
    ),
  );
};

/** What comes after the result: photos and a location belong to it, words are about something else. */
const takeMore: Take<"visit_more"> = async (deps, ctx, { complaintId, until }, content) => {
  if (content.media && deps.clock() <= until) return keepMedia(deps, ctx, complaintId, content, false);
  await endCaseDialogue(deps, ctx.from!.id);
  return false;
};

const takeTime: Take<"visit_plan"> = async (deps, ctx, { complaintId }, content) => {
  const read = readMoment(content.text, { now: deps.clock(), zone: deps.config.timeZone, locale: ctx.locale });
  // The question stays open: the next try is taken for the answer.
  if (!read.ok) await ctx.reply(ctx.t("door-time-refused", { reason: read.reason }));
  else {
    const said = await planFor(deps, ctx, { complaintId, at: read.at });
    if (said !== undefined) await ctx.reply(said);
  }
  return true;
};

const takeReason: Take<"visit_reason"> = async (deps, ctx, { complaintId, plannedAt }, content) => {
  if (content.text.trim() === "") await ctx.reply(ctx.t("complaint-refused-empty"));
  else {
    const said = await planFor(deps, ctx, { complaintId, at: plannedAt, reason: content.text });
    if (said !== undefined) await ctx.reply(said);
  }
  return true;
};

const takeDeclined: Take<"visit_declined"> = async (deps, ctx, { complaintId }, content) =>
  say(deps, ctx, await declineDoorVisit(deps, { personId: ctx.from!.id, complaintId, received: toReceived(content) }), (changed) =>
    ctx.t("door-declined-done", { number: changed.complaint.number, due: returnDue(deps, ctx, changed) }),
  );

const takeWish: Take<"visit_other"> = async (deps, ctx, { complaintId }, content) => {
  const { chatId, messageId, text: words } = content;
  const result = await askOtherTime(deps, { personId: ctx.from!.id, complaintId, words, message: { chatId, messageId } });
  return say(deps, ctx, result, () => wishAnswer(ctx, result, words));
};

/** Who takes the words that a door visit's dialogue waits for. */
export const VISIT_AWAITED: { [K in Kind]: Take<K> } = {
  visit_result: takeResult,
  visit_more: takeMore,
  visit_plan: takeTime,
  visit_reason: takeReason,
  visit_declined: takeDeclined,
  visit_other: takeWish,
};
