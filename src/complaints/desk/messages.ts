import { findCase } from "../../../db/complaints/reads.ts";
import type { Delivery } from "../../../db/deliveries.ts";
import type { Locale } from "../../config.ts";
import { formatMoment } from "../../dates.ts";
import type { Deps } from "../../deps.ts";
import type { Prepared } from "../../telegram/sender.ts";
import { findChatLocale } from "../notes.ts";
import type { Handed } from "./outbox.ts";

/** What stands above a question to the shop: that the desk waits for the answer, and until when, while its reply is still owed. */
export function questionLine(deps: Deps, locale: Locale, number: string, until: number | undefined): string {
  const moment = until === undefined ? "none" : formatMoment(until, { zone: deps.config.timeZone, locale, now: deps.clock() });
  return deps.t(locale, "desk-question", { number, until: moment });
}

/** A promise changed hands: to the one who has it, and to the one who had it. */
export async function prepareComplaintHanded(deps: Deps, { subjectId, chatId, data }: Delivery): Promise<Prepared> {
  const found = await findCase(deps.db, subjectId);
  if (!found) return { skip: "no such case" };
  const { promise, by, to } = data as unknown as Handed;
  const locale = await findChatLocale(deps, chatId);
  const variables = {
    number: found.complaint.number,
    promise: deps.t(locale, "promise-name", { kind: promise }),
    by: by === "" ? deps.t(locale, "desk-admin") : by,
  };
  const text =
    to === undefined ? deps.t(locale, "desk-handed-to-you", variables) : deps.t(locale, "desk-handed-from-you", { ...variables, to });
  return { method: "sendMessage", payload: { text } };
}

/** In a group: whoever wants to ask the shop replies to this, and the reply is the question. */
export async function prepareComplaintAsk(deps: Deps, { subjectId, chatId, data }: Delivery): Promise<Prepared> {
  const found = await findCase(deps.db, subjectId);
  if (!found) return { skip: "no such case" };
  const { personId, name } = data as { personId: number; name: string };
  const locale = await findChatLocale(deps, chatId);
  const text = deps.t(locale, "desk-ask-prompt", { name, number: found.complaint.number });
  const mention = { type: "text_mention" as const, offset: text.indexOf(name), length: name.length };
  const user = { id: personId, is_bot: false, first_name: name };
  return {
    method: "sendMessage",
    // Selective: the reply field opens for the one who is mentioned, not for the whole desk.
    payload: { text, entities: [{ ...mention, user }], reply_markup: { force_reply: true, selective: true } },
  };
}
