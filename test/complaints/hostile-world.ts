import { asc, eq, sql } from "drizzle-orm";
import { complaintEvents, complaintMedia, promises } from "../../db/complaints.tables.ts";
import { routes } from "../../db/routes.tables.ts";
import { staff } from "../../db/staff.tables.ts";
import { sweepPromises } from "../../src/complaints/jobs.ts";
import { sweepMorningLists } from "../../src/tasks/jobs.ts";
import type { Call } from "../support/bot.ts";
import { buildDistrict, buildPerson, buildRoute, buildStaff } from "../support/build.ts";
import { CLERK, OTHER_RETAILER, SPOUSE, startWorld, STRANGER } from "./world.ts";

/** People who have nothing to do with any case of the world's shop. */
export const OUTSIDERS: Record<string, number> = {
  "a person of another shop": OTHER_RETAILER,
  "a stranger": STRANGER,
  "another district's clerk": 210,
  "another district's supervisor": 410,
  "a brand partner": 510,
  "an account manager of another route": 520,
  "the former account manager": 530,
};
const FORMER = 530;

const HOUR_MS = 60 * 60_000;
/** What a case is known by, beside its number: the shop, its telephone, the words. */
const SECRETS = ["和平路便利店", "13812345678", "两条", "骂人", "假烟"];
/** What is pressed last, for little can be pressed after it. */
const ENDS = /:(withdraw-yes|novisit-yes|rate|confirm|solved|dupyes|waive|nobodyend|nobody|cancel|enough|set)\b/;
/** The times that are offered differ, and do the same. */
const kindOf = (data: string): string => data.replaceAll(/\d{6,}/g, "N");

type Button = { data: string; chatId: number; messageId: number };

/** The world with everybody who has no part in its cases; the account manager of the route is one who will leave. */
export async function startHostile(options: Parameters<typeof startWorld>[0] = {}) {
  const w = await startWorld(options);
  const { db } = w;
  const far = buildDistrict(db).id;
  const here = w.district.id;
  buildPerson(db, STRANGER);
  buildStaff(db, 210, ["service_desk"], { name: "远客服", districtId: far });
  buildStaff(db, 410, ["supervisor"], { name: "远主任", districtId: far });
  buildStaff(db, 510, ["brand_partner"], { name: "工业", districtId: here });
  const other = buildStaff(db, 520, ["account_manager"], { name: "刘洋", districtId: here });
  buildRoute(db, { code: "R102", districtId: here, accountManagerId: other.id });
  const former = buildStaff(db, FORMER, ["account_manager"], { name: "周杰", districtId: here });
  db.update(routes).set({ accountManagerId: former.id }).where(eq(routes.id, w.route.id)).run();

  const buttons: Button[] = [];
  const messages = new Map<string, Button>();
  const pressed = new Set<string>();
  const told: Call[] = [];

  /** The account manager leaves; the route and its visits are another's from now on. */
  async function leave(): Promise<void> {
    db.update(staff).set({ removedAt: 1 }).where(eq(staff.id, former.id)).run();
    db.update(routes).set({ accountManagerId: w.manager.id }).where(eq(routes.id, w.route.id)).run();
    await sweepPromises(w.deps);
    await w.deliver();
    collect();
  }

  /** Remembers every button that the bot put below a message, for whoever it was, and everything it said. */
  function collect(): void {
    for (const call of w.calls.splice(0)) {
      const { method, payload, messageId } = call;
      told.push(call);
      if (payload.chat_id === undefined || !/^(send|edit|copy)/.test(method)) continue;
      const place = { chatId: payload.chat_id, messageId: Number(payload["message_id"] ?? messageId) };
      messages.set(`${place.chatId} ${place.messageId}`, { ...place, data: "" });
      const markup = payload["reply_markup"] as { inline_keyboard?: { callback_data?: string }[][] } | undefined;
      for (const { callback_data: data } of (markup?.inline_keyboard ?? []).flat())
        if (data && buttons.every((known) => kindOf(known.data) !== kindOf(data))) buttons.push({ data, ...place });
    }
  }

  async function pressNext(n: number, next: Button): Promise<void> {
    const isDesk = next.chatId === w.desk?.id;
    const id = isDesk ? CLERK : next.chatId;
    await w.person(id).press(next.data, { ...(isDesk ? { chat: w.desk! } : {}), messageId: next.messageId });
    if (n % 3 === 0) await w.person(id).write(`补充 ${n}：两条`);
    if (n % 12 === 11) {
      w.advance(5 * HOUR_MS);
      await sweepPromises(w.deps);
      await sweepMorningLists(w.deps);
    }
    await w.deliver();
  }

  /**
   * Presses what was not pressed yet, as the reader of the message it stands below, with words for what asks for them; never what
   * `leftAlone` matches.
   */
  async function live(times: number, leftAlone: RegExp): Promise<void> {
    collect();
    for (let n = 0; n < times; n++) {
      const left = buttons.filter(({ data }) => !pressed.has(kindOf(data)) && !leftAlone.test(data));
      const next = left.find(({ data }) => !ENDS.test(data)) ?? left[0];
      if (!next) return;
      pressed.add(kindOf(next.data));
      await pressNext(n, next);
      collect();
    }
  }

  /** Of the buttons that differ in what is chosen alone (nine categories, five replies) two. */
  const oneOfEach = (): string[] => {
    const byAction = new Map<string, string[]>();
    for (const { data } of buttons) {
      const action = data.split(":").slice(0, 3).join(":");
      byAction.set(action, [...(byAction.get(action) ?? []), data].slice(0, 2));
    }
    return [...byAction.values()].flat();
  };
  // What the shop's other person files while trying things is their own.
  const ofShop = () => w.cases().filter(({ retailerId, personId }) => retailerId === w.shop.id && personId !== SPOUSE);
  /** Everything that is known of the shop's cases. */
  const state = (): string => {
    const cases = ofShop();
    const ids = cases.map(({ id }) => id);
    const rows = [promises, complaintEvents, complaintMedia].map((table) =>
      db
        .select()
        .from(table)
        .orderBy(asc(table.id))
        .all()
        .filter(({ complaintId }) => ids.includes(complaintId)),
    );
    return JSON.stringify([cases, rows]);
  };
  const writes = () => db.get<{ n: number }>(sql`select total_changes() as n`).n;

  const tells = ({ payload }: Call): boolean => {
    const said = JSON.stringify(payload);
    return [...SECRETS, ...ofShop().map(({ number }) => number)].some((word) => said.includes(word));
  };
  /** What a chat was told of the shop's cases in their whole life. */
  const heardBy = (chatId: number): string[] =>
    told.filter((call) => call.payload.chat_id === chatId && tells(call)).map(({ payload }) => String(payload.text ?? payload["caption"]));

  return { ...w, former, buttons, messages, collect, leave, live, oneOfEach, state, writes, tells, ofShop, heardBy };
}

