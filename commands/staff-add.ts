import { Composer } from "grammy";
import type { BotContext } from "../src/context.ts";
import { formatMoment } from "../src/dates.ts";
import type { Deps } from "../src/deps.ts";
import { findDialogue, identify, saveDialogue } from "../src/people/service.ts";
import {
  addStaffByContact,
  addStaffByLine,
  findStaffEntry,
  invite,
  joinByInvite,
  type StaffContact,
  type StaffEntry,
} from "../src/staff/service.ts";
import { retailerKeyboard } from "./keyboard.ts";
import { refreshMenu, refreshMenuOf } from "./menu.ts";
import { cardView, codeView, rolesView, send } from "./staff-views.ts";

const DIALOGUE = "staff-contact";

/** Shows a fresh one-time link for the admin to forward. */
export async function sendInvite(deps: Deps, ctx: BotContext, id: number): Promise<void> {
  const made = await invite(deps, ctx.from!.id, id);
  if (!made.ok) {
    await ctx.answerCallbackQuery({ text: ctx.t(`staff-${made.reason}`), show_alert: true });
    return;
  }
  const until = formatMoment(made.expiresAt, { zone: deps.config.timeZone, locale: ctx.locale, now: deps.clock() });
  const url = `https://t.me/${ctx.me.username}?start=${made.payload}`;
  await ctx.reply(ctx.t("staff-invite-link", { name: made.entry.name, url, until }), { link_preview_options: { is_disabled: true } });
}

/** Adds by "/staff add CODE NAME role[,role] [district]"; without the rest, explains both ways to add. */
export async function addByLine(deps: Deps, ctx: BotContext, line: string): Promise<void> {
  if (line === "") return void (await ctx.reply(ctx.t("staff-add-help")));
  const added = await addStaffByLine(deps, ctx.from!.id, line);
  if (added.ok) {
    await send(ctx, cardView(ctx, added.entry));
    if (added.entry.personId === null) await sendInvite(deps, ctx, added.entry.id);
    return;
  }
  const reply = (key: string, variables = {}) => ctx.reply(ctx.t(key, variables));
  if (added.reason === "unknown_district") {
    const known = added.known.join(ctx.t("people-list-comma")) || ctx.t("staff-no-district");
    await reply("staff-unknown_district", { district: added.district, known });
  } else if ("entry" in added) await reply(`staff-${added.reason}`, { code: added.entry.code, name: added.entry.name });
  else await reply(`staff-${added.reason}`);
}

/** A colleague's contact card, sent by an admin: remembers it and asks for the staff code. */
async function takeContact(deps: Deps, ctx: BotContext, next: () => Promise<void>): Promise<void> {
  const contact = ctx.message!.contact!;
  if (!ctx.actor.roles.includes("admin") || contact.user_id === ctx.from!.id) return next();
  const name = [contact.last_name, contact.first_name].filter(Boolean).join(ctx.locale === "zh" ? "" : " ");
  const data = { name, phone: contact.phone_number, personId: contact.user_id ?? null };
  await saveDialogue(deps.db, ctx.from!.id, { kind: DIALOGUE, data }, deps.clock());
  await send(ctx, await codeView(deps, ctx, name));
}

async function findContact(deps: Deps, ctx: BotContext): Promise<StaffContact | undefined> {
  const dialogue = ctx.actor.roles.includes("admin") ? await findDialogue(deps.db, ctx.from!.id) : undefined;
  if (dialogue?.kind !== DIALOGUE) return undefined;
  const { name, phone, personId } = dialogue.data;
  return { name: String(name), phone: String(phone), personId: typeof personId === "number" ? personId : undefined };
}

async function addContact(deps: Deps, ctx: BotContext, code: string, contact: StaffContact): Promise<void> {
  const added = await addStaffByContact(deps, ctx.from!.id, code, contact);
  // Another code would not help: the card's owner is on staff already.
  if (added.ok || added.reason === "person_taken") await saveDialogue(deps.db, ctx.from!.id, undefined, deps.clock());
  if (!added.ok) {
    const who = "entry" in added ? { code: added.entry.code, name: added.entry.name } : {};
    await ctx.reply(ctx.t(`staff-${added.reason}`, who));
    return;
  }
  const { entry } = added;
  await refreshMenuOf(deps, ctx.api, entry.personId);
  const key = entry.personId === null ? "staff-added-unlinked" : "staff-added-linked";
  await ctx.reply(ctx.t(key, { code: entry.code, name: entry.name, bot: `@${ctx.me.username}` }));
  await send(ctx, rolesView(ctx, entry));
}

/** The contact belongs to someone whom the roster named by code only; a name that an admin typed stays. */
async function claim(deps: Deps, ctx: BotContext): Promise<void> {
  const contact = await findContact(deps, ctx);
  const entry = await findStaffEntry(deps.db, Number(ctx.match?.[1]));
  const problem = contact ? "not_found" : "contact_gone";
  if (!contact || !entry) return void (await ctx.answerCallbackQuery({ text: ctx.t(`staff-${problem}`), show_alert: true }));
  await ctx.answerCallbackQuery();
  const name = entry.name === entry.code ? contact.name : entry.name;
  await addContact(deps, ctx, entry.code, { ...contact, name });
}

async function cancel(deps: Deps, ctx: BotContext): Promise<void> {
  await saveDialogue(deps.db, ctx.from!.id, undefined, deps.clock());
  await ctx.answerCallbackQuery();
  await ctx.editMessageText(ctx.t("staff-cancelled"));
}

async function welcome(ctx: BotContext, entry: StaffEntry): Promise<void> {
  const roles = entry.roles.map((role) => ctx.t(`role-${role}`)).join(ctx.t("people-list-comma")) || ctx.t("staff-no-role");
  await ctx.reply(ctx.t("staff-welcome", { name: entry.name, roles }), {
    reply_markup: ctx.actor.shops.length > 0 ? retailerKeyboard(ctx.t) : { remove_keyboard: true },
  });
}

async function join(deps: Deps, ctx: BotContext, payload: string): Promise<void> {
  const joined = await joinByInvite(deps, ctx.from!.id, payload);
  if (!joined.ok) return void (await ctx.reply(ctx.t(`staff-join-${joined.reason}`)));
  ctx.actor = await identify(deps, ctx.from!, true);
  await refreshMenu(deps, ctx);
  await welcome(ctx, joined.entry);
}

/** The ways in: a one-time link, and a colleague's contact card with the code asked after it. */
export function staffAddCommands(deps: Deps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const inPrivate = composer.chatType("private");
  inPrivate.command("start").filter(
    (ctx) => ctx.match.startsWith("staff_"),
    (ctx) => join(deps, ctx, ctx.match),
  );
  inPrivate.on("message:contact", (ctx, next) => takeContact(deps, ctx, next));
  inPrivate.on("message:text", async (ctx, next) => {
    const contact = ctx.message.text.startsWith("/") ? undefined : await findContact(deps, ctx);
    return contact ? addContact(deps, ctx, ctx.message.text, contact) : next();
  });
  inPrivate.callbackQuery(/^staff:claim:(\d+)$/, (ctx) => claim(deps, ctx));
  inPrivate.callbackQuery("staff:cancel", (ctx) => cancel(deps, ctx));
  return composer;
}
