import { asc, eq } from "drizzle-orm";
import { complaintEvents, complaintMedia, complaints, promises } from "../../db/complaints.tables.ts";
import { staff } from "../../db/staff.tables.ts";
import { breachPromise, sweepPromises } from "../../src/complaints/jobs.ts";
import { isComplete } from "../../src/complaints/promise-rules.ts";
import { startTestBot, type Call } from "../support/bot.ts";
import { buildDistrict, buildGroup, buildRetailer, buildRoute, buildShopPerson, buildStaff } from "../support/build.ts";

/** Telegram ids of those who have to do with the shop, and of those who have not. */
export const INSIDERS = {
  owner: 100,
  spouse: 101,
  clerk: 200,
  colleague: 201,
  manager: 300,
  otherManager: 301,
  supervisor: 400,
  deputy: 401,
};
export const OUTSIDERS = { otherShop: 160, stranger: 150, farClerk: 210, farSupervisor: 410, formerManager: 310, brand: 510 };
const ADMIN = 1;
export const EVERYONE = [...Object.values(INSIDERS), ADMIN, ...Object.values(OUTSIDERS)];
const OUTSIDE: readonly number[] = Object.values(OUTSIDERS);
const MINUTE_MS = 60_000;
/** Words by which a case is known. */
const SECRET = "两条少了";

/** What a filing begins with: who may read it follows from that. */
const MATTERS = {
  delivery: "昨天送货",
  question: "咨询一下许可证怎么延续",
  staff: "态度很差，骂人",
  report: "隔壁店卖假烟",
};
export type Matter = keyof typeof MATTERS;

/** A button is pressed that stands below some message, by anyone; what is pressed may be long outdated. */
export type Act =
  | { kind: "press"; who: number; button: number; isLatest: boolean }
  | { kind: "write"; who: number }
  | { kind: "reply"; who: number; message: number; isInDesk: boolean }
  | { kind: "file"; who: number; about: Matter }
  | { kind: "wait"; minutes: number; alarms: "rung" | "lost" | "twice" }
  | { kind: "again" }
  | { kind: "restart" };

type Button = { data: string; chatId: number; messageId: number };

function buildWorld(bot: Awaited<ReturnType<typeof startTestBot>>) {
  const { db } = bot;
  const here = buildDistrict(db).id;
  const far = buildDistrict(db).id;
  const { owner, spouse, clerk, colleague, manager, otherManager, supervisor, deputy } = INSIDERS;
  const visitor = buildStaff(db, manager, ["account_manager"], { name: "王强", districtId: here });
  buildStaff(db, otherManager, ["account_manager"], { name: "刘洋", districtId: here });
  const route = buildRoute(db, { code: "R101", districtId: here, accountManagerId: visitor.id });
  const shop = buildRetailer(db, { shopName: "和平路便利店", routeId: route.id, phone: "13812345678" });
  for (const id of [owner, spouse]) buildShopPerson(db, shop.id, id);
  buildShopPerson(db, buildRetailer(db, { shopName: "别的店" }).id, OUTSIDERS.otherShop);
  for (const id of [clerk, colleague]) buildStaff(db, id, ["service_desk"], { name: `客服${id}`, districtId: here });
  for (const id of [supervisor, deputy]) buildStaff(db, id, ["supervisor"], { name: `主任${id}`, districtId: here });
  buildStaff(db, OUTSIDERS.farClerk, ["service_desk"], { name: "远客服", districtId: far });
  buildStaff(db, OUTSIDERS.farSupervisor, ["supervisor"], { name: "远主任", districtId: far });
  buildStaff(db, OUTSIDERS.brand, ["brand_partner"], { name: "工业", districtId: here });
  const former = buildStaff(db, OUTSIDERS.formerManager, ["account_manager"], { name: "前经理", districtId: here });
  db.update(staff).set({ removedAt: 1 }).where(eq(staff.id, former.id)).run();
  const desk = buildGroup(db, { districtId: here, kind: "desk", isForum: false, locale: "zh" });
  return { shopId: shop.id, deskId: desk.chatId };
}

