import type { Update } from "@grammyjs/types";
import { fastify, type FastifyError, type FastifyInstance, type FastifyPluginAsync } from "fastify";
import type { Deps } from "../deps.ts";
import { apiRoutes } from "./api.ts";
import { healthRoutes, type Readiness } from "./health.ts";
import { webhookRoutes } from "./webhook.ts";

type Options = {
  readiness: () => Promise<Readiness>;
  /** Further routes of this process: the sandbox. */
  plugins?: FastifyPluginAsync[];
  /** Stores an update that came by webhook. */
  webhook?: (update: Update) => Promise<void>;
};

/** A roster of every shop of a province fits ten times. */
const BODY_LIMIT = 20 * 1024 * 1024;

/** What to say of the errors that fastify itself raises about a request; its own words name internals. */
const REFUSALS: Readonly<Record<string, string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "the body is too large: 20 MB at most",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "unsupported content type: send application/json or text/csv",
  FST_ERR_CTP_INVALID_JSON_BODY: "the body is not valid JSON",
  FST_ERR_CTP_EMPTY_JSON_BODY: "the body is empty",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "the body is not as long as Content-Length says",
};

/** What the person who called did wrong is told in words; our own faults are logged and told in none. */
function answerErrors(app: FastifyInstance, deps: Deps): void {
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: "not found" }));
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) {
      // The route's pattern, not the address: an address may hold a token.
      deps.log.error({ err: error, method: request.method, route: request.routeOptions.url }, "an HTTP request failed");
      return reply.code(500).send({ error: "internal error" });
    }
    return reply.code(status).send({ error: REFUSALS[error.code] ?? (status === 400 ? "the request can not be read" : "refused") });
  });
}

/** The HTTP server, not yet listening: health, the API behind API_KEY, the webhook when one is configured, and the given plugins. */
export async function createHttp(deps: Deps, { readiness, plugins = [], webhook }: Options): Promise<FastifyInstance> {
  const { http, webhook: settings } = deps.config;
  // No request log: bodies and addresses hold phone numbers and tokens.
  const app = fastify({ logger: false, bodyLimit: BODY_LIMIT, forceCloseConnections: true });
  answerErrors(app, deps);
  await app.register(healthRoutes(readiness));
  if (http.apiKey !== undefined) await app.register(apiRoutes(deps, http.apiKey), { prefix: "/api/v1" });
  if (settings && webhook) await app.register(webhookRoutes(settings.secret, webhook));
  for (const plugin of plugins) await app.register(plugin);
  return app;
}
