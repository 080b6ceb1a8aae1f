import { describe, expect, test } from "vitest";
import { decideChange, decideReminder, paginate, SHOPS_PER_LIST, type PlannedTimes, type StoredWindow } from "../../src/windows/rules.ts";

const NOW = 1_000;
const row = (fields: Partial<StoredWindow> = {}): StoredWindow => ({
  opensAt: 0,
  cutoffAt: 2_000,
  reminderAt: 1_500,
  version: 3,
  state: "planned",
  remindedAt: null,
  missedAt: null,
  ...fields,
});
const planned = (fields: Partial<PlannedTimes> = {}): PlannedTimes => ({
  date: "2026-11-23",
  opensAt: 0,
  cutoffAt: 2_000,
  reminderAt: 1_500,
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

test("a list is cut into full pages, and an empty one is a page too", () => {
  const items = Array.from({ length: 2 * SHOPS_PER_LIST + 1 }, (_, n) => n);
  expect(paginate(items).map((page) => page.length)).toEqual([SHOPS_PER_LIST, SHOPS_PER_LIST, 1]);
  expect(paginate(items).flat()).toEqual(items);
  expect(paginate([])).toEqual([[]]);
});
