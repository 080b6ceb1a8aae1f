import { describe, expect, test } from "vitest";
import { finishDoorVisit, finishReturnVisit, keyOfCause } from "../../../src/complaints/service.ts";
import { CLERK, MANAGER, OTHER_RETAILER, RETAILER, startWorld, SUPERVISOR, type World } from "../world.ts";

const DAY_MS = 24 * 60 * 60_000;
const LATE = `case:cause:1:${keyOfCause("送货延误")}`;
const STOCK = `case:cause:1:${keyOfCause("货源不足")}`;
const RESULT = { chatId: MANAGER, messageId: 77_001, text: "补送两条", media: null, albumId: null };

/** Answered, visited, and rated by the supervisor. */
async function close(w: World) {
  await w.fileOne();
  const card = w.calls.findLast(({ payload }) => payload.text?.includes("C-") && payload.chat_id === (w.desk?.id ?? CLERK))!;
  await w.reply(CLERK, w.desk, card, { text: "今天补送" });
  await finishDoorVisit(w.deps, { personId: MANAGER, complaintId: 1, received: RESULT });
  await finishReturnVisit(w.deps, { personId: SUPERVISOR, complaintId: 1, satisfaction: "satisfied" });
  expect(w.cases()).toMatchObject([{ state: "closed", cause: null }]);
  await w.deliver();
}
const causes = (w: World) => w.timeline().filter(({ kind }) => kind === "cause");

describe("the cause of a case", () => {
  test("is asked for in the desk's group at the closing, set with one tap, and changed with another", async () => {
    const w = await startWorld();
    await close(w);
    const asked = w.lastTo(w.desk!.id);
    expect(asked.payload.text).toContain("主要是什么原因");
    expect(w.buttonsOf(asked)).toContain(LATE);
    const here = { chat: w.desk!, messageId: asked.messageId };
    await w.person(CLERK).press(LATE, here);
    expect(w.lastTo(w.desk!.id)).toMatchObject({ method: "editMessageText" });
    expect(w.lastTo(w.desk!.id).payload.text).toContain("原因：送货延误（李敏，");
    expect(w.buttonsOf(w.lastTo(w.desk!.id))).toEqual(["case:causes:1"]);
    await w.person(CLERK).press("case:causes:1", here);
    expect(w.buttonsOf(w.lastTo(w.desk!.id))).toContain(STOCK);
    await w.person(CLERK).press(STOCK, here);
    expect(w.cases()).toMatchObject([{ cause: "货源不足" }]);
    expect(causes(w)).toMatchObject([
      { actorId: CLERK, text: "送货延误" },
      { actorId: CLERK, text: "货源不足" },
    ]);
  });

  test("tapped twice is one entry of the timeline", async () => {
    const w = await startWorld();
    await close(w);
    await Promise.all([w.person(CLERK).press(LATE, { chat: w.desk! }), w.person(CLERK).press(LATE, { chat: w.desk! })]);
    expect(causes(w)).toHaveLength(1);
  });

  test("without a desk group is asked of whoever closed the case", async () => {
    const w = await startWorld({ hasDesk: false });
    await close(w);
    expect(w.buttonsOf(w.lastTo(SUPERVISOR))).toContain(LATE);
  });

  test("is refused to the shop, the account manager and another district's people", async () => {
    const w = await startWorld();
    await close(w);
    for (const id of [RETAILER, OTHER_RETAILER, MANAGER]) await w.person(id).press(LATE);
    expect(w.cases()).toMatchObject([{ cause: null }]);
    expect(causes(w)).toEqual([]);
  });

  test("can be changed for seven days, and then stands", async () => {
    const w = await startWorld();
    await close(w);
    w.advance(7 * DAY_MS);
    await w.person(CLERK).press(LATE, { chat: w.desk! });
    w.advance(1);
    await w.person(CLERK).press(STOCK, { chat: w.desk! });
    expect(w.alerts().at(-1)).toContain("超过 7 天");
    expect(w.cases()).toMatchObject([{ cause: "送货延误" }]);
  });

  test("of an open case is refused, and so is one that has left the list", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(CLERK).press(LATE, { chat: w.desk! });
    expect(w.alerts().at(-1)).toContain("还没办结");
    const other = await startWorld();
    await close(other);
    await other.person(1).write("/setting complaint_causes -送货延误");
    await other.person(CLERK).press(LATE, { chat: other.desk! });
    expect(other.alerts().at(-1)).toContain("不在列表里");
    expect(other.cases()).toMatchObject([{ cause: null }]);
  });
});
