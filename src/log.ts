import { pino, type Logger } from "pino";

export type Log = Logger;

/** A token inside a URL or text, as in /bot123456:ABC.../sendMessage. */
const TOKEN = /\d{5,}(?::|%3A)[\w-]{20,}/gi;
/** 13800138000, +8613800138000, 138 0013 8000. */
const PHONE = /(?<!\d)(?:\+?86[ -]?)?1[3-9]\d([ -]?)\d{4}\1\d{4}(?!\d)/g;

const hideToken = (text: string): string => text.replace(TOKEN, "[token]");
const hide = (text: string): string => hideToken(text).replace(PHONE, "[phone]");

type Described = { type: string; message: string; stack?: string; cause?: Described };

/**
 * What of an error may be logged. pino's own serializer copies every property: grammY's errors carry the payload (message text,
 * phone numbers) and fetch errors the URL (token).
 */
export function describeError(error: unknown): Described {
  if (!(error instanceof Error)) return { type: typeof error, message: "not an Error" };
  // grammY's HttpError keeps what went wrong in `error` and says only "Network request failed" itself.
  const cause = error.cause ?? (error as { error?: unknown }).error;
  return {
    type: error.name,
    message: hide(error.message),
    ...(error.stack === undefined ? {} : { stack: hide(error.stack) }),
    ...(cause === undefined ? {} : { cause: describeError(cause) }),
  };
}

export function createLog(level: string, destination?: { write(line: string): void }): Log {
  // The hook sees the whole line: a token that got into a field or a message by another way than an error is hidden too.
  const options = { level, base: null, serializers: { err: describeError, error: describeError }, hooks: { streamWrite: hideToken } };
  return destination ? pino(options, destination) : pino(options);
}
