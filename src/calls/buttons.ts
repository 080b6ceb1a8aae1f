import type { InlineKeyboardButton } from "@grammyjs/types";
import type { ListRef } from "./list.ts";

/** A shop of a list, as its buttons carry it. */
export type ShopRef = ListRef & { windowId: number; retailerId: number };

/** Seven letters instead of thirteen digits: callback data has 64 bytes for everything. */
const RADIX = 36;

const dataOf = (action: string, { cutoffAt, page }: ListRef): string => `calls:${action}:${cutoffAt.toString(RADIX)}:${page}`;

export const listButton = (text: string, ref: ListRef): InlineKeyboardButton => ({ text, callback_data: dataOf("list", ref) });

export type ShopAction = "card" | "number" | "why" | "change" | "tick" | "undo" | "next";

export const shopButton = (text: string, action: ShopAction, ref: ShopRef, value?: string): InlineKeyboardButton => ({
  text,
  callback_data: [dataOf(action, ref), ref.windowId, ref.retailerId, ...(value === undefined ? [] : [value])].join(":"),
});

/** Two buttons a row: three in a row are cut off on a phone. */
export function inPairs(buttons: InlineKeyboardButton[]): InlineKeyboardButton[][] {
  const rows: InlineKeyboardButton[][] = [];
  for (let start = 0; start < buttons.length; start += 2) rows.push(buttons.slice(start, start + 2));
  return rows;
}

export type Tap = { ref: ListRef; action: "list" } | { ref: ShopRef; action: ShopAction; value: string };

const DATA = /^calls:(list|card|number|why|change|tick|undo|next):([\da-z]{1,9}):(\d{1,4})(?::(\d{1,15}):(\d{1,15})(?::(\w{1,20}))?)?$/;

/** What a button of these lists asks for; undefined when it is none of theirs. */
export function readTap(data: string): Tap | undefined {
  const [, action, cutoff = "", page, windowId, retailerId, value = ""] = DATA.exec(data) ?? [];
  const ref = { cutoffAt: Number.parseInt(cutoff, RADIX), page: Number(page) };
  if (action === "list") return { ref, action };
  if (action === undefined || windowId === undefined) return undefined;
  return { ref: { ...ref, windowId: Number(windowId), retailerId: Number(retailerId) }, action: action as ShopAction, value };
}
