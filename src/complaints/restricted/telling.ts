import type { InlineKeyboardMarkup } from "@grammyjs/types";
import { findCase } from "../../../db/complaints/reads.ts";
import { findNameable } from "../../../db/complaints/restricted.ts";
import type { CaseFacts, CasePromise, Complaint } from "../../../db/complaints/facts.ts";
import type { Locale } from "../../config.ts";
import type { Deps } from "../../deps.ts";
import { findAccountManager } from "../../staff/service.ts";
import { change, isDone, refuse, refuseEnded, refuseStranger, type Changed, type Refused, readCaseAs } from "../change.ts";
import { toKeyboard } from "../notes.ts";
import { aboutRows } from "./receipt.ts";
import { readLift } from "./lifting.ts";
import { NAMEABLE } from "./naming.ts";
import { isAllSaid, type AboutChoice } from "./rules.ts";
import { readRestricted } from "./start.ts";
import { isInCharge, isNamedIn, isShopPerson } from "../rights-rules.ts";
import type { Received } from "../rules.ts";

type OnCase = { personId: number; complaintId: number };
/** What the shop says of whom a case is about: a button's choice (of the account manager whose name it showed), or words. */
export type SaidWhom = { choice: Exclude<AboutChoice, "other">; managerId?: number | undefined } | { received: Received };

/** The shop, or the member of staff who wrote it down for the shop. */
const isTeller = ({ actor, complaint }: CaseFacts): boolean =>
  isShopPerson(actor, complaint) || (actor.officer !== undefined && complaint.filedBy === actor.personId);

function refuseTelling(facts: CaseFacts): Refused | undefined {
  if (!isTeller(facts)) return refuse("not_yours");
  return facts.complaint.restriction === null ? refuse("not_restricted") : refuseEnded(facts);
}

/** Nobody keeps a promise about themselves. */
const disown = (promises: readonly CasePromise[], staffId: number | null) =>
  promises
    .filter(({ ownerId, state }) => staffId !== null && ownerId === staffId && state === "open")
    .map(({ id }) => ({ id, ownerId: null, isHandedOver: false }));

const withoutOwner = (promises: readonly CasePromise[], staffId: number | null): CasePromise[] =>
  promises.map((promise) => ({ ...promise, ...disown([promise], staffId)[0] }));

/** `isSeveral`: the words fit several of the staff, of whom `staffId` is one. */
type Subject = { staffId: number | null; text: string; received?: Received; isSeveral?: boolean };

/** Words that fit several people become part of what was filed: by that, none of them may read it. */
const filedWith = (filed: string, { text, isSeveral }: Subject): { text: string } | undefined =>
  isSeveral && !filed.includes(text) ? { text: `${filed}\n${text}` } : undefined;

/** Records whom a case is about: that person loses what there is to see of it, and the card goes to everybody else who may read it. */
async function putAbout(
  deps: Deps,
  { personId, complaintId }: OnCase,
  subject: Subject,
  refuseIt: (facts: CaseFacts) => Refused | undefined,
): Promise<Changed | Refused> {
  const { staffId, text, received } = subject;
  const found = await findCase(deps.db, complaintId);
  if (!found) return refuse("not_found");
  const after: Complaint = { ...found.complaint, aboutStaffId: staffId, ...filedWith(found.complaint.text, subject) };
  const tell = await readRestricted(deps, after, withoutOwner(found.promises, staffId));
  return change(deps, complaintId, personId, (facts) => {
    const { complaint, events, promises } = facts;
    const refused = refuseIt(facts);
    if (refused) return refused;
    const isSame = events.findLast(({ kind }) => kind === "about")?.text === text && complaint.aboutStaffId === staffId;
    if (isSame || (received && isDone(facts, "about", received))) return { endsDialogue: true };
    const from = received ? { chatId: received.chatId, messageId: received.messageId } : {};
    return {
      set: { aboutStaffId: staffId, ...filedWith(complaint.text, subject) },
      promises: disown(promises, staffId),
      events: [{ kind: "about", actorId: personId, text, ...from }],
      deliveries: tell(complaint, `card-${events.length}`),
      endsDialogue: true,
    };
  });
}

