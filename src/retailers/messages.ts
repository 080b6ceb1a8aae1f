import type { Api } from "grammy";
import { InlineKeyboard } from "grammy";
import { findLinkRequest } from "../../db/retailers/links.ts";
import type { Deps } from "../deps.ts";
import type { Variables } from "../i18n.ts";
import { findLocale, retailerKeyboard } from "../people/service.ts";
import { findAccountManager } from "../staff/service.ts";
import type { Prepared } from "../telegram/sender.ts";
import type { Delivery } from "../telegram/store.ts";

/** The card for who decides: who asks, with which phone, for which shop, and two buttons. */
export async function prepareLinkRequest(deps: Deps, { subjectId, chatId }: Delivery, _api: Api): Promise<Prepared> {
  const request = await findLinkRequest(deps.db, subjectId);
  if (!request || request.state !== "pending") return { skip: "decided" };
  const locale = await findLocale(deps, chatId);
  const text = deps.t(locale, "link-request", {
    name: request.username ? `${request.personName} (@${request.username})` : request.personName,
    phone: request.phone,
    shop: request.shopName,
    licence: request.licenceNo,
    route: request.routeCode,
  });
  const keyboard = new InlineKeyboard()
    .text(deps.t(locale, "link-approve"), `link:approve:${request.id}`)
    .text(deps.t(locale, "link-refuse"), `link:refuse:${request.id}`);
  return { method: "sendMessage", payload: { text, reply_markup: keyboard } };
}

/** What became of the request, to the person who asked; approved ones get the retailers' keyboard with it. */
export async function prepareLinkDecision(deps: Deps, { subjectId, chatId }: Delivery, _api: Api): Promise<Prepared> {
  const request = await findLinkRequest(deps.db, subjectId);
  if (!request || request.state === "pending") return { skip: "not_decided" };
  const locale = await findLocale(deps, chatId);
  const t = (key: string, variables?: Variables) => deps.t(locale, key, variables);
  if (request.state === "approved") {
    return { method: "sendMessage", payload: { text: t("bind-welcome", { shops: request.shopName }), reply_markup: retailerKeyboard(t) } };
  }
  const manager = await findAccountManager(deps.db, request.routeId);
  const { hotlinePhone } = deps.config;
  const text = t("link-refused-person", {
    licence: request.licenceNo,
    manager: manager ? t("bind-manager", { name: manager.name }) : t("bind-your-manager"),
    hotline: hotlinePhone ? t("bind-hotline", { phone: hotlinePhone }) : "",
  });
  return { method: "sendMessage", payload: { text, reply_markup: { remove_keyboard: true } } };
}
