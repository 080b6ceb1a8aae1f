import { afterEach, expect, test } from "vitest";
import { complaints, promises } from "../../db/complaints.tables.ts";
import { MANAGER, openCompany, RETAILERS, textOf, type Company } from "../support/company.ts";
import { until } from "../support/until.ts";

let company: Company;
const [WANG] = RETAILERS;

async function openGreeted(): Promise<void> {
  company = await openCompany();
  const app = await company.start();
  await company.greetEveryone();
  await app.stop();
}

afterEach(() => company.close());

const cases = () =>
  company.db
    .select()
    .from(complaints)
    .all()
    .map(({ text }) => text);
const results = () =>
  company.db
    .select()
    .from(promises)
    .all()
    .map(({ kind, result }) => [kind, result]);

/** Taps the button of the bot's latest message that has it. */
async function tap(person: number, data: string): Promise<void> {
  const has = (message: { reply_markup?: unknown }) => JSON.stringify(message.reply_markup ?? {}).includes(data);
  const message = company.fromBot(person).findLast(has)!;
  void company.telegram.press(person, person, message.message_id, data);
  await company.settled();
}

test("kill -9 after the words of a dialogue were filed: the next words are no complaint", async () => {
  await openGreeted();
  const first = await company.start();
  company.telegram.send({ person: WANG, chat: WANG, text: "\u{1F4E3} Complain" });
  await company.settled();
  expect(company.fromBot(WANG).map(textOf).at(-1)).toContain("Please write what happened");
  await first.stop();
  const app = await company.start({ killAt: 'insert into "complaints"' });
  company.telegram.send({ person: WANG, chat: WANG, text: "two cartons are missing" });
  await app.ended;
  await company.start();
  await company.settled();
  company.telegram.send({ person: WANG, chat: WANG, text: "thank you, bye" });
  await company.settled();
  expect(cases()).toEqual(["two cartons are missing"]);
  expect(company.fromBot(WANG).map(textOf).at(-1)).toContain("Is this");
});

test("kill -9 after the result of a door visit was noted: the next words are none", async () => {
  await openGreeted();
  const first = await company.start();
  company.telegram.send({ person: WANG, chat: WANG, text: "/complain two cartons are missing" });
  await company.settled();
  await tap(MANAGER, "case:visited:1");
  await until("the question", () => textOf(company.fromBot(MANAGER).at(-1)!).includes("what came of the visit"));
  await first.stop();
  const app = await company.start({ killAt: 'update "promises" set.*"result"' });
  company.telegram.send({ person: MANAGER, chat: MANAGER, text: "brought two cartons" });
  await app.ended;
  await company.start();
  await company.settled();
  company.telegram.send({ person: MANAGER, chat: MANAGER, text: "good night" });
  await company.settled();
  expect(results()).toEqual([
    ["desk_reply", null],
    ["door_visit", "brought two cartons"],
    ["return_visit", null],
  ]);
  expect(company.fromBot(MANAGER).map(textOf).at(-1)).toContain("I did not understand");
});
