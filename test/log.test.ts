import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Api, GrammyError, HttpError } from "grammy";
import { expect, test } from "vitest";
import { createLog } from "../src/log.ts";
import { clientOptions } from "../src/telegram/api.ts";

const TOKEN = "123456789:AAEabcdefghijklmnopqrstuvwxyz012345";
const TEXT = "my wife is ill, please deliver on Friday";

/** Everything that was written, as text. */
function logOf(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog("info", { write: (line) => void lines.push(line) }));
  expect(lines).toHaveLength(1);
  expect(() => JSON.parse(lines[0]!) as unknown).not.toThrow();
  return lines[0]!;
}

async function failWith(call: (api: Api) => Promise<unknown>, apiRoot: string): Promise<unknown> {
  const api = new Api(TOKEN, clientOptions(apiRoot));
  return call(api).then(
    () => undefined,
    (error: unknown) => error,
  );
}

test("a message that Telegram refused is logged without its text", async () => {
  const server = createServer((request, response) => {
    request.resume();
    response.end(JSON.stringify({ ok: false, error_code: 400, description: "Bad Request: chat not found" }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const error = await failWith((api) => api.sendMessage(7, TEXT), root);
  server.close();
  expect(error).toBeInstanceOf(GrammyError);
  const line = logOf((log) => log.error({ err: error }, "sending failed"));
  expect(line).toContain("chat not found");
  expect(line).not.toContain("my wife");
  expect(line).not.toContain(TOKEN);
});

test("a call that did not get through is logged with its reason and without token or text", async () => {
  const error = await failWith((api) => api.sendMessage(7, TEXT), "http://127.0.0.1:1");
  expect(error).toBeInstanceOf(HttpError);
  const line = logOf((log) => log.error({ err: error }, "sending failed"));
  expect(line).toContain("ECONNREFUSED");
  expect(line).not.toContain("my wife");
  expect(line).not.toContain(TOKEN);
});

test.each([
  [
    "in an error's message",
    (log: ReturnType<typeof createLog>) => log.error({ err: new Error(`GET https://api.telegram.org/bot${TOKEN}/getMe`) }, "x"),
  ],
  ["in its cause", (log: ReturnType<typeof createLog>) => log.error({ err: new Error("x", { cause: new Error(`bot${TOKEN}`) }) }, "x")],
  ["in a field", (log: ReturnType<typeof createLog>) => log.info({ url: `https://api.telegram.org/file/bot${TOKEN}/photo.jpg` }, "x")],
  ["in the message", (log: ReturnType<typeof createLog>) => log.info(`asking bot${TOKEN}`)],
  ["written as in a query", (log: ReturnType<typeof createLog>) => log.info({ url: `/x?token=${encodeURIComponent(TOKEN)}` }, "x")],
])("a token %s is hidden", (_where, write) => {
  const line = logOf(write);
  expect(line).toContain("[token]");
  expect(line).not.toContain("AAEabcdefghij");
});

test.each(["13800138000", "+8613800138000", "8613800138000", "+86 138 0013 8000", "138-0013-8000"])(
  "the phone %s in an error is hidden",
  (phone) => {
    const error = new Error(`no shop has ${phone}, sorry`, { cause: new Error(`contact ${phone}`) });
    const line = logOf((log) => log.error({ err: error, error }, "x"));
    expect(line).toContain("no shop has [phone], sorry");
    expect(line).not.toMatch(/138.?0013.?8000/);
  },
);

test("times, ids and complaint numbers in an error stay readable", () => {
  const words = "update 140100000001 at 1795317463849 for C-20261123-0042 in chat -1001380013800011";
  expect(logOf((log) => log.error({ err: new Error(words) }, "x"))).toContain(words);
});

test("properties that an error carries are left out", () => {
  const error = Object.assign(new Error("AUTH failed"), { command: { args: ["secret-of-redis"] }, payload: { text: TEXT } });
  const line = logOf((log) => log.error({ err: error }, "x"));
  expect(line).not.toContain("secret-of-redis");
  expect(line).not.toContain("my wife");
});

test("something thrown that is no Error is not printed", () => {
  expect(logOf((log) => log.error({ err: TEXT }, "x"))).not.toContain("my wife");
});
