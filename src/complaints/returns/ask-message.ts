import { type WholeCase, findCase } from "../../../db/complaints/reads.ts";
import { findTimeline } from "../../../db/complaints/entries.ts";
import { foldOlder } from "../../../db/complaints/card-edits.ts";
import type { AfterSent, Delivery } from "../../../db/deliveries.ts";
import type { Locale } from "../../config.ts";
import { formatShortDay } from "../../dates.ts";
import type { Deps } from "../../deps.ts";
import type { Prepared } from "../../telegram/sender.ts";
import { findChatLocale, toKeyboard } from "../notes.ts";
import { REMINDER_LENGTH, findSaid, ofRound } from "./rules.ts";
import { isUnsettled } from "../promise-rules.ts";
import { nameBlamed } from "./words.ts";
import { excerpt } from "../rules.ts";
import { ENDED, isKind } from "../tasks.ts";

/** "You told us on 22 Nov: ... Your account manager came on 24 Nov. Are you satisfied with the result?" */
async function questionOf(deps: Deps, locale: Locale, { complaint, promises }: WholeCase): Promise<string> {
  const day = (at: number) => formatShortDay(at, { zone: deps.config.timeZone, locale });
  const visit = promises.find(isKind("door_visit"));
  const visited = ofRound(await findTimeline(deps.db, complaint.id)).findLast(({ kind }) => kind === "visited");
  const words = excerpt(complaint.text.replaceAll(/\s+/g, " ").trim(), REMINDER_LENGTH);
  return deps.t(locale, "return-ask", {
    number: complaint.number,
    filed: day(complaint.openedAt),
    words,
    quoted: words === "" ? "no" : "yes",
    // Whoever met somebody says in a message what came of it.
    how: visit?.state === "waived" ? (visit.outcome ?? "waived") : visited?.messageId === null ? "nobody" : "visited",
    manager: visited?.actor ?? visit?.owner ?? deps.t(locale, "return-someone"),
    visited: day(visit?.endedAt ?? deps.clock()),
  });
}

const verdictRow = (t: (key: string) => string, id: number): [string, string][] => [
  [t("promise-button-satisfied"), `complain:said:${id}:satisfied`],
  [t("promise-button-so-so"), `complain:said:${id}:so_so`],
  [t("promise-button-not-satisfied"), `complain:said:${id}:not_satisfied`],
];

/**
 * The question whether the shop is satisfied, or what it answered and what is asked next; `isAsking`: the question again, to answer it
 * anew. Undefined when the result has been recorded.
 */
export async function renderReturnAsk(deps: Deps, complaintId: number, locale: Locale, isAsking: boolean) {
  const found = await findCase(deps.db, complaintId);
  const promise = found?.promises.find(isKind("return_visit"));
  if (!found || !promise || found.complaint.state !== "open" || !isUnsettled(promise)) return undefined;
  const t = (key: string, variables?: Record<string, string>) => deps.t(locale, key, variables);
  const said = findSaid(await findTimeline(deps.db, complaintId));
  if (isAsking || !said) return { text: await questionOf(deps, locale, found), reply_markup: toKeyboard([verdictRow(t, complaintId)]) };
  const { number } = found.complaint;
  const satisfaction = t("complaint-satisfaction-name", { satisfaction: said.satisfaction });
  const change: [string, string][] = [[t("return-button-change"), `complain:resay:${complaintId}`]];
  if (said.satisfaction === "satisfied") return { text: t("return-thanks", { number, satisfaction }), reply_markup: toKeyboard([change]) };
  if (said.promise !== undefined) {
    const blamed = nameBlamed({ deps, locale }, said.promise);
    return { text: t("return-noted", { number, satisfaction, blamed }), reply_markup: toKeyboard([change]) };
  }
  const which: [string, string][][] = [
    [
      [nameBlamed({ deps, locale }, "desk_reply"), `complain:which:${complaintId}:desk_reply`],
      [nameBlamed({ deps, locale }, "door_visit"), `complain:which:${complaintId}:door_visit`],
    ],
    [[nameBlamed({ deps, locale }, null), `complain:which:${complaintId}:matter`]],
    change,
  ];
  return { text: t("return-which", { number, satisfaction }), reply_markup: toKeyboard(which) };
}

/** To the shop, when the return visit starts. */
export async function prepareReturnAsk(deps: Deps, { kind, subjectId, chatId }: Delivery): Promise<Prepared> {
  const asked = await renderReturnAsk(deps, subjectId, await findChatLocale(deps, chatId), true);
  if (!asked) return ENDED;
  const afterSent: AfterSent = (tx, messageIds, now) =>
    messageIds.forEach((messageId) => foldOlder(tx, { kind, subjectId, chatId, messageId }, now));
  return { method: "sendMessage", payload: asked, afterSent };
}
