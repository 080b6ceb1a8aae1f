import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { audit } from "../../../db/audit.tables.ts";
import { promises } from "../../../db/complaints.tables.ts";
import { readAwayDay } from "../../../src/calendar/away-days.ts";
import { sweepPromises } from "../../../src/complaints/jobs.ts";
import { buildDistrict, buildStaff } from "../../support/build.ts";
import { DAY, OTHER, startAway } from "./world.ts";
import { ADMIN, CLERK, MANAGER, RETAILER, SUPERVISOR } from "../world.ts";

describe("someone goes away", () => {
  test("open visits go to the substitute with their tasks, the one who goes gets the list, and can do nothing to the cases any more", async () => {
    const w = await startAway();
    await w.fileOne();
    w.forget();
    await w.person(MANAGER).write("/away 12-05 M2");
    await w.deliver();
    expect(w.me()).toMatchObject({ awayUntil: Date.parse("2026-12-06T00:00:00+08:00"), substituteId: w.other.id });
    expect(w.door()).toMatchObject({ ownerId: w.other.id, isHandedOver: false, state: "open" });
    expect(w.timeline().at(-1)).toMatchObject({ kind: "handed_over", actorId: MANAGER, promise: "door_visit", text: "陈静" });
    expect(w.textsTo(MANAGER)).toEqual([
      expect.stringContaining("✅ 王强休假到12月5日（周六），由陈静代班。1 项上门已转交。"),
      "C-20261123-0001 的上门已转交陈静，您不用再处理。",
      "您休假到12月5日（周六）。1 项上门已转交：\n· C-20261123-0001 · 和平路便利店 → 陈静",
    ]);
    expect(w.buttonsOf(w.lastTo(OTHER))).toContain("case:visited:1");
    expect(w.db.select().from(audit).where(eq(audit.action, "staff.away")).all()).toMatchObject([{ actorId: MANAGER }]);
    expect(await w.isRefused(MANAGER)).toBe(true);
    await w.person(OTHER).press("case:visited:1");
    await w.person(OTHER).write("已补两条");
    expect(w.door()).toMatchObject({ state: "kept" });
  });

  test("new visits are the substitute's until the day is over; what was passed on stays with the substitute", async () => {
    const w = await startAway();
    await w.person(MANAGER).write("/away 11-25 m2");
    await w.fileOne();
    expect(w.door()).toMatchObject({ ownerId: w.other.id, isHandedOver: false });
    w.setNow(Date.parse("2026-11-26T09:00:00+08:00"));
    await w.person(RETAILER).write("/complain 收银机坏了");
    expect(w.promised()[3]).toMatchObject({ kind: "door_visit", ownerId: w.manager.id });
    await sweepPromises(w.deps);
    expect(w.door()).toMatchObject({ ownerId: w.other.id });
  });

  test("/away off ends it at once", async () => {
    const w = await startAway();
    await w.person(MANAGER).write("/away 12-05 M2");
    await w.person(MANAGER).write("/away off");
    expect(w.textsTo(MANAGER).at(-1)).toContain("✅ 王强已回岗");
    await w.fileOne();
    expect(w.door()).toMatchObject({ ownerId: w.manager.id });
    expect(w.db.select().from(audit).where(eq(audit.action, "staff.back")).all()).toHaveLength(1);
  });

  test("one tap under the confirmation ends one's own absence; under someone else's there is no such button", async () => {
    const w = await startAway();
    await w.person(MANAGER).write("/away 12-05 M2");
    expect(w.buttonsOf(w.lastTo(MANAGER))).toEqual(["away:off"]);
    await w.person(MANAGER).press("away:off");
    expect(w.me()).toMatchObject({ awayUntil: null });
    expect(w.textsTo(MANAGER).at(-1)).toContain("✅ 王强已回岗");
    expect(w.buttonsOf(w.lastTo(MANAGER))).toEqual([]);
    await w.person(SUPERVISOR).write("/away M1 12-05");
    expect(w.textsTo(SUPERVISOR).at(-1)).toContain("✅ 王强休假到12月5日");
    expect(w.buttonsOf(w.lastTo(SUPERVISOR))).toEqual([]);
  });

  test("without a substitute, or with one who is away too, the supervisors arrange the visits and read why", async () => {
    const w = await startAway();
    await w.person(MANAGER).write("/away 12-05");
    await w.fileOne();
    expect(w.door()).toMatchObject({ ownerId: null });
    expect(w.lastTo(SUPERVISOR).payload.text).toContain("客户经理王强休假到12月5日（周六），没有代班人，请您安排。");
    await w.person(MANAGER).write("/away 12-05 M2");
    await sweepPromises(w.deps);
    expect(w.door()).toMatchObject({ ownerId: w.other.id });
    await w.person(OTHER).write("/away 12-01");
    expect(w.door()).toMatchObject({ ownerId: null });
  });

  test("a visit that a supervisor gave to someone by hand goes on too", async () => {
    const w = await startAway();
    await w.fileOne();

    w.db.update(promises).set({ isHandedOver: true }).where(eq(promises.kind, "door_visit")).run();
    await w.person(MANAGER).write("/away 12-05 M2");
    expect(w.door()).toMatchObject({ ownerId: w.other.id });
  });

  test("with buttons: the day, then who stands in", async () => {
    const w = await startAway();
    await w.person(MANAGER).write("/away");
    expect(w.lastTo(MANAGER).payload.text).toContain("王强目前在岗。");
    expect(w.buttonsOf(w.lastTo(MANAGER)).slice(0, 2)).toEqual(["away:day:2026-11-23", "away:day:2026-11-24"]);
    await w.person(MANAGER).press("away:day:2026-11-24");
    const codes = w.buttonsOf(w.lastTo(MANAGER));
    expect(codes).toEqual(["away:set:2026-11-24:M2", `away:set:2026-11-24:${w.supervisor.code}`, "away:set:2026-11-24"]);
    await w.person(MANAGER).press("away:set:2026-11-24:M2");
    expect(w.me()).toMatchObject({ awayUntil: Date.parse("2026-11-25T00:00:00+08:00"), substituteId: w.other.id });
    await w.person(MANAGER).write("/away");
    expect(w.lastTo(MANAGER).payload.text).toContain("王强休假到11月24日（周二），由陈静代班。");
    await w.person(MANAGER).press("away:off");
    expect(w.me().awayUntil).toBeNull();
    await w.person(MANAGER).press("away:set:2026-11-01:M2");
    await w.person(MANAGER).press("away:set:nonsense");
    await w.person(MANAGER).press("away:what");
    expect(w.me().awayUntil).toBeNull();
  });

  test("an away supervisor gets no tasks while another is there", async () => {
    const w = await startAway();
    buildStaff(w.db, 401, ["supervisor"], { districtId: w.district.id });
    await w.person(SUPERVISOR).write("/away 12-05");
    await w.fileOne();
    await w.person(RETAILER).press("complain:novisit-yes:1");
    expect(w.outbox().filter(({ kind }) => kind === "return_visit")).toMatchObject([{ chatId: 401 }]);
  });
});

