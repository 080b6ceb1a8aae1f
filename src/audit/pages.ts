import { countAudit, findAudit, type AuditFilter, type AuditLine } from "../../db/audit.ts";
import { findPersonName } from "../../db/people.ts";
import { findDistrictNames, findSubjects } from "../../db/audit/subjects.ts";
import { dayOf, fromLocal } from "../calendar/local-time.ts";
import type { Locale } from "../config.ts";
import { formatDay, formatTime } from "../dates.ts";
import type { Deps } from "../deps.ts";
import { AUDIT_ACTIONS, ENTRIES_A_PAGE, type AuditTopic } from "./rules.ts";
import { describeDeed, describePostDeed, nameActor, type Wording } from "./wording.ts";

/** What an admin asks about; `from` and `to` are dates (YYYY-MM-DD), both included. What is left out does not restrict. */
export type AuditQuestion = { topic?: AuditTopic; actorId?: number; from?: string; to?: string };

/** Lines of text, the newest first, and where the next page begins; null when there is none. */
export type AuditPage = { lines: string[]; nextBefore: number | null };

/** `who` is null when it came about by itself. */
export type PostDeed = { at: number; who: string | null; what: string };

/** A question as the database answers it, in days of TIME_ZONE. */
export function toFilter(deps: Deps, { topic, actorId, from, to }: AuditQuestion): AuditFilter {
  const midnight = (date: string, days: number) => fromLocal(dayOf(date) + days, 0, deps.config.timeZone);
  return {
    ...(topic === undefined ? {} : { actions: AUDIT_ACTIONS[topic] }),
    ...(actorId === undefined ? {} : { actorId }),
    ...(from === undefined ? {} : { from: midnight(from, 0) }),
    ...(to === undefined ? {} : { to: midnight(to, 1) }),
  };
}

/** What the words of these entries are made from. */
export async function readWording(deps: Deps, locale: Locale, entries: readonly AuditLine[]): Promise<Wording> {
  const subjects = await findSubjects(
    deps.db,
    entries.map(({ subject }) => subject),
  );
  return { deps, locale, subjects, districts: await findDistrictNames(deps.db) };
}

/** Entries in lines, each day under its date. */
function toLines(wording: Wording, entries: readonly AuditLine[]): string[] {
  const { deps, locale } = wording;
  const zone = deps.config.timeZone;
  let day = "";
  return entries.flatMap((entry) => {
    const time = formatTime(entry.at, zone);
    const line = deps.t(locale, "audit-line", { time, who: nameActor(wording, entry), did: describeDeed(wording, entry) });
    const date = formatDay(entry.at, { zone, locale });
    if (date === day) return [line];
    day = date;
    return [date, line];
  });
}

/** One page of what was noted, from the entry before `before` on, or from the latest. */
export async function showAudit(deps: Deps, locale: Locale, question: AuditQuestion, before?: number): Promise<AuditPage> {
  const filter: AuditFilter = { ...toFilter(deps, question), ...(before === undefined ? {} : { before }) };
  const found = await findAudit(deps.db, filter, ENTRIES_A_PAGE + 1);
  const entries = found.slice(0, ENTRIES_A_PAGE);
  const lines = toLines(await readWording(deps, locale, entries), entries);
  return { lines, nextBefore: found.length > ENTRIES_A_PAGE ? entries.at(-1)!.id : null };
}

/** What was done with a post, a line each without naming it, the oldest first: the latest `limit`, and how many there are. */
export async function showPostHistory(
  deps: Deps,
  locale: Locale,
  postId: number,
  limit: number,
): Promise<{ deeds: PostDeed[]; total: number }> {
  const filter = { subject: `post ${postId}` };
  const found = await findAudit(deps.db, filter, limit);
  const wording = await readWording(deps, locale, []);
  const deeds = found.toReversed().map((entry) => ({
    at: entry.at,
    who: entry.actorId === null ? null : nameActor(wording, entry),
    what: describePostDeed(wording, entry),
  }));
  return { deeds, total: await countAudit(deps.db, filter) };
}

/** A question in words: "Posts, Chen Chen, 16–22 Nov". */
export async function nameQuestion(deps: Deps, locale: Locale, { topic, actorId, from, to }: AuditQuestion): Promise<string> {
  const day = (date: string) => formatDay(fromLocal(dayOf(date), 0, deps.config.timeZone), { zone: deps.config.timeZone, locale });
  const parts = [
    ...(topic === undefined ? [] : [deps.t(locale, "audit-topic", { topic })]),
    ...(actorId === undefined ? [] : [(await findPersonName(deps.db, actorId)) ?? deps.t(locale, "audit-left", { id: String(actorId) })]),
    ...(from === undefined || to === undefined ? [] : [from === to ? day(from) : `${day(from)} – ${day(to)}`]),
  ];
  return parts.length === 0 ? deps.t(locale, "audit-everything") : parts.join(deps.t(locale, "people-list-comma"));
}
