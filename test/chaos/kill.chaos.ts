import { afterEach, expect, test } from "vitest";
import { openCompany, type Company } from "../support/company.ts";
import { createRandom, findOwn429s, planReminder, RESUME_WITHIN_MS, SLOTS } from "../support/mass-send.ts";

const PEOPLE = 2_000;
const KILLS = 20;
let company: Company;
afterEach(() => company.close());

test("twenty kills at random in a mass send to 2,000 lose nobody and repeat only what was in flight", async () => {
  company = await openCompany({ REMINDER_LEAD: "30m" }, { people: PEOPLE });
  await company.startEveryone();
  const random = createRandom(Number(process.env["CHAOS_SEED"] ?? 1));
  let app = await company.start();
  const mass = await planReminder(company, app);
  let inFlight = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    await mass.reached(mass.accepted().length + 1 + Math.floor((random() * PEOPLE) / KILLS), 60_000);
    await app.kill();
    const now = mass.countInFlight();
    expect(now).toBeLessThanOrEqual(SLOTS);
    inFlight += now;
    app = await company.start();
    await mass.reached(mass.accepted().length + 1, RESUME_WITHIN_MS);
  }
  await mass.done(300_000);
  const rows = mass.rows();
  const counts = mass.countsByChat();
  // A message that two kills left in doubt is not sent a third time: nobody is lost, since the server took one of them.
  expect(counts.size).toBe(PEOPLE);
  expect(Math.max(...counts.values())).toBeLessThanOrEqual(2);
  expect(mass.accepted().length - PEOPLE).toBeLessThanOrEqual(inFlight);
  expect(rows.filter(({ state }) => state !== "sent" && state !== "unknown")).toEqual([]);
  expect(findOwn429s(company)).toEqual([]);
});
