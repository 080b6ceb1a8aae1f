import { eq } from "drizzle-orm";
import { shopPeople } from "../../db/retailers.tables.ts";
import { PRIVACY_VERSION } from "../../src/retailers/rules.ts";
import type { TestBot } from "../support/bot.ts";

export type Person = ReturnType<TestBot["person"]>;
export const PHONE = "13800001234";

export const contactOf = (person: Person, phone = PHONE, userId: number | undefined = person.id) => ({
  contact: { phone_number: phone, first_name: "李", ...(userId === undefined ? {} : { user_id: userId }) },
});

/** Someone who has agreed to the notice and is asked for the contact. */
export async function agreed(bot: TestBot, id: number, options = {}): Promise<Person> {
  const person = bot.person(id, options);
  await person.write("/bind");
  await person.press(`bind:agree:${PRIVACY_VERSION}`);
  return person;
}

/** What the bot last said in a chat, with its keyboard as one text. */
export function readChat(bot: TestBot) {
  const last = (id: number) => bot.calls.findLast(({ method, payload }) => method !== "answerCallbackQuery" && payload.chat_id === id);
  return {
    said: (id: number) => last(id)?.payload.text,
    keyboard: (id: number) => JSON.stringify(last(id)?.payload["reply_markup"] ?? {}),
    linksOf: (personId: number) => bot.db.select().from(shopPeople).where(eq(shopPeople.personId, personId)).all(),
  };
}
