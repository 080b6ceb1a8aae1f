import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { complaints, promises } from "../../../db/complaints.tables.ts";
import { routes } from "../../../db/routes.tables.ts";
import { removeStaff } from "../../../db/staff.ts";
import { staff } from "../../../db/staff.tables.ts";
import { sweepPromises } from "../../../src/complaints/jobs.ts";
import { DAY, OTHER, startAway } from "./world.ts";
import { SAY_WHO_MS } from "../../../src/complaints/restricted/rules.ts";
import { ADMIN, MANAGER, RETAILER, SUPERVISOR } from "../world.ts";

describe("a route in other hands", () => {
  test("its new account manager gets the open visits; the former one can neither read nor press anything", async () => {
    const w = await startAway();
    await w.fileOne();
    await sweepPromises(w.deps);
    expect(w.kinds()).toEqual(["opened"]);
    w.db.update(routes).set({ accountManagerId: w.other.id }).where(eq(routes.id, w.route.id)).run();
    await sweepPromises(w.deps);
    await sweepPromises(w.deps);
    await w.deliver();
    expect(w.door()).toMatchObject({ ownerId: w.other.id });
    expect(w.timeline().slice(1)).toMatchObject([{ kind: "handed_over", actorId: null, text: "陈静" }]);
    expect(w.lastTo(MANAGER).payload.text).toBe("C-20261123-0001 的上门已转交陈静，您不用再处理。");
    expect(w.buttonsOf(w.lastTo(OTHER))).toContain("case:visited:1");
    expect(await w.isRefused(MANAGER)).toBe(true);
    expect(w.kinds()).toEqual(["opened", "handed_over"]);
    expect(await w.isRefused(OTHER)).toBe(false);
  });

  test("a visit given to someone by hand stays there; when that one leaves, it goes to the route's manager", async () => {
    const w = await startAway();
    await w.fileOne();

    w.db.update(promises).set({ isHandedOver: true, ownerId: w.other.id }).where(eq(promises.kind, "door_visit")).run();
    await sweepPromises(w.deps);
    expect(w.door()).toMatchObject({ ownerId: w.other.id });
    await removeStaff(w.db, { id: w.other.id, hasOwners: true, actorId: ADMIN, now: 5 });
    await sweepPromises(w.deps);
    expect(w.door()).toMatchObject({ ownerId: w.manager.id, isHandedOver: false });
  });

  test("without a manager the supervisors get it, and the next manager from them", async () => {
    const w = await startAway();
    await w.fileOne();
    await removeStaff(w.db, { id: w.manager.id, hasOwners: true, actorId: ADMIN, now: 5 });
    await sweepPromises(w.deps);
    await w.deliver();
    expect(w.door()).toMatchObject({ ownerId: null });
    expect(w.lastTo(SUPERVISOR).payload.text).toContain("这条线路没有客户经理，请您安排。");
    expect(await w.isRefused(MANAGER)).toBe(true);
    w.db.update(routes).set({ accountManagerId: w.other.id }).where(eq(routes.id, w.route.id)).run();
    await sweepPromises(w.deps);
    expect(w.door()).toMatchObject({ ownerId: w.other.id });
  });

  test("a crash behind an absence leaves the visits to the sweep, and a case filed while the route changed hands is found in time", async () => {
    const w = await startAway();
    await w.fileOne();
    await sweepPromises(w.deps);
    w.db
      .update(staff)
      .set({ awayUntil: w.deps.clock() + DAY, substituteId: w.other.id })
      .where(eq(staff.id, w.manager.id))
      .run();
    await sweepPromises(w.deps);
    expect(w.door()).toMatchObject({ ownerId: w.other.id });

    w.db.update(promises).set({ ownerId: w.supervisor.id }).where(eq(promises.kind, "door_visit")).run();
    await sweepPromises(w.deps);
    expect(w.door()).toMatchObject({ ownerId: w.other.id });
  });
});

test("a task that its owner can not get goes to those in charge, not to the route's manager", async () => {
  const w = await startAway();
  await w.fileOne();
  w.refuse((_method, { chat_id: chatId }) =>
    chatId === OTHER ? { error_code: 403, description: "Forbidden: bot was blocked" } : undefined,
  );
  await w.person(MANAGER).write("/away 12-05 M2");
  await w.deliver();
  w.forget();
  await sweepPromises(w.deps);
  await w.deliver();
  expect(w.lastTo(SUPERVISOR).payload.text).toContain("客户经理陈静目前收不到私信，请您安排。");
  expect(w.textsTo(MANAGER)).toEqual([]);
});

test("a visit of a case about a member of staff goes to those in charge alone, and the desk group hears nothing", async () => {
  const w = await startAway();
  await w.fileOne();
  w.db.update(complaints).set({ restriction: "about_staff", aboutStaffId: w.manager.id }).run();
  w.db.update(promises).set({ ownerId: null }).where(eq(promises.kind, "door_visit")).run();
  w.forget();
  await sweepPromises(w.deps);
  expect(w.door()).toMatchObject({ ownerId: null });
  await w.person(RETAILER).press("complain:novisit-yes:1");
  // Until then the shop may still say whom it is about.
  w.advance(SAY_WHO_MS);
  await w.deliver();
  expect(w.textsTo(w.desk!.id)).toEqual([]);
  expect(w.textsTo(SUPERVISOR)[0]).toContain("客户说不用上门");
});
