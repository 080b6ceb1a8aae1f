import { findCase, type WholeCase } from "../../../db/complaints/reads.ts";
import { findTimeline } from "../../../db/complaints/entries.ts";
import type { Delivery } from "../../../db/deliveries.ts";
import type { Locale } from "../../config.ts";
import { formatMoment } from "../../dates.ts";
import type { Deps } from "../../deps.ts";
import type { Prepared } from "../../telegram/sender.ts";
import { headOf } from "../head.ts";
import { keyOfCause, nameCause, readCauses } from "./words.ts";
import { findChatLocale, toKeyboard } from "../notes.ts";
import { CAUSE_WINDOW_MS, isCauseOpen } from "../rules.ts";

async function describeCause(deps: Deps, locale: Locale, { complaint }: WholeCase): Promise<string[]> {
  if (complaint.cause === null) return [];
  const said = (await findTimeline(deps.db, complaint.id)).findLast(({ kind }) => kind === "cause");
  const at = said ? formatMoment(said.at, { zone: deps.config.timeZone, locale, now: deps.clock() }) : "";
  const by = said?.actor ?? deps.t(locale, "complaint-cause-someone");
  return [deps.t(locale, "complaint-cause-set", { cause: nameCause(deps, locale, complaint.cause), by, at })];
}

/** The question why it came to a case, with all causes as buttons; once it is answered, the answer and the way to change it. */
export async function renderCause(deps: Deps, found: WholeCase, locale: Locale, isAsking: boolean) {
  const { complaint } = found;
  const mustAsk = isAsking || complaint.cause === null;
  const until = formatMoment((complaint.closedAt ?? deps.clock()) + CAUSE_WINDOW_MS, {
    zone: deps.config.timeZone,
    locale,
    now: deps.clock(),
  });
  const lines = [
    headOf({ deps, locale }, found),
    ...(await describeCause(deps, locale, found)),
    deps.t(locale, mustAsk ? "complaint-cause-ask" : "complaint-cause-until", { until }),
  ];
  const buttons = (await readCauses(deps)).map((cause): [string, string] => [
    nameCause(deps, locale, cause),
    `case:cause:${complaint.id}:${keyOfCause(cause)}`,
  ]);
  const rows = buttons.flatMap((_button, index) => (index % 2 === 0 ? [buttons.slice(index, index + 2)] : []));
  const change: [string, string][][] = [[[deps.t(locale, "complaint-cause-change"), `case:causes:${complaint.id}`]]];
  return { text: lines.join("\n"), reply_markup: toKeyboard(mustAsk ? rows : change) };
}

/** To the desk, when a case is closed. */
export async function prepareComplaintCause(deps: Deps, { subjectId, chatId }: Delivery): Promise<Prepared> {
  const found = await findCase(deps.db, subjectId);
  if (!found) return { skip: "no such case" };
  const { state, closedAt } = found.complaint;
  if (state !== "closed") return { skip: state };
  if (!isCauseOpen(closedAt ?? deps.clock(), deps.clock())) return { skip: "too_late" };
  const payload = await renderCause(deps, found, await findChatLocale(deps, chatId), false);
  return { method: "sendMessage", payload: { ...payload, link_preview_options: { is_disabled: true } } };
}
