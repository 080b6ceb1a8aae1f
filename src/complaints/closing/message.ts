import { findCase, type WholeCase } from "../../../db/complaints/reads.ts";
import { findTimeline } from "../../../db/complaints/entries.ts";
import type { Delivery } from "../../../db/deliveries.ts";
import type { Locale } from "../../config.ts";
import { formatMoment } from "../../dates.ts";
import type { Deps } from "../../deps.ts";
import type { Prepared } from "../../telegram/sender.ts";
import { headOf, quote } from "../head.ts";
import { findChatLocale, toKeyboard } from "../notes.ts";
import { ofRound, REOPEN_WINDOW_MS } from "../returns/rules.ts";
import type { Waiver } from "../returns/outbox.ts";
import { excerpt, EXCERPT_LENGTH } from "../rules.ts";
import { isKind } from "../tasks.ts";

const MISSING = { skip: "no such case" };
const REASON_LENGTH = 300;

/** The case a closing speaks of, while it is still closed and was not taken up again; else why nothing is said. */
async function readClosed(deps: Deps, { subjectId, data }: Delivery): Promise<WholeCase | { skip: string }> {
  const found = await findCase(deps.db, subjectId);
  if (!found) return MISSING;
  if (found.complaint.state !== "closed") return { skip: found.complaint.state };
  return found.complaint.round === (data?.["round"] ?? 1) ? found : { skip: "reopened" };
}

const untilOf = (deps: Deps, locale: Locale, closedAt: number | null): string =>
  formatMoment((closedAt ?? deps.clock()) + REOPEN_WINDOW_MS, { zone: deps.config.timeZone, locale, now: deps.clock() });

/** To the shop: that its case is closed, who confirmed the result, and until when it can be taken up again. */
export async function prepareComplaintClosed(deps: Deps, delivery: Delivery): Promise<Prepared> {
  const found = await readClosed(deps, delivery);
  if ("skip" in found) return found;
  const { id, number, satisfaction, closedAt } = found.complaint;
  const locale = await findChatLocale(deps, delivery.chatId);
  const rated = ofRound(await findTimeline(deps.db, id)).findLast(({ kind }) => kind === "rated");
  const isReached = found.promises.find(isKind("return_visit"))?.outcome !== "not_reached";
  const lines = [
    deps.t(locale, "complaint-closed", {
      number,
      satisfaction: satisfaction ?? (isReached ? "none" : "not_reached"),
      by: rated?.actor ?? deps.t(locale, "promise-owner", { kind: "return_visit" }),
    }),
    deps.t(locale, "closing-until", { until: untilOf(deps, locale, closedAt) }),
  ];
  const keyboard = toKeyboard([[[deps.t(locale, "closing-button-reopen"), `complain:reopen:${id}`]]]);
  return { method: "sendMessage", payload: { text: lines.join("\n"), reply_markup: keyboard } };
}

/** To whoever asked for advice, after the answer: did it help? */
export async function prepareComplaintSolved(deps: Deps, delivery: Delivery): Promise<Prepared> {
  const found = await readClosed(deps, delivery);
  if ("skip" in found) return found;
  const { id, number, closedAt, category } = found.complaint;
  if (category !== "advice") return { skip: category };
  const locale = await findChatLocale(deps, delivery.chatId);
  const t = (key: string) => deps.t(locale, key);
  const keyboard = toKeyboard([
    [
      [t("closing-button-solved"), `complain:solved:${id}`],
      [t("closing-button-unsolved"), `complain:unsolved:${id}`],
    ],
    [[t("closing-button-tocomplaint"), `complain:tocomplaint:${id}`]],
  ]);
  const text = deps.t(locale, "closing-solved-ask", { number, until: untilOf(deps, locale, closedAt) });
  return { method: "sendMessage", payload: { text, reply_markup: keyboard } };
}

/** To those in charge: a case was taken up again, for which time and why. */
export async function prepareCaseReopened(deps: Deps, { subjectId, chatId, data }: Delivery): Promise<Prepared> {
  const found = await findCase(deps.db, subjectId);
  if (!found) return MISSING;
  const { state, round, id, number } = found.complaint;
  if (state !== "open" || round !== data?.["round"]) return { skip: state };
  const locale = await findChatLocale(deps, chatId);
  const reopened = (await findTimeline(deps.db, id)).findLast(({ kind }) => kind === "reopened");
  const reader = { deps, locale, now: deps.clock() };
  const lines = [
    deps.t(locale, "closing-reopened", { number, round: String(round), why: String(data["why"]), by: reopened?.actor ?? "" }),
    headOf(reader, found),
    ...(reopened?.text ? [quote(reader, reopened.text, EXCERPT_LENGTH)] : []),
  ];
  const keyboard = toKeyboard([[[deps.t(locale, "promise-button-show"), `case:show:${id}`]]]);
  return { method: "sendMessage", payload: { text: lines.join("\n"), reply_markup: keyboard } };
}

async function prepareWaived(deps: Deps, { subjectId, chatId, data }: Delivery, key: "return-waived-shop" | "return-waived-owner") {
  const found = await findCase(deps.db, subjectId);
  if (!found) return MISSING;
  const { promise, reason } = data as unknown as Waiver;
  const locale = await findChatLocale(deps, chatId);
  const waived = (await findTimeline(deps.db, subjectId)).findLast((event) => event.kind === "waived" && event.promise === promise);
  const { number } = found.complaint;
  const text = deps.t(locale, key, { number, kind: promise, reason: excerpt(reason, REASON_LENGTH), by: waived?.actor ?? "" });
  return { method: "sendMessage" as const, payload: { text } };
}

/** To the shop: what will not happen, and why. */
export const prepareCaseWaived = (deps: Deps, delivery: Delivery): Promise<Prepared> => prepareWaived(deps, delivery, "return-waived-shop");

/** To whoever had promised it: they need not any more. */
export const preparePromiseWaived = (deps: Deps, delivery: Delivery): Promise<Prepared> =>
  prepareWaived(deps, delivery, "return-waived-owner");