export type HostileWorld = Awaited<ReturnType<typeof startHostile>>;
/** Replies to more of the bot's messages show nothing else. */
const QUOTED = 12;

/**
 * Everything someone can do with what they were forwarded, in private or in a retailers' group; gives what they were told of the shop's cases,
 * what they changed of them, and what the bot wrote over in the group.
 */
export async function attack(w: HostileWorld, [who, id]: [string, number], isInGroup = false): Promise<string[]> {
  const faults: string[] = [];
  let before = w.state();
  let writes = w.writes();
  const run = async (what: string, act: Promise<unknown>) => {
    await act;
    for (const { method, payload } of w.calls.splice(0)) {
      const isOver = payload.chat_id === w.group.id && /^(edit|delete)/.test(method);
      if (isOver || w.tells({ method, payload, messageId: 0 })) faults.push(`${who}, ${what}: ${method} ${JSON.stringify(payload)}`);
    }
    if (w.writes() === writes) return;
    const after = w.state();
    if (after !== before) faults.push(`${who}, ${what}: the case is another`);
    [before, writes] = [after, w.writes()];
  };
  const person = w.person(id);
  const place = isInGroup ? { messageId: 78, chat: w.group } : { messageId: 77 };
  for (const data of w.oneOfEach()) await run(data, person.press(data, place));
  if (isInGroup) return faults;
  for (const { number } of w.ofShop()) await run("/case", person.write(`/case ${number}`));
  for (const command of ["/tasks", "/mycases", "/case"]) await run(command, person.write(command));
  for (const { messageId } of [...w.messages.values()].slice(-QUOTED)) {
    const quoted = { message_id: messageId, date: 1, from: { id: 999, is_bot: true, first_name: "同舟" } };
    await run("a reply", person.send({ text: "？", reply_to_message: quoted }));
  }
  return faults;
}
