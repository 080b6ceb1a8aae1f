import { describe, expect, test } from "vitest";
import { parseWorkingHours } from "../../src/calendar/working-hours.ts";

const HOUR = 3_600_000;
const weekly = (text: string) => {
  const hours = parseWorkingHours(text);
  if (hours.kind === "always") throw new Error("expected weekly hours");
  return hours;
};
const openDays = (text: string): number[] => weekly(text).byWeekday.flatMap((blocks, index) => (blocks.length > 0 ? [index + 1] : []));

describe("working hours", () => {
  test("the default has a lunch break on five days", () => {
    const hours = weekly("Mon-Fri 08:30-12:00,14:00-17:30");
    const day = [
      { from: 8.5 * HOUR, to: 12 * HOUR },
      { from: 14 * HOUR, to: 17.5 * HOUR },
    ];
    expect(hours.byWeekday).toEqual([day, day, day, day, day, [], []]);
    expect(hours.makeUp).toEqual(day);
  });

  test("always never stops", () => {
    expect([parseWorkingHours("always"), parseWorkingHours(" Always ")]).toEqual([{ kind: "always" }, { kind: "always" }]);
  });

  test("groups, lists, Chinese names, full-width signs and loose spaces are read", () => {
    expect(openDays("Mon-Fri 08:30-12:00; Sat 09:00-12:00;")).toEqual([1, 2, 3, 4, 5, 6]);
    expect(openDays("Mon, Wed 8:30 - 12:00, 14:00 - 17:30")).toEqual([1, 3]);
    expect(openDays("周一至周五 08：30-12：00，14：00-17：30；周六 09:00-12:00")).toEqual([1, 2, 3, 4, 5, 6]);
    expect(openDays("Sat-Mon 00:00-24:00")).toEqual([1, 6, 7]);
  });

  test("a make-up day has the hours of the first group with a day from Monday to Friday, else of the first group", () => {
    expect(weekly("Sat 09:00-12:00; Tue-Fri 08:00-16:00").makeUp).toEqual([{ from: 8 * HOUR, to: 16 * HOUR }]);
    expect(weekly("Sun 10:00-11:00; Sat 09:00-12:00").makeUp).toEqual([{ from: 10 * HOUR, to: 11 * HOUR }]);
  });

  test.each([
    ["", /no working time/],
    [" ; ", /no working time/],
    ["Mon-Fri", /not like/],
    ["08:30-12:00", /not like/],
    ["Mon-Fry 08:30-12:00", /not a list of weekdays/],
    ["Mon 08:30-25:00", /not a block/],
    ["Mon 08:30", /not a block/],
    ["Mon 12:00-12:00", /empty/],
    ["Mon 22:00-06:00", /past midnight/],
    ["Mon 08:00-12:00,11:00-13:00", /overlapping blocks at 11:00/],
    ["Mon-Fri 08:00-12:00; Fri 13:00-14:00", /two groups/],
  ])("%j is refused", (text, message) => {
    expect(() => parseWorkingHours(text)).toThrow(RangeError);
    expect(() => parseWorkingHours(text)).toThrow(message);
  });
});
