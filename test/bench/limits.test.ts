import { expect, test } from "vitest";
import { countMaxInWindow, createLimits } from "../../bench/limits.ts";
import { SERVER_60_MS } from "../../bench/settings.ts";

const PERSON = 1_000_000;
const GROUP = -1_000_000_000_001;

test("the bench's server takes 30 messages in any trailing second and then nothing for three", () => {
  const take = createLimits(SERVER_60_MS);
  for (let i = 0; i < 30; i++) expect(take(PERSON + i, 500 + i)).toBeUndefined();
  expect(take(PERSON + 30, 1_499)).toEqual({ cause: "token", retryAfterS: 3 });
  expect(take(PERSON + 31, 4_498)).toEqual({ cause: "locked", retryAfterS: 1 });
  expect(take(PERSON + 31, 4_499)).toBeUndefined();
});

test("a window that trails sees two bursts which a fixed one would let through", () => {
  const take = createLimits(SERVER_60_MS);
  for (let i = 0; i < 25; i++) expect(take(PERSON + i, 990)).toBeUndefined();
  for (let i = 25; i < 30; i++) expect(take(PERSON + i, 1_010)).toBeUndefined();
  expect(take(PERSON + 30, 1_010)?.cause).toBe("token");
});

test("a full group or private chat is refused without locking out the others", () => {
  const take = createLimits(SERVER_60_MS);
  for (let i = 0; i < 20; i++) expect(take(GROUP, i * 2_000)).toBeUndefined();
  expect(take(GROUP, 59_999)).toEqual({ cause: "group", retryAfterS: 3 });
  for (let i = 0; i < 10; i++) expect(take(PERSON, 60_000 + i)).toBeUndefined();
  expect(take(PERSON, 60_010)?.cause).toBe("private");
  expect(take(GROUP, 60_020)?.cause).toBe("locked");
  expect(take(PERSON + 1, 60_020)).toBeUndefined();
});

test("the most in any window is found wherever it lies", () => {
  expect(countMaxInWindow([], 1_000)).toBe(0);
  expect(countMaxInWindow([0, 999, 1_000, 1_500, 5_000], 1_000)).toBe(3);
});
