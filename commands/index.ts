import type { Bot } from "grammy";
import type { BotContext } from "../src/context.ts";
import type { Deps } from "../src/deps.ts";
import { auditCommands } from "./audit.ts";
import { callsCommands } from "./calls.ts";
import { commandsEndAwaited, complaintsCommands } from "./complaints.ts";
import { followUpsCommands } from "./follow-ups.ts";
import { groupsCommands } from "./groups.ts";
import { importsCommands } from "./imports.ts";
import { ordersCommands } from "./orders.ts";
import { outagesCommands } from "./outages.ts";
import { peopleCommands, startAnyway } from "./people.ts";
import { postsCommands } from "./posts.ts";
import { preferencesCommands } from "./preferences.ts";
import { reportsCommands } from "./reports.ts";
import { retailersCommands } from "./retailers.ts";
import { settingsCommands } from "./settings.ts";
import { staffCommands } from "./staff.ts";
import { supplyCommands } from "./supply.ts";
import { tasksCommands } from "./tasks.ts";
import { unclaimed } from "./unclaimed.ts";
import { windowsCommands } from "./windows.ts";

/** Installs every feature; the first that takes an update ends its way, and what none took gets a sensible answer at the end. */
export function installCommands(bot: Bot<BotContext>, deps: Deps): void {
  bot.use(
    commandsEndAwaited(deps),
    peopleCommands(deps),
    preferencesCommands(deps),
    retailersCommands(deps),
    staffCommands(deps),
    settingsCommands(deps),
    auditCommands(deps),
    groupsCommands(deps),
    importsCommands(deps),
    ordersCommands(deps),
    callsCommands(deps),
    reportsCommands(deps),
    outagesCommands(deps),
    supplyCommands(deps),
    postsCommands(deps),
    followUpsCommands(deps),
    tasksCommands(deps),
    complaintsCommands(deps),
    windowsCommands(deps),
    startAnyway(deps),
    unclaimed(deps),
  );
}
