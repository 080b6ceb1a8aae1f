import { findNoticed, type Noticed } from "../../../db/complaints/breach-notices.ts";
import type { Delivery } from "../../../db/deliveries.ts";
import type { Locale } from "../../config.ts";
import { formatMoment } from "../../dates.ts";
import type { Deps } from "../../deps.ts";
import type { Prepared } from "../../telegram/sender.ts";
import { isStillIn, readReader } from "../clocks/recipients.ts";
import { findChatLocale, toKeyboard } from "../notes.ts";
import { NOT_IN_CHARGE } from "./rules.ts";

const MINUTE_MS = 60_000;
/** Above this the time at which it was due says more than a count of minutes. */
const COUNTED_MINUTES = 120;
const LISTED = 10;
const BUTTONS_PER_ROW = 4;

type Reader = { deps: Deps; locale: Locale; now: number };

function lineOf({ deps, locale, now }: Reader, { promise, complaint, shopName, owner }: Noticed): string {
  const { kind, dueAt } = promise;
  const minutes = Math.max(1, Math.floor((now - dueAt) / MINUTE_MS));
  return deps.t(locale, "clock-notice-item", {
    number: complaint.number,
    shop: shopName,
    kind,
    late: minutes > COUNTED_MINUTES ? "none" : String(minutes),
    due: formatMoment(dueAt, { zone: deps.config.timeZone, locale, now }),
    owner: owner ?? deps.t(locale, "promise-owner", { kind }),
  });
}

/** Show for each case, by the number of its first line; the only one needs no number. */
function buttonsOf({ deps, locale }: Reader, listed: Noticed[]): [string, string][][] {
  const show = deps.t(locale, "promise-button-show");
  const ids = [...new Set(listed.map(({ complaint }) => complaint.id))];
  const buttons = ids.map((id): [string, string] => {
    const place = listed.findIndex(({ complaint }) => complaint.id === id) + 1;
    return [listed.length === 1 ? show : `${show} ${place}`, `case:show:${id}`];
  });
  return Array.from({ length: Math.ceil(buttons.length / BUTTONS_PER_ROW) }, (_, row) =>
    buttons.slice(row * BUTTONS_PER_ROW, (row + 1) * BUTTONS_PER_ROW),
  );
}

/** Every promise of a district that was broken since the last such message and is still not kept, to one of those in charge. */
export async function prepareBreachNotice(deps: Deps, { subjectId, chatId }: Delivery): Promise<Prepared> {
  const open = await findNoticed(deps.db, subjectId);
  if (open.length === 0) return { skip: "every promise was kept meanwhile" };
  const actor = await readReader(deps, chatId);
  const broken = open.filter(({ complaint }) => isStillIn(actor, complaint, null));
  if (broken.length === 0) return { skip: NOT_IN_CHARGE };
  const reader = { deps, locale: await findChatLocale(deps, chatId), now: deps.clock() };
  const listed = broken.slice(0, LISTED);
  const lines = listed.map((entry, index) => `${listed.length === 1 ? "" : `${index + 1}. `}${lineOf(reader, entry)}`);
  const more = broken.length - listed.length;
  const text = [
    deps.t(reader.locale, "clock-notice", { count: broken.length }),
    ...lines,
    ...(more > 0 ? [deps.t(reader.locale, "clock-notice-more", { count: more })] : []),
  ].join("\n");
  return { method: "sendMessage", payload: { text, reply_markup: toKeyboard(buttonsOf(reader, listed)) } };
}
