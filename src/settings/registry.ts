import { z } from "zod";
import { HOLIDAY_RULES, type HolidayRule } from "../calendar/holiday-shifts.ts";
import { formatMaintenance, parseMaintenance, type MaintenanceBlock } from "../calendar/maintenance.ts";
import { parseDuration } from "../calendar/durations.ts";
import { formatQuietHours, parseQuietHours, type QuietHours } from "../calendar/quiet-hours.ts";
import { MAX_PROMISE_TIMES, type PromiseTime, type PromiseWords, parsePromiseTime, readPromiseTimes } from "./promise-times.ts";
import { CANNED_REPLIES, COMPLAINT_CAUSES, PRODUCT_WORDS, SALE_WORDS, SENSITIVE_WORDS } from "./defaults.ts";
import { MAX_REPLIES, MAX_REPLY_LENGTH, type ReplyProblem, readReplies } from "./replies.ts";

export const MAX_WORDS = 500;
export const MAX_WORD_LENGTH = 40;
/** Shorter would be told at every cutoff, longer at none. */
const MIN_SILENCE_MINUTES = 5;
const MAX_SILENCE_MINUTES = 12 * 60;

/** "22:00-08:00" or "off" in the table; hours or null to who reads it. */
const quietHours = z.string().transform((text, check): QuietHours | null => {
  const hours = text === "off" ? null : parseQuietHours(text);
  if (hours !== undefined) return hours;
  check.addIssue({ code: "custom", message: "not quiet hours" });
  return z.NEVER;
});
/** "Fri 18:00-Sat 12:00" or "off" in the table; blocks, none of them for "off", to who reads it. */
const maintenance = z.string().transform((text, check): readonly MaintenanceBlock[] => {
  const blocks = text === "off" ? [] : parseMaintenance(text);
  if (blocks !== undefined) return blocks;
  check.addIssue({ code: "custom", message: "not weekly times" });
  return z.NEVER;
});
/** "auto", "off" or a duration ("90m") in the table; "auto", null or milliseconds to who reads it. */
const silence = z.string().transform((text, check): "auto" | number | null => {
  if (text === "auto" || text === "off") return text === "auto" ? text : null;
  try {
    return parseDuration(text);
  } catch {
    check.addIssue({ code: "custom", message: "not a duration" });
    return z.NEVER;
  }
});
/** "delivery desk_reply 15m" in the table; what it means to who reads it. */
const promiseTimes = z
  .array(z.string())
  .max(MAX_PROMISE_TIMES)
  .transform((entries, check): readonly PromiseTime[] => {
    const times = entries.flatMap((entry) => parsePromiseTime(entry) ?? []);
    if (times.length === entries.length) return times;
    check.addIssue({ code: "custom", message: "not times of promises" });
    return z.NEVER;
  });
const words = z.array(z.string().min(1).max(MAX_WORD_LENGTH)).max(MAX_WORDS).readonly();
/** How few and how many days each setting of days takes. */
export const DAYS = { product_valid_days: { min: 1, max: 366 }, case_keep_days: { min: 30, max: 3_650 } } as const;
const days = ({ min, max }: { min: number; max: number }) => z.int().min(min).max(max);
const replies = z.array(z.string().min(1).max(MAX_REPLY_LENGTH)).max(MAX_REPLIES).readonly();

/** Every setting that a running office changes: how it is typed, its type, and what holds until someone says otherwise. */
export const SETTINGS = {
  quiet_hours: { kind: "hours", schema: quietHours, initial: "22:00-08:00" },
  sensitive_words: { kind: "words", schema: words, initial: SENSITIVE_WORDS },
  product_words: { kind: "words", schema: words, initial: PRODUCT_WORDS },
  sale_words: { kind: "words", schema: words, initial: SALE_WORDS },
  product_valid_days: { kind: "days", schema: days(DAYS.product_valid_days), initial: 30 },
  maintenance: { kind: "weekly_times", schema: maintenance, initial: "off" },
  holiday_rule: { kind: "holiday_rule", schema: z.enum(HOLIDAY_RULES), initial: "drop" },
  feed_silence: { kind: "silence", schema: silence, initial: "auto" },
  canned_replies: { kind: "replies", schema: replies, initial: CANNED_REPLIES },
  complaint_causes: { kind: "words", schema: words, initial: COMPLAINT_CAUSES },
  case_keep_days: { kind: "days", schema: days(DAYS.case_keep_days), initial: 365 },
  promise_times: { kind: "promise_times", schema: promiseTimes, initial: [] },
} as const;

export type SettingKey = keyof typeof SETTINGS;
/** What a reader gets: quiet hours or null for none, a list of words, a number of days, a silence in ms ("auto": learned, null: none). */
export type SettingValue<K extends SettingKey> = z.output<(typeof SETTINGS)[K]["schema"]>;
/** What the table holds. */
export type StoredSetting = string | number | readonly string[];

export const SETTING_KEYS = Object.keys(SETTINGS) as SettingKey[];

/** The key that someone typed, with a hyphen or in capitals too. */
export function findSettingKey(text: string): SettingKey | undefined {
  const plain = text.toLowerCase().replaceAll("-", "_");
  return SETTING_KEYS.find((key) => key === plain);
}

