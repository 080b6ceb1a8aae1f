import { pino, type Logger } from "pino";

export type Log = Logger;

/** A token inside a URL or text, as in /bot123456:ABC.../sendMessage. */
const TOKEN = /\d{5,}:[\w-]{20,}/g;
const PHONE = /(?<!\d)1[3-9]\d{9}(?!\d)/g;

const hide = (text: string): string => text.replace(TOKEN, "[token]").replace(PHONE, "[phone]");

type Described = { type: string; message: string; stack?: string; cause?: Described };

/**
 * What of an error may be logged. pino's own serializer copies every property: grammY's errors carry the payload (message text,
 * phone numbers) and fetch errors the URL (token).
 */
export function describeError(error: unknown): Described {
  if (!(error instanceof Error)) return { type: typeof error, message: "not an Error" };
  return {
    type: error.name,
    message: hide(error.message),
    ...(error.stack === undefined ? {} : { stack: hide(error.stack) }),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

export function createLog(level: string, destination?: { write(line: string): void }): Log {
  const options = { level, base: null, serializers: { err: describeError, error: describeError } };
  return destination ? pino(options, destination) : pino(options);
}
