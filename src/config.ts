import { z } from "zod";
import { parseDuration, parseWithin } from "./calendar/durations.ts";
import { isTimeZone } from "./calendar/local-time.ts";
import { parseWorkingHours } from "./calendar/working-time.ts";
import { LOCALES } from "./people/rules.ts";

export { LOCALES, type Locale } from "./people/rules.ts";

const ROLES = ["bot", "worker", "scheduler", "http"] as const;
export type Role = (typeof ROLES)[number];

/** The parsers quote what they could not read at the beginning of their message. */
const withoutValue = (message: string): string => message.replace(/^".*?" (?=is |must |has |names |runs |mixes )/s, "");

/** A setting whose parser throws with a plain reason becomes one line of the list of what is wrong. */
const parsedBy = <T>(parse: (value: string) => T) =>
  z.string().transform((value, context): T => {
    try {
      return parse(value);
    } catch (error) {
      context.addIssue({ code: "custom", message: error instanceof Error ? withoutValue(error.message) : "not understood" });
      return z.NEVER;
    }
  });

const ROLES_HINT = "must be all, or some of bot, worker, scheduler, http";

const list = (value: string): string[] =>
  value
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);

const schema = z.object({
  BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]+$/, "must look like 123456:ABC-DEF, as BotFather gives it")
    .optional(),
  BOT_API_ROOT: z
    .url()
    .default("https://api.telegram.org")
    .transform((value) => value.replace(/\/+$/, "")),
  DATA_DIR: z.string().default("./data"),
  DATABASE_URL: z
    .string()
    .regex(/^file:./, "must begin with file: and name a file (SQLite)")
    .optional(),
  REDIS_URL: z
    .string()
    .regex(/^(rediss?:\/\/|\/)/, "must be redis://, rediss:// or the path of a socket")
    .optional(),
  HTTP_HOST: z.string().default("127.0.0.1"),
  HTTP_PORT: z.coerce.number("must be a port number").int().min(0).max(65_535).default(8080),
  API_KEY: z.string().min(16, "must have at least 16 characters").optional(),
  ADMIN_IDS: z
    .string()
    .default("")
    .transform(list)
    .pipe(z.array(z.string().regex(/^\d+$/, "must be Telegram user ids, comma separated").transform(Number))),
  TIME_ZONE: z.string().refine(isTimeZone, "must be an IANA time zone such as Asia/Shanghai").default("Asia/Shanghai"),
  LOCALE: z.enum(LOCALES, "must be zh or en").default("zh"),
  WORKING_HOURS: parsedBy(parseWorkingHours).prefault("Mon-Fri 08:30-12:00,14:00-17:30"),
  HOLIDAYS_FILE: z.string().optional(),
  DESK_REPLY_WITHIN: parsedBy(parseWithin).prefault("30m"),
  DOOR_VISIT_WITHIN: parsedBy(parseWithin).prefault("2d"),
  RETURN_VISIT_WITHIN: parsedBy(parseWithin).prefault("3d"),
  REMINDER_LEAD: parsedBy(parseDuration).prefault("60m"),
  ORDERING_URL: z.url({ protocol: /^https?$/, error: "must be an http(s) address" }).optional(),
  ORDERING_PHONE: z.string().optional(),
  HOTLINE_PHONE: z.string().optional(),
  SEND_RATE: z.coerce.number("must be a number").min(0.1, "must be at least 0.1").max(1_000, "must be at most 1000").default(28),
  ROLES: z
    .string()
    .default("all")
    .transform((value) => (value === "all" ? [...ROLES] : list(value)))
    .pipe(z.array(z.enum(ROLES, ROLES_HINT)).min(1, ROLES_HINT)),
  WEBHOOK_URL: z.url({ protocol: /^https?$/, error: "must be an http(s) address" }).optional(),
  WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{16,256}$/, "must be 16 to 256 letters, digits, _ or -")
    .optional(),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], "must be fatal, error, warn, info, debug, trace or silent")
    .default("info"),
});

