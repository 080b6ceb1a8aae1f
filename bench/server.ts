import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createDelays } from "./delays.ts";
import { countMaxInWindow, createLimits, type Cause } from "./limits.ts";
import { SERVER_60_MS, TOKEN, type ServerSettings } from "./settings.ts";

/** `at` is monotonic, in milliseconds; `id` is the first word of the text. */
export type Accepted = { at: number; chatId: number; id: string };
/** What the server saw since its last reset: the judge of every figure about sends. */
export type Ledger = {
  accepted: Accepted[];
  rejected: Record<Cause, number>;
  maxInAnySecond: number;
  maxInAGroupMinute: number;
  maxInAPrivateTenSeconds: number;
};

type Call = { chat_id?: number | string; text?: string };

/** A run is 10,000 messages at most; a contestant that went mad must not fill the memory. */
const ACCEPTED_MAX = 100_000;
const BODY_MAX = 100_000;

function createState(settings: ServerSettings) {
  return {
    limits: createLimits(settings),
    arrival: createDelays(settings.arrival, settings.seed),
    answer: createDelays(settings.answer, settings.seed + 1),
    accepted: [] as Accepted[],
    rejected: { token: 0, group: 0, private: 0, locked: 0 } as Record<Cause, number>,
    settings,
  };
}
let state = createState(SERVER_60_MS);

function maxPerChat(isOfInterest: (chatId: number) => boolean, windowMs: number): number {
  const chats = new Map<number, number[]>();
  for (const { at, chatId } of state.accepted) if (isOfInterest(chatId)) chats.set(chatId, [...(chats.get(chatId) ?? []), at]);
  return [...chats.values()].reduce((max, times) => Math.max(max, countMaxInWindow(times, windowMs)), 0);
}

function readLedger(): Ledger {
  const { accepted, rejected, settings } = state;
  return {
    accepted,
    rejected,
    maxInAnySecond: countMaxInWindow(
      accepted.map(({ at }) => at),
      settings.tokenWindowMs,
    ),
    maxInAGroupMinute: maxPerChat((chatId) => chatId < 0, settings.groupWindowMs),
    maxInAPrivateTenSeconds: maxPerChat((chatId) => chatId > 0, settings.privateWindowMs),
  };
}

function end(response: ServerResponse, status: number, body: object): void {
  const json = JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(json) });
  response.end(json);
}

/** Decides at the instant at which the call arrives, as Telegram does; the caller learns of it later. */
function decide(call: Call): { status: number; body: object } {
  const now = performance.now();
  const chatId = Number(call.chat_id);
  const refusal = state.limits(chatId, now);
  if (refusal !== undefined) {
    state.rejected[refusal.cause]++;
    const description = `Too Many Requests: retry after ${refusal.retryAfterS}`;
    return { status: 429, body: { ok: false, error_code: 429, description, parameters: { retry_after: refusal.retryAfterS } } };
  }
  if (state.accepted.length >= ACCEPTED_MAX) return { status: 500, body: { ok: false, error_code: 500, description: "the bench is full" } };
  state.accepted.push({ at: now, chatId, id: (call.text ?? "").split(" ", 1)[0]! });
  const chat = { id: chatId, type: chatId < 0 ? "supergroup" : "private" };
  const message = { message_id: state.accepted.length, date: Math.floor(Date.now() / 1_000), chat, text: call.text };
  return { status: 200, body: { ok: true, result: message } };
}

function answerLater(response: ServerResponse, { status, body }: { status: number; body: object }): void {
  setTimeout(() => end(response, status, body), state.answer());
}

/** A call to the Bot API: on its way, decided, on its way back. */
function serve(call: Call, response: ServerResponse): void {
  const ofRun = state;
  setTimeout(() => {
    // What a contestant that was stopped still had under way must not enter the next one's ledger.
    if (ofRun !== state) response.destroy();
    else answerLater(response, decide(call));
  }, ofRun.arrival());
}

function handle(path: string, body: string, response: ServerResponse): void {
  switch (path) {
    case `/bot${TOKEN}/sendMessage`:
      return serve(JSON.parse(body) as Call, response);
    case "/control/reset":
      state = createState({ ...SERVER_60_MS, ...(JSON.parse(body) as Partial<ServerSettings>) });
      return end(response, 200, { ok: true });
    case "/control/ledger":
      return end(response, 200, readLedger());
    default:
      return end(response, 404, { ok: false, error_code: 404, description: "Not Found: method not found" });
  }
}

function receive(request: IncomingMessage, response: ServerResponse): void {
  let body = "";
  request.setEncoding("utf8");
  request.on("data", (chunk: string) => {
    body += chunk;
    if (body.length > BODY_MAX) request.destroy();
  });
  request.on("end", () => handle(request.url ?? "", body, response));
}

const server = createServer({ keepAliveTimeout: 120_000 }, receive);
server.listen(0, "127.0.0.1", () => process.send!({ port: (server.address() as AddressInfo).port }));
// Without its parent nobody would ever stop it.
process.on("disconnect", () => process.exit());
