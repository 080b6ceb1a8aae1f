import type { Update } from "@grammyjs/types";
import type { FastifyPluginAsync } from "fastify";
import { z } from "zod";
import { isSameSecret } from "./secrets.ts";

const updateBody = z.looseObject({ update_id: z.int() });
const BODY_LIMIT = 1024 * 1024;

/** Telegram's own calls. 200 only after the update is stored: anything else makes Telegram send it again. */
export function webhookRoutes(secret: string, receive: (update: Update) => Promise<void>): FastifyPluginAsync {
  return async (app) => {
    app.addHook("onRequest", async (request, reply) => {
      const given = request.headers["x-telegram-bot-api-secret-token"];
      if (!isSameSecret(typeof given === "string" ? given : undefined, secret))
        return reply.code(401).send({ error: "wrong or missing secret" });
      return undefined;
    });
    app.post("/telegram/webhook", { bodyLimit: BODY_LIMIT }, async (request, reply) => {
      const update = updateBody.safeParse(request.body);
      if (!update.success) return reply.code(400).send({ error: "not an update" });
      await receive(update.data);
      return {};
    });
  };
}
