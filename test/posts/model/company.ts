import { sql } from "drizzle-orm";
import { sweepPosts, startDuePost } from "../../../src/posts/jobs.ts";
import { startFileServer } from "../../support/files.ts";
import { startTestBot } from "../../support/bot.ts";
import type { Act } from "./acts.ts";
import { contentOf, findFaults, findUnended, readState, type State } from "./faults.ts";
import { judgeCopies, judgeOutsider, judgeRecalled, judgeSilence } from "./judges.ts";
import { createTelegram } from "./telegram.ts";
import { createWriting } from "./writing.ts";
import { ADMIN, buildWorld, CHANGES, GROUPS, OUTSIDERS, STOP_WORD } from "./world.ts";

const MINUTE_MS = 60_000;
const PLACES = [...GROUPS, OUTSIDERS.owner, OUTSIDERS.twoShops, OUTSIDERS.silver, OUTSIDERS.farOwner];

type Button = { data: string; chatId: number; messageId: number };

/** A company in which people post, and what must hold whatever they do. */
export async function startCompany(file: string) {
  const server = await startFileServer();
  const env = { BOT_API_ROOT: server.root };
  const telegram = createTelegram();
  let bot = await startTestBot({ file, env });
  let starts = 1;
  /** It is processes that die here, not the machine: nothing has to wait for the disk. */
  const connect = () => {
    bot.db.run(sql`pragma synchronous = off`);
    telegram.attach(bot);
  };
  buildWorld(bot);
  connect();
  const buttons: Button[] = [];
  const seen = new Map<string, string>();
  let again: { who: number; run: () => Promise<unknown> } | undefined;
  let [read, rung, entries] = [0, 0, 0];
  const { written, nextWord, compose, publish } = createWriting({ bot: () => bot, server, telegram });

  function hear(): void {
    for (const { payload, messageId } of bot.calls.slice(read)) {
      if (payload.chat_id === undefined) continue;
      const markup = payload["reply_markup"] as { inline_keyboard?: { callback_data?: string }[][] } | undefined;
      const place = { chatId: payload.chat_id, messageId: Number(payload["message_id"] ?? messageId) };
      for (const { callback_data: data } of (markup?.inline_keyboard ?? []).flat()) if (data) buttons.push({ data, ...place });
    }
    read = bot.calls.length;
  }

  async function restart(): Promise<void> {
    const { alarms } = bot;
    const now = bot.deps.clock();
    bot.close();
    bot = await startTestBot({ file, env, now, firstId: 1_000 + 100_000 * starts++ });
    bot.alarms.push(...alarms);
    connect();
    read = 0;
  }

  async function wait(minutes: number, alarms: "rung" | "lost" | "twice"): Promise<void> {
    bot.advance(minutes * MINUTE_MS);
    const due = bot.alarms.slice(rung).filter(({ queue, dueAt }) => queue === "posts" && dueAt <= bot.deps.clock());
    for (const { data } of alarms === "lost" ? [] : due) {
      const ring = () => startDuePost(bot.deps, data as Parameters<typeof startDuePost>[1]);
      await (alarms === "twice" ? Promise.all([ring(), ring()]) : ring());
    }
    if (minutes > MINUTE_MS) rung = bot.alarms.length;
    await sweepPosts(bot.deps);
  }

  const pressed = (who: number, { data, chatId, messageId }: Button) => {
    const chat = chatId < 0 ? { chat: { id: chatId, type: "supergroup", title: "群" } } : {};
    return () => bot.person(who).press(data, { ...chat, messageId });
  };
  /** One of those in whose chats such a button stands; 0 = nobody. */
  function holderOf(what: string, nth: number): number {
    const holders = [...new Set(buttons.filter(({ data, chatId }) => chatId > 0 && data.startsWith(what)).map(({ chatId }) => chatId))];
    return holders[nth % Math.max(1, holders.length)] ?? 0;
  }
  const newest = (nth: number) => {
    const { posts } = readState(bot);
    return posts.at(-1 - (nth % Math.max(1, posts.length)));
  };
  /** 0: nobody, it happens. */
  function whoDoes(act: Act): number {
    if (act.kind === "use") return holderOf(act.what, act.holder);
    if (!("who" in act)) return 0;
    return act.who === "author" ? (newest((act as { post: number }).post)?.authorId ?? ADMIN) : act.who;
  }
  const ownButtons = (who: number) => buttons.filter(({ chatId }) => chatId === who);

  const acts: { [K in Act["kind"]]: (act: Extract<Act, { kind: K }>) => (() => Promise<unknown>) | undefined } = {
    press({ who, button, from, isTwice }) {
      const choice = from === "own" ? ownButtons(who).slice(-14) : buttons;
      const chosen = choice[button % Math.max(1, choice.length)];
      if (!chosen) return undefined;
      const press = pressed(who, chosen);
      return isTwice ? () => Promise.all([press(), press()]) : press;
    },
    use({ holder, what }) {
      const who = holderOf(what, holder);
      const chosen = ownButtons(who).findLast(({ data }) => data.startsWith(what));
      return chosen && pressed(who, chosen);
    },
    know(act) {
      const { what, post } = act;
      const who = whoDoes(act);
      const { posts, rows } = readState(bot);
      const chosen = newest(post);
      const newestOf = (kind: string) => String(rows.findLast((row) => row.kind === kind && row.subjectId === chosen?.id)?.id ?? 1);
      const data = what
        .replace("ID", String(chosen?.id ?? 1))
        .replace("VERSION", String(chosen?.submittedAt ?? posts.length))
        .replace("RUN", newestOf("post_progress"))
        .replace("PROPOSAL", newestOf("post_edit_ask"));
      return pressed(who, { data, chatId: who, messageId: chosen?.panelMessageId ?? 1 });
    },
    compose:
      ({ who, target, content }) =>
      () =>
        compose(who, target, content),
    publish:
      ({ who, target, content, taps, meanwhile }) =>
      () =>
        publish(who, target, content, { taps, meanwhile }),
    say:
      ({ who, words: said }) =>
      () =>
        bot.person(who).write(said),
    edit({ who, message, isStopped }) {
      const own = written.filter((each) => each.who === who).slice(-4);
      const chosen = own[message % Math.max(1, own.length)]?.message;
      const text = `改过 ${nextWord()}${isStopped ? STOP_WORD : ""}`;
      if (!chosen || chosen.document) return undefined;
      const edited = { ...chosen, edit_date: 2, ...(chosen.text === undefined ? { caption: text } : { text }) };
      return () => bot.update({ edited_message: edited as never });
    },
    delete({ who }) {
      const last = [...telegram.shown.keys()].filter((key) => key.startsWith(`${who}:`)).at(-1);
      if (last !== undefined) telegram.shown.delete(last);
      return undefined;
    },
    wait:
      ({ minutes, alarms }) =>
      () =>
        wait(minutes, alarms),
    change:
      ({ what }) =>
      async () =>
        CHANGES[what % CHANGES.length]!(bot),
    misbehave({ places }) {
      for (const [at, fault] of places) {
        const chat = PLACES[at % PLACES.length]!;
        telegram.faults.set(chat, [...(telegram.faults.get(chat) ?? []), fault]);
      }
      return undefined;
    },
    block({ who, isBlocked }) {
      if (isBlocked) telegram.blocked.add(who);
      else telegram.blocked.delete(who);
      return undefined;
    },
    again: () => again?.run,
    restart: () => restart,
    crash: () => undefined,
  };

  /** Since a person chose to try unsure ones again, two more may be. */
  function noteChoices({ audits, rows }: State): void {
    for (const { action, subject } of audits.slice(entries))
      if (action === "post.retry") for (const { id, subjectId } of rows) if (subject === `post ${subjectId}`) telegram.doubts.delete(id);
    entries = audits.length;
  }

  function noteSubmissions(state: State): void {
    for (const post of state.posts) if (post.state === "submitted") seen.set(`${post.id}:${post.submittedAt}`, contentOf(state, post));
  }

  /** Runs an input and what it caused by itself, then sends; everything that was wrong about it. */
  async function act(step: Act): Promise<string[]> {
    bot.advance(1_000);
    const before = readState(bot);
    const run = acts[step.kind](step as never);
    if (step.kind === "again") return again ? perform(step, again.who, again.run, before) : [];
    const who = whoDoes(step);
    if (run && who !== 0) again = { who, run };
    return perform(step, who, run, before);
  }

  async function perform(step: Act, who: number, run: (() => Promise<unknown>) | undefined, before: State): Promise<string[]> {
    // Who writes or taps has the bot unblocked.
    if (run) telegram.blocked.delete(who);
    telegram.replies.length = 0;
    const isMeanwhile = "isMeanwhile" in step && step.isMeanwhile;
    if (isMeanwhile) telegram.meanwhile(run);
    else await run?.();
    const between = readState(bot);
    noteChoices(between);
    noteSubmissions(between);
    const told = [...telegram.replies];
    const found = isMeanwhile || !run ? [] : [...judgeOutsider(who, before, between, told), ...judgeSilence(step, between, before, told)];
    found.push(...findFaults(bot, before, between, { who, seen, isStill: true }));
    if (await telegram.deliver(step.kind === "crash" ? step.when : undefined)) await restart();
    telegram.meanwhile(undefined);
    const after = readState(bot);
    noteChoices(after);
    noteSubmissions(after);
    hear();
    found.push(
      ...findFaults(bot, between, after, { who, seen, isStill: false }),
      ...judgeCopies(after, telegram),
      ...telegram.wrong.splice(0),
    );
    return found;
  }

  /** Telegram behaves, everybody is back, and two days pass. */
  async function end(): Promise<string[]> {
    telegram.faults.clear();
    telegram.blocked.clear();
    const found: string[] = [];
    for (const minutes of [0, 15, 6 * 60, 12 * 60, 12 * 60, 24 * 60]) {
      found.push(...(await act({ kind: "wait", minutes, alarms: "rung" })));
      for (let n = 0; n < 4; n += 1) found.push(...(await act({ kind: "wait", minutes: 0.1, alarms: "rung" })));
    }
    return [...found, ...findUnended(readState(bot), bot.deps.clock()), ...judgeRecalled(readState(bot), telegram)];
  }

  return {
    act,
    end,
    bot: () => bot,
    telegram,
    async close(): Promise<void> {
      bot.close();
      await server.close();
    },
  };
}
