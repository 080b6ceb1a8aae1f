import type { NewDelivery } from "../../db/deliveries.ts";
import { findReaders, type ClosedWindow, type Readers } from "../../db/outcomes.ts";
import { endOfQuiet } from "../calendar/quiet-hours.ts";
import type { Deps } from "../deps.ts";
import { findReachable } from "../people/service.ts";
import { readSetting } from "../settings/service.ts";
import { findAdmins } from "../staff/service.ts";
import { LANE } from "../telegram/rules.ts";
import { OUTCOME_MAX_AGE_MS } from "./rules.ts";

/** `notBefore`: the end of the quiet hours it is in now; nobody needs such a report at night. */
export type Audience = Readers & { admins: number[]; notBefore: number | undefined };

/** What a report speaks of: windows that closed at one instant, for their account manager or (`districtId`) for a district. */
export type OutcomeData = { windowIds: number[]; cutoffAt: number; districtId: number | null };

export async function findAudience(deps: Deps): Promise<Audience> {
  const notBefore = endOfQuiet(deps.clock(), await readSetting(deps, "quiet_hours"), deps.calendar.zone);
  return { ...(await findReaders(deps.db)), admins: await findReachable(deps, await findAdmins(deps)), notBefore };
}

function groupBy<K>(windows: readonly ClosedWindow[], keyOf: (window: ClosedWindow) => K | undefined): [K, ClosedWindow[]][] {
  const groups = new Map<K, ClosedWindow[]>();
  for (const window of windows) {
    const key = keyOf(window);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(window);
    else groups.set(key, [window]);
  }
  return [...groups];
}

function tell(chatId: number, windows: ClosedWindow[], districtId: number | null, notBefore: number | undefined): NewDelivery {
  const first = windows[0]!;
  const data: OutcomeData = { windowIds: windows.map(({ id }) => id), cutoffAt: first.cutoffAt, districtId };
  return {
    // A window is reported once a version, so the first one's stands for all; once more when its orders came only after that.
    dedupeKey: `order_outcome-${districtId ?? "own"}-${chatId}-${first.id}-${first.version}${first.outcomeDoneAt === null ? "" : "-late"}`,
    kind: "order_outcome",
    subjectId: first.id,
    data,
    lane: LANE.promise,
    chatId,
    ...(notBefore === undefined ? {} : { notBefore }),
    validUntil: first.cutoffAt + OUTCOME_MAX_AGE_MS,
  };
}

/**
 * The messages on windows that closed at one instant: one to each account manager, one a district to its supervisors; to the admins what
 * would otherwise reach nobody.
 */
export function composeOutcomes(windows: readonly ClosedWindow[], audience: Audience): NewDelivery[] {
  const { managers, supervisors, admins, notBefore } = audience;
  const own = groupBy(windows, ({ route }) => managers.get(route.id)).map(([chatId, group]) => tell(chatId, group, null, notBefore));
  const districts = groupBy(windows, ({ route }) => route.districtId).flatMap(([districtId, group]) => {
    const readers = supervisors.filter((supervisor) => supervisor.districtId === null || supervisor.districtId === districtId);
    const orphans = group.filter(({ route }) => !managers.has(route.id));
    if (readers.length > 0) return readers.map(({ personId }) => tell(personId, group, districtId, notBefore));
    return orphans.length === 0 ? [] : admins.map((chatId) => tell(chatId, orphans, districtId, notBefore));
  });
  return [...own, ...districts];
}
