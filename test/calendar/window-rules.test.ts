import { describe, expect, test } from "vitest";
import { builtInHolidays, noHolidays } from "../../src/calendar/holidays.ts";
import {
  formatCutoff,
  formatWeekdays,
  parseCutoff,
  parseCycle,
  parseWeekdays,
  planWindows,
  preliminaryAt,
  reminderAt,
  type CycleRule,
  type PlanOptions,
  type WindowException,
} from "../../src/calendar/window-rules.ts";

const HOUR = 3_600_000;
const sh = (text: string): number => Date.parse(`2026-${text.replace(" ", "T")}+08:00`);
const options = (from: string, more: Partial<PlanOptions> = {}): PlanOptions => ({
  zone: "Asia/Shanghai",
  from: `2026-${from}`,
  holidays: builtInHolidays(),
  ...more,
});
const rule = (weekdays: string, cutoff: string, opens?: string): CycleRule => {
  const parsed = parseCycle({ weekdays, cutoff, opens });
  if (!parsed.ok) throw new Error(parsed.field);
  return parsed.rule;
};
const shown = (windows: ReturnType<typeof planWindows>, offset = 8): string[] =>
  windows.map(({ date, opensAt, cutoffAt }) => {
    const [opens, cutoff] = [opensAt, cutoffAt].map((at) => new Date(at + offset * HOUR).toISOString().slice(5, 16).replace("T", " "));
    return `${date.slice(5)}: ${opens} - ${cutoff}`;
  });

describe("the texts of a cycle", () => {
  test.each([
    ["Mon;Thu", [1, 4]],
    ["thu, mon , mon", [1, 4]],
    ["Mon-Wed", [1, 2, 3]],
    ["Sat-Mon", [1, 6, 7]],
    ["周一、周四", [1, 4]],
    ["星期天;礼拜三", [3, 7]],
    ["1;4", [1, 4]],
    ["Monday Thursday", [1, 4]],
  ])("weekdays %j are %j", (text, days) => {
    expect(parseWeekdays(text)).toEqual(days);
    expect(parseWeekdays(formatWeekdays(days))).toEqual(days);
  });

  test.each(["", ";", "Mo", "Mon;Foo", "8", "Mon-", "Mon-Tue-Wed", "mondays"])("weekdays %j are refused", (text) => {
    expect(parseWeekdays(text)).toBeUndefined();
  });

  test.each([
    ["17:00", { dayOffset: 0, time: "17:00" }],
    ["-1 23:59", { dayOffset: -1, time: "23:59" }],
    ["+1 2:00", { dayOffset: 1, time: "02:00" }],
    ["０ ９：３０", { dayOffset: 0, time: "09:30" }],
  ])("cutoff %j is read, and read back from its own text", (text, cutoff) => {
    expect(parseCutoff(text)).toEqual(cutoff);
    expect(parseCutoff(formatCutoff(cutoff))).toEqual(cutoff);
  });

  test("a cutoff on the day is written without its offset", () => {
    expect(
      [
        { dayOffset: 0, time: "17:00" },
        { dayOffset: -1, time: "23:59" },
        { dayOffset: 1, time: "02:00" },
      ].map(formatCutoff),
    ).toEqual(["17:00", "-1 23:59", "+1 02:00"]);
  });

  test.each(["", "25:00", "-1", "-15 10:00", "2 10:00", "17h", "-1 23:59 x"])("cutoff %j is refused", (text) => {
    expect(parseCutoff(text)).toBeUndefined();
  });

  test("a bad cycle names its field and reason", () => {
    expect(parseCycle({ weekdays: "Foo", cutoff: "17:00" })).toEqual({ ok: false, field: "weekdays", reason: "malformed" });
    expect(parseCycle({ weekdays: "Mon", cutoff: "late" })).toEqual({ ok: false, field: "cutoff", reason: "malformed" });
    expect(parseCycle({ weekdays: "Mon", cutoff: "17:00", opens: "soon" })).toEqual({ ok: false, field: "opens", reason: "malformed" });
    expect(parseCycle({ weekdays: "Mon", cutoff: "-1 17:00", opens: "-1 17:00" })).toEqual({
      ok: false,
      field: "opens",
      reason: "not_before_cutoff",
    });
    expect(parseCycle({ weekdays: "Mon", cutoff: "17:00", opens: " " })).toMatchObject({ ok: true, rule: { weekdays: [1] } });
  });
});

