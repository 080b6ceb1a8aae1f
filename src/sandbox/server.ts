import fastify from "fastify";
import { sandboxRoutes, type SandboxRoutesOptions } from "./routes.ts";
import { createTelegram, type Telegram, type TelegramOptions } from "./telegram.ts";

export type TelegramServer = { telegram: Telegram; url: string; close: () => Promise<void> };

/** A stand-in on a port of its own, for tests: the app under test gets `url` as its BOT_API_ROOT. */
export async function startTelegramServer(options: TelegramOptions & SandboxRoutesOptions & { port?: number }): Promise<TelegramServer> {
  const telegram = createTelegram(options);
  const app = fastify({ forceCloseConnections: true });
  await app.register(sandboxRoutes(telegram, options));
  const url = await app.listen({ host: "127.0.0.1", port: options.port ?? 0 });
  return {
    telegram,
    url,
    close: async () => {
      await app.close();
      telegram.close();
    },
  };
}
