import type { NewDelivery } from "../../../db/deliveries.ts";
import { LANE } from "../../telegram/rules.ts";
import { toKey } from "../outbox.ts";

/** Promises of a district that were not kept, in one message to those in charge when their notice is due. */
export const tellBreaches = (chats: number[], { id, sendAt }: { id: number; sendAt: number }): NewDelivery[] =>
  chats.map((chatId) => ({
    dedupeKey: toKey(`breach-notice-${id}`, chatId),
    kind: "breach_notice",
    subjectId: id,
    lane: LANE.promise,
    chatId,
    notBefore: sendAt,
  }));
