import { describe, expect, test } from "vitest";
import { sweepPromises } from "../../../src/complaints/jobs.ts";
import { buildStaff } from "../../support/build.ts";
import { chatsOf, DAY_MS, HOUR_MS, kindsOf, promiseOf, startReturn } from "./world.ts";
import { RETAILER, SUPERVISOR, type World } from "../world.ts";

const SECOND = 410;
const second = (w: World, fields: object = {}) =>
  buildStaff(w.db, SECOND, ["supervisor"], { name: "钱主任", districtId: w.district.id, ...fields });

describe("when the shop is not reached", () => {
  test("the first attempt keeps the promise, the task comes again a working day later, and the third ends it", async () => {
    const w = await startReturn();
    w.advance(HOUR_MS);
    await w.person(SUPERVISOR).press("case:tried:1");
    expect(promiseOf(w, "return_visit")).toMatchObject({ state: "kept", outcome: null, nextAt: Date.parse("2026-11-24T02:00:00Z") });
    expect(w.cases()).toMatchObject([{ state: "open" }]);
    expect(w.lastTo(SUPERVISOR).payload.text).toContain("第 1 次没联系上（最多 3 次），明天 10:00 起再联系");
    w.advance(DAY_MS - 1);
    await sweepPromises(w.deps);
    expect(chatsOf(w, "return_visit")).toHaveLength(1);
    w.advance(1);
    await Promise.all([sweepPromises(w.deps), sweepPromises(w.deps)]);
    await sweepPromises(w.deps);
    await w.deliver();
    expect(chatsOf(w, "return_visit")).toEqual([SUPERVISOR, SUPERVISOR]);
    await w.person(SUPERVISOR).press("case:tried:1");
    w.advance(DAY_MS);
    await sweepPromises(w.deps);
    await w.deliver();
    expect(chatsOf(w, "return_visit")).toHaveLength(3);
    await w.person(SUPERVISOR).press("case:tried:1");
    await w.deliver();
    expect(promiseOf(w, "return_visit")).toMatchObject({ state: "kept", outcome: "not_reached", nextAt: null });
    expect(w.cases()).toMatchObject([{ state: "closed", satisfaction: null }]);
    expect(kindsOf(w).slice(-3)).toEqual(["attempt", "not_reached", "closed"]);
    expect(w.lastTo(SUPERVISOR).payload.text).toContain("3 次没有联系上");
    expect(w.lastTo(RETAILER).payload.text).toContain("几次没有联系上您");
    expect(w.buttonsOf(w.lastTo(RETAILER))).toEqual(["complain:reopen:1"]);
    w.advance(DAY_MS);
    await sweepPromises(w.deps);
    expect(chatsOf(w, "return_visit")).toHaveLength(3);
  });

  test("a second attempt on the same working day is refused, and so are a weekend's two days", async () => {
    const w = await startReturn();
    await w.person(SUPERVISOR).press("case:tried:1");
    w.advance(HOUR_MS);
    await w.person(SUPERVISOR).press("case:tried:1");
    expect(w.alerts().at(-1)).toContain("已由赵主任在今天 09:00 记下");
    w.setNow(Date.parse("2026-11-28T02:00:00Z"));
    await w.person(SUPERVISOR).press("case:tried:1");
    w.advance(DAY_MS);
    await w.person(SUPERVISOR).press("case:tried:1");
    w.advance(DAY_MS);
    await w.person(SUPERVISOR).press("case:tried:1");
    expect(kindsOf(w).filter((kind) => kind === "attempt")).toHaveLength(2);
  });

  test("a late first attempt keeps the promise late, and a result later on does not change that or whose it was", async () => {
    const w = await startReturn();
    const other = second(w);
    w.advance(10 * DAY_MS);
    await w.person(SUPERVISOR).press("case:tried:1");
    const { endedAt } = promiseOf(w, "return_visit")!;
    w.advance(DAY_MS);
    await w.person(SECOND).press("case:rate:1:satisfied");
    expect(promiseOf(w, "return_visit")).toMatchObject({ state: "kept_late", endedAt, ownerId: w.supervisor.id, outcome: "reached" });
    expect(other.id).not.toBe(w.supervisor.id);
    expect(w.cases()).toMatchObject([{ state: "closed", satisfaction: "satisfied" }]);
  });

  test("the shop's own tap meanwhile still counts and is confirmed with one; who answered is not given up on", async () => {
    const w = await startReturn();
    for (let n = 0; n < 2; n++) {
      await w.person(SUPERVISOR).press("case:tried:1");
      w.advance(DAY_MS);
    }
    await w.person(RETAILER).press("complain:said:1:satisfied");
    await w.deliver();
    await w.person(SUPERVISOR).press("case:tried:1");
    expect(w.alerts().at(-1)).toContain("不算没联系上");
    expect(w.buttonsOf(w.lastTo(SUPERVISOR))[0]).toBe("case:confirm:1");
    await w.person(SUPERVISOR).press("case:confirm:1");
    expect(w.cases()).toMatchObject([{ state: "closed", satisfaction: "satisfied" }]);
  });

  test("a withdrawn case is tried no more", async () => {
    const w = await startReturn();
    await w.person(SUPERVISOR).press("case:tried:1");
    await w.person(RETAILER).press("complain:withdraw-yes:1");
    expect(promiseOf(w, "return_visit")).toMatchObject({ state: "kept", nextAt: null });
    w.advance(DAY_MS);
    await sweepPromises(w.deps);
    await w.person(SUPERVISOR).press("case:tried:1");
    expect(chatsOf(w, "return_visit")).toHaveLength(1);
    expect(w.alerts().at(-1)).toContain("撤回");
  });

  test("the task of a further attempt that nobody got goes on to the others", async () => {
    const w = await startReturn();
    second(w);
    await w.person(SUPERVISOR).press("case:tried:1");
    w.refuse((_method, { chat_id: chatId }) =>
      chatId === SUPERVISOR
        ? { error_code: 400, description: "Bad Request: not enough rights to send text messages to the chat" }
        : undefined,
    );
    w.advance(DAY_MS);
    await sweepPromises(w.deps);
    await w.deliver();
    await sweepPromises(w.deps);
    expect(chatsOf(w, "return_visit")).toEqual([SUPERVISOR, SUPERVISOR, SECOND]);
  });
});
