import { COLUMNS, type Column } from "./rules.ts";

/** A member of staff as far as posts go; without a district they belong to the whole company. */
export type Writer = { personId: number; roles: readonly string[]; needsApproval: boolean; districtId: number | null };

export type PostRight = "send" | "submit" | "none";

/** Whom an admin can set to "needs approval": an admin could set it back, and a brand partner always needs it. */
export const isApprovalOptional = (roles: readonly string[]): boolean =>
  !roles.includes("admin") && (roles.includes("supervisor") || roles.includes("broadcaster"));

/** What someone may do with the own posts; of several roles the most powerful counts. */
export function postRightOf({ roles, needsApproval }: Pick<Writer, "roles" | "needsApproval">): PostRight {
  if (roles.includes("admin")) return "send";
  if (isApprovalOptional(roles)) return needsApproval ? "submit" : "send";
  return roles.includes("brand_partner") ? "submit" : "none";
}

/** Whether someone may write in a column, or (null) an announcement: brand partners only show their new products. */
export function mayWriteIn({ roles }: Pick<Writer, "roles">, column: Column | null): boolean {
  if (roles.includes("admin") || isApprovalOptional(roles)) return true;
  return roles.includes("brand_partner") && column === "products";
}

export const writableColumns = (writer: Pick<Writer, "roles">): Column[] => COLUMNS.filter((column) => mayWriteIn(writer, column));

type Place = Pick<Writer, "personId" | "districtId">;
type Decider = Place & Pick<Writer, "roles">;

/** A supervisor of the author's district, or of the whole company; what goes to the whole company is not for a district to decide. */
const isSupervisorOf = ({ roles, districtId }: Decider, author: Place): boolean =>
  roles.includes("supervisor") && (districtId === null || districtId === author.districtId);

export type DeciderRefusal = "own" | "not_in_charge";

/** Why someone can not decide about an author's post: nobody approves their own, an admin neither. Undefined = they can. */
export function refuseDecider(decider: Decider, author: Place): DeciderRefusal | undefined {
  if (decider.personId === author.personId) return "own";
  return decider.roles.includes("admin") || isSupervisorOf(decider, author) ? undefined : "not_in_charge";
}

/** Whom to ask of those who can be written to: the supervisors in charge; the admins where the author is the only one, or there is none. */
export function chooseApprovers(author: Place, candidates: readonly Decider[]): number[] {
  const able = candidates.filter((candidate) => refuseDecider(candidate, author) === undefined);
  const supervisors = able.filter((candidate) => isSupervisorOf(candidate, author));
  return (supervisors.length > 0 ? supervisors : able).map(({ personId }) => personId);
}

/** What became of a submission, by the version that an approver's button carries (the time it was submitted). */
export type Outcome = "open" | "taken_back" | "returned" | "approved" | "replaced";

export type Submission = { state: string; submittedAt: number | null; decidedBy: number | null; returnReason: string | null };

/** How the submission of that version ended, or that it still is to be decided; "replaced": there is a newer one. */
export function outcomeOf({ state, submittedAt, decidedBy, returnReason }: Submission, version: number): Outcome {
  if (submittedAt !== version) return "replaced";
  if (state === "submitted") return "open";
  if (decidedBy === null) return "taken_back";
  return returnReason === null ? "approved" : "returned";
}

/** As long as it fits under a post's buttons with everything else that stands there. */
export const REASON_MAX = 500;

const HOUR_MS = 60 * 60 * 1_000;
/** Working time after which an undecided post is brought up again. */
export const REVIEW_AGAIN_AFTER_MS = 2 * HOUR_MS;
/** The card with the buttons follows the post it speaks of; after so long it comes even if that did not arrive. */
export const CARD_AT_LATEST_MS = 60 * 1_000;
