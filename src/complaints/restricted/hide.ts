import { readActor, type CasePromise, type Complaint } from "../../../db/complaints/facts.ts";
import { findReaders } from "../../../db/complaints/reads.ts";
import { findStanding, turnToDeletion } from "../../../db/complaints/restricted.ts";
import type { Delivery, NewDelivery } from "../../../db/deliveries.ts";
import type { Deps } from "../../deps.ts";
import { LANE } from "../../telegram/rules.ts";
import type { Prepared } from "../../telegram/sender.ts";
import { withOwner } from "../change.ts";
import { findChatLocale } from "../notes.ts";
import { toKey } from "../outbox.ts";
import { ABOUT_ONE_CASE, REDRAWN } from "./guard.ts";
import { isShopPerson, mayRead } from "../rights-rules.ts";

type After = { complaint: Complaint; promises: readonly CasePromise[] };

/** Takes a message of ours away from a chat that may not read it any more. */
const tellHidden = ({ id, chatId, messageId, subjectId, data }: Delivery): NewDelivery => ({
  dedupeKey: toKey(`complaint-${subjectId}-hidden-${id}`, chatId),
  kind: "complaint_hidden",
  subjectId,
  lane: LANE.reply,
  chatId,
  // A picture stays a picture however its words are edited.
  data: { messageId, way: data?.["media"] ? "delete" : "edit" },
});

/** Takes what stands in chats that may not read the case as it is to be (`after`) away from them; nothing of an ordinary case. */
export async function hideFromStrangers(deps: Deps, { complaint, promises }: After): Promise<NewDelivery[]> {
  if (complaint.restriction === null) return [];
  const readers = await findReaders(deps.db, complaint);
  const mayStay = (chatId: number): boolean => {
    if (readers.includes(chatId)) return true;
    const actor = withOwner(deps, readActor(deps.db, chatId));
    const isTheirs = ({ ownerId, isHandedOver }: CasePromise) => isHandedOver && ownerId !== null && ownerId === actor.officer?.id;
    const named = promises.filter(isTheirs).map(({ kind }) => kind);
    return isShopPerson(actor, complaint) || mayRead({ ...actor, named }, complaint, false, null);
  };
  const standing = await findStanding(
    deps.db,
    ABOUT_ONE_CASE.filter((kind) => !REDRAWN.includes(kind)),
    complaint.id,
  );
  return standing.filter(({ chatId }) => !mayStay(chatId)).map(tellHidden);
}

/** In place of a card or task, one line that says nothing of the matter; what can not be edited is deleted. */
export async function prepareComplaintHidden(deps: Deps, { id, chatId, data }: Delivery): Promise<Prepared> {
  const messageId = Number(data?.["messageId"]);
  if (data?.["way"] === "delete") return { method: "deleteMessage", payload: { message_id: messageId } };
  const text = deps.t(await findChatLocale(deps, chatId), "restricted-hidden");
  return {
    method: "editMessageText",
    payload: { message_id: messageId, text },
    recover: async () => {
      await turnToDeletion(deps.db, id, { ...data });
      return true;
    },
  };
}
