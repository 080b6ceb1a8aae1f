import type { InlineKeyboardButton } from "@grammyjs/types";
import type { Situation } from "../../db/windows/answers.ts";
import { formatTime } from "../dates.ts";
import type { Circumstances } from "./circumstances.ts";
import { cutoffOf, feedTime, leftOf, orderButtons, whereLine, type Reading } from "./reading.ts";
import { findAnswerProblem, NOT_NOW_REASONS, type AnswerProblem } from "./rules.ts";
import { shortenName } from "./wording.ts";

/** More names than this would bury the cutoff. */
const MAX_NAMES = 20;
/** What others of the shop said matters by its latest words. */
const MAX_OTHERS = 2;

export type View = { text: string; reply_markup: { inline_keyboard: InlineKeyboardButton[][] } };

const toView = (lines: string[], buttons: InlineKeyboardButton[][]): View => ({
  text: lines.join("\n"),
  reply_markup: { inline_keyboard: buttons.filter((row) => row.length > 0) },
});

/** The shops by name, quoted and shortened; of many the first ones. */
export function nameShops({ deps, locale }: Reading, names: string[]): string {
  const shown = names.slice(0, MAX_NAMES).map((shop) => deps.t(locale, "reminder-shop-name", { shop: shortenName(shop) }));
  const list = shown.join(deps.t(locale, "reminder-shop-comma"));
  return names.length > MAX_NAMES ? deps.t(locale, "reminder-shops-more", { list, count: names.length }) : list;
}

const nameMissing = (reading: Reading, { shops }: Situation): string =>
  nameShops(
    reading,
    shops.filter(({ hasOrdered }) => !hasOrdered).map(({ shopName }) => shopName),
  );

const button = ({ deps, locale, window }: Reading, key: string, action: string): InlineKeyboardButton => ({
  text: deps.t(locale, key),
  callback_data: `order:${action}:${window.id}`,
});

/** Two of a shop may each think the other has ordered, or both order. */
function othersLines({ deps, locale }: Reading, { others }: Situation): string[] {
  return others.slice(0, MAX_OTHERS).map(({ name, answer, at }) => {
    const facts = { name: shortenName(name), answer, time: formatTime(at, deps.calendar.zone) };
    return deps.t(locale, "reminder-other-said", facts);
  });
}

/** The reminder itself: the cutoff, the time left, the shops without an order, and every answer as a button. */
function askView(reading: Reading, situation: Situation, { feed, notes }: Circumstances): View {
  const { deps, locale } = reading;
  const shops = nameMissing(reading, situation);
  return toView(
    [
      deps.t(locale, "reminder-title", { cutoff: cutoffOf(reading), left: leftOf(reading) }),
      deps.t(locale, feed.isToday ? "reminder-missing" : "reminder-no-feed", { time: feedTime(deps, feed), shops }),
      ...notes,
      ...othersLines(reading, situation),
      ...whereLine(reading),
    ],
    [
      orderButtons(reading),
      [button(reading, "reminder-said", "said"), button(reading, "reminder-not-now", "notnow")],
      [button(reading, "reminder-help", "help")],
    ],
  );
}

function reasonsView(reading: Reading, situation: Situation): View {
  const { deps, locale, window } = reading;
  const reasons = NOT_NOW_REASONS.map((reason) => ({
    text: deps.t(locale, "reminder-reason", { reason }),
    callback_data: `order:why:${window.id}:${reason}`,
  }));
  return toView(
    [
      deps.t(locale, "reminder-answered-title", { cutoff: cutoffOf(reading) }),
      deps.t(locale, "reminder-why", { shops: nameMissing(reading, situation) }),
    ],
    [
      reasons.slice(0, 2),
      reasons.slice(2, 4),
      reasons.slice(4),
      [button(reading, "reminder-mute", "mute"), button(reading, "reminder-back", "change")],
    ],
  );
}

function answeredView(reading: Reading, situation: Situation, mine: NonNullable<Situation["mine"]>): View {
  const { deps, locale } = reading;
  const facts = {
    shops: nameMissing(reading, situation),
    reason: mine.reason === null ? "" : deps.t(locale, "reminder-reason", { reason: mine.reason }),
  };
  return toView(
    [
      deps.t(locale, "reminder-answered-title", { cutoff: cutoffOf(reading) }),
      deps.t(locale, mine.answer === "said_ordered" ? "reminder-you-said-ordered" : "reminder-you-said-not-now", facts),
      ...othersLines(reading, situation),
      ...whereLine(reading),
    ],
    [orderButtons(reading), [button(reading, "reminder-change", "change"), button(reading, "reminder-help", "help")]],
  );
}

/** There is nothing to answer any more: why, and where to look or ask instead. */
function endedView(reading: Reading, { shops }: Situation, problem: Exclude<AnswerProblem, "unknown">): View {
  const { deps, locale } = reading;
  const facts = {
    cutoff: cutoffOf(reading),
    shops: nameShops(
      reading,
      shops.map(({ shopName }) => shopName),
    ),
    button: deps.t(locale, "keyboard-order"),
  };
  return toView([deps.t(locale, `reminder-ended-${problem}`, facts)], [[button(reading, "reminder-help", "help")]]);
}

/** The reminder as it stands for a person who acts for a shop of the window: asking, answered, or over. */
export function renderReminder(reading: Reading, situation: Situation, circumstances: Circumstances): View {
  const problem = findAnswerProblem(situation.window, situation.shops, reading.now);
  if (problem && problem !== "unknown") return endedView(reading, situation, problem);
  const { mine } = situation;
  if (!mine) return askView(reading, situation, circumstances);
  const isWithoutReason = mine.answer === "not_now" && mine.reason === null;
  return isWithoutReason ? reasonsView(reading, situation) : answeredView(reading, situation, mine);
}

/** After "stop reminding me": what that means, and how to undo it at once. */
export function renderMuted(reading: Reading): View {
  const { deps, locale } = reading;
  return toView(
    [deps.t(locale, "reminder-answered-title", { cutoff: cutoffOf(reading) }), deps.t(locale, "reminder-muted")],
    [orderButtons(reading), [button(reading, "reminder-unmute", "unmute"), button(reading, "reminder-help", "help")]],
  );
}
