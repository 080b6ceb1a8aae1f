import { readWriter } from "../../db/posts.ts";
import type { Deps } from "../deps.ts";
import { findActor, findStaffOf } from "../people/service.ts";
import { mayWriteIn, postRightOf, type Writer } from "./approval-rules.ts";
import type { Column } from "./rules.ts";

/** What a Telegram person may do with posts now; of someone who is not on staff, nothing. */
export async function findWriter(deps: Deps, personId: number): Promise<Writer> {
  return readWriter(deps.db, personId, deps.config.adminIds);
}

/** Whether what someone writes goes out, at once or at its time, without an approver. */
export async function maySendAlone(deps: Deps, personId: number): Promise<boolean> {
  return postRightOf(await findWriter(deps, personId)) === "send";
}

/** Whether someone may write in a column; null = an announcement. */
export async function mayWrite(deps: Deps, personId: number, column: Column | null): Promise<boolean> {
  return mayWriteIn(await findWriter(deps, personId), column);
}

/** What colleagues call a member of staff; of someone who left, the name that Telegram gave. */
export async function findName(deps: Deps, personId: number): Promise<string> {
  const staff = await findStaffOf(deps.db, personId);
  return staff?.name ?? (await findActor(deps, personId))?.person.firstName ?? String(personId);
}
