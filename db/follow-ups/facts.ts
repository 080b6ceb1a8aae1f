import { and, desc, eq, gt, type InferSelectModel } from "drizzle-orm";
import type { Officer } from "../../src/follow-ups/rules.ts";
import type { Db, Tx } from "../client.ts";
import { followUps } from "../follow-ups.tables.ts";
import { orders } from "../orders.tables.ts";
import { retailers } from "../retailers.tables.ts";
import { routes } from "../routes.tables.ts";
import { findAuthority } from "../staff.ts";

export type FollowUp = InferSelectModel<typeof followUps>;

/** A task with its shop and the shop's route as it is now: who is in charge follows from that. */
export type Task = {
  task: FollowUp;
  shop: { id: number; licenceNo: string; shopName: string; contactName: string | null; tier: string | null; createdAt: number };
  route: { id: number; code: string; districtId: number; accountManagerId: number | null };
};

/** The columns of a Task, for a query that joins the three tables. */
const TASK_COLUMNS = {
  task: followUps,
  shop: {
    id: retailers.id,
    licenceNo: retailers.licenceNo,
    shopName: retailers.shopName,
    contactName: retailers.contactName,
    tier: retailers.tier,
    createdAt: retailers.createdAt,
  },
  route: { id: routes.id, code: routes.code, districtId: routes.districtId, accountManagerId: routes.accountManagerId },
};

export const selectTasks = (tx: Db | Tx) =>
  tx
    .select(TASK_COLUMNS)
    .from(followUps)
    .innerJoin(retailers, eq(retailers.id, followUps.retailerId))
    .innerJoin(routes, eq(routes.id, retailers.routeId));

/** A task as one person may see and change it at that moment; `orderedAgainAt`: the shop's first order after the silence. */
export type TaskFacts = Task & { officer: Officer | undefined; orderedAgainAt: number | null };

/** The first order of a shop after `until` that was not cancelled; null when there is none. */
export function readOrderAfter(tx: Db | Tx, retailerId: number, until: number): number | null {
  const row = tx
    .select({ at: orders.orderedAt })
    .from(orders)
    .where(and(eq(orders.retailerId, retailerId), gt(orders.orderedAt, until), gt(orders.cartons, 0)))
    .orderBy(orders.orderedAt)
    .get();
  return row?.at ?? null;
}

/** The shop's last order before a silence, as far as it is known still. */
export function readLastOrder(tx: Db | Tx, retailerId: number): { orderedAt: number; cartons: number } | undefined {
  return tx
    .select({ orderedAt: orders.orderedAt, cartons: orders.cartons })
    .from(orders)
    .where(and(eq(orders.retailerId, retailerId), gt(orders.cartons, 0)))
    .orderBy(desc(orders.orderedAt))
    .get();
}

/** What a person may do about tasks; undefined for whoever is not staff. `isOwner`: one of ADMIN_IDS. */
export function readOfficer(tx: Db | Tx, { personId, isOwner }: { personId: number; isOwner: boolean }): Officer | undefined {
  const staff = findAuthority(tx, personId);
  if (isOwner) return { staffId: staff?.staffId ?? null, districtId: null, roles: ["admin"] };
  return staff && { staffId: staff.staffId, districtId: staff.districtId, roles: staff.roles };
}

/** Everything a decision about a task may depend on; undefined when there is no such task. `isOwner`: one of ADMIN_IDS. */
export function readTaskFacts(tx: Db | Tx, id: number, person: { personId: number; isOwner: boolean }): TaskFacts | undefined {
  const found = selectTasks(tx).where(eq(followUps.id, id)).get();
  if (!found) return undefined;
  const orderedAgainAt = readOrderAfter(tx, found.shop.id, found.task.until);
  return { ...found, officer: readOfficer(tx, person), orderedAgainAt };
}
