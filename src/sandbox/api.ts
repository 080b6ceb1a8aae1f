import { BotApiError } from "./errors.ts";
import { resolveChatId } from "./access.ts";
import type { Uploads } from "./files.ts";
import { METHOD_NAMES, type MethodName } from "./method-names.ts";
import { joinMethods, memberMethods } from "./methods/chats.ts";
import { copyMethods } from "./methods/copy.ts";
import { deleteMethods } from "./methods/delete.ts";
import { editMethods } from "./methods/edit.ts";
import type { Call, Handlers } from "./methods/method.ts";
import { pinMethods } from "./methods/pins.ts";
import { profileMethods } from "./methods/profile.ts";
import { receiveMethods } from "./methods/receive.ts";
import { sendMethods } from "./methods/send.ts";
import { topicMethods } from "./methods/topics.ts";
import type { Validator } from "./schemas.ts";
import type { World } from "./world.ts";

/** What a test lets go wrong: an error answer, a proxy's HTML page, a connection reset, half of the JSON. */
export type Fault =
  | { kind: "error"; error_code: number; description: string; parameters?: { retry_after?: number; migrate_to_chat_id?: number } }
  | { kind: "html"; status: number }
  | { kind: "reset" }
  | { kind: "truncate" };

export type FaultCall = { method: MethodName; params: Record<string, unknown>; result?: unknown };

export type Faults = {
  /** Awaited before the call takes effect; a fault returned here means that it never does. */
  beforeEffect?: ((call: FaultCall) => Promise<Fault | void>) | undefined;
  /** Awaited after the call took effect and before its HTTP answer. */
  beforeAnswer?: ((call: FaultCall) => Promise<Fault | void>) | undefined;
};

export type LedgerEntry = {
  at: number;
  method: string;
  params: Record<string, unknown>;
  chat_id?: number;
  ok: boolean;
  error_code?: number;
  description?: string;
  message_id?: number;
};

export type Answer = { status: number; body: object; fault?: Fault };
export type Request = { method: string; params: Record<string, unknown>; uploads: Uploads; signal?: AbortSignal };
export type Api = { call: (request: Request) => Promise<Answer>; ledger: LedgerEntry[]; faults: Faults };

const HANDLERS: Handlers<MethodName> = {
  ...sendMethods,
  ...editMethods,
  ...deleteMethods,
  ...copyMethods,
  ...topicMethods,
  ...memberMethods,
  ...joinMethods,
  ...pinMethods,
  ...profileMethods,
  ...receiveMethods,
};
// Names of methods are case-insensitive.
const NAMES = new Map<string, MethodName>(METHOD_NAMES.map((name) => [name.toLowerCase(), name]));
const LEDGER_LIMIT = 200_000;

/** The supported method of that name, in any case of letters. */
export function findMethod(name: string): MethodName | undefined {
  return NAMES.get(name.toLowerCase());
}

type ApiOptions = { validate?: Validator | undefined; unknownMethods?: readonly string[] | undefined };

/** The Bot API without HTTP: validates, counts, carries out and records each call. */
export function createApi(world: World, { validate, unknownMethods = [] }: ApiOptions): Api {
  const ledger: LedgerEntry[] = [];
  const faults: Faults = {};

  const record = (method: string, params: Record<string, unknown>, outcome: Partial<LedgerEntry> & { ok: boolean }): void => {
    // The demo may run for weeks; a test never gets here.
    if (ledger.length >= LEDGER_LIMIT) ledger.splice(0, LEDGER_LIMIT / 2);
    const chat = params["chat_id"];
    const chatId = typeof chat === "number" || typeof chat === "string" ? resolveChatId(world, chat) : undefined;
    ledger.push({ at: world.clock(), method, params, ...(chatId === undefined ? {} : { chat_id: chatId }), ...outcome });
  };

  const refuse = (method: string, params: Record<string, unknown>, error: BotApiError): Answer => {
    record(method, params, { ok: false, error_code: error.code, description: error.message });
    return { status: error.code, body: toErrorBody(error) };
  };

  const call = async ({ method: name, params, uploads, signal }: Request): Promise<Answer> => {
    const method = findMethod(name);
    const isKnown = method !== undefined && !unknownMethods.includes(method);
    if (!isKnown) return refuse(name, params, new BotApiError(404, "Not Found: method not found"));
    try {
      validate?.(method, params);
      const early = await faults.beforeEffect?.({ method, params });
      if (early) return answerFault(early, refuse, method, params);
      countCall(world, method, params);
      const result = await carryOut({ world, uploads, signal }, method, params);
      record(method, params, { ok: true, ...readMessageId(result) });
      const late = await faults.beforeAnswer?.({ method, params, result });
      return { status: 200, body: { ok: true, result }, ...(late ? { fault: late } : {}) };
    } catch (error) {
      if (error instanceof BotApiError) return refuse(method, params, error);
      throw error;
    }
  };

  return { call, ledger, faults };
}

function carryOut(call: Call, method: MethodName, params: Record<string, unknown>): unknown {
  const handler = HANDLERS[method] as (call: Call, params: Record<string, unknown>) => unknown;
  return handler(call, params);
}

function answerFault(
  fault: Fault,
  refuse: (method: string, params: Record<string, unknown>, error: BotApiError) => Answer,
  method: string,
  params: Record<string, unknown>,
): Answer {
  const error = fault.kind === "error" ? fault : { error_code: 502, description: `(sandbox fault: ${fault.kind})`, parameters: undefined };
  return { ...refuse(method, params, new BotApiError(error.error_code, error.description, error.parameters)), fault };
}

export function toErrorBody(error: BotApiError): object {
  return { ok: false, error_code: error.code, description: error.message, ...(error.parameters ? { parameters: error.parameters } : {}) };
}

/** Sends, edits, copies, forwards and new topics share one budget; an album counts each item. */
function countCall(world: World, method: MethodName, params: Record<string, unknown>): void {
  const isCounted = /^(send|edit|copy|forward)/.test(method) && method !== "sendChatAction";
  if (!isCounted && method !== "createForumTopic") return;
  const chat = params["chat_id"];
  const chatId = typeof chat === "number" || typeof chat === "string" ? resolveChatId(world, chat) : undefined;
  const items = params["media"] ?? params["message_ids"];
  world.limiter(chatId, Array.isArray(items) ? items.length : 1);
}

function readMessageId(result: unknown): { message_id?: number } {
  const first: unknown = Array.isArray(result) ? result[0] : result;
  const isMessage = typeof first === "object" && first !== null && "message_id" in first && typeof first.message_id === "number";
  return isMessage ? { message_id: first.message_id as number } : {};
}
