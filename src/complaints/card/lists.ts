import { findCase, findCaseId, findCaseIdsAfter, findCasesByIds, type WholeCase } from "../../../db/complaints/reads.ts";
import { findMedia, findTimeline } from "../../../db/complaints/entries.ts";
import { queueDeliveries } from "../../../db/deliveries.ts";
import type { Deps } from "../../deps.ts";
import { type Refused, findByKind, refuseStranger, readCaseAs } from "../change.ts";
import { tellView } from "../outbox.ts";
import { isPlace, mayRead } from "../rights-rules.ts";
import { parseNumber } from "../rules.ts";
import { findFiles } from "../restricted/start.ts";

/** The case of a typed number, as `showCase` wants it; undefined when there is none. */
export async function findCaseByNumber(deps: Deps, number: string): Promise<number | undefined> {
  const place = parseNumber(number);
  return place && findCaseId(deps.db, place);
}

/**
 * Sends a case with its timeline and files to the chat in which someone asked; a reply to it answers the shop. `key` is the asking
 * message or tap, so that a second delivery of it shows nothing twice. Refuses those who have nothing to do with the case, and groups
 * other than the district's desk.
 */
export async function showCase(
  deps: Deps,
  { complaintId, personId, chatId, key }: { complaintId: number; personId: number; chatId: number; key: string },
): Promise<{ ok: true } | Refused> {
  const facts = await readCaseAs(deps, complaintId, personId);
  if ("ok" in facts) return facts;
  const isDeskGroup = facts.deskChatIds.includes(chatId);
  const owner = findByKind(facts, "door_visit")?.ownerId ?? null;
  if (!isPlace(personId, chatId, facts.deskChatIds) || !mayRead(facts.actor, facts.complaint, isDeskGroup, owner))
    return refuseStranger(facts);
  const rows = tellView(chatId, facts.complaint, await findFiles(deps, complaintId), key);
  await queueDeliveries(deps.db, rows, deps.clock());
  deps.kickSender();
  return { ok: true };
}

const toIso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

function toJson({ complaint, shop, promises }: WholeCase) {
  return {
    number: complaint.number,
    category: complaint.category,
    state: complaint.state,
    restricted: complaint.restriction !== null,
    satisfaction: complaint.satisfaction,
    text: complaint.text,
    licence_no: shop.licenceNo,
    shop_name: shop.shopName,
    route: shop.routeCode,
    district: shop.district,
    opened_at: toIso(complaint.openedAt),
    closed_at: toIso(complaint.closedAt),
    promises: promises.map((promise) => ({
      kind: promise.kind,
      state: promise.state,
      owner: promise.owner,
      due_at: toIso(promise.dueAt),
      ended_at: toIso(promise.endedAt),
      breached_at: toIso(promise.breachedAt),
      outcome: promise.outcome,
      result: promise.result,
    })),
  };
}

/** A case for the HTTP API, with its timeline; undefined when no case has this number. Times are ISO 8601 in UTC. */
export async function getComplaint(deps: Deps, number: string) {
  const id = await findCaseByNumber(deps, number);
  const found = id === undefined ? undefined : await findCase(deps.db, id);
  if (!found) return undefined;
  const timeline = await findTimeline(deps.db, found.complaint.id);
  const media = await findMedia(deps.db, found.complaint.id);
  return {
    ...toJson(found),
    media: media.map(({ kind }) => ({ kind })),
    timeline: timeline.map(({ at, kind, actor, text }) => ({ at: toIso(at), kind, actor, text })),
  };
}

/** Cases for the HTTP API, oldest first, those after the case number `after`; `next` is the `after` of the next page, null at the end. */
export async function listComplaints(deps: Deps, { limit, after }: { limit: number; after?: string | undefined }) {
  const place = after === undefined ? undefined : parseNumber(after);
  if (after !== undefined && !place) return { items: [], next: null };
  const ids = await findCaseIdsAfter(deps.db, place, limit + 1);
  const cases = (await findCasesByIds(deps.db, ids.slice(0, limit))).toSorted(
    (a, b) => ids.indexOf(a.complaint.id) - ids.indexOf(b.complaint.id),
  );
  return { items: cases.map(toJson), next: ids.length > limit ? (cases.at(-1)?.complaint.number ?? null) : null };
}
