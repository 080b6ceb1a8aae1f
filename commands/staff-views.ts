import { InlineKeyboard } from "grammy";
import type { BotContext } from "../src/context.ts";
import type { Deps } from "../src/deps.ts";
import { isApprovalOptional, postRightOf } from "../src/posts/approval-rules.ts";
import { STAFF_ROLES } from "../src/staff/rules.ts";
import { findDistricts, listStaff, type StaffEntry } from "../src/staff/service.ts";

const PAGE_SIZE = 8;

export type View = { text: string; keyboard: InlineKeyboard };

const rolesText = (ctx: BotContext, { roles }: StaffEntry): string =>
  roles.length > 0 ? roles.map((role) => ctx.t(`role-${role}`)).join(ctx.t("people-list-comma")) : ctx.t("staff-no-role");

const placeText = (ctx: BotContext, { districtName }: StaffEntry): string => districtName ?? ctx.t("staff-whole-company");

const linkedText = (ctx: BotContext, { personId }: StaffEntry): string => ctx.t(personId === null ? "staff-unlinked" : "staff-linked");

/** How posts of theirs go out; "" for those who write none. */
function postsText(ctx: BotContext, entry: StaffEntry): string {
  const right = postRightOf(entry);
  return right === "none" ? "" : `\n${ctx.t(`staff-posts-${right}`)}`;
}

const describe = (ctx: BotContext, entry: StaffEntry) => ({
  code: entry.code,
  name: entry.name,
  roles: rolesText(ctx, entry),
  district: placeText(ctx, entry),
  linked: linkedText(ctx, entry),
  phone: entry.phone ?? ctx.t("staff-no-phone"),
});

/** One page of everyone on staff, with a button each. */
export async function listView(deps: Deps, ctx: BotContext, wanted: number): Promise<View> {
  const everyone = await listStaff(deps.db);
  const pages = Math.max(1, Math.ceil(everyone.length / PAGE_SIZE));
  const page = Math.min(Math.max(wanted, 0), pages - 1);
  const shown = everyone.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
  const lines = [ctx.t("staff-title", { count: everyone.length }), ...shown.map((entry) => ctx.t("staff-line", describe(ctx, entry)))];
  if (deps.config.adminIds.length > 0) lines.push("", ctx.t("staff-owners", { count: deps.config.adminIds.length }));
  const keyboard = new InlineKeyboard();
  for (const [at, entry] of shown.entries()) {
    keyboard.text(entry.name, `staff:show:${entry.id}`);
    if (at % 2 === 1) keyboard.row();
  }
  keyboard.row();
  if (page > 0) keyboard.text("‹", `staff:list:${page - 1}`);
  if (page < pages - 1) keyboard.text("›", `staff:list:${page + 1}`);
  return { text: lines.join("\n"), keyboard: keyboard.row().text(ctx.t("staff-add"), "staff:add") };
}

/** One member of staff with what can be done. */
export function cardView(ctx: BotContext, entry: StaffEntry): View {
  const keyboard = new InlineKeyboard()
    .text(ctx.t("staff-roles"), `staff:roles:${entry.id}`)
    .text(ctx.t("staff-district"), `staff:districts:${entry.id}`)
    .row();
  if (entry.personId === null) keyboard.text(ctx.t("staff-invite"), `staff:invite:${entry.id}`);
  if (isApprovalOptional(entry.roles)) {
    const next = entry.needsApproval ? "send" : "submit";
    keyboard.text(ctx.t(`staff-posts-make-${next}`), `staff:approval:${entry.id}:${next === "submit" ? 1 : 0}`).row();
  }
  keyboard.text(ctx.t("staff-remove"), `staff:remove:${entry.id}`).row().text(ctx.t("staff-back"), "staff:list:0");
  return { text: ctx.t("staff-card", describe(ctx, entry)) + postsText(ctx, entry), keyboard };
}

/** Every role, ticked or not. A button says what it makes true, so that a tap handled twice changes nothing more. */
export function rolesView(ctx: BotContext, entry: StaffEntry): View {
  const keyboard = new InlineKeyboard();
  for (const [at, role] of STAFF_ROLES.entries()) {
    const has = entry.roles.includes(role);
    keyboard.text(`${has ? "✅ " : ""}${ctx.t(`role-${role}`)}`, `staff:${has ? "take" : "give"}:${entry.id}:${role}`);
    if (at % 2 === 1) keyboard.row();
  }
  keyboard.row().text(ctx.t("staff-done"), `staff:show:${entry.id}`);
  return { text: ctx.t("staff-ask-roles", describe(ctx, entry)), keyboard };
}

/** The known districts and the whole company. */
export async function districtsView(deps: Deps, ctx: BotContext, entry: StaffEntry): Promise<View> {
  const keyboard = new InlineKeyboard();
  for (const [at, { id, name }] of (await findDistricts(deps.db)).entries()) {
    keyboard.text(name, `staff:place:${entry.id}:${id}`);
    if (at % 2 === 1) keyboard.row();
  }
  keyboard.row().text(ctx.t("staff-whole-company"), `staff:place:${entry.id}:0`).text(ctx.t("staff-back"), `staff:show:${entry.id}`);
  return { text: ctx.t("staff-ask-district", describe(ctx, entry)), keyboard };
}

/** "Are you sure?", because the rights end at once. */
export function removeView(ctx: BotContext, entry: StaffEntry): View {
  const keyboard = new InlineKeyboard()
    .text(ctx.t("staff-remove-yes"), `staff:removeyes:${entry.id}`)
    .text(ctx.t("staff-back"), `staff:show:${entry.id}`);
  return { text: ctx.t("staff-ask-remove", describe(ctx, entry)), keyboard };
}

/** Asks for the staff code of a shared contact; who is known from the roster but not linked yet is one tap away. */
export async function codeView(deps: Deps, ctx: BotContext, name: string): Promise<View> {
  const unlinked = (await listStaff(deps.db)).filter(({ personId }) => personId === null).slice(0, PAGE_SIZE);
  const keyboard = new InlineKeyboard();
  for (const [at, entry] of unlinked.entries()) {
    keyboard.text(entry.name === entry.code ? entry.code : `${entry.code} ${entry.name}`, `staff:claim:${entry.id}`);
    if (at % 2 === 1) keyboard.row();
  }
  return { text: ctx.t("staff-ask-code", { name }), keyboard: keyboard.row().text(ctx.t("staff-cancel"), "staff:cancel") };
}

export const show = (ctx: BotContext, { text, keyboard }: View) => ctx.editMessageText(text, { reply_markup: keyboard });
export const send = (ctx: BotContext, { text, keyboard }: View) => ctx.reply(text, { reply_markup: keyboard });
