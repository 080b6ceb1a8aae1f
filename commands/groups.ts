import { Composer, InlineKeyboard } from "grammy";
import { LOCALES, type Locale } from "../src/config.ts";
import type { BotContext } from "../src/context.ts";
import type { Deps } from "../src/deps.ts";
import {
  confirmLicensedOnly,
  ensureTopics,
  findGroup,
  findLinkableDistricts,
  findLinkableRoutes,
  linkGroup,
  noteGroup,
  noteMigration,
  notePresence,
  renameTopics,
  setGroupLocale,
  unlinkGroup,
  type Group,
} from "../src/groups/service.ts";
import { noteMembership } from "./groups-membership.ts";
import { askPlace, listGroups, pageKeyboard, showCard } from "./groups-cards.ts";

const isGroupChat = (ctx: BotContext): boolean => ctx.chat?.type === "group" || ctx.chat?.type === "supergroup";

/** What a place button links the group to; undefined when the place is gone. */
async function readPlace(deps: Deps, use: string, id: number): Promise<Pick<Group, "kind" | "districtId" | "routeId"> | undefined> {
  if (use === "route") {
    const route = (await findLinkableRoutes(deps.db)).find((known) => known.id === id);
    return route && { kind: "retailers", districtId: route.districtId, routeId: route.id };
  }
  const district = (await findLinkableDistricts(deps.db)).find((known) => known.id === id);
  return district && { kind: use === "desk" ? "desk" : "retailers", districtId: district.id, routeId: null };
}

function describeRefusal(ctx: BotContext, refused: Exclude<Awaited<ReturnType<typeof linkGroup>>, { ok: true }>): string {
  if (refused.reason === "desk_taken") return ctx.t("group-desk-taken", { title: refused.title });
  if (refused.reason === "desk_public") return ctx.t("group-desk-public", { username: refused.username });
  return ctx.t("group-place-gone");
}

async function link(deps: Deps, ctx: BotContext, use: string, id: number): Promise<unknown> {
  const chat = ctx.chat!;
  const place = await readPlace(deps, use, id);
  if (!place) return ctx.answerCallbackQuery({ text: ctx.t("group-place-gone"), show_alert: true });
  const result = await linkGroup(deps, {
    chatId: chat.id,
    title: chat.title ?? "",
    username: chat.username ?? null,
    isForum: chat.is_forum === true,
    ...place,
    locale: (await findGroup(deps.db, chat.id))?.locale ?? ctx.locale,
    linkedBy: ctx.from!.id,
  });
  if (!result.ok) {
    return ctx.answerCallbackQuery({ text: describeRefusal(ctx, result), show_alert: true });
  }
  const hasTopics = result.group.isForum && result.group.kind === "retailers";
  // A group takes a message every three seconds and a topic counts as one: the tap must not wait for five of them.
  await ctx.answerCallbackQuery({ text: ctx.t(hasTopics ? "group-making-topics" : "group-linked") });
  if (hasTopics) await ensureTopics(deps, ctx.api, result.group);
  return showCard(deps, ctx, result.group);
}

async function speak(deps: Deps, ctx: BotContext, locale: Locale): Promise<unknown> {
  await setGroupLocale(deps, locale, ctx.chat!.id);
  ctx.locale = locale;
  const group = await findGroup(deps.db, ctx.chat!.id);
  if (!group) return ctx.editMessageText(ctx.t("group-button-old"));
  await showCard(deps, ctx, group);
  return renameTopics(deps, ctx.api, group);
}

/** The admin vouches, once for each group, that nobody but licensed retailers is in it; or takes that back. */
async function confirmMembers(deps: Deps, ctx: BotContext, isConfirmed: boolean): Promise<unknown> {
  await confirmLicensedOnly(deps, ctx.chat!.id, isConfirmed, ctx.from!.id);
  const group = await findGroup(deps.db, ctx.chat!.id);
  return group ? showCard(deps, ctx, group) : askPlace(ctx);
}

