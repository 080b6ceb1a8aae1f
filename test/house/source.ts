import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export type SourceFile = { path: string; text: string };

/** Every file under the folders, by its path from the root; what is generated is left out. */
export function listFiles(...folders: string[]): string[] {
  return folders
    .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length))
    .filter((path) => !/^db\/migrations\/|(^|\/)node_modules\//.test(path))
    .toSorted();
}

export const readSources = (ending: string, ...folders: string[]): SourceFile[] =>
  listFiles(...folders)
    .filter((path) => path.endsWith(ending))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));

const CLOSING: Record<string, string> = { "(": ")", "[": "]", "{": "}" };

/** Where the string, template, comment or regular expression that begins at `at` ends; `at` itself when none does. */
function skipLiteral(text: string, at: number): number {
  const two = text.slice(at, at + 2);
  if (two === "//") return text.indexOf("\n", at);
  if (two === "/*") return text.indexOf("*/", at) + 2;
  const quote = text[at]!;
  // A slash divides after a value and begins a regular expression after anything else.
  const isRegExp = quote === "/" && !/[\w)\]]\s*$/.test(text.slice(Math.max(0, at - 40), at));
  if (!"\"'`".includes(quote) && !isRegExp) return at;
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === "\\") end++;
    else if (quote === "`" && text.startsWith("${", end)) end = skipBrackets(text, end + 1) - 1;
    else if (isRegExp && text[end] === "[") end = text.indexOf("]", end);
    else if (text[end] === quote) return end + 1;
  }
  throw new Error(`a literal does not end: ${text.slice(at, at + 60)}`);
}

/** Where the bracket that opens at `at` is closed, just behind it. */
export function skipBrackets(text: string, at: number): number {
  const closing = CLOSING[text[at]!];
  let end = at + 1;
  while (end < text.length) {
    if (text[end] === closing) return end + 1;
    const past = CLOSING[text[end]!] ? skipBrackets(text, end) : skipLiteral(text, end);
    end = past > end ? past : end + 1;
  }
  throw new Error(`a bracket does not close: ${text.slice(at, at + 60)}`);
}

/** The arguments of the call whose bracket opens at `at`. */
export function readArguments(text: string, at: number): string[] {
  const end = skipBrackets(text, at) - 1;
  const args: string[] = [];
  let start = at + 1;
  let here = start;
  while (here < end) {
    if (text[here] === ",") {
      args.push(text.slice(start, here).trim());
      start = here + 1;
    }
    const past = CLOSING[text[here]!] ? skipBrackets(text, here) : skipLiteral(text, here);
    here = past > here ? past : here + 1;
  }
  return [...args, text.slice(start, end).trim()].filter(Boolean);
}

/** The names of a chain of calls, `.values().onConflictDoNothing().run().changes`, that begins at `at`. */
export function readChain(text: string, at: number): string[] {
  const names: string[] = [];
  for (let here = at; ;) {
    const link = /^(?:\s|\/\/[^\n]*\n)*[?!]?\.\s*(\w+)(?:<[^()]*?>)?\s*/.exec(text.slice(here, here + 400));
    if (!link) return names;
    names.push(link[1]!);
    here += link[0].length;
    if (text[here] === "(") here = skipBrackets(text, here);
  }
}

export const lineOf = (text: string, at: number): number => text.slice(0, at).split("\n").length;
