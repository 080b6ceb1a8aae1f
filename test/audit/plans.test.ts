import { afterEach, expect, test } from "vitest";
import { findAudit } from "../../db/audit.ts";
import { AUDIT_ACTIONS } from "../../src/audit/rules.ts";
import { startTestBot, type TestBot } from "../support/bot.ts";
import { readPlans } from "../db/query-plans.ts";

let bot: TestBot;
afterEach(() => bot.close());

test("a page is read from the latest entry backwards, and what was done to one thing by its index", async () => {
  bot = await startTestBot();
  const plans = async (filter: Parameters<typeof findAudit>[1]) => (await readPlans(bot.db, () => findAudit(bot.db, filter, 11)))[0];
  for (const filter of [{}, { before: 100 }, { actorId: 1 }])
    expect(await plans(filter), JSON.stringify(filter)).not.toMatch(/TEMP B-TREE/);
  // The entries of a topic or of a time are few among all: better those sorted than all looked at.
  expect(await plans({ from: 1, to: 2 })).toContain("USING INDEX audit_at (at>?");
  expect(await plans({ actions: AUDIT_ACTIONS.office })).toContain("USING INDEX audit_action (action=?");
  expect(await plans({ subject: "post 1" })).toContain("USING INDEX audit_subject (subject=?)");
});
