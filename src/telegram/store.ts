// The only door from telegram/ to the database.
export {
  endDelivery,
  findAbandoned,
  findNextNotBefore,
  findSendable,
  markSending,
  markSent,
  markUnreachable,
  migrateChat,
  postponeDelivery,
  retryDelivery,
  returnDelivery,
  type Delivery,
  type UnreachableReason,
} from "../../db/deliveries.ts";
export {
  countAttempt,
  findUnhandledUpdates,
  markHandled,
  parkUpdate,
  purgeHandledUpdates,
  releaseLease,
  storeUpdates,
  takeLease,
  type InboxUpdate,
} from "../../db/inbox.ts";
