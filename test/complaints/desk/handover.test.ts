import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { complaints } from "../../../db/complaints.tables.ts";
import { people } from "../../../db/people.tables.ts";
import { staff } from "../../../db/staff.tables.ts";
import { handOver } from "../../../src/complaints/service.ts";
import { buildDistrict, buildStaff } from "../../support/build.ts";
import { ADMIN, CLERK, MANAGER, OTHER_RETAILER, startWorld, SUPERVISOR } from "../world.ts";

const COLLEAGUE = 210;
const OTHER_MANAGER = 310;
const OTHER_SUPERVISOR = 410;

async function startTeam() {
  const w = await startWorld();
  const { id: districtId } = w.district;
  const colleague = buildStaff(w.db, COLLEAGUE, ["service_desk"], { name: "周洁", districtId });
  const otherManager = buildStaff(w.db, OTHER_MANAGER, ["account_manager"], { name: "孙伟", districtId });
  const otherSupervisor = buildStaff(w.db, OTHER_SUPERVISOR, ["supervisor"], { name: "钱主任", districtId });
  const elsewhere = buildDistrict(w.db);
  const foreigner = buildStaff(w.db, 500, ["service_desk", "account_manager", "supervisor"], { name: "外区", districtId: elsewhere.id });
  await w.fileOne();
  const card = w.lastTo(w.desk!.id);
  const atDesk = (id: number, data: string) => w.person(id).press(data, { chat: w.desk!, messageId: card.messageId });
  const visit = async () => {
    await w.person(MANAGER).press("case:visited:1");
    await w.person(MANAGER).write("补了两条");
    await w.deliver();
  };
  const owner = (kind: string) => w.promised().find((promise) => promise.kind === kind)!.ownerId;
  return { ...w, colleague, otherManager, otherSupervisor, foreigner, atDesk, visit, owner };
}

describe("the desk's reply", () => {
  test("goes to a colleague, who gets the card in private and can answer from it", async () => {
    const w = await startTeam();
    await w.atDesk(CLERK, "case:claim:1");
    await w.atDesk(CLERK, "case:hand:1:desk");
    const list = w.lastTo(w.desk!.id);
    expect(list.payload.text).toBe("C-20261123-0001 的客服回复转交给谁？");
    const to = `case:handto:1:desk-${w.colleague.id}`;
    expect(w.buttonsOf(list)).toContain(to);
    expect(w.buttonsOf(list)).not.toContain(`case:handto:1:desk-${w.clerk.id}`);
    expect(w.buttonsOf(list)).not.toContain(`case:handto:1:desk-${w.foreigner.id}`);
    await w.person(CLERK).press(to, { chat: w.desk!, messageId: list.messageId });
    expect(w.lastTo(w.desk!.id).payload.text).toContain("已转交给周洁");
    await w.deliver();
    expect(w.promised()[0]).toMatchObject({ ownerId: w.colleague.id, isHandedOver: true });
    expect(w.textsTo(COLLEAGUE)[0]).toBe("📌 李敏把 C-20261123-0001 的客服回复转交给您，内容见下一条。");
    expect(w.textsTo(COLLEAGUE)[1]).toContain("昨天送货少了两条");
    expect(w.textsTo(CLERK)).toEqual([]);
    expect(w.timeline().at(-1)).toMatchObject({ kind: "handed_over", actorId: CLERK, promise: "desk_reply", text: "周洁" });
    await w.reply(COLLEAGUE, undefined, w.lastTo(COLLEAGUE), { text: "明天补" });
    expect(w.promised()[0]).toMatchObject({ state: "kept", ownerId: w.colleague.id });
  });

  test("by someone else: who had it is told; the card names the new owner", async () => {
    const w = await startTeam();
    await w.atDesk(CLERK, "case:claim:1");
    await w.atDesk(SUPERVISOR, `case:handto:1:desk-${w.colleague.id}`);
    await w.deliver();
    expect(w.textsTo(CLERK)).toEqual(["C-20261123-0001 的客服回复已由赵主任转交给周洁，您不用再跟进。"]);
    await w.atDesk(CLERK, "case:claim:1");
    expect(w.alerts().at(-1)).toContain("周洁已在今天 09:00 认领");
  });

  test("to the same colleague again is refused, and so is what is answered or withdrawn", async () => {
    const w = await startTeam();
    await w.atDesk(CLERK, `case:handto:1:desk-${w.colleague.id}`);
    await w.atDesk(CLERK, `case:handto:1:desk-${w.colleague.id}`);
    expect(w.alerts().at(-1)).toContain("已经由这位同事负责");
    await w.deliver();
    await w.reply(COLLEAGUE, undefined, w.lastTo(COLLEAGUE), { text: "明天补" });
    await w.atDesk(CLERK, `case:handto:1:desk-${w.clerk.id}`);
    expect(w.alerts().at(-1)).toContain("不用转交");
    await w.person(100).press("complain:withdraw-yes:1");
    await w.atDesk(CLERK, "case:hand:1:door");
    expect(w.alerts().at(-1)).toContain("您不能处理");
    await w.atDesk(SUPERVISOR, "case:hand:1:door");
    expect(w.alerts().at(-1)).toContain("撤回");
  });
});

