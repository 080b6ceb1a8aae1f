import { eq } from "drizzle-orm";
import { staff, staffRoles } from "../../db/staff.tables.ts";
import type { TestBot } from "../support/bot.ts";

/** The last message in a chat, its buttons as one text, and the last answer to a tap. */
export function readChat(bot: TestBot, id: number) {
  const last = () =>
    bot.calls.findLast(({ method, payload }) => method !== "answerCallbackQuery" && method !== "setMyCommands" && payload.chat_id === id);
  return {
    text: () => last()?.payload.text,
    buttons: () => JSON.stringify(last()?.payload["reply_markup"] ?? {}),
    alert: () => bot.calls.findLast(({ method }) => method === "answerCallbackQuery")?.payload.text,
    /** The one-time payload in the newest link shown. */
    payload: () => /start=(staff_[\w-]+)/.exec(bot.textsTo(id).findLast((text) => text.includes("start=staff_")) ?? "")?.[1],
  };
}

export const readStaff = (bot: TestBot, code: string) => bot.db.select().from(staff).where(eq(staff.code, code)).get();

export const readRoles = (bot: TestBot, staffId: number) =>
  bot.db
    .select()
    .from(staffRoles)
    .where(eq(staffRoles.staffId, staffId))
    .all()
    .map(({ role }) => role)
    .sort();
