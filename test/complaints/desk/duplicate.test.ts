import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { complaintMedia, complaints } from "../../../db/complaints.tables.ts";
import { markDuplicate } from "../../../src/complaints/service.ts";
import { buildDistrict, buildStaff } from "../../support/build.ts";
import { CLERK, MANAGER, OTHER_RETAILER, photo, RETAILER, SPOUSE, startWorld, STRANGER } from "../world.ts";

const DAY = 24 * 60 * 60 * 1000;

/** Case 1, and case 2 with a photo, of the same shop; the second one's receipt and card. */
async function startTwo() {
  const w = await startWorld();
  await w.fileOne();
  w.advance(DAY);
  await w.person(RETAILER).send(photo("P1", { caption: "/complain 货款扣错了" }));
  await w.deliver();
  const cardOf = (id: number) => w.outbox().find(({ kind, subjectId }) => kind === "complaint_card" && subjectId === id)!.messageId!;
  const receipt = w.calls.find(({ payload }) => payload.chat_id === RETAILER && payload.text?.includes("C-20261124-0001"))!;
  const tap = (data: string, id = CLERK) => w.person(id).press(data, { chat: w.desk!, messageId: cardOf(2) });
  const files = () => w.db.select().from(complaintMedia).all();
  return { ...w, receipt, tap, files, cardOf };
}

describe("a duplicate", () => {
  test("is chosen from the shop's open cases, confirmed, and ends; words and files go over", async () => {
    const w = await startTwo();
    await w.tap("case:dup:2");
    const list = w.lastTo(w.desk!.id);
    expect(list.payload.text).toBe(
      "C-20261124-0001 和哪一张说的是同一件事？\n· C-20261123-0001 · 送货 · 11月23日（周一）09:00 · 昨天送货少了两条",
    );
    const step = (data: string) => w.person(CLERK).press(data, { chat: w.desk!, messageId: list.messageId });
    await step("case:dupto:2:1");
    expect(w.cases()[1]).toMatchObject({ state: "open" });
    expect(w.buttonsOf(w.lastTo(w.desk!.id))).toEqual(["case:dupyes:2:1", "case:dup:2"]);
    w.forget();
    await step("case:dupyes:2:1");
    expect(w.lastTo(w.desk!.id).payload.text).toContain("C-20261124-0001 已并入 C-20261123-0001");
    expect(w.cases()[1]).toMatchObject({ state: "duplicate", duplicateOf: 1, closedAt: w.deps.clock() });
    const waived = w.promised().filter(({ complaintId }) => complaintId === 2);
    expect(waived.map(({ state, outcome }) => [state, outcome])).toEqual([
      ["waived", "duplicate"],
      ["waived", "duplicate"],
    ]);
    expect(w.files()).toMatchObject([{ complaintId: 1, fileId: "P1" }]);
    expect(w.timeline().slice(-2)).toMatchObject([
      { complaintId: 2, kind: "duplicate", actorId: CLERK, text: "C-20261123-0001" },
      { complaintId: 1, kind: "added", actorId: RETAILER, text: "C-20261124-0001:\n货款扣错了" },
    ]);
    await w.deliver();
    expect(w.textsTo(RETAILER)).toEqual([
      "C-20261124-0001 和 C-20261123-0001 说的是同一件事，已合并到 C-20261123-0001 一起处理，您不用重复提交。",
    ]);
    expect(w.textsTo(MANAGER)).toEqual(["C-20261124-0001 与 C-20261123-0001 是同一件事，已并入 C-20261123-0001，请只在那张单上处理。"]);
    const edits = w.calls.filter(({ method, payload }) => method === "editMessageText" && payload["message_id"] !== list.messageId);
    expect(new Set(edits.map(({ payload }) => payload["message_id"]))).toEqual(new Set([w.cardOf(1), w.cardOf(2)]));
    expect(edits).toHaveLength(2);
    const ended = edits.find(({ payload }) => payload["message_id"] === w.cardOf(2))!;
    expect(ended.payload.text).toContain("已并入 C-20261123-0001，请到那张单上处理");
    expect(ended.payload).not.toHaveProperty("reply_markup");
  });

  test("takes no answer any more; what the shop says to it goes to the other case", async () => {
    const w = await startTwo();
    await w.tap("case:dupyes:2:1");
    await w.deliver();
    await w.reply(CLERK, w.desk, { messageId: w.cardOf(2) } as never, { text: "明天" });
    expect(w.textsTo(w.desk!.id).at(-1)).toContain("并入另一张");
    await w.reply(RETAILER, undefined, w.receipt, { text: "还有一点" });
    expect(w.textsTo(RETAILER).at(-1)).toBe("已补充到 C-20261123-0001，并转给在线客服。");
    expect(w.timeline().at(-1)).toMatchObject({ complaintId: 1, kind: "added", text: "还有一点" });
  });

  test("filed by someone else of the shop: both read what comes of it", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(SPOUSE).write("/complain 货款扣错了");
    await w.deliver();
    await w.person(CLERK).press("case:dupyes:2:1");
    await w.person(CLERK).press("case:show:1");
    await w.deliver();
    await w.reply(CLERK, undefined, w.lastTo(CLERK), { text: "已退款" });
    await w.deliver();
    for (const id of [RETAILER, SPOUSE]) expect(w.textsTo(id).at(-1)).toBe("💬 在线客服回复 C-20261123-0001：\n已退款");
  });

  test("pressed twice is once; of two merged into each other at once only one ends", async () => {
    const w = await startTwo();
    await w.tap("case:dupyes:2:1");
    await w.tap("case:dupyes:2:1");
    expect(w.timeline().filter(({ kind }) => kind === "duplicate")).toHaveLength(1);
    const second = await startTwo();
    const on = { personId: CLERK, chatId: CLERK };
    const results = await Promise.all([
      markDuplicate(second.deps, { ...on, complaintId: 1, intoId: 2 }),
      markDuplicate(second.deps, { ...on, complaintId: 2, intoId: 1 }),
    ]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(
      second
        .cases()
        .map(({ state }) => state)
        .toSorted(),
    ).toEqual(["duplicate", "open"]);
  });
});