describe("the door visit", () => {
  test("goes to another account manager with its task; the former one can read nothing any more", async () => {
    const w = await startTeam();
    await w.person(MANAGER).press(`case:handto:1:door-${w.otherManager.id}`);
    await w.deliver();
    expect(w.owner("door_visit")).toBe(w.otherManager.id);
    expect(w.textsTo(OTHER_MANAGER)[0]).toContain("王强把 C-20261123-0001 的上门服务转交给您");
    expect(w.textsTo(OTHER_MANAGER)[1]).toContain("🏠 上门服务任务");
    expect(w.textsTo(OTHER_MANAGER)[1]).not.toContain("收不到私信");
    for (const data of ["case:back:1", "case:show:1", "case:visited:1"]) await w.person(MANAGER).press(data);
    expect(w.alerts().filter((text) => text.includes("您不能处理"))).toHaveLength(3);
    await w.person(OTHER_MANAGER).press("case:visited:1");
    await w.person(OTHER_MANAGER).write("补了两条");
    expect(w.timeline().at(-1)).toMatchObject({ kind: "visited", actorId: OTHER_MANAGER });
  });

  test("is given away by its owner or those in charge only, and not to who may not make it", async () => {
    const w = await startTeam();
    for (const id of [CLERK, OTHER_MANAGER, 500, OTHER_RETAILER]) await w.person(id).press(`case:handto:1:door-${w.otherManager.id}`);
    for (const id of [w.clerk.id, w.foreigner.id, 9_999]) await w.person(SUPERVISOR).press(`case:handto:1:door-${id}`);
    expect(w.owner("door_visit")).toBe(w.manager.id);
    expect(
      w
        .alerts()
        .slice(-3)
        .every((text) => text.includes("对方现在不能接手")),
    ).toBe(true);
    w.db.update(people).set({ unreachable: "blocked" }).where(eq(people.id, OTHER_MANAGER)).run();
    await w.person(SUPERVISOR).press(`case:handto:1:door-${w.otherManager.id}`);
    expect(w.alerts().at(-1)).toContain("对方现在不能接手");
    await w.person(SUPERVISOR).press(`case:handto:1:door-${w.supervisor.id}`);
    expect(w.owner("door_visit")).toBe(w.supervisor.id);
    await w.deliver();
    expect(w.textsTo(SUPERVISOR).filter((text) => text.includes("转交给您"))).toEqual([]);
    expect(w.textsTo(MANAGER).at(-1)).toContain("已由赵主任转交给赵主任");
  });

  test("of two at once only one goes through", async () => {
    const w = await startTeam();
    const on = { complaintId: 1, kind: "door" as const };
    const results = await Promise.all([
      handOver(w.deps, { ...on, personId: MANAGER, chatId: MANAGER, toStaffId: w.otherManager.id }),
      handOver(w.deps, { ...on, personId: SUPERVISOR, chatId: SUPERVISOR, toStaffId: w.supervisor.id }),
    ]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(w.timeline().filter(({ kind }) => kind === "handed_over")).toHaveLength(1);
  });

  test("is offered a page at a time", async () => {
    const w = await startTeam();
    for (let n = 0; n < 12; n++)
      buildStaff(w.db, 600 + n, ["account_manager"], { name: `A经理${String(n).padStart(2, "0")}`, districtId: w.district.id });
    await w.person(MANAGER).press("case:hand:1:door");
    const first = w.buttonsOf(w.lastTo(MANAGER));
    expect(first.filter((data) => data.startsWith("case:handto:"))).toHaveLength(8);
    expect(first).toContain("case:hand:1:door-1");
    await w.person(MANAGER).press("case:hand:1:door-1");
    const second = w.buttonsOf(w.lastTo(MANAGER));
    expect(second.filter((data) => data.startsWith("case:handto:") && !first.includes(data))).toHaveLength(7);
    expect(second).toContain("case:hand:1:door-0");
    await w.person(MANAGER).press("case:close:1");
    expect(w.lastTo(MANAGER).payload.text).toBe("好的，没有改动。");
  });
});

describe("the return visit", () => {
  test("goes to another supervisor, never to whoever made the door visit", async () => {
    const w = await startTeam();
    await w.visit();
    w.db.update(staff).set({ personId: null }).where(eq(staff.id, w.manager.id)).run();
    await w.person(SUPERVISOR).press(`case:handto:1:return-${w.otherSupervisor.id}`);
    await w.deliver();
    expect(w.owner("return_visit")).toBe(w.otherSupervisor.id);
    expect(w.textsTo(OTHER_SUPERVISOR).filter((text) => text.includes("📞 回访任务"))).toHaveLength(1);
    await w.person(CLERK).press(`case:handto:1:return-${w.supervisor.id}`);
    expect(w.alerts().at(-1)).toContain("您不能处理");
    const second = await startTeam();
    await second.person(SUPERVISOR).press(`case:handto:1:door-${second.supervisor.id}`);
    await second.person(SUPERVISOR).press("case:visited:1");
    await second.person(SUPERVISOR).write("补了");
    await second.person(OTHER_SUPERVISOR).press(`case:handto:1:return-${second.supervisor.id}`);
    expect(second.alerts().at(-1)).toContain("对方现在不能接手");
    await second.person(OTHER_SUPERVISOR).press("case:hand:1:return");
    expect(second.calls.flatMap((call) => second.buttonsOf(call))).not.toContain(`case:handto:1:return-${second.supervisor.id}`);
  });

  test("can not be handed over before there is one", async () => {
    const w = await startTeam();
    await w.person(SUPERVISOR).press(`case:handto:1:return-${w.otherSupervisor.id}`);
    expect(w.alerts().at(-1)).toContain("不用转交");
  });
});

test("whom a case is about never gets any of it", async () => {
  const w = await startTeam();
  w.db.update(complaints).set({ aboutStaffId: w.colleague.id, restriction: "about_staff" }).run();
  await w.person(ADMIN).press(`case:handto:1:desk-${w.colleague.id}`);
  expect(w.owner("desk_reply")).toBeNull();
  await w.person(ADMIN).press("case:hand:1:desk");
  expect(w.buttonsOf(w.lastTo(ADMIN))).not.toContain(`case:handto:1:desk-${w.colleague.id}`);
});

test("a button that names no promise or no person changes nothing", async () => {
  const w = await startTeam();
  for (const data of ["case:hand:1", "case:hand:1:all", "case:handto:1:desk", "case:handto:1:toString-1", "case:handto:1:desk-x"])
    await w.atDesk(CLERK, data);
  expect(w.alerts().filter((text) => text.includes("按钮已失效"))).toHaveLength(5);
  await w.atDesk(CLERK, "case:close:1");
  expect(w.calls.filter(({ method }) => method === "editMessageText")).toEqual([]);
});
