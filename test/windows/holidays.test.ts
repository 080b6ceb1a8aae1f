import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { deliveries } from "../../db/deliveries.tables.ts";
import { planAllWindows } from "../../src/windows/jobs.ts";
import { startTestBot, type TestBot } from "../support/bot.ts";
import { buildPerson, buildStaff } from "../support/build.ts";

const OWNER = 1;
const ADMIN = 2;

let bot: TestBot;
beforeEach(async () => {
  bot = await startTestBot();
  buildPerson(bot.db, OWNER, { clientLanguage: "en" });
  buildStaff(bot.db, ADMIN, ["admin"]);
  bot.deps.calendar = { ...bot.deps.calendar, holidays: { kindOf: () => undefined, coversYear: (year) => year <= 2026 } };
});
afterEach(() => bot.close());

const planAt = async (date: string) => {
  bot.setNow(Date.parse(`${date}T09:00:00+08:00`));
  await planAllWindows(bot.deps);
};
const queued = () =>
  bot.db
    .select()
    .from(deliveries)
    .all()
    .map(({ kind, subjectId, chatId }) => [kind, subjectId, chatId]);

describe("a year without holiday data", () => {
  test("is told to each admin once, when windows of it are 60 days from being planned", async () => {
    await planAt("2026-10-18");
    expect(queued()).toEqual([]);
    await planAt("2026-10-19");
    await planAt("2026-10-20");
    expect(queued()).toEqual([
      ["holidays_missing", 2027, ADMIN],
      ["holidays_missing", 2027, OWNER],
    ]);
    await bot.deliver();
    expect(bot.textsTo(OWNER)).toEqual([expect.stringContaining("no public holidays for 2027 yet")]);
    expect(bot.textsTo(ADMIN)).toEqual([expect.stringContaining("2027 ")]);
  });

  test("is told also when it has begun, and the one after it in its turn", async () => {
    await planAt("2027-06-01");
    await planAt("2027-11-01");
    expect(queued().map(([, year]) => year)).toEqual([2027, 2027, 2028, 2028]);
  });

  test("that is covered by the time of sending is no news", async () => {
    await planAt("2026-11-23");
    bot.deps.calendar = { ...bot.deps.calendar, holidays: { kindOf: () => undefined, coversYear: () => true } };
    await bot.deliver();
    expect(bot.calls).toEqual([]);
  });
});

test("whoever wants no holidays is not told that they are missing", async () => {
  bot.close();
  bot = await startTestBot({ env: { HOLIDAYS_FILE: "none" } });
  await planAt("2040-12-31");
  expect(queued()).toEqual([]);
});
