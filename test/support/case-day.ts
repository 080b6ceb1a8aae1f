import { eq, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import { breachNotices, complaintEvents, complaints, promises } from "../../db/complaints.tables.ts";
import { deliveries } from "../../db/deliveries.tables.ts";
import { districts } from "../../db/districts.tables.ts";
import { groups } from "../../db/groups.tables.ts";
import { people } from "../../db/people.tables.ts";
import { buildStaff } from "./build.ts";
import { findButton } from "./buttons.ts";
import { DESK_GROUP, openCompany, textOf, type Company } from "./company.ts";
import { until } from "./until.ts";

/** A second clerk at the desk of the little company. */
export const COLLEAGUE = 506;

/** The little company as the tests of cases need it: everybody reads English, and two clerks can want the same case. */
export async function openDesk(settings: Record<string, string> = {}): Promise<Company> {
  const company = await openCompany(settings);
  const { db, telegram } = company;
  const district = db.select().from(districts).get()!;
  buildStaff(db, COLLEAGUE, ["service_desk"], { districtId: district.id });
  telegram.addPerson({ id: COLLEAGUE, first_name: `P${COLLEAGUE}`, phone: String(13_900_000_000 + COLLEAGUE), language_code: "en" });
  telegram.addMember(DESK_GROUP, COLLEAGUE);
  telegram.start(COLLEAGUE);
  db.update(groups).set({ locale: "en" }).run();
  db.update(people).set({ clientLanguage: "en" }).run();
  return company;
}

const TIMES = [
  [
    promises,
    [promises.startedAt, promises.dueAt, promises.warnAt, promises.pausedAt, promises.resumeAt, promises.endedAt, promises.nextAt],
  ],
  [complaints, [complaints.openedAt]],
  [complaintEvents, [complaintEvents.at]],
  [breachNotices, [breachNotices.sendAt]],
  [deliveries, [deliveries.createdAt, deliveries.notBefore, deliveries.sentAt]],
] as const;

/** Everything about cases happened so much longer ago: to a running process it is as if that time had gone by and no alarm had rung. */
export function letTimePass({ db }: Company, ms: number): void {
  const earlier = (columns: readonly SQLiteColumn[]) =>
    Object.fromEntries(columns.map((column) => [keyOf(column), sql`${column} - ${ms}`]));
  db.transaction(
    (tx) => {
      for (const [table, columns] of TIMES) tx.update(table).set(earlier(columns)).run();
    },
    { behavior: "immediate" },
  );
}

/** The property of a table under which drizzle knows a column. */
const keyOf = ({ name }: SQLiteColumn): string => name.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());

/** How many messages with these words a chat holds. */
export const countIn = (company: Company, chat: number, words: string): number =>
  company.fromBot(chat).filter((message) => textOf(message).includes(words)).length;

/** What the bot answered to taps so far, in any chat, whether or not somebody still waited: a start may take longer than a query lives. */
export const answersTo = (company: Company): string[] =>
  company.telegram
    .ledger()
    .filter(({ method }) => method === "answerCallbackQuery")
    .map(({ params }) => (typeof params["text"] === "string" ? params["text"] : ""));

/** Presses a button without waiting for the answer: the process may die before. */
export async function press(company: Company, person: number, data: string, chat = person): Promise<void> {
  const { message, data: whole } = await until(`the button ${data}`, () => findButton(company, chat, data, person));
  void company.telegram.press(person, chat, message.message_id, whole);
}

/** A reply to the newest message of the bot with these words. */
export function reply(company: Company, person: number, chat: number, to: string, text: string): void {
  const message = company.fromBot(chat, person).findLast((each) => textOf(each).includes(to))!;
  company.telegram.send({ person, chat, text, replyTo: message.message_id });
}

/** The timeline of a case, oldest first. */
export const kindsOf = ({ db }: Company, complaintId: number): string[] =>
  db
    .select()
    .from(complaintEvents)
    .where(eq(complaintEvents.complaintId, complaintId))
    .all()
    .map(({ kind }) => kind);

/** The promises of a case, by kind and round. */
export const promisesOf = ({ db }: Company, complaintId: number) =>
  db.select().from(promises).where(eq(promises.complaintId, complaintId)).all();

export const caseOf = ({ db }: Company, complaintId: number) => db.select().from(complaints).where(eq(complaints.id, complaintId)).get()!;
