import { afterEach, expect, test } from "vitest";
import type { Fault } from "../../src/sandbox/telegram.ts";
import { openCompany, type Company } from "../support/company.ts";
import { createRandom, findCallsTooEarly, findOwn429s, MADE_UP, planReminder } from "../support/mass-send.ts";
import { until } from "../support/until.ts";

const PEOPLE = 600;
let company: Company;
let undo = () => {};
afterEach(async () => {
  undo();
  await company.close();
});

/** The people only: the manager's lists are many messages to one chat, some of them under way when it is limited. */
const isReminder = (params: Record<string, unknown>) => company.people.includes(Number(params["chat_id"]));
const tooMany = (seconds: number): Fault => ({
  kind: "error",
  error_code: 429,
  description: `Too Many Requests: retry after ${seconds} (${MADE_UP})`,
  parameters: { retry_after: seconds },
});

test("429 on one call in twenty, and nothing goes to a limited chat before its time", async () => {
  company = await openCompany({ REMINDER_LEAD: "30m" }, { people: PEOPLE });
  await company.startEveryone();
  const random = createRandom(Number(process.env["CHAOS_SEED"] ?? 1));
  const app = await company.start();
  const mass = await planReminder(company, app);
  company.telegram.faults.beforeEffect = async ({ params }) =>
    isReminder(params) && random() < 0.05 ? tooMany(1 + Math.floor(random() * 3)) : undefined;
  await mass.done(600_000);
  expect(mass.calls().filter(({ ok }) => !ok).length).toBeGreaterThan(PEOPLE / 50);
  expect([mass.countsByChat().size, mass.accepted().length]).toEqual([PEOPLE, PEOPLE]);
  expect(findCallsTooEarly(company)).toEqual([]);
  expect(findOwn429s(company)).toEqual([]);
});

test("answers that never come end after 15 s: those messages are sent once more, everyone else's go on meanwhile", async () => {
  company = await openCompany({ REMINDER_LEAD: "30m" }, { people: PEOPLE });
  await company.startEveryone();
  const hanging = new Set(company.people.filter((_, n) => n % 60 === 0));
  const waiting = new Set(hanging);
  const app = await company.start();
  const mass = await planReminder(company, app);
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  undo = release;
  company.telegram.faults.beforeAnswer = async ({ params }) => {
    if (isReminder(params) && waiting.delete(Number(params["chat_id"]))) await released;
    return undefined;
  };
  await mass.done(120_000);
  const counts = mass.countsByChat();
  expect(company.people.map((id) => counts.get(id))).toEqual(company.people.map((id) => (hanging.has(id) ? 2 : 1)));
  const times = new Map<number, number[]>();
  for (const { chat_id: chat, at } of mass.accepted()) times.set(chat!, [...(times.get(chat!) ?? []), at]);
  for (const id of hanging) expect(times.get(id)![1]! - times.get(id)![0]!).toBeGreaterThanOrEqual(14_000);
  expect(findOwn429s(company)).toEqual([]);
});

test("502 pages in place of every third answer cost no message", async () => {
  company = await openCompany({ REMINDER_LEAD: "30m" }, { people: 200 });
  await company.startEveryone();
  const app = await company.start();
  const mass = await planReminder(company, app);
  const random = createRandom(7);
  const broken = new Set<number>();
  const page: Fault = { kind: "html", status: 502 };
  company.telegram.faults.beforeEffect = async ({ params }) => {
    const chat = Number(params["chat_id"]);
    if (!isReminder(params) || broken.has(chat) || random() > 0.3) return undefined;
    broken.add(chat);
    return page;
  };
  await mass.done(120_000);
  await until("the ledger", () => mass.countsByChat().size === 200);
  expect(mass.accepted()).toHaveLength(200);
  expect(mass.rows().flatMap(({ chatId, mayRepeat }) => (mayRepeat ? [chatId] : []))).toEqual([...broken].sort((a, b) => a - b));
});
