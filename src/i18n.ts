import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { I18n, type TranslationVariables } from "@grammyjs/i18n";
import { LOCALES, type Locale } from "./config.ts";

export type Variables = TranslationVariables;
/** Every text a person reads comes from here; ids go in as strings, or Fluent groups their digits. */
export type Translate = (locale: Locale, key: string, variables?: Variables) => string;

const SRC_DIR = fileURLToPath(new URL(".", import.meta.url));

/** All texts.<locale>.ftl of src/, concatenated: a second loadLocale of the same locale would be unreachable. */
export function readTexts(locale: Locale): string {
  return readdirSync(SRC_DIR, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(`texts.${locale}.ftl`))
    .toSorted()
    .map((file) => readFileSync(`${SRC_DIR}/${file}`, "utf8"))
    .join("\n");
}

/** Loads both languages; a key or a variable that does not exist is a fault and throws. */
export function createTranslate(): Translate {
  // Without this, a key that one language lacks is printed in the other, and one that both lack as the key in braces.
  const warningHandler = ({ path, locales }: { path: string; locales: string | string[] }): never => {
    throw new Error(`no text "${path}" in ${String(locales)}`);
  };
  const i18n = new I18n({ defaultLocale: "zh", fluentOptions: { warningHandler }, fluentBundleOptions: { useIsolating: false } });
  for (const locale of LOCALES) i18n.loadLocaleSync(locale, { source: readTexts(locale) });
  return (locale, key, variables) => i18n.t(locale, key, variables);
}

/** A person's language: the own choice, else the Telegram client's (anything but Chinese reads English), else the company's. */
export function chooseLocale(own: Locale | null, clientLanguage: string | null, fallback: Locale): Locale {
  if (own) return own;
  if (!clientLanguage) return fallback;
  return clientLanguage.startsWith("zh") ? "zh" : "en";
}
