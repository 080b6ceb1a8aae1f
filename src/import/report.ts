import type { Rejection } from "./csv.ts";

/** What an import did: counts of rows, and every field that was refused. Good rows landed whatever is rejected. */
export type ImportReport = { created: number; updated: number; unchanged: number; rejected: Rejection[] };

/** Joins what reading a file refused with what importing it did, in the order of the rows. */
export const withRejected = (report: ImportReport, rejected: readonly Rejection[]): ImportReport => ({
  ...report,
  rejected: [...rejected, ...report.rejected].sort((a, b) => a.row - b.row),
});
