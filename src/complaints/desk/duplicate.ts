import { findCase, findFacts } from "../../../db/complaints/reads.ts";
import { findTimeline } from "../../../db/complaints/entries.ts";
import { findOpenCasesOfShop } from "../../../db/complaints/waiting.ts";
import type { CaseFacts, Complaint } from "../../../db/complaints/facts.ts";
import type { CaseChange } from "../../../db/complaints/writes.ts";
import type { Deps } from "../../deps.ts";
import { change, findByKind, refuse, refuseEnded, withOwner, type Changed, type Refused, endUnsettled } from "../change.ts";
import { readAtDesk, refuseDesk, type OnDesk } from "./rights.ts";
import { tellAnswer, tellNotes } from "../outbox.ts";
import { findDeskChats } from "../recipients.ts";
import { findCaseVisitorChats } from "../case-recipients.ts";
import { MERGE_WINDOW_MS, NOBODY } from "../rules.ts";

/** What of a case counts when two are to become one. */
type Mergeable = Pick<Complaint, "id" | "retailerId" | "restriction" | "category" | "openedAt">;

/**
 * Whether a case can go on in the other one: of the same shop and open to the same readers; a complaint does not go on in a question,
 * for nobody comes to the door for that.
 */
const canMerge = (from: Mergeable, into: Mergeable, now: number): boolean =>
  from.id !== into.id &&
  from.retailerId === into.retailerId &&
  from.restriction === null &&
  into.restriction === null &&
  (into.category !== "advice" || from.category === "advice") &&
  now - into.openedAt <= MERGE_WINDOW_MS;

type Duplicates = { ok: true; complaint: Complaint; cases: Complaint[] };

/** The open cases with which this one can go on, newest first. Refuses all but the desk, an ended and a restricted case. */
export async function findDuplicates(deps: Deps, on: OnDesk): Promise<Duplicates | Refused> {
  const read = await readAtDesk(
    deps,
    on,
    (facts) => refuseEnded(facts) ?? (facts.complaint.restriction ? refuse("not_mergeable") : undefined),
  );
  if (!read.ok) return read;
  const { complaint } = read.facts;
  const now = deps.clock();
  const open = await findOpenCasesOfShop(deps.db, complaint.retailerId, now - MERGE_WINDOW_MS);
  return { ok: true, complaint, cases: open.filter((other) => canMerge(complaint, other, now)) };
}

/** What the shop said in a case, as one text. */
async function readWords(deps: Deps, { complaint }: { complaint: Complaint }): Promise<string> {
  const added = (await findTimeline(deps.db, complaint.id)).filter(({ kind }) => kind === "added").map(({ text }) => text ?? "");
  return [`${complaint.number}:`, complaint.text, ...added].filter((text) => text.trim() !== "").join("\n");
}

async function findOthers(deps: Deps, { complaint, promises }: CaseFacts, chatId: number) {
  const desk = await findDeskChats(deps, complaint.districtId);
  // Where it was done they know.
  return { desk: desk.filter((chat) => chat !== chatId), visitor: await findCaseVisitorChats(deps, undefined, complaint, promises) };
}

/** The end of the case that goes on in `into`. */
function endAsDuplicate(facts: CaseFacts, into: Complaint, on: OnDesk, told: number[], now: number): CaseChange {
  const { complaint, promises, readers } = facts;
  return {
    set: { state: "duplicate", closedAt: now, duplicateOf: into.id },
    promises: endUnsettled(promises, { state: "waived", endedAt: now, outcome: "duplicate" }),
    events: [{ kind: "duplicate", actorId: on.personId, text: into.number }],
    deliveries: [
      ...tellAnswer(readers, complaint, "merged", [{ note: "merged", text: into.number }]),
      ...tellNotes(told, complaint, "duplicate", [{ note: "duplicate", text: into.number }]),
    ],
  };
}

/**
 * Ends a case because another one of the shop is about the same: its open promises are waived, its words and files go over, shop, desk and
 * visitor are told. Both cases change or neither does. Refuses all but the desk, ended and restricted cases, and those of different shops.
 */
export async function markDuplicate(deps: Deps, on: OnDesk & { intoId: number }): Promise<(Changed & { into: string }) | Refused> {
  const facts = await findFacts(deps.db, on.complaintId, on.personId);
  const into = await findCase(deps.db, on.intoId);
  if (!facts || !into) return refuse("not_found");
  const others = await findOthers(deps, facts, on.chatId);
  const words = await readWords(deps, facts);
  const result = await change(deps, on.complaintId, on.personId, (from, now) => {
    const refused = refuseDesk(from, on) ?? refuseEnded(from);
    if (refused) return refused;
    const isVisitOpen = findByKind(from, "door_visit")?.state === "open";
    const told = [...new Set([...others.desk, ...(isVisitOpen ? others.visitor : [])])];
    return {
      ...endAsDuplicate(from, into.complaint, on, told, now),
      also: {
        complaintId: on.intoId,
        takesMedia: true,
        decide: (other) => {
          const ended = refuseDesk({ ...other, actor: withOwner(deps, other.actor) }, on) ?? refuseEnded(other);
          if (ended) return ended;
          if (!canMerge(from.complaint, other.complaint, now)) return refuse("not_mergeable");
          const actorId = from.complaint.personId === NOBODY ? null : from.complaint.personId;
          return { events: [{ kind: "added", actorId, text: words }] };
        },
      },
    };
  });
  return result.ok ? { ...result, into: into.complaint.number } : result;
}

/** The case in which a merged one goes on; any other case is its own. */
export async function followDuplicate(deps: Deps, complaintId: number): Promise<number> {
  let id = complaintId;
  for (let next: number | null = id; next !== null;) {
    id = next;
    next = (await findCase(deps.db, id))?.complaint.duplicateOf ?? null;
  }
  return id;
}
