import type { Deps } from "../deps.ts";
import { findLocale } from "../people/service.ts";
import { findAdmins } from "../staff/service.ts";
import { LANE } from "./rules.ts";
import type { Prepared } from "./sender.ts";
import type { Delivery } from "./store.ts";
import type { NewDelivery } from "../../db/deliveries.ts";

/** One message to each admin about an update that could not be handled. */
export async function tellParked(deps: Deps, updateId: number): Promise<NewDelivery[]> {
  const admins = await findAdmins(deps);
  return admins.map((personId) => ({
    dedupeKey: `parked-${updateId}-${personId}`,
    kind: "update_parked",
    subjectId: updateId,
    lane: LANE.promise,
    chatId: personId,
  }));
}

export async function prepareUpdateParked(deps: Deps, { subjectId, chatId }: Delivery): Promise<Prepared> {
  const text = deps.t(await findLocale(deps, chatId), "update-parked", { id: String(subjectId) });
  return { method: "sendMessage", payload: { text } };
}