async function unlink(deps: Deps, ctx: BotContext, isSure: boolean): Promise<unknown> {
  const title = ctx.chat!.title ?? "";
  if (!isSure) {
    const keyboard = new InlineKeyboard().text(ctx.t("group-unlink-yes"), "group:unlink:yes").text(ctx.t("group-back"), "group:show");
    return ctx.editMessageText(ctx.t("group-unlink-sure", { title }), { reply_markup: keyboard });
  }
  await unlinkGroup(deps, ctx.chat!.id, ctx.from!.id);
  return ctx.editMessageText(ctx.t("group-unlinked", { title }));
}

async function choosePlace(deps: Deps, ctx: BotContext, use: string, page: number): Promise<unknown> {
  const places =
    use === "route"
      ? (await findLinkableRoutes(deps.db)).map(({ id, code, district }) => ({ id, label: `${code} · ${district}` }))
      : (await findLinkableDistricts(deps.db)).map(({ id, name }) => ({ id, label: name }));
  if (places.length === 0) return ctx.answerCallbackQuery({ text: ctx.t("group-no-places"), show_alert: true });
  const keyboard = pageKeyboard(ctx, places, page, { item: `group:set:${use}`, turn: `group:pick:${use}` });
  return ctx.editMessageText(ctx.t(`group-choose-${use}`), { reply_markup: keyboard.row().text(ctx.t("group-back"), "group:show") });
}

const USES = ["route", "district", "desk"];

/** The buttons of the card; they only work in the group they were made for. */
async function tap(deps: Deps, ctx: BotContext, data: string): Promise<unknown> {
  const [, action = "", what = "", last = ""] = data.split(":");
  const number = Number(last);
  if (action === "list" && ctx.chat?.type === "private") return listGroups(deps, ctx, Number(what));
  if (!isGroupChat(ctx)) return ctx.answerCallbackQuery({ text: ctx.t("group-button-old"), show_alert: true });
  if (action === "pick" && USES.includes(what)) return choosePlace(deps, ctx, what, number);
  if (action === "set" && USES.includes(what)) return link(deps, ctx, what, number);
  const locale = LOCALES.find((known) => known === what);
  if (action === "speak" && locale) return speak(deps, ctx, locale);
  if (action === "licensed" && (what === "yes" || what === "no")) return confirmMembers(deps, ctx, what === "yes");
  if (action === "unlink") return unlink(deps, ctx, what === "yes");
  const group = await findGroup(deps.db, ctx.chat!.id);
  return group ? showCard(deps, ctx, group) : askPlace(ctx);
}

/** /group in a group: how it stands, or how to link it. In private: every linked group. */
async function show(deps: Deps, ctx: BotContext): Promise<unknown> {
  if (!isGroupChat(ctx)) return listGroups(deps, ctx, 0);
  const group = await findGroup(deps.db, ctx.chat!.id);
  if (!group) return askPlace(ctx);
  // The admin may have come to say that the right to manage topics is given now.
  if (group.isForum && group.kind === "retailers") await ensureTopics(deps, ctx.api, group);
  return showCard(deps, ctx, group);
}

/** Title, username and forum state as every message in the group shows them: a group can turn public at any time. */
async function keepFresh(deps: Deps, ctx: BotContext, next: () => Promise<void>): Promise<void> {
  if (ctx.chat && ctx.message) {
    await noteGroup(deps, ctx.chat);
    // The last message Telegram shows of a group may be that the bot itself left.
    if (ctx.message.left_chat_member?.id !== ctx.me.id) await notePresence(deps, ctx.chat.id);
  }
  await next();
}

/** /group, its buttons, and what Telegram tells about groups: members, names, new ids. */
export function groupsCommands(deps: Deps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const inGroup = composer.chatType(["group", "supergroup"]);
  inGroup.use((ctx, next) => keepFresh(deps, ctx, next));
  inGroup.on("my_chat_member", (ctx) => noteMembership(deps, ctx));
  inGroup.on("message:migrate_to_chat_id", (ctx) => noteMigration(deps, ctx.chat.id, ctx.message.migrate_to_chat_id));
  inGroup.on("message:migrate_from_chat_id", (ctx) => noteMigration(deps, ctx.message.migrate_from_chat_id, ctx.chat.id));
  // Noted above; no other feature has a use for it.
  inGroup.on("message:new_chat_title", () => {});
  composer.command("group", (ctx) => show(deps, ctx));
  composer.callbackQuery(/^group:/, (ctx) => tap(deps, ctx, ctx.callbackQuery.data));
  return composer;
}
