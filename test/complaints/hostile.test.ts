import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { routes } from "../../db/routes.tables.ts";
import { staff } from "../../db/staff.tables.ts";
import { sweepPromises } from "../../src/complaints/jobs.ts";
import { sweepMorningLists } from "../../src/tasks/jobs.ts";
import { buildStaff } from "../support/build.ts";
import { attack, OUTSIDERS, startHostile, type HostileWorld } from "./hostile-world.ts";
import { ADMIN, CLERK, MANAGER, RETAILER, SPOUSE, STRANGER, SUPERVISOR } from "./world.ts";

type People = Record<string, number>;

/** Lives through a case, and lets everyone without a part in it try everything, in the middle and in the end. */
async function liveAmong(w: HostileWorld, people: People, leftAlone: RegExp): Promise<string[]> {
  const faults: string[] = [];
  for (const times of [20, 55]) {
    await w.live(times, leftAlone);
    for (const each of Object.entries(people)) faults.push(...(await attack(w, each)));
  }
  return faults;
}

/** Naming someone gives them a part in it, lifting gives everybody the usual one, and what is filed anew is another case. */
const STAYS_RESTRICTED = /handto|nameto|liftyes|report:\d+:no|:set:|:file$|:new$/;

describe("whoever has no part in a case learns nothing of it and changes nothing, whatever keyboards they were forwarded", () => {
  test("in the life of a complaint", async () => {
    const w = await startHostile();
    await w.fileOne("昨天送货少了两条");
    await w.leave();
    expect(await liveAmong(w, OUTSIDERS, /handto/)).toEqual([]);
    // Or there was no life to look at.
    expect(w.buttons.length).toBeGreaterThan(80);
  });

  test("in the life of a complaint about staff", async () => {
    const w = await startHostile();
    await w.fileOne("态度很差，骂人");
    await w.leave();
    const people = { ...OUTSIDERS, "the desk's clerk": CLERK, "the account manager": MANAGER };
    expect(await liveAmong(w, people, STAYS_RESTRICTED)).toEqual([]);
    expect(w.ofShop()).toMatchObject([{ restriction: "about_staff" }]);
    expect(w.buttons.length).toBeGreaterThan(50);
  });

  test("in the life of a report in confidence, of which the shop's other people do not learn either", async () => {
    const w = await startHostile();
    await w.fileOne("隔壁店卖假烟");
    await w.leave();
    const people = { ...OUTSIDERS, "the desk's clerk": CLERK, "the account manager": MANAGER, "the shop's other person": SPOUSE };
    expect(await liveAmong(w, people, STAYS_RESTRICTED)).toEqual([]);
    expect(w.ofShop()).toMatchObject([{ restriction: "confidential" }]);
    expect(w.buttons.length).toBeGreaterThan(40);
  });

  test("in a group of retailers nothing is shown, and none of the bot's posts there is written over, whoever presses", async () => {
    const w = await startHostile();
    await w.fileOne("昨天送货少了两条");
    await w.leave();
    await w.live(100, /handto/);
    const people = { "a stranger": STRANGER, "the shop": RETAILER, "the desk's clerk": CLERK, "the supervisor": SUPERVISOR };
    const faults: string[] = [];
    for (const each of Object.entries(people)) faults.push(...(await attack(w, each, true)));
    // Of the case itself they may do what they may do.
    expect(faults.filter((fault) => /: (edit|delete|send)/.test(fault) && fault.includes(String(w.group.id)))).toEqual([]);
  });
});

/** Whether someone was told anything of the shop's cases, by themselves or when they looked for it. */
async function learns(w: HostileWorld, id: number): Promise<string[]> {
  w.collect();
  return [...w.heardBy(id), ...(await attack(w, ["whom it is about", id]))];
}

describe("whom a case is about learns nothing of it in its whole life: no card, list, warning, breach, report or file", () => {
  /** Days go by: warnings, breaches, lists of the morning and reports come as they do. */
  async function liveFor(w: HostileWorld, id: number, choice?: string) {
    if (choice) await w.person(RETAILER).press(`complain:about:1:${choice}`);
    await w.deliver();
    await w.live(40, STAYS_RESTRICTED);
    for (const hours of [1, 20, 24, 24, 100]) {
      w.advance(hours * 60 * 60_000);
      await sweepPromises(w.deps);
      await sweepMorningLists(w.deps);
      await w.deliver();
    }
    for (const command of ["/report complaints week", "/report complaints", "/tasks"]) await w.person(id).write(command);
    await w.deliver();
    for (const view of ["mine", "today", "overdue", "route", "all"]) await w.person(id).press(`tasks:${view}:0`);
  }

  test("the account manager whose route it is", async () => {
    const w = await startHostile();
    w.db.update(routes).set({ accountManagerId: w.manager.id }).where(eq(routes.id, w.route.id)).run();
    await w.fileOne("态度很差，骂人");
    await liveFor(w, MANAGER, `manager-${w.manager.id}`);
    expect(await learns(w, MANAGER)).toEqual([]);
    expect(w.heardBy(SUPERVISOR).length).toBeGreaterThan(3);
  });

  test("the only supervisor, whom the shop calls by surname and title: the admins handle it", async () => {
    const w = await startHostile();
    w.db.update(staff).set({ name: "赵建国" }).where(eq(staff.id, w.supervisor.id)).run();
    await w.fileOne("赵主任态度很差，骂人");
    await liveFor(w, SUPERVISOR);
    expect(await learns(w, SUPERVISOR)).toEqual([]);
    expect(w.heardBy(ADMIN).length).toBeGreaterThan(3);
  });

  test("an admin of ADMIN_IDS who is on the staff: the supervisor handles it", async () => {
    const w = await startHostile();
    buildStaff(w.db, ADMIN, ["admin"], { name: "孙立", districtId: null });
    await w.fileOne("孙立索要红包，骂人");
    await liveFor(w, ADMIN);
    expect(await learns(w, ADMIN)).toEqual([]);
    expect(w.heardBy(SUPERVISOR).length).toBeGreaterThan(3);
  });
});
