import { afterEach, expect, test } from "vitest";
import { MANAGER, openCompany, RETAILERS, textOf, type Company } from "../support/company.ts";
import { until } from "../support/until.ts";

let company: Company;
afterEach(() => company.close());

const remindersOf = (id: number) => company.fromBot(id).filter((message) => textOf(message).startsWith("⏰"));

test("an order that arrives between planning and sending stops that shop's reminder", async () => {
  company = await openCompany({ REMINDER_LEAD: "60s" });
  const greeter = await company.start();
  await company.greetEveryone();
  await greeter.stop();
  // One message in two seconds leaves time for the order to arrive while the reminders wait in the outbox.
  const app = await company.start({ env: { SEND_RATE: "0.5" } });
  const now = Date.now();
  await company.api(app, "PUT", "/api/v1/calendar", {
    exceptions: [
      {
        route: "R1",
        date: new Date(now).toISOString().slice(0, 10),
        opens: new Date(now - 3_600_000).toISOString(),
        cutoff: new Date(now + 62_000).toISOString(),
      },
    ],
  });
  await until("the first reminder", () => RETAILERS.some((id) => remindersOf(id).length > 0), 30_000);
  const waiting = RETAILERS.findLast((id) => remindersOf(id).length === 0)!;
  const licenceNo = `14010000000${RETAILERS.indexOf(waiting) + 1}`;
  const order = { order_no: "O-1", licence_no: licenceNo, ordered_at: new Date().toISOString(), cartons: 12, amount: 2400 };
  expect(await company.api(app, "POST", "/api/v1/orders", [order])).toMatchObject({ status: 200, body: { created: 1, rejected: [] } });
  await company.settled();
  for (const id of RETAILERS) expect(remindersOf(id)).toHaveLength(id === waiting ? 0 : 1);
  expect(company.fromBot(MANAGER).length).toBeGreaterThan(0);
});
