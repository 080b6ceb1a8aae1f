import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { breachNotices } from "../../db/complaints.tables.ts";
import { deliveries } from "../../db/deliveries.tables.ts";
import { BROADCASTER, DESK_GROUP, GROUP, MANAGER, openCompany, RETAILERS, textOf, type Company } from "../support/company.ts";
import { letTimePass } from "../support/case-day.ts";
import { until } from "../support/until.ts";

let company: Company;
const [WANG, LIU] = RETAILERS;

beforeEach(async () => {
  company = await openCompany({ REMINDER_LEAD: "60s" });
  const app = await company.start();
  await company.greetEveryone();
  await app.stop();
});
afterEach(() => company.close());

const CASE = /C-\d{8}-\d{4}/;
const receipts = () => company.fromBot(WANG).filter((message) => CASE.test(textOf(message)));
const isReceiptRecorded = () =>
  company.db
    .select()
    .from(deliveries)
    .where(eq(deliveries.kind, "complaint_receipt"))
    .all()
    .some(({ state }) => state === "sent");
const cards = () => company.fromBot(DESK_GROUP).filter((message) => CASE.test(textOf(message)));

/** One complaint, wherever the process dies on the way: one receipt, one card, one visit for the account manager. */
async function expectOneCase(): Promise<void> {
  await company.start();
  await company.settled();
  expect(receipts()).toHaveLength(1);
  expect(cards()).toHaveLength(1);
  expect(company.fromBot(MANAGER).filter((message) => CASE.test(textOf(message)))).toHaveLength(1);
}

describe("kill -9", () => {
  test("after the inbox insert: the complaint is handled at the next start, once", async () => {
    const app = await company.start({ killAt: 'insert into "inbox"' });
    company.telegram.send({ person: WANG, chat: WANG, text: "/complain two cartons are missing" });
    await app.ended;
    expect(receipts()).toHaveLength(0);
    await expectOneCase();
  });

  test("after the business commit: the case is not filed again and everyone is told once", async () => {
    const app = await company.start({ killAt: 'insert into "complaints"' });
    company.telegram.send({ person: WANG, chat: WANG, text: "/complain two cartons are missing" });
    await app.ended;
    await expectOneCase();
  });

  test("after the deliveries commit of a post: every group gets it once", async () => {
    const text = "Supply of the week";
    const first = await company.start();
    company.telegram.send({ person: BROADCASTER, chat: BROADCASTER, text: "/post supply" });
    await company.settled();
    company.telegram.send({ person: BROADCASTER, chat: BROADCASTER, text });
    await company.settled();
    await first.stop();
    const app = await company.start({ killAt: 'insert into "deliveries"' });
    const preview = company.fromBot(BROADCASTER).findLast((message) => JSON.stringify(message.reply_markup ?? {}).includes("post:send"));
    const send = preview!
      .reply_markup!.inline_keyboard.flat()
      .find((button) => "callback_data" in button && button.callback_data.startsWith("post:send"));
    void company.telegram.press(BROADCASTER, BROADCASTER, preview!.message_id, (send as { callback_data: string }).callback_data);
    await app.ended;
    expect(company.fromBot(GROUP).filter((message) => textOf(message).includes(text))).toHaveLength(0);
    await company.start();
    await company.settled();
    expect(company.fromBot(GROUP).filter((message) => textOf(message).includes(text))).toHaveLength(1);
  });

  test("after Telegram took the message but before its answer: only that message may come twice", async () => {
    const app = await company.start();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      company.telegram.faults.beforeAnswer = async ({ method, params }) => {
        if (method !== "sendMessage" || Number(params["chat_id"]) !== DESK_GROUP) return undefined;
        company.telegram.faults.beforeAnswer = undefined;
        resolve();
        await new Promise<void>((go) => (release = go));
        return undefined;
      };
    });
    company.telegram.send({ person: WANG, chat: WANG, text: "/complain two cartons are missing" });
    await held;
    // The receipt went out a moment earlier: as long as its answer is not recorded it is under way too, and may come twice as well.
    await until("the receipt to be recorded", isReceiptRecorded);
    await app.kill();
    release();
    await company.start();
    await company.settled();
    expect(receipts()).toHaveLength(1);
    expect(cards().length).toBeGreaterThanOrEqual(1);
    expect(cards().length).toBeLessThanOrEqual(2);
  });

  test("inside the reminder's job: everyone who has not ordered is reminded, once", async () => {
    const planner = await company.start();
    await planWindow(company, planner, 65_000);
    await planner.stop();
    const app = await company.start({ killAt: 'update "order_windows" set.*"reminded_at"', killWhen: "running" });
    await app.ended;
    expect(reminders(WANG)).toHaveLength(0);
    await company.start();
    await until("the reminder", () => reminders(WANG).length > 0, 40_000);
    await company.settled();
    for (const id of RETAILERS) expect(reminders(id)).toHaveLength(1);
  });
});

test("a wiped Redis loses no reminder and no promise", async () => {
  const app = await company.start({ env: { DESK_REPLY_WITHIN: "4s" } });
  company.telegram.send({ person: LIU, chat: LIU, text: "/complain the price tags are missing" });
  await company.settled();
  await planWindow(company, app, 65_000);
  await company.flushRedis();
  await until("the reminder", () => reminders(WANG).length > 0, 45_000);
  await until("the breach", () => company.db.select().from(breachNotices).all().length > 0, 45_000);
  // It waits a minute for others of the district.
  letTimePass(company, 60_000);
  await until("the notice", () => breaches().length > 0, 45_000);
  await company.settled();
  for (const id of RETAILERS) expect(reminders(id)).toHaveLength(1);
  expect(breaches()).toHaveLength(1);
});

const reminders = (id: number) => company.fromBot(id).filter((message) => textOf(message).startsWith("⏰"));
const breaches = () => company.fromBot(502).filter((message) => textOf(message).startsWith("⚠️"));

/** A window of route R1 that closes in `ms`; its reminder is due a minute before. */
async function planWindow(to: Company, app: Awaited<ReturnType<Company["start"]>>, ms: number): Promise<void> {
  const now = Date.now();
  const exception = {
    route: "R1",
    date: new Date(now).toISOString().slice(0, 10),
    opens: new Date(now - 3_600_000).toISOString(),
    cutoff: new Date(now + ms).toISOString(),
  };
  const answer = await to.api(app, "PUT", "/api/v1/calendar", { exceptions: [exception] });
  expect(answer).toMatchObject({ status: 200, body: { rejected: [] } });
}
