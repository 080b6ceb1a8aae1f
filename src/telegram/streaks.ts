import type { Delivery } from "./store.ts";

/** Refusals of one subject's messages in a row after which the rest is hardly worth trying. */
const FAILING_AFTER = 5;

/** Counts how often in a row Telegram refused the messages of one subject. */
export function createStreaks() {
  const refused = new Map<string, number>();
  const subjectOf = (row: Delivery): string => `${row.kind}-${row.subjectId}`;
  return {
    /** Counts a refusal; true for every fifth in a row. */
    isFailing(row: Delivery): boolean {
      const times = (refused.get(subjectOf(row)) ?? 0) + 1;
      refused.set(subjectOf(row), times);
      return times % FAILING_AFTER === 0;
    },
    end: (row: Delivery) => void refused.delete(subjectOf(row)),
  };
}
