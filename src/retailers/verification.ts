import { findShopByLicence, linkShopsByPhone, type RosterShop } from "../../db/retailers/shops.ts";
import { findPersonName } from "../../db/people.ts";
import { addLinkRequest, decideLinkRequest, takeLicenceTry, type LinkDecided } from "../../db/retailers/links.ts";
import type { Deps } from "../deps.ts";
import { normalizeContactPhone } from "../import/phones.ts";
import { acceptPrivacy, type Person } from "../people/service.ts";
import { findDutyChats } from "../staff/service.ts";
import { PRIVACY_VERSION } from "./rules.ts";

/** Whether the person has agreed to the notice as it reads now. */
export const hasAgreed = (person: Person): boolean => person.privacyVersion === PRIVACY_VERSION;

/** Stores that the person agreed to this version of the notice; false when the button belonged to an older text. */
export async function agreeToPrivacy(deps: Deps, personId: number, version: number): Promise<boolean> {
  if (version !== PRIVACY_VERSION) return false;
  await acceptPrivacy(deps.db, personId, version, deps.clock());
  return true;
}

export type Bound =
  | { ok: true; shops: RosterShop[] }
  /** Nothing of the contact was stored. */
  | { ok: false; reason: "privacy_first" | "foreign_contact" }
  | { ok: false; reason: "phone_unknown"; phone: string }
  | { ok: false; reason: "not_active"; shops: RosterShop[] };

/**
 * Links a person to every active shop with the phone of the contact they shared. The contact must be their own, and the privacy notice
 * agreed to before. Sharing again is harmless.
 */
export async function bindByPhone(
  deps: Deps,
  person: Person,
  contact: { user_id?: number | undefined; phone_number: string },
): Promise<Bound> {
  // Anyone can forward anyone's contact; Telegram vouches for the number only when the card is the sender's own.
  if (contact.user_id !== person.id) return { ok: false, reason: "foreign_contact" };
  if (!hasAgreed(person)) return { ok: false, reason: "privacy_first" };
  const phone = normalizeContactPhone(contact.phone_number);
  const shops = phone === null ? [] : await linkShopsByPhone(deps.db, { personId: person.id, phone, now: deps.clock() });
  if (shops.length === 0) return { ok: false, reason: "phone_unknown", phone: phone ?? contact.phone_number };
  const active = shops.filter(({ status }) => status === "active");
  return active.length > 0 ? { ok: true, shops: active } : { ok: false, reason: "not_active", shops };
}

export type LicenceOutcome =
  /** `name`: whom the request went to, when it is one person of the shop's own. */
  | { ok: true; name: string | undefined }
  | { ok: false; reason: "privacy_first" | "too_many_tries" | "licence_unknown" | "already_pending" | "already_linked" | "nobody_to_ask" }
  | { ok: false; reason: "not_active"; shop: RosterShop };

/**
 * Asks the account manager of a licence's route to confirm that the person acts for the shop. Each number counts as a try, known
 * or not: LICENCE_TRIES a day. The answer never tells whose licence it is.
 */
export async function bindByLicence(
  deps: Deps,
  person: Person,
  { licenceNo, phone }: { licenceNo: string; phone: string },
): Promise<LicenceOutcome> {
  if (!hasAgreed(person)) return { ok: false, reason: "privacy_first" };
  if (!(await takeLicenceTry(deps.db, person.id, deps.clock()))) return { ok: false, reason: "too_many_tries" };
  const shop = await findShopByLicence(deps.db, licenceNo);
  if (!shop) return { ok: false, reason: "licence_unknown" };
  if (shop.status !== "active") return { ok: false, reason: "not_active", shop };
  // The first of those on duty who can be written to: someone must see the request.
  const { chatIds, name } = await findDutyChats(deps, { id: shop.routeId, districtId: shop.districtId });
  if (chatIds.length === 0) return { ok: false, reason: "nobody_to_ask" };
  const request = { personId: person.id, retailerId: shop.id, phone, recipients: chatIds, now: deps.clock() };
  const added = await addLinkRequest(deps.db, request);
  if (!added.ok) return added;
  deps.kickSender();
  return { ok: true, name };
}

export type LinkOutcome = LinkDecided & { deciderName?: string | undefined };

/** Approves or refuses a request (see decideLinkRequest for who may); a second decision is refused with the name of who decided. */
export async function decideLink(deps: Deps, actorId: number, { id, approve }: { id: number; approve: boolean }): Promise<LinkOutcome> {
  const isOwner = deps.config.adminIds.includes(actorId);
  const decided = await decideLinkRequest(deps.db, { id, approve, actorId, isOwner, now: deps.clock() });
  if (decided.ok) deps.kickSender();
  const decidedBy = "request" in decided ? decided.request.decidedBy : null;
  return { ...decided, deciderName: decidedBy === null ? undefined : await findPersonName(deps.db, decidedBy) };
}
