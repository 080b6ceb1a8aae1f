import { and, count, eq, gt, max } from "drizzle-orm";
import { FILINGS_PER_HOUR, FILINGS_WINDOW_MS, NOBODY, type Received, formatNumber } from "../../src/complaints/rules.ts";
import { mayFileFor } from "../../src/complaints/rights-rules.ts";
import { waitingKey } from "../../src/complaints/filing/similar-rules.ts";
import { inTransaction, type Db, type Tx } from "../client.ts";
import { complaints } from "../complaints.tables.ts";
import { addDeliveries, type NewDelivery } from "../deliveries.ts";
import { dialogues } from "../people.tables.ts";
import { retailers } from "../retailers.tables.ts";
import { routes } from "../routes.tables.ts";
import { readActor, readReaders, type Complaint, type NewEvent, type NewMedia, type NewPromise } from "./facts.ts";
import { addEvents, addMedia, addPromises, endDialogue, type Written } from "./rows.ts";

/** A member of staff who files for a shop; `isOwner`: one of ADMIN_IDS. */
export type Filer = { id: number; isOwner: boolean };

export type NewCase = Pick<Complaint, "day" | "retailerId" | "personId" | "chatId" | "messageId" | "text" | "category"> &
  Partial<Pick<Complaint, "restriction" | "aboutStaffId">> & {
    filer?: Filer | undefined;
    media: NewMedia[];
    /** The messages of the filing, so that none of them is taken for something new later. */
    messages: NewEvent[];
    promises: NewPromise[];
    deliveries: (complaint: Complaint, readers: number[]) => NewDelivery[];
  };

/** The words that waited for a choice of case are the filing now; what the person is in the middle of besides goes on. */
function endWaiting(tx: Tx, { personId, chatId, messageId }: NewCase): boolean {
  const key = eq(dialogues.personId, waitingKey(personId));
  const [first] = (tx.select({ data: dialogues.data }).from(dialogues).where(key).get()?.data["items"] ?? []) as Received[];
  if (first?.chatId !== chatId || first.messageId !== messageId) return false;
  tx.delete(dialogues).where(key).run();
  return true;
}

function isFlooding(tx: Tx, personId: number, now: number): boolean {
  const isRecent = and(eq(complaints.personId, personId), gt(complaints.openedAt, now - FILINGS_WINDOW_MS));
  return tx.select({ n: count() }).from(complaints).where(isRecent).get()!.n >= FILINGS_PER_HOUR;
}

export type NotFiled = "not_your_shop" | "too_many" | "not_your_area" | "shop_not_active";

/** Where the shop belongs, when it may be filed for: by its own people while it is active, by staff who have to do with it. */
function checkShop(tx: Tx, { retailerId, personId, filer }: NewCase): { districtId: number } | NotFiled {
  const shop = tx
    .select({ districtId: routes.districtId, managerId: routes.accountManagerId, status: retailers.status })
    .from(retailers)
    .innerJoin(routes, eq(routes.id, retailers.routeId))
    .where(eq(retailers.id, retailerId))
    .get();
  const isActive = shop?.status === "active";
  const isTheirs = personId === NOBODY || readActor(tx, personId).shopIds.includes(retailerId);
  if (!shop || !isTheirs) return "not_your_shop";
  if (!filer) return isActive ? { districtId: shop.districtId } : "not_your_shop";
  const { officer, ...actor } = readActor(tx, filer.id);
  const owner = { id: officer?.id ?? null, name: "", districtId: null, roles: ["admin"] };
  if (!mayFileFor({ ...actor, officer: filer.isOwner ? owner : officer }, shop)) return "not_your_area";
  return isActive ? { districtId: shop.districtId } : "shop_not_active";
}

/**
 * Files a case with its number, timeline, media, promises and messages at once, and ends the person's dialogue about a case. The same
 * message again gives the case it filed before. Refuses a shop that the person does not act for or that is no longer active, a shop
 * that the member of staff has nothing to do with, and whoever filed too many within the hour.
 */
export async function insertCase(db: Db, filed: NewCase, now: number): Promise<Written | NotFiled> {
  const { media, messages, promises: promised, deliveries, filer, ...fields } = filed;
  const dialogueOf = filer?.id ?? filed.personId;
  return inTransaction(db, (tx) => {
    const isSame = and(eq(complaints.chatId, filed.chatId), eq(complaints.messageId, filed.messageId));
    const existing = tx.select().from(complaints).where(isSame).get();
    if (existing) {
      if (!endWaiting(tx, filed)) endDialogue(tx, dialogueOf);
      return { complaint: existing, promises: [], isNew: false };
    }
    const shop = checkShop(tx, filed);
    if (typeof shop === "string") return shop;
    if (!filer && isFlooding(tx, filed.personId, now)) return "too_many";
    // Safe under concurrency: an IMMEDIATE transaction is the only writer, and (day, seq) is unique besides.
    const last = tx
      .select({ seq: max(complaints.seq) })
      .from(complaints)
      .where(eq(complaints.day, filed.day))
      .get();
    const seq = (last?.seq ?? 0) + 1;
    const row = {
      ...fields,
      ...shop,
      filedBy: filer?.id ?? null,
      seq,
      number: formatNumber(filed.day, seq),
      state: "open" as const,
      openedAt: now,
    };
    const complaint = tx.insert(complaints).values(row).returning().get();
    addEvents(tx, complaint.id, messages, now);
    addMedia(tx, complaint.id, media);
    const added = addPromises(tx, complaint, promised);
    addDeliveries(tx, deliveries(complaint, readReaders(tx, complaint)), now);
    if (!endWaiting(tx, filed)) endDialogue(tx, dialogueOf);
    return { complaint, promises: added, isNew: true };
  });
}
