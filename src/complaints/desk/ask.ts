import type { MessageEntity } from "@grammyjs/types";
import type { CaseFacts } from "../../../db/complaints/facts.ts";
import { queueDeliveries } from "../../../db/deliveries.ts";
import { findCase, findReaders } from "../../../db/complaints/reads.ts";
import { findReachable } from "../../../db/complaints/recipients.ts";
import type { CaseChange } from "../../../db/complaints/writes.ts";
import { addWorkingDays } from "../../calendar/working-time.ts";
import type { Deps } from "../../deps.ts";
import { change, findByKind, isDone, refuse, type Changed, type Refused } from "../change.ts";
import { pausePromise } from "../clock.ts";
import { readAtDesk, refuseDesk, refuseMute, type OnDesk } from "./rights.ts";
import { tellAnswer, toNotes } from "../outbox.ts";
import { tellAskPrompt } from "./outbox.ts";
import { isOverdue } from "../promise-rules.ts";
import type { Received } from "../rules.ts";

/** How many working days the desk waits for the shop before its clock goes on. */
const WAIT_DAYS = 2;

/** Whether someone may now ask the shop of a case something: asked before the question is asked for. */
export async function checkAsk(deps: Deps, on: OnDesk): Promise<{ ok: true; number: string } | Refused> {
  const read = await readAtDesk(deps, on, refuseMute);
  return read.ok ? { ok: true, number: read.facts.complaint.number } : read;
}

/** In a group, where no next message is anybody's: asks for the question in a message that is to be replied to. `key` is the tap. */
export async function promptForQuestion(deps: Deps, on: OnDesk, { key, name }: { key: string; name: string }): Promise<void> {
  await queueDeliveries(deps.db, tellAskPrompt(on.chatId, { id: on.complaintId }, key, { personId: on.personId, name }), deps.clock());
  deps.kickSender();
}

/**
 * The clock stands until the shop answers. What is overdue already is not saved by a question, nor is anything by one that reaches nobody;
 * who asks has claimed.
 */
function pauseReply(facts: CaseFacts, now: number, { resumeAt, isReachable }: { resumeAt: number; isReachable: boolean }) {
  const promise = findByKind(facts, "desk_reply");
  if (promise?.state !== "open") return { promises: [], isPaused: false, isClaim: false };
  const ownerId = promise.ownerId ?? facts.actor.officer?.id ?? null;
  const isPaused = promise.pausedAt !== null || (isReachable && !isOverdue(promise.dueAt, now));
  const stands =
    promise.pausedAt === null ? pausePromise(promise, { now, resumeAt }) : { id: promise.id, ...(isReachable ? { resumeAt } : {}) };
  return { promises: [{ ...(isPaused ? stands : { id: promise.id }), ownerId }], isPaused, isClaim: ownerId !== promise.ownerId };
}

/**
 * Asks the shop of a case something. While the desk owes its reply its clock stands until the shop's next message, two working days at
 * the longest; the question itself keeps no promise. The same message twice asks once. Refuses all but the desk, and withdrawn and merged
 * cases.
 */
export async function askShop(
  deps: Deps,
  { personId, complaintId, received }: Omit<OnDesk, "chatId"> & { received: Received & { entities?: MessageEntity[] | undefined } },
): Promise<(Changed & { until: number | undefined; isReachable: boolean; shopName: string }) | Refused> {
  const { chatId, messageId, text } = received;
  const asked = await findCase(deps.db, complaintId);
  if (!asked) return refuse("not_found");
  const isReachable = (await findReachable(deps.db, await findReaders(deps.db, asked.complaint))).length > 0;
  const resumeAt = addWorkingDays(deps.clock(), WAIT_DAYS, deps.calendar);
  let until: number | undefined;
  const result = await change(deps, complaintId, personId, (facts, now): CaseChange | Refused => {
    const refused = refuseDesk(facts, { personId, complaintId, chatId });
    if (refused) return refused;
    if (isDone(facts, "asked", received)) return { endsDialogue: true };
    const muted = refuseMute(facts);
    if (muted) return muted;
    if (text.trim() === "" && received.media === null) return refuse("empty");
    const { promises, isPaused, isClaim } = pauseReply(facts, now, { resumeAt, isReachable });
    until = isPaused && isReachable ? resumeAt : undefined;
    const notes = toNotes("asked", received).map((note) => (until !== undefined && note.note === "asked" ? { ...note, until } : note));
    return {
      endsDialogue: true,
      promises,
      events: [
        ...(isClaim ? [{ kind: "claimed", actorId: personId, promise: "desk_reply" as const }] : []),
        { kind: "asked", actorId: personId, promise: "desk_reply", chatId, messageId, text },
      ],
      deliveries: tellAnswer(facts.readers, facts.complaint, `ask-${chatId}-${messageId}`, notes),
    };
  });
  return result.ok ? { ...result, until, isReachable, shopName: asked.shop.shopName } : result;
}
