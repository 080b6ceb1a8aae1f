import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { complaints, promises } from "../../../db/complaints.tables.ts";
import { staff } from "../../../db/staff.tables.ts";
import { getComplaint, passAwayVisits } from "../../../src/complaints/service.ts";
import { DAY, startAway } from "../door/world.ts";
import { RUDE, SECOND, startRestricted, UNKNOWN } from "./world.ts";
import { ADMIN, MANAGER, RETAILER, SUPERVISOR } from "../world.ts";

test("words that fit two of those in charge keep it from both: an admin handles it", async () => {
  const w = await startRestricted();
  w.db.update(staff).set({ name: "赵建国" }).where(eq(staff.id, w.supervisor.id)).run();
  w.db.update(staff).set({ name: "赵敏" }).where(eq(staff.id, w.second.id)).run();
  await w.fileOne(RUDE);
  await w.sayWhom("other");
  await w.person(RETAILER).write("就是市场部的赵主任");
  await w.waitAnd();
  for (const id of [SUPERVISOR, SECOND]) {
    expect(w.textsTo(id)).toEqual([]);
    await w.person(id).write("/case C-20261123-0001");
    expect(w.lastTo(id).payload.text).toBe(UNKNOWN);
  }
  expect(w.textsTo(ADMIN).join()).toContain("就是市场部的赵主任");
  expect(w.cases()).toMatchObject([{ text: `${RUDE}\n就是市场部的赵主任` }]);
});

test("someone who goes away is not told of a visit whose case turned out to be about them", async () => {
  const w = await startAway();
  await w.fileOne();
  w.db
    .update(staff)
    .set({ awayUntil: w.deps.clock() + DAY, substituteId: w.other.id })
    .where(eq(staff.id, w.manager.id))
    .run();
  await passAwayVisits(w.deps, { staffId: w.manager.id, personId: MANAGER, actorId: MANAGER });
  w.db.update(complaints).set({ restriction: "about_staff", aboutStaffId: w.manager.id }).where(eq(complaints.id, 1)).run();
  w.forget();
  await w.deliver();
  expect(w.textsTo(MANAGER)).toEqual(["您休假到11月24日（周二）。没有要转交的上门。"]);
  expect(w.db.select().from(promises).where(eq(promises.ownerId, w.other.id)).all()).toHaveLength(1);
});

test("the HTTP API says of each case whether it is restricted", async () => {
  const w = await startRestricted();
  await w.fileOne(RUDE);
  await w.fileOne("昨天送货少了两条");
  expect(await getComplaint(w.deps, "C-20261123-0001")).toMatchObject({ restricted: true });
  expect(await getComplaint(w.deps, "C-20261123-0002")).toMatchObject({ restricted: false });
});
