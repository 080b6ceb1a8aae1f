import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { privateSocketPath, startPrivateRedis } from "../../src/redis/private-server.ts";
import { probeServer } from "../../src/redis/server-process.ts";
import { openCompany, type Company } from "../support/company.ts";
import { findOwn429s, planReminder, type Mass } from "../support/mass-send.ts";
import { until } from "../support/until.ts";

let company: Company;
const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  await company.close();
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

async function expectAllOnce(mass: Mass): Promise<void> {
  await mass.done();
  expect([mass.countsByChat().size, mass.accepted().length]).toEqual([company.people.length, company.people.length]);
  expect(findOwn429s(company)).toEqual([]);
}

test("a Redis that is wiped and then killed in the middle of a mass send costs not one message", async () => {
  company = await openCompany({ REMINDER_LEAD: "30m" }, { people: 120 });
  await company.startEveryone();
  const app = await company.start();
  const mass = await planReminder(company, app);
  await mass.reached(20);
  await company.flushRedis();
  const socketPath = privateSocketPath(company.dir);
  const { pid } = (await probeServer(socketPath))!;
  await mass.reached(40);
  process.kill(pid, "SIGKILL");
  await expectAllOnce(mass);
  await until("a new redis-server", async () => {
    const server = await probeServer(socketPath).catch(() => undefined);
    return server !== undefined && server.pid !== pid;
  });
  expect(app.child.exitCode).toBeNull();
});

test("with a Redis that comes late the bot starts, answers, and reminds everyone once it is there", async () => {
  const dir = mkdtempSync(join(tmpdir(), "tongzhou-redis-"));
  cleanUps.push(() => rmSync(dir, { recursive: true, force: true }));
  company = await openCompany({ REMINDER_LEAD: "30m", REDIS_URL: privateSocketPath(dir) }, { people: 60 });
  await company.startEveryone();
  // Only the alarm can ring: no sweep.
  const app = await company.start({ env: { ROLES: "bot,http,worker" } });
  company.telegram.start(501);
  await until("the reply", () => company.fromBot(501).length > 0);
  const redis = await startPrivateRedis({ dataDir: dir, log: { info() {}, warn() {}, error() {} } });
  cleanUps.unshift(() => redis.close());
  // The connection that sets alarms, and the one that hears them.
  await until("both connections", () => app.lines.filter(({ msg }) => msg === "redis connection is back").length === 2);
  await expectAllOnce(await planReminder(company, app));
});
