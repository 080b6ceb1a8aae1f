/** One file of an imaginary project: where it lies, what it says, and the lint rule that must refuse it ("" = none). */
export type Fixture = { arrow: string; path: string; source: string; refusedBy: string };

const IMPORTS = "eslint(no-restricted-imports)";

const refused = (arrow: string, path: string, target: string): Fixture => ({
  arrow,
  path,
  source: `import { x } from "${target}";\nexport const y = x;\n`,
  refusedBy: IMPORTS,
});
const refusedType = (arrow: string, path: string, target: string): Fixture => ({
  arrow,
  path,
  source: `import type { X } from "${target}";\nexport type Y = X;\n`,
  refusedBy: IMPORTS,
});
const allowed = (arrow: string, path: string, target: string): Fixture => ({ ...refused(arrow, path, target), refusedBy: "" });
const allowedType = (arrow: string, path: string, target: string): Fixture => ({ ...refusedType(arrow, path, target), refusedBy: "" });

/** What nobody below bot.ts may reach, from every room: a later override of the lint settings replaces an earlier one whole. */
function forbiddenEverywhere(path: string): Fixture[] {
  const up = "../".repeat(path.split("/").length - 1);
  const toApp = path.startsWith("src/") ? `${"../".repeat(path.split("/").length - 2) || "./"}app.ts` : `${up}src/app.ts`;
  const targets = [`${up}commands/index.ts`, toApp, "drizzle-orm", "bullmq"];
  return targets.filter((target) => !isExempt(path, target)).map((target) => refused(`${path} -> ${target}`, path, target));
}

const isExempt = (path: string, target: string): boolean =>
  (target === "drizzle-orm" && (path.startsWith("db/") || path === "src/sandbox/store.ts")) ||
  (target === "bullmq" && ["src/queues.ts", "src/workers.ts", "src/redis/connection.ts"].includes(path)) ||
  (target.includes("commands/") && path === "src/bot.ts") ||
  (target === "./app.ts" && path === "src/main.ts");

const ROOMS = [
  "src/config.ts",
  "src/queues.ts",
  "src/main.ts",
  "src/bot.ts",
  "src/workers.ts",
  "src/deliveries.ts",
  "src/complaints/service.ts",
  "src/complaints/jobs.ts",
  "src/telegram/sender.ts",
  "src/telegram/store.ts",
  "src/http/server.ts",
  "src/sandbox/store.ts",
  "src/calendar/holidays.ts",
  "src/redis/connection.ts",
  "db/complaints.ts",
  "db/complaints.tables.ts",
];

