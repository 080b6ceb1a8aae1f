import type { MessageEntity } from "@grammyjs/types";
import { LOCALES } from "../../src/config.ts";
import type { Deps } from "../../src/deps.ts";
import { COLUMNS, isColumn, type Column } from "../../src/posts/rules.ts";

/** What is being written: a post of a column, or an announcement. */
export type Target = Column | "announcement";

export const isTarget = (value: unknown): value is Target => value === "announcement" || (typeof value === "string" && isColumn(value));
export const columnOf = (target: Target): Column | null => (target === "announcement" ? null : target);
export const targetOf = (column: Column | null): Target => column ?? "announcement";
export const nameOf = (t: (key: string) => string, target: Target): string =>
  t(target === "announcement" ? "post-announcement" : `column-${target}`);

const fold = (words: string): string => words.normalize("NFKC").toLowerCase();

/**
 * A column, by its key or its name in either language, at the beginning of what follows /post, and where the rest begins. The longest
 * name wins; it ends with the words, or at a space.
 */
export function readColumn(deps: Deps, words: string): { column: Column; end: number } | undefined {
  const names = COLUMNS.flatMap((column) =>
    [column, ...LOCALES.map((locale) => deps.t(locale, `column-${column}`))].map((name) => ({ column, name: fold(name) })),
  );
  const start = words.length - words.trimStart().length;
  const folded = fold(words.slice(start));
  const found = names
    .filter(({ name }) => folded.startsWith(name) && /^(\s|$)/.test(folded.slice(name.length)))
    .toSorted((a, b) => b.name.length - a.name.length)[0];
  return found && { column: found.column, end: start + found.name.length };
}

type Formatted = { text: string; entities: MessageEntity[] };

/** Cuts the beginning off a formatted text; what was formatted in it goes with it, what reaches beyond it stays formatted. */
function cutStart({ text, entities }: Formatted, length: number): Formatted {
  const rest = text.slice(length);
  const cut = length + (rest.length - rest.trimStart().length);
  const kept = rest.trim();
  return {
    text: kept,
    entities: entities.flatMap((entity) => {
      const from = Math.max(0, entity.offset - cut);
      const to = Math.min(kept.length, entity.offset + entity.length - cut);
      return to > from ? [{ ...entity, offset: from, length: to - from }] : [];
    }),
  };
}

const COMMAND = /^\/(?:post|announce)(?:@\w+)?\s*/i;

/** What stands behind "/post supply" or "/announce" in one and the same message; the text as it is when it begins with neither. */
export function withoutCommand(deps: Deps, content: Formatted): Formatted {
  const command = COMMAND.exec(content.text)?.[0];
  if (command === undefined) return content;
  const isPost = command.toLowerCase().startsWith("/post");
  const end = isPost ? (readColumn(deps, content.text.slice(command.length))?.end ?? 0) : 0;
  return cutStart(content, command.length + end);
}
