import type { Complaint } from "../../../db/complaints/facts.ts";
import type { NewDelivery } from "../../../db/deliveries.ts";
import { LANE } from "../../telegram/rules.ts";
import { keyInRound, toChats } from "../outbox.ts";
import type { PromiseKind } from "../rules.ts";

/** What made a case be taken up again. */
export type ReopenedBy = "rated" | "shop" | "unsolved" | "tocomplaint";

type About = Pick<Complaint, "id" | "round">;

/** Asks the shop whether it is satisfied, when the return visit starts; `key` tells a start anew from the first. */
export const tellReturnAsk = (readers: number[], about: About, key?: string): NewDelivery[] =>
  toChats(readers, "return_ask", about, keyInRound(about, key ? `return_ask-${key}` : "return_ask"));

/** What the shop itself said, to whoever makes the return visit; `key` names the entry of the timeline. */
export const tellReturnSaid = (chats: number[], about: About, key: string): NewDelivery[] =>
  toChats(chats, "return_said", about, `said-${key}`);

/** A case was taken up again, to those in charge. */
export const tellReopened = (chats: number[], about: About, why: ReopenedBy): NewDelivery[] =>
  toChats(chats, "case_reopened", about, keyInRound(about, "reopened"), { why, round: about.round });

export type Waiver = { promise: PromiseKind; reason: string };

/** What will not happen and why: to the shop. */
export const tellShopWaived = (readers: number[], about: About, waiver: Waiver): NewDelivery[] =>
  // Before the closing or the question that may come with it.
  toChats(readers, "case_waived", about, keyInRound(about, `waived-${waiver.promise}`), waiver).map((row) => ({
    ...row,
    lane: LANE.reply,
  }));

/** The same to whoever had promised it. */
export const tellOwnerWaived = (chats: number[], about: About, waiver: Waiver): NewDelivery[] =>
  toChats(chats, "promise_waived", about, keyInRound(about, `waived-owner-${waiver.promise}`), waiver);
