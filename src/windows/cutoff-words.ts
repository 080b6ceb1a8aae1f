import type { WindowChange } from "../../db/windows/changes.ts";
import type { Deps } from "../deps.ts";
import { findStaffOf } from "../people/service.ts";
import type { Locale } from "../people/rules.ts";
import { isOwner } from "./cutoffs.ts";

/** The reason as people read it: the words someone wrote, else the name of the kind; "" when a change was taken back. */
export function describeReason({ t }: Pick<Deps, "t">, locale: Locale, { reason, note }: Pick<WindowChange, "reason" | "note">): string {
  if (reason === null) return "";
  return note ?? t(locale, "cutoff-reason", { reason });
}

/** Who made a change, by name. */
export async function nameChanger(deps: Deps, locale: Locale, { personId }: Pick<WindowChange, "personId">): Promise<string> {
  const staff = await findStaffOf(deps.db, personId);
  return staff?.name ?? deps.t(locale, isOwner(deps, personId) ? "cutoff-by-admin" : "cutoff-by-former");
}
