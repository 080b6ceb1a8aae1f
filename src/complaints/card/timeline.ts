import type { ComplaintEvent } from "../../../db/complaints/facts.ts";
import type { WholeCase } from "../../../db/complaints/reads.ts";
import type { Locale } from "../../config.ts";
import { formatMoment } from "../../dates.ts";
import type { Deps } from "../../deps.ts";
import { nameCause } from "../causes/words.ts";
import { describeEntry } from "../returns/words.ts";
import { excerpt } from "../rules.ts";
import { describePlan } from "../door/times.ts";

type Reader = { deps: Deps; locale: Locale; now: number };

/** The latest entries: with the words and the promises they fit on one screen. */
const LISTED = 10;
const WORDS = 90;

/** Which text names the value that an entry of this kind keeps instead of words. */
const VALUE_KEYS: Record<string, [key: string, variable: string]> = {
  category: ["complaint-category-name", "category"],
  rated: ["complaint-satisfaction-name", "satisfaction"],
  breached: ["promise-name", "kind"],
  about: ["restricted-about-name", "about"],
};

function wordsOf(reader: Reader, event: ComplaintEvent): string {
  const { deps, locale } = reader;
  const { kind, text } = event;
  if (event.kind === "said" || event.kind === "waived") return describeEntry(reader, event, WORDS);
  // What the filing says stands above the timeline.
  if (!text || kind === "opened" || kind === "message" || kind === "order_help") return "";
  if (kind === "cause") return nameCause(deps, locale, text);
  if (kind === "planned") return excerpt(describePlan(text, { zone: deps.config.timeZone, locale, now: reader.now }), WORDS);
  const value = VALUE_KEYS[kind];
  return value ? deps.t(locale, value[0], { [value[1]]: text }) : excerpt(text, WORDS);
}

/** "Door visit: by Tue 24 Nov, 09:00 (Wang Qiang)", or how it ended and when. */
export function promiseLine({ deps, locale, now }: Reader, promise: WholeCase["promises"][number]): string {
  const moment = (at: number) => formatMoment(at, { zone: deps.config.timeZone, locale, now });
  const name = deps.t(locale, "promise-name", { kind: promise.kind });
  if (promise.state !== "open") {
    return deps.t(locale, "promise-line-ended", { name, state: promise.state, at: moment(promise.endedAt ?? promise.dueAt) });
  }
  const key = promise.dueAt <= now ? "promise-line-overdue" : "promise-line-open";
  return deps.t(locale, key, { name, due: moment(promise.dueAt) });
}

/** State, promises and the latest entries of a case, oldest first. */
export function renderTimeline(
  reader: Reader,
  { complaint, promises }: WholeCase,
  events: (ComplaintEvent & { actor: string | null })[],
): string[] {
  const { deps, locale, now } = reader;
  const entries = events.slice(-LISTED).map((event) => {
    const at = formatMoment(event.at, { zone: deps.config.timeZone, locale, now });
    const words = wordsOf(reader, event);
    const what = deps.t(locale, "complaint-event-name", { kind: event.kind });
    const who = event.actor === null ? "" : ` · ${event.actor}`;
    return `${at} ${what}${who}${words === "" ? "" : ` · ${words}`}`;
  });
  return [
    deps.t(locale, "complaint-state-name", { state: complaint.state }),
    ...promises.map((promise) => promiseLine(reader, promise)),
    "",
    ...entries,
    "",
  ];
}
