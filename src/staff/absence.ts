import { findAbsentee, findAway, listSubstitutes, saveAway } from "../../db/staff/absence.ts";
import type { Deps } from "../deps.ts";
import { MAX_AWAY_MS, mayStandIn, maySetAway, type Absentee } from "./absence-rules.ts";

export type AwayRefusal = "nobody" | "not_yours" | "past" | "too_far" | "no_substitute" | "unfit";
type Member = Absentee & { code: string; name: string };

/** `staff`: whom it is about, by code or as the one who says it. `until`: null = back again. */
export type SetAway = {
  actorId: number;
  staff: { code: string } | { personId: number };
  until: number | null;
  substituteCode?: string | undefined;
};

const refuse = (reason: AwayRefusal): { ok: false; reason: AwayRefusal } => ({ ok: false, reason });

/**
 * Says until when someone is away and who stands in for them. Refuses people who are not in charge of them, a time that is over or
 * more than half a year off, and a substitute who is unknown, of another district, away, or neither account manager nor in charge.
 */
export async function setAway(
  deps: Deps,
  { actorId, staff, until, substituteCode }: SetAway,
): Promise<{ ok: true; absentee: Member; substitute: Member | undefined } | { ok: false; reason: AwayRefusal }> {
  const now = deps.clock();
  return saveAway<ReturnType<typeof refuse>>(deps.db, { actorId, staff, substituteCode, now }, (actor, absentee, substitute) => {
    if (!absentee) return refuse("nobody");
    if (!maySetAway(actor, absentee, deps.config.adminIds.includes(actorId))) return refuse("not_yours");
    // Who stood in stays known: what they have taken over is theirs to finish.
    if (until === null) return { awayUntil: null };
    if (until <= now) return refuse("past");
    if (until > now + MAX_AWAY_MS) return refuse("too_far");
    if (substituteCode !== undefined && !substitute) return refuse("no_substitute");
    if (substitute && !mayStandIn(substitute, absentee, now)) return refuse("unfit");
    return { awayUntil: until, substituteId: substitute?.id ?? null };
  });
}

/** Someone on staff with until when they are away. */
export const readAbsence = (deps: Deps, which: { id: number } | { code: string } | { personId: number }): Promise<Member | undefined> =>
  findAbsentee(deps.db, which);

export const findSubstitutes = (deps: Deps, staffId: number): Promise<Member[]> => listSubstitutes(deps.db, staffId, deps.clock());

/** Staff rows of those who are away at an instant. */
export const findAwayIds = (deps: Deps, now: number): Promise<number[]> => findAway(deps.db, now);
