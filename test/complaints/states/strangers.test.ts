import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { routes } from "../../../db/routes.tables.ts";
import { ACT_NAMES } from "./acts.ts";
import { attempt } from "./run.ts";
import { startStates, STRANGERS, type Saved, type States } from "./world.ts";
import { WAYS, type StateName } from "./ways.ts";
import { MANAGER } from "../world.ts";

/** One of every kind: what waits for a visit and for a verdict, what has ended, and what few may read. */
const STATES: StateName[] = ["planned", "return visit", "closed", "about staff", "report"];
/** What an answer to a stranger must not say. */
const SECRETS = /送货少了|态度很差|假烟|许可证怎么|和平路|13812345678|C-\d{8}-\d{4}(?!。)/u;

let w: States;
let empty: Saved;
beforeAll(async () => {
  w = await startStates();
  empty = w.save();
  return () => w.close();
});

async function begin(state: StateName): Promise<Saved> {
  w.rewind(empty);
  await WAYS[state](w);
  w.forget();
  return w.save();
}

/** What somebody achieved of everything there is to do, or was told of the case. */
async function findAchieved(who: number, saved: Saved): Promise<string[]> {
  const achieved: string[] = [];
  for (const name of ACT_NAMES) {
    const { change, isUntouched, told } = await attempt(w, name, saved, who);
    if (change !== "nothing" || !isUntouched) achieved.push(`${name}: ${change}`);
    if (SECRETS.test(told)) achieved.push(`${name}: was told ${told}`);
  }
  return achieved;
}

describe.each(STATES)("a case that is %s", (state) => {
  test.each(Object.entries(STRANGERS))("is changed by nothing that %s does, and tells them nothing", async (_who, id) => {
    const saved = await begin(state);
    expect(await findAchieved(id, saved)).toEqual([]);
  });
});

describe("whoever had the route before", () => {
  test("does nothing more about a planned visit; in the desk's group they speak for the desk like all staff of the district there", async () => {
    await begin("planned");
    w.db.update(routes).set({ accountManagerId: w.staffs.neighbour }).where(eq(routes.id, w.route.id)).run();
    await w.sweep();
    w.forget();
    expect(w.promised().filter(({ kind }) => kind === "door_visit")).toMatchObject([
      { ownerId: w.staffs.neighbour },
      { ownerId: w.staffs.neighbour },
    ]);
    expect(await findAchieved(MANAGER, w.save())).toEqual(["reply: answered"]);
  });
});
