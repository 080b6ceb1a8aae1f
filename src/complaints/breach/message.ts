import type { Delivery } from "../../../db/deliveries.ts";
import type { Deps } from "../../deps.ts";
import type { Prepared } from "../../telegram/sender.ts";
import { headOf, quote } from "../head.ts";
import { toKeyboard } from "../notes.ts";
import { EXCERPT_LENGTH } from "../rules.ts";
import { ENDED, readTask } from "../tasks.ts";

/** A promise that is still not kept after its time, to those in charge. */
export async function preparePromiseBreach(deps: Deps, delivery: Delivery): Promise<Prepared> {
  const task = await readTask(deps, delivery, ({ id }) => id === delivery.data?.["promiseId"]);
  if (!task) return ENDED;
  const { found, promise, reader, moment, t } = task;
  const owner = promise.owner ?? t("promise-owner", { kind: promise.kind });
  const lines = [
    t("promise-breach", { kind: promise.kind, number: found.complaint.number, due: moment(promise.dueAt), owner }),
    headOf(reader, found),
    quote(reader, found.complaint.text, EXCERPT_LENGTH),
  ];
  const keyboard = toKeyboard([[[t("promise-button-show"), `case:show:${found.complaint.id}`]]]);
  return { method: "sendMessage", payload: { text: lines.join("\n"), reply_markup: keyboard } };
}
