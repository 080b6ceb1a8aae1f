import type { InlineKeyboardButton } from "@grammyjs/types";
import { eq } from "drizzle-orm";
import { deliveries } from "../../db/deliveries.tables.ts";
import { windowChanges } from "../../db/windows.tables.ts";
import type { WantedCutoff } from "../../src/windows/cutoff-rules.ts";
import { changeCutoffs, importCalendar } from "../../src/windows/service.ts";
import { buildStaff } from "../support/build.ts";
import { at, MANAGER, startOrderDay } from "./order-day.ts";

/** The order department. */
export const OFFICE = 70;

export const move = (time: string): WantedCutoff => ({ kind: "move", cutoffAt: at(time) });

/** A Monday on which R101, with one shop A of person 201, orders until 17:00 by its weekly cycle. */
export async function startCutoffDay(env: Record<string, string> = {}) {
  const day = await startOrderDay(env);
  buildStaff(day.db, OFFICE, ["order_department"]);
  const shop = day.addShop("A", [201]);
  await importCalendar(day.deps, { rows: [{ route: "R101", weekdays: "Mon", cutoff: "17:00", opens: "-1 08:00" }] });

  const window = () => day.findWindows()[0]!;
  /** Messages to the person, the group and the account manager. */
  const counts = () => [201, day.group.chatId, MANAGER].map((chatId) => day.textsTo(chatId).length);
  const change = (wanted: WantedCutoff, { actorId = OFFICE, version = window().version, windowId = window().id } = {}) =>
    changeCutoffs(day.deps, { targets: [{ windowId, version, wanted }], reason: "outage", note: null, actorId });
  /** Does it and sends what it says. */
  const carryOut = async (wanted: WantedCutoff, by?: Parameters<typeof change>[1]) => {
    const done = await change(wanted, by);
    await day.ring();
    await day.deliver();
    return done.refused[0]?.reason ?? "done";
  };
  const remindersOf = (personId: number) =>
    day.db
      .select()
      .from(deliveries)
      .where(eq(deliveries.chatId, personId))
      .all()
      .filter(({ kind, state }) => kind === "order_reminder" && state === "sent")
      .map(({ dedupeKey }) => dedupeKey);
  return { ...day, shop, window, counts, change, carryOut, remindersOf };
}

export type CutoffDay = Awaited<ReturnType<typeof startCutoffDay>>;

/** What someone sees of the chat with the bot: the last message with its buttons, pressed by the beginning of their data. */
export function readChat(today: () => CutoffDay) {
  const lastTo = (id: number) =>
    today().calls.findLast(({ method, payload }) => payload.chat_id === id && /^(sendMessage|editMessageText)$/.test(method));
  const textTo = (id: number): string => lastTo(id)?.payload.text ?? "";
  const keyboardTo = (id: number) => {
    const markup = lastTo(id)?.payload["reply_markup"] as { inline_keyboard: InlineKeyboardButton[][] } | undefined;
    return (markup?.inline_keyboard ?? []).flat();
  };
  const buttonsTo = (id: number) => keyboardTo(id).flatMap((button) => ("callback_data" in button ? button.callback_data : []));
  /** Presses a button of the last message; returns its data, for pressing it again. */
  const tap = async (id: number, data: string): Promise<string> => {
    const whole = buttonsTo(id).find((each) => each.startsWith(data));
    if (whole === undefined) throw new Error(`${id} has no button ${data}: ${buttonsTo(id).join(" ")}`);
    await today()
      .person(id)
      .press(whole, { text: textTo(id) });
    return whole;
  };
  return {
    textTo,
    labelsTo: (id: number) => keyboardTo(id).map(({ text }) => text),
    buttonsTo,
    tap,
    /** From the list to the question of `what`. */
    open: async (id: number, what: string) => {
      await today().person(id).write("/cutoff");
      await tap(id, "cutoff:show:");
      await tap(id, `cutoff:${what}:`);
    },
    changes: () => today().db.select().from(windowChanges).all(),
    alerts: () =>
      today()
        .calls.filter(({ method }) => method === "answerCallbackQuery")
        .map(({ payload }) => payload.text),
  };
}
