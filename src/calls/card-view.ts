import type { InlineKeyboardButton } from "@grammyjs/types";
import type { ShopDetails } from "../../db/calls.ts";
import { formatDay } from "../dates.ts";
import { NOT_NOW_REASONS } from "../windows/rules.ts";
import { formatTimeLeft } from "../windows/service.ts";
import { inPairs, listButton, shopButton, type ShopRef } from "./buttons.ts";
import type { CallShop } from "./list.ts";
import { CALL_OUTCOMES } from "./rules.ts";
import { asOfLine, dialable, momentOf, reachSign, type Reading, type View } from "./wording.ts";

/** Which buttons a card carries: the outcomes to choose from, the reasons why not, or what comes after an outcome. */
export type CardMode = "ask" | "why" | "done";
export type Card = { shop: CallShop; details: ShopDetails; ref: ShopRef; mode: CardMode; showsNumber: boolean };

function aboutLines({ deps, locale }: Reading, { shop: { shop, window }, details }: Card): string[] {
  const { contactName, address } = details;
  return [
    deps.t(locale, "call-card-shop", { shop: shop.shopName }),
    deps.t(locale, "call-card-licence", { licence: shop.licenceNo, route: window.route.code }),
    ...(contactName ? [deps.t(locale, "call-card-contact", { name: contactName })] : []),
    ...(address ? [deps.t(locale, "call-card-address", { address })] : []),
  ];
}

function cutoffLine(reading: Reading, { window }: CallShop): string {
  const { deps, locale, now } = reading;
  const facts = { cutoff: momentOf(reading, window.cutoffAt), left: formatTimeLeft(deps, locale, window.cutoffAt - now) };
  return deps.t(locale, window.cutoffAt > now ? "call-card-open" : "call-card-closed", facts);
}

function answerLine(reading: Reading, { answer }: CallShop): string[] {
  if (!answer) return [];
  const { deps, locale } = reading;
  const said = answer.answer === "said_ordered" ? "said_ordered" : answer.reason === null ? "not_now" : "reason";
  const reason = answer.reason === null ? "" : deps.t(locale, "call-reason", { reason: answer.reason });
  return [deps.t(locale, "call-card-answer", { said, reason, time: momentOf(reading, answer.at) })];
}

function callLine(reading: Reading, shop: CallShop): string[] {
  if (!shop.call) return [];
  const { deps, locale } = reading;
  const { outcome, reason, name, at } = shop.call;
  const why = reason === null ? "" : deps.t(locale, "call-card-because", { reason: deps.t(locale, "call-reason", { reason }) });
  const facts = { outcome: deps.t(locale, "call-outcome", { outcome }), why, name: name ?? "", time: momentOf(reading, at) };
  return [deps.t(locale, outcome === "no_answer" ? "call-card-tried" : "call-card-called", facts)];
}

function factLines(reading: Reading, { shop, details, showsNumber }: Card): string[] {
  const { deps, locale } = reading;
  const { lastOrder } = details;
  const why = deps.t(locale, "call-card-reach", { reach: shop.reach, reminder: momentOf(reading, shop.window.reminderAt) });
  const last = lastOrder && {
    day: formatDay(lastOrder.orderedAt, { zone: deps.calendar.zone, locale }),
    cartons: lastOrder.cartons,
  };
  return [
    `${reachSign(shop.reach)} ${why}`,
    ...answerLine(reading, shop),
    last ? deps.t(locale, "call-card-last", last) : deps.t(locale, "call-card-never"),
    ...callLine(reading, shop),
    ...(showsNumber ? [deps.t(locale, "call-card-number", { phone: dialable(shop.shop.phone) })] : []),
  ];
}

function outcomeButtons({ deps, locale }: Reading, { ref, shop, showsNumber }: Card): InlineKeyboardButton[][] {
  const outcomes = CALL_OUTCOMES.map((outcome) =>
    shopButton(
      deps.t(locale, "call-outcome", { outcome }),
      outcome === "not_now" ? "why" : "tick",
      ref,
      outcome === "not_now" ? undefined : outcome,
    ),
  );
  const undo = shop.call ? [shopButton(deps.t(locale, "call-undo"), "undo", ref)] : [];
  const number = showsNumber ? [] : [[shopButton(deps.t(locale, "call-show-number"), "number", ref)]];
  return [...number, ...inPairs([...outcomes, ...undo])];
}

function buttonsOf(reading: Reading, card: Card): InlineKeyboardButton[][] {
  const { deps, locale } = reading;
  const { ref, mode, shop } = card;
  const back = listButton(deps.t(locale, "call-back"), ref);
  if (shop.shop.hasOrdered) return [[back]];
  if (mode === "why") {
    const reasons = NOT_NOW_REASONS.map((reason) => shopButton(deps.t(locale, "call-reason", { reason }), "tick", ref, reason));
    return [...inPairs(reasons), [shopButton(deps.t(locale, "call-back-card"), "change", ref)]];
  }
  const next = shopButton(deps.t(locale, "call-next"), "next", ref);
  if (mode === "done") return [[shopButton(deps.t(locale, "call-change"), "change", ref)], [back, next]];
  return [...outcomeButtons(reading, card), [back, next]];
}

/** A shop's card: who it is, why no reminder reached it, what is known, and the buttons that note what came of the call. */
export async function viewCard(reading: Reading, card: Card): Promise<View> {
  const { deps, locale } = reading;
  const { shop } = card;
  const head = [...aboutLines(reading, card), ""];
  if (shop.shop.hasOrdered) {
    const text = [...head, deps.t(locale, "call-card-ordered"), await asOfLine(reading)].join("\n");
    return { text, keyboard: buttonsOf(reading, card) };
  }
  const ask = card.mode === "why" ? ["", deps.t(locale, "call-ask-why")] : [];
  const text = [...head, cutoffLine(reading, shop), ...factLines(reading, card), await asOfLine(reading), ...ask].join("\n");
  return { text, keyboard: buttonsOf(reading, card) };
}
