import { GrammyError, HttpError } from "grammy";
import { TransportError } from "./fetch.ts";
import type { UnreachableReason } from "./store.ts";

/** What a failed call means for the row that caused it. */
export type Outcome =
  /** Not an attempt: the chat takes nothing for so long. */
  | { kind: "limited"; retryAfterMs: number }
  | { kind: "unreachable"; reason: UnreachableReason }
  | { kind: "migrated"; toChatId: number }
  /** Telegram refused it for good. */
  | { kind: "refused"; reason: string }
  /** It never left this machine. */
  | { kind: "unsent"; reason: string }
  /** It may or may not have arrived: no answer, half of one, or a gateway's (5xx), which may have lost Telegram's. */
  | { kind: "unknown"; reason: string };

/** What became of a call. */
export type Result = Outcome | { kind: "sent"; messageIds: readonly number[] };

/** Whether the call met no Telegram: what matters is not what it was for. */
export const isTrouble = ({ kind }: Pick<Result, "kind">): boolean => kind === "unsent" || kind === "unknown";

const readForbidden = (description: string): UnreachableReason => {
  if (description.includes("deactivated")) return "deactivated";
  if (description.includes("initiate conversation")) return "never_started";
  if (["kicked", "not a member", "was deleted"].some((words) => description.includes(words))) return "kicked";
  return "blocked";
};

function readRefusal({ error_code: code, description, parameters }: GrammyError): Outcome {
  if (code === 429) return { kind: "limited", retryAfterMs: (parameters.retry_after ?? 1) * 1_000 };
  if (parameters.migrate_to_chat_id !== undefined) return { kind: "migrated", toChatId: parameters.migrate_to_chat_id };
  if (code === 403) return { kind: "unreachable", reason: readForbidden(description) };
  // The token is wrong or was revoked: nothing is wrong with the message, and it must not be lost while the operator mends that.
  if (code === 401) return { kind: "unsent", reason: description };
  if (code >= 500) return { kind: "unknown", reason: description };
  return { kind: "refused", reason: description };
}

const causeOf = (error: unknown): unknown => (error instanceof HttpError ? error.error : error);

/** Whether neither Telegram nor the way to it has to do with the error. */
export const isOurFault = (error: unknown): boolean => !(error instanceof GrammyError || causeOf(error) instanceof TransportError);

/** Sorts whatever a grammY call threw. Errors that are not the Bot API's are thrown again: they are faults of ours. */
export function readOutcome(error: unknown): Outcome {
  if (error instanceof GrammyError) return readRefusal(error);
  const cause = causeOf(error);
  if (!(cause instanceof TransportError)) throw error;
  return { kind: cause.phase === "before" ? "unsent" : "unknown", reason: cause.message };
}
