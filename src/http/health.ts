import type { FastifyPluginAsync } from "fastify";

export type Readiness = { database: boolean; redis: boolean; telegram: boolean };

/** /healthz: the process answers. /readyz: what it needs answers too; 503 and which one otherwise. */
export function healthRoutes(readiness: () => Promise<Readiness>): FastifyPluginAsync {
  return async (app) => {
    app.get("/healthz", async () => ({ status: "ok" }));
    app.get("/readyz", async (_request, reply) => {
      const parts = await readiness();
      const isReady = Object.values(parts).every(Boolean);
      return reply.code(isReady ? 200 : 503).send({ status: isReady ? "ready" : "not ready", ...parts });
    });
  };
}
