import { parseWithin, type Within } from "../calendar/durations.ts";
import { isCategory, PROMISE_KINDS, type Category, type PromiseKind } from "../complaints/rules.ts";

export const MAX_PROMISE_TIMES = 50;
const MAX_TIER_LENGTH = 40;

type Subject = { category: Category; tier: null } | { category: null; tier: string };
/** Within how long a promise is kept on cases of a category, or to shops of a tier. */
export type PromiseTime = Subject & { kind: PromiseKind; within: Within };
/** What categories and promises are called, in small letters and any language. */
export type PromiseWords = { categories: ReadonlyMap<string, Category>; kinds: ReadonlyMap<string, PromiseKind> };

const toSubject = (category: Category | undefined, tier: string): Subject =>
  category ? { category, tier: null } : { category: null, tier };

function tryWithin(text: string): Within | undefined {
  try {
    return parseWithin(text);
  } catch {
    return undefined;
  }
}

/** An entry as it is stored: "delivery desk_reply 15m", "金牌 door_visit 1d"; undefined when it is none. */
export function parsePromiseTime(stored: string): PromiseTime | undefined {
  const [, subject, kindWord, length] = /^(.+) (\S+) (\S+)$/.exec(stored) ?? [];
  const kind = PROMISE_KINDS.find((each) => each === kindWord);
  const within = tryWithin(length ?? "");
  return subject && kind && within ? { ...toSubject(isCategory(subject) ? subject : undefined, subject), kind, within } : undefined;
}

const LENGTH = /\s+(?:(\d+)\s*(?:h|hours?|小时)\s*)?(?:(\d+)\s*(?:m|min|minutes?|分钟?))?$/iu;
const DAYS = /\s+(\d+)\s*(?:d|days?|天|个?工作日)$/iu;

/** "15m", "1 小时 30 分钟" or "2 天" at the end of what someone typed, as it is stored; and what stands before it. */
function cutLength(text: string): { rest: string; length: string } | undefined {
  const days = DAYS.exec(text);
  if (days) return { rest: text.slice(0, days.index), length: `${Number(days[1])}d` };
  const parts = LENGTH.exec(text);
  if (!parts || (parts[1] === undefined && parts[2] === undefined)) return undefined;
  return { rest: text.slice(0, parts.index), length: `${Number(parts[1] ?? 0) * 60 + Number(parts[2] ?? 0)}m` };
}

/** "金牌 客服回复" as the words it is stored with. */
function readSubject(text: string, { categories, kinds }: PromiseWords): string | undefined {
  const plain = text.trim().replace(/\s+/g, " ");
  const name = [...kinds.keys()].find((each) => plain.toLowerCase().endsWith(each));
  const who = name === undefined ? "" : plain.slice(0, plain.length - name.length).trim();
  if (who === "" || who.length > MAX_TIER_LENGTH) return undefined;
  return `${categories.get(who.toLowerCase()) ?? who} ${kinds.get(name!)!}`;
}

type Problem = "bad_promise_time" | "unknown_promise_time" | "too_many_promise_times";
type Typed = { ok: true; value: readonly string[] } | { ok: false; reason: Problem; word?: string };

const keyOf = (stored: string): string => stored.slice(0, stored.lastIndexOf(" ")).toLowerCase();

function changeEntry(list: readonly string[], sign: string, typed: string, words: PromiseWords): Typed {
  const cut = cutLength(typed);
  const subject = readSubject(cut?.rest ?? typed, words);
  const place = subject === undefined ? -1 : list.findIndex((stored) => keyOf(stored) === subject.toLowerCase());
  if (sign === "-" && subject !== undefined)
    return place === -1 ? { ok: false, reason: "unknown_promise_time", word: typed } : { ok: true, value: list.toSpliced(place, 1) };
  if (!cut || subject === undefined || !tryWithin(cut.length)) return { ok: false, reason: "bad_promise_time", word: typed };
  const stored = `${subject} ${cut.length}`;
  return { ok: true, value: place === -1 ? [...list, stored] : list.with(place, stored) };
}

/** "+金牌 客服回复 15m、送货 上门服务 1d -钻石 回访": a sign holds until the next one, without one it is +; all or nothing. */
export function readPromiseTimes(text: string, current: readonly string[], words: PromiseWords): Typed {
  let list = current;
  let sign = "+";
  for (const part of text.split(/[,、;\n]+|\s+(?=[+-])/)) {
    const [, typedSign, typed] = /^\s*([+-]?)\s*(.*?)\s*$/su.exec(part)!;
    sign = typedSign || sign;
    if (!typed) continue;
    const changed = changeEntry(list, sign, typed, words);
    if (!changed.ok) return changed;
    list = changed.value;
  }
  return list.length > MAX_PROMISE_TIMES ? { ok: false, reason: "too_many_promise_times" } : { ok: true, value: list };
}
