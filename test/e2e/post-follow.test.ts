import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { deliveries } from "../../db/deliveries.tables.ts";
import { people } from "../../db/people.tables.ts";
import { postAcks } from "../../db/posts.tables.ts";
import { findButton as findButtonIn, tap as tapIn } from "../support/buttons.ts";
import { BROADCASTER, GROUP, openCompany, RETAILERS, textOf, type Company } from "../support/company.ts";
import { until } from "../support/until.ts";

let company: Company;
afterEach(() => company.close());

const [FIRST, SECOND, THIRD, FOURTH] = RETAILERS;

const findButton = (chat: number, data: string) => findButtonIn(company, chat, data);
const tap = (person: number, data: string, chat = person) => tapIn(company, person, data, chat);

async function say(text: string): Promise<void> {
  company.telegram.send({ person: BROADCASTER, chat: BROADCASTER, text });
  await company.settled();
}

const postRows = () => company.db.select().from(deliveries).where(eq(deliveries.kind, "post")).all();
const hearsOf = (chat: number, words: string) =>
  until(`"${words}" in ${chat}`, () => company.fromBot(chat).some((m) => textOf(m).includes(words)));

test("a post is read, reported, reminded of, tried again after a crash and listed, over HTTP from end to end", async () => {
  company = await openCompany();
  const first = await company.start({ killAt: 'update "posts" set "state" = .*"panel_message_id"' });
  await company.greetEveryone();
  // The name of the file is then Chinese.
  company.db.update(people).set({ locale: "zh" }).where(eq(people.id, BROADCASTER)).run();
  const { telegram } = company;
  telegram.faults.beforeEffect = async ({ method, params }) =>
    method === "sendMessage" && params["chat_id"] === FOURTH
      ? { kind: "error", error_code: 400, description: "Bad Request: PEER_ID_INVALID" }
      : undefined;
  await say("/post policy");
  await say("Power cut tomorrow");
  for (const data of ["post:opt:", "post:set:1:requireAck", "post:show:", "post:aud:1", "post:aud:1:people", "post:show:", "post:send:"])
    await tap(BROADCASTER, data);
  await hearsOf(BROADCASTER, "没有送达 1");

  expect(await tap(FIRST, "ack:1", GROUP)).toBe("✅ Noted, thank you.");
  expect(await tap(FIRST, "ack:1")).toContain("already");
  await tap(BROADCASTER, "post:rep:1");
  await hearsOf(BROADCASTER, "点了「已阅」：1 / 4 人，还有 3 人没点");

  await tap(BROADCASTER, "post:remind:1");
  await tap(BROADCASTER, "post:remindgo:1");
  await company.settled();
  for (const person of [SECOND, THIRD]) await hearsOf(person, "Please read: “Power cut tomorrow”");
  expect(company.fromBot(FIRST).some((message) => textOf(message).includes("Please read"))).toBe(false);

  // It is killed once the retry is stored: the next process goes on with it, and does not take the repeated tap for another.
  telegram.faults.beforeEffect = undefined;
  const again = findButton(BROADCASTER, "post:again:1:f")!;
  void telegram.press(BROADCASTER, BROADCASTER, again.message.message_id, again.data).catch(() => {});
  await first.ended;
  await company.start();
  await until("the fourth person's post", () => postRows().every(({ state }) => state === "sent"));
  await company.settled();
  expect(company.fromBot(FOURTH).filter((message) => textOf(message) === "Power cut tomorrow")).toHaveLength(1);
  await hearsOf(BROADCASTER, "5 处全部送达");

  await tap(BROADCASTER, "post:csv:1");
  const sent = await until("the list", () => company.fromBot(BROADCASTER).findLast(({ document }) => document !== undefined));
  expect(sent.document!.file_name).toMatch(/^政策通知-\d{4}-\d\d-\d\d-1\.csv$/);
  const { bytes } = telegram.readFile({ fileId: sent.document!.file_id })!;
  const lines = Buffer.from(bytes).toString("utf8").split("\r\n");
  expect(lines[0]).toContain("\uFEFF收件方,类型");
  expect(lines.filter((line) => line.includes("已送达"))).toHaveLength(5);
  expect(company.db.select().from(postAcks).all()).toMatchObject([{ personId: FIRST }]);
});
