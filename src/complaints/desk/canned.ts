import type { Locale } from "../../config.ts";
import type { Deps } from "../../deps.ts";
import { CANNED_REPLIES, readSetting, titleOfReply } from "../../settings/service.ts";
import { answerComplaint } from "./answer.ts";
import { keyOfCause } from "../causes/words.ts";
import { refuse, type Refused } from "../change.ts";
import { readAtDesk, refuseMute, type OnDesk } from "./rights.ts";

/** In the order of CANNED_REPLIES; Fluent takes no Chinese keys. */
const SHIPPED = ["received", "delivery", "photo", "return", "visit"] as const;

/** A reply to choose: what stands for it in a button, its title, and what the shop would read. */
export type Canned = { key: string; title: string; text: string };

/** A reply in the reader's language as far as it is one of those shipped; the office's own stay as they were written. */
function toCanned(deps: Deps, locale: Locale, stored: string): Canned {
  const index = (CANNED_REPLIES as readonly string[]).indexOf(stored);
  const key = keyOfCause(stored);
  if (index < 0) return { key, ...titleOfReply(stored) };
  const reply = SHIPPED[index]!;
  return { key, title: deps.t(locale, "desk-canned-title", { reply }), text: deps.t(locale, "desk-canned-text", { reply }) };
}

type OnCanned = OnDesk & { locale: Locale };
const readReplies = async (deps: Deps, locale: Locale): Promise<Canned[]> =>
  (await readSetting(deps, "canned_replies")).map((stored) => toCanned(deps, locale, stored));

/** Every reply to choose from, for a case. Refuses all but the desk, and cases that take no more words. */
export async function readCannedReplies(deps: Deps, on: OnCanned): Promise<{ ok: true; number: string; replies: Canned[] } | Refused> {
  const read = await readAtDesk(deps, on, refuseMute);
  return read.ok ? { ok: true, number: read.facts.complaint.number, replies: await readReplies(deps, on.locale) } : read;
}

/** The one that was chosen; refused when it has left the list since. */
export async function readCanned(
  deps: Deps,
  on: OnCanned & { key: string },
): Promise<{ ok: true; number: string; reply: Canned } | Refused> {
  const read = await readCannedReplies(deps, on);
  if (!read.ok) return read;
  const reply = read.replies.find(({ key }) => key === on.key);
  return reply ? { ok: true, number: read.number, reply } : refuse("canned_gone");
}

/** Answers the shop with a reply of the list, as if the clerk had typed it. `messageId` is the message with the button: it sends once. */
export async function sendCanned(
  deps: Deps,
  on: OnCanned & { key: string; messageId: number },
): Promise<(Extract<Awaited<ReturnType<typeof answerComplaint>>, { ok: true }> & { text: string }) | Refused> {
  const read = await readCanned(deps, on);
  if (!read.ok) return read;
  const { personId, complaintId, chatId, messageId } = on;
  const { text } = read.reply;
  const received = { chatId, messageId, text, media: null, albumId: null };
  const result = await answerComplaint(deps, { personId, complaintId, received });
  return result.ok ? { ...result, text } : result;
}
