import type { Delivery } from "../../db/deliveries.ts";
import type { Complaint } from "../../db/complaints/facts.ts";
import { findCase } from "../../db/complaints/reads.ts";
import type { Locale } from "../config.ts";
import type { Deps } from "../deps.ts";
import type { Outgoing, Prepared } from "../telegram/sender.ts";
import { questionLine } from "./desk/messages.ts";
import { findChatLocale, renderNote } from "./notes.ts";
import type { Note } from "./outbox.ts";
import { renderReceipt } from "./filing/receipt.ts";

export { prepareComplaintKept } from "./kept/message.ts";
export { prepareComplaintMine } from "./mine/message.ts";
export { prepareComplaintCause } from "./causes/message.ts";
export { prepareComplaintCard, prepareComplaintCardEdit } from "./card/card.ts";
export { prepareComplaintAsk, prepareComplaintHanded } from "./desk/messages.ts";
export { prepareDoorVisit, prepareDoorVisitCard } from "./door/message.ts";
export { prepareReturnSaid, prepareReturnVisit } from "./returns/message.ts";
export { prepareReturnAsk } from "./returns/ask-message.ts";
export {
  prepareCaseReopened,
  prepareCaseWaived,
  prepareComplaintClosed,
  prepareComplaintSolved,
  preparePromiseWaived,
} from "./closing/message.ts";
export { prepareShopNumber, prepareShopNumberRemoved } from "./door/number-message.ts";
export { prepareVisitAsked, prepareVisitPlanned, prepareVisitTold } from "./door/told-messages.ts";
export { prepareVisitsPassed } from "./door/passed-message.ts";
export { prepareComplaintHidden } from "./restricted/hide.ts";
export { withhold } from "./restricted/guard.ts";
export { preparePromiseBreach } from "./breach/message.ts";
export { prepareBreachNotice } from "./breach/notice-message.ts";
export { preparePromiseResumed, preparePromiseWarning } from "./clocks/message.ts";

const MISSING = { skip: "no such case" };

export async function prepareComplaintReceipt(deps: Deps, { subjectId, chatId, data }: Delivery): Promise<Prepared> {
  const found = await findCase(deps.db, subjectId);
  if (!found) return MISSING;
  if (found.complaint.state !== "open") return { skip: found.complaint.state };
  const locale = await findChatLocale(deps, chatId);
  const receipt = await renderReceipt(deps, found, locale, chatId);
  const why = data?.["undecided"] === true ? [deps.t(locale, "complaint-receipt-undecided")] : [];
  if (data?.["reopened"] === true) why.push(deps.t(locale, "closing-receipt-again", { number: found.complaint.number }));
  return { method: "sendMessage", payload: { ...receipt, text: [...why, receipt.text].join("\n") } };
}

function noteLine(deps: Deps, locale: Locale, { note, text, until }: Note, { number, restriction }: Complaint): string {
  if (note === "bare") return "";
  if (note === "asked") return questionLine(deps, locale, number, until);
  // The text is the number of the case that this one goes on in.
  if (note === "duplicate" || note === "merged") return deps.t(locale, `desk-note-${note}`, { number, other: text });
  // The desk is not who answers a restricted case.
  const by = restriction === null ? "complaint" : "restricted";
  if (note === "answer") return deps.t(locale, `${by}-answer`, { number });
  if (note === "corrected") return deps.t(locale, `${by}-answer-corrected`, { number });
  const category = note === "category" ? deps.t(locale, "complaint-category-name", { category: text }) : "";
  return note === "category"
    ? deps.t(locale, "complaint-note-category", { number, category })
    : deps.t(locale, `complaint-note-${note}`, { number });
}

async function prepareNote(deps: Deps, { subjectId, chatId, data }: Delivery): Promise<Outgoing | undefined> {
  const found = await findCase(deps.db, subjectId);
  if (!found || !data) return undefined;
  const note = data as unknown as Note;
  const line = noteLine(deps, await findChatLocale(deps, chatId), note, found.complaint);
  // Their text is in the line already.
  const isInLine = note.note === "category" || note.note === "duplicate" || note.note === "merged";
  return renderNote(line, isInLine ? { ...note, text: "" } : note);
}

/** Words and files of the shop, and what became of a case, to the desk. */
export async function prepareComplaintMedia(deps: Deps, delivery: Delivery): Promise<Prepared> {
  const found = await findCase(deps.db, delivery.subjectId);
  const note = delivery.data as unknown as Note | null;
  if (found?.complaint.state === "withdrawn" && note?.note !== "withdrawn" && !note?.view) return { skip: "withdrawn" };
  return (await prepareNote(deps, delivery)) ?? MISSING;
}

/** The desk's words to the shop; sent even if the case ended meanwhile, for the person asked and the desk answered. */
export async function prepareComplaintAnswer(deps: Deps, delivery: Delivery): Promise<Prepared> {
  return (await prepareNote(deps, delivery)) ?? MISSING;
}
