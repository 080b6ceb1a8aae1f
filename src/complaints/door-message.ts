import type { Delivery } from "../../db/deliveries.ts";
import type { Deps } from "../deps.ts";
import { findStaffById } from "../staff/service.ts";
import type { Prepared } from "../telegram/sender.ts";
import { headOf, quote } from "./card-message.ts";
import { toKeyboard } from "./notes.ts";
import { EXCERPT_LENGTH } from "./rules.ts";
import { ENDED, isKind, readTask } from "./tasks.ts";

/** The account manager's task; to those in charge instead when the bot can not reach the manager, and then it says so. */
export async function prepareDoorVisit(deps: Deps, delivery: Delivery): Promise<Prepared> {
  const task = await readTask(deps, delivery, isKind("door_visit"));
  if (!task) return ENDED;
  const { found, promise, reader, moment, t } = task;
  const owner = promise.ownerId === null ? undefined : await findStaffById(deps.db, promise.ownerId);
  const isOwners = owner?.personId === delivery.chatId;
  const lines = [
    t("promise-visit-head", { due: moment(promise.dueAt) }),
    headOf(reader, found),
    ...(found.shop.address ? [t("promise-visit-address", { address: found.shop.address })] : []),
    quote(reader, found.complaint.text, EXCERPT_LENGTH),
    ...(isOwners ? [] : [owner ? t("promise-visit-unreached", { manager: owner.name }) : t("promise-visit-nobody")]),
  ];
  const id = found.complaint.id;
  const buttons: [string, string][] = [
    [t("promise-button-visited"), `case:visited:${id}`],
    [t("promise-button-show"), `case:show:${id}`],
  ];
  return { method: "sendMessage", payload: { text: lines.join("\n"), reply_markup: toKeyboard([buttons]) } };
}
