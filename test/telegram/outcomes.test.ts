import { GrammyError, HttpError } from "grammy";
import { describe, expect, test } from "vitest";
import { TransportError } from "../../src/telegram/fetch.ts";
import { isOurFault, readOutcome } from "../../src/telegram/outcomes.ts";

const refusal = (error_code: number, description: string, parameters: { retry_after?: number; migrate_to_chat_id?: number } = {}) =>
  new GrammyError("Call failed", { ok: false, error_code, description, parameters }, "sendMessage", {});
const broken = (error: TransportError) => new HttpError("Network request failed", error);

describe("Telegram's answer", () => {
  test.each([
    ["Forbidden: bot was blocked by the user", "blocked"],
    ["Forbidden: user is deactivated", "deactivated"],
    ["Forbidden: bot can't initiate conversation with a user", "never_started"],
    ["Forbidden: bot was kicked from the supergroup chat", "kicked"],
    ["Forbidden: bot is not a member of the channel chat", "kicked"],
    ["Forbidden: the group chat was deleted", "kicked"],
  ])("%s means that the chat is out of reach: %s", (description, reason) => {
    expect(readOutcome(refusal(403, description))).toEqual({ kind: "unreachable", reason });
  });

  test("429 says how long to wait, a second when it does not", () => {
    expect(readOutcome(refusal(429, "Too Many Requests: retry after 35", { retry_after: 35 }))).toEqual({
      kind: "limited",
      retryAfterMs: 35_000,
    });
    expect(readOutcome(refusal(429, "Too Many Requests"))).toEqual({ kind: "limited", retryAfterMs: 1_000 });
  });

  test("of a migration names the new chat", () => {
    const error = refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", { migrate_to_chat_id: -1_005 });
    expect(readOutcome(error)).toEqual({ kind: "migrated", toChatId: -1_005 });
  });

  test("400 is for good, in Telegram's words", () => {
    expect(readOutcome(refusal(400, "Bad Request: chat not found"))).toEqual({ kind: "refused", reason: "Bad Request: chat not found" });
  });

  test("401 is not the message's fault: it waits for a valid token", () => {
    expect(readOutcome(refusal(401, "Unauthorized"))).toEqual({ kind: "unsent", reason: "Unauthorized" });
  });

  test.each([500, 502, 504])("%i means that a gateway answers in its place: it may have arrived", (code) => {
    expect(readOutcome(refusal(code, "Bad Gateway"))).toEqual({ kind: "unknown", reason: "Bad Gateway" });
    expect(readOutcome(broken(new TransportError("HTTP without a Bot API answer", "after", code))).kind).toBe("unknown");
  });
});

describe("no answer", () => {
  test("before the request left means unsent", () => {
    expect(readOutcome(broken(new TransportError("ECONNREFUSED", "before")))).toEqual({ kind: "unsent", reason: "ECONNREFUSED" });
  });

  test("after it left means unknown", () => {
    expect(readOutcome(broken(new TransportError("ECONNRESET", "after")))).toEqual({ kind: "unknown", reason: "ECONNRESET" });
  });
});

test("a fault of ours is no outcome", () => {
  const fault = new TypeError("undefined is not a function");
  expect(() => readOutcome(fault)).toThrow(fault);
  expect(isOurFault(fault)).toBe(true);
  expect(isOurFault(refusal(400, "Bad Request"))).toBe(false);
  expect(isOurFault(broken(new TransportError("ECONNRESET", "after")))).toBe(false);
});
