import { Redis } from "ioredis";
import type { Message } from "@grammyjs/types";
import { and, count, inArray } from "drizzle-orm";
import { openDb, type Db } from "../../db/client.ts";
import { deliveries } from "../../db/deliveries.tables.ts";
import { inbox } from "../../db/inbox.tables.ts";
import { privateSocketPath } from "../../src/redis/private-server.ts";
import { settings } from "../../db/settings.tables.ts";
import type { TelegramOptions } from "../../src/sandbox/telegram.ts";
import { startTelegramServer } from "../../src/sandbox/server.ts";
import { createDataDir, startAppProcess, type AppOptions, type AppProcess } from "./app.ts";
import { buildDistrict, buildGroup, buildPerson, buildRetailer, buildRoute, buildShopPerson, buildStaff } from "./build.ts";
import { until } from "./until.ts";

export const TOKEN = "1234567:end-to-end-tests-of-tongzhou";
export const API_KEY = "end-to-end-tests-key";

/** Telegram ids of the little company that the end-to-end tests work with. */
export const ADMIN = 501;
export const SUPERVISOR = 502;
export const MANAGER = 503;
export const DESK = 504;
export const BROADCASTER = 505;
/** Shops 1-4, one person each; the shops of `RETAILERS[n]` have licence 14010000000n. */
export const RETAILERS = [601, 602, 603, 604] as const;
export const GROUP = -1_002_000_000_001;
export const DESK_GROUP = -1_002_000_000_002;

/** More of the same, for what is sent to many: people with a shop of route R1 each, and groups without topics in another district. */
export type Crowd = { people?: number; groups?: number };
const FIRST_OF_CROWD = 100_001;
const FIRST_GROUP_OF_CROWD = 7_000_001;

function seed(db: Db, crowd: { people: number[]; groups: number[] }): void {
  const district = buildDistrict(db, "East");
  buildStaff(db, ADMIN, ["admin"]);
  buildStaff(db, SUPERVISOR, ["supervisor"], { districtId: district.id });
  const manager = buildStaff(db, MANAGER, ["account_manager"], { districtId: district.id });
  buildStaff(db, DESK, ["service_desk"], { districtId: district.id });
  buildStaff(db, BROADCASTER, ["broadcaster"]);
  const route = buildRoute(db, { code: "R1", districtId: district.id, accountManagerId: manager.id });
  // These tests run at any hour.
  db.insert(settings).values({ key: "quiet_hours", value: "off", updatedAt: 0 }).run();
  for (const [n, id] of RETAILERS.entries()) {
    const shop = buildRetailer(db, { licenceNo: `14010000000${n + 1}`, shopName: `Shop ${n + 1}`, routeId: route.id });
    buildPerson(db, id);
    buildShopPerson(db, shop.id, id);
  }
  buildGroup(db, { districtId: district.id, routeId: route.id, chatId: GROUP });
  buildGroup(db, { districtId: district.id, chatId: DESK_GROUP, kind: "desk", isForum: false });
  for (const id of crowd.people) {
    buildPerson(db, id);
    buildShopPerson(db, buildRetailer(db, { licenceNo: `15${String(id).padStart(10, "0")}`, routeId: route.id }).id, id);
  }
  // In a district of their own: they get posts, and nothing about the orders of R1.
  const west = buildDistrict(db, "West");
  for (const chatId of crowd.groups) buildGroup(db, { districtId: west.id, chatId, isForum: false });
}

const countUp = (from: number, n: number): number[] => Array.from({ length: n }, (_, index) => from + index);

/**
 * The stand-in for Telegram in this process, and everything the real app needs to run against it in a process of its own. The company's
 * rows are there before the app first starts; everything after goes through Telegram and HTTP.
 */