describe("planned windows", () => {
  test("a window opens at the previous cutoff", () => {
    expect(shown(planWindows(rule("Mon;Thu", "17:00"), [], options("11-23", { days: 7 })))).toEqual([
      "11-23: 11-19 17:00 - 11-23 17:00",
      "11-26: 11-23 17:00 - 11-26 17:00",
    ]);
  });

  test("fourteen days are planned unless told otherwise, the first included and the fifteenth not", () => {
    expect(planWindows(rule("Mon", "17:00"), [], options("11-23")).map(({ date }) => date)).toEqual(["2026-11-23", "2026-11-30"]);
  });

  test("a window may open three days before and close on the day before its ordering day", () => {
    expect(shown(planWindows(rule("Tue", "-1 23:59", "-3 12:00"), [], options("11-23", { days: 7 })))).toEqual([
      "11-24: 11-21 12:00 - 11-23 23:59",
    ]);
  });

  test("an ordering day off has no window, and the next one opens at the last cutoff that was", () => {
    // Thursday 1 October and Monday 5 October 2026 are off.
    expect(shown(planWindows(rule("Mon;Thu", "17:00"), [], options("09-28")))).toEqual([
      "09-28: 09-24 17:00 - 09-28 17:00",
      "10-08: 09-28 17:00 - 10-08 17:00",
    ]);
  });

  test("without a window in the fourteen days before, it opens seven days before its cutoff", () => {
    // Tuesdays around the Spring Festival: the 17th is off, the 10th cancelled.
    const cancelled: WindowException[] = [
      { date: "2026-02-10", kind: "cancelled" },
      { date: "2026-02-17", kind: "cancelled" },
    ];
    expect(shown(planWindows(rule("Tue", "17:00"), cancelled, options("02-24", { days: 1 })))).toEqual([
      "02-24: 02-17 17:00 - 02-24 17:00",
    ]);
  });

  test("a dated exception overrides a holiday, moves a cutoff, adds a day and cancels one", () => {
    const exceptions: WindowException[] = [
      { date: "2026-10-01", kind: "window", cutoffAt: sh("10-01 12:00") },
      { date: "2026-10-08", kind: "window", cutoffAt: sh("10-08 15:00"), opensAt: sh("10-07 08:00") },
      { date: "2026-10-10", kind: "window", cutoffAt: sh("10-10 17:00") },
      { date: "2026-10-12", kind: "cancelled" },
    ];
    const windows = planWindows(rule("Mon;Thu", "17:00"), exceptions, options("10-01", { days: 15 }));
    expect(shown(windows)).toEqual([
      "10-01: 09-28 17:00 - 10-01 12:00",
      "10-08: 10-07 08:00 - 10-08 15:00",
      "10-10: 10-08 15:00 - 10-10 17:00",
      "10-15: 10-10 17:00 - 10-15 17:00",
    ]);
    expect(windows.map(({ source }) => source)).toEqual(["exception", "exception", "exception", "weekly"]);
  });

  test("of two exceptions for one date the last counts", () => {
    const exceptions: WindowException[] = [
      { date: "2026-11-23", kind: "window", cutoffAt: sh("11-23 12:00") },
      { date: "2026-11-23", kind: "cancelled" },
    ];
    expect(planWindows(rule("Mon", "17:00"), exceptions, options("11-23", { days: 1 }))).toEqual([]);
  });

  test("an exception that closes before the usual opening still opens before it closes", () => {
    const exceptions: WindowException[] = [{ date: "2026-11-23", kind: "window", cutoffAt: sh("11-23 08:00") }];
    expect(shown(planWindows(rule("Mon", "17:00", "09:00"), exceptions, options("11-23", { days: 1 })))).toEqual([
      "11-23: 11-16 17:00 - 11-23 08:00",
    ]);
  });

  test("a cutoff extended beyond the next one does not open the next window after its own cutoff", () => {
    const exceptions: WindowException[] = [{ date: "2026-11-23", kind: "window", cutoffAt: sh("11-26 18:00") }];
    expect(shown(planWindows(rule("Mon;Thu", "17:00"), exceptions, options("11-26", { days: 1 })))).toEqual([
      "11-26: 11-19 17:00 - 11-26 17:00",
    ]);
  });

  test("exceptions alone make windows", () => {
    const exceptions: WindowException[] = [{ date: "2026-11-22", kind: "window", cutoffAt: sh("11-22 23:10") }];
    expect(shown(planWindows(undefined, exceptions, options("11-22")))).toEqual(["11-22: 11-15 23:10 - 11-22 23:10"]);
  });

  test("a window is the same on whichever day it is planned", () => {
    const cancelled = ["11-03", "11-06", "11-10", "11-13", "11-17"].map((day) => ({ date: `2026-${day}`, kind: "cancelled" as const }));
    const exceptions: WindowException[] = [{ date: "2026-10-06", kind: "window", cutoffAt: sh("10-06 12:00") }, ...cancelled];
    const all = planWindows(rule("Tue;Fri", "-1 23:59"), exceptions, options("09-01", { days: 90 }));
    for (const [index, window] of all.entries()) {
      const alone = planWindows(rule("Tue;Fri", "-1 23:59"), exceptions, { ...options("09-01"), from: window.date, days: 1 });
      expect(alone).toEqual(all.slice(index, index + 1));
    }
  });

  test("a cutoff in a skipped hour is shifted forward, in a doubled hour it is the first", () => {
    const berlin = { zone: "Europe/Berlin", holidays: noHolidays, days: 1 };
    const [spring] = planWindows(rule("Sun", "02:30"), [], options("03-29", berlin));
    const [autumn] = planWindows(rule("Sun", "02:30"), [], options("10-25", berlin));
    expect(spring?.cutoffAt).toBe(Date.parse("2026-03-29T03:30+02:00"));
    expect(autumn?.cutoffAt).toBe(Date.parse("2026-10-25T02:30+02:00"));
    expect(spring?.opensAt).toBe(Date.parse("2026-03-22T02:30+01:00"));
  });

  test("an unknown zone and a date that does not exist are refused", () => {
    expect(() => planWindows(rule("Mon", "17:00"), [], options("11-23", { zone: "Moon/Base" }))).toThrow(RangeError);
    expect(() => planWindows(rule("Mon", "17:00"), [], options("02-30"))).toThrow(RangeError);
  });
});

