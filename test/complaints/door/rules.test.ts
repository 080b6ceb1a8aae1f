import { expect, test } from "vitest";
import { mayRevisit, nobodyTimes } from "../../../src/complaints/door/rules.ts";

const visit = (fields: object = {}) => ({ kind: "door_visit", state: "waived", outcome: "no_visit", endedAt: 10, ...fields });
const returned = (state = "open") => ({ kind: "return_visit", state, outcome: null, endedAt: null });

test.each([
  ["called off", [visit(), returned()], [], true],
  ["declined", [visit({ outcome: "declined" }), returned()], [], true],
  ["waived by a supervisor", [visit({ outcome: "waived" }), returned()], [], false],
  ["still open", [visit({ state: "open", outcome: null }), returned()], [], false],
  ["called off, and the return visit has ended", [visit(), returned("kept")], [], false],
  ["called off, and the shop was called since", [visit(), returned()], [{ kind: "attempt", at: 11 }], false],
  ["called off, and the shop has said whether it is satisfied", [visit(), returned()], [{ kind: "said", at: 11 }], false],
  [
    "called off, and called before the case was reopened",
    [visit(), returned()],
    [
      { kind: "attempt", at: 10 },
      { kind: "reopened", at: 10 },
    ],
    true,
  ],
])("a visit that was %s", (_name, promises, events, may) => expect(mayRevisit(promises, events)).toBe(may));

test("nobody met twice on a day is one day, and a reopened case counts anew", () => {
  const dayOf = (at: number) => Math.floor(at / 10);
  const tries = [1, 2, 11].map((at) => ({ kind: "nobody_home", at }));
  expect(nobodyTimes(tries, dayOf)).toEqual([2, 11]);
  expect(nobodyTimes([...tries, { kind: "reopened", at: 12 }, { kind: "nobody_home", at: 13 }], dayOf)).toEqual([13]);
});
