import { describe, expect, test } from "vitest";
import { type PlannedTimes, type StoredWindow, decideChange, decideReminder, isWorthTelling } from "../../src/windows/rules.ts";

const NOW = 1_000;
const row = (fields: Partial<StoredWindow> = {}): StoredWindow => ({
  opensAt: 0,
  cutoffAt: 2_000,
  reminderAt: 1_500,
  version: 3,
  state: "planned",
  preliminaryAt: null,
  movedFrom: null,
  remindedAt: null,
  missedAt: null,
  preliminaryDoneAt: null,
  outcomeDoneAt: null,
  silenceCheckedAt: null,
  ...fields,
});
const planned = (fields: Partial<PlannedTimes> = {}): PlannedTimes => ({
  date: "2026-11-23",
  opensAt: 0,
  cutoffAt: 2_000,
  reminderAt: 1_500,
  preliminaryAt: null,
  movedFrom: null,
  isException: false,
  ...fields,
});

describe("what planning does to a window", () => {
  test.each<[string, StoredWindow | undefined, PlannedTimes | undefined, string]>([
    ["new and open", undefined, planned(), "create"],
    ["new and closed already", undefined, planned({ cutoffAt: NOW }), "keep"],
    ["the same", row(), planned(), "keep"],
    ["moved", row(), planned({ cutoffAt: 3_000 }), "change"],
    ["opening at another time only", row(), planned({ opensAt: 1 }), "change"],
    ["reminded of at another time only", row(), planned({ reminderAt: 1_600 }), "change"],
    ["no longer planned", row(), undefined, "change"],
    ["no longer planned, and cancelled already", row({ state: "cancelled" }), undefined, "keep"],
    ["no longer planned, and closed", row({ cutoffAt: NOW }), undefined, "keep"],
    ["planned again", row({ state: "cancelled" }), planned(), "change"],
    ["closed, and moved by the week", row({ cutoffAt: NOW }), planned(), "keep"],
    ["closed, and extended by its date", row({ cutoffAt: NOW }), planned({ isException: true }), "change"],
    ["closed, and moved within the past by its date", row({ cutoffAt: NOW }), planned({ isException: true, cutoffAt: 900 }), "keep"],
  ])("%s", (_, stored, times, kind) => {
    expect(decideChange(stored, times, NOW).kind).toBe(kind);
  });

  test("every change raises the version; reminded and missed are forgotten only for a time to come", () => {
    const reminded = row({ remindedAt: 900, missedAt: 950 });
    expect(decideChange(reminded, planned({ cutoffAt: 3_000, reminderAt: 2_500 }), NOW)).toMatchObject({
      set: { version: 4, remindedAt: null, missedAt: null },
    });
    expect(decideChange(reminded, planned({ cutoffAt: 1_100, reminderAt: 500 }), NOW)).toMatchObject({
      set: { version: 4, remindedAt: 900, missedAt: null },
    });
    expect(decideChange(reminded, planned({ cutoffAt: 800, reminderAt: 500 }), NOW)).toMatchObject({
      set: { version: 4, remindedAt: 900, missedAt: 950 },
    });
    expect(decideChange(reminded, undefined, NOW)).toMatchObject({ set: { version: 4, state: "cancelled", remindedAt: 900 } });
  });
});

describe("an alarm", () => {
  test.each<[string, StoredWindow | undefined, number, string]>([
    ["before the time", row(), 1_499, "early"],
    ["at the time", row(), 1_500, "due"],
    ["a moment before the cutoff", row(), 1_999, "due"],
    ["at the cutoff", row(), 2_000, "missed"],
    ["of another version", row({ version: 2 }), 1_500, "void"],
    ["of a cancelled window", row({ state: "cancelled" }), 1_500, "void"],
    ["of a window that was reminded of", row({ remindedAt: 1 }), 1_500, "void"],
    ["of a window that was missed", row({ missedAt: 1 }), 2_500, "void"],
    ["of no window", undefined, 1_500, "void"],
  ])("%s", (_, stored, now, decision) => {
    expect(decideReminder(stored, 3, now)).toBe(decision);
  });
});

describe("what was done for the old times", () => {
  test("is done again only for times to come", () => {
    const done = row({ preliminaryAt: 900, preliminaryDoneAt: 900, outcomeDoneAt: 950, silenceCheckedAt: 960, cutoffAt: NOW });
    const extended = { isException: true, cutoffAt: 3_000, reminderAt: 2_500 };
    expect(decideChange(done, planned({ ...extended, preliminaryAt: 1_200 }), NOW)).toMatchObject({
      set: { preliminaryAt: 1_200, preliminaryDoneAt: null, outcomeDoneAt: null, silenceCheckedAt: null },
    });
    expect(decideChange(done, planned({ ...extended, preliminaryAt: 950 }), NOW)).toMatchObject({ set: { preliminaryDoneAt: 900 } });
    const open = row({ outcomeDoneAt: 950 });
    expect(decideChange(open, planned({ cutoffAt: NOW }), NOW)).toMatchObject({ set: { outcomeDoneAt: 950 } });
  });

  test.each([
    ["first list", { preliminaryAt: 1_100 }],
    ["day it was moved from", { movedFrom: "2026-11-20" }],
  ])("another %s alone is a change", (_, fields) => {
    expect(decideChange(row(), planned(fields), NOW)).toMatchObject({ set: { version: 4, ...fields } });
  });
});

describe("an account manager wants to know of", () => {
  const times = { opensAt: 2_000, cutoffAt: 3_000 };
  const byHand = { now: NOW, isByClock: false };
  const byClock = { now: NOW, isByClock: true };
  test.each<[string, Parameters<typeof isWorthTelling>[0], boolean, boolean]>([
    ["another cutoff", { version: 2, before: times, after: { ...times, cutoffAt: 4_000 } }, true, true],
    ["a window that is none any more", { version: 2, before: times, after: null }, true, true],
    ["a window that is back", { version: 3, before: null, after: times }, true, true],
    ["a new window, but not when only time passed", { version: 1, before: null, after: times }, true, false],
    ["another opening to come", { version: 2, before: { ...times, opensAt: 900 }, after: times }, true, true],
  ])("%s", (_, change, hand, clock) => {
    expect([isWorthTelling(change, byHand), isWorthTelling(change, byClock)]).toEqual([hand, clock]);
  });

  test.each<[string, Parameters<typeof isWorthTelling>[0]]>([
    ["an opening that was", { version: 2, before: { ...times, opensAt: 900 }, after: { ...times, opensAt: 950 } }],
    ["another reminder only", { version: 2, before: times, after: times }],
    ["a window that was and is none", { version: 2, before: null, after: null }],
  ])("nothing like %s", (_, change) => {
    expect(isWorthTelling(change, byHand)).toBe(false);
  });
});
