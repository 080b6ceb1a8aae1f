import { describe, expect, test } from "vitest";
import { namePeriod, parsePeriod, spanOf } from "../../src/complaint-reports/periods.ts";
import {
  countCases,
  countKeeping,
  countRatings,
  findWorst,
  keptShare,
  medianOf,
  percent,
  scopeOf,
  timeTaken,
} from "../../src/complaint-reports/rules.ts";

const kept = { kind: "desk_reply", state: "kept", dueAt: 100, endedAt: 50, openedAt: 10, doorEndedAt: null, complaintId: 1 };
const plain = (from: number, to: number) => to - from;

describe("the numbers of complaints", () => {
  test("questions and withdrawn cases are told apart from complaints", () => {
    const of = (category: string, state: string, retailerId: number, cause: string | null) => ({
      category,
      state,
      cause,
      retailerId,
      shopName: `店${retailerId}`,
    });
    const counts = countCases([
      of("delivery", "closed", 1, null),
      of("supply", "open", 1, "货源不足"),
      of("supply", "open", 2, "货源不足"),
      of("advice", "closed", 2, null),
      of("supply", "withdrawn", 2, null),
    ]);
    expect(counts).toEqual({
      complaints: 3,
      advice: 1,
      merged: 0,
      withdrawn: 1,
      byCategory: [
        { value: "supply", n: 2 },
        { value: "delivery", n: 1 },
      ],
      byCause: [
        { value: "货源不足", n: 2 },
        { value: null, n: 1 },
      ],
      repeats: [{ shopName: "店1", n: 2 }],
    });
  });

  test("an open promise is overdue from its due time on, and a waived one does not lower the share", () => {
    const promises = [kept, { ...kept, state: "kept_late" }, { ...kept, state: "waived" }, { ...kept, state: "open" }];
    expect(countKeeping(promises, 99)).toEqual({ kept: 1, kept_late: 1, breached: 0, waived: 1, open: 1 });
    expect(countKeeping(promises, 100)).toEqual({ kept: 1, kept_late: 1, breached: 1, waived: 1, open: 0 });
    expect(keptShare(countKeeping(promises, 99))).toBe(50);
    expect(keptShare(countKeeping(promises, 100))).toBe(33);
    expect(keptShare(countKeeping([], 100))).toBeUndefined();
  });

  test("a shop that was asked twice counts once, with its last word", () => {
    const ratings = [
      { complaintId: 1, satisfaction: "not_satisfied" },
      { complaintId: 2, satisfaction: "so_so" },
      { complaintId: 1, satisfaction: "satisfied" },
    ];
    expect(countRatings(ratings)).toEqual({ rated: 2, satisfied: 1, share: 50 });
    expect(countRatings([])).toEqual({ rated: 0, satisfied: 0, share: undefined });
  });

  test("100 per cent is only told of all", () => {
    expect(percent(999, 1000)).toBe(99);
    expect(percent(1000, 1000)).toBe(100);
  });

  test("the median of two is their mean, of none nothing", () => {
    expect(medianOf([30, 10, 20])).toBe(20);
    expect(medianOf([10, 40])).toBe(25);
    expect(medianOf([])).toBeUndefined();
  });

  test("a return visit's time counts from the door visit, and what was waived or is open took none", () => {
    expect(timeTaken(kept, plain)).toBe(40);
    expect(timeTaken({ ...kept, kind: "return_visit", doorEndedAt: 30 }, plain)).toBe(20);
    expect(timeTaken({ ...kept, kind: "return_visit" }, plain)).toBeUndefined();
    expect(timeTaken({ ...kept, state: "waived" }, plain)).toBeUndefined();
    expect(timeTaken({ ...kept, state: "open", endedAt: null }, plain)).toBeUndefined();
  });

  test("the worst five are one promise a case, the longest overdue first", () => {
    const late = (complaintId: number, endedAt: number | null) => ({
      ...kept,
      complaintId,
      state: endedAt === null ? "open" : "kept_late",
      endedAt,
    });
    const all = [late(1, 110), late(1, 150), late(2, null), late(3, 120), late(4, 130), late(5, 140), late(6, 111), kept];
    expect(findWorst(all, 300, plain).map(({ promise, late: by }) => [promise.complaintId, by])).toEqual([
      [2, 200],
      [1, 50],
      [5, 40],
      [4, 30],
      [3, 20],
    ]);
  });
});

describe("who reads of complaints", () => {
  test("supervisors, admins and the desk read of their district; owners of all; account managers and others of nothing", () => {
    const of = (roles: string[], districtId: number | null = 7, isOwner = false) => scopeOf({ roles, districtId, isOwner });
    expect(of(["supervisor"])).toEqual({ districtId: 7, isLead: true });
    expect(of(["admin"], null)).toEqual({ districtId: null, isLead: true });
    expect(of(["service_desk"])).toEqual({ districtId: 7, isLead: false });
    expect(of([], 7, true)).toEqual({ districtId: null, isLead: true });
    for (const role of ["account_manager", "order_department", "broadcaster", "brand_partner"]) expect(of([role])).toBeUndefined();
  });
});

describe("periods", () => {
  const on = (text: string) => parsePeriod(text, "2026-11-25");

  test("are read as people write them", () => {
    expect(on("")).toEqual({ kind: "week", from: "2026-11-23", to: "2026-11-29" });
    for (const text of ["last week", "上周"]) expect(on(text)).toEqual({ kind: "week", from: "2026-11-16", to: "2026-11-22" });
    for (const text of ["This Month", "本月", "2026-11", "2026年11月"])
      expect(on(text)).toEqual({ kind: "month", from: "2026-11-01", to: "2026-11-30" });
    expect(parsePeriod("上个月", "2027-01-31")).toEqual({ kind: "month", from: "2026-12-01", to: "2026-12-31" });
    for (const text of ["2026-13", "soon", "昨天"]) expect(on(text)).toBeUndefined();
  });

  test("run from midnight to midnight of the company's zone", () => {
    expect(spanOf(on("上周")!, "Asia/Shanghai")).toEqual({
      from: Date.parse("2026-11-15T16:00:00Z"),
      to: Date.parse("2026-11-22T16:00:00Z"),
    });
  });

  test("have a name in both languages", () => {
    expect(namePeriod(on("上周")!, "zh")).toBe("11月16日—22日");
    expect(namePeriod(parsePeriod("week", "2026-12-02")!, "en")).toBe("30 Nov – 6 Dec");
    expect(namePeriod(on("2026-11")!, "en")).toBe("November 2026");
  });
});