/** Every arrow that HOUSE.md forbids. */
export const FORBIDDEN: Fixture[] = [
  ...ROOMS.flatMap(forbiddenEverywhere),
  refused("app -> drizzle", "src/app.ts", "drizzle-orm"),
  refused("app -> bullmq", "src/app.ts", "bullmq"),
  refused("queues -> db", "src/queues.ts", "../db/complaints.ts"),
  refused("tables -> grammy", "db/complaints.tables.ts", "grammy"),
  refused("tables -> config", "db/complaints.tables.ts", "../src/config.ts"),
  refusedType("calendar -> a type of db", "src/calendar/holidays.ts", "../../db/client.ts"),
  refused("calendar -> pino", "src/calendar/holidays.ts", "pino"),
  refused("service -> telegram's store", "src/complaints/service.ts", "../telegram/store.ts"),
  refused("jobs -> telegram's sender", "src/complaints/jobs.ts", "../telegram/sender.ts"),
  refused("jobs -> telegram's store", "src/complaints/jobs.ts", "../telegram/store.ts"),
  refused("main -> bot", "src/main.ts", "./bot.ts"),
  refused("main -> db", "src/main.ts", "../db/client.ts"),
  refused("main -> a feature", "src/main.ts", "./complaints/service.ts"),
  refused("app -> main", "src/app.ts", "./main.ts"),
  refused("app -> commands", "src/app.ts", "../commands/menu.ts"),
  refused("app -> queries", "src/app.ts", "../db/complaints.ts"),
  refused("app -> service", "src/app.ts", "./complaints/service.ts"),
  refused("app -> jobs", "src/app.ts", "./complaints/jobs.ts"),
  refused("bot -> app", "src/bot.ts", "./app.ts"),
  refused("bot -> db", "src/bot.ts", "../db/people.ts"),
  refused("bot -> jobs", "src/bot.ts", "./complaints/jobs.ts"),
  refused("bot -> http", "src/bot.ts", "./http/start.ts"),
  refused("bot -> bullmq", "src/bot.ts", "bullmq"),
  refused("workers -> service", "src/workers.ts", "./complaints/service.ts"),
  refused("workers -> db", "src/workers.ts", "../db/complaints.ts"),
  refused("workers -> commands", "src/workers.ts", "../commands/complaints.ts"),
  refused("schedules -> service", "src/schedules.ts", "./windows/service.ts"),
  refused("schedules -> bot", "src/schedules.ts", "./bot.ts"),
  refused("deliveries -> service", "src/deliveries.ts", "./complaints/service.ts"),
  refused("deliveries -> db", "src/deliveries.ts", "../db/deliveries.ts"),
  refused("what everyone shares -> a feature", "src/dates.ts", "./complaints/service.ts"),
  refused("what everyone shares -> db", "src/access.ts", "../db/staff.ts"),
  refused("what everyone shares -> bullmq", "src/deps.ts", "bullmq"),
  refused("queues -> jobs", "src/queues.ts", "./complaints/jobs.ts"),
  refused("data-dir -> config", "src/data-dir.ts", "./config.ts"),
  refused("jobs -> db", "src/complaints/jobs.ts", "../../db/complaints.ts"),
  refused("jobs -> another feature's jobs", "src/complaints/jobs.ts", "../windows/jobs.ts"),
  refused("service -> commands", "src/complaints/service.ts", "../../commands/complaints.ts"),
  refused("service -> app", "src/complaints/service.ts", "../app.ts"),
  refused("service -> http", "src/complaints/service.ts", "../http/server.ts"),
  refused("service -> sandbox", "src/complaints/service.ts", "../sandbox/world.ts"),
  refused("service -> telegram's sender", "src/complaints/service.ts", "../telegram/sender.ts"),
  refused("service -> another feature's messages", "src/complaints/service.ts", "../windows/messages.ts"),
  refused("service -> drizzle", "src/complaints/service.ts", "drizzle-orm"),
  refused("service -> bullmq", "src/complaints/service.ts", "bullmq"),
  refused("messages -> commands", "src/complaints/messages.ts", "../../commands/keyboard.ts"),
  refused("messages -> another feature's inside", "src/complaints/messages.ts", "../posts/render.ts"),
  refusedType("a feature's type -> another feature's inside", "src/complaints/card.ts", "../posts/render.ts"),
  refused("rules -> a sibling", "src/complaints/rules.ts", "./category-rules.ts"),
  refused("rules -> a package", "src/complaints/rules.ts", "luxon"),
  refusedType("rules -> a type of db", "src/complaints/rules.ts", "../../db/client.ts"),
  refused("a second rules file -> a package", "src/complaints/category-rules.ts", "luxon"),
  refused("a second rules file -> another feature", "src/complaints/category-rules.ts", "../windows/service.ts"),
  refused("telegram -> db past its store", "src/telegram/sender.ts", "../../db/deliveries.ts"),
  refused("telegram -> a feature's inside", "src/telegram/parked.ts", "../staff/messages.ts"),
  refused("telegram's store -> a service", "src/telegram/store.ts", "../staff/service.ts"),
  refused("http -> db past its store", "src/http/complaints.ts", "../../db/complaints.ts"),
  refused("http -> commands", "src/http/complaints.ts", "../../commands/complaints.ts"),
  refused("http -> a feature's jobs", "src/http/complaints.ts", "../complaints/jobs.ts"),
  refused("sandbox -> db past its store", "src/sandbox/demo.ts", "../../db/complaints.ts"),
  refused("sandbox, deep inside -> db", "src/sandbox/methods/send.ts", "../../../db/complaints.ts"),
  refused("calendar -> a feature", "src/calendar/holidays.ts", "../windows/service.ts"),
  refused("import -> db", "src/import/csv.ts", "../../db/retailers.ts"),
  refused("redis -> the project", "src/redis/connection.ts", "../log.ts"),
  refused("db -> config", "db/people.ts", "../src/config.ts"),
  refusedType("db -> a type of config", "db/staff.ts", "../src/config.ts"),
  refused("db -> service", "db/complaints.ts", "../src/complaints/service.ts"),
  refused("db, in a folder -> service", "db/complaints/promises.ts", "../../src/complaints/service.ts"),
  refused("db -> commands", "db/groups.ts", "../commands/groups.ts"),
  refused("db -> grammy", "db/inbox.ts", "grammy"),
  refused("tables -> queries", "db/complaints.tables.ts", "./client.ts"),
  refused("commands -> db", "commands/complaints.ts", "../db/complaints.ts"),
  refusedType("commands -> a type of db", "commands/posts.ts", "../db/posts.ts"),
  { ...refused("commands -> db, re-exported", "commands/staff.ts", ""), source: 'export { x } from "../db/staff.ts";\n' },
  { ...refused("commands -> db, imported late", "commands/groups.ts", ""), source: 'export const x = () => import("../db/groups.ts");\n' },
  refused("commands -> bullmq", "commands/orders.ts", "bullmq"),
  refused("commands -> ioredis", "commands/imports.ts", "ioredis"),
  refused("commands -> drizzle", "commands/people.ts", "drizzle-orm"),
  refused("commands -> jobs", "commands/retailers.ts", "../src/retailers/jobs.ts"),
  refused("commands -> a store", "commands/menu.ts", "../src/telegram/store.ts"),
  refused("commands -> bot", "commands/keyboard.ts", "../src/bot.ts"),
  refused("commands -> sandbox", "commands/unclaimed.ts", "../src/sandbox/world.ts"),
  {
    arrow: "a cycle",
    path: "src/posts/render.ts",
    source: 'import { b } from "./card.ts";\nexport const a = () => b;\n',
    refusedBy: "import(no-cycle)",
  },
  {
    arrow: "a cycle, back",
    path: "src/posts/card.ts",
    source: 'import { a } from "./render.ts";\nexport const b = () => a;\n',
    refusedBy: "import(no-cycle)",
  },
  {
    arrow: "service -> process",
    path: "src/orders/service.ts",
    source: 'export const x = process.env["X"];\n',
    refusedBy: "eslint(no-restricted-globals)",
  },
  {
    arrow: "db -> the clock",
    path: "db/orders.ts",
    source: "export const x = Date.now();\n",
    refusedBy: "eslint(no-restricted-properties)",
  },
  ...["now", "local", "utc"].map((name) => ({
    arrow: `commands -> luxon's clock, ${name}`,
    path: "commands/tasks.ts",
    source: `import { DateTime } from "luxon";\nexport const x = DateTime.${name}();\n`,
    refusedBy: "eslint(no-restricted-properties)",
  })),
];

