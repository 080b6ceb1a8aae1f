import { changeSetting, findSetting, restoreSetting } from "../../db/settings.ts";
import { CATEGORIES, PROMISE_KINDS } from "../complaints/rules.ts";
import type { Deps } from "../deps.ts";
import { LOCALES, type Locale } from "../people/rules.ts";
import type { PromiseWords } from "./promise-times.ts";
import { readTyped, SETTING_KEYS, SETTINGS, type SettingKey, type SettingValue, type StoredSetting, type Typed } from "./registry.ts";

export { CANNED_REPLIES, COMPLAINT_CAUSES } from "./defaults.ts";
export { MAX_PROMISE_TIMES, type PromiseTime, parsePromiseTime } from "./promise-times.ts";
export { MAX_REPLIES, MAX_REPLY_LENGTH, titleOfReply } from "./replies.ts";
export {
  DAYS,
  findSettingKey,
  MAX_WORD_LENGTH,
  MAX_WORDS,
  SETTING_KEYS,
  SETTINGS,
  type SettingKey,
  type SettingValue,
  type StoredSetting,
  type TypedProblem,
} from "./registry.ts";

/** What is stored when it is good, else what the code ships: a row from another version must not stop every post. */
function effective(key: SettingKey, stored: unknown): { value: StoredSetting; isOwn: boolean } {
  const isOwn = stored !== undefined && SETTINGS[key].schema.safeParse(stored).success;
  return { value: isOwn ? (stored as StoredSetting) : SETTINGS[key].initial, isOwn };
}

/** A setting as it is now, read anew at each call: one row by its key, and nobody sees an old value. */
export async function readSetting<K extends SettingKey>({ db }: Pick<Deps, "db">, key: K): Promise<SettingValue<K>> {
  const { value } = effective(key, await findSetting(db, key));
  return SETTINGS[key].schema.parse(value) as SettingValue<K>;
}

/** A setting as an admin sees it; `isOwn`: the office has changed it. */
export type ShownSetting = { key: SettingKey; value: StoredSetting; isOwn: boolean };

export const showSetting = async ({ db }: Deps, key: SettingKey): Promise<ShownSetting> => ({
  key,
  ...effective(key, await findSetting(db, key)),
});

export const listSettings = (deps: Deps): Promise<ShownSetting[]> => Promise.all(SETTING_KEYS.map((key) => showSetting(deps, key)));

/** Categories and promises by what they are called in each language, and by their keys. */
function readNames({ t }: Pick<Deps, "t">): PromiseWords {
  const name = <K extends string>(keys: readonly K[], nameOf: (locale: Locale, key: K) => string) =>
    new Map(
      keys.flatMap((key) => [key, ...LOCALES.map((locale) => nameOf(locale, key).toLowerCase())].map((word) => [word, key] as const)),
    );
  return {
    categories: name(CATEGORIES, (locale, category) => t(locale, "complaint-category-name", { category })),
    kinds: name(PROMISE_KINDS, (locale, kind) => t(locale, "promise-name", { kind })),
  };
}

/** Sets what someone typed ("21:00-08:00", "+词 -词", "14"), noted in the audit; refused with what is wrong, and then nothing changes. */
export async function setSetting(deps: Deps, actorId: number, key: SettingKey, text: string): Promise<Typed> {
  const names = readNames(deps);
  return changeSetting<StoredSetting, Typed & { ok: false }>(deps.db, { key, actorId, now: deps.clock() }, (stored) => {
    const { value: before } = effective(key, stored);
    const typed = readTyped(key, text, { current: before, names });
    return typed.ok ? { ...typed, before } : typed;
  });
}

/** Goes back to what the code ships; twice is once. */
export const resetSetting = (deps: Deps, actorId: number, key: SettingKey): Promise<void> =>
  restoreSetting(deps.db, { key, actorId, now: deps.clock() });
