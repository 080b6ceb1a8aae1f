import { describe, expect, test } from "vitest";
import { countOutcome, covers, isCountable, medianOf, shareOf, sparkOf, sumCounts, type ShopFacts } from "../../src/outcomes/rules.ts";

const MINUTE = 60_000;
const REMINDER = 1_000 * MINUTE;
const CUTOFF = REMINDER + 60 * MINUTE;

const shop = (fields: Partial<ShopFacts> = {}): ShopFacts => ({
  id: 1,
  orderedAt: null,
  remindedAt: null,
  isReachable: true,
  isMuted: false,
  saidOrdered: false,
  reason: null,
  ...fields,
});
const count = (...fields: Partial<ShopFacts>[]) => countOutcome(fields.map(shop), REMINDER);

describe("an order", () => {
  test("before the reminder, or without one, is not the reminder's", () => {
    expect(
      count({ orderedAt: REMINDER - 1 }, { orderedAt: REMINDER - 1, remindedAt: REMINDER }, { orderedAt: REMINDER + MINUTE }),
    ).toMatchObject({
      shops: 3,
      ordered: 3,
      orderedBefore: 2,
      reminded: 1,
      orderedAfter: 0,
      minutes: [],
    });
  });

  test("after the reminder counts with its whole minutes from the shop's own reminder", () => {
    const late = REMINDER + 5 * MINUTE;
    expect(count({ remindedAt: late, orderedAt: late + 14 * MINUTE + 59_999 }, { remindedAt: late, orderedAt: late })).toMatchObject({
      ordered: 2,
      orderedBefore: 0,
      orderedAfter: 2,
      minutes: [14, 0],
    });
  });
});

describe("a shop without an order", () => {
  test("counts once, with what it said", () => {
    const counts = count(
      { remindedAt: REMINDER, reason: "stock" },
      { remindedAt: REMINDER, reason: "stock" },
      { remindedAt: REMINDER, reason: "money", saidOrdered: true },
      { remindedAt: REMINDER },
    );
    expect(counts).toMatchObject({ shops: 4, ordered: 0, reminded: 4, reasons: { stock: 2 }, saidOrdered: 1 });
  });

  test("is out of reach, muted or neither, and only while it was not reminded", () => {
    const counts = count(
      { isReachable: false },
      { isReachable: false, remindedAt: REMINDER },
      { isMuted: true },
      { isMuted: true, remindedAt: REMINDER },
      {},
    );
    expect(counts).toMatchObject({ unreachable: 1, muted: 1 });
  });
});

test("who ordered before the time to remind was not to be reached; who ordered later was", () => {
  expect(count({ isReachable: false, orderedAt: REMINDER - 1 }, { isReachable: false, orderedAt: REMINDER + 1 })).toMatchObject({
    unreachable: 1,
  });
});

test("who ordered after all has no reason not to", () => {
  expect(count({ remindedAt: REMINDER, reason: "price", saidOrdered: true, orderedAt: REMINDER + 1 })).toMatchObject({
    reasons: {},
    saidOrdered: 0,
  });
});

test("sums add every number, reason and minute, and leave what they add alone", () => {
  const [a, b] = [
    count({ remindedAt: REMINDER, orderedAt: REMINDER }, { reason: "stock" }),
    count({ reason: "stock" }, { reason: "holiday" }),
  ];
  expect(sumCounts([a, b])).toMatchObject({ shops: 4, ordered: 1, minutes: [0], reasons: { stock: 2, holiday: 1 } });
  expect([a.reasons, sumCounts([])]).toMatchObject([{ stock: 1 }, { shops: 0, reasons: {}, minutes: [] }]);
});

test("the middle of an even number is the lower one; of none there is none", () => {
  expect([medianOf([30, 2, 14]), medianOf([1, 9, 3, 5]), medianOf([]), medianOf([7])]).toEqual([14, 3, undefined, 7]);
});

test("a share is 100 only when all ordered, and none without shops", () => {
  const shares = [
    [52, 49],
    [300, 299],
    [3, 3],
    [3, 0],
    [0, 0],
  ].map(([shops, ordered]) => shareOf({ shops: shops!, ordered: ordered! }));
  expect(shares).toEqual([94, 99, 100, 0, undefined]);
});

test("the signs of a trend have fixed bounds", () => {
  expect([100, 95, 94, 90, 89, 80, 79, 70, 69, 0, undefined].map(sparkOf).join("")).toBe("▇▇▅▅▃▃▂▂▁▁·");
});

describe("a window is counted", () => {
  const MIN_15 = 15 * MINUTE;
  test.each([
    ["not before a quarter of an hour has passed", CUTOFF, MIN_15 - 1, false],
    ["then, when order data came after the cutoff", CUTOFF, MIN_15, true],
    ["later, while the data is older than the cutoff", CUTOFF - 1, MIN_15 + 120 * MINUTE - 1, false],
    ["after two more hours all the same", CUTOFF - 1, MIN_15 + 120 * MINUTE, true],
    ["so too when there never was any data", undefined, MIN_15 + 120 * MINUTE, true],
  ])("%s", (_name, feedAt, after, expected) => {
    expect(isCountable(CUTOFF, feedAt, CUTOFF + after)).toBe(expected);
  });
});

test("someone reads of the own district and the own routes, an admin of everything", () => {
  const route = { districtId: 1, managerId: 5 };
  const scope = (fields: object) => covers({ isAll: false, districtId: null, managerId: null, ...fields }, route);
  expect([
    scope({ isAll: true }),
    scope({ districtId: 1 }),
    scope({ managerId: 5 }),
    scope({ districtId: 2, managerId: 6 }),
    scope({}),
  ]).toEqual([true, true, true, false, false]);
  expect(covers({ isAll: false, districtId: null, managerId: null }, { districtId: 1, managerId: null })).toBe(false);
});
