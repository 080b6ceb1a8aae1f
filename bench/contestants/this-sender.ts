import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Api } from "grammy";
import { openDb, type Db } from "../../db/client.ts";
import { countDeliveries, queueDeliveries, type NewDelivery } from "../../db/deliveries.ts";
import { createLog } from "../../src/log.ts";
import { clientOptions, createReplyTransformer } from "../../src/telegram/api.ts";
import { createChatLedger } from "../../src/telegram/chat-ledger.ts";
import { createPacer } from "../../src/telegram/pacer.ts";
import { LANE } from "../../src/telegram/rules.ts";
import { createSender, type PrepareDelivery } from "../../src/telegram/sender.ts";
import type { CreateContestant } from "../contestant.ts";
import type { Message } from "../messages.ts";

/** SEND_RATE's default. */
const SEND_RATE = 28;
const SUBJECT_ID = 1;
const POLL_MS = 250;

/** The project's own texts are not what is measured: the row carries the bench's. */
const prepare: PrepareDelivery = async (row) => ({ method: "sendMessage", payload: { text: String(row.data?.["text"]) } });

const toRow = ({ id, chatId, text, isReminder }: Message): NewDelivery => ({
  dedupeKey: id,
  kind: "post",
  subjectId: SUBJECT_ID,
  data: { text },
  lane: isReminder ? LANE.promise : LANE.post,
  chatId,
});

async function waitUntilSent(db: Db): Promise<void> {
  for (;;) {
    const counts = await countDeliveries(db, "post", SUBJECT_ID);
    if ((counts.pending ?? 0) + (counts.sending ?? 0) === 0) return;
    await delay(POLL_MS);
  }
}

/** The real thing: outbox in a SQLite file with the real migrations, sender, pacer, chat ledger and reply transformer. */
export const createThisSender: CreateContestant = async ({ apiRoot, token, dir }) => {
  const { db, close } = openDb(join(dir, "bench.db"));
  const pacer = createPacer(SEND_RATE);
  const ledger = createChatLedger();
  const api = new Api(token, clientOptions(apiRoot));
  const replyApi = new Api(token, clientOptions(apiRoot));
  replyApi.config.use(createReplyTransformer(pacer, ledger));
  const sender = createSender({ db, api, pacer, ledger, clock: Date.now, log: createLog("silent"), prepare });
  await sender.start();
  return {
    async send(messages) {
      await queueDeliveries(db, messages.map(toRow), Date.now());
      sender.kick();
      await waitUntilSent(db);
    },
    async reply({ chatId, text }) {
      await replyApi.sendMessage(chatId, text);
    },
    async close() {
      await sender.stop();
      pacer.close();
      close();
    },
  };
};