describe("a reminder", () => {
  const window = { opensAt: sh("11-23 16:30"), cutoffAt: sh("11-23 17:00") };

  test("goes out the lead time before the cutoff", () => {
    expect(reminderAt({ ...window, opensAt: sh("11-19 17:00") }, HOUR)).toBe(sh("11-23 16:00"));
  });

  test("does not go out before the window opens", () => {
    expect(reminderAt(window, HOUR)).toBe(sh("11-23 16:30"));
  });
});

describe("the first list of a window", () => {
  const firstList = (cutoff: string, { opens = "11-20 12:00", lead = HOUR } = {}) => {
    const cutoffAt = sh(cutoff);
    return preliminaryAt({ opensAt: sh(opens), cutoffAt, reminderAt: cutoffAt - lead }, "Asia/Shanghai");
  };

  test.each([
    ["11-23 19:01", "11-23 17:00"],
    ["11-23 23:59", "11-23 17:00"],
    ["11-24 00:00", "11-23 17:00"],
    ["11-24 08:59", "11-23 17:00"],
  ])("that closes at %s is made at %s", (cutoff, made) => {
    expect(firstList(cutoff)).toBe(sh(made));
  });

  test.each(["11-23 19:00", "11-23 09:00", "11-23 12:00"])("that closes at %s is the reminder's", (cutoff) => {
    expect(firstList(cutoff)).toBeNull();
  });

  test("is none before the window opens, or when the reminder comes first", () => {
    expect(firstList("11-23 23:59", { opens: "11-23 17:00" })).toBeNull();
    expect(firstList("11-23 23:59", { opens: "11-23 16:59" })).not.toBeNull();
    expect(firstList("11-23 20:00", { lead: 3 * HOUR })).toBeNull();
  });
});
