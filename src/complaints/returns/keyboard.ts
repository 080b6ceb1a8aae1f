import type { CasePromise } from "../../../db/complaints/facts.ts";
import { type Said } from "./rules.ts";
import { isUnsettled } from "../promise-rules.ts";

type Rows = [string, string][][];

/** What can be done about a return visit: confirm what the shop said, or record what it says on the telephone; `isTask`: not in the case's own view. */
export function returnRows(
  t: (key: string) => string,
  promise: Pick<CasePromise, "complaintId" | "state" | "nextAt">,
  said: Said | undefined,
  isTask = true,
): Rows {
  if (!isUnsettled(promise)) return [];
  const id = promise.complaintId;
  const isSatisfied = said?.satisfaction === "satisfied";
  const others: Rows[number] = [
    [t("promise-button-so-so"), `case:rate:${id}:so_so`],
    [t("promise-button-not-satisfied"), `case:rate:${id}:not_satisfied`],
  ];
  return [
    ...(isSatisfied
      ? [[[t("return-button-confirm"), `case:confirm:${id}`] as [string, string]], others]
      : [[[t("promise-button-satisfied"), `case:rate:${id}:satisfied`] as [string, string], ...others]]),
    [
      [t("return-button-tried"), `case:tried:${id}`],
      [t("return-button-number"), `case:number:${id}`],
    ],
    ...(isTask
      ? [
          [
            [t("promise-button-show"), `case:show:${id}`] as [string, string],
            [t("return-button-waive"), `case:waive:${id}:return_visit`] as [string, string],
          ],
        ]
      : []),
  ];
}
