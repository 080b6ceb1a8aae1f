import { beforeAll, describe, expect, test } from "vitest";
import { DAY_MS, type ActName } from "./acts.ts";
import { CAST, NEIGHBOUR, startStates, standingOf, type Saved, type States } from "./world.ts";
import { go, WAYS, type StateName } from "./ways.ts";

const HOUR_MS = 60 * 60_000;
let w: States;
let empty: Saved;
beforeAll(async () => {
  w = await startStates();
  empty = w.save();
  return () => w.close();
});

async function begin(state: StateName): Promise<void> {
  w.rewind(empty);
  await WAYS[state](w);
}
const promiseOf = (kind: string) => w.promised().findLast((promise) => promise.complaintId === 1 && promise.kind === kind);

/** Ways by which each of the three promises ends, in the order in which they are given. */
const DESK: ActName[] = ["reply", "canned", "waive desk"];
const DOOR: ActName[] = ["visited", "no visit", "declined", "waive door"];
const RETURN: ActName[] = ["rate satisfied", "rate so-so", "waive return"];
const ENDINGS = DESK.flatMap((desk) => DOOR.flatMap((door) => RETURN.map((last): [ActName, ActName, ActName] => [desk, door, last])));

describe("a complaint is closed only when all three promises are kept or waived", () => {
  test.each(ENDINGS)("%s, %s and %s close it at the last of them, in whatever order", async (desk, door, last) => {
    for (const order of [
      [desk, door, last],
      [door, desk, last],
      [door, last, desk],
    ]) {
      await begin("filed");
      for (const [index, act] of order.entries()) {
        expect(w.cases()[0]!.state).toBe("open");
        await go(w, act);
        expect(standingOf(w)["case"], `after ${order.slice(0, index + 1).join(", ")}`).toBe(index === 2 ? "closed" : "open");
      }
    }
  });

  test("a question is closed by its answer alone, and neither visit was ever promised", async () => {
    await begin("question answered");
    expect(w.promised().filter(({ complaintId }) => complaintId === 1)).toMatchObject([{ kind: "desk_reply", state: "kept" }]);
  });
});

describe("from when the clocks count", () => {
  test("the reply and the door visit count from the filing", async () => {
    await begin("filed");
    const { openedAt } = w.cases()[0]!;
    expect([promiseOf("desk_reply")?.startedAt, promiseOf("door_visit")?.startedAt]).toEqual([openedAt, openedAt]);
  });

  test.each(DOOR)("the return visit counts from when the door visit ended by: %s", async (act) => {
    await begin("answered");
    w.advance(3 * HOUR_MS);
    expect(promiseOf("return_visit")).toBeUndefined();
    await go(w, act);
    const now = w.deps.clock();
    expect([promiseOf("door_visit")?.endedAt, promiseOf("return_visit")?.startedAt]).toEqual([now, now]);
  });

  test("a visit that is called off and wanted after all starts its clock anew, and so does the return visit after it", async () => {
    await begin("called off");
    w.advance(HOUR_MS);
    await go(w, "visit after all");
    expect(promiseOf("door_visit")).toMatchObject({ state: "open", startedAt: w.deps.clock() });
    w.advance(HOUR_MS);
    await go(w, "visited");
    expect(promiseOf("return_visit")).toMatchObject({ state: "open", outcome: null, startedAt: w.deps.clock() });
    expect(w.promised().filter(({ complaintId, kind }) => complaintId === 1 && kind === "return_visit")).toHaveLength(1);
  });

  test("a case that is taken up again gives its reply and visit new clocks from then; an owed reply goes on by its old one", async () => {
    await begin("closed");
    w.advance(2 * DAY_MS);
    await go(w, "reopen");
    const now = w.deps.clock();
    expect([promiseOf("desk_reply"), promiseOf("door_visit")]).toMatchObject([
      { round: 2, startedAt: now },
      { round: 2, startedAt: now },
    ]);
    await begin("visited, not answered");
    const owed = promiseOf("desk_reply")!;
    w.advance(5 * 60_000);
    await go(w, "rate not satisfied");
    expect(promiseOf("desk_reply")).toMatchObject({ round: 2, startedAt: owed.startedAt, dueAt: owed.dueAt });
    expect(promiseOf("door_visit")).toMatchObject({ round: 2, startedAt: w.deps.clock() });
  });
});

describe("the return visit", () => {
  test("is kept by its first attempt, ends with the third on a third day, and counts late only by the first", async () => {
    await begin("return visit");
    await go(w, "tried");
    const kept = promiseOf("return_visit")!;
    expect(kept).toMatchObject({ state: "kept", endedAt: w.deps.clock(), outcome: null });
    w.advance(30 * DAY_MS);
    await go(w, "tried");
    expect(standingOf(w)["case"]).toBe("open");
    await go(w, "tried");
    expect(w.timeline().filter(({ kind }) => kind === "attempt")).toHaveLength(2);
    w.advance(DAY_MS);
    await go(w, "tried");
    expect(promiseOf("return_visit")).toMatchObject({ state: "kept", endedAt: kept.endedAt, outcome: "not_reached", nextAt: null });
    expect(standingOf(w)["case"]).toBe("closed");
  });

  test.each(["visited", "declined", "nobody, end"] as const)(
    "is not made by a supervisor whose own door visit ended as: %s",
    async (act) => {
      await begin(act === "nobody, end" ? "met nobody twice" : "answered");
      await go(w, { act, as: CAST.supervisor });
      expect(promiseOf("return_visit")).toMatchObject({ ownerId: w.staffs.deputy });
      const { timeline, promised } = { timeline: w.timeline(), promised: w.promised() };
      for (const mine of ["rate satisfied", "rate not satisfied", "confirm", "tried", "waive return"] as const)
        await go(w, { act: mine, as: CAST.supervisor });
      // Nor is it given to them by somebody else.
      const staffId = [...w.names].find(([, name]) => name === "supervisor")![0];
      await w.person(CAST.deputy).press(`case:handto:1:return-${staffId}`);
      expect([w.timeline(), w.promised()]).toEqual([timeline, promised]);
      await go(w, { act: "rate satisfied", as: CAST.deputy });
      expect(standingOf(w)["case"]).toBe("closed");
    },
  );
});

describe("taking up again", () => {
  test("works until the last moment of the seventh day, and not after it", async () => {
    await begin("closed");
    w.advance(7 * DAY_MS);
    await go(w, "reopen");
    expect(standingOf(w)).toMatchObject({ case: "open", round: 2, satisfaction: null });
    await begin("closed");
    w.advance(7 * DAY_MS + 1);
    await go(w, "reopen");
    expect(standingOf(w)).toMatchObject({ case: "closed", round: 1 });
  });
});

describe("a visit of a restricted case", () => {
  test("goes from whoever was named for it to nobody but those in charge", async () => {
    await begin("about staff");
    await go(w, "name door");
    await w.person(NEIGHBOUR).press(`case:handto:1:door-${w.staffs.manager}`);
    expect(promiseOf("door_visit")).toMatchObject({ ownerId: w.staffs.neighbour });
    await w.person(NEIGHBOUR).press(`case:handto:1:door-${w.staffs.deputy}`);
    expect(promiseOf("door_visit")).toMatchObject({ ownerId: w.staffs.deputy });
  });
});