export class ConfigError extends Error {
  readonly problems: string[];
  constructor(problems: string[]) {
    super(`wrong settings:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.name = "ConfigError";
    this.problems = problems;
  }
}

const isLoopback = (host: string): boolean => ["127.0.0.1", "::1", "localhost"].includes(host);

/** Settings that are right alone and wrong together; each is read by itself, so that a wrong third one hides nothing. */
function findConflicts(given: Record<string, string | undefined>): string[] {
  const problems: string[] = [];
  const has = (name: string) => given[name] !== undefined;
  const roles = schema.shape.ROLES.safeParse(given["ROLES"]).data ?? [...ROLES];
  if (has("WEBHOOK_URL") !== has("WEBHOOK_SECRET")) problems.push("WEBHOOK_URL, WEBHOOK_SECRET: set both or neither");
  if (has("WEBHOOK_URL") && roles.includes("bot") !== roles.includes("http")) {
    problems.push("ROLES: with WEBHOOK_URL, bot and http must run in the same process");
  }
  if (has("BOT_TOKEN")) return problems;
  if (!isLoopback(given["HTTP_HOST"]?.trim() ?? "127.0.0.1"))
    problems.push("HTTP_HOST: the sandbox (no BOT_TOKEN) listens on 127.0.0.1 only");
  if (has("DATABASE_URL")) problems.push("DATABASE_URL: the sandbox (no BOT_TOKEN) keeps data of its own; set BOT_TOKEN or unset this");
  if (new Set(roles).size !== ROLES.length) problems.push("ROLES: the sandbox (no BOT_TOKEN) needs all roles in one process");
  return problems;
}

/** Reads the settings; throws a ConfigError that names every wrong one at once, never with its value: it may be a secret. */
export function parseConfig(env: Record<string, string | undefined>) {
  // An empty line in .env means "not set".
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ""));
  const parsed = schema.safeParse(given);
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`);
  problems.push(...findConflicts(given));
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  const values = parsed.data;
  // The demo's people must never have rights in a real company's data, nor the demo's jobs ring in its queue.
  const isSandbox = values.BOT_TOKEN === undefined;
  const dataDir = isSandbox ? `${values.DATA_DIR}/sandbox` : values.DATA_DIR;
  return {
    botToken: values.BOT_TOKEN,
    apiRoot: values.BOT_API_ROOT,
    dataDir,
    databaseFile: values.DATABASE_URL?.slice("file:".length) ?? `${dataDir}/tongzhou.db`,
    redisUrl: values.REDIS_URL,
    queuePrefix: isSandbox ? "tongzhou-sandbox" : "tongzhou",
    http: { host: values.HTTP_HOST, port: values.HTTP_PORT, apiKey: values.API_KEY },
    adminIds: values.ADMIN_IDS,
    timeZone: values.TIME_ZONE,
    locale: values.LOCALE,
    workingHours: values.WORKING_HOURS,
    holidaysFile: values.HOLIDAYS_FILE,
    promiseWithin: { desk_reply: values.DESK_REPLY_WITHIN, door_visit: values.DOOR_VISIT_WITHIN, return_visit: values.RETURN_VISIT_WITHIN },
    reminderLeadMs: values.REMINDER_LEAD,
    orderingUrl: values.ORDERING_URL,
    orderingPhone: values.ORDERING_PHONE,
    hotlinePhone: values.HOTLINE_PHONE,
    sendRate: values.SEND_RATE,
    roles: new Set(values.ROLES),
    webhook: values.WEBHOOK_URL && values.WEBHOOK_SECRET ? { url: values.WEBHOOK_URL, secret: values.WEBHOOK_SECRET } : undefined,
    logLevel: values.LOG_LEVEL,
  };
}

export type Config = ReturnType<typeof parseConfig>;
