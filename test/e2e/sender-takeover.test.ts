import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startPrivateRedis, type PrivateRedis } from "../../src/redis/private-server.ts";
import { openCompany, type Company } from "../support/company.ts";
import { findOwn429s, planReminder, RESUME_WITHIN_MS, SLOTS, stopOutsideTransaction } from "../support/mass-send.ts";

const PEOPLE = 80;
let company: Company;
let redis: PrivateRedis;
let redisDir: string;
let env: Record<string, string>;

beforeEach(async () => {
  redisDir = mkdtempSync(join(tmpdir(), "tongzhou-redis-"));
  redis = await startPrivateRedis({ dataDir: redisDir, log: { info() {}, warn() {}, error() {} } });
  env = { REDIS_URL: redis.socketPath };
  company = await openCompany({ REMINDER_LEAD: "30m", ...env }, { people: PEOPLE });
  await company.startEveryone();
});
afterEach(async () => {
  await company.close();
  await redis.close();
  rmSync(redisDir, { recursive: true, force: true });
});

/** A second process for the same bot, which has said that it waits for the first. */
const startWaiting = () => company.start({ isThere: "another process holds this role; waiting for it" });

test("a second process waits while the first sends, and goes on soon after the first was killed", async () => {
  const first = await company.start();
  await startWaiting();
  const mass = await planReminder(company, first);
  await mass.reached(10);
  await first.kill();
  const inFlight = mass.countInFlight();
  await mass.reached(mass.accepted().length + 1, RESUME_WITHIN_MS);
  await mass.done();
  expect(inFlight).toBeLessThanOrEqual(SLOTS);
  expect(mass.countsByChat().size).toBe(PEOPLE);
  expect(mass.accepted().length - PEOPLE).toBeLessThanOrEqual(inFlight);
  expect(findOwn429s(company)).toEqual([]);
});

test("a process that was stopped until a second took over ends when it goes on, and sends nothing more", async () => {
  const first = await company.start();
  await startWaiting();
  const mass = await planReminder(company, first);
  await mass.reached(10);
  await stopOutsideTransaction(company, first);
  const inFlight = mass.countInFlight();
  await mass.reached(mass.accepted().length + SLOTS);
  const before = mass.countsByChat();
  first.child.kill("SIGCONT");
  await first.ended;
  expect(first.child.exitCode).toBe(1);
  expect(first.lines.map(({ msg }) => msg)).toContain("tongzhou can not go on");
  await mass.done();
  const counts = mass.countsByChat();
  expect(counts.size).toBe(PEOPLE);
  expect([...counts].filter(([chat, n]) => n > Math.max(1, before.get(chat) ?? 0))).toEqual([]);
  expect(mass.accepted().length - PEOPLE).toBeLessThanOrEqual(inFlight);
  expect(findOwn429s(company)).toEqual([]);
});
