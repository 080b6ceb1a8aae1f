import { describe, expect, test } from "vitest";
import { isInCharge, judgeReach, nextToCall, rankOf, REACHES, stateOf, type CallState } from "../../src/calls/rules.ts";

const person = (fields: Partial<Parameters<typeof judgeReach>[0][number]> = {}) => ({
  isReachable: true,
  isMuted: false,
  reminder: undefined,
  ...fields,
});

describe("how far the reminder came", () => {
  test.each([
    ["unlinked", []],
    ["unreachable", [person({ isReachable: false })]],
    ["unreachable", [person({ isReachable: false, isMuted: true, reminder: "unreachable" })]],
    ["muted", [person({ isMuted: true }), person({ isReachable: false })]],
    ["failed", [person({ reminder: "failed" })]],
    ["failed", [person({ reminder: "skipped" }), person({ isMuted: true })]],
    ["failed", [person()]],
    ["reminded", [person({ reminder: "failed" }), person({ reminder: "sent" })]],
    ["reminded", [person({ reminder: "pending" })]],
    ["reminded", [person({ reminder: "unknown" })]],
    // It came before they blocked the bot.
    ["reminded", [person({ isReachable: false, reminder: "sent" })]],
  ])("is %s for %j", (reach, people) => {
    expect(judgeReach(people, true)).toBe(reach);
  });

  test("is awaited before the reminder is due, for who can be reached", () => {
    expect([judgeReach([person()], false), judgeReach([], false), judgeReach([person({ isMuted: true })], false)]).toEqual([
      "waiting",
      "unlinked",
      "muted",
    ]);
  });
});

test("the order of calling: to call, to call again, answered, called; within each those out of reach, failed, the others", () => {
  const states: CallState[] = ["to_call", "tried", "answered", "called"];
  const ranks = states.map((state) => REACHES.map((reach) => rankOf({ state, reach })));
  expect(ranks).toEqual([0, 3, 6, 9].map((first) => [0, 0, 0, 1, 2, 2].map((rank) => first + rank)));
});

test("what a call brought wins over what was answered, but for a call that nobody took", () => {
  expect([stateOf(undefined, false), stateOf("no_answer", false), stateOf("no_answer", true), stateOf("will_order", true)]).toEqual([
    "to_call",
    "tried",
    "answered",
    "called",
  ]);
});

test("in charge are the route's account manager, supervisors of its district or of all, and admins", () => {
  const route = { districtId: 1, accountManagerId: 7 };
  const who = (staffId: number, districtId: number | null, ...roles: string[]) => isInCharge({ staffId, districtId, roles }, route);
  expect([who(7, 1, "account_manager"), who(8, 1, "supervisor"), who(8, null, "supervisor"), who(8, 2, "admin")]).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect([who(8, 1, "account_manager"), who(8, 2, "supervisor"), who(8, 1, "service_desk"), isInCharge(undefined, route)]).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect(isInCharge({ staffId: 8, districtId: 1, roles: [] }, { districtId: 1, accountManagerId: null })).toBe(false);
});

test("the next shop to call is the one after this, after the last the first, and never this one again", () => {
  const next = (list: string[], current: string) => nextToCall(list, (each) => each === current);
  expect([next(["a", "b", "c"], "a"), next(["a", "b", "c"], "c"), next(["a", "b"], "gone"), next(["a"], "a"), next([], "a")]).toEqual([
    "b",
    "a",
    "a",
    undefined,
    undefined,
  ]);
});
