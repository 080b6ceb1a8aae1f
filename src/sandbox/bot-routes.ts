import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import { findMethod, toErrorBody, type Answer } from "./api.ts";
import { BotApiError } from "./errors.ts";
import type { Upload } from "./files.ts";
import { parseFormFields } from "./schemas.ts";
import type { Telegram } from "./telegram.ts";

type Body = { params: Record<string, unknown>; uploads: Map<string, Upload> };
type MethodParams = { token: string; method: string };

const PROXY_ERROR =
  "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>";

/** The Bot API over HTTP: GET or POST with a query, JSON, urlencoded or multipart, as Telegram takes them. */
export function botRoutes(telegram: Telegram, bodyLimit: number): FastifyPluginAsync {
  return async (app) => {
    app.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, async (_request: FastifyRequest, body: string) =>
      Object.fromEntries(new URLSearchParams(body)),
    );
    app.setErrorHandler(async (error, _request, reply) => answerError(reply, error));

    app.route<{ Params: MethodParams }>({
      method: ["GET", "POST"],
      url: "/bot:token/:method",
      bodyLimit,
      handler: async (request, reply) => {
        const { token, method } = request.params;
        if (token !== telegram.token) throw new BotApiError(401, "Unauthorized");
        const { params, uploads } = await readBody(request, method);
        const gone = new AbortController();
        // A client that hangs up during a long poll must not block the next one.
        reply.raw.on("close", () => gone.abort());
        const answer = await telegram.call({ method, params, uploads, signal: gone.signal });
        return writeAnswer(reply, answer);
      },
    });

    app.get<{ Params: { token: string; "*": string } }>("/file/bot:token/*", async (request, reply) => {
      if (request.params.token !== telegram.token) throw new BotApiError(401, "Unauthorized");
      const file = telegram.readFile({ path: request.params["*"] });
      if (!file) throw new BotApiError(404, "Not Found");
      return reply.type("application/octet-stream").send(file.bytes);
    });
  };
}

async function readBody(request: FastifyRequest, method: string): Promise<Body> {
  const uploads = new Map<string, Upload>();
  const query = request.query as Record<string, string>;
  if (request.isMultipart()) return { params: toParams(method, { ...query, ...(await readParts(request, uploads)) }), uploads };
  const isForm = request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ?? false;
  if (isForm || !request.body)
    return { params: toParams(method, { ...query, ...(request.body as Record<string, string> | null) }), uploads };
  if (typeof request.body !== "object" || Array.isArray(request.body)) throw new BotApiError(400, "Bad Request: object expected");
  const given = Object.entries(request.body).filter(([, value]) => value !== null);
  return { params: { ...toParams(method, query), ...Object.fromEntries(given) }, uploads };
}

function toParams(name: string, fields: Record<string, string>): Record<string, unknown> {
  const method = findMethod(name);
  return method ? parseFormFields(method, fields) : fields;
}

/** A file that is sent as the parameter itself is the same as attach:// to a part of that name. */
async function readParts(request: FastifyRequest, uploads: Map<string, Upload>): Promise<Record<string, string>> {
  const fields: Record<string, string> = {};
  for await (const part of request.parts()) {
    if (part.type === "file") {
      uploads.set(part.fieldname, { bytes: await part.toBuffer(), name: part.filename, mime: part.mimetype });
      fields[part.fieldname] ??= `attach://${part.fieldname}`;
    } else fields[part.fieldname] = String(part.value);
  }
  return fields;
}

function writeAnswer(reply: FastifyReply, answer: Answer): FastifyReply {
  const { fault } = answer;
  if (fault?.kind === "reset") {
    reply.hijack();
    reply.raw.socket?.resetAndDestroy();
    return reply;
  }
  if (fault?.kind === "html") return reply.code(fault.status).type("text/html").send(PROXY_ERROR);
  if (fault?.kind === "truncate") {
    const body = JSON.stringify(answer.body);
    return reply
      .code(200)
      .type("application/json")
      .send(body.slice(0, body.length / 2));
  }
  if (fault) return writeError(reply, new BotApiError(fault.error_code, fault.description, fault.parameters));
  const retryAfter = "parameters" in answer.body ? (answer.body.parameters as { retry_after?: number }).retry_after : undefined;
  if (retryAfter !== undefined) void reply.header("retry-after", retryAfter);
  return reply.code(answer.status).send(answer.body);
}

function writeError(reply: FastifyReply, error: BotApiError): FastifyReply {
  return reply.code(error.code).send(toErrorBody(error));
}

function answerError(reply: FastifyReply, error: unknown): FastifyReply {
  if (error instanceof BotApiError) return writeError(reply, error);
  const code = error instanceof Error && "statusCode" in error && typeof error.statusCode === "number" ? error.statusCode : 500;
  if (code === 413) return writeError(reply, new BotApiError(413, "Request Entity Too Large"));
  const reason = error instanceof Error ? error.message : String(error);
  return writeError(
    reply,
    code < 500 ? new BotApiError(400, `Bad Request: ${reason}`) : new BotApiError(500, `Internal Server Error: ${reason}`),
  );
}
