import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { staff, staffRoles } from "../../../db/staff.tables.ts";
import { buildDistrict, buildGroup, buildPerson, buildStaff } from "../../support/build.ts";
import { ADMIN, CLERK, MANAGER, OTHER_RETAILER, startWorld, STRANGER, SUPERVISOR } from "../world.ts";

const OTHER_CLERK = 210;

async function startDesk(language = "zh") {
  const w = await startWorld({ language });
  const colleague = buildStaff(w.db, OTHER_CLERK, ["service_desk"], { name: "周洁", districtId: w.district.id });
  await w.fileOne();
  const card = w.lastTo(w.desk!.id);
  const tap = (id: number, data: string) => w.person(id).press(data, { chat: w.desk!, messageId: card.messageId });
  return { ...w, colleague, card, tap };
}

describe("claiming", () => {
  test("makes the clerk the owner, and the card says so", async () => {
    const w = await startDesk();
    await w.tap(CLERK, "case:claim:1");
    expect(w.promised()[0]).toMatchObject({ kind: "desk_reply", ownerId: w.clerk.id });
    expect(w.alerts().at(-1)).toBe("已认领，请在今天 09:30 前回复。");
    await w.deliver();
    const edit = w.lastTo(w.desk!.id);
    expect(edit).toMatchObject({ method: "editMessageText", payload: { message_id: w.card.messageId } });
    expect(edit.payload.text).toContain("回复截止 今天 09:30（还剩 30 分钟） · 李敏已认领");
    expect(w.buttonsOf(edit)).toContain("case:release:1");
    expect(w.timeline().at(-1)).toMatchObject({ kind: "claimed", actorId: CLERK, promise: "desk_reply" });
  });

  test("by two at once: one has it, the other is told by whom and since when", async () => {
    const w = await startDesk();
    await Promise.all([w.tap(CLERK, "case:claim:1"), w.tap(OTHER_CLERK, "case:claim:1")]);
    const claims = w.timeline().filter(({ kind }) => kind === "claimed");
    expect(claims).toHaveLength(1);
    const [winner, name] = claims[0]!.actorId === CLERK ? [w.clerk.id, "李敏"] : [w.colleague.id, "周洁"];
    expect(w.promised()[0]!.ownerId).toBe(winner);
    expect(w.alerts().filter((text) => text.includes(`${name}已在今天 09:00 认领`))).toHaveLength(1);
  });

  test("twice by the same clerk is once", async () => {
    const w = await startDesk();
    await w.tap(CLERK, "case:claim:1");
    await w.tap(CLERK, "case:claim:1");
    expect(w.timeline().filter(({ kind }) => kind === "claimed")).toHaveLength(1);
  });

  test("is undone by the claimer or those in charge, and by nobody else", async () => {
    const w = await startDesk();
    await w.tap(CLERK, "case:claim:1");
    await w.tap(OTHER_CLERK, "case:release:1");
    expect(w.alerts().at(-1)).toContain("只有本人或市场经理可以放弃认领");
    await w.tap(CLERK, "case:release:1");
    expect(w.promised()[0]!.ownerId).toBeNull();
    await w.tap(CLERK, "case:release:1");
    expect(w.alerts().at(-1)).toContain("还没有人认领");
    await w.tap(OTHER_CLERK, "case:claim:1");
    await w.tap(SUPERVISOR, "case:release:1");
    expect(w.promised()[0]!.ownerId).toBeNull();
    expect(w.timeline().map(({ kind }) => kind)).toEqual(["opened", "claimed", "released", "claimed", "released"]);
    await w.deliver();
    expect(w.buttonsOf(w.lastTo(w.desk!.id))).toContain("case:claim:1");
  });

  test("is not needed to answer: the answer claims, and leaves a claim as it is", async () => {
    const w = await startDesk();
    await w.reply(CLERK, w.desk, w.card, { text: "明天补" });
    expect(w.promised()[0]).toMatchObject({ state: "kept", ownerId: w.clerk.id });
    await w.tap(OTHER_CLERK, "case:claim:1");
    expect(w.alerts().at(-1)).toBe("这一步已由李敏在今天 09:00 完成。");
    const second = await startDesk();
    await second.tap(OTHER_CLERK, "case:claim:1");
    await second.reply(CLERK, second.desk, second.card, { text: "明天补" });
    expect(second.promised()[0]).toMatchObject({ state: "kept", ownerId: second.colleague.id });
  });

  test("an admin by configuration alone is told why no promise can be theirs", async () => {
    const w = await startDesk("en");
    buildPerson(w.db, ADMIN);
    await w.tap(ADMIN, "case:claim:1");
    expect(w.alerts().at(-1)).toContain("not on the staff list");
    expect(w.promised()[0]!.ownerId).toBeNull();
    await w.reply(ADMIN, w.desk, w.card, { text: "tomorrow" });
    expect(w.promised()[0]).toMatchObject({ state: "kept", ownerId: null });
  });
});

describe("nothing can be claimed by", () => {
  test("another shop, a guest, another district's clerk, or someone who left", async () => {
    const w = await startDesk();
    const other = buildDistrict(w.db);
    buildStaff(w.db, 500, ["service_desk"], { districtId: other.id });
    await w.person(500).press("case:claim:1");
    for (const id of [OTHER_RETAILER, STRANGER]) await w.tap(id, "case:claim:1");
    w.db.update(staff).set({ removedAt: 1 }).where(eq(staff.id, w.colleague.id)).run();
    await w.tap(OTHER_CLERK, "case:claim:1");
    w.db.delete(staffRoles).where(eq(staffRoles.staffId, w.clerk.id)).run();
    await w.tap(CLERK, "case:claim:1");
    await w.person(MANAGER).press("case:claim:1");
    expect(w.timeline().map(({ kind }) => kind)).toEqual(["opened"]);
    expect(w.promised()[0]!.ownerId).toBeNull();
  });

  test("the desk itself, from a keyboard in another group", async () => {
    const w = await startDesk();
    const theirs = buildGroup(w.db, { districtId: buildDistrict(w.db).id, kind: "desk" });
    for (const chat of [w.group, { id: theirs.chatId, type: "supergroup", title: "别区" }])
      for (const data of ["case:claim:1", "case:set:1:quality"]) await w.person(CLERK).press(data, { chat });
    expect(w.alerts()).toHaveLength(4);
    // In a retailers' group there is no such button at all.
    expect(w.alerts().filter((text) => text.includes("您不能处理"))).toHaveLength(2);
    expect(w.timeline().map(({ kind }) => kind)).toEqual(["opened"]);
    expect(w.cases()).toMatchObject([{ category: "delivery" }]);
  });
});
