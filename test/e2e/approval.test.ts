import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { staff } from "../../db/staff.tables.ts";
import { BROADCASTER, GROUP, openCompany, SUPERVISOR, textOf, type Company } from "../support/company.ts";
import { until } from "../support/until.ts";

let company: Company;
afterEach(() => company.close());

async function press(person: number, label: string): Promise<void> {
  const found = await until(`the button "${label}"`, () => {
    for (const { message_id: messageId, reply_markup: markup } of company.fromBot(person).toReversed()) {
      const button = markup?.inline_keyboard.flat().find(({ text }) => text.includes(label));
      if (button && "callback_data" in button) return { messageId, data: button.callback_data };
    }
    return undefined;
  });
  await company.telegram.press(person, person, found.messageId, found.data);
}

const write = (person: number, text: string) => company.telegram.send({ person, chat: person, text });
const hears = (chat: number, text: string) =>
  until(`"${text}" in chat ${chat}`, () => company.fromBot(chat).some((message) => textOf(message).includes(text)));

test("a post is submitted, returned, corrected and approved over HTTP; the approver sees each version before its buttons", async () => {
  company = await openCompany();
  const { districtId } = company.db.select().from(staff).where(eq(staff.personId, SUPERVISOR)).get()!;
  company.db.update(staff).set({ needsApproval: true, districtId }).where(eq(staff.personId, BROADCASTER)).run();
  await company.start();
  await company.greetEveryone();

  write(BROADCASTER, "/post policy");
  await hears(BROADCASTER, "Send me the content");
  write(BROADCASTER, "From May on");
  await press(BROADCASTER, "Submit for approval");
  await hears(SUPERVISOR, "please approve or return it");
  const [preview, card] = company.fromBot(SUPERVISOR).slice(-2).map(textOf);
  expect(preview).toBe("From May on");
  expect(card).toContain("“Policy Notices” by Staff 505 (Broadcaster)");

  await press(SUPERVISOR, "Return");
  await hears(SUPERVISOR, "say in one message why");
  write(SUPERVISOR, "It is June");
  await hears(BROADCASTER, "Staff 502 returned this: It is June");
  const content = company.telegram.messages(BROADCASTER).findLast((message) => textOf(message) === "From May on" && !message.from?.is_bot)!;
  company.telegram.edit({ person: BROADCASTER, chat: BROADCASTER, message_id: content.message_id, text: "From June on" });
  await hears(BROADCASTER, "From June on");
  await press(BROADCASTER, "Submit for approval");
  await until("the corrected post's card", () => company.fromBot(SUPERVISOR).map(textOf).at(-2) === "From June on");
  await press(SUPERVISOR, "Approve");
  await hears(BROADCASTER, "Staff 502 approved “Policy Notices”; it is being sent.");
  await hears(GROUP, "From June on");
  expect(company.fromBot(GROUP).map(textOf)).not.toContainEqual(expect.stringContaining("May"));
});
