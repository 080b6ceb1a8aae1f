import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { Readable } from "node:stream";

/**
 * A Bot API call that ended without a Bot API answer. `before`: the request never left, so it had no effect and may be sent
 * again; `after`: it may have had its effect. The message never holds the URL, which contains the token.
 */
export class TransportError extends Error {
  readonly phase: "before" | "after";
  readonly status: number | undefined;
  constructor(message: string, phase: "before" | "after", status?: number) {
    super(message);
    this.name = "TransportError";
    this.phase = phase;
    this.status = status;
  }
}

type Init = { method?: string; headers?: Record<string, string>; body?: string | Readable; signal?: AbortSignal };
type Answer = { json(): Promise<unknown> };

const httpAgent = new HttpAgent({ keepAlive: true, maxSockets: 64 });
const httpsAgent = new HttpsAgent({ keepAlive: true, maxSockets: 64 });

async function readJson(response: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const answer = parseAnswer(Buffer.concat(chunks).toString("utf8"));
  if (answer === undefined) throw new TransportError(`HTTP ${response.statusCode} without a Bot API answer`, "after", response.statusCode);
  return answer;
}

/** Undefined unless it is Telegram that speaks: a proxy may answer in JSON too, and that must not pass for a refusal. */
function parseAnswer(text: string): { ok: boolean } | undefined {
  try {
    const answer = JSON.parse(text) as { ok?: unknown } | null;
    return typeof answer?.ok === "boolean" ? (answer as { ok: boolean }) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A fetch for grammY's client on node:http, because only there can be told whether the connection was ever made: fetch()
 * reports a refused connection and a reset after the body alike. Each call ends after `timeoutMs`.
 */
export function createFetch(timeoutMs: number) {
  return (url: string, init: Init): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const isHttps = url.startsWith("https:");
      let isConnected = false;
      const request = (isHttps ? httpsRequest : httpRequest)(url, {
        method: init.method ?? "GET",
        headers: init.headers ?? {},
        agent: isHttps ? httpsAgent : httpAgent,
      });
      const timer = setTimeout(() => request.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
      const abort = () => request.destroy(new Error("aborted"));
      init.signal?.addEventListener("abort", abort);
      if (init.signal?.aborted) abort();
      request.once("close", () => {
        clearTimeout(timer);
        init.signal?.removeEventListener("abort", abort);
      });
      request.once("socket", (socket) => {
        if (!socket.connecting) isConnected = true;
        else socket.once(isHttps ? "secureConnect" : "connect", () => (isConnected = true));
      });
      const fail = (error: Error & { code?: string }) =>
        reject(error instanceof TransportError ? error : new TransportError(error.code ?? error.message, isConnected ? "after" : "before"));
      request.on("error", fail);
      request.once("response", (response) => {
        const json = readJson(response);
        json.then(
          (value) => resolve({ json: () => Promise.resolve(value) }),
          (error: Error) => fail(error),
        );
      });
      if (init.body === undefined || typeof init.body === "string") request.end(init.body);
      else init.body.on("error", (error) => request.destroy(error)).pipe(request);
    });
}
