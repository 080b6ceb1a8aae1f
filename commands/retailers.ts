import { Composer, InlineKeyboard, Keyboard } from "grammy";
import { matchComplaint } from "../src/complaints/rules.ts";
import { offerKept } from "../src/complaints/service.ts";
import type { BotContext } from "../src/context.ts";
import type { Deps } from "../src/deps.ts";
import { findDialogue, saveDialogue } from "../src/people/service.ts";
import { LICENCE_TRIES, PRIVACY_VERSION, findLicenceNo } from "../src/retailers/rules.ts";
import { agreeToPrivacy, bindByLicence, bindByPhone, decideLink, hasAgreed, type RosterShop } from "../src/retailers/service.ts";
import { retailerKeyboard } from "./keyboard.ts";
import { refreshMenu, refreshMenuOf } from "./menu.ts";

const DIALOGUE = "bind-licence";

/** What stays below the input: a retailer's four buttons, nothing for anyone else. */
const usualKeyboard = (ctx: BotContext) => (ctx.actor.shops.length > 0 ? retailerKeyboard(ctx.t) : ({ remove_keyboard: true } as const));

async function showNotice(ctx: BotContext): Promise<void> {
  const keyboard = new InlineKeyboard()
    .text(ctx.t("bind-agree"), `bind:agree:${PRIVACY_VERSION}`)
    .text(ctx.t("bind-decline"), "bind:decline");
  await ctx.reply(ctx.t("bind-notice"), { reply_markup: keyboard });
}

async function askForContact(ctx: BotContext, text = ctx.t("bind-ask-contact")): Promise<void> {
  await ctx.reply(text, { reply_markup: new Keyboard().requestContact(ctx.t("bind-share")).resized().oneTime() });
}

async function start(ctx: BotContext): Promise<void> {
  const { shops, person } = ctx.actor;
  // Asking for the number again would take the four buttons away.
  if (ctx.chat?.type === "private" && shops.length > 0 && hasAgreed(person)) {
    const names = shops.map(({ shopName }) => shopName).join(ctx.t("people-list-comma"));
    await ctx.reply(ctx.t("bind-already", { shops: names }), { reply_markup: retailerKeyboard(ctx.t) });
    return;
  }
  if (ctx.chat?.type === "private") return hasAgreed(ctx.actor.person) ? askForContact(ctx) : showNotice(ctx);
  // A phone number is nothing to share before a whole group.
  const url = `https://t.me/${ctx.me.username}?start=bind`;
  if (ctx.callbackQuery) await ctx.answerCallbackQuery({ url });
  else await ctx.reply(ctx.t("bind-in-private"), { reply_markup: new InlineKeyboard().url(ctx.t("people-verify"), url) });
}

async function agree(deps: Deps, ctx: BotContext): Promise<void> {
  const version = Number(ctx.match?.[1]);
  const isCurrent = await agreeToPrivacy(deps, ctx.from!.id, version);
  await ctx.answerCallbackQuery();
  await (isCurrent ? askForContact(ctx) : showNotice(ctx));
}

const namesOf = (ctx: BotContext, shops: readonly { shopName: string }[]) =>
  shops.map(({ shopName }) => shopName).join(ctx.t("people-list-comma"));

/** Whom to turn to: the account manager by name where the company has told us, and the hotline where there is one. */
function whom(deps: Deps, ctx: BotContext, shop?: RosterShop): { manager: string; hotline: string } {
  const { hotlinePhone } = deps.config;
  return {
    manager: shop?.managerName ? ctx.t("bind-manager", { name: shop.managerName }) : ctx.t("bind-your-manager"),
    hotline: hotlinePhone ? ctx.t("bind-hotline", { phone: hotlinePhone }) : "",
  };
}

async function shareContact(deps: Deps, ctx: BotContext, next: () => Promise<void>): Promise<void> {
  const contact = ctx.message!.contact!;
  const { person, roles } = ctx.actor;
  // An admin sends a colleague's card to add them: /staff takes it.
  if (contact.user_id !== person.id && roles.includes("admin")) return next();
  const bound = await bindByPhone(deps, person, contact);
  if (bound.ok) {
    await saveDialogue(deps.db, person.id, undefined, deps.clock());
    await refreshMenu(deps, ctx);
    await ctx.reply(ctx.t("bind-welcome", { shops: namesOf(ctx, bound.shops) }), { reply_markup: retailerKeyboard(ctx.t) });
    await offerKept(deps, person.id);
    return;
  }
  switch (bound.reason) {
    case "foreign_contact":
      return askForContact(ctx, ctx.t("bind-foreign-contact"));
    case "privacy_first":
      return showNotice(ctx);
    case "not_active": {
      const text = ctx.t("bind-not-active", { shops: namesOf(ctx, bound.shops), ...whom(deps, ctx, bound.shops[0]) });
      await ctx.reply(text, { reply_markup: usualKeyboard(ctx) });
      return;
    }
    case "phone_unknown":
      await saveDialogue(deps.db, person.id, { kind: DIALOGUE, data: { phone: bound.phone } }, deps.clock());
      await ctx.reply(ctx.t("bind-phone-unknown"), { reply_markup: usualKeyboard(ctx) });
  }
}

