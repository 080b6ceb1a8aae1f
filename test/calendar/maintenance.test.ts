import { describe, expect, test } from "vitest";
import { noHolidays } from "../../src/calendar/holidays.ts";
import { dayOf } from "../../src/calendar/local-time.ts";
import { findMaintenance, formatMaintenance, listMaintenance, parseMaintenance } from "../../src/calendar/maintenance.ts";
import { parseCycle, planWindows, type WindowException } from "../../src/calendar/window-rules.ts";

const SHANGHAI = "Asia/Shanghai";
const BERLIN = "Europe/Berlin";
const sh = (text: string): number => Date.parse(`2026-${text.replace(" ", "T")}+08:00`);
const iso = (at: number | undefined): string | undefined => (at === undefined ? undefined : new Date(at).toISOString());

describe("the text of maintenance times", () => {
  test.each([
    ["Fri 18:00-Sat 12:00", "Fri 18:00-Sat 12:00"],
    ["周五 18:00-周六 12:00", "Fri 18:00-Sat 12:00"],
    ["每周五18：00至周六12：00", "Fri 18:00-Sat 12:00"],
    ["friday 18:00 - saturday 12:00, Mon 2:00-4:00", "Mon 02:00-Mon 04:00, Fri 18:00-Sat 12:00"],
    ["周一 02:00-04:00，周五 18:00-周六 12:00", "Mon 02:00-Mon 04:00, Fri 18:00-Sat 12:00"],
    ["Sun 22:00-Mon 02:00", "Sun 22:00-Mon 02:00"],
    ["Sun 20:00-24:00", "Sun 20:00-Mon 00:00"],
    ["Fri 18:00-Sat 06:00, Sat 05:00-12:00", "Fri 18:00-Sat 12:00"],
    ["Fri 18:00-Sat 06:00; Sat 06:00-12:00", "Fri 18:00-Sat 12:00"],
    ["Sun 20:00-Mon 04:00, Mon 03:00-05:00", "Sun 20:00-Mon 05:00"],
  ])("%j is %j, and read back from it", (text, shown) => {
    const blocks = parseMaintenance(text)!;
    expect(formatMaintenance(blocks)).toBe(shown);
    expect(parseMaintenance(shown)).toEqual(blocks);
  });

  test.each([
    "",
    "Fri",
    "Fri 18:00",
    "18:00-12:00",
    "Fri 18:00-12:00",
    "Fri 18:00-Fri 18:00",
    "Fri 25:00-Sat 12:00",
    "Mon-Fri 18:00-Sat 12:00",
    "Foo 18:00-Sat 12:00",
    "Fri 18:00-Sat 12:00, soon",
    "Mon 00:00-Thu 00:00, Thu 00:00-Mon 00:00",
  ])("%j is refused", (text) => {
    expect(parseMaintenance(text)).toBeUndefined();
  });
});

describe("an instant", () => {
  const blocks = parseMaintenance("Fri 18:00-Sat 12:00")!;

  test("lies in maintenance from its first moment until its last", () => {
    const span = { from: sh("11-27 18:00"), to: sh("11-28 12:00") };
    expect(findMaintenance(blocks, span.from - 1, SHANGHAI)).toBeUndefined();
    expect(findMaintenance(blocks, span.from, SHANGHAI)).toEqual(span);
    expect(findMaintenance(blocks, span.to - 1, SHANGHAI)).toEqual(span);
    expect(findMaintenance(blocks, span.to, SHANGHAI)).toBeUndefined();
    expect(findMaintenance([], span.from, SHANGHAI)).toBeUndefined();
  });

  test("on Monday morning lies in what began on Sunday night", () => {
    const overnight = parseMaintenance("Sun 22:00-Mon 02:00")!;
    expect(findMaintenance(overnight, sh("11-23 01:00"), SHANGHAI)).toEqual({ from: sh("11-22 22:00"), to: sh("11-23 02:00") });
  });

  // Berlin: 29 March 2026 02:00 becomes 03:00; 25 October 03:00 becomes 02:00 again.
  test("in a skipped hour belongs to the time after it", () => {
    const night = parseMaintenance("Sun 02:30-05:00")!;
    expect(iso(findMaintenance(night, Date.parse("2026-03-29T01:30:00Z"), BERLIN)?.from)).toBe("2026-03-29T01:30:00.000Z");
    expect(findMaintenance(night, Date.parse("2026-03-29T01:29:00Z"), BERLIN)).toBeUndefined();
    expect(findMaintenance(parseMaintenance("Sun 02:30-03:15")!, Date.parse("2026-03-29T01:20:00Z"), BERLIN)).toBeUndefined();
  });

  test("in a doubled hour lies in maintenance the first time only", () => {
    const night = parseMaintenance("Sun 02:15-02:45")!;
    expect(iso(findMaintenance(night, Date.parse("2026-10-25T00:30:00Z"), BERLIN)?.to)).toBe("2026-10-25T00:45:00.000Z");
    expect(findMaintenance(night, Date.parse("2026-10-25T01:30:00Z"), BERLIN)).toBeUndefined();
  });

  test("lies in one maintenance where a skipped hour makes two meet", () => {
    const two = parseMaintenance("Sun 01:00-02:00, Sun 03:00-04:00")!;
    expect(
      listMaintenance(two, BERLIN, dayOf("2026-03-29"), dayOf("2026-03-29")).map(({ from, to }) => [iso(from), iso(to)]),
    ).toContainEqual(["2026-03-29T00:00:00.000Z", "2026-03-29T02:00:00.000Z"]);
  });
});

