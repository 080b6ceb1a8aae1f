import type { Update } from "@grammyjs/types";
import type { Redis } from "ioredis";
import type { AddressInfo } from "node:net";
import type { Deps } from "../deps.ts";
import type { Sandbox } from "../sandbox/demo.ts";
import { createHttp } from "./server.ts";
import { isDatabaseUp } from "./store.ts";

type Options = {
  redis: Redis;
  /** Present without a BOT_TOKEN: its page and Bot API are served here too. */
  sandbox: Sandbox | undefined;
  receive: (update: Update) => Promise<void>;
  isTelegramUp: () => boolean;
};

/** Starts the HTTP role; resolves with the address it really listens on. */
export async function startHttp(
  deps: Deps,
  { redis, sandbox, receive, isTelegramUp }: Options,
): Promise<{ url: string; close(): Promise<void> }> {
  const readiness = async () => ({ database: await isDatabaseUp(deps.db), redis: redis.status === "ready", telegram: isTelegramUp() });
  const http = await createHttp(deps, { readiness, webhook: receive, plugins: sandbox ? [sandbox.routes] : [] });
  const { host, port } = deps.config.http;
  await http.listen({ host, port });
  const { address, family, port: realPort } = http.server.address() as AddressInfo;
  return {
    url: `http://${family === "IPv6" ? `[${address}]` : address}:${realPort}`,
    close: () => http.close(),
  };
}
