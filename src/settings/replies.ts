/** One button each, two a row. */
export const MAX_REPLIES = 30;
export const MAX_REPLY_LENGTH = 500;
/** As much as stands on a button that shares its row on a phone. */
const TITLE_SIGNS = 20;

export type ReplyProblem = "reply_too_short" | "reply_too_long" | "too_many_replies" | "unknown_reply";
type Read = { ok: true; value: readonly string[] } | { ok: false; reason: "no_sign" | ReplyProblem; word?: string };

/** What stands on the button, and what is sent: "title: text", or a text that begins like its title. */
export function titleOfReply(reply: string): { title: string; text: string } {
  const parts = /^([^:\uff1a\n]{1,20})[:\uff1a]\s*(?=\S)/u.exec(reply);
  if (parts) return { title: parts[1]!.trim(), text: reply.slice(parts[0].length) };
  const signs = Array.from(reply.replace(/\s+/gu, " "));
  return { title: signs.length > TITLE_SIGNS ? `${signs.slice(0, TITLE_SIGNS - 1).join("")}…` : signs.join(""), text: reply };
}

/** Titles compare without case and in the plain form of their signs. */
const plain = (title: string): string => title.normalize("NFKC").trim().toLowerCase();

function changeReply(list: readonly string[], sign: string, reply: string): Read {
  const { title } = titleOfReply(reply);
  const word = title;
  if (reply.length > MAX_REPLY_LENGTH) return { ok: false, reason: "reply_too_long", word };
  if (sign === "+" && Array.from(titleOfReply(reply).text.trim()).length < 2) return { ok: false, reason: "reply_too_short", word };
  const isSame = (known: string): boolean => plain(titleOfReply(known).title) === plain(title);
  const at = list.findIndex(isSame);
  if (sign === "-") return at < 0 ? { ok: false, reason: "unknown_reply", word } : { ok: true, value: list.toSpliced(at, 1) };
  // The same title again is the new wording, in the old place.
  return { ok: true, value: at < 0 ? [...list, reply] : list.with(at, reply) };
}

/** "+Title: text" adds a reply or words it anew, "-Title" removes it; one begins where a line begins with a sign, and may have several lines. */
export function readReplies(text: string, current: readonly string[]): Read {
  if (!/^[+-]/.test(text)) return { ok: false, reason: "no_sign" };
  let list = current;
  for (const [, sign, reply] of text.matchAll(/^([+-])[^\S\n]*(.*(?:\n(?![+-]).*)*)/gmu)) {
    const changed = changeReply(list, sign!, reply!.trim());
    if (!changed.ok) return changed;
    list = changed.value;
  }
  return list.length > MAX_REPLIES ? { ok: false, reason: "too_many_replies" } : { ok: true, value: list };
}
