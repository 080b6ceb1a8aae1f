import { endOfQuiet, type QuietHours } from "../calendar/quiet-hours.ts";
import type { Deps } from "../deps.ts";
import { readSetting } from "../settings/service.ts";

/** The office's quiet hours (null: none) and the zone they are told in. */
export type Quiet = { hours: QuietHours | null; zone: string };

/** The quiet hours as they are set now; read before a transaction that goes by them. */
export const readQuiet = async (deps: Deps): Promise<Quiet> => ({
  hours: await readSetting(deps, "quiet_hours"),
  zone: deps.calendar.zone,
});

export const isQuiet = (at: number, { hours, zone }: Quiet): boolean => endOfQuiet(at, hours, zone) !== undefined;
