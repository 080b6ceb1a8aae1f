import { addMeasure, hasMeasure, MEASURE_DIALOGUE } from "../../db/complaint-reports.ts";
import type { Deps } from "../deps.ts";
import type { Period } from "./periods.ts";
import { MAX_MEASURE_LENGTH, type ReportScope } from "./rules.ts";

export { MEASURE_DIALOGUE };

/** Whether a message was noted as a measure already. */
export const isMeasure = (deps: Deps, chatId: number, messageId: number): Promise<boolean> => hasMeasure(deps.db, chatId, messageId);

type Noting = {
  cause: string;
  period: Period;
  scope: ReportScope | undefined;
  text: string;
  byId: number;
  chatId: number;
  messageId: number;
};

/**
 * Notes what is to be done about a cause, for the reports of the period, and ends the dialogue that asked. The same message twice notes
 * it once. Refuses those who are not in charge, and a text that is empty or too long.
 */
export async function noteMeasure(
  deps: Deps,
  { cause, period, scope, text, byId, chatId, messageId }: Noting,
): Promise<{ ok: true; isNew: boolean } | { ok: false; reason: "lead_only" | "words" }> {
  if (!scope?.isLead) return { ok: false, reason: "lead_only" };
  const words = text.trim();
  if (words === "" || words.length > MAX_MEASURE_LENGTH) return { ok: false, reason: "words" };
  const isNew = await addMeasure(deps.db, {
    cause,
    districtId: scope.districtId,
    periodFrom: period.from,
    periodTo: period.to,
    text: words,
    byId,
    at: deps.clock(),
    chatId,
    messageId,
  });
  return { ok: true, isNew };
}
