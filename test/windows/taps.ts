import type { OrderDay } from "./order-day.ts";

type Button = { url?: string; callback_data?: string };
type Keyboard = { inline_keyboard: Button[][] };

/** The last message of the bot with buttons in a chat as it reads now: sent, or edited since. */
function findShown(day: OrderDay, id: number) {
  return day.calls.findLast(({ method, payload }) => {
    const isShown = method === "sendMessage" || method === "editMessageText";
    return isShown && payload.chat_id === id && "inline_keyboard" in ((payload["reply_markup"] as object | undefined) ?? {});
  })!;
}

/** Text, and each row of buttons by where they lead. */
export function readMessage(day: OrderDay, id: number): { text: string; buttons: string[][] } {
  const { payload } = findShown(day, id);
  const rows = (payload["reply_markup"] as Keyboard).inline_keyboard;
  return { text: payload.text!, buttons: rows.map((row) => row.map(({ url, callback_data: data }) => url ?? data!)) };
}

export const buttonsOf = (day: OrderDay, id: number): string[] => readMessage(day, id).buttons.flat();

/** Presses "order:<action>:1" (or a whole action with its window) under the reminder; what the tap was answered with. */
export async function tapUnder(day: OrderDay, id: number, action: string): Promise<{ toast: string; isAlert?: boolean }> {
  const { messageId } = findShown(day, id);
  await day.person(id).press(`order:${action.includes(":") ? action : `${action}:1`}`, { messageId });
  const { payload } = day.calls.findLast(({ method }) => method === "answerCallbackQuery")!;
  return { toast: payload.text!, ...(payload["show_alert"] ? { isAlert: true } : {}) };
}
