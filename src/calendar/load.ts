import { readFileSync } from "node:fs";
import type { Config } from "../config.ts";
import { decodeText } from "../import/csv.ts";
import { builtInHolidays, noHolidays, parseHolidaysCsv, type Holidays } from "./holidays.ts";
import type { WorkingCalendar } from "./working-time.ts";

/** HOLIDAYS_FILE can not be read or has bad rows; the message lists them. */
export class HolidaysFileError extends Error {}

function loadHolidays(file: string | undefined): Holidays {
  if (file === undefined) return builtInHolidays();
  if (file === "none") return noHolidays;
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch {
    throw new HolidaysFileError(`HOLIDAYS_FILE: ${file} can not be read`);
  }
  const { holidays, rejected } = parseHolidaysCsv(decodeText(bytes));
  if (rejected.length > 0) {
    throw new HolidaysFileError(`HOLIDAYS_FILE: ${rejected.map(({ row, field, reason }) => `row ${row}, ${field}: ${reason}`).join("; ")}`);
  }
  return holidays;
}

/** The calendar of the settings; throws a HolidaysFileError when the file is not good. */
export const loadCalendar = (config: Config): WorkingCalendar => ({
  zone: config.timeZone,
  hours: config.workingHours,
  holidays: loadHolidays(config.holidaysFile),
});
