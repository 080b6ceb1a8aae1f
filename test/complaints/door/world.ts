import { eq } from "drizzle-orm";
import { staff } from "../../../db/staff.tables.ts";
import { buildStaff } from "../../support/build.ts";
import { startWorld } from "../world.ts";

export const OTHER = 500;
export const DAY = 24 * 60 * 60 * 1000;

/** The world with a second account manager of the district (M2), who can stand in for the first (M1). */
export async function startAway() {
  const w = await startWorld();
  const other = buildStaff(w.db, OTHER, ["account_manager"], { code: "M2", name: "陈静", districtId: w.district.id });
  w.db.update(staff).set({ code: "M1" }).where(eq(staff.id, w.manager.id)).run();
  const door = () => w.promised()[1]!;
  const kinds = () => w.timeline().map(({ kind }) => kind);
  const me = () => w.db.select().from(staff).where(eq(staff.id, w.manager.id)).get()!;
  const isRefused = async (id: number) => {
    w.forget();
    for (const action of ["visited", "plan", "number", "nobody", "declined", "nobodyend", "show"])
      await w.person(id).press(`case:${action}:1`);
    await w.person(id).press("case:nobody:1:yes");
    await w.person(id).press(`case:plan:1:${(w.deps.clock() + DAY) / 60_000}`);
    await w.person(id).write("/case C-20261123-0001");
    await w.deliver();
    return !JSON.stringify(w.calls).includes("送货少了");
  };
  return { ...w, other, door, kinds, me, isRefused };
}
