import { join } from "node:path";
import { asc } from "drizzle-orm";
import { Api } from "grammy";
import Database from "better-sqlite3";
import { openDb } from "../../db/client.ts";
import { queueDeliveries, type Delivery, type NewDelivery } from "../../db/deliveries.ts";
import { deliveries } from "../../db/deliveries.tables.ts";
import { createLog } from "../../src/log.ts";
import { startTelegramServer } from "../../src/sandbox/server.ts";
import type { Fault } from "../../src/sandbox/telegram.ts";
import { clientOptions, settleDone } from "../../src/telegram/api.ts";
import { createChatLedger } from "../../src/telegram/chat-ledger.ts";
import { createPacer } from "../../src/telegram/pacer.ts";
import { LANE } from "../../src/telegram/rules.ts";
import { createSender, type Prepared } from "../../src/telegram/sender.ts";
import { createDataDir } from "../support/app.ts";

const TOKEN = "42:sender-against-the-real-server";
const FIRST_PERSON = 501;

/** The real sender over HTTP against the Bot API server, in real time; the database is a file, so that others can lock it. */
export async function openServerWorld(people = 20) {
  const home = createDataDir();
  const file = join(home.dir, "outbox.db");
  const { db, close } = openDb(file);
  // A locked database is an error at once, not after seconds of waiting.
  (db as unknown as { $client: Database.Database }).$client.pragma("busy_timeout = 1");
  const server = await startTelegramServer({ file: ":memory:", token: TOKEN, clock: Date.now });
  const { telegram } = server;
  const chats = Array.from({ length: people }, (_, n) => FIRST_PERSON + n);
  for (const id of chats) {
    telegram.addPerson({ id, first_name: `P${id}`, phone: String(13_800_000_000 + id) });
    telegram.start(id);
  }
  const logged: string[] = [];
  const log = createLog("info", { write: (line) => void logged.push(line) });
  const api = new Api(TOKEN, clientOptions(server.url));
  api.config.use(settleDone);
  const pacer = createPacer(28);
  let prepare = async (row: Delivery): Promise<Prepared> => ({ method: "sendMessage", payload: { text: row.dedupeKey } });
  const create = () => createSender({ db, api, pacer, ledger: createChatLedger(), clock: Date.now, log, prepare: (row) => prepare(row) });
  let sender = create();

  return {
    start: () => sender.start(),
    stop: () => sender.stop(),
    /** What the next process does. */
    startNext: () => (sender = create()).start(),
    chats,
    logged,
    setPrepare: (next: typeof prepare) => void (prepare = next),
    /** One row to each of the first `count` people: "row-0" ... */
    queue: (count: number, fields: Partial<NewDelivery> = {}) =>
      queueDeliveries(
        db,
        chats
          .slice(0, count)
          .map((chatId, n): NewDelivery => ({ dedupeKey: `row-${n}`, kind: "post", subjectId: 1, lane: LANE.post, chatId, ...fields })),
        Date.now(),
      ),
    rows: (): Delivery[] => db.select().from(deliveries).orderBy(asc(deliveries.id)).all(),
    /** What goes wrong before Telegram does anything, and after it did. */
    disturb(
      when: "beforeEffect" | "beforeAnswer",
      choose: (method: string, text: string) => Promise<Fault | undefined> | Fault | undefined,
    ) {
      telegram.faults[when] = async ({ method, params }) => choose(method, String(params["text"]));
    },
    calm: () => Object.assign(telegram.faults, { beforeEffect: undefined, beforeAnswer: undefined }),
    asked: () => telegram.ledger().filter(({ method }) => method === "getMe"),
    /** How many of its messages Telegram took, by the server's own count. */
    taken: (row: Pick<Delivery, "dedupeKey">): number =>
      telegram.ledger().filter(({ ok, params }) => ok && params["text"] === row.dedupeKey).length,
    calls: () => telegram.ledger().filter(({ method }) => method === "sendMessage"),
    /** Another process writes, for as long as it likes. */
    lock() {
      const other = new Database(file);
      other.exec("BEGIN IMMEDIATE");
      return () => void other.close();
    },
    async end() {
      Object.assign(telegram.faults, { beforeEffect: undefined, beforeAnswer: undefined });
      await sender.stop();
      pacer.close();
      close();
      await server.close();
      home.remove();
    },
  };
}

export type ServerWorld = Awaited<ReturnType<typeof openServerWorld>>;
