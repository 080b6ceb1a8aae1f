import { GrammyError, HttpError } from "grammy";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createLog } from "../../src/log.ts";
import { TransportError } from "../../src/telegram/fetch.ts";
import { untilAnswered, WrongTokenError } from "../../src/telegram/patience.ts";

let lines: string[];
let ending: AbortController;
beforeEach(() => {
  lines = [];
  ending = new AbortController();
});
afterEach(() => vi.useRealTimers());

const options = () => ({ log: createLog("info", { write: (line) => void lines.push(line) }), signal: ending.signal });
const away = new HttpError("failed", new TransportError("ECONNREFUSED", "before"));
const refusal = (error_code: number, description: string) => new GrammyError("failed", { ok: false, error_code, description }, "getMe", {});

test("a Telegram that comes back is waited for, and the log says so meanwhile", async () => {
  const answers = [away, refusal(502, "Bad Gateway")];
  const answered = await untilAnswered(
    "getMe",
    async () => {
      const next = answers.shift();
      if (next) throw next;
      return "it answers";
    },
    options(),
  );
  expect(answered).toBe("it answers");
  expect(lines).toHaveLength(2);
  expect(lines[0]).toContain("does not answer getMe");
});

test.each([401, 404])("a token that Telegram answers with %i ends the start in plain words", async (code) => {
  const call = () => Promise.reject(refusal(code, "Unauthorized"));
  await expect(untilAnswered("getMe", call, options())).rejects.toThrow(WrongTokenError);
});

test("a refusal is not asked for again", async () => {
  let calls = 0;
  const call = async () => {
    calls++;
    throw refusal(400, "Bad Request: bad webhook");
  };
  await expect(untilAnswered("setWebhook", call, options())).rejects.toThrow("bad webhook");
  expect(calls).toBe(1);
});

test("the end of the process ends the waiting", async () => {
  const waiting = untilAnswered(
    "getMe",
    async () => {
      ending.abort();
      throw away;
    },
    options(),
  );
  await expect(waiting).rejects.toThrow(/abort/i);
});
