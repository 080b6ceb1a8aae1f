import { createServer as createHttpServer, type RequestListener } from "node:http";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { Readable } from "node:stream";
import { inspect } from "node:util";
import { Api, InputFile } from "grammy";
import { afterEach, describe, expect, test } from "vitest";
import { clientOptions } from "../../src/telegram/api.ts";
import { createFetch, TransportError } from "../../src/telegram/fetch.ts";

const TOKEN = "123456789:AAEabcdefghijklmnopqrstuvwxyz012345";
const LONG_MS = 10_000;

const servers: Server[] = [];
const sockets = new Set<Socket>();
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

async function listen(server: Server): Promise<string> {
  servers.push(server);
  server.on("connection", (socket: Socket) => void sockets.add(socket.on("close", () => sockets.delete(socket))));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const serveHttp = (answer: RequestListener): Promise<string> => listen(createHttpServer(answer));
/** A server that speaks no HTTP: `take` gets the connection and the first bytes of the request. */
const serveRaw = (take: (socket: Socket, head: string) => void): Promise<string> =>
  listen(createServer((socket) => void socket.on("error", () => {}).once("data", (data) => take(socket, data.toString()))));

type CallOptions = { timeoutMs?: number; scheme?: string; signal?: AbortSignal; body?: string | Readable };
const call = (host: string, { timeoutMs = LONG_MS, scheme = "http", body = '{"chat_id":7}', ...rest }: CallOptions = {}) =>
  createFetch(timeoutMs)(`${scheme}://${host}/bot${TOKEN}/sendMessage`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
    ...rest,
  });

async function failureOf(work: Promise<unknown>): Promise<TransportError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(TransportError);
  return error as TransportError;
}

describe("a call that never left", () => {
  test("is one whose connection was refused", async () => {
    const { phase, message } = await failureOf(call("127.0.0.1:1"));
    expect({ phase, message }).toEqual({ phase: "before", message: "ECONNREFUSED" });
  });

  test("is one whose TLS handshake nobody answered", async () => {
    const host = await listen(createServer());
    const { phase, message } = await failureOf(call(host, { scheme: "https", timeoutMs: 50 }));
    expect({ phase, message }).toEqual({ phase: "before", message: "no answer within 50 ms" });
  });

  test("is one that was given up before it began", async () => {
    const host = await serveRaw(() => {});
    const { phase } = await failureOf(call(host, { signal: AbortSignal.abort() }));
    expect(phase).toBe("before");
  });
});

describe("a call that may have had its effect", () => {
  test("is one whose connection was reset after the body", async () => {
    const host = await serveRaw((socket) => socket.resetAndDestroy());
    const { phase, message } = await failureOf(call(host));
    expect({ phase, message }).toEqual({ phase: "after", message: "ECONNRESET" });
  });

  test("is one that was never answered", async () => {
    const host = await serveRaw(() => {});
    const { phase, message } = await failureOf(call(host, { timeoutMs: 50 }));
    expect({ phase, message }).toEqual({ phase: "after", message: "no answer within 50 ms" });
  });

  test("is one whose answer never ended", async () => {
    const host = await serveRaw((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"ok":'));
    const { phase } = await failureOf(call(host, { timeoutMs: 50 }));
    expect(phase).toBe("after");
  });

  test("is one whose answer was cut off", async () => {
    const host = await serveRaw((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"ok":true,"res'));
    const { phase } = await failureOf(call(host));
    expect(phase).toBe("after");
  });

  test.each([
    ["an HTML page of a gateway", 502, "<html>Bad Gateway</html>"],
    ["half a JSON text", 200, '{"ok":true,"result":{"mess'],
    ["JSON that is not the Bot API's", 503, '{"error":"no healthy upstream"}'],
    ["JSON null", 200, "null"],
    ["nothing", 200, ""],
  ])("is one that was answered by %s", async (_what, status, body) => {
    const host = await serveHttp((request, response) => {
      request.resume();
      response.writeHead(status).end(body);
    });
    const error = await failureOf(call(host));
    expect({ phase: error.phase, status: error.status }).toEqual({ phase: "after", status });
  });

  test("is one that went out on a connection which had served before", async () => {
    let isFirst = true;
    const host = await serveHttp((request, response) => {
      request.resume();
      if (isFirst) response.end('{"ok":true,"result":1}');
      else request.socket.resetAndDestroy();
      isFirst = false;
    });
    await (await call(host)).json();
    expect((await failureOf(call(host))).phase).toBe("after");
  });

  test("is one that was given up while it waited for its answer", async () => {
    const stop = new AbortController();
    const host = await serveRaw(() => stop.abort());
    expect((await failureOf(call(host, { signal: stop.signal }))).phase).toBe("after");
  });
});

describe("a Bot API answer", () => {
  test.each([200, 400, 429, 502])("with HTTP status %i goes to grammY as it is", async (status) => {
    const answer = { ok: status === 200, error_code: status, description: "words" };
    const host = await serveHttp((request, response) => {
      request.resume();
      response.writeHead(status).end(JSON.stringify(answer));
    });
    expect(await (await call(host)).json()).toEqual(answer);
  });

  test("comes for files too", async () => {
    let received = "";
    const host = await serveHttp((request, response) => {
      request.on("data", (chunk: Buffer) => (received += chunk.toString()));
      request.on("end", () => response.end('{"ok":true,"result":{"message_id":5}}'));
    });
    const api = new Api(TOKEN, clientOptions(`http://${host}`));
    expect(await api.sendDocument(7, new InputFile(Buffer.from("a,b\n1,2\n"), "list.csv"))).toEqual({ message_id: 5 });
    expect(received).toContain("1,2");
  });
});

test("a file that can not be read fails its call", async () => {
  const host = await serveHttp((request, response) => void request.resume().on("end", () => response.end('{"ok":true,"result":1}')));
  const broken = new Readable({ read: () => void broken.destroy(new Error("disk gone")) });
  await expect(call(host, { body: broken })).rejects.toBeInstanceOf(TransportError);
});

test("no failure, and nothing grammY makes of it, tells the token", async () => {
  const host = await serveRaw((socket) => socket.resetAndDestroy());
  const api = new Api(TOKEN, clientOptions(`http://${host}`));
  const failures: unknown[] = [await failureOf(call(host)), await failureOf(call("127.0.0.1:1"))];
  failures.push(await api.sendMessage(7, "text").catch((error: unknown) => error));
  for (const failure of failures) expect(inspect(failure, { depth: 10, showHidden: true })).not.toContain(TOKEN.slice(10));
});
