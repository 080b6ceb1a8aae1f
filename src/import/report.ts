import type { Rejection } from "./csv.ts";

/**
 * What an import did: counts of rows, and every field that was refused. Good rows landed whatever is rejected. `warnings` are rows that
 * landed and look wrong; `claimed`: orders that had waited for shops of this roster.
 */
export type ImportReport = {
  created: number;
  updated: number;
  unchanged: number;
  rejected: Rejection[];
  warnings?: Rejection[];
  claimed?: number;
};

/** Joins what reading a file refused with what importing it did, in the order of the rows. */
export const withRejected = <T extends ImportReport>(report: T, rejected: readonly Rejection[]): T => ({
  ...report,
  rejected: [...rejected, ...report.rejected].sort((a, b) => a.row - b.row),
});
