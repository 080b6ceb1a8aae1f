import { readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import type { AppProcess } from "./app.ts";
import { BROADCASTER, textOf, type Company } from "./company.ts";
import { until } from "./until.ts";
import { deliveries } from "../../db/deliveries.tables.ts";
import { asc, eq } from "drizzle-orm";
import type { DeliveryKind } from "../../src/telegram/rules.ts";
import type { LedgerEntry } from "../../src/sandbox/telegram.ts";

/** A dead process's lease ends after 10 s; 15 s are allowed from the restart to the next message. */
export const RESUME_WITHIN_MS = 15_000;
/** A pacer has so many slots: no process can have more calls under way. */
export const SLOTS = 30;

/** A small generator of numbers in [0, 1) (mulberry32): the same seed makes the same test. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What the server, not the app, says about the messages of one text to many. */
export function watchMass(company: Company, kind: DeliveryKind, words: string, chats: number[]) {
  const { telegram, db } = company;
  const expected = new Set(chats);
  const isOurs = ({ method, params, chat_id: chat }: LedgerEntry) =>
    method === "sendMessage" && expected.has(chat ?? 0) && String(params["text"]).includes(words);

  /** The calls that Telegram took, oldest first. */
  const accepted = (): LedgerEntry[] => telegram.ledger().filter((entry) => entry.ok && isOurs(entry));
  const rows = () =>
    db
      .select({ chatId: deliveries.chatId, state: deliveries.state, mayRepeat: deliveries.mayRepeat })
      .from(deliveries)
      .where(eq(deliveries.kind, kind))
      .orderBy(asc(deliveries.id))
      .all()
      .filter(({ chatId }) => expected.has(chatId));

  return {
    accepted,
    rows,
    /** Every call to the chats, refused ones included. */
    calls: (): LedgerEntry[] => telegram.ledger().filter(isOurs),
    countsByChat(): Map<number, number> {
      const counts = new Map<number, number>();
      for (const { chat_id: chat } of accepted()) counts.set(chat!, (counts.get(chat!) ?? 0) + 1);
      return counts;
    },
    /** Calls under way when the process was killed: the only ones that Telegram may get again. It may be about to take some of them still. */
    countInFlight: (): number => rows().filter(({ state }) => state === "sending").length,
    /** Resolves once Telegram took so many. */
    reached: (n: number, limitMs = 60_000) => until(`${n} messages`, () => accepted().length >= n, limitMs),
    /** All rows have come to an end, and there is one for each chat. */
    done: (limitMs = 60_000) =>
      until(
        "every row to end",
        () => {
          const all = rows();
          return all.length === chats.length && all.every(({ state }) => !["pending", "held", "sending"].includes(state));
        },
        limitMs,
      ),
  };
}

export type Mass = ReturnType<typeof watchMass>;

/** Sets the window of route R1 for a day from today on, whose reminder is due in `inMs`; REMINDER_LEAD must be 30m. */
export async function planReminder(company: Company, app: AppProcess, inMs = 1_000, day = 0): Promise<Mass> {
  const now = Date.now();
  const exception = {
    route: "R1",
    date: new Date(now + day * 86_400_000).toISOString().slice(0, 10),
    opens: new Date(now - 3_600_000).toISOString(),
    cutoff: new Date(now + 30 * 60_000 + inMs).toISOString(),
  };
  const { status, body } = await company.api(app, "PUT", "/api/v1/calendar", { exceptions: [exception] });
  if (status !== 200) throw new Error(`the calendar was refused: ${JSON.stringify(body)}`);
  return watchMass(company, "order_reminder", "⏰", company.people);
}

/** Writes a post by chat, up to the preview; `press` sends it. */
export async function draftPost(company: Company, text: string): Promise<{ press: () => void; mass: Mass }> {
  const { telegram } = company;
  telegram.send({ person: BROADCASTER, chat: BROADCASTER, text: "/post training" });
  telegram.send({ person: BROADCASTER, chat: BROADCASTER, text });
  const found = await until("the preview", () => {
    for (const message of company.fromBot(BROADCASTER).toReversed()) {
      const buttons = message.reply_markup?.inline_keyboard.flat() ?? [];
      const send = buttons.find((button) => "callback_data" in button && button.callback_data.startsWith("post:send"));
      if (send && "callback_data" in send) return { message, data: send.callback_data };
    }
    return undefined;
  });
  await company.settled();
  return {
    press: () => void telegram.press(BROADCASTER, BROADCASTER, found.message.message_id, found.data).catch(() => {}),
    mass: watchMass(company, "post", text, company.groups),
  };
}

/**
 * Stops a process (SIGSTOP) while it is not in the middle of a write: SQLite's lock would keep every other process out until it goes on,
 * and nothing can take that from it.
 */
export async function stopOutsideTransaction(company: Company, { child }: AppProcess): Promise<void> {
  const probe = new Database(join(company.dir, "tongzhou.db"), { timeout: 0 });
  const isStopped = () => readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ")[1]?.startsWith("T") === true;
  await until("a stop outside a transaction", async () => {
    child.kill("SIGSTOP");
    await until("the stop", isStopped);
    try {
      probe.exec("BEGIN IMMEDIATE; ROLLBACK");
      return true;
    } catch {
      child.kill("SIGCONT");
      return false;
    }
  });
  probe.close();
}

/** What the author of posts was told about how they went. */
export const reportsOf = (company: Company): string[] =>
  company
    .fromBot(BROADCASTER)
    .map(textOf)
    .filter((text) => text.includes(": reached "));

/** Calls into chats that Telegram had limited, before the time it had named. */
export function findCallsTooEarly(company: Company): LedgerEntry[] {
  const until = new Map<number, number>();
  return company.telegram.ledger().filter((entry) => {
    const { chat_id: chat, at } = entry;
    if (chat === undefined) return false;
    const isEarly = at < (until.get(chat) ?? 0);
    const wait = entry.error_code === 429 ? Number(/retry after (\d+)/.exec(entry.description ?? "")?.[1] ?? 0) : 0;
    until.set(chat, Math.max(until.get(chat) ?? 0, at + wait * 1_000));
    return isEarly;
  });
}

/** 429s that the app brought on itself; those a test made up say so. */
export const MADE_UP = "made up by the test";
export const findOwn429s = (company: Company): LedgerEntry[] =>
  company.telegram.ledger().filter(({ error_code: code, description }) => code === 429 && !description?.includes(MADE_UP));
