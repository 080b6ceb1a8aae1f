import { expect, test } from "vitest";
import type { AuditLine } from "../../db/audit.ts";
import { AUDIT_ACTIONS, AUDIT_TOPICS } from "../../src/audit/rules.ts";
import { describeDeed } from "../../src/audit/wording.ts";
import { LOCALES } from "../../src/config.ts";
import { startTestBot } from "../support/bot.ts";

const ACTIONS = AUDIT_TOPICS.flatMap((topic) => [...AUDIT_ACTIONS[topic]]);

test("everything that is noted has a sentence in both languages, also when an older version noted less", async () => {
  const bot = await startTestBot();
  for (const locale of LOCALES)
    for (const action of ACTIONS) {
      const entry: AuditLine = { id: 1, at: 1, actorId: 1, actorName: "Chen", action, subject: "thing-1", detail: null };
      expect(describeDeed({ deps: bot.deps, locale, subjects: new Map(), districts: new Map() }, entry)).not.toMatch(/undefined|\{|NaN/);
    }
  bot.close();
});
