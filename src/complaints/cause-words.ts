import { createHash } from "node:crypto";
import type { Locale } from "../config.ts";
import type { Deps } from "../deps.ts";
import { COMPLAINT_CAUSES, readSetting } from "../settings/service.ts";

/** Two a row, and Telegram takes 100 buttons. */
const CAUSES_SHOWN = 60;
const KEY_LENGTH = 8;

/** The causes there are to choose from now. */
export const readCauses = async (deps: Deps): Promise<readonly string[]> =>
  (await readSetting(deps, "complaint_causes")).slice(0, CAUSES_SHOWN);

/** What stands for a cause in a button: its words may not fit, and its place in the list changes. */
export const keyOfCause = (cause: string): string => createHash("sha256").update(cause).digest("hex").slice(0, KEY_LENGTH);

/** The cause of a button; undefined when it has left the list since. */
export const findCause = (causes: readonly string[], key: string | undefined): string | undefined =>
  causes.find((cause) => keyOfCause(cause) === key);

/** A cause in the reader's language as far as it is one of those shipped; the office's own words stay as they are. */
export function nameCause(deps: Pick<Deps, "t">, locale: Locale, cause: string): string {
  const shipped: readonly string[] = COMPLAINT_CAUSES;
  return shipped.includes(cause) ? deps.t(locale, "complaint-cause-name", { cause }) : cause;
}
