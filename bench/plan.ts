import type { Load } from "./messages.ts";
import type { BenchOptions } from "./options.ts";
import type { Scenario } from "./scenario.ts";
import { SERVER_100_MS_JITTER, SERVER_60_MS } from "./settings.ts";

/** Report and docs find the runs by these. */
export const TITLES = {
  jitter: "this sender, 100 ms of jitter",
  mixedPosts: "this sender, groups mixed in, all of one lane",
  mixedReminders: "this sender, groups mixed in, private ones are reminders",
  long: "this sender, 10,000 recipients",
} as const;

const LONG_RECIPIENTS = 10_000;
/** At 28 a second it takes 6 minutes. */
const LONG_CAP_MS = 900_000;

const privateOnly = (privates: number): Load => ({ privates, privatesAreReminders: false, groups: 0, postsPerGroup: 0 });

/** Every run, in order; the first ones differ in nothing but the contestant. */
export function planScenarios({ recipients, groups, postsPerGroup, contestants, capMs, isLong }: BenchOptions): Scenario[] {
  const load = privateOnly(recipients);
  const sideBySide = contestants.map((contestant): Scenario => ({ title: contestant, contestant, load, settings: SERVER_60_MS, capMs }));
  if (!contestants.includes("this-sender")) return sideBySide;
  const mixed = { privates: recipients, groups, postsPerGroup };
  const own: Scenario[] = [
    { title: TITLES.jitter, contestant: "this-sender", load, settings: SERVER_100_MS_JITTER, capMs },
    { title: TITLES.mixedPosts, contestant: "this-sender", load: { ...mixed, privatesAreReminders: false }, settings: SERVER_60_MS, capMs },
    {
      title: TITLES.mixedReminders,
      contestant: "this-sender",
      load: { ...mixed, privatesAreReminders: true },
      settings: SERVER_60_MS,
      capMs,
    },
  ];
  if (isLong) {
    const long = { title: TITLES.long, contestant: "this-sender", load: privateOnly(LONG_RECIPIENTS), settings: SERVER_60_MS } as const;
    own.push({ ...long, capMs: Math.max(capMs, LONG_CAP_MS) });
  }
  return [...sideBySide, ...own];
}
