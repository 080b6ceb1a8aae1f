import { describe, expect, test } from "vitest";
import { lineOf, listFiles, readArguments, readChain, readSources, skipBrackets } from "./source.ts";

const BUILDER = /\b(?:db|tx)(?=\s*\.\s*(?:select|selectDistinct|insert|update|delete)\s*\()/g;
/** A function that makes a query for its callers to finish: `const selectShops = (tx) => tx.select()...`. */
const MAKER = /\b(\w+) = \([^)]*\) =>\s*$/;

/** Whether the statement that is kept at `index`, `const find = tx.select()...`, is run by its name, or is a part of another query. */
function isRunByName(text: string, index: number, names: string[]): boolean {
  const name = /const (\w+) =\s*$/.exec(text.slice(0, index))?.[1];
  if (name === undefined) return false;
  const use = names.includes("prepare")
    ? `\\b${name}\\.(run|all|get)\\(`
    : `\\b(in|notIn)Array\\([^()]*, ${name}\\)|\\b(e|notE)xists\\(${name}\\)`;
  return new RegExp(use).test(text);
}

function isRun(text: string, index: number, end: number): boolean {
  const names = readChain(text, end);
  // A query inside another one (`as`) is run with it.
  return names.some((name) => ["run", "all", "get", "as"].includes(name)) || isRunByName(text, index, names);
}

const findUnrun = (text: string): number[] =>
  [...text.matchAll(BUILDER)].filter((made) => !isRun(text, made.index, made.index + made[0].length)).map(({ index }) => index);

const findMakers = (text: string): string[] => findUnrun(text).flatMap((index) => MAKER.exec(text.slice(0, index))?.[1] ?? []);

/** The lines where a query is made and not run: without .run(), .all() or .get() nothing is written and nobody says so. */
function findUnrunBuilders(text: string, makers: string[] = findMakers(text)): number[] {
  const unrun = findUnrun(text).filter((index) => !MAKER.test(text.slice(0, index)));
  const calls = makers.flatMap((maker) => [...text.matchAll(new RegExp(`\\b${maker}(?=\\()`, "g"))]);
  const unfinished = calls.filter((call) => !isRun(text, call.index, skipBrackets(text, call.index + call[0].length)));
  return [...unrun, ...unfinished.map(({ index }) => index)].map((index) => lineOf(text, index)).toSorted((a, b) => a - b);
}

describe("query builders", () => {
  const sources = readSources(".ts", "db");
  const makers = sources.flatMap(({ text }) => findMakers(text));
  test.each(sources)("of $path are all run", ({ text }) => {
    expect(findUnrunBuilders(text, makers)).toEqual([]);
  });

  test.each([
    ["db.insert(people).values({ id: 1 });", [1]],
    ["await tx.update(people).set({ name: '.run()' })\n  .where(eq(a, b));", [1]],
    ["const a = 1;\n  db\n    .delete(people)\n    // .run()\n    .where(f(`${x.run()}`));", [2]],
    ["db.insert(people).values({ a: `)` }).onConflictDoNothing({ target: a }).run().changes;", []],
    ["const rows = tx.select({ n: count() }).from(a).where(b).all();", []],
    ["return db\n  .select()\n  .from(a)\n  .get();", []],
    ["const sub = db.select().from(a).as('sub');", []],
    ["const find = tx.select().from(a).prepare();\nfind.get({});", []],
    ["const find = tx.select().from(a).prepare();", [1]],
    ["const open = db.select().from(a);\ndb.delete(b).where(inArray(b.id, open)).run();", []],
    ["const open = db.select().from(a);\nreturn open;", [1]],
    ["const selectShops = (tx: Db | Tx) =>\n  tx.select().from(a);\nselectShops(db).where(b).get();", []],
    ["const selectShops = (tx: Db | Tx) =>\n  tx.select().from(a);\nawait selectShops(db).where(b);", [3]],
  ])("that are not run are found: %j", (source, lines) => {
    expect(findUnrunBuilders(source)).toEqual(lines);
  });
});

/** Where the time is read from the machine instead of from deps.clock(). Date.now() and luxon's are lint's. */
const findClockReads = (text: string): number[] =>
  [...text.matchAll(/\bnew Date\(\s*\)|(?<!new )\bDate\(\s*\)/g)].map(({ index }) => lineOf(text, index));

describe("the machine's clock", () => {
  const isAllowed = (path: string) => path.startsWith("src/sandbox/") || ["src/main.ts", "src/app.ts"].includes(path);
  test.each(readSources(".ts", "src", "db", "commands").filter(({ path }) => !isAllowed(path)))("is not read in $path", ({ text }) => {
    expect(findClockReads(text)).toEqual([]);
  });

  test("is noticed when it is read", () => {
    expect(findClockReads("const a = new Date(0);\nconst b = new Date( );\nconst c = Date();")).toEqual([2, 3]);
  });
});

test("files are named in kebab-case", () => {
  const names = listFiles("src", "db", "commands", "test", "scripts").filter((path) => !/^[a-z\d/]+([-.][a-z\d/]+)*$/.test(path));
  expect(names).toEqual([]);
});

test("no file or folder is a place for everything", () => {
  const paths = listFiles("src", "db", "commands", "test", "scripts");
  expect(paths.filter((path) => /(^|\/)(utils?|helpers?|common|misc|types)(\.|\/|$)/.test(path))).toEqual([]);
});

test("every feature is found under one word in commands, db, src and test", () => {
  const has = (folder: string, feature: string) => listFiles(folder).some((path) => path.startsWith(`${folder}/${feature}`));
  const missing = ["complaints", "orders", "posts", "groups", "staff", "retailers"].flatMap((feature) =>
    ["commands", "db", "src", "test"].filter((folder) => !has(folder, feature)).map((folder) => `${folder}/${feature}`),
  );
  expect(missing).toEqual([]);
});

describe("reading source", () => {
  test("sees through strings, templates, comments and regular expressions", () => {
    const text = 'f(a, ")", `${g(")", [1, 2])},`, /[)]\\)/, /* ) */ { x: 1, y: 2 }, h(1, 2)) + 1';
    expect(readArguments(text, 1)).toEqual(["a", '")"', '`${g(")", [1, 2])},`', "/[)]\\)/", "/* ) */ { x: 1, y: 2 }", "h(1, 2)"]);
  });
});
