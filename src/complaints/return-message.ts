import { findTimeline } from "../../db/complaints/reads.ts";
import type { Delivery } from "../../db/deliveries.ts";
import type { Deps } from "../deps.ts";
import type { Prepared } from "../telegram/sender.ts";
import { headOf, quote, rateButtons } from "./card-message.ts";
import { toKeyboard } from "./notes.ts";
import { excerpt, EXCERPT_LENGTH } from "./rules.ts";
import { ENDED, isKind, readTask } from "./tasks.ts";

/** The supervisors' task after a door visit: ask the shop, and tap what it says. */
export async function prepareReturnVisit(deps: Deps, delivery: Delivery): Promise<Prepared> {
  const task = await readTask(deps, delivery, isKind("return_visit"));
  if (!task) return ENDED;
  const { found, promise, reader, moment, t } = task;
  const visit = found.promises.find(isKind("door_visit"));
  const visited = (await findTimeline(deps.db, found.complaint.id)).findLast(({ kind }) => kind === "visited");
  const lines = [
    t("promise-return-head", { due: moment(promise.dueAt) }),
    headOf(reader, found),
    quote(reader, found.complaint.text, EXCERPT_LENGTH),
    t("promise-return-visited", {
      manager: visited?.actor ?? visit?.owner ?? "",
      at: moment(visit?.endedAt ?? reader.now),
      result: excerpt(visit?.result ?? "", EXCERPT_LENGTH),
    }),
    t("promise-return-ask"),
  ];
  const rows: [string, string][][] = [rateButtons(t, found.complaint.id), [[t("promise-button-show"), `case:show:${found.complaint.id}`]]];
  return { method: "sendMessage", payload: { text: lines.join("\n"), reply_markup: toKeyboard(rows) } };
}
