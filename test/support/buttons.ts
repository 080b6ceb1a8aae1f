import type { Message } from "@grammyjs/types";
import type { Company } from "./company.ts";
import { until } from "./until.ts";

export type FoundButton = { message: Message; data: string };

/** The newest button in a chat whose data begins so, as a person there sees it. */
export function findButton(company: Company, chat: number, data: string, viewer = chat): FoundButton | undefined {
  for (const message of company.fromBot(chat, viewer).toReversed())
    for (const button of message.reply_markup?.inline_keyboard.flat() ?? [])
      if ("callback_data" in button && button.callback_data.startsWith(data)) return { message, data: button.callback_data };
  return undefined;
}

/** Waits for that button and presses it; what the bot answered. */
export async function tap(company: Company, person: number, data: string, chat = person): Promise<string | undefined> {
  const { message, data: whole } = await until(`the button ${data}`, () => findButton(company, chat, data, person));
  return (await company.telegram.press(person, chat, message.message_id, whole))?.text;
}
