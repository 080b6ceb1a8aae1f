import { findPerson, setRemindAtNight, setRemindersMuted } from "../../db/people.ts";
import { formatQuietHours } from "../calendar/quiet-hours.ts";
import type { Deps } from "../deps.ts";
import { readSetting } from "../settings/service.ts";

/** What a person chose for themselves. `night`: what becomes of a reminder in the office's quiet hours; undefined where it has none. */
export type Preferences = { mutedAt: number | null; night: { hours: string; isAllowed: boolean } | undefined };

/** A person's own choices as they are now; those of someone never seen are what everyone begins with. */
export async function findPreferences(deps: Deps, personId: number): Promise<Preferences> {
  const person = await findPerson(deps.db, personId);
  const quiet = await readSetting(deps, "quiet_hours");
  return {
    mutedAt: person?.remindersMutedAt ?? null,
    night: quiet ? { hours: formatQuietHours(quiet), isAllowed: person?.remindAtNight ?? true } : undefined,
  };
}

/** Turns order reminders on or off for the person alone, not for the others of their shops; twice is once. */
export const setRemindersOn = (deps: Deps, personId: number, isOn: boolean): Promise<void> =>
  setRemindersMuted(deps.db, personId, isOn ? null : deps.clock());

/** Lets the person's order reminders come in the quiet hours, or earlier or without a sound instead. */
export const setNightReminders = (deps: Deps, personId: number, isAllowed: boolean): Promise<void> =>
  setRemindAtNight(deps.db, personId, isAllowed);