describe("who may say so", () => {
  test("those in charge for their district's staff; others only for themselves", async () => {
    const w = await startAway();
    buildStaff(w.db, 501, ["supervisor"], { districtId: buildDistrict(w.db).id });
    for (const id of [501, CLERK, OTHER]) await w.person(id).write("/away M1 12-05 M2");
    expect(w.textsTo(501)).toEqual(["您只能给自己或本区的员工登记休假。"]);
    await w.person(RETAILER).write("/away M1 12-05 M2");
    expect(w.me().awayUntil).toBeNull();
    await w.person(SUPERVISOR).write("/away M1 12-05 M2");
    expect(w.me().awayUntil).not.toBeNull();
    await w.person(ADMIN).write("/away M1 off");
    expect(w.me().awayUntil).toBeNull();
  });

  test.each([
    ["/away 12-05 M9", "没有找到这位代班人"],
    ["/away M9 12-05", "没有找到这位员工"],
    ["/away 12-05 M1", "这位不能代班"],
    ["/away 12-05 far", "这位不能代班"],
    ["/away 12-05 desk", "这位不能代班"],
    ["/away 12-05 off-line", "这位不能代班"],
    ["/away 11-22", "这一天已经过了"],
    ["/away 2027-06-30", "最多登记半年内"],
    ["/away soon", "请写成"],
    ["/away 13-45", "请写成"],
    ["/away 12-05 M2 M3", "请写成"],
  ])("%s is refused", async (words, reason) => {
    const w = await startAway();
    buildStaff(w.db, 502, ["account_manager"], { code: "far", districtId: buildDistrict(w.db).id });
    buildStaff(w.db, 503, ["service_desk"], { code: "desk", districtId: w.district.id });
    buildStaff(w.db, 504, ["account_manager"], { code: "off-line", districtId: w.district.id, awayUntil: w.deps.clock() + DAY });
    await w.person(MANAGER).write(words);
    expect(w.textsTo(MANAGER).at(-1)).toContain(reason);
    expect(w.me().awayUntil).toBeNull();
  });

  test("in a group it is sent to the private chat", async () => {
    const w = await startAway();
    await w.person(MANAGER).write("/away 12-05", w.group);
    expect(w.lastTo(w.group.id).payload.text).toBe("请在和我的私聊里登记休假。");
    expect(w.me().awayUntil).toBeNull();
  });

  test("a day without its year is the nearest one", () => {
    const read = (text: string, now: string) => {
      const until = readAwayDay(text, Date.parse(`${now}T12:00:00Z`), "UTC");
      return until === undefined ? undefined : new Date(until - 1).toISOString().slice(0, 10);
    };
    expect(read("12-05", "2026-11-23")).toBe("2026-12-05");
    expect(read("1/3", "2026-12-28")).toBe("2027-01-03");
    expect(read("11月22日", "2026-11-23")).toBe("2026-11-22");
    expect(read("2027-02-30", "2026-11-23")).toBeUndefined();
  });
});
