import { complaints, promises } from "../../db/complaints.tables.ts";
import { MONDAY_9 } from "../support/bot.ts";
import { RETAILER, startWorld } from "../complaints/world.ts";

export const HOUR = 60 * 60_000;
export const DAY = 24 * HOUR;

type Case = Partial<typeof complaints.$inferInsert>;
type Given = Partial<typeof promises.$inferInsert>;

/** The world of complaints, with cases whose promises stand as a test needs them. */
export async function startTasks(options: Parameters<typeof startWorld>[0] = {}) {
  const world = await startWorld(options);
  const { db } = world;
  let seq = 0;

  /** An open case of the world's shop. */
  function addCase(fields: Case = {}) {
    seq += 1;
    const number = `C-20261123-${String(seq).padStart(4, "0")}`;
    const place = { retailerId: world.shop.id, districtId: world.district.id, personId: RETAILER, chatId: RETAILER, messageId: seq };
    const row = {
      number,
      day: "2026-11-23",
      seq,
      ...place,
      text: "少了两条",
      category: "delivery",
      state: "open",
      openedAt: MONDAY_9,
    } as const;
    return db
      .insert(complaints)
      .values({ ...row, ...fields })
      .returning()
      .get();
  }

  /** A promise on a case of its own, or on the given one; due in a day unless said otherwise. */
  function addTask(kind: "desk_reply" | "door_visit" | "return_visit", { complaintId = addCase().id, ...given }: Given = {}) {
    const row = { complaintId, kind, state: "open" as const, dueAt: MONDAY_9 + DAY };
    return db
      .insert(promises)
      .values({ ...row, ...given })
      .returning()
      .get();
  }

  const linesTo = (id: number) => world.lastTo(id).payload.text!.split("\n");
  const labelsTo = (id: number) => {
    const markup = world.lastTo(id).payload["reply_markup"] as { inline_keyboard: { text: string }[][] };
    return markup.inline_keyboard.flat().map(({ text }) => text);
  };
  return { ...world, addCase, addTask, linesTo, labelsTo };
}

export type Tasks = Awaited<ReturnType<typeof startTasks>>;
