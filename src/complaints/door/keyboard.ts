import { NOBODY_DAYS } from "./rules.ts";

type Button = [text: string, data: string];

/** What the owner of an open door visit can do; after two days on which nobody was met, also to end it. */
export function visitButtons(t: (key: string) => string, complaintId: number, nobodyDays = 0): Button[][] {
  return [
    [[t("promise-button-visited"), `case:visited:${complaintId}`]],
    [
      [t("door-button-plan"), `case:plan:${complaintId}`],
      [t("door-button-number"), `case:number:${complaintId}`],
    ],
    [
      [t("door-button-nobody"), `case:nobody:${complaintId}`],
      [t("door-button-declined"), `case:declined:${complaintId}`],
    ],
    ...(nobodyDays >= NOBODY_DAYS ? [[[t("door-button-end"), `case:nobodyend:${complaintId}`]] satisfies Button[]] : []),
  ];
}
