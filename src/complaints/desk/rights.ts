import type { CaseFacts } from "../../../db/complaints/facts.ts";
import type { Deps } from "../../deps.ts";
import { refuse, refuseDone, type Refused, readCaseAs } from "../change.ts";
import { isDesk, isPlace } from "../rights-rules.ts";

/** Who wants to do something to a case, and where they are. */
export type OnDesk = { complaintId: number; personId: number; chatId: number };

/** Why someone can not act as the desk of a case here: not theirs, or a keyboard that was carried into another group. */
export function refuseDesk({ actor, complaint, deskChatIds }: CaseFacts, { personId, chatId }: OnDesk): Refused | undefined {
  const isHere = isPlace(personId, chatId, deskChatIds);
  return isHere && isDesk(actor, complaint, deskChatIds.includes(chatId)) ? undefined : refuse("not_yours");
}

/** A withdrawn or merged case takes no more words; a closed one does, for an answer may need another. */
export function refuseMute(facts: CaseFacts): Refused | undefined {
  const { state } = facts.complaint;
  return state === "withdrawn" || state === "duplicate" ? refuseDone(facts, state, state) : undefined;
}

type AtDesk = { ok: true; facts: CaseFacts };

/** The case for what is only shown to the desk; refused as above, and when `refuseCase` refuses it. */
export async function readAtDesk(deps: Deps, on: OnDesk, refuseCase: (facts: CaseFacts) => Refused | undefined): Promise<AtDesk | Refused> {
  const facts = await readCaseAs(deps, on.complaintId, on.personId);
  if ("ok" in facts) return facts;
  return refuseDesk(facts, on) ?? refuseCase(facts) ?? { ok: true, facts };
}
