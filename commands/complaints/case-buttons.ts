import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { findGroup } from "../../src/groups/service.ts";
import { isPrivate } from "./answers.ts";
import { CAUSE_TAPS } from "./cause-buttons.ts";
import { DESK_TAPS } from "./desk/buttons.ts";
import { DOOR_TAPS } from "./door/buttons.ts";
import { PLAN_TAPS } from "./door/plan-buttons.ts";
import { outdated } from "./receipt-buttons.ts";
import { RESTRICTED_TAPS } from "./restricted/buttons.ts";
import { RETURN_TAPS } from "./returns/buttons.ts";
import { TASKS_TAPS } from "./tasks-buttons.ts";
import { WAIVE_TAPS } from "./returns/waive-buttons.ts";
import type { CaseTaps } from "./taps.ts";

const TAPS: CaseTaps = {
  ...DESK_TAPS,
  ...DOOR_TAPS,
  ...PLAN_TAPS,
  ...RETURN_TAPS,
  ...WAIVE_TAPS,
  ...CAUSE_TAPS,
  ...TASKS_TAPS,
  ...RESTRICTED_TAPS,
};

/** The staff's buttons: on the desk's card, on the tasks of a door or return visit, in lists. */
export async function tapCase(deps: Deps, ctx: BotContext, data: string): Promise<void> {
  const [, action = "", id, value] = data.split(":");
  const complaintId = Number(id);
  const tap = Object.hasOwn(TAPS, action) ? TAPS[action] : undefined;
  if (!tap || !Number.isSafeInteger(complaintId) || complaintId <= 0 || !ctx.chat) return outdated(ctx);
  // What few may read is drawn in the message that was pressed, and a keyboard can be carried into any group.
  if (!isPrivate(ctx) && (await findGroup(deps.db, ctx.chat.id))?.kind !== "desk") return outdated(ctx);
  await tap(deps, ctx, complaintId, value);
}
