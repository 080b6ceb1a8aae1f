import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AppProcess } from "../support/app.ts";
import { openCompany, type Company } from "../support/company.ts";
import { createRandom, draftPost, findOwn429s, planReminder, RESUME_WITHIN_MS, SLOTS, type Mass } from "../support/mass-send.ts";

/** The statements of the sender, as they reach SQLite. */
const MARK_SENDING = 'update "deliveries" set .*"attempts" \\+ 1';
const MARK_SENT = 'update "deliveries" set .*"message_id" = \\?.*"sent_at" = \\?';

let company: Company;
beforeEach(async () => {
  company = await openCompany({ REMINDER_LEAD: "30m" }, { people: 60, groups: 40 });
  await company.startEveryone();
});
afterEach(() => company.close());

/** Starts the app again and waits until it goes on. */
async function resume(mass: Mass): Promise<AppProcess> {
  const before = mass.calls().length;
  const app = await company.start();
  await mass.reached(before + 1, RESUME_WITHIN_MS);
  return app;
}

/** Everyone has it; as many repeats as calls were in doubt at the kills, at most; the rows say what the server says. */
async function expectAllOnce(mass: Mass, chats: number[], inFlight: number): Promise<void> {
  await mass.done();
  const counts = mass.countsByChat();
  expect(chats.filter((chat) => !counts.has(chat))).toEqual([]);
  expect(mass.accepted().length - chats.length).toBeLessThanOrEqual(inFlight);
  expect(Math.max(...counts.values())).toBeLessThanOrEqual(2);
  // What two kills left in doubt is not tried a third time.
  const ends = new Set(mass.rows().map(({ state }) => state));
  expect([...ends].filter((state) => state !== "sent" && state !== "unknown")).toEqual([]);
  const repeated = [...counts].filter(([, n]) => n > 1).map(([chat]) => chat);
  const marked = mass.rows().flatMap(({ chatId, mayRepeat }) => (mayRepeat ? [chatId] : []));
  expect(marked).toEqual(expect.arrayContaining(repeated));
  expect(findOwn429s(company)).toEqual([]);
}

describe("kill -9 of a mass send", () => {
  test("after the outbox commit: everyone gets it, once", async () => {
    const app = await company.start({ killAt: 'insert into "deliveries"' });
    const mass = await planReminder(company, app);
    await app.ended;
    expect({ rows: mass.rows().length, calls: mass.calls().length }).toEqual({ rows: 60, calls: 0 });
    await resume(mass);
    await expectAllOnce(mass, company.people, 0);
  });

  test("after a row was marked as being sent, before its call: everyone gets it, only what was in flight may come twice", async () => {
    const app = await company.start({ killAt: MARK_SENDING, killNth: 30 });
    const mass = await planReminder(company, app);
    await app.ended;
    const inFlight = mass.countInFlight();
    expect(inFlight).toBeGreaterThan(0);
    expect(inFlight).toBeLessThanOrEqual(SLOTS);
    await resume(mass);
    await expectAllOnce(mass, company.people, inFlight);
  });

  test("after Telegram took messages but before its answers: only those come twice", async () => {
    const { press, mass } = await startPost();
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    let held = 0;
    company.telegram.faults.beforeAnswer = async ({ method, params }) => {
      if (method !== "sendMessage" || !company.groups.includes(Number(params["chat_id"]))) return;
      if (mass.accepted().length <= 20) return;
      held++;
      await released;
    };
    press();
    await mass.reached(25);
    await company.apps.at(-1)!.kill();
    company.telegram.faults.beforeAnswer = undefined;
    const inFlight = mass.countInFlight();
    expect(held).toBeGreaterThan(0);
    expect(inFlight).toBeGreaterThanOrEqual(held);
    expect(inFlight).toBeLessThanOrEqual(SLOTS);
    release();
    await resume(mass);
    await expectAllOnce(mass, company.groups, inFlight);
  });

  test("after the answer was recorded: that message does not come again", async () => {
    const { press, mass } = await startPost({ killAt: MARK_SENT, killNth: 20 });
    press();
    await company.apps.at(-1)!.ended;
    const inFlight = mass.countInFlight();
    const recorded = mass.rows().flatMap(({ chatId, state }) => (state === "sent" ? [chatId] : []));
    expect(recorded.length).toBeGreaterThan(0);
    await resume(mass);
    await expectAllOnce(mass, company.groups, inFlight);
    const counts = mass.countsByChat();
    expect(recorded.filter((chat) => counts.get(chat) !== 1)).toEqual([]);
  });

  /** A post to the groups, ready to be sent, in a process that dies as planned. */
  async function startPost(options: { killAt?: string; killNth?: number } = {}): Promise<{ press: () => void; mass: Mass }> {
    const writer = await company.start();
    const draft = await draftPost(company, "Training on Monday");
    await writer.stop();
    await company.start(options);
    return draft;
  }
});

test("three kills at random in one mass send lose nobody", async () => {
  const random = createRandom(20_261_122);
  let app = await company.start();
  const mass = await planReminder(company, app);
  let inFlight = 0;
  for (let kill = 0; kill < 3; kill++) {
    await mass.reached(mass.accepted().length + 1 + Math.floor(random() * 18), 40_000);
    await app.kill();
    inFlight += mass.countInFlight();
    app = await resume(mass);
  }
  await expectAllOnce(mass, company.people, inFlight);
});
