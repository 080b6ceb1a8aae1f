import { findHistory, type WholeCase } from "../../../db/complaints/reads.ts";
import type { Locale } from "../../config.ts";
import { formatMoment } from "../../dates.ts";
import type { Deps } from "../../deps.ts";
import { isOverdue } from "../promise-rules.ts";
import { promiseLine } from "./timeline.ts";

const MINUTE_MS = 60_000;
/** Above this the due time alone says more than a count of minutes. */
const COUNTDOWN_MINUTES = 120;

type Reader = { deps: Deps; locale: Locale; now: number };
type Promised = WholeCase["promises"][number];

const momentOf = ({ deps, locale, now }: Reader, at: number): string => formatMoment(at, { zone: deps.config.timeZone, locale, now });

function replyDue(reader: Reader, reply: Promised): string {
  const { deps, locale, now } = reader;
  const due = momentOf(reader, reply.dueAt);
  if (reply.pausedAt !== null) {
    const until = momentOf(reader, reply.resumeAt ?? reply.pausedAt);
    return deps.t(locale, "desk-card-waiting", { since: momentOf(reader, reply.pausedAt), until });
  }
  if (isOverdue(reply.dueAt, now)) return deps.t(locale, "complaint-card-overdue", { due });
  const minutes = Math.ceil((reply.dueAt - now) / MINUTE_MS);
  return minutes > COUNTDOWN_MINUTES
    ? deps.t(locale, "complaint-card-due", { due })
    : deps.t(locale, "complaint-card-due-soon", { due, minutes: String(minutes) });
}

/** Until when the desk owes its reply, or since when it waits for the shop, and who has taken the case on. */
function replyLine(reader: Reader, { complaint, promises }: WholeCase): string {
  const { deps, locale } = reader;
  const reply = promises.find(({ kind }) => kind === "desk_reply");
  if (!reply || reply.state !== "open") {
    const isLate = reply?.state === "kept_late";
    return reply?.state === "waived" && complaint.state !== "open"
      ? ""
      : deps.t(locale, isLate ? "desk-card-late" : "complaint-card-answered");
  }
  return replyDue(reader, reply) + (reply.owner === null ? "" : deps.t(locale, "desk-card-claimed", { name: reply.owner }));
}

/** A visit until when and by whom, or how it ended; of a question there is none. */
function visitLines(reader: Reader, { promises }: WholeCase): string[] {
  const { deps, locale } = reader;
  return promises
    .filter(({ kind, outcome }) => kind !== "desk_reply" && outcome !== "advice")
    .map((promise) => {
      const line = promiseLine(reader, promise);
      if (promise.state !== "open") return line;
      const planned = promise.plannedAt === null ? "" : deps.t(locale, "desk-card-planned", { at: momentOf(reader, promise.plannedAt) });
      return line + (promise.owner === null ? "" : deps.t(locale, "desk-card-owner", { name: promise.owner })) + planned;
    });
}

async function historyLine({ deps, locale, now }: Reader, { complaint }: WholeCase): Promise<string> {
  const { count, last } = await findHistory(deps.db, complaint, now);
  return deps.t(locale, "complaint-card-history", { count, last: last ?? "none" });
}

/** How an ended case ended; `number` is that of the case it goes on in. */
function stateLine(reader: Reader, { complaint }: WholeCase, number: string | undefined): string {
  const { deps, locale } = reader;
  const { state, closedAt, satisfaction } = complaint;
  const at = closedAt === null ? "" : momentOf(reader, closedAt);
  return deps.t(locale, "desk-card-ended", { state, at, satisfaction: satisfaction ?? "none", number: number ?? "" });
}

/** What the desk must know of a case below the shop's words: the round, how it ended, every promise, and the shop's history. */
export async function deskLines(reader: Reader, found: WholeCase, goesOnIn: string | undefined): Promise<string[]> {
  const { complaint } = found;
  const reply = replyLine(reader, found);
  return [
    ...(complaint.state === "open" ? [] : [stateLine(reader, found, goesOnIn)]),
    ...(reply === "" ? [] : [reply]),
    ...visitLines(reader, found),
    await historyLine(reader, found),
  ];
}
