import { formatClock, MINUTE_MS } from "./local-time.ts";
import { namedDays, TWO_MEANINGS } from "./phrase-days.ts";

/** The hours (0 to 23) that a part of the day can name: 晚上8点 is 20:00, while 晚上12点 names no hour that two people agree on. */
const PARTS_OF_DAY: Record<string, readonly [from: number, to: number]> = {
  凌晨: [0, 5],
  清晨: [4, 9],
  清早: [4, 9],
  早晨: [4, 11],
  早上: [4, 11],
  上午: [5, 12],
  中午: [11, 14],
  正午: [12, 12],
  下午: [12, 19],
  傍晚: [16, 20],
  晚上: [17, 23],
  夜里: [20, 23],
  深夜: [22, 23],
  tonight: [17, 23],
};

const TRADITIONAL: Record<string, string> = {
  點: "点",
  時: "时",
  後: "后",
  週: "周",
  號: "号",
  兩: "两",
  個: "个",
  鐘: "钟",
  禮: "礼",
  過: "过",
};
const DIGITS: Record<string, number> = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };

function chineseNumber(words: string): string {
  if (!words.includes("十")) return words.replace(/./gu, (word) => String(DIGITS[word]));
  const [tens = "", ones = ""] = words.split("十");
  return String((DIGITS[tens] ?? 1) * 10 + (DIGITS[ones] ?? 0));
}

/** Half-width, lower case, simplified, Arabic digits (but for weekdays, as chrono wants them), without what only decorates. */
function plainWords(text: string): string {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .replaceAll(TWO_MEANINGS, "")
      .replace(/[點時後週號兩個鐘禮過]/g, (sign) => TRADITIONAL[sign]!)
      .replace(/[\s,，、()]+/g, " ")
      .replace(/[。.!?;\s]+$/, "")
      .replace(/(?:发送|发布|发出|发|吧)+$/, "")
      .replace(/(周|星期|礼拜)([1-7])(?![\d:点时])/g, (_, _word: string, day: string) => `周${"一二三四五六日"[Number(day) - 1]}`)
      .replace(/(?:周|星期|礼拜)([一二三四五六日天])/g, "周$1 ")
      // As dates.ts writes it, 11月23日(周一): chrono wants the weekday first.
      .replace(/(\S*月\S+[日号]) (周[一二三四五六日天])/g, "$2 $1")
      .replace(/(?<!周)[零〇一二两三四五六七八九十]+/g, chineseNumber)
      .trim()
  );
}

/** "in 90 minutes" for 一个半小时后, 过2小时, "2 hours from now"; anything else stays. */
function elapsing(text: string): string {
  const chinese = /^(再?过)?\s*(?:([\d.]+|半)\s*个?(半)?(?:小时|钟头)(半)?)?\s*(?:([\d.]+)\s*(分钟?|刻钟?))?(以后|之后|过后|后)?$/.exec(
    text,
  );
  if (chinese && (chinese[1] ?? chinese[7]) !== undefined) {
    const [, , hours = "0", half, halfAfter, minutes = "0", unit = ""] = chinese;
    const whole = hours === "半" ? 0.5 : Number(hours);
    return `in ${(whole + ((half ?? halfAfter) ? 0.5 : 0)) * 60 + Number(minutes) * (unit.startsWith("刻") ? 15 : 1)} minutes`;
  }
  const english =
    /^(?:in )?((?:(?:\d[\d.]*|an?|half an?) ?(?:hours?|hrs?|h|minutes?|mins?|m)\b ?(?:and a half|and)? ?)+?)(?: ?later| ?from now)?$/.exec(
      text,
    );
  return english ? `in ${english[1]!.trim().replace(/^an hour and a half$/, "90 minutes")}` : text;
}

function hourOf(part: string | undefined, hour: string): number | undefined {
  const plain = Number(hour);
  const range = part === undefined ? undefined : PARTS_OF_DAY[part];
  // Without a part of the day, 3点 is as likely to be meant as 15:00; offices write 9点 for the morning.
  if (!range) return plain < 24 && (hour.startsWith("0") || plain === 0 || plain > 6) ? plain : undefined;
  const meant = [plain, plain + 12, plain - 12].filter((candidate) => candidate >= range[0] && candidate <= range[1]);
  return meant.length === 1 ? meant[0] : undefined;
}

function clockWords(all: string, part: string | undefined, hour: string, spoken: string | undefined, colon: string | undefined): string {
  if (Number(hour) > 24) return all;
  const minutes =
    spoken === "半" ? 30 : spoken?.endsWith("刻") ? Number(spoken[0]) * 15 : Number((colon ?? spoken ?? "0").replace(/\D/g, ""));
  const hours = hourOf(part, hour);
  return hours === undefined || minutes > 59 ? TWO_MEANINGS : ` ${formatClock((hours * 60 + minutes) * MINUTE_MS)} `;
}

function halfDays(_: string, hour: string, minute: string | undefined, half: string): string {
  return formatClock((((Number(hour) % 12) + (half === "p" ? 12 : 0)) * 60 + Number(minute ?? 0)) * MINUTE_MS);
}

/** Every time of day as "HH:MM", which chrono takes for one of 24 hours. */
function clocks(text: string): string {
  const parts = Object.keys(PARTS_OF_DAY).join("|");
  return text
    .replace(/([今明后])(早|晚)上?/g, "$1天$2上")
    .replace(/(?<!傍)(?:晚上|晚)(?=\s*\d)/g, "晚上")
    .replace(/(?:中午|正午)(?!\s*\d)/g, "12:00")
    .replace(/\b(?:this evening|tonight)(?: at)? (?=\d{1,2}(?::\d\d)? ?[ap]\.?m)/g, "today ")
    .replace(/\b(?:this evening|tonight)(?: at)? (\d{1,2})$/g, "tonight $1:00")
    .replace(/\b(?:this evening|tonight)(?: at)? (?=\d{1,2}:)/g, "today tonight")
    .replace(/(\d{1,2}) ?o'?clock/g, "at $1")
    .replace(/\b(today|tomorrow|(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?) (\d{1,2})$/, "$1 at $2")
    .replace(/(?<![\d.:/-])(\d{1,2})\.([0-5]\d)(?= ?[ap]m|$)/g, "$1:$2")
    .replace(/(?<![\d:])(1[0-2]|0?[1-9])(?::([0-5]\d))? ?([ap])\.?m\b\.?/g, halfDays)
    .replace(
      new RegExp(`(${parts})?\\s*(?<![\\d:.])(\\d{1,2})(?:\\s*[点时]钟?\\s*(半|[123]刻|\\d{1,2}分?)?[整正]?|:(\\d\\d)分?(?![\\d:]))`, "g"),
      clockWords,
    )
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * The phrase as chrono reads it without error: its Chinese knows no 三刻, 傍晚 or 30号, counts weeks from Sunday and takes 晚上12点 for noon.
 * Holds TWO_MEANINGS where a word could be taken in two ways. `today` is a count of days since 1970-01-01.
 */
export function rewritePhrase(text: string, today: number, monthFirst: boolean): string {
  const plain = plainWords(text);
  const duration = elapsing(plain);
  return duration === plain ? clocks(namedDays(plain, today, monthFirst)) : duration;
}
