import { describe, expect, test } from "vitest";
import { createTranslate } from "../../src/i18n.ts";
import { LOCALES } from "../../src/people/rules.ts";
import { findHalfWidth, parseTexts, readableOf, readAllTexts, variablesOf, FILLED, type Text } from "./fluent.ts";
import { lineOf, readArguments, readSources } from "./source.ts";

const { texts, junk } = readAllTexts();
const byLocale = new Map(
  LOCALES.map((locale) => [locale, new Map(texts.filter((text) => text.locale === locale).map((text) => [text.key, text]))]),
);
const KEYS = [...byLocale.get("zh")!.keys()];
const sources = readSources(".ts", "src", "commands", "db");

describe("the texts", () => {
  test("hold nothing that Fluent would drop without a word", () => {
    expect(junk).toEqual([]);
  });

  test("name each key once in each language", () => {
    const seen = new Set<string>();
    const twice = texts.filter(({ key, locale }) => seen.size === seen.add(`${locale} ${key}`).size);
    expect(twice.map(({ path, line, key }) => `${path}:${line}: ${key}`)).toEqual([]);
  });

  test("have the same keys in the same feature in every language", () => {
    const places = (locale: string) =>
      texts
        .filter((text) => text.locale === locale)
        .map(({ path, key }) => `${path.replace(/texts\.\w+\.ftl$/, "")}: ${key}`)
        .toSorted();
    expect(places("en")).toEqual(places("zh"));
  });

  test("have the same variables in every language", () => {
    const differing = KEYS.filter((key) => {
      const [zh, en] = [byLocale.get("zh")!.get(key), byLocale.get("en")!.get(key)];
      return zh && en && String(variablesOf(zh)) !== String(variablesOf(en));
    });
    expect(differing).toEqual([]);
  });

  test("are all understood by the library that prints them, and say something", () => {
    const t = createTranslate();
    const printed = texts.map(({ key, locale, ...text }) => {
      const variables = Object.fromEntries(variablesOf({ key, locale, ...text }).map((name) => [name, "7"]));
      return [`${locale} ${key}`, t(locale as "zh" | "en", key, variables)] as const;
    });
    // A separator may be empty in Chinese; it is written {""}.
    const isMeantEmpty = (name: string) => byLocale.get(name.slice(0, 2) as "zh")!.get(name.slice(3))!.value === '{""}';
    expect(
      printed.filter(([name, text]) => text.includes("{") || (text.trim() === "" && !isMeantEmpty(name) && !/comma|separator/.test(name))),
    ).toEqual([]);
  });
});

/** The keys that calls of t name in code: whole ones, and the constant beginnings of those that are put together. */
function findNamedKeys(text: string): { key: string; isBeginning: boolean; line: number }[] {
  return [...text.matchAll(/(?<![\w$])(?:\w+\.)?t(?=\()/g)].flatMap(({ index, 0: { length } }) => {
    const args = readArguments(text, index + length);
    const arg = args.find((each) => /["`]/.test(each) && !each.startsWith("{")) ?? "";
    if (!args.slice(0, 2).includes(arg)) return [];
    const chosen = arg.replace(/[!=]==\s*"[^"]*"/g, "").replace(/^[^?]*\?(?!\.)/, "");
    const line = lineOf(text, index);
    return [
      ...[...chosen.matchAll(/"([^"]*)"/g)].map(([, key]) => ({ key: key!, isBeginning: false, line })),
      ...[...chosen.matchAll(/`([^`$]*)(\$\{[^`]*)?`/g)].map(([, key, hole]) => ({ key: key!, isBeginning: hole !== undefined, line })),
    ];
  });
}

describe("code", () => {
  test.each(sources.map(({ path, text }) => ({ path, named: findNamedKeys(text) })).filter(({ named }) => named.length > 0))(
    "in $path names only keys that exist",
    ({ named }) => {
      const missing = named.filter(({ key, isBeginning }) =>
        isBeginning ? !KEYS.some((known) => known.startsWith(key)) : !KEYS.includes(key),
      );
      expect(missing).toEqual([]);
    },
  );

  test("finds the keys of a call", () => {
    const source =
      'ctx.t("a-b", { x: "no-key" }); t(locale, ok ? "c" : "d"); deps.t(loc, `menu-${x}`); ctx.t(r === "empty" ? "e" : "f"); format(at("z"));';
    expect(findNamedKeys(source).map(({ key, isBeginning }) => (isBeginning ? `${key}*` : key))).toEqual([
      "a-b",
      "c",
      "d",
      "menu-*",
      "e",
      "f",
    ]);
  });

  test("uses every key", () => {
    const code = sources.map(({ text }) => text).join("\n");
    const literals = new Set([...code.matchAll(/["`]([a-z][\w-]*)["`]/g)].map(([, literal]) => literal!));
    const beginnings = [...code.matchAll(/`([a-z][\w-]*-)\$\{/g)].map(([, beginning]) => beginning!);
    const unused = KEYS.filter((key) => !literals.has(key) && !beginnings.some((beginning) => key.startsWith(beginning)));
    expect(unused).toEqual([]);
  });
});

describe("Chinese texts", () => {
  test("use full-width punctuation", () => {
    const wrong = texts
      .filter(({ locale }) => locale === "zh")
      .flatMap(({ path, line, key, value }) => findHalfWidth(value).map((words) => `${path}:${line}: ${key}: ${words}`));
    expect(wrong).toEqual([]);
  });

  test.each([
    ["\u60A8\u597D, \u8BF7", true],
    ["\u53F7\u7801: {$number}", true],
    ["{ $shop },\u8BF7\u8BA2\u8D27", true],
    ["\u6587\u4EF6 (CSV)", true],
    ["(CSV) \u6587\u4EF6", true],
    ["\u597D\u5417?", true],
    ["\u8BF7\u4E8E { $n ->\n  [one] 1, \u5929\n *[other] 2 \u5929\u5185 }", true],
    ["\u60A8\u597D\uFF0C\u8BF7", false],
    ["17:00, 18:00 (UTC+8)", false],
    ["{ $a }: { $b }, { $c }", false],
    ["https://example.org/a?b=c \u7F51\u5740", false],
    ["\u547D\u4EE4 /staff, /group", false],
    ["\u56DE\u590D\u201C\u6295\u8BC9\u201D\u6216 C-1", false],
  ])("%s is recognised", (value, isWrong) => {
    expect(findHalfWidth(value).length > 0).toBe(isWrong);
  });
});

describe("reading Fluent", () => {
  const read = (source: string): { values: Pick<Text, "key" | "value">[]; junk: string[] } => {
    const parsed = parseTexts("src/x/texts.zh.ftl", source);
    return { values: parsed.texts.map(({ key, value }) => ({ key, value })), junk: parsed.junk };
  };

  test("keeps texts of several lines together and notices what is none", () => {
    expect(read("# note\na = 1\nb =\n    x\n    y { $z }\n\nbad line\nc=2")).toEqual({
      values: [
        { key: "a", value: "1" },
        { key: "b", value: "\nx\ny { $z }" },
        { key: "c", value: "2" },
      ],
      junk: ["src/x/texts.zh.ftl:7: bad line"],
    });
  });

  test("shows every variant of a selection", () => {
    expect(readableOf("a { $n ->\n [one] b { $x }\n *[other] c\n} d").replaceAll(/\s+/g, " ")).toBe(`a b ${FILLED} c d`);
  });
});