describe("no case is merged", () => {
  test.each([
    ["into one of another shop", { retailerId: 2 }],
    ["into a restricted one", { restriction: "about_staff" as const }],
    ["into a question", { category: "advice" as const }],
    ["into an old one", { openedAt: 1 }],
    ["into a closed one", { state: "closed" as const }],
  ])("%s, and then neither changes", async (_title, fields) => {
    const w = await startTwo();
    w.db.update(complaints).set(fields).where(eq(complaints.id, 1)).run();
    const before = [w.timeline(), w.promised(), w.files()];
    await w.tap("case:dup:2");
    expect(w.alerts().at(-1)).toContain("没有其他处理中");
    await w.tap("case:dupyes:2:1");
    expect(w.alerts().at(-1)).toMatch(/不能并入|办结|您不能处理/);
    expect([w.timeline(), w.promised(), w.files()]).toEqual(before);
    expect(w.cases()[1]).toMatchObject({ state: "open", duplicateOf: null });
  });

  test("when it is restricted itself, nor into itself or nothing", async () => {
    const w = await startTwo();
    for (const data of ["case:dupyes:2:2", "case:dupyes:2:77", "case:dupyes:2", "case:dupyes:2:x"]) await w.tap(data);
    w.db.update(complaints).set({ restriction: "about_staff" }).where(eq(complaints.id, 2)).run();
    await w.tap("case:dup:2");
    await w.tap("case:dupyes:2:1");
    expect(w.cases().map(({ state }) => state)).toEqual(["open", "open"]);
  });

  test("by others than the desk, nor by the desk from another group", async () => {
    const w = await startTwo();
    buildStaff(w.db, 500, ["service_desk"], { districtId: buildDistrict(w.db).id });
    for (const id of [OTHER_RETAILER, STRANGER, 500, MANAGER])
      for (const data of ["case:dup:2", "case:dupto:2:1", "case:dupyes:2:1"]) await w.person(id).press(data);
    for (const data of ["case:dup:2", "case:dupyes:2:1"]) await w.person(CLERK).press(data, { chat: w.group });
    expect(w.cases().map(({ state }) => state)).toEqual(["open", "open"]);
    expect(JSON.stringify(w.calls.filter(({ payload }) => payload.chat_id === 500))).not.toContain("昨天送货");
  });
});

test("of a case whose visit was handed over is told to whoever has the visit", async () => {
  const w = await startTwo();
  const other = buildStaff(w.db, 310, ["account_manager"], { name: "孙伟", districtId: w.district.id });
  await w.person(MANAGER).press(`case:handto:2:door-${other.id}`);
  await w.deliver();
  w.forget();
  await w.tap("case:dupyes:2:1");
  await w.deliver();
  expect(w.textsTo(310).join()).toContain("请只在那张单上处理");
  expect(w.textsTo(MANAGER)).toEqual([]);
});
