import { findAffectedGroups, findAffectedPeople, findManagersOf, type Horizon, type Missing } from "../../db/outages/audience.ts";
import type { NewDelivery } from "../../db/deliveries.ts";
import { fromLocal, toLocal } from "../calendar/local-time.ts";
import { endOfQuiet } from "../calendar/quiet-hours.ts";
import type { Deps } from "../deps.ts";
import { findReachable } from "../people/service.ts";
import { readSetting } from "../settings/service.ts";
import { findAdmins, findStaffByRole } from "../staff/service.ts";
import { LANE, type DeliveryKind } from "../telegram/rules.ts";
import { districtsOf, type OutageScope } from "./rules.ts";

/** Which windows an outage touches as things stand now; `until` is when it is expected to end. */
export function horizonOf({ clock, calendar: { zone } }: Deps, until: number | null): Horizon {
  const now = clock();
  return { now, until, endOfDay: fromLocal(toLocal(now, zone).day + 1, 0, zone) };
}

/** How many groups and people an announcement would reach now. */
export async function countAudience(deps: Deps, scope: OutageScope, until: number | null): Promise<{ groups: number; people: number }> {
  return {
    groups: findAffectedGroups(deps.db, scope).length,
    people: findAffectedPeople(deps.db, scope, horizonOf(deps, until)).length,
  };
}

/** When the quiet hours of this moment end; undefined outside them. */
export async function findQuietEnd(deps: Deps): Promise<number | undefined> {
  return endOfQuiet(deps.clock(), await readSetting(deps, "quiet_hours"), deps.calendar.zone);
}

/** Until when news for someone whose nearest cutoff this is may wait: like a reminder, it wakes only those for whom the morning is too late. */
export const waitFor = (cutoffAt: number, quietEnd: number | undefined): number | undefined =>
  quietEnd !== undefined && cutoffAt > quietEnd ? quietEnd : undefined;

type News = { kind: DeliveryKind; outageId: number; key: string; data?: Record<string, unknown> };

/** One message to one chat about an outage; `key` tells it from other news of the same kind. */
export function toNews({ kind, outageId, key, data }: News, chatId: number, notBefore?: number): NewDelivery {
  return {
    dedupeKey: `${kind}-${outageId}-${key}-${chatId}`,
    kind,
    subjectId: outageId,
    ...(data ? { data } : {}),
    lane: LANE.promise,
    chatId,
    ...(notBefore === undefined ? {} : { notBefore }),
  };
}

/** News for the groups first, a few messages, then for the people in the order given: the nearest cutoff first. */
export function toAll(
  news: News,
  groups: readonly { chatId: number }[],
  people: readonly Missing[],
  quietEnd: number | undefined,
): NewDelivery[] {
  return [
    ...groups.map(({ chatId }) => toNews(news, chatId)),
    ...people.map(({ personId, cutoffAt }) => toNews(news, personId, waitFor(cutoffAt, quietEnd))),
  ];
}

/** Supervisors of the districts that a scope touches. */
async function findSupervisors(deps: Deps, scope: OutageScope): Promise<number[]> {
  const districts = districtsOf(scope);
  const found = await Promise.all((districts.length > 0 ? districts : [undefined]).map((id) => findStaffByRole(deps.db, "supervisor", id)));
  return found.flat().map(({ personId }) => personId);
}

const findOrderDepartment = async (deps: Deps): Promise<number[]> =>
  (await findStaffByRole(deps.db, "order_department")).map(({ personId }) => personId);

const reachableOf = (deps: Deps, ids: readonly number[]): Promise<number[]> => findReachable(deps, [...new Set(ids)]);

/** Staff whose work an outage changes, and whoever announced it; only those who can be written to. */
export async function findStaffToTell(deps: Deps, scope: OutageScope, startedBy: number): Promise<number[]> {
  const managers = await findManagersOf(deps.db, scope);
  return reachableOf(deps, [
    ...(await findOrderDepartment(deps)),
    ...(await findAdmins(deps)),
    ...(await findSupervisors(deps, scope)),
    ...managers,
    startedBy,
  ]);
}

/** Those who may be able to confirm a new cutoff. */
export async function findConfirmers(deps: Deps, scope: OutageScope): Promise<number[]> {
  const supervisors = scope.kind === "all" ? [] : await findSupervisors(deps, scope);
  return reachableOf(deps, [...(await findOrderDepartment(deps)), ...supervisors, ...(await findAdmins(deps))]);
}

/** Whom to ask whether a forgotten outage is over. */
export const findAsked = async (deps: Deps, startedBy: number): Promise<number[]> =>
  reachableOf(deps, [startedBy, ...(await findOrderDepartment(deps))]);
