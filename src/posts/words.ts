/** What the law asks for is no health claim. */
const WARNINGS = [
  "吸烟有害健康",
  "戒烟可减少对健康的危害",
  "尽早戒烟有益健康",
  "尽早戒烟",
  "smoking is harmful to health",
  "smoking is harmful to your health",
  "smoking seriously harms health",
  "smoking damages your health",
];

/** Traditional forms of the signs in the lists that ship; a whole conversion would be a dictionary. */
const TRADITIONAL = "贈獎轉賬帳煙減買單訂禮費碼價錢藥療無級專種類號點飲輕國給與樣領換購";
const SIMPLIFIED = "赠奖转账账烟减买单订礼费码价钱药疗无级专种类号点饮轻国给与样领换购";
const SIMPLER = new Map(Array.from(TRADITIONAL, (sign, at) => [sign, SIMPLIFIED.charAt(at)]));

const fold = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\p{Script=Han}/gu, (sign) => SIMPLER.get(sign) ?? sign);

/** Part one sentence or one item from the next: 买赠,送货上门 holds no 赠送. */
const BREAKS = /[,;:!?。、…\n]/;
/** So many spaces, hyphens, dots, emoji or invisible signs put between two signs of a word do not hide it. */
const LONGEST_GAP = 3;
/** Chinese runs on without spaces: only Latin letters and digits go on a Latin word. */
const LATIN = /[\p{Script=Latin}\p{N}]/u;

/** A text without what is put between its letters and digits; `gaps` holds how much stood before each of its signs. */
type Bare = { signs: string; gaps: number[] };

function strip(text: string): Bare {
  const gaps: number[] = [];
  let signs = "";
  let gap = 0;
  for (const [sign] of fold(text).matchAll(/./gsu)) {
    if (/[\p{L}\p{N}]/u.test(sign)) {
      signs += sign;
      gaps.push(gap, ...Array.from({ length: sign.length - 1 }, () => 0));
      gap = 0;
    } else gap += BREAKS.test(sign) ? LONGEST_GAP + 1 : 1;
  }
  return { signs, gaps };
}

/** Where a Latin word may end: at a gap, or where something else than Latin begins; an English plural is the word too. */
function endsWell({ signs, gaps }: Bare, end: number): boolean {
  const isOver = (at: number) => at >= signs.length || gaps[at]! > 0 || !LATIN.test(signs.charAt(at));
  if (isOver(end) || !LATIN.test(signs.charAt(end - 1))) return true;
  const plural = /^e?s/.exec(signs.slice(end, end + 2))?.[0] ?? "";
  return plural !== "" && gaps.slice(end, end + plural.length).every((gap) => gap === 0) && isOver(end + plural.length);
}

const beginsWell = ({ signs, gaps }: Bare, at: number): boolean =>
  at === 0 || gaps[at]! > 0 || !LATIN.test(signs.charAt(at)) || !LATIN.test(signs.charAt(at - 1));

/** Where a stripped word stands in a stripped text, each as its beginning. */
function findPlaces(text: Bare, word: string): number[] {
  const places: number[] = [];
  for (let at = text.signs.indexOf(word); word !== "" && at >= 0; at = text.signs.indexOf(word, at + 1)) {
    const isWhole = text.gaps.slice(at + 1, at + word.length).every((gap) => gap <= LONGEST_GAP);
    if (isWhole && beginsWell(text, at) && endsWell(text, at + word.length)) places.push(at);
  }
  return places;
}

/**
 * Those of `words` that the text holds, as they are listed, each once. Case, width, traditional forms and signs put between (赠 送, 赠-送,
 * g.i.f.t) do not hide a word; an English one must stand alone ("prize" is not in "surprise") and may be a plural. The health warnings
 * that the law asks for do not count.
 */
export function findWords(text: string, words: readonly string[]): string[] {
  const bare = strip(text);
  const warned = WARNINGS.map((warning) => strip(warning).signs).flatMap((warning) =>
    findPlaces(bare, warning).map((from) => ({ from, to: from + warning.length })),
  );
  const isFound = (word: string) =>
    findPlaces(bare, word).some((at) => !warned.some(({ from, to }) => at >= from && at + word.length <= to));
  return [...new Set(words)].filter((word) => isFound(strip(word).signs));
}
