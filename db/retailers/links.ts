import { and, count, eq, gt } from "drizzle-orm";
import { LICENCE_TRIES, LICENCE_TRIES_WINDOW_MS, type RetailerStatus } from "../../src/retailers/rules.ts";
import { addAudit } from "../audit.ts";
import { audit } from "../audit.tables.ts";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { addDeliveries, type NewDelivery } from "../deliveries.ts";
import { people } from "../people.tables.ts";
import { linkShop } from "./shops.ts";
import { linkRequests, retailers, shopPeople } from "../retailers.tables.ts";
import { routes } from "../routes.tables.ts";
import { findAuthority } from "../staff.ts";

const TRY = "retailer.licence_try";

/** Counts one guess at a licence number; false when the person has used up LICENCE_TRIES within the window, and then it is not counted. */
export async function takeLicenceTry(db: Db, personId: number, now: number): Promise<boolean> {
  return inTransaction(db, (tx) => {
    const recent = and(eq(audit.action, TRY), eq(audit.actorId, personId), gt(audit.at, now - LICENCE_TRIES_WINDOW_MS));
    const tries = tx.select({ n: count() }).from(audit).where(recent).get()!.n;
    if (tries >= LICENCE_TRIES) return false;
    addAudit(tx, { at: now, actorId: personId, action: TRY, subject: `person-${personId}` });
    return true;
  });
}

export type NewLinkRequest = { personId: number; retailerId: number; phone: string; recipients: number[]; now: number };

/** Files "I act for this shop" and the messages to those who decide; refused when it waits already or the person is linked already. */
export async function addLinkRequest(
  db: Db,
  { personId, retailerId, phone, recipients, now }: NewLinkRequest,
): Promise<{ ok: true; id: number } | { ok: false; reason: "already_pending" | "already_linked" }> {
  return inTransaction(db, (tx) => {
    const ofPair = (table: typeof linkRequests | typeof shopPeople) => and(eq(table.personId, personId), eq(table.retailerId, retailerId));
    if (tx.select().from(shopPeople).where(ofPair(shopPeople)).get()) return { ok: false, reason: "already_linked" };
    const isPending = and(ofPair(linkRequests), eq(linkRequests.state, "pending"));
    if (tx.select().from(linkRequests).where(isPending).get()) return { ok: false, reason: "already_pending" };
    const { id } = tx.insert(linkRequests).values({ personId, retailerId, phone, state: "pending", createdAt: now }).returning().get();
    const cards = recipients.map((chatId): NewDelivery => ({
      dedupeKey: `link-request-${id}-${chatId}`,
      kind: "link_request",
      subjectId: id,
      lane: 1,
      chatId,
    }));
    addDeliveries(tx, cards, now);
    addAudit(tx, {
      at: now,
      actorId: personId,
      action: "retailer.link_request",
      subject: `retailer-${retailerId}`,
      detail: { request: id },
    });
    return { ok: true, id };
  });
}

export type LinkRequest = {
  id: number;
  state: "pending" | "approved" | "refused";
  personId: number;
  personName: string;
  username: string | null;
  phone: string;
  decidedBy: number | null;
  retailerId: number;
  shopName: string;
  licenceNo: string;
  status: RetailerStatus;
  routeId: number;
  routeCode: string;
  districtId: number;
  accountManagerId: number | null;
};

const selectRequest = (tx: Db | Tx, id: number): LinkRequest | undefined =>
  tx
    .select({
      id: linkRequests.id,
      state: linkRequests.state,
      personId: linkRequests.personId,
      personName: people.firstName,
      username: people.username,
      phone: linkRequests.phone,
      decidedBy: linkRequests.decidedBy,
      retailerId: retailers.id,
      shopName: retailers.shopName,
      licenceNo: retailers.licenceNo,
      status: retailers.status,
      routeId: routes.id,
      routeCode: routes.code,
      districtId: routes.districtId,
      accountManagerId: routes.accountManagerId,
    })
    .from(linkRequests)
    .innerJoin(people, eq(people.id, linkRequests.personId))
    .innerJoin(retailers, eq(retailers.id, linkRequests.retailerId))
    .innerJoin(routes, eq(routes.id, retailers.routeId))
    .where(eq(linkRequests.id, id))
    .get();

export async function findLinkRequest(db: Db, id: number): Promise<LinkRequest | undefined> {
  return selectRequest(db, id);
}

export type LinkDecision = { id: number; approve: boolean; actorId: number; isOwner: boolean; now: number };
export type LinkDecided =
  | { ok: true; request: LinkRequest }
  | { ok: false; reason: "not_found" | "not_yours" | "shop_not_active" }
  | { ok: false; reason: "already_decided"; request: LinkRequest };

/**
 * Decides a pending request and queues the answer to the person. Only the route's account manager, a supervisor of the district (or of
 * all) and admins may; `isOwner` = one of ADMIN_IDS. A shop that is no longer active can not be approved.
 */
export async function decideLinkRequest(db: Db, { id, approve, actorId, isOwner, now }: LinkDecision): Promise<LinkDecided> {
  return inTransaction(db, (tx) => {
    const request = selectRequest(tx, id);
    if (!request) return { ok: false, reason: "not_found" };
    if (!isOwner && !mayDecide(tx, actorId, request)) return { ok: false, reason: "not_yours" };
    if (request.state !== "pending") return { ok: false, reason: "already_decided", request };
    if (approve && request.status !== "active") return { ok: false, reason: "shop_not_active" };
    const state = approve ? "approved" : "refused";
    tx.update(linkRequests).set({ state, decidedBy: actorId, decidedAt: now }).where(eq(linkRequests.id, id)).run();
    const { retailerId, personId } = request;
    if (approve) linkShop(tx, { retailerId, personId, how: "approved", linkedAt: now });
    addDeliveries(tx, [{ dedupeKey: `link-decision-${id}`, kind: "link_decision", subjectId: id, lane: 1, chatId: personId }], now);
    addAudit(tx, {
      at: now,
      actorId,
      action: `retailer.link_${state}`,
      subject: `retailer-${retailerId}`,
      detail: { request: id, personId },
    });
    return { ok: true, request: { ...request, state, decidedBy: actorId } };
  });
}

function mayDecide(tx: Tx, personId: number, { accountManagerId, districtId }: LinkRequest): boolean {
  const authority = findAuthority(tx, personId);
  if (!authority) return false;
  if (authority.roles.includes("admin")) return true;
  if (authority.roles.includes("account_manager") && authority.staffId === accountManagerId) return true;
  return authority.roles.includes("supervisor") && (authority.districtId === null || authority.districtId === districtId);
}
