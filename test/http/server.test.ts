import { Writable } from "node:stream";
import { afterEach, describe, expect, test } from "vitest";
import { createHttp } from "../../src/http/server.ts";
import { isDatabaseUp } from "../../src/http/store.ts";
import { createLog } from "../../src/log.ts";
import { startTestBot, type TestBot } from "../support/bot.ts";

const SECRET = "a-secret-of-the-webhook";
const WEBHOOK = { WEBHOOK_URL: "https://bot.example.com/telegram/webhook", WEBHOOK_SECRET: SECRET };

let bot: TestBot;
let close = async () => {};
afterEach(async () => {
  await close();
  bot.close();
});

type Options = Partial<Parameters<typeof createHttp>[1]>;

async function start(options: Options = {}, env: Record<string, string> = {}) {
  bot = await startTestBot({ env });
  const lines: string[] = [];
  const deps = {
    ...bot.deps,
    log: createLog("info", new Writable({ write: (chunk, _encoding, done) => (lines.push(String(chunk)), done()) })),
  };
  const http = await createHttp(deps, { readiness: async () => ({ database: true, redis: true, telegram: true }), ...options });
  close = () => http.close();
  return { http, lines };
}

describe("health", () => {
  test("/healthz says that the process answers", async () => {
    const { http } = await start();
    const response = await http.inject("/healthz");
    expect([response.statusCode, response.json()]).toEqual([200, { status: "ok" }]);
  });

  test("/readyz is 200 when everything answers and 503 with what does not", async () => {
    const parts = { database: true, redis: true, telegram: true };
    const { http } = await start({ readiness: async () => parts });
    const ready = await http.inject("/readyz");
    expect([ready.statusCode, ready.json()]).toEqual([200, { status: "ready", database: true, redis: true, telegram: true }]);
    parts.redis = false;
    const unready = await http.inject("/readyz");
    expect([unready.statusCode, unready.json()]).toEqual([503, { status: "not ready", database: true, redis: false, telegram: true }]);
  });

  test("the database is up until it is closed", async () => {
    await start();
    expect(await isDatabaseUp(bot.db)).toBe(true);
    bot.close();
    expect(await isDatabaseUp(bot.db)).toBe(false);
  });
});

describe("a fault of ours", () => {
  test("is answered without a word about it and logged without the body", async () => {
    const { http, lines } = await start({
      plugins: [
        async (app) => {
          app.post("/broken/:token", async () => {
            throw new Error("SQLITE_CORRUPT at 13800001234");
          });
        },
      ],
    });
    const response = await http.inject({ method: "POST", url: "/broken/secret-part", payload: { text: "a complaint" } });
    expect([response.statusCode, response.json()]).toEqual([500, { error: "internal error" }]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain("/broken/:token");
    for (const secret of ["a complaint", "secret-part", "13800001234"]) expect(lines[0]).not.toContain(secret);
  });
});

describe("the webhook", () => {
  const post = (http: Awaited<ReturnType<typeof start>>["http"], payload: string | object, secret?: string) =>
    http.inject({
      method: "POST",
      url: "/telegram/webhook",
      headers: { "content-type": "application/json", ...(secret === undefined ? {} : { "x-telegram-bot-api-secret-token": secret }) },
      payload,
    });

  test("hands an update on and answers after it is stored", async () => {
    const stored: unknown[] = [];
    const { http } = await start({ webhook: async (update) => void stored.push(update) }, WEBHOOK);
    const update = { update_id: 7, message: { message_id: 1, text: "hello" } };
    const response = await post(http, update, SECRET);
    expect([response.statusCode, response.json()]).toEqual([200, {}]);
    expect(stored).toEqual([update]);
  });

  test("an update that could not be stored is not confirmed, so that Telegram sends it again", async () => {
    const { http, lines } = await start({ webhook: () => Promise.reject(new Error("disk full")) }, WEBHOOK);
    expect((await post(http, { update_id: 7, message: { text: "private words" } }, SECRET)).statusCode).toBe(500);
    expect(lines.join()).not.toContain("private words");
  });

  test.each([
    ["no secret", undefined],
    ["a wrong secret", "another-secret-of-a-webhook"],
    ["the beginning of the secret", SECRET.slice(0, 16)],
  ])("%s is refused", async (_, secret) => {
    const stored: unknown[] = [];
    const { http } = await start({ webhook: async (update) => void stored.push(update) }, WEBHOOK);
    const response = await post(http, { update_id: 7 }, secret);
    expect([response.statusCode, response.json()]).toEqual([401, { error: "wrong or missing secret" }]);
    expect(stored).toEqual([]);
  });

  test.each([["{}"], ['{"update_id":"7"}'], ["[]"], ["null"]])("%s is no update", async (payload) => {
    const { http } = await start({ webhook: async () => {} }, WEBHOOK);
    expect((await post(http, payload, SECRET)).statusCode).toBe(400);
  });

  test("without settings there is none", async () => {
    const { http } = await start({ webhook: async () => {} });
    expect((await post(http, { update_id: 7 }, SECRET)).statusCode).toBe(404);
  });
});
