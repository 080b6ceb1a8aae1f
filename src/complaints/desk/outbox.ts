import type { Complaint } from "../../../db/complaints/facts.ts";
import type { NewDelivery } from "../../../db/deliveries.ts";
import { LANE } from "../../telegram/rules.ts";
import { toChats } from "../outbox.ts";
import type { PromiseKind } from "../rules.ts";

type About = Pick<Complaint, "id">;

/** Which promise was handed over, by whom, and to whom; without `to` it is the reader's now. */
export type Handed = { promise: PromiseKind; by: string; to?: string };

/** That a promise changed hands: to the one who has it now, and to the one who had it. */
export const tellHanded = (chats: number[], about: About, key: string, handed: Handed): NewDelivery[] =>
  toChats(chats, "complaint_handed", about, key, handed);

/** Asks a clerk in a group for the question to the shop: the reply to it is the question. */
export const tellAskPrompt = (chatId: number, about: About, key: string, clerk: { personId: number; name: string }): NewDelivery[] =>
  toChats([chatId], "complaint_ask", about, `ask-${key}`, clerk).map((row) => ({ ...row, lane: LANE.reply }));
