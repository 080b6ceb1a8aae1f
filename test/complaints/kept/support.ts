import { keptWords } from "../../../db/complaints.tables.ts";
import { contactOf } from "../../retailers/support.ts";
import { STRANGER, type World } from "../world.ts";

export const HOUR = 60 * 60 * 1000;
/** The phone number that the roster has for the world's shop. */
export const PHONE = "13812345678";
export const kept = (w: World) => w.db.select().from(keptWords).all();
export const keptTexts = (w: World) => kept(w).map(({ item }) => item.text);

/** Agrees to the notice, shares the phone number that the roster has for the shop, and gets everything that waits. */
export async function verify(w: World, phone = PHONE) {
  const stranger = w.person(STRANGER);
  await stranger.write("/bind");
  await stranger.press("bind:agree:1");
  await stranger.send(contactOf(stranger, phone));
  await w.deliver();
}
