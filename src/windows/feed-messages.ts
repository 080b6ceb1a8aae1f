import type { Api } from "grammy";
import { findStillOpen } from "../../db/windows/feed.ts";
import { formatMoment, formatTime } from "../dates.ts";
import type { Deps } from "../deps.ts";
import { findArrival, findLastArrival } from "../orders/service.ts";
import { findLocale } from "../people/service.ts";
import type { Prepared } from "../telegram/sender.ts";
import type { Delivery } from "../telegram/store.ts";
import type { FeedSilentData } from "./feed-watch.ts";
import { asText } from "./reading.ts";
import { formatTimeLeft } from "./wording.ts";

/** More codes than this tell a reader nothing more. */
const MAX_ROUTES = 20;

/** Since when no order data has come, whose reminders go out all the same, and what the reader can do about it. */
export async function prepareFeedSilent(deps: Deps, delivery: Delivery, _api: Api): Promise<Prepared> {
  const last = await findLastArrival(deps.db);
  if (!last || last.id !== delivery.subjectId) return { skip: "feed_back" };
  const { reader, windowIds, allowedMs } = delivery.data as FeedSilentData;
  const now = deps.clock();
  const windows = await findStillOpen(deps.db, windowIds, now);
  if (windows.length === 0) return { skip: "too_late" };
  const locale = await findLocale(deps, delivery.chatId);
  const codes = [...new Set(windows.map(({ route }) => route.code))];
  const { zone } = deps.calendar;
  return asText(
    [
      deps.t(locale, "feed-silent-title", {
        since: formatMoment(last.receivedAt, { zone, locale, now }),
        allowed: formatTimeLeft(deps, locale, allowedMs),
      }),
      deps.t(locale, "feed-silent-routes", {
        time: formatTime(Math.max(now, windows[0]!.reminderAt), zone),
        routes: codes.slice(0, MAX_ROUTES).join(deps.t(locale, "people-list-comma")),
        more: Math.max(0, codes.length - MAX_ROUTES),
      }),
      deps.t(locale, `feed-silent-todo-${reader}`),
    ].join("\n"),
  );
}

/** To those who were told of a silence: it is over. */
export async function prepareFeedBack(deps: Deps, { subjectId, data, chatId }: Delivery, _api: Api): Promise<Prepared> {
  const locale = await findLocale(deps, chatId);
  const moment = (at: number) => formatMoment(at, { zone: deps.calendar.zone, locale, now: deps.clock() });
  const { receivedAt } = data as { receivedAt: number };
  const before = await findArrival(deps.db, subjectId);
  return asText(
    before
      ? deps.t(locale, "feed-back-since", { time: moment(receivedAt), since: moment(before.receivedAt) })
      : deps.t(locale, "feed-back", { time: moment(receivedAt) }),
  );
}
