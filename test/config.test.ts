import { describe, expect, test } from "vitest";
import { ConfigError, parseConfig } from "../src/config.ts";

const TOKEN = "123456:AAE-abcdefghijklmnopqrstuvwxyz01234";

function problemsOf(env: Record<string, string>): string[] {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

const namesOf = (problems: string[]): string[] => [...new Set(problems.map((problem) => problem.split(":")[0]!))];

describe("no settings at all", () => {
  test("give the defaults of CONTRACT.md, and the sandbox", () => {
    expect(parseConfig({})).toEqual({
      botToken: undefined,
      apiRoot: "https://api.telegram.org",
      dataDir: "./data/sandbox",
      databaseFile: "./data/sandbox/tongzhou.db",
      redisUrl: undefined,
      queuePrefix: "tongzhou-sandbox",
      http: { host: "127.0.0.1", port: 8080, apiKey: undefined },
      adminIds: [],
      timeZone: "Asia/Shanghai",
      locale: "zh",
      workingHours: expect.anything(),
      holidaysFile: undefined,
      promiseWithin: {
        desk_reply: { kind: "elapsed", ms: 30 * 60_000 },
        door_visit: { kind: "days", days: 2 },
        return_visit: { kind: "days", days: 3 },
      },
      reminderLeadMs: 60 * 60_000,
      orderingUrl: undefined,
      orderingPhone: undefined,
      hotlinePhone: undefined,
      sendRate: 28,
      roles: new Set(["bot", "worker", "scheduler", "http"]),
      webhook: undefined,
      logLevel: "info",
    });
  });

  test("are what an empty line in .env means", () => {
    expect(parseConfig({ LOCALE: "", HTTP_PORT: "  ", BOT_TOKEN: "" })).toEqual(parseConfig({}));
  });
});

const WRONG = {
  BOT_TOKEN: "wrong-1111",
  BOT_API_ROOT: "wrong-2222",
  DATABASE_URL: "postgres://wrong-3333",
  REDIS_URL: "wrong-4444",
  HTTP_PORT: "wrong-5555",
  API_KEY: "wrong-6666",
  ADMIN_IDS: "12,wrong-7777",
  TIME_ZONE: "wrong-8888",
  LOCALE: "wrong-9999",
  WORKING_HOURS: "wrong-0000",
  DESK_REPLY_WITHIN: "wrong-aaaa",
  DOOR_VISIT_WITHIN: "999d wrong-bbbb",
  RETURN_VISIT_WITHIN: "wrong-cccc",
  REMINDER_LEAD: "wrong-dddd",
  ORDERING_URL: "wrong-eeee",
  SEND_RATE: "wrong-ffff",
  ROLES: "bot,wrong-gggg",
  WEBHOOK_URL: "wrong-hhhh",
  WEBHOOK_SECRET: "wrong iiii",
  LOG_LEVEL: "wrong-jjjj",
};

describe("wrong settings", () => {
  test("are all named at once", () => {
    expect(namesOf(problemsOf(WRONG)).toSorted()).toEqual(Object.keys(WRONG).toSorted());
  });

  test("are never repeated in the message: one of them may be a secret", () => {
    expect(() => parseConfig(WRONG)).toThrow(/^wrong settings:/);
    expect(problemsOf(WRONG).join("\n")).not.toMatch(/wrong-|wrong iiii|999d/);
  });

  test("are said together with those that only conflict", () => {
    const env = { LOG_LEVEL: "loud", HTTP_HOST: "0.0.0.0", WEBHOOK_URL: "https://bot.example/hook" };
    expect(namesOf(problemsOf(env))).toEqual(["LOG_LEVEL", "WEBHOOK_URL, WEBHOOK_SECRET", "HTTP_HOST"]);
  });

  test.each([
    ["SEND_RATE", "0"],
    ["HTTP_PORT", "70000"],
    ["HTTP_PORT", "80.5"],
    ["DESK_REPLY_WITHIN", "0m"],
    ["REMINDER_LEAD", "400h 9000h"],
    ["WORKING_HOURS", "Mon 12:00-08:00"],
    ["DATABASE_URL", "file:"],
    ["ROLES", ","],
    ["ADMIN_IDS", "@someone"],
    ["ORDERING_URL", "javascript:alert(1)"],
  ])("%s=%s is refused", (name, value) => {
    expect(namesOf(problemsOf({ BOT_TOKEN: TOKEN, [name]: value }))).toEqual([name]);
  });
});

describe("the sandbox", () => {
  test.each(["0.0.0.0", "192.168.1.5", "::"])("refuses to listen on %s", (host) => {
    expect(problemsOf({ HTTP_HOST: host })).toEqual(["HTTP_HOST: the sandbox (no BOT_TOKEN) listens on 127.0.0.1 only"]);
  });

  test.each(["127.0.0.1", "::1", "localhost"])("listens on %s", (host) => {
    expect(parseConfig({ HTTP_HOST: host }).http.host).toBe(host);
  });

  test("needs all roles in one process", () => {
    expect(namesOf(problemsOf({ ROLES: "bot,http" }))).toEqual(["ROLES"]);
    expect(problemsOf({ ROLES: "http,worker,scheduler,bot" })).toEqual([]);
  });

  test("keeps its data and its jobs apart from a real company's", () => {
    expect(parseConfig({ DATA_DIR: "/srv/t" })).toMatchObject({ dataDir: "/srv/t/sandbox", queuePrefix: "tongzhou-sandbox" });
    expect(parseConfig({ DATA_DIR: "/srv/t", BOT_TOKEN: TOKEN })).toMatchObject({ dataDir: "/srv/t", queuePrefix: "tongzhou" });
    expect(namesOf(problemsOf({ DATABASE_URL: "file:/srv/t/tongzhou.db" }))).toEqual(["DATABASE_URL"]);
  });

  test("lets a bot with a token listen anywhere", () => {
    expect(parseConfig({ BOT_TOKEN: TOKEN, HTTP_HOST: "0.0.0.0" }).http.host).toBe("0.0.0.0");
  });
});

describe("a webhook", () => {
  const webhook = { BOT_TOKEN: TOKEN, WEBHOOK_URL: "https://bot.example/hook", WEBHOOK_SECRET: "0123456789abcdef" };

  test("needs its secret, and the secret its address", () => {
    expect(namesOf(problemsOf({ BOT_TOKEN: TOKEN, WEBHOOK_URL: webhook.WEBHOOK_URL }))).toEqual(["WEBHOOK_URL, WEBHOOK_SECRET"]);
    expect(namesOf(problemsOf({ BOT_TOKEN: TOKEN, WEBHOOK_SECRET: webhook.WEBHOOK_SECRET }))).toEqual(["WEBHOOK_URL, WEBHOOK_SECRET"]);
    expect(parseConfig(webhook).webhook).toEqual({ url: webhook.WEBHOOK_URL, secret: webhook.WEBHOOK_SECRET });
  });

  test.each(["bot", "http", "bot,worker", "http,scheduler"])(
    "is refused in a process that runs only %s: updates come by http to the bot",
    (roles) => {
      expect(problemsOf({ ...webhook, ROLES: roles })).toEqual(["ROLES: with WEBHOOK_URL, bot and http must run in the same process"]);
    },
  );

  test.each(["bot,http", "worker", "worker,scheduler"])("is no matter for a process that runs %s", (roles) => {
    expect(problemsOf({ ...webhook, ROLES: roles })).toEqual([]);
  });
});

describe("a setting", () => {
  test("of the database names the file", () => {
    expect(parseConfig({ BOT_TOKEN: TOKEN, DATABASE_URL: "file:/var/lib/tongzhou/x.db" }).databaseFile).toBe("/var/lib/tongzhou/x.db");
    expect(parseConfig({ BOT_TOKEN: TOKEN, DATA_DIR: "/srv/t" }).databaseFile).toBe("/srv/t/tongzhou.db");
  });

  test("of admins is a list of numbers", () => {
    expect(parseConfig({ ADMIN_IDS: " 12, 345 ," }).adminIds).toEqual([12, 345]);
  });

  test("of the Bot API's address loses its last slash", () => {
    expect(parseConfig({ BOT_API_ROOT: "http://127.0.0.1:8081//" }).apiRoot).toBe("http://127.0.0.1:8081");
  });
});
