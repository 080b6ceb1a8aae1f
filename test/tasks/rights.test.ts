import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { promises } from "../../db/complaints.tables.ts";
import { staff, staffRoles } from "../../db/staff.tables.ts";
import { MONDAY_9 } from "../support/bot.ts";
import { buildDistrict, buildStaff } from "../support/build.ts";
import { ADMIN, CLERK, MANAGER, RETAILER, SUPERVISOR } from "../complaints/world.ts";
import { DAY, startTasks, type Tasks } from "./world.ts";

const NUMBER = "C-20261123-0001";
const VIEWS = ["mine", "today", "overdue", "route", "all"];

/** Whether anything of the first case is shown to a person by any view or card. */
async function sees(w: Tasks, id: number): Promise<boolean> {
  w.forget();
  await w.person(id).write("/tasks");
  for (const view of VIEWS) await w.person(id).press(`tasks:${view}:0`);
  for (const kind of ["desk", "door", "return"]) await w.person(id).press(`tasks:open:1:${kind}:mine:0`);
  return JSON.stringify(w.calls).includes(NUMBER);
}

describe("a forwarded keyboard and old rights", () => {
  test("show a task to its owner, the district's desk and those in charge, and to nobody else", async () => {
    const w = await startTasks();
    const other = buildDistrict(w.db);
    buildStaff(w.db, 500, ["service_desk"], { districtId: other.id });
    buildStaff(w.db, 501, ["supervisor"], { districtId: other.id });
    buildStaff(w.db, 502, ["account_manager"], { districtId: w.district.id });
    buildStaff(w.db, 503, ["brand_partner"], { districtId: w.district.id });
    buildStaff(w.db, 504, ["broadcaster"], { districtId: w.district.id });
    const { id: complaintId } = w.addCase();
    w.addTask("desk_reply", { complaintId, dueAt: MONDAY_9 - DAY });
    w.addTask("door_visit", { complaintId, dueAt: MONDAY_9 - DAY, ownerId: w.manager.id });
    for (const id of [CLERK, MANAGER, SUPERVISOR, ADMIN]) expect(await sees(w, id), String(id)).toBe(true);
    for (const id of [500, 501, 502, 503, 504, RETAILER]) expect(await sees(w, id), String(id)).toBe(false);
  });

  test("a former account manager sees a visit no more once it is another's, and no counts of it", async () => {
    const w = await startTasks();
    const task = w.addTask("door_visit", { ownerId: w.manager.id, dueAt: MONDAY_9 - DAY });
    expect(await sees(w, MANAGER)).toBe(true);
    const next = buildStaff(w.db, 301, ["account_manager"], { districtId: w.district.id });
    w.db.update(promises).set({ ownerId: next.id }).where(eq(promises.id, task.id)).run();
    expect(await sees(w, MANAGER)).toBe(false);
    expect(w.alerts()).toContain("这项任务已经办完，或不再由您负责。请发 /tasks 看最新的待办。");
    expect(w.labelsTo(MANAGER).some((label) => label.includes("1"))).toBe(false);
    expect(await sees(w, 301)).toBe(true);
  });

  test("whoever lost the role, or left, is refused by every button", async () => {
    const w = await startTasks();
    w.addTask("desk_reply");
    w.db.delete(staffRoles).where(eq(staffRoles.staffId, w.clerk.id)).run();
    expect(await sees(w, CLERK)).toBe(false);
    w.addTask("return_visit", { complaintId: 1 });
    w.db.update(staff).set({ removedAt: 1 }).where(eq(staff.id, w.supervisor.id)).run();
    expect(await sees(w, SUPERVISOR)).toBe(false);
  });

  test("nothing is shown in a group, whoever taps there, and nonsense is answered", async () => {
    const w = await startTasks();
    w.addTask("desk_reply");
    w.forget();
    await w.person(CLERK).press("tasks:mine:0", { chat: w.desk! });
    expect(JSON.stringify(w.calls)).not.toContain(NUMBER);
    w.forget();
    for (const data of ["tasks:mine", "tasks:mine:-1", "tasks:nope:0", "tasks:open:x:desk", "tasks:open:1:nope", "tasks:open"])
      await w.person(CLERK).press(data);
    expect(w.alerts().filter((text) => text.includes("这个按钮已失效"))).toHaveLength(6);
  });
});

describe("restricted cases", () => {
  const addRestricted = (w: Tasks, restriction: "about_staff" | "confidential", aboutStaffId: number | null = null) => {
    const { id: complaintId } = w.addCase({ restriction, aboutStaffId });
    w.addTask("desk_reply", { complaintId });
    w.addTask("return_visit", { complaintId });
    return complaintId;
  };

  test("confidential ones show to those in charge and to who promised something, not to the desk at large", async () => {
    const w = await startTasks();
    addRestricted(w, "confidential");
    expect(await sees(w, CLERK)).toBe(false);
    expect(await sees(w, SUPERVISOR)).toBe(true);
    w.db.update(promises).set({ ownerId: w.clerk.id }).where(eq(promises.kind, "desk_reply")).run();
    expect(await sees(w, CLERK)).toBe(true);
  });

  test("a clerk who promised one thing of such a case sees what nobody has of it too", async () => {
    const w = await startTasks();
    const complaintId = addRestricted(w, "about_staff");
    w.addTask("door_visit", { complaintId, ownerId: w.clerk.id });
    await w.person(CLERK).write("/tasks");
    expect(w.linesTo(CLERK)[0]).toBe("待办 2 项，最急的在前：");
  });

  test.each(["about_staff", null] as const)(
    "one about a member of staff never shows to that person, owner or in charge (%s)",
    async (restriction) => {
      const w = await startTasks();
      for (const [member, personId] of [
        [w.clerk, CLERK],
        [w.manager, MANAGER],
        [w.supervisor, SUPERVISOR],
      ] as const) {
        const { id: complaintId } = w.addCase({ restriction, aboutStaffId: member.id });
        for (const kind of ["desk_reply", "door_visit", "return_visit"] as const)
          w.addTask(kind, { complaintId, ownerId: kind === "desk_reply" ? null : member.id, dueAt: MONDAY_9 - DAY });
        const number = `C-20261123-000${complaintId}`;
        w.forget();
        await w.person(personId).write("/tasks");
        for (const view of VIEWS) await w.person(personId).press(`tasks:${view}:0`);
        for (const kind of ["desk", "door", "return"]) await w.person(personId).press(`tasks:open:${complaintId}:${kind}`);
        expect(JSON.stringify(w.calls), String(personId)).not.toContain(number);
      }
      // The supervisor watches the other two cases, three tasks each; the third does not even count.
      await w.person(SUPERVISOR).press("tasks:all:0");
      expect(w.linesTo(SUPERVISOR)[0]).toBe("未完成 6 项，最急的在前：");
    },
  );
});
