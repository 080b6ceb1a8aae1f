import { afterEach, expect, test } from "vitest";
import { privateSocketPath } from "../../src/redis/private-server.ts";
import { probeServer } from "../../src/redis/server-process.ts";
import { openCompany, type Company } from "../support/company.ts";
import { findOwn429s, planReminder, type Mass } from "../support/mass-send.ts";
import { until } from "../support/until.ts";

let company: Company;
afterEach(() => company.close());

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
