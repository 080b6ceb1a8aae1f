import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startPrivateRedis, type PrivateRedis } from "../../src/redis/private-server.ts";
import { openCompany, type Company } from "../support/company.ts";
import { findOwn429s, planReminder, SLOTS, stopOutsideTransaction } from "../support/mass-send.ts";
import { until } from "../support/until.ts";

const PEOPLE = 600;
const MINUTE = 60_000;
let company: Company;
let dir: string;
let redis: PrivateRedis | undefined;

const startRedis = async () => (redis = await startPrivateRedis({ dataDir: dir, log: { info() {}, warn() {}, error() {} } }));

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "tongzhou-redis-"));
  const { socketPath } = await startRedis();
  company = await openCompany({ REMINDER_LEAD: "30m", REDIS_URL: socketPath }, { people: PEOPLE });
  await company.startEveryone();
});
afterEach(async () => {
  await company.close();
  await redis?.close();
  rmSync(dir, { recursive: true, force: true });
});

/** Waits until the wall clock has gone on by so much. */
const minutePassed = async () => {
  const end = Date.now() + MINUTE;
  await until("a minute to pass", () => Date.now() >= end, 2 * MINUTE);
};

test("a Redis that is away for a minute costs no reminder, neither of the window under way nor of one that is set meanwhile", async () => {
  const app = await company.start();
  const mass = await planReminder(company, app);
  await mass.reached(100);
  await redis!.close();
  await mass.done();
  expect([mass.countsByChat().size, mass.accepted().length]).toEqual([PEOPLE, PEOPLE]);
  // Due in half a minute, while nobody can ring: the sweep finds it.
  await planReminder(company, app, 30_000, 1);
  await minutePassed();
  await startRedis();
  await until("everyone to be reminded again", () => mass.accepted().length === 2 * PEOPLE, 2 * MINUTE);
  await company.settled();
  expect([...new Set(mass.countsByChat().values())]).toEqual([2]);
  expect(findOwn429s(company)).toEqual([]);
});

test("a process that was stopped for a minute finds another in its place, ends and sends nothing more", async () => {
  const first = await company.start();
  await company.start({ isThere: "another process holds this role; waiting for it" });
  const mass = await planReminder(company, first);
  await mass.reached(100);
  await stopOutsideTransaction(company, first);
  const inFlight = mass.countInFlight();
  expect(inFlight).toBeLessThanOrEqual(SLOTS);
  await minutePassed();
  const before = mass.countsByChat();
  first.child.kill("SIGCONT");
  await first.ended;
  expect(first.child.exitCode).toBe(1);
  await mass.done();
  await company.settled();
  const counts = mass.countsByChat();
  expect(counts.size).toBe(PEOPLE);
  expect([...counts].filter(([chat, n]) => n > Math.max(1, before.get(chat) ?? 0))).toEqual([]);
  expect(mass.accepted().length - PEOPLE).toBeLessThanOrEqual(inFlight);
  expect(findOwn429s(company)).toEqual([]);
});
