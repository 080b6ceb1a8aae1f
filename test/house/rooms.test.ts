import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { listFiles, readSources, type SourceFile } from "./source.ts";

/** `src/<feature>/<room>` of a file that lies in a room within a feature. */
const roomOf = (path: string): string | undefined => /^src\/[^/]+\/[^/]+(?=\/)/.exec(path)?.[0];

/** By room: which others its files import from. */
function readArrows(sources: SourceFile[]): Map<string, Set<string>> {
  const arrows = new Map<string, Set<string>>();
  for (const { path, text } of sources) {
    const from = roomOf(path);
    const targets = [...text.matchAll(/\bfrom "(\.[^"]+)"/g)].map(([, target]) => roomOf(join(dirname(path), target!)));
    for (const to of targets) if (from && to && from !== to) arrows.set(from, (arrows.get(from) ?? new Set()).add(to));
  }
  return arrows;
}

/** The rooms from which a walk along the arrows leads back to where it began. */
function findCircles(sources: SourceFile[]): string[] {
  const arrows = readArrows(sources);
  const reach = (room: string, seen = new Set<string>()): Set<string> => {
    for (const next of arrows.get(room) ?? []) if (!seen.has(next)) reach(next, seen.add(next));
    return seen;
  };
  return [...arrows.keys()].filter((room) => reach(room).has(room)).toSorted();
}

describe("rooms within a feature", () => {
  test("import each other in one direction only", () => {
    expect(findCircles(readSources(".ts", "src").filter(({ path }) => !path.startsWith("src/sandbox/")))).toEqual([]);
  });

  test("that import each other are found, through a third as well", () => {
    const file = (path: string, target: string): SourceFile => ({ path, text: `import { x } from "${target}";\n` });
    const sources = [
      file("src/a/door/x.ts", "../desk/y.ts"),
      file("src/a/desk/y.ts", "../card/z.ts"),
      file("src/a/card/v.ts", "../door/w.ts"),
      file("src/a/mine/v.ts", "../card/z.ts"),
      file("src/a/service.ts", "./door/x.ts"),
    ];
    expect(findCircles(sources)).toEqual(["src/a/card", "src/a/desk", "src/a/door"]);
  });

  // The lint rules tell a neighbour from another feature by how many steps up an import goes.
  test("hold no rooms of their own", () => {
    const deeper = listFiles("src").filter((path) => path.split("/").length > 4 && !path.startsWith("src/sandbox/"));
    expect(deeper).toEqual([]);
  });
});
