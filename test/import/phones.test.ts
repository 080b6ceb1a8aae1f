import { describe, expect, test } from "vitest";
import { normalizeContactPhone, normalizePhone } from "../../src/import/phones.ts";

describe("telephone numbers", () => {
  test.each([
    "13800001234",
    "+86 138-0000-1234",
    "+8613800001234",
    "008613800001234",
    "8613800001234",
    "0086 138 0000 1234",
    "１３８００００１２３４",
    "＋８６　１３８－００００－１２３４",
    "(+86) 138.0000.1234",
    "\u202a+86 138 0000 1234\u202c",
    "138\u00a00000\u20111234",
    "013800001234",
  ])("%j is the mobile 13800001234", (text) => {
    expect(normalizePhone(text)).toBe("13800001234");
  });

  test.each([
    ["021-12345678", "02112345678"],
    ["(021) 1234 5678", "02112345678"],
    ["+86 21 1234 5678", "02112345678"],
    ["+86 (0)21 1234 5678", "02112345678"],
    ["010-12345678", "01012345678"],
    ["+86 10 1234 5678", "01012345678"],
    ["0571-8888888", "05718888888"],
    ["0571-88888888", "057188888888"],
  ])("the landline %j is %s", (text, number) => {
    expect(normalizePhone(text)).toBe(number);
  });

  test("a number of another country needs its + or 00", () => {
    expect([normalizePhone("+49 151 12345678"), normalizePhone("0049 151 12345678"), normalizePhone("4915112345678")]).toEqual([
      "+4915112345678",
      "+4915112345678",
      null,
    ]);
  });

  test.each([
    "",
    "abc",
    "12345",
    "1380000123",
    "138000012345",
    "12800001234",
    "+86 12345",
    "+86 128 0000 1234",
    "138 0000 1234 x",
    "13800001234/13900001234",
    "88888888",
    "+0123456789",
    "+1234567890123456",
  ])("%j is no plausible number", (text) => {
    expect(normalizePhone(text)).toBeNull();
  });

  test("a shared contact may come without the + of its country", () => {
    expect(["8613800001234", "+8613800001234", "13800001234", "4915112345678", "12"].map(normalizeContactPhone)).toEqual([
      "13800001234",
      "13800001234",
      "13800001234",
      "+4915112345678",
      null,
    ]);
  });
});