describe("a window", () => {
  const from = "2026-11-23";
  const plan = (weekdays: string, cutoff: string, opens: string | undefined, text: string, exceptions: WindowException[] = []) => {
    const cycle = parseCycle({ weekdays, cutoff, opens });
    if (!cycle.ok) throw new Error(cycle.field);
    const maintenance = listMaintenance(parseMaintenance(text)!, SHANGHAI, dayOf(from) - 40, dayOf(from) + 30);
    const windows = planWindows(cycle.rule, exceptions, { zone: SHANGHAI, from, days: 7, holidays: noHolidays, maintenance });
    return windows.map(({ date, opensAt, cutoffAt }) => {
      const [opening, closing] = [opensAt, cutoffAt].map((at) => new Date(at + 8 * 3_600_000).toISOString().slice(5, 16).replace("T", " "));
      return `${date.slice(5)}: ${opening} - ${closing}`;
    });
  };
  const WEEKEND = "Fri 18:00-Sat 12:00";

  test("that would open in maintenance opens at its end, one that would close in it closes at its beginning", () => {
    expect(plan("Sat", "-1 23:59", "-3 12:00", WEEKEND)).toEqual(["11-28: 11-25 12:00 - 11-27 18:00"]);
    expect(plan("Tue", "-1 23:59", "-4 20:00", WEEKEND)).toEqual(["11-24: 11-21 12:00 - 11-23 23:59"]);
  });

  test("that follows a cutoff at the beginning of maintenance opens when the platform does", () => {
    expect(plan("Wed;Sat", "-1 23:59", undefined, WEEKEND)).toEqual([
      "11-25: 11-21 12:00 - 11-24 23:59",
      "11-28: 11-24 23:59 - 11-27 18:00",
    ]);
  });

  test("whose last hours are maintenance closes before it, even when it ends with the cutoff", () => {
    expect(plan("Sat", "12:00", "-3 12:00", WEEKEND)).toEqual(["11-28: 11-25 12:00 - 11-27 18:00"]);
  });

  test("that lies in maintenance altogether is none", () => {
    expect(plan("Sat", "10:00", "-1 19:00", WEEKEND)).toEqual([]);
  });

  test("that maintenance leaves nothing to after the one before is none", () => {
    expect(plan("Sat;Sun", "-1 20:00", undefined, "Fri 18:00-Sun 12:00")).toEqual(["11-28: 11-22 12:00 - 11-27 18:00"]);
  });

  test("of a dated exception keeps the cutoff it was given, and its opening too", () => {
    const dated = (opensAt?: number): WindowException[] => [{ date: "2026-11-28", kind: "window", cutoffAt: sh("11-28 10:00"), opensAt }];
    expect(plan("Mon", "17:00", "08:00", WEEKEND, dated(sh("11-27 20:00")))).toContain("11-28: 11-27 20:00 - 11-28 10:00");
    expect(plan("Mon", "17:00", "08:00", WEEKEND, dated())).toContain("11-28: 11-28 08:00 - 11-28 10:00");
  });
});
