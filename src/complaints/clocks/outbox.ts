import type { CasePromise } from "../../../db/complaints/facts.ts";
import type { NewDelivery } from "../../../db/deliveries.ts";
import { toChats } from "../outbox.ts";

/** A promise whose time is nearly up, to its owner. */
export const tellWarning = (chats: number[], { id, complaintId, kind, dueVersion }: CasePromise): NewDelivery[] =>
  toChats(chats, "promise_warning", { id: complaintId }, `warn-${id}-${dueVersion}`, { promiseId: id, promise: kind });

/** A promise whose clock goes on because the shop did not answer, to its owner. */
export const tellResumed = (chats: number[], { id, complaintId, kind, pausedAt }: CasePromise): NewDelivery[] =>
  toChats(chats, "promise_resumed", { id: complaintId }, `resumed-${id}-${pausedAt}`, { promiseId: id, promise: kind });
