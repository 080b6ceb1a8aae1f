import type { CaseFacts, ComplaintEvent } from "../../../db/complaints/facts.ts";
import type { WholeCase } from "../../../db/complaints/reads.ts";
import type { Locale } from "../../config.ts";
import { formatMoment } from "../../dates.ts";
import type { Deps } from "../../deps.ts";
import type { Variables } from "../../i18n.ts";
import type { Prepared } from "../../telegram/sender.ts";
import { findByKind } from "../change.ts";
import { quote } from "../head.ts";
import { MINE_ENTRIES, MINE_EVENTS, MINE_EXCERPT, MINE_SPOKEN, MINE_WORDS } from "./rules.ts";
import { isReopenOpen, isVerdict } from "../returns/rules.ts";
import { describeEntry } from "../returns/words.ts";
import { excerpt, NOBODY } from "../rules.ts";
import { promiseLine } from "../card/timeline.ts";

type Reader = { deps: Deps; locale: Locale; now: number };
type Promised = WholeCase["promises"][number];

const momentOf = ({ deps, locale, now }: Reader, at: number): string => formatMoment(at, { zone: deps.config.timeZone, locale, now });

function namesOf(
  { deps, locale }: Pick<Reader, "deps" | "locale">,
  { complaint }: WholeCase,
): { number: string; category: string; state: string } {
  const { number, category, state } = complaint;
  return {
    number,
    category: deps.t(locale, "complaint-category-name", { category }),
    state: deps.t(locale, "complaint-state-name", { state }),
  };
}

/** A case in the list: number, what it is about, how it stands, what is still promised; `label` is its button's. */
export function renderMineItem(deps: Deps, locale: Locale, found: WholeCase): { text: string; label: string } {
  const reader = { deps, locale, now: deps.clock() };
  const names = namesOf(reader, found);
  const open = found.complaint.state === "open" ? found.promises.filter(({ state }) => state === "open") : [];
  const lines = [deps.t(locale, "complaint-cases-item", names), ...open.map((promise) => promiseLine(reader, promise))];
  return { text: lines.join("\n"), label: deps.t(locale, "mine-button-case", names) };
}

/** A promise with who keeps it and when they mean to; of a restricted case nobody is told who that is. */
function mineLine(reader: Reader, promise: Promised, isRestricted: boolean): string {
  const { deps, locale } = reader;
  // To a shop it matters what will not come, and not that someone waived it.
  const ended = { kind: promise.kind, at: momentOf(reader, promise.endedAt ?? promise.dueAt) };
  if (promise.state === "waived") return deps.t(locale, "mine-waived", ended);
  const line = promiseLine(reader, promise);
  const isOpen = promise.state === "open";
  const more = [
    ...(isOpen && promise.plannedAt !== null ? [deps.t(locale, "mine-planned", { at: momentOf(reader, promise.plannedAt) })] : []),
    ...(isOpen && promise.pausedAt !== null ? [deps.t(locale, "mine-paused")] : []),
    ...(promise.owner === null || isRestricted ? [] : [promise.owner]),
  ];
  return more.length === 0 ? line : deps.t(locale, "mine-line", { line, more: more.join(deps.t(locale, "complaint-comma")) });
}

function entryLine(reader: Reader, event: ComplaintEvent): string {
  const { deps, locale } = reader;
  const { at, kind, text } = event;
  const t = (key: string, variables?: Variables) => deps.t(locale, key, variables);
  // Why it is not satisfied stands in entries of their own, after the verdict.
  const isReason = kind === "said" && !isVerdict(event);
  const what = t("mine-event", { kind: isReason ? "why" : kind });
  const value = isReason
    ? describeEntry(reader, event, MINE_WORDS)
    : text === null || text === ""
      ? ""
      : kind === "category"
        ? t("complaint-category-name", { category: text })
        : kind === "rated" || kind === "said"
          ? t("complaint-satisfaction-name", { satisfaction: text })
          : MINE_SPOKEN.includes(kind)
            ? excerpt(text, MINE_WORDS)
            : "";
  return t(value === "" ? "mine-entry" : "mine-entry-words", { at: momentOf(reader, at), what, words: value });
}

/** The entries that the shop may know of, the latest of them. */
function timelineLines(reader: Reader, { events }: CaseFacts): string[] {
  // What a supervisor noted on the telephone stands under the return visit, and is the company's.
  const isOwn = ({ kind, promise }: ComplaintEvent) => kind !== "said" || promise !== "return_visit";
  const shown = events.filter((event) => (MINE_EVENTS as readonly string[]).includes(event.kind) && isOwn(event));
  return shown.slice(-MINE_ENTRIES).map((event) => entryLine(reader, event));
}

function actionsOf({ complaint, actor, promises }: CaseFacts, now: number) {
  const isOpen = complaint.state === "open";
  const isOwn = complaint.personId === NOBODY || complaint.personId === actor.personId;
  const { closedAt, purgedAt } = complaint;
  return {
    mayWithdraw: isOpen && isOwn,
    mayForgoVisit: isOpen && findByKind({ promises }, "door_visit")?.state === "open",
    mayReopen: complaint.state === "closed" && purgedAt === null && closedAt !== null && isReopenOpen(closedAt, now),
  };
}

/** One case in the shop's words: how it stands, what was said, what was promised and what came of it, and what happened. */
export function renderMine(deps: Deps, locale: Locale, { found, facts, files }: { found: WholeCase; facts: CaseFacts; files: number }) {
  const reader = { deps, locale, now: deps.clock() };
  const t = (key: string, variables?: Variables) => deps.t(locale, key, variables);
  const { complaint, shop, promises } = found;
  const isPurged = complaint.purgedAt !== null;
  const shown = complaint.state === "withdrawn" ? [] : promises.map((promise) => mineLine(reader, promise, complaint.restriction !== null));
  const { satisfaction, state } = complaint;
  const lines = [
    t("complaint-cases-item", namesOf(reader, found)),
    ...(facts.actor.shopIds.length > 1 ? [t("complaint-receipt-shop", { shop: shop.shopName })] : []),
    isPurged ? t("purge-gone") : quote(reader, complaint.text, MINE_EXCERPT),
    ...(files === 0 ? [] : [t("kept-files", { count: String(files) })]),
    ...(shown.length === 0 ? [] : ["", t("mine-promised"), ...shown]),
    "",
    t("mine-happened"),
    ...timelineLines(reader, facts),
    ...(satisfaction === null ? [] : [t("mine-satisfaction", { satisfaction })]),
    ...(isPurged || (state !== "open" && state !== "closed") ? [] : ["", t("mine-reply")]),
  ];
  return { text: lines.join("\n"), ...actionsOf(facts, reader.now) };
}

/** The row only says which case a message shows that was sent or edited as the answer to a tap; there is nothing left to send. */
export const prepareComplaintMine = async (): Promise<Prepared> => ({ skip: "shown already" });