async function takeLicence(deps: Deps, ctx: BotContext, next: () => Promise<void>): Promise<void> {
  const { person, shops } = ctx.actor;
  const dialogue = await findDialogue(deps.db, person.id);
  const text = ctx.message!.text!;
  if (dialogue?.kind !== DIALOGUE || text.startsWith("/")) return next();
  // A verified retailer who writes more than a number wants something else: a complaint, or the keyboard, whose buttons are plain texts.
  if (shops.length > 0 && !/^[\d\s-]+$/.test(text)) return next();
  const licenceNo = findLicenceNo(text);
  // A complaint is no mistyped number, and its words are kept.
  if (!licenceNo && matchComplaint(text) !== undefined) return next();
  if (!licenceNo) {
    await ctx.reply(ctx.t("bind-licence-format"), { reply_markup: new InlineKeyboard().text(ctx.t("bind-cancel"), "bind:cancel") });
    return;
  }
  const asked = await bindByLicence(deps, person, { licenceNo, phone: String(dialogue.data["phone"]) });
  if (asked.ok || asked.reason === "already_pending" || asked.reason === "already_linked") {
    await saveDialogue(deps.db, person.id, undefined, deps.clock());
  }
  if (asked.ok) await ctx.reply(ctx.t("bind-requested", { licence: licenceNo, who: asked.name ?? ctx.t("bind-office") }));
  else if (asked.reason === "privacy_first") await showNotice(ctx);
  else {
    const shop = asked.reason === "not_active" ? asked.shop : undefined;
    await ctx.reply(ctx.t(`bind-licence-${asked.reason}`, { licence: licenceNo, tries: LICENCE_TRIES, ...whom(deps, ctx, shop) }));
  }
}

async function cancel(deps: Deps, ctx: BotContext): Promise<void> {
  await saveDialogue(deps.db, ctx.from!.id, undefined, deps.clock());
  await ctx.answerCallbackQuery();
  await ctx.editMessageText(ctx.t("bind-cancelled"));
}

async function decide(deps: Deps, ctx: BotContext): Promise<void> {
  const [, verb, id] = ctx.match as RegExpMatchArray;
  const outcome = await decideLink(deps, ctx.from!.id, { id: Number(id), approve: verb === "approve" });
  if (!("request" in outcome)) {
    await ctx.answerCallbackQuery({ text: ctx.t(`link-${outcome.reason}`), show_alert: true });
    return;
  }
  const { state, personId, personName, shopName } = outcome.request;
  if (outcome.ok && state === "approved") {
    await refreshMenuOf(deps, ctx.api, personId);
    await offerKept(deps, personId);
  }
  const variables = { by: outcome.deciderName ?? ctx.t("bind-office"), name: personName, shop: shopName };
  if (outcome.ok) await ctx.answerCallbackQuery();
  else await ctx.answerCallbackQuery({ text: ctx.t(`link-already-${state}`, variables), show_alert: true });
  await ctx.editMessageText(ctx.t(`link-decided-${state}`, variables));
}

/** Getting verified: notice, contact, licence number; and the cards with which staff approve. */
export function retailersCommands(deps: Deps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const inPrivate = composer.chatType("private");
  composer.command("bind", start);
  composer.callbackQuery("bind:start", start);
  inPrivate.command("start").filter((ctx) => ctx.match === "bind", start);
  inPrivate.callbackQuery(/^bind:agree:(\d+)$/, (ctx) => agree(deps, ctx));
  inPrivate.callbackQuery("bind:decline", async (ctx) => {
    await ctx.answerCallbackQuery();
    await ctx.editMessageText(ctx.t("bind-declined", whom(deps, ctx)));
  });
  inPrivate.callbackQuery("bind:cancel", (ctx) => cancel(deps, ctx));
  inPrivate.on("message:contact", (ctx, next) => shareContact(deps, ctx, next));
  inPrivate.on("message:text", (ctx, next) => takeLicence(deps, ctx, next));
  composer.callbackQuery(/^link:(approve|refuse):(\d+)$/, (ctx) => decide(deps, ctx));
  return composer;
}
