import { readSources } from "./source.ts";

export type Text = { key: string; locale: string; path: string; line: number; value: string };
export type Texts = { texts: Text[]; junk: string[] };

const ENTRY = /^([a-zA-Z][\w-]*) *=(.*)$/;

/** Whether a brace is still to be closed: then a line may begin with it. */
const isOpen = (value: string): boolean => value.split("{").length > value.split("}").length;

/** The entries of one .ftl file as they are written. @fluent/bundle's own parser drops what it does not understand without a word. */
export function parseTexts(path: string, source: string): Texts {
  const locale = /\.(\w+)\.ftl$/.exec(path)![1]!;
  const texts: Text[] = [];
  const junk: string[] = [];
  for (const [index, line] of source.split("\n").entries()) {
    const entry = ENTRY.exec(line);
    if (entry) texts.push({ key: entry[1]!, locale, path, line: index + 1, value: entry[2]!.trim() });
    else if (/^\s*$|^#{1,3}( |$)/.test(line)) continue;
    else if (texts.length > 0 && (/^\s/.test(line) || isOpen(texts.at(-1)!.value))) texts.at(-1)!.value += `\n${line.trim()}`;
    else junk.push(`${path}:${index + 1}: ${line}`);
  }
  return { texts, junk };
}

export function readAllTexts(): Texts {
  const files = readSources(".ftl", "src").map(({ path, text }) => parseTexts(path, text));
  return { texts: files.flatMap(({ texts }) => texts), junk: files.flatMap(({ junk }) => junk) };
}

export const variablesOf = ({ value }: Text): string[] =>
  [...new Set([...value.matchAll(/\$([\w-]+)/g)].map(([, name]) => name!))].toSorted();

/** Stands where a value will be put in. */
export const FILLED = "\uFFFC";

/**
 * What people read of a value: the text with `{ $x }` filled in, and each variant of a selection in its place. Only braces of the
 * innermost level are replaced at a time, so variants may hold placeables of their own.
 */
export function readableOf(value: string): string {
  for (let text = value; ;) {
    const next = text.replace(/\{([^{}]*)\}/, (_all, inside: string) => {
      if (!inside.includes("->")) return FILLED;
      return inside
        .slice(inside.indexOf("->") + 2)
        .replace(/\s*\*?\[[^\]]*\]\s*/g, "\n")
        .trim();
    });
    if (next === text) return text;
    text = next;
  }
}

const HAN = "\\p{Script=Han}\\u3000-\\u303F\\uFF00-\\uFFEF\\u201C\\u201D";
/** A half-width mark at a Chinese character, with at most a space between; brackets with any. */
const HALF_WIDTH = new RegExp(`(?<=[${HAN}])[,:;?!]|[,:;?!](?= ?[${HAN}])|(?<=[${HAN}] *)[()]|[()](?= *[${HAN}])`, "u");

/** The lines of a Chinese text that hold an ASCII comma, colon, semicolon, question or exclamation mark or bracket where a full-width one belongs. */
export const findHalfWidth = (value: string): string[] =>
  readableOf(value)
    .split("\n")
    .filter((line) => HALF_WIDTH.test(line));
