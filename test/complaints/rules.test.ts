import { describe, expect, test } from "vitest";
import { suggestCategory } from "../../src/complaints/category-rules.ts";
import { isDesk, isInCharge, isShopPerson, mayVisit, type CaseActor } from "../../src/complaints/rights-rules.ts";
import { decideBreach, endPromise, isComplete, promisesAtFiling } from "../../src/complaints/promise-rules.ts";
import { excerpt, formatNumber, matchComplaint, parseNumber } from "../../src/complaints/rules.ts";

describe("a complaint in a group", () => {
  test.each([
    ["投诉:昨天少了两条", "昨天少了两条"],
    ["投诉\uff1a少送", "少送"],
    ["投诉送货太慢", "送货太慢"],
    ["我要投诉 司机态度差", "司机态度差"],
    ["投诉", ""],
    ["complaint: two cartons missing", "two cartons missing"],
    ["Complaint two cartons missing", "two cartons missing"],
    ["COMPLAINT", ""],
  ])("%s is one", (text, words) => expect(matchComplaint(text)).toBe(words));

  test.each([
    "我想问投诉怎么办",
    "投诉电话多少",
    "投诉热线是多少",
    "complaints department",
    "complaint department?",
    "complaining again",
    "没有投诉",
  ])("%s is none", (text) => expect(matchComplaint(text)).toBeUndefined());
});

test.each([
  ["昨天送货少了两条", "delivery"],
  ["司机态度很差,骂人", "attitude"],
  ["货款重复扣款", "settlement"],
  ["烟发霉了要退货", "quality"],
  ["网上订货系统登录不了", "ordering"],
  ["紧俏货源总是断货", "supply"],
  ["许可证什么时候换证", "licensing"],
  ["想问一下活动", "advice"],
  ["Two cartons missing from my order", "delivery"],
  ["The driver was rude and shouted", "attitude"],
  ["I was charged twice, refund please", "settlement"],
  ["嗯", "other"],
])("%s is suggested as %s", (text, category) => expect(suggestCategory(text)).toBe(category));

test("a number is the day and a place in it, and reads back however it is typed", () => {
  expect(formatNumber("2026-11-23", 7)).toBe("C-20261123-0007");
  for (const typed of ["C-20261123-0007", "c-20261123-7", "20261123-0007", " C20261123-0007 "]) {
    expect(parseNumber(typed)).toEqual({ day: "2026-11-23", seq: 7 });
  }
  expect(parseNumber("7")).toBeUndefined();
});

test("advice is answered only, everything else is visited as well", () => {
  expect(promisesAtFiling("advice")).toEqual(["desk_reply"]);
  expect(promisesAtFiling("delivery")).toEqual(["desk_reply", "door_visit"]);
});

test("a promise kept before its due time is kept, from then on kept late", () => {
  expect(endPromise(100, 99)).toBe("kept");
  expect(endPromise(100, 100)).toBe("kept_late");
});

test("a wake-up is a breach only for an open, unreported promise of the same due time that has passed", () => {
  const promise = { kind: "desk_reply", state: "open", dueAt: 100, dueVersion: 2, breachedAt: null, pausedAt: null, nextAt: null } as const;
  expect(decideBreach(promise, 2, 100)).toBe("breach");
  expect(decideBreach(promise, 2, 99)).toBe("early");
  expect(decideBreach(promise, 1, 100)).toBe("void");
  expect(decideBreach({ ...promise, state: "kept" }, 2, 100)).toBe("void");
  expect(decideBreach({ ...promise, pausedAt: 50 }, 2, 100)).toBe("void");
  expect(decideBreach({ ...promise, breachedAt: 100 }, 2, 200)).toBe("void");
});

test("a case is complete when nothing it needs is open or still to be promised", () => {
  const kept = (kind: "desk_reply" | "door_visit" | "return_visit") => ({ kind, state: "kept" as const, nextAt: null });
  expect(isComplete("advice", [kept("desk_reply")])).toBe(true);
  expect(isComplete("delivery", [kept("desk_reply"), kept("door_visit")])).toBe(false);
  expect(isComplete("delivery", [kept("desk_reply"), kept("door_visit"), kept("return_visit")])).toBe(true);
  expect(isComplete("delivery", [{ kind: "desk_reply", state: "open", nextAt: null }, kept("door_visit"), kept("return_visit")])).toBe(
    false,
  );
  const tried = { ...kept("return_visit"), nextAt: 5 };
  expect(isComplete("delivery", [kept("desk_reply"), kept("door_visit"), tried])).toBe(false);
});

test("an excerpt never ends inside a character", () => {
  expect(excerpt("short", 10)).toBe("short");
  expect(excerpt("😀😀😀😀", 6)).toBe("😀😀…");
  expect(excerpt("a😀😀😀😀", 7)).toBe("a😀😀…");
  expect(excerpt("x".repeat(20), 10)).toHaveLength(10);
});

describe("rights on a case", () => {
  const complaint = { retailerId: 5, personId: 100, districtId: 2 };
  const staff = (roles: string[], districtId: number | null, id = 9): CaseActor => ({
    personId: 1,
    shopIds: [],
    officer: { id, name: "", districtId, roles },
  });

  test("only the shop's people are the shop", () => {
    expect(isShopPerson({ personId: 1, shopIds: [5], officer: undefined }, complaint)).toBe(true);
    expect(isShopPerson({ personId: 1, shopIds: [6], officer: undefined }, complaint)).toBe(false);
  });

  test("the desk is its clerks of the district or of the whole company, those in charge, and staff in the desk group", () => {
    expect(isDesk(staff(["service_desk"], 2), complaint, false)).toBe(true);
    expect(isDesk(staff(["service_desk"], null), complaint, false)).toBe(true);
    expect(isDesk(staff(["service_desk"], 3), complaint, false)).toBe(false);
    expect(isDesk(staff(["supervisor"], 2), complaint, false)).toBe(true);
    expect(isDesk(staff(["account_manager"], 2), complaint, false)).toBe(false);
    expect(isDesk(staff(["account_manager"], 2), complaint, true)).toBe(true);
    expect(isDesk({ personId: 1, shopIds: [], officer: undefined }, complaint, true)).toBe(false);
  });

  test("a door visit is its owner's or of those in charge", () => {
    expect(mayVisit(staff(["account_manager"], 2, 9), complaint, 9)).toBe(true);
    expect(mayVisit(staff(["account_manager"], 2, 8), complaint, 9)).toBe(false);
    expect(mayVisit(staff(["account_manager"], 2, 8), complaint, null)).toBe(false);
    expect(mayVisit(staff(["supervisor"], 2), complaint, 9)).toBe(true);
    expect(isInCharge(staff(["supervisor"], 3), complaint)).toBe(false);
  });
});
