import type { Deps } from "../../src/deps.ts";
import { findDialogue, saveDialogue } from "../../src/people/service.ts";
import type { ChangeReason, WantedCutoff } from "../../src/windows/cutoff-rules.ts";

const DIALOGUE = "cutoff";
/** A word said an hour later is hardly the answer to "until when?". */
const DIALOGUE_MS = 60 * 60 * 1_000;

export const CHANGES = ["extend", "advance", "cancel", "restore"] as const;

/** A change on its way: what is still null has not been said. `version` is the window's when the person began. */
export type CutoffDraft = {
  windowId: number;
  version: number;
  what: (typeof CHANGES)[number];
  cutoffAt: number | null;
  reason: ChangeReason | null;
  note: string | null;
};

export const needsTime = ({ what, cutoffAt }: CutoffDraft): boolean => (what === "extend" || what === "advance") && cutoffAt === null;
export const needsReason = ({ what, reason, note }: CutoffDraft): boolean =>
  what !== "restore" && (reason === null || (reason === "other" && note === null));

export function wantedOf({ what, cutoffAt }: CutoffDraft): WantedCutoff {
  return what === "cancel" || what === "restore" ? { kind: what } : { kind: "move", cutoffAt: cutoffAt ?? 0 };
}

/** The change the person is in the middle of; undefined when there is none, or the last word in it is too old. */
export async function findDraft(deps: Deps, personId: number): Promise<CutoffDraft | undefined> {
  const dialogue = await findDialogue(deps.db, personId);
  if (dialogue?.kind !== DIALOGUE) return undefined;
  const { at, ...draft } = dialogue.data as CutoffDraft & { at: number };
  return deps.clock() - at > DIALOGUE_MS ? undefined : draft;
}

export const saveDraft = (deps: Deps, personId: number, draft: CutoffDraft) =>
  saveDialogue(deps.db, personId, { kind: DIALOGUE, data: { ...draft, at: deps.clock() } }, deps.clock());

/** Ends the change; another feature's dialogue is not ours to end. */
export async function endDraft(deps: Deps, personId: number): Promise<void> {
  if ((await findDialogue(deps.db, personId))?.kind === DIALOGUE) await saveDialogue(deps.db, personId, undefined, deps.clock());
}