export type TypedProblem =
  | "bad_hours"
  | "bad_days"
  | "bad_maintenance"
  | "bad_holiday_rule"
  | "bad_silence"
  | "bad_promise_time"
  | "unknown_promise_time"
  | "too_many_promise_times"
  | "no_sign"
  | "word_too_short"
  | "word_too_long"
  | "too_many_words"
  | "unknown_word"
  | "unchanged"
  | ReplyProblem;
export type Typed = { ok: true; value: StoredSetting } | { ok: false; reason: TypedProblem; word?: string };

const OFF = /^(?:off|none|关|关闭|无)$/i;

function readHours(text: string): Typed {
  if (OFF.test(text)) return { ok: true, value: "off" };
  const hours = parseQuietHours(text);
  return hours ? { ok: true, value: formatQuietHours(hours) } : { ok: false, reason: "bad_hours" };
}

function readSilence(text: string): Typed {
  if (OFF.test(text)) return { ok: true, value: "off" };
  if (/^(?:auto|自动)$/i.test(text)) return { ok: true, value: "auto" };
  const parts = /^(?:(\d{1,2})\s*(?:h|小时))?\s*(?:(\d{1,4})\s*(?:m|min|分钟?))?$/i.exec(text);
  const minutes = Number(parts?.[1] ?? 0) * 60 + Number(parts?.[2] ?? 0);
  if (!parts || minutes < MIN_SILENCE_MINUTES || minutes > MAX_SILENCE_MINUTES) return { ok: false, reason: "bad_silence" };
  return { ok: true, value: `${minutes}m` };
}

function readDays(text: string, { key }: Reading): Typed {
  const count = /^(\d{1,4})\s*(?:天|days?|d)?$/i.exec(text)?.[1];
  const parsed = SETTINGS[key].schema.safeParse(Number(count));
  return parsed.success ? { ok: true, value: Number(count) } : { ok: false, reason: "bad_days" };
}

function readMaintenance(text: string): Typed {
  if (OFF.test(text)) return { ok: true, value: "off" };
  const blocks = parseMaintenance(text);
  return blocks ? { ok: true, value: formatMaintenance(blocks) } : { ok: false, reason: "bad_maintenance" };
}

/** What offices call the three rules. */
const RULE_WORDS: Readonly<Record<string, HolidayRule>> = { 取消: "drop", 不订货: "drop", 提前: "before", 顺延: "after", 延后: "after" };

function readHolidayRule(text: string): Typed {
  const value = HOLIDAY_RULES.find((rule) => rule === text.toLowerCase()) ?? RULE_WORDS[text];
  return value ? { ok: true, value } : { ok: false, reason: "bad_holiday_rule" };
}

/** The letters and digits of a word: what two spellings of it share. */
const coreOf = (word: string): string => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

function changeWord(list: readonly string[], sign: string, word: string): Typed {
  const core = coreOf(word);
  // One sign would stop nearly every post.
  if (Array.from(core).length < 2) return { ok: false, reason: "word_too_short", word };
  if (word.length > MAX_WORD_LENGTH) return { ok: false, reason: "word_too_long", word };
  const others = list.filter((known) => coreOf(known) !== core);
  if (sign === "-" && others.length === list.length) return { ok: false, reason: "unknown_word", word };
  return { ok: true, value: sign === "-" ? others : others.length === list.length ? [...list, word] : list };
}

/** "+赠送、抽奖 -free gift": a sign holds until the next one; words are parted by it, by commas or by a new line. */
function readWords(text: string, current: readonly string[]): Typed {
  if (!/^[+-]/.test(text)) return { ok: false, reason: "no_sign" };
  let list = current;
  for (const [, sign, group] of text.matchAll(/(?:^|(?<=[\s,、\p{Script=Han}]))([+-])\s*((?:(?!(?<=[\s,、\p{Script=Han}])[+-]).)+)/gsu)) {
    for (const word of group!.split(/[,、\n]+/).map((each) => each.trim().replace(/\s+/g, " "))) {
      if (word === "") continue;
      const changed = changeWord(list, sign!, word);
      if (!changed.ok) return changed;
      list = changed.value as readonly string[];
    }
  }
  if (list.length > MAX_WORDS) return { ok: false, reason: "too_many_words" };
  return { ok: true, value: list };
}

type Reading = { key: SettingKey; current: StoredSetting; names: PromiseWords };
const READERS: Readonly<Record<(typeof SETTINGS)[SettingKey]["kind"], (text: string, reading: Reading) => Typed>> = {
  hours: readHours,
  days: readDays,
  weekly_times: readMaintenance,
  holiday_rule: readHolidayRule,
  silence: readSilence,
  replies: (text, { current }) => readReplies(text, current as readonly string[]),
  words: (text, { current }) => readWords(text, current as readonly string[]),
  promise_times: (text, { current, names }) =>
    OFF.test(text) ? { ok: true, value: [] } : readPromiseTimes(text, current as readonly string[], names),
};

/** What someone typed after the key, as it is stored; `current` is what is stored now. Refused with what is wrong, all or nothing. */
export function readTyped(key: SettingKey, text: string, { current, names }: Omit<Reading, "key">): Typed {
  const { kind } = SETTINGS[key];
  // A reply goes to the shop as it was typed, full-width signs and all.
  const typed = READERS[kind](kind === "replies" ? text.trim() : text.normalize("NFKC").trim(), { key, current, names });
  return typed.ok && JSON.stringify(typed.value) === JSON.stringify(current) ? { ok: false, reason: "unchanged" } : typed;
}