export async function openCompany(
  settings: Record<string, string> = {},
  crowd: Crowd = {},
  telegramOptions: Pick<TelegramOptions, "limits"> = {},
) {
  const people = countUp(FIRST_OF_CROWD, crowd.people ?? 0);
  const groups = countUp(FIRST_GROUP_OF_CROWD, crowd.groups ?? 0).map((n) => -n);
  const home = createDataDir();
  const { dir } = home;
  const server = await startTelegramServer({ file: ":memory:", token: TOKEN, clock: Date.now, ...telegramOptions });
  const { telegram } = server;
  const everyone = [ADMIN, SUPERVISOR, MANAGER, DESK, BROADCASTER, ...RETAILERS];
  for (const id of everyone) telegram.addPerson({ id, first_name: `P${id}`, phone: String(13_900_000_000 + id), language_code: "en" });
  telegram.addGroup({ id: GROUP, title: "R1", isForum: true, members: everyone });
  telegram.addGroup({ id: DESK_GROUP, title: "Desk", members: [SUPERVISOR, MANAGER, DESK, ADMIN] });
  for (const id of people) telegram.addPerson({ id, first_name: `P${id}`, phone: String(13_800_000_000 + id), language_code: "en" });
  // Basic groups, which may become supergroups.
  for (const id of groups) telegram.addGroup({ id, title: `G${-id}`, members: [MANAGER] });
  const file = `${dir}/tongzhou.db`;
  const opened = openDb(file);
  opened.db.transaction((tx) => seed(tx as unknown as Db, { people, groups }));
  const { db } = opened;
  const apps: AppProcess[] = [];

  const env = {
    BOT_TOKEN: TOKEN,
    BOT_API_ROOT: server.url,
    DATA_DIR: dir,
    API_KEY,
    HOLIDAYS_FILE: "none",
    WORKING_HOURS: "always",
    ...settings,
  };
  const start = async (options: AppOptions & { env?: Record<string, string> } = {}) => {
    const app = await startAppProcess({ ...env, ...options.env }, options);
    apps.push(app);
    return app;
  };

  /** Nothing is left to handle or to send. */
  const settled = () =>
    until("the inbox and the outbox to be empty", () => {
      const waiting = db
        .select({ n: count() })
        .from(inbox)
        .where(and(inArray(inbox.state, ["pending"])))
        .get()!.n;
      const unsent = db
        .select({ n: count() })
        .from(deliveries)
        .where(inArray(deliveries.state, ["pending", "sending"]))
        .get()!.n;
      return waiting + unsent === 0 && telegram.pendingUpdates() === 0;
    });

  /** Everyone presses Start and the app answers, so that what follows is not mixed with greetings. */
  const greetEveryone = async () => {
    for (const id of everyone) telegram.start(id);
    await settled();
  };

  /** Everyone pressed Start long ago: nothing of it is left to handle. */
  const startEveryone = async () => {
    for (const id of [...everyone, ...people]) telegram.start(id);
    await telegram.call({ method: "deleteWebhook", params: { drop_pending_updates: true }, uploads: new Map() });
  };

  return {
    dir,
    db,
    telegram,
    people,
    groups,
    /** Every process started so far. */
    apps,
    start,
    settled,
    greetEveryone,
    startEveryone,
    /** What the bot wrote in a chat, as a person there sees it. */
    fromBot: (chat: number, viewer?: number): Message[] => telegram.messages(chat, viewer).filter((message) => message.from?.is_bot),
    async api(app: AppProcess, method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
      const answer = await fetch(`${app.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${API_KEY}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: answer.status, body: await answer.json() };
    },
    async flushRedis(): Promise<void> {
      const redis = new Redis({ path: privateSocketPath(dir) });
      await redis.flushall();
      redis.disconnect();
    },
    async close(): Promise<void> {
      // A stopped process gets no SIGTERM before it goes on.
      for (const app of apps) app.child.kill("SIGCONT");
      for (const app of apps) await app.stop();
      opened.close();
      await server.close();
      home.remove();
    },
  };
}

export type Company = Awaited<ReturnType<typeof openCompany>>;

/** The text of a message, whatever it is made of. */
export const textOf = (message: Message): string => message.text ?? message.caption ?? "";
