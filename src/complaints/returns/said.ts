import type { CaseFacts } from "../../../db/complaints/facts.ts";
import type { Deps } from "../../deps.ts";
import { change, findByKind, isDone, refuse, refuseDone, type Changed, type Refused } from "../change.ts";
import { toMedia } from "../received.ts";
import { tellReturnSaid } from "./outbox.ts";
import { firstOf } from "../recipients.ts";
import { findReturnTiers } from "./recipients.ts";
import { findSaid } from "./rules.ts";
import { isUnsettled } from "../promise-rules.ts";
import { isShopPerson } from "../rights-rules.ts";
import type { PromiseKind, Received, Satisfaction } from "../rules.ts";

type OnCase = { personId: number; complaintId: number };

/** Whoever may speak for the shop about the case; of a restricted one only who reported it. */
export const isTheirCase = ({ actor, complaint, readers }: CaseFacts): boolean =>
  isShopPerson(actor, complaint) && (complaint.restriction === null || readers.includes(actor.personId));

function refuseSaid(facts: CaseFacts): Refused | undefined {
  const { complaint } = facts;
  if (!isTheirCase(facts)) return refuse("not_yours");
  if (complaint.state === "withdrawn") return refuseDone(facts, "withdrawn", "reopen_withdrawn");
  if (complaint.state === "duplicate") return refuseDone(facts, "duplicate", "reopen_duplicate");
  const promise = findByKind(facts, "return_visit");
  if (!promise && complaint.state === "open") return refuse("not_visited");
  return promise && isUnsettled(promise) ? undefined : refuseDone(facts, "closed", "said_late");
}

/**
 * Notes whether the shop is satisfied, in its own word by a tap, and tells whoever makes the return visit; the last word counts, the
 * same one again is nothing new. Refuses other shops' people, and when the result has been recorded.
 */
export async function saySatisfaction(
  deps: Deps,
  { personId, complaintId, satisfaction }: OnCase & { satisfaction: Satisfaction },
): Promise<Changed | Refused> {
  const chats = firstOf(await findReturnTiers(deps, complaintId));
  return change(deps, complaintId, personId, (facts) => {
    const refused = refuseSaid(facts);
    if (refused) return refused;
    if (findSaid(facts.events)?.satisfaction === satisfaction) return {};
    return {
      events: [{ kind: "said", actorId: personId, text: satisfaction }],
      deliveries: tellReturnSaid(chats, facts.complaint, String(facts.events.length)),
    };
  });
}

/** With what it lies: one of the promises, or null for the matter itself. */
export type Blamed = "desk_reply" | "door_visit" | null;

/** Notes which promise the shop is not satisfied with. Refuses as the verdict is refused, and before there is one. */
export async function sayWhich(deps: Deps, { personId, complaintId, promise }: OnCase & { promise: Blamed }): Promise<Changed | Refused> {
  return change(deps, complaintId, personId, (facts) => {
    const refused = refuseSaid(facts);
    if (refused) return refused;
    const said = findSaid(facts.events);
    if (!said || said.satisfaction === "satisfied") return refuse("said_otherwise");
    return said.promise === promise ? {} : { events: [{ kind: "said", actorId: personId, promise }] };
  });
}

/**
 * Notes what was good and what is still bad, in the shop's words, passes it to whoever makes the return visit, and ends the dialogue; no
 * words (`received` undefined: they were skipped) pass on what was chosen. The same message twice is kept once.
 */
export async function sayWhy(
  deps: Deps,
  { personId, complaintId, promise, received }: OnCase & { promise: PromiseKind | null; received?: Received | undefined },
): Promise<Changed | Refused> {
  const chats = firstOf(await findReturnTiers(deps, complaintId));
  return change(deps, complaintId, personId, (facts) => {
    if (received && isDone(facts, "said", received)) return { endsDialogue: true };
    const refused = refuseSaid(facts);
    if (refused) return refused;
    const told = tellReturnSaid(chats, facts.complaint, `why-${facts.events.length}`);
    if (!received) return { endsDialogue: true, deliveries: told };
    const { chatId, messageId, text } = received;
    if (text.trim() === "" && !received.media) return refuse("empty");
    return {
      endsDialogue: true,
      events: [{ kind: "said", actorId: personId, promise, chatId, messageId, text }],
      media: toMedia([received]),
      deliveries: told,
    };
  });
}
