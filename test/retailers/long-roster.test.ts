import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { audit } from "../../db/audit.tables.ts";
import { retailers } from "../../db/retailers.tables.ts";
import { importCsv } from "../../src/imports/service.ts";
import { startTestBot, type TestBot } from "../support/bot.ts";

const HEADER = "licence_no,shop_name,phone,district,route";

let bot: TestBot;
beforeEach(async () => {
  bot = await startTestBot();
});
afterEach(() => bot.close());

const importText = (text: string) => importCsv(bot.deps, "roster", text, 1);
const shop = (licenceNo: string) => bot.db.select().from(retailers).where(eq(retailers.licenceNo, licenceNo)).get()!;

describe("a long roster:", () => {
  test("10,000 shops go in", async () => {
    const lines = Array.from(
      { length: 10_000 },
      (_, n) => `${140_100_000_000 + n},店${n},${13_800_000_000 + n},东区,R${n % 40},AM${n % 40}`,
    );
    expect(await importText(`${HEADER},account_manager\n${lines.join("\n")}`)).toMatchObject({ created: 10_000, rejected: [] });
    expect(bot.db.select().from(retailers).all()).toHaveLength(10_000);
  });

  test("a long file leaves the bot its turns, and is one file to its routes and its report", async () => {
    const rosterOf = (name: string) =>
      Array.from({ length: 4_500 }, (_, n) => `${140_100_000_000 + n},${name}${n},${13_800_000_000 + n},D,R${n % 40},AM${n % 40}`);
    await importText(`${HEADER},account_manager\n${rosterOf("A").join("\n")}`);
    let turns = 0;
    const turn = () => void (turns++, setImmediate(turn).unref());
    setImmediate(turn).unref();
    const changed = rosterOf("B");
    // The last row names another account manager for R0 than the first one, two transactions before it.
    changed.push("140100009999,C,13800009999,D,R0,AM1");
    const report = await importText(`${HEADER},account_manager\n${changed.join("\n")}`);
    expect(report).toEqual({
      created: 0,
      updated: 4_500,
      unchanged: 0,
      rejected: [{ row: 4_502, field: "account_manager", reason: "route_has_other_manager" }],
    });
    expect(turns).toBeGreaterThan(1);
    expect(shop("140100004499")).toMatchObject({ shopName: "B4499", createdAt: bot.deps.clock() });
    expect(bot.db.select().from(audit).where(eq(audit.action, "retailer.import")).all()).toMatchObject([
      { detail: { created: 4_500 } },
      { detail: { updated: 4_500, rejected: 1 } },
    ]);
  });
});