/**
 * Records what the shop says of whom its case is about; saying something else later corrects it. Words that name one of the staff count as
 * naming them. Refuses others, ordinary and ended cases, and an account manager who is not the route's any more.
 */
export async function sayWhom(deps: Deps, on: OnCase, said: SaidWhom): Promise<Changed | Refused> {
  const found = await findCase(deps.db, on.complaintId);
  if (!found) return refuse("not_found");
  if ("received" in said) {
    const text = said.received.text.trim();
    if (text === "") return refuse("empty");
    const staffs = await findNameable(deps.db, found.complaint.districtId, NAMEABLE);
    const named = staffs.filter(({ name }) => isNamedIn(text, name));
    const subject = { staffId: named[0]?.id ?? null, text, received: said.received, isSeveral: named.length > 1 };
    return putAbout(deps, on, subject, refuseTelling);
  }
  const manager = said.choice === "manager" ? await findAccountManager(deps.db, found.shop.routeId) : undefined;
  if (said.choice === "manager" && (!manager || manager.staffId !== said.managerId)) return refuse("manager_changed");
  return putAbout(deps, on, { staffId: manager?.staffId ?? null, text: said.choice }, refuseTelling);
}

/** Records whom those in charge found a case to be about. Refuses others, ordinary and ended cases, and who is none of the district's staff. */
export async function setAbout(deps: Deps, { staffId, ...on }: OnCase & { staffId: number }): Promise<Changed | Refused> {
  const found = await findCase(deps.db, on.complaintId);
  const staffs = found ? await findNameable(deps.db, found.complaint.districtId, NAMEABLE) : [];
  const about = staffs.find(({ id }) => id === staffId);
  return putAbout(deps, on, { staffId, text: about?.name ?? "" }, (facts) => {
    if (!isInCharge(facts.actor, facts.complaint)) return refuse("not_yours");
    if (facts.complaint.restriction === null) return refuse("not_restricted");
    return refuseEnded(facts) ?? (about ? undefined : refuse("not_staff"));
  });
}

/**
 * The answer to "is this a report?": yes keeps it in confidence for good, no makes it an ordinary complaint (or one about staff) that the desk
 * gets. Refuses others, ended cases, and a no after a yes: then only those in charge lift it.
 */
export async function sayReport(deps: Deps, { isReport, ...on }: OnCase & { isReport: boolean }): Promise<Changed | Refused> {
  const found = await findCase(deps.db, on.complaintId);
  if (!found) return refuse("not_found");
  const tell = await readRestricted(deps, found.complaint, found.promises);
  const lift = await readLift(deps, found);
  return change(deps, on.complaintId, on.personId, (facts, now) => {
    const { complaint, events } = facts;
    const refused = refuseTelling(facts);
    if (refused) return refused;
    const isSaid = complaint.restriction !== "confidential" || events.some(({ kind }) => kind === "restricted");
    if (isSaid) return isReport && complaint.restriction === "confidential" ? {} : refuse("said_before");
    if (!isReport) return lift(facts, on.personId);
    const said = { kind: "restricted", actorId: on.personId };
    const isOver = isAllSaid(complaint, [...events, { kind: "restricted", text: null, at: now }]);
    return { events: [said], deliveries: isOver ? tell(complaint, `card-${events.length}`) : [] };
  });
}

/** The choices of whom a case is about, under the receipt that is tapped. Refuses as saying it does. */
export async function showAboutChoices(
  deps: Deps,
  { personId, complaintId, locale }: OnCase & { locale: Locale },
): Promise<{ ok: true; number: string; keyboard: InlineKeyboardMarkup } | Refused> {
  const facts = await readCaseAs(deps, complaintId, personId);
  if ("ok" in facts) return facts;
  const refused = refuseTelling(facts);
  if (refused) return refused.reason === "not_yours" ? refuseStranger(facts) : refused;
  const found = (await findCase(deps.db, complaintId))!;
  return { ok: true, number: found.complaint.number, keyboard: toKeyboard(await aboutRows(deps, locale, found)) };
}
