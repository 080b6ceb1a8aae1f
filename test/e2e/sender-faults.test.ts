import { afterEach, expect, test } from "vitest";
import { inArray } from "drizzle-orm";
import { groups } from "../../db/groups.tables.ts";
import { people } from "../../db/people.tables.ts";
import type { Fault } from "../../src/sandbox/telegram.ts";
import { ADMIN, MANAGER, openCompany, type Company } from "../support/company.ts";
import { createRandom, draftPost, findCallsTooEarly, findOwn429s, MADE_UP, planReminder, reportsOf } from "../support/mass-send.ts";
import { until } from "../support/until.ts";

let company: Company;
afterEach(() => company.close());

const tooMany = (seconds: number): Fault => ({
  kind: "error",
  error_code: 429,
  description: `Too Many Requests: retry after ${seconds} (${MADE_UP})`,
  parameters: { retry_after: seconds },
});

test("resets, 502 pages, halves of answers, people who blocked the bot and limits lose nobody else's reminder", async () => {
  company = await openCompany({ REMINDER_LEAD: "30m" }, { people: 80 });
  await company.startEveryone();
  const random = createRandom(3);
  const pick = (share: number) => new Set(company.people.filter(() => random() < share));
  const blockers = pick(0.1);
  const limited = pick(0.05);
  const limitedForAnHour = company.people[0]!;
  for (const set of [blockers, limited]) set.delete(limitedForAnHour);
  /** What goes wrong after Telegram took the message, once a chat. */
  const late = new Map<number, Fault>();
  const kinds: Fault[] = [{ kind: "reset" }, { kind: "html", status: 502 }, { kind: "truncate" }];
  for (const id of pick(0.1)) if (!blockers.has(id) && id !== limitedForAnHour) late.set(id, kinds[late.size % 3]!);
  const disturbed = new Set(late.keys());
  expect([blockers.size, limited.size, disturbed.size].filter((n) => n === 0)).toEqual([]);

  const app = await company.start();
  const mass = await planReminder(company, app);
  const isReminder = (params: Record<string, unknown>) => String(params["text"]).includes("⏰");
  let hourTaken = false;
  const blocking = [...blockers];
  company.telegram.faults.beforeEffect = async ({ method, params }) => {
    const chat = Number(params["chat_id"]);
    if (method !== "sendMessage" || !isReminder(params)) return undefined;
    // Only now: the rows are there, and the app knows of no block.
    for (const id of blocking.splice(0)) company.telegram.block(id, true);
    if (chat === limitedForAnHour && !hourTaken) {
      hourTaken = true;
      return tooMany(3_600);
    }
    // Not within five seconds of the first: two chats at once would be the token's limit.
    if (mass.accepted().length < 30 || !limited.delete(chat)) return undefined;
    return tooMany(1);
  };
  company.telegram.faults.beforeAnswer = async ({ method, params }) => {
    const chat = Number(params["chat_id"]);
    const fault = method === "sendMessage" && isReminder(params) ? late.get(chat) : undefined;
    late.delete(chat);
    return fault;
  };

  await until(
    "all but one to end",
    () => mass.rows().filter(({ state }) => state === "pending" || state === "sending").length === 1,
    40_000,
  );
  const expected = company.people.map((id) => {
    if (id === limitedForAnHour) return [id, "pending", 0];
    if (blockers.has(id)) return [id, "unreachable", 0];
    return [id, "sent", disturbed.has(id) ? 2 : 1];
  });
  const counts = mass.countsByChat();
  expect(mass.rows().map(({ chatId, state }) => [chatId, state, counts.get(chatId) ?? 0])).toEqual(expected);
  expect(mass.rows().flatMap(({ chatId, mayRepeat }) => (mayRepeat ? [chatId] : []))).toEqual([...disturbed].sort((a, b) => a - b));
  const marked = company.db
    .select({ unreachable: people.unreachable })
    .from(people)
    .where(inArray(people.id, [...blockers]))
    .all();
  expect(marked.map(({ unreachable }) => unreachable)).toEqual(Array(blockers.size).fill("blocked"));
  expect(findCallsTooEarly(company)).toEqual([]);
  expect(findOwn429s(company)).toEqual([]);
  // The chat that is blocked for an hour stays blocked for the next process.
  await app.kill();
  await company.start();
  expect(mass.calls().filter(({ chat_id: chat }) => chat === limitedForAnHour)).toHaveLength(1);
  // A later word from someone who had blocked the bot clears the mark.
  const [back] = blockers;
  company.telegram.block(back!, false);
  company.telegram.send({ person: back!, chat: back!, text: "hello" });
  await until("the mark to go", () => {
    const row = company.db
      .select()
      .from(people)
      .where(inArray(people.id, [back!]))
      .get();
    return row?.unreachable === null;
  });
});

test("groups that become supergroups in the middle of a post get it once, under their new ids", async () => {
  company = await openCompany({}, { groups: 30 });
  await company.startEveryone();
  await company.start({ env: { SEND_RATE: "14" } });
  const { press, mass } = await draftPost(company, "Training on Monday");
  // The stand-in counts new supergroups from the ids that GROUP and DESK_GROUP have: these two are used up.
  for (const title of ["R1", "Desk"]) company.telegram.addGroup({ title, members: [MANAGER], isForum: title === "R1" });
  press();
  await mass.reached(5);
  const moving = company.groups.slice(20, 24);
  const moved = moving.map((id) => company.telegram.migrate(id).id);
  await until("the report", () => reportsOf(company).length > 0, 30_000);
  const received = (id: number) => company.fromBot(id).filter((message) => message.text?.includes("Training on Monday")).length;
  expect([...company.groups.filter((id) => !moving.includes(id)), ...moved].map(received)).toEqual(Array(30).fill(1));
  expect(moving.map(received)).toEqual([0, 0, 0, 0]);
  const known = company.db
    .select({ chatId: groups.chatId })
    .from(groups)
    .where(inArray(groups.chatId, [...moving, ...moved]))
    .all();
  expect(new Set(known.map(({ chatId }) => chatId))).toEqual(new Set(moved));
  expect(reportsOf(company)[0]).toContain("31");
  expect(findOwn429s(company)).toEqual([]);
});

test("a reply to a person goes between the messages of a mass send", async () => {
  company = await openCompany({ REMINDER_LEAD: "30m" }, { people: 100 });
  await company.startEveryone();
  const app = await company.start();
  const mass = await planReminder(company, app);
  await mass.reached(20);
  company.telegram.start(ADMIN);
  const reply = await until("the reply", () =>
    company.telegram.ledger().find(({ ok, chat_id: chat, method }) => ok && chat === ADMIN && method === "sendMessage"),
  );
  await mass.done();
  expect(mass.accepted().at(-1)!.at).toBeGreaterThan(reply.at);
  expect(mass.countsByChat().size).toBe(100);
  expect(findOwn429s(company)).toEqual([]);
});
