import { Api, GrammyError } from "grammy";
import { afterEach } from "vitest";
import { startTelegramServer, type TelegramServer } from "../../src/sandbox/server.ts";
import type { TelegramOptions } from "../../src/sandbox/telegram.ts";

export const TOKEN = "42:sandbox-test";
export const WEI = 7001;
export const MEI = 7002;

const running = new Set<TelegramServer>();

afterEach(async () => {
  for (const server of running) await server.close();
  running.clear();
});

export type Rig = TelegramServer & { api: Api; group: number; forum: number; clock: { now: number } };

/** A stand-in with two people, a group and a forum, a grammY client of it, and a clock that only the test moves. */
export async function startRig(options: Partial<TelegramOptions> & { now?: number } = {}): Promise<Rig> {
  const clock = { now: options.now ?? Date.UTC(2026, 0, 15, 2) };
  const limits = { perSecond: 1000, perGroupMinute: 1000, perPrivate: { count: 1000, windowMs: 1000 } };
  const server = await startTelegramServer({ file: ":memory:", token: TOKEN, clock: () => clock.now, limits, ...options });
  running.add(server);
  const { telegram, url } = server;
  telegram.addPerson({ id: WEI, first_name: "王", last_name: "伟", phone: "+8613800000001", role: "retailer" });
  telegram.addPerson({ id: MEI, first_name: "Mei", username: "mei_li", phone: "+8613800000002", role: "service_desk" });
  const group = telegram.addGroup({ title: "Route 1", username: "route_one", members: [WEI, MEI] }).id;
  const forum = telegram.addGroup({ title: "R101", isForum: true, members: [WEI, MEI] }).id;
  const api = new Api(TOKEN, { apiRoot: url });
  const received = await api.getUpdates();
  await api.getUpdates({ offset: (received.at(-1)?.update_id ?? 0) + 1 });
  return { ...server, api, group, forum, clock };
}

/** The refusal of a call as "code description", or "accepted". */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "accepted";
  } catch (error) {
    if (error instanceof GrammyError) return `${error.error_code} ${error.description}`;
    throw error;
  }
}

/** Calls the Bot API without grammY, so that wrong requests can be sent. */
export async function callRaw(
  url: string,
  method: string,
  body?: unknown,
  token = TOKEN,
): Promise<{ status: number; json: Record<string, unknown> }> {
  const answer = await fetch(`${url}/bot${token}/${method}`, {
    method: "POST",
    ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
}

/** A one-pixel PNG that claims to be of this size: enough for a header. */
export function buildPng(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(33);
  Buffer.from("89504e470d0a1a0a0000000d49484452", "hex").copy(bytes);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}
