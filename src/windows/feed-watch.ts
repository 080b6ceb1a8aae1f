import { queueDeliveries, type NewDelivery } from "../../db/deliveries.ts";
import { findOpenSilence, findPastTimes, findUpcoming, findWarned, type UpcomingWindow } from "../../db/windows/feed.ts";
import type { Deps } from "../deps.ts";
import { FEED_CHECK_AHEAD_MS, LEARN_ARRIVALS_MAX, LEARN_FROM_MS, learnSilence, SILENCE_MIN_MS, silenceOf } from "../orders/feed-rules.ts";
import { findArrivalTimes, findLastArrival } from "../orders/service.ts";
import { findReachable } from "../people/service.ts";
import { readSetting } from "../settings/service.ts";
import { findAdmins, findDutyChats, findStaffByRole } from "../staff/service.ts";
import { LANE } from "../telegram/rules.ts";

/** What a warning is written from; `windowIds` are those the reader answers for. */
export type FeedSilentData = { reader: FeedReader; windowIds: number[]; allowedMs: number };
/** Who is told: each can do something else about it. */
export type FeedReader = "admin" | "orders" | "manager";

type Told = Map<number, { reader: FeedReader; windowIds: number[] }>;

/** Admins and the order department hear of every route, whoever answers for a route's shops of theirs; one who is both hears once. */
async function findReaders(deps: Deps, windows: readonly UpcomingWindow[]): Promise<Told> {
  const told: Told = new Map();
  const add = (chatIds: readonly number[], reader: FeedReader, windowIds: number[]): void => {
    for (const chatId of chatIds) {
      const known = told.get(chatId);
      if (!known) told.set(chatId, { reader, windowIds: [...windowIds] });
      else if (known.reader === reader) known.windowIds = [...new Set([...known.windowIds, ...windowIds])];
    }
  };
  const idsWhere = (isMeant: (window: UpcomingWindow) => boolean) => windows.filter(isMeant).map(({ id }) => id);
  add(
    await findAdmins(deps),
    "admin",
    idsWhere(() => true),
  );
  for (const districtId of new Set(windows.map(({ route }) => route.districtId))) {
    const staff = await findStaffByRole(deps.db, "order_department", districtId);
    const chatIds = await findReachable(
      deps,
      staff.map(({ personId }) => personId),
    );
    add(
      chatIds,
      "orders",
      idsWhere(({ route }) => route.districtId === districtId),
    );
  }
  for (const route of new Map(windows.map((window) => [window.route.id, window.route])).values()) {
    const { chatIds } = await findDutyChats(deps, route);
    add(
      chatIds,
      "manager",
      idsWhere((window) => window.route.id === route.id),
    );
  }
  return told;
}

async function learnAllowed(deps: Deps, now: number): Promise<number> {
  const since = now - LEARN_FROM_MS;
  return learnSilence(await findArrivalTimes(deps.db, since, LEARN_ARRIVALS_MAX), await findPastTimes(deps.db, since, now));
}

/**
 * Warns account managers, admins and the order department when no order data has come for longer than usual before the cutoff of these
 * windows: once a silence and person. Nobody is warned before the first data: an office may use reminders without a feed.
 */
export async function warnOfSilence(deps: Deps, windows: readonly UpcomingWindow[]): Promise<void> {
  const allowed = await readSetting(deps, "feed_silence");
  const last = allowed === null || windows.length === 0 ? undefined : await findLastArrival(deps.db);
  if (!last) return;
  const now = deps.clock();
  const silentFor = (ms: number) => windows.filter((window) => silenceOf(window, last.receivedAt, now) > ms);
  // Hundreds of windows are due at one instant: what is usual is asked only when it may matter, and somebody is still to be told.
  const suspects = silentFor(typeof allowed === "number" ? allowed : SILENCE_MIN_MS);
  if (suspects.length === 0) return;
  const warned = await findWarned(deps.db, last.id);
  if ([...(await findReaders(deps, suspects)).keys()].every((chatId) => warned.has(chatId))) return;
  const allowedMs = typeof allowed === "number" ? allowed : await learnAllowed(deps, now);
  const silent = silentFor(allowedMs);
  if (silent.length === 0) return;
  const validUntil = Math.max(...silent.map(({ cutoffAt }) => cutoffAt));
  const rows = [...(await findReaders(deps, silent))].map(([chatId, told]): NewDelivery => ({
    dedupeKey: `feed_silent-${last.id}-${chatId}`,
    kind: "feed_silent",
    subjectId: last.id,
    data: { ...told, allowedMs } satisfies FeedSilentData,
    lane: LANE.promise,
    chatId,
    validUntil,
  }));
  if ((await queueDeliveries(deps.db, rows, now)) === 0) return;
  deps.log.warn({ lastArrival: last.receivedAt, windows: silent.length }, "no order data has come for longer than usual before a cutoff");
  deps.kickSender();
}

/** Tells those who were warned that order data comes again, once. */
async function tellFeedBack(deps: Deps): Promise<void> {
  const silence = await findOpenSilence(deps.db);
  const last = silence && (await findLastArrival(deps.db));
  if (!last || last.id <= silence.arrivalId || silence.chatIds.length === 0) return;
  const rows = silence.chatIds.map((chatId): NewDelivery => ({
    dedupeKey: `feed_back-${silence.arrivalId}-${chatId}`,
    kind: "feed_back",
    subjectId: silence.arrivalId,
    data: { receivedAt: last.receivedAt },
    lane: LANE.promise,
    chatId,
  }));
  if ((await queueDeliveries(deps.db, rows, deps.clock())) > 0) deps.kickSender();
}

/** Looks whether the feed is silent before reminders that are due within ten minutes, and whether one that was silent is back. */
export async function sweepFeed(deps: Deps): Promise<void> {
  const now = deps.clock();
  await tellFeedBack(deps);
  await warnOfSilence(deps, await findUpcoming(deps.db, now + FEED_CHECK_AHEAD_MS, now));
}
