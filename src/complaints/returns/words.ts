import type { ComplaintEvent } from "../../../db/complaints/facts.ts";
import type { Locale } from "../../config.ts";
import type { Deps } from "../../deps.ts";
import type { Said } from "./rules.ts";
import { excerpt, isSatisfaction, type PromiseKind } from "../rules.ts";

type Reader = { deps: Deps; locale: Locale };

/** What an entry lies with, in words: one of the promises, or the matter itself. */
export const nameBlamed = ({ deps, locale }: Reader, promise: PromiseKind | null): string =>
  promise === null ? deps.t(locale, "return-matter") : deps.t(locale, "promise-name", { kind: promise });

/** "Door visit: the driver was late", of an entry about one promise. */
export function describeEntry(reader: Reader, { kind, promise, text, messageId }: ComplaintEvent, max: number): string {
  if (kind === "said" && messageId === null && promise === null && text !== null && isSatisfaction(text))
    return reader.deps.t(reader.locale, "complaint-satisfaction-name", { satisfaction: text });
  const name = nameBlamed(reader, promise);
  return text ? reader.deps.t(reader.locale, "return-entry", { name, text: excerpt(text, max) }) : name;
}

/** What the shop itself said, in lines for whoever makes the return visit. */
export function saidLines(reader: Reader, said: Said | undefined, max: number): string[] {
  if (!said) return [];
  const { deps, locale } = reader;
  const satisfaction = deps.t(locale, "complaint-satisfaction-name", { satisfaction: said.satisfaction });
  const blamed = said.promise === undefined ? "" : nameBlamed(reader, said.promise);
  return [
    deps.t(locale, "return-said-line", { satisfaction, blamed, named: said.promise === undefined ? "no" : "yes" }),
    ...(said.words ? [deps.t(locale, "complaint-card-quote", { text: excerpt(said.words, max) })] : []),
  ];
}
