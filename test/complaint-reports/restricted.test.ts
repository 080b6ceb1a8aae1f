import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { complaints, promises } from "../../db/complaints.tables.ts";
import { findDue, findFiled, findPromisesOfFiled, findRatings } from "../../db/complaint-reports.ts";
import { exportReport, readFigures, weekPeriod } from "../../src/complaint-reports/service.ts";
import { buildStaff } from "../support/build.ts";
import { at, startReports, type Reports } from "./world.ts";

const LATE = [
  { kind: "desk_reply" as const, due: "11-16 10:00", state: "kept_late" as const, ended: "11-18 09:00" },
  { kind: "door_visit" as const, due: "11-18 09:00" },
];
const span = { from: at("11-16 00:00"), to: at("11-23 00:00") };
const week = weekPeriod("2026-11-16");

/** Two restricted cases of the shop in a week, one of them about the district's supervisor. */
async function startRestricted() {
  const r = await startReports();
  const about = r.build({ opened: "11-16 09:30", category: "attitude", state: "open", promises: LATE });
  r.db.update(complaints).set({ restriction: "about_staff", aboutStaffId: r.supervisor.id }).where(eq(complaints.id, about.id)).run();
  r.db.update(promises).set({ ownerId: r.supervisor.id }).where(eq(promises.complaintId, about.id)).run();
  const report = r.build({ opened: "11-17 09:30", category: "licensing", state: "open", promises: LATE });
  r.db.update(complaints).set({ restriction: "confidential" }).where(eq(complaints.id, report.id)).run();
  const scope = (isLead: boolean, staffId: number | null) => ({ districtId: r.district.id, isLead, staffId });
  const second = buildStaff(r.db, 420, ["supervisor"], { districtId: r.district.id });
  return { ...r, about, report, scope, second };
}

const csvOf = async (r: Reports, scope: Parameters<typeof readFigures>[1]) => {
  const made = await exportReport(r.deps, { locale: "zh", actorId: 1, scope, period: week });
  return made.ok ? made.content.toString("utf8") : "none";
};

test("the person concerned counts the case and reads nothing of it; another supervisor reads it all", async () => {
  const r = await startRestricted();
  const theirs = await readFigures(r.deps, r.scope(true, r.supervisor.id), week);
  expect(theirs.cases).toMatchObject({ complaints: 2, repeats: [] });
  expect(theirs.cases.byCategory.map(({ value }) => value).toSorted()).toEqual(["attitude", "licensing"]);
  expect(theirs.worst.map(({ promise }) => promise.number)).toEqual([r.report.number]);
  expect(theirs.people.map(({ name }) => name)).not.toContain("赵主任");
  const csv = await csvOf(r, r.scope(true, r.supervisor.id));
  expect(csv).not.toContain(r.about.number);
  expect(csv).toContain(r.report.number);
  const others = await readFigures(r.deps, r.scope(true, r.second.id), week);
  expect(others.cases.repeats).toEqual([{ shopName: "和平路便利店", n: 2 }]);
  expect(others.worst).toHaveLength(2);
  expect(others.people.map(({ name }) => name)).toContain("赵主任");
});

test("the desk counts restricted cases and reads neither number nor shop", async () => {
  const r = await startRestricted();
  const figures = await readFigures(r.deps, r.scope(false, r.clerk.id), week);
  expect(figures.cases).toMatchObject({ complaints: 2, repeats: [] });
  expect(figures.worst).toEqual([]);
  expect(figures.promises[0]!.keeping.kept_late).toBe(2);
  expect(await csvOf(r, r.scope(false, r.clerk.id))).toBe("none");
});

test("a case that was merged breaks no promise and is shown as merged", async () => {
  const r = await startReports();
  const merged = r.build({ opened: "11-16 09:30", promises: LATE, rated: ["11-20 10:00", "satisfied"] });
  r.db.update(complaints).set({ state: "duplicate" }).where(eq(complaints.id, merged.id)).run();
  const scope = { districtId: null, isLead: true, staffId: null };
  expect(await findDue(r.db, span, scope)).toEqual([]);
  expect(await findRatings(r.db, span, null)).toEqual([]);
  expect(await findFiled(r.db, span, scope)).toHaveLength(1);
  expect((await readFigures(r.deps, scope, week)).cases).toMatchObject({ complaints: 0, withdrawn: 0, merged: 1, advice: 0 });
  await r.person(400).write("/report complaints 上周");
  expect(r.textsTo(400).join("\n")).toContain("并入 1 件");
});

test("promises of an earlier round are counted by their due time, and the list shows the last round", async () => {
  const r = await startReports();
  const again = r.build({ opened: "11-16 09:30", state: "open", promises: LATE });
  r.db.update(complaints).set({ round: 2 }).where(eq(complaints.id, again.id)).run();
  r.db
    .insert(promises)
    .values({ complaintId: again.id, round: 2, kind: "desk_reply", dueAt: at("11-19 10:00"), state: "open" })
    .run();
  const scope = { districtId: null, isLead: true, staffId: null };
  expect(await findDue(r.db, span, scope)).toHaveLength(3);
  expect((await findPromisesOfFiled(r.db, span, null)).map(({ kind, dueAt }) => [kind, dueAt])).toEqual([
    ["desk_reply", at("11-19 10:00")],
  ]);
});
