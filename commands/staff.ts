import { Composer } from "grammy";
import type { BotContext } from "../src/context.ts";
import type { Deps } from "../src/deps.ts";
import { isStaffRole } from "../src/staff/rules.ts";
import { changeRole, chooseApproval, findStaffEntry, place, remove, type StaffEntry } from "../src/staff/service.ts";
import { refreshMenuOf } from "./menu.ts";
import { addByLine, sendInvite, staffAddCommands } from "./staff-add.ts";
import { cardView, districtsView, listView, removeView, rolesView, send, show, type View } from "./staff-views.ts";

const alarm = (ctx: BotContext, reason: string) => ctx.answerCallbackQuery({ text: ctx.t(`staff-${reason}`), show_alert: true });

const idOf = (ctx: BotContext): number => Number((ctx.match as RegExpMatchArray)[1]);

async function open(deps: Deps, ctx: BotContext, viewOf: (entry: StaffEntry) => View | Promise<View>): Promise<void> {
  const entry = await findStaffEntry(deps.db, idOf(ctx));
  if (!entry) return void (await alarm(ctx, "not_found"));
  await show(ctx, await viewOf(entry));
}

async function setRole(deps: Deps, ctx: BotContext): Promise<void> {
  const [, verb, id, role] = ctx.match as RegExpMatchArray;
  if (!isStaffRole(role!)) return;
  const changed = await changeRole(deps, ctx.from!.id, { id: Number(id), role, isGiven: verb === "give" });
  if (!changed.ok) return void (await alarm(ctx, changed.reason));
  await refreshMenuOf(deps, ctx.api, changed.entry.personId);
  await show(ctx, rolesView(ctx, changed.entry));
}

async function setPlace(deps: Deps, ctx: BotContext): Promise<void> {
  const districtId = Number((ctx.match as RegExpMatchArray)[2]);
  const changed = await place(deps, ctx.from!.id, { id: idOf(ctx), districtId: districtId === 0 ? null : districtId });
  if (!changed.ok) return void (await alarm(ctx, changed.reason));
  await show(ctx, cardView(ctx, changed.entry));
}

async function setApproval(deps: Deps, ctx: BotContext): Promise<void> {
  const needsApproval = (ctx.match as RegExpMatchArray)[2] === "1";
  const changed = await chooseApproval(deps, ctx.from!.id, { id: idOf(ctx), needsApproval });
  if (!changed.ok) return void (await alarm(ctx, changed.reason));
  await show(ctx, cardView(ctx, changed.entry));
}

async function confirmRemove(deps: Deps, ctx: BotContext): Promise<void> {
  const removed = await remove(deps, ctx.from!.id, idOf(ctx));
  if (!removed.ok) return void (await alarm(ctx, removed.reason));
  await refreshMenuOf(deps, ctx.api, removed.entry.personId);
  await ctx.answerCallbackQuery();
  await ctx.editMessageText(ctx.t("staff-removed", { code: removed.entry.code, name: removed.entry.name }));
}

/** /staff and its buttons: who works here, with which roles, where. Admins only (src/access.ts), in private only: it shows phones and links. */
export function staffCommands(deps: Deps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const inPrivate = composer.chatType("private");
  composer.use(staffAddCommands(deps));
  inPrivate.command("staff", async (ctx) => {
    const added = /^(?:add|添加)(?:\s+|$)(.*)$/su.exec(ctx.match.trim());
    if (added) await addByLine(deps, ctx, added[1]!.trim());
    else await send(ctx, await listView(deps, ctx, 0));
  });
  composer.command("staff", (ctx) => ctx.reply(ctx.t("staff-in-private")));
  inPrivate.callbackQuery(/^staff:list:(\d+)$/, async (ctx) => show(ctx, await listView(deps, ctx, idOf(ctx))));
  inPrivate.callbackQuery(/^staff:show:(\d+)$/, (ctx) => open(deps, ctx, (entry) => cardView(ctx, entry)));
  inPrivate.callbackQuery(/^staff:roles:(\d+)$/, (ctx) => open(deps, ctx, (entry) => rolesView(ctx, entry)));
  inPrivate.callbackQuery(/^staff:districts:(\d+)$/, (ctx) => open(deps, ctx, (entry) => districtsView(deps, ctx, entry)));
  inPrivate.callbackQuery(/^staff:remove:(\d+)$/, (ctx) => open(deps, ctx, (entry) => removeView(ctx, entry)));
  inPrivate.callbackQuery(/^staff:(give|take):(\d+):(\w+)$/, (ctx) => setRole(deps, ctx));
  inPrivate.callbackQuery(/^staff:place:(\d+):(\d+)$/, (ctx) => setPlace(deps, ctx));
  inPrivate.callbackQuery(/^staff:approval:(\d+):([01])$/, (ctx) => setApproval(deps, ctx));
  inPrivate.callbackQuery(/^staff:invite:(\d+)$/, (ctx) => sendInvite(deps, ctx, idOf(ctx)));
  inPrivate.callbackQuery(/^staff:removeyes:(\d+)$/, (ctx) => confirmRemove(deps, ctx));
  inPrivate.callbackQuery("staff:add", async (ctx) => {
    await ctx.answerCallbackQuery();
    await addByLine(deps, ctx, "");
  });
  return composer;
}
