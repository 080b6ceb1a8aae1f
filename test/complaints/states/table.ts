import { beforeAll, expect, test } from "vitest";
import { ACT_NAMES, actOf, type ActName } from "./acts.ts";
import { attempt } from "./run.ts";
import { CAST, standingOf, startStates, type Cast, type Saved, type States } from "./world.ts";
import { WAYS, type StateName } from "./ways.ts";

/**
 * One state of a case. `stands`: how it and its promises stand; `does`: what is written into its timeline → what stands otherwise afterwards
 * ("nothing": said before, and allowed); `refuses`: the reason, and what is refused for it. `like`: as in that state but for what is said here.
 */
export type Row = {
  like?: StateName;
  stands: string;
  does: Partial<Record<ActName, string>>;
  refuses: Record<string, ActName[]>;
  cast?: Cast;
};
export type Rows = Partial<Record<StateName, Row>>;

const flat = ({ does, refuses }: Row): Record<string, string> => ({
  ...does,
  ...Object.fromEntries(Object.entries(refuses).flatMap(([reason, names]) => names.map((name) => [name, `✗ ${reason}`]))),
});

function expand(rows: Rows, name: StateName): Record<string, string> {
  const row = rows[name]!;
  return { ...(row.like ? expand(rows, row.like) : {}), ...flat(row) };
}

const ORDER = ["case", "round", "category", "restriction", "satisfaction", "desk", "door", "return"];
/** "open 2 delivery: desk kept by clerk; door open by manager; return none". */
function summarise(w: States): string {
  const shown = standingOf(w);
  const head = ORDER.slice(0, 5).flatMap((key) => (shown[key] === null ? [] : [shown[key]]));
  return `${head.join(" ")}: ${ORDER.slice(5)
    .map((key) => `${key} ${shown[key]}`)
    .join("; ")}`;
}

async function tryOut(w: States, name: ActName, saved: Saved, cast: Cast): Promise<string> {
  const { by } = actOf(name);
  const { refused, late, change, isUntouched } = await attempt(w, name, saved, cast[by] ?? CAST[by]);
  if (refused === undefined) return change;
  // Whoever is past the first step when it happens is told the same at the last one.
  const reason = late === refused ? refused : `${refused}, at the last step ${late ?? "nothing"}`;
  return `✗ ${reason}${isUntouched ? "" : ", and something changed"}`;
}

/** Tries everything in every state of the table; the one entitled to it does it. */
export function testStates(rows: Rows): void {
  let w: States;
  let empty: Saved;
  beforeAll(async () => {
    w = await startStates();
    empty = w.save();
    return () => w.close();
  });

  test.each(Object.keys(rows) as StateName[])("%s: what can be done leads where the table says, all else is refused", async (name) => {
    w.rewind(empty);
    await WAYS[name](w);
    expect(summarise(w)).toBe(rows[name]!.stands);
    const saved = w.save();
    const found: Record<string, string> = {};
    for (const act of ACT_NAMES) found[act] = await tryOut(w, act, saved, rows[name]!.cast ?? {});
    expect(found).toEqual(expand(rows, name));
  });
}