/** A company in which people do whatever buttons and words let them, and what must hold whatever they do. */
export async function startCompany(file: string) {
  let bot = await startTestBot({ file });
  const { shopId, deskId } = buildWorld(bot);
  const desk = { id: deskId, type: "supergroup", title: "客服群" };
  let rung = 0;
  let again: (() => Promise<unknown>) | undefined;
  const buttons: Button[] = [];
  const messages: { chatId: number; messageId: number }[] = [];
  let words = 0;

  /** Remembers what the bot said since, and finds what it must not have said. */
  function hear(): string[] {
    const leaks = bot.calls.filter(isLeak).map(({ method, payload }) => `${method} to ${payload.chat_id}: ${String(payload.text)}`);
    for (const { method, payload, messageId } of bot.calls) {
      if (payload.chat_id === undefined || !/^(send|edit|copy)/.test(method)) continue;
      const place = { chatId: payload.chat_id, messageId: Number(payload["message_id"] ?? messageId) };
      messages.push(place);
      const markup = payload["reply_markup"] as { inline_keyboard?: { callback_data?: string }[][] } | undefined;
      for (const { callback_data: data } of (markup?.inline_keyboard ?? []).flat()) if (data) buttons.push({ data, ...place });
    }
    bot.forget();
    return leaks;
  }
  const isLeak = ({ payload }: Call) => {
    const said = JSON.stringify(payload);
    return (
      OUTSIDE.includes(payload.chat_id ?? 0) && (said.includes(SECRET) || said.includes("和平路便利店") || said.includes("13812345678"))
    );
  };

  const state = () => {
    const { db } = bot;
    const cases = db.select().from(complaints).where(eq(complaints.retailerId, shopId)).orderBy(asc(complaints.id)).all();
    const ids = new Set(cases.map(({ id }) => id));
    const ofShop = (row: { complaintId: number }) => ids.has(row.complaintId);
    return {
      cases,
      events: db.select().from(complaintEvents).orderBy(asc(complaintEvents.id)).all().filter(ofShop),
      promised: db.select().from(promises).orderBy(asc(promises.id)).all().filter(ofShop),
      media: db.select().from(complaintMedia).orderBy(asc(complaintMedia.id)).all().filter(ofShop),
    };
  };

  async function wait(minutes: number, alarms: "rung" | "lost" | "twice"): Promise<void> {
    bot.advance(minutes * MINUTE_MS);
    const due = bot.alarms.slice(rung).filter(({ queue, dueAt }) => queue === "promises" && dueAt <= bot.deps.clock());
    rung = bot.alarms.length;
    for (const { data } of alarms === "lost" ? [] : due) {
      const ring = () => breachPromise(bot.deps, data as Parameters<typeof breachPromise>[1]);
      await (alarms === "twice" ? Promise.all([ring(), ring()]) : ring());
    }
    await sweepPromises(bot.deps);
  }

  const acts: { [K in Act["kind"]]: (act: Extract<Act, { kind: K }>) => (() => Promise<unknown>) | undefined } = {
    press({ who, button, isLatest }) {
      const choice = isLatest ? buttons.slice(-12) : buttons;
      const pressed = choice[button % Math.max(1, choice.length)];
      if (!pressed) return undefined;
      const chat = pressed.chatId === deskId ? { chat: desk } : {};
      return () => bot.person(who).press(pressed.data, { ...chat, messageId: pressed.messageId });
    },
    write: ({ who }) => {
      const text = `说明 ${(words += 1)} ${SECRET}`;
      return () => bot.person(who).write(text);
    },
    reply({ who, message, isInDesk }) {
      const near = messages.filter(({ chatId }) => (isInDesk ? chatId === deskId : chatId === who)).slice(-6);
      const quoted = near[message % Math.max(1, near.length)];
      if (!quoted) return undefined;
      const text = `回复 ${(words += 1)} ${SECRET}`;
      const to = { message_id: quoted.messageId, date: 1, from: { id: 999, is_bot: true, first_name: "同舟" } };
      return () => bot.person(who).send({ text, reply_to_message: to }, isInDesk ? desk : undefined);
    },
    file:
      ({ who, about }) =>
      () =>
        bot.person(who).write(`/complain ${MATTERS[about]} ${SECRET}`),
    wait:
      ({ minutes, alarms }) =>
      () =>
        wait(minutes, alarms),
    again: () => again,
    restart: () => async () => {
      const now = bot.deps.clock();
      const { alarms } = bot;
      bot.close();
      bot = await startTestBot({ file, now });
      bot.alarms.push(...alarms);
    },
  };

  return {
    state,
    /** Does one thing, sends what it caused, and says who acted (0: the clock) and what an outsider was told of the shop. */
    async act(act: Act): Promise<{ who: number; leaks: string[] }> {
      const run = acts[act.kind](act as never);
      if (act.kind === "press" || act.kind === "write" || act.kind === "reply") again = run;
      await run?.();
      await bot.deliver();
      return { who: "who" in act ? act.who : 0, leaks: hear() };
    },
    isOutside: (who: number) => OUTSIDE.includes(who),
    close: () => bot.close(),
  };
}

