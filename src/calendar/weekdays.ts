const NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const CHINESE = ["一", "二", "三", "四", "五", "六", "日"];

function weekdayNumber(word: string): number | undefined {
  const plain = word.toLowerCase();
  if (/^[1-7]$/.test(plain)) return Number(plain);
  const english = NAMES.findIndex((name) => plain.length >= 3 && name.toLowerCase().startsWith(plain));
  if (english >= 0) return english + 1;
  const chinese = CHINESE.indexOf(plain.replace(/^(?:周|星期|礼拜)/, "").replace("天", "日"));
  return chinese >= 0 ? chinese + 1 : undefined;
}

function expand(part: string): number[] | undefined {
  const words = part.split("-").map(weekdayNumber);
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined || words.length > 2) return undefined;
  // "Sat-Mon" runs over the end of the week.
  const length = ((last - first + 7) % 7) + 1;
  return Array.from({ length }, (_, step) => ((first - 1 + step) % 7) + 1);
}

/**
 * Weekday numbers (1 = Monday to 7 = Sunday), sorted and each once, of "Mon;Thu", "Mon-Fri", "1,4" or "周一、周四";
 * undefined when empty or when any word is no weekday.
 */
export function parseWeekdays(text: string): number[] | undefined {
  const plain = text
    .normalize("NFKC")
    .replace(/\s*[-–~至到]\s*/g, "-")
    .trim();
  const parts = plain.split(/[;,、/|\s]+/).filter(Boolean);
  const days = parts.map(expand);
  if (days.length === 0 || days.some((day) => day === undefined)) return undefined;
  return [...new Set(days.flatMap((day) => day ?? []))].sort((a, b) => a - b);
}

/** "Mon;Thu" of weekday numbers (1 = Monday to 7 = Sunday): what parseWeekdays reads back. */
export function formatWeekdays(weekdays: readonly number[]): string {
  return [...weekdays]
    .sort((a, b) => a - b)
    .map((day) => NAMES[day - 1]?.slice(0, 3) ?? "")
    .join(";");
}