/** The arrows of HOUSE.md: a rule that refuses one of these is too wide. */
export const ALLOWED: Fixture[] = [
  allowed("main -> app", "src/main.ts", "./app.ts"),
  allowed("app -> bot", "src/app.ts", "./bot.ts"),
  allowed("app -> workers", "src/app.ts", "./workers.ts"),
  allowed("app -> http", "src/app.ts", "./http/start.ts"),
  allowed("app -> the database's opening", "src/app.ts", "../db/client.ts"),
  allowed("bot -> commands", "src/bot.ts", "../commands/index.ts"),
  allowed("bot -> service", "src/bot.ts", "./people/service.ts"),
  allowed("workers -> jobs", "src/workers.ts", "./complaints/jobs.ts"),
  allowed("schedules -> jobs", "src/schedules.ts", "./complaints/jobs.ts"),
  allowed("jobs -> service", "src/complaints/jobs.ts", "./service.ts"),
  allowed("service -> db", "src/complaints/service.ts", "../../db/complaints.ts"),
  allowed("service -> another feature's service", "src/complaints/service.ts", "../people/service.ts"),
  allowed("messages -> another feature's rules", "src/complaints/messages.ts", "../retailers/rules.ts"),
  allowedType("messages -> telegram's types", "src/complaints/messages.ts", "../telegram/sender.ts"),
  allowed("service -> lanes", "src/complaints/service.ts", "../telegram/rules.ts"),
  allowed("telegram's store -> db", "src/telegram/store.ts", "../../db/deliveries.ts"),
  allowedType("telegram -> types of db", "src/telegram/sender.ts", "../../db/client.ts"),
  allowed("http -> service", "src/http/complaints.ts", "../complaints/service.ts"),
  allowed("http's store -> db", "src/http/store.ts", "../../db/client.ts"),
  allowed("db -> rules", "db/complaints.ts", "../src/complaints/rules.ts"),
  allowed("db, in a folder -> rules", "db/complaints/promises.ts", "../../src/complaints/rules.ts"),
  allowed("db -> its client", "db/complaints.ts", "./client.ts"),
  allowed("tables -> tables", "db/complaints.tables.ts", "./staff.tables.ts"),
  allowed("commands -> service", "commands/complaints.ts", "../src/complaints/service.ts"),
  allowed("commands -> rules", "commands/complaints.ts", "../src/complaints/rules.ts"),
  { arrow: "main -> process", path: "src/main.ts", source: "export const x = process.pid;\n", refusedBy: "" },
  { arrow: "app -> the clock", path: "src/app.ts", source: "export const x = { clock: Date.now };\n", refusedBy: "" },
];
