import { describe, expect, test } from "vitest";
import { complaints } from "../../../db/complaints.tables.ts";
import { answer, DAY_MS, startReturn, visit } from "../returns/world.ts";
import { ADMIN, CLERK, MANAGER, OTHER_RETAILER, photo, RETAILER, SPOUSE, startWorld, STRANGER, SUPERVISOR, type World } from "../world.ts";

async function startClosed(options: Parameters<typeof startWorld>[0] = {}): Promise<World> {
  const w = await startReturn(options);
  await w.person(SUPERVISOR).press("case:rate:1:satisfied");
  await w.deliver();
  expect(w.cases()).toMatchObject([{ state: "closed" }]);
  return w;
}
const reopened = (w: World) => w.timeline().filter(({ kind }) => kind === "reopened");

describe("the shop takes its case up again", () => {
  test("within seven days, with words and a photo that go to the desk's card and the supervisor", async () => {
    const w = await startClosed();
    w.advance(7 * DAY_MS);
    await w.person(RETAILER).press("complain:reopen:1");
    expect(w.buttonsOf(w.lastTo(RETAILER))).toEqual(["complain:reopen-yes:1", "complain:reopen-no:1"]);
    const message = await w.person(RETAILER).send(photo("P1", { caption: "还差一条" }));
    await w.update({ message: message as never });
    await w.deliver();
    expect(w.cases()).toMatchObject([{ state: "open", round: 2, satisfaction: null }]);
    expect(reopened(w)).toMatchObject([{ actorId: RETAILER, text: "还差一条" }]);
    expect(w.textsTo(SUPERVISOR).at(-1)).toContain("客户说没有解决（Person 100）");
    expect(w.textsTo(SUPERVISOR).at(-1)).toContain("“还差一条”");
    expect(w.textsTo(w.desk!.id).some((text) => text.startsWith("🔁 第 2 次办理"))).toBe(true);
    await w.person(CLERK).write("/case C-20261123-0001");
    await w.deliver();
    expect(w.calls.filter(({ method }) => method === "sendPhoto").length).toBeGreaterThan(0);
    expect(w.textsTo(CLERK).some((text) => text.includes("重新办理 · Person 100 · 还差一条"))).toBe(true);
  });

  test("without words, or not after all", async () => {
    const w = await startClosed();
    await w.person(RETAILER).press("complain:reopen:1");
    await w.person(RETAILER).press("complain:reopen-no:1");
    await w.person(RETAILER).write("谢谢");
    expect(reopened(w)).toEqual([]);
    await w.person(RETAILER).press("complain:reopen:1");
    await w.person(RETAILER).press("complain:reopen-yes:1");
    expect(reopened(w)).toMatchObject([{ actorId: RETAILER, text: null }]);
  });

  test("is refused after seven days with the way to complain anew", async () => {
    const w = await startClosed();
    w.advance(7 * DAY_MS + 1);
    for (const data of ["complain:reopen:1", "complain:reopen-yes:1"]) {
      await w.person(RETAILER).press(data);
      expect(w.alerts().at(-1)).toBe("办结已超过 7 天，不能重新办理。问题还在的话，请点“📣 我要投诉”重新反映。");
    }
    expect(w.cases()).toMatchObject([{ state: "closed" }]);
  });

  test("is refused to other shops, strangers and staff; of a restricted case to the shop's other people", async () => {
    const w = await startClosed();
    for (const id of [OTHER_RETAILER, STRANGER, MANAGER, SUPERVISOR]) await w.person(id).press("complain:reopen-yes:1");
    w.db.update(complaints).set({ restriction: "confidential" }).run();
    await w.person(SPOUSE).press("complain:reopen-yes:1");
    expect(reopened(w)).toEqual([]);
    expect(
      w
        .alerts()
        .slice(-5)
        .every((text) => text !== ""),
    ).toBe(true);
    w.db.update(complaints).set({ restriction: null }).run();
    await w.person(SPOUSE).press("complain:reopen-yes:1");
    expect(reopened(w)).toMatchObject([{ actorId: SPOUSE }]);
  });

  test("is refused of one that was withdrawn, merged or is still open, with what to do instead", async () => {
    const w = await startWorld();
    await w.fileOne();
    await w.person(RETAILER).press("complain:reopen:1");
    expect(w.alerts().at(-1)).toContain("还在办理");
    await w.person(RETAILER).press("complain:withdraw-yes:1");
    await w.person(RETAILER).press("complain:reopen:1");
    expect(w.alerts().at(-1)).toContain("请点“📣 我要投诉”");
    w.db.update(complaints).set({ state: "duplicate" }).run();
    await w.person(RETAILER).press("complain:reopen:1");
    expect(w.alerts().at(-1)).toContain("并入另一张");
    expect(reopened(w)).toEqual([]);
  });

  test("by two people at once is one reopening, and the other is told who was first", async () => {
    const w = await startClosed();
    for (const id of [RETAILER, SPOUSE]) await w.person(id).press("complain:reopen:1");
    await Promise.all([w.person(RETAILER).write("一"), w.person(SPOUSE).write("二")]);
    expect(reopened(w)).toHaveLength(1);
    expect(w.cases()).toMatchObject([{ round: 2 }]);
    expect([...w.textsTo(RETAILER), ...w.textsTo(SPOUSE)].filter((text) => text.includes("完成。"))).toHaveLength(1);
  });

  test("before the closing message went out leaves that message unsent", async () => {
    const w = await startReturn();
    await w.person(SUPERVISOR).press("case:rate:1:satisfied");
    await w.person(RETAILER).press("complain:reopen-yes:1");
    await w.deliver();
    expect(w.outbox().find(({ kind }) => kind === "complaint_closed")).toMatchObject({ state: "skipped" });
  });

  test("and a closing message that waited until the case was closed anew is sent once, for the last closing", async () => {
    const w = await startReturn();
    await w.person(SUPERVISOR).press("case:rate:1:satisfied");
    await w.person(RETAILER).press("complain:reopen-yes:1");
    const waive = async (kind: "desk_reply" | "door_visit" | "return_visit") => {
      await w.person(ADMIN).press(`case:waive:1:${kind}`);
      await w.person(ADMIN).write("x");
    };
    for (const kind of ["desk_reply", "door_visit", "return_visit"] as const) await waive(kind);
    expect(w.cases()).toMatchObject([{ state: "closed", round: 2 }]);
    await w.deliver();
    expect(
      w
        .outbox()
        .filter(({ kind }) => kind === "complaint_closed")
        .map(({ state }) => state),
    ).toEqual(["skipped", "sent"]);
  });

  test("after nobody reached it: the closing said so, and the button works", async () => {
    const w = await startReturn();
    for (let n = 0; n < 3; n++) {
      await w.person(SUPERVISOR).press("case:tried:1");
      w.advance(DAY_MS);
    }
    await w.deliver();
    await w.person(RETAILER).press("complain:reopen-yes:1");
    await w.deliver();
    await answer(w);
    await visit(w);
    // The attempts of the first round do not count for the second.
    await w.person(SUPERVISOR).press("case:tried:1");
    expect(w.cases()).toMatchObject([{ state: "open", round: 2 }]);
  });
});
