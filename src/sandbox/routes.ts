import multipart from "@fastify/multipart";
import type { FastifyPluginAsync } from "fastify";
import { fileURLToPath } from "node:url";
import { botRoutes } from "./bot-routes.ts";
import { clientRoutes } from "./client-routes.ts";
import { isLoopbackAddress, isLoopbackHost } from "./loopback.ts";
import { pageRoutes } from "./page-routes.ts";
import type { Telegram } from "./telegram.ts";
import type { Language } from "./world.ts";

export type SandboxRoutesOptions = {
  /** After the people have their new language; the app then switches the groups. */
  onLanguage?: ((language: Language) => Promise<void> | void) | undefined;
  /** Somebody has opened the page, and its language is settled. */
  onVisit?: (() => void) | undefined;
  /** The folder of the page's files; src/sandbox/page when not given. */
  page?: string | undefined;
};

const PAGE_DIR = fileURLToPath(new URL("./page/", import.meta.url));
const BODY_LIMIT = 60 * 1024 * 1024;

/**
 * The Bot API at /bot<token>/<method> and /file/bot<token>/<path>, the client API below /sandbox, and the page at /.
 * Answers this machine only: other addresses, other Host names (DNS rebinding) and other sites' pages (Origin) get 403.
 */
export function sandboxRoutes(telegram: Telegram, options: SandboxRoutesOptions = {}): FastifyPluginAsync {
  return async (app) => {
    app.addHook("onRequest", async (request, reply) => {
      const { host, origin } = request.headers;
      const isOwnOrigin = origin === undefined || (URL.canParse(origin) && isLoopbackHost(new URL(origin).host));
      // The socket's address: X-Forwarded-For could be claimed by anybody.
      // A picture or form of another site's page carries no Origin, but modern browsers say where it comes from.
      const isOwnSite = !["cross-site", "same-site"].includes(String(request.headers["sec-fetch-site"]));
      const isAllowed = isOwnSite && isLoopbackAddress(request.socket.remoteAddress) && isLoopbackHost(host) && isOwnOrigin;
      if (!isAllowed) return reply.code(403).send({ error: "the sandbox answers this machine only" });
      return undefined;
    });
    app.addHook("preClose", async () => telegram.endPolls());
    if (!app.hasContentTypeParser("multipart/form-data"))
      await app.register(multipart, { limits: { fileSize: BODY_LIMIT, files: 20, fieldSize: BODY_LIMIT } });
    await app.register(botRoutes(telegram, BODY_LIMIT));
    await app.register(clientRoutes(telegram, { onLanguage: options.onLanguage, onVisit: options.onVisit, bodyLimit: BODY_LIMIT }), {
      prefix: "/sandbox",
    });
    await app.register(pageRoutes(options.page ?? PAGE_DIR));
  };
}