export type Company = Awaited<ReturnType<typeof startCompany>>;
export type State = ReturnType<Company["state"]>;

const idOf = (row: { id: number }) => row.id;

/** What is wrong with a state by itself. */
export function findFaults({ cases, promised }: State): string[] {
  return cases.flatMap(({ id, number, state, category, round, closedAt }) => {
    const ofRound = promised.filter((promise) => promise.complaintId === id && promise.round === round);
    const isBusy = ofRound.some((promise) => promise.state === "open" || promise.nextAt !== null);
    const isOldOpen = promised.some((promise) => promise.complaintId === id && promise.round < round && promise.state === "open");
    const unmarked = ofRound.filter((promise) => (promise.state === "open") !== (promise.endedAt === null));
    return [
      ...(state !== "open" && isBusy ? [`${number} is ${state} and something is still promised`] : []),
      ...(state === "closed" && !isComplete(category, ofRound) ? [`${number} is closed before everything was promised and done`] : []),
      ...(state === "open" && !isBusy ? [`${number} is open and nobody has anything to do`] : []),
      ...((state === "open") !== (closedAt === null) ? [`${number} is ${state} and its closing time says otherwise`] : []),
      ...(isOldOpen ? [`${number} has an open promise of an earlier round`] : []),
      ...unmarked.map(({ kind }) => `${number}: ${kind} has no end or one too many`),
    ];
  });
}

/** What a step must not have done: lost or changed an entry of the timeline, a file, or what ended; moved a due time in silence. */
export function findLosses(before: State, after: State): string[] {
  const same = (a: object, b: object | undefined) => JSON.stringify(a) === JSON.stringify(b);
  const lost = (name: "events" | "media") =>
    before[name]
      .filter(
        (row) =>
          !same(
            row,
            after[name].find(({ id }) => id === idOf(row)),
          ),
      )
      .map(({ id }) => `${name} ${id} was lost or changed`);
  const moved = before.promised.flatMap((was) => {
    const is = after.promised.find(({ id }) => id === was.id);
    // The return visit of a report that was none had been promised by mistake.
    const isLifted = after.events.some(({ kind, complaintId }) => kind === "lifted" && complaintId === was.complaintId);
    if (!is) return isLifted && was.kind === "return_visit" && was.state === "open" ? [] : [`promise ${was.id} was lost`];
    return [
      ...(is.dueAt !== was.dueAt && is.dueVersion === was.dueVersion ? [`promise ${was.id} moved, and its old alarm still counts`] : []),
      ...(is.dueVersion < was.dueVersion ? [`promise ${was.id} went back a version`] : []),
      ...(was.breachedAt !== null && is.breachedAt !== was.breachedAt ? [`promise ${was.id} lost its breach`] : []),
    ];
  });
  return [...lost("events"), ...lost("media"), ...moved];
}
