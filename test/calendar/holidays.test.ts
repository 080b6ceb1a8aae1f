import { describe, expect, test } from "vitest";
import { BUILT_IN_COVERAGE, builtInHolidays, noHolidays, parseHolidaysCsv } from "../../src/calendar/holidays.ts";

describe("built-in Chinese holidays", () => {
  const holidays = builtInHolidays();

  test("National Day 2026 is off from Thursday to the next Wednesday, its weekend included", () => {
    const days = ["09-30", "10-01", "10-03", "10-04", "10-07", "10-08"].map((day) => holidays.kindOf(`2026-${day}`));
    expect(days).toEqual([undefined, "off", "off", "off", "off", undefined]);
  });

  test("the make-up Saturday after it and the make-up Sunday before it are working days", () => {
    expect([holidays.kindOf("2026-10-10"), holidays.kindOf("2026-09-20"), holidays.kindOf("2026-10-11")]).toEqual([
      "work",
      "work",
      undefined,
    ]);
  });

  test("years outside the notices known to the library are not covered", () => {
    const { firstYear, lastYear } = BUILT_IN_COVERAGE;
    expect(firstYear).toBe(2004);
    expect(lastYear).toBeGreaterThanOrEqual(2026);
    expect([firstYear - 1, firstYear, lastYear, lastYear + 1].map((year) => holidays.coversYear(year))).toEqual([false, true, true, false]);
  });

  test("without holidays no day differs and no year lacks data", () => {
    expect([noHolidays.kindOf("2026-10-01"), noHolidays.coversYear(2099)]).toEqual([undefined, true]);
  });
});

describe("a holidays file", () => {
  test("its days count, and the years it names are covered", () => {
    const { holidays, rejected } = parseHolidaysCsv("date,kind\n2027-01-01,off\n2027/1/3,WORK\n");
    expect(rejected).toEqual([]);
    expect([holidays.kindOf("2027-01-01"), holidays.kindOf("2027-01-03")]).toEqual(["off", "work"]);
    expect([holidays.coversYear(2027), holidays.coversYear(2026)]).toEqual([true, false]);
  });

  test("Chinese headers and words are read", () => {
    const { holidays, rejected } = parseHolidaysCsv("日期;类型\n2027年1月1日;休\n2027-01-03;班");
    expect([rejected, holidays.kindOf("2027-01-01"), holidays.kindOf("2027-01-03")]).toEqual([[], "off", "work"]);
  });

  test("bad rows are listed by line while good ones count", () => {
    const { holidays, rejected } = parseHolidaysCsv(
      'date,kind\n2027-02-30,off\n2027-01-01,maybe\n"2027\n2027-01-02,off\n2027-01-02,work\n2027-01-02,off\n',
    );
    expect(rejected).toEqual([
      { row: 2, field: "date", reason: "not_a_date" },
      { row: 3, field: "kind", reason: "not_off_or_work" },
      { row: 4, field: "", reason: "malformed" },
      { row: 6, field: "date", reason: "conflict" },
    ]);
    expect(holidays.kindOf("2027-01-02")).toBe("off");
  });

  test("a file without the column kind is refused by name", () => {
    expect(parseHolidaysCsv("date\n2027-01-01").rejected).toEqual([{ row: 1, field: "kind", reason: "missing_column" }]);
  });
});
