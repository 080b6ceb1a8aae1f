import type { InlineKeyboardButton } from "@grammyjs/types";
import type { OrderDay } from "../windows/order-day.ts";

type Screen = { text: string; buttons: { text: string; data: string }[] };

/** Someone with a phone: reads the newest message that has buttons, and presses them by their words. */
export function holdPhone(day: OrderDay, id: number) {
  const person = day.person(id);

  /** The message as it stands after its last change. */
  function screen(): Screen {
    const call = day.calls.findLast(({ payload }) => payload.chat_id === id && payload["reply_markup"] !== undefined);
    const { inline_keyboard: rows } = (call?.payload["reply_markup"] ?? { inline_keyboard: [] }) as {
      inline_keyboard: InlineKeyboardButton[][];
    };
    const buttons = rows.flat().map((button) => ({ text: button.text, data: "callback_data" in button ? button.callback_data : "" }));
    return { text: call?.payload.text ?? "", buttons };
  }

  const findData = (words: string): string => {
    const { text, buttons } = screen();
    const button = buttons.find((each) => each.text.includes(words));
    if (!button) throw new Error(`no button "${words}" under:\n${text}\n${buttons.map((each) => each.text).join(" | ")}`);
    return button.data;
  };
  /** What the bot answered to the last tap. */
  const answer = (): string | undefined => day.calls.findLast(({ method }) => method === "answerCallbackQuery")?.payload.text;

  return {
    screen,
    findData,
    answer,
    labels: () => screen().buttons.map(({ text }) => text),
    /** Presses the button with these words; the text it leads to. */
    async tap(words: string, where: Parameters<typeof person.press>[1] = {}): Promise<string> {
      await person.press(findData(words), where);
      return screen().text;
    },
    press: person.press,
  };
}
