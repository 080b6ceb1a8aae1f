import { findGroupPlace } from "../../db/groups.ts";
import { findGroupById } from "../../db/groups/public-desk.ts";
import type { Deps } from "../deps.ts";
import { findLocale } from "../people/service.ts";
import type { Prepared } from "../telegram/sender.ts";
import type { Delivery } from "../telegram/store.ts";

/** To the admins: a desk turned public and is out of use; nothing once it serves again. */
export async function prepareDeskPublic(deps: Deps, { subjectId, chatId }: Delivery): Promise<Prepared> {
  const group = await findGroupById(deps.db, subjectId);
  if (!group || group.state !== "unlinked") return { skip: "linked_again" };
  const { district } = await findGroupPlace(deps.db, group);
  const facts = { title: group.title, district, username: group.username ?? "" };
  return { method: "sendMessage", payload: { text: deps.t(await findLocale(deps, chatId), "group-desk-turned-public", facts) } };
}
