import { InlineKeyboard } from "grammy";
import { liftRestriction, listColleagues, nameOwner, NAMED_KINDS, setAbout, type NamedKind } from "../../../src/complaints/service.ts";
import type { BotContext } from "../../../src/context.ts";
import type { Deps } from "../../../src/deps.ts";
import { isPrivate, refuse } from "../answers.ts";
import { outdated } from "../receipt-buttons.ts";
import type { CaseTaps } from "../taps.ts";

/** Names a row of two, so that a district's staff fits on a screen. */
const PAGE = 16;

const isNamedKind = (value: string): value is NamedKind => Object.hasOwn(NAMED_KINDS, value);

/** The staff to choose from, in a message of its own below the card; `value` is "KIND" or "KIND-PAGE". */
async function choose(deps: Deps, ctx: BotContext, complaintId: number, what: NamedKind | "about", page: number): Promise<void> {
  const listed = await listColleagues(deps, { personId: ctx.from!.id, complaintId }, what === "about");
  if (!listed.ok) return refuse(deps, ctx, listed);
  const { number, colleagues } = listed;
  if (colleagues.length === 0) return void (await ctx.reply(ctx.t("restricted-choose-none", { number })));
  const shown = colleagues.slice(page * PAGE, (page + 1) * PAGE);
  const keyboard = new InlineKeyboard();
  shown.forEach(({ id, name }, index) => {
    keyboard.text(name, what === "about" ? `case:aboutset:${complaintId}:${id}` : `case:nameto:${complaintId}:${what}-${id}`);
    if (index % 2 === 1) keyboard.row();
  });
  const again = what === "about" ? `case:about:${complaintId}` : `case:name:${complaintId}:${what}`;
  const next = what === "about" ? `${again}:${page + 1}` : `${again}-${page + 1}`;
  if ((page + 1) * PAGE < colleagues.length) keyboard.row().text(ctx.t("restricted-button-next"), next);
  keyboard.row().text(ctx.t("complaint-button-cancel"), `case:namelater:${complaintId}`);
  const text = ctx.t("restricted-choose", { number, what });
  await (page === 0 ? ctx.reply(text, { reply_markup: keyboard }) : ctx.editMessageText(text, { reply_markup: keyboard }));
}

const readPage = (value: string | undefined): number => {
  const page = Number(value ?? 0);
  return Number.isSafeInteger(page) && page > 0 ? page : 0;
};

async function name(deps: Deps, ctx: BotContext, complaintId: number, value: string | undefined): Promise<void> {
  const [kind = "", page] = (value ?? "").split("-");
  if (!isPrivate(ctx) || !isNamedKind(kind)) return outdated(ctx);
  await choose(deps, ctx, complaintId, kind, readPage(page));
}

async function nameTo(deps: Deps, ctx: BotContext, complaintId: number, value: string | undefined): Promise<void> {
  const [kind = "", staffId] = (value ?? "").split("-");
  if (!isPrivate(ctx) || !isNamedKind(kind) || !Number.isSafeInteger(Number(staffId))) return outdated(ctx);
  const result = await nameOwner(deps, { personId: ctx.from!.id, complaintId, kind, staffId: Number(staffId) });
  if (!result.ok) return refuse(deps, ctx, result);
  await ctx.editMessageText(ctx.t("restricted-named", { number: result.complaint.number, name: result.name }));
}

async function about(deps: Deps, ctx: BotContext, complaintId: number, value: string | undefined): Promise<void> {
  if (!isPrivate(ctx)) return outdated(ctx);
  await choose(deps, ctx, complaintId, "about", readPage(value));
}

async function aboutSet(deps: Deps, ctx: BotContext, complaintId: number, value: string | undefined): Promise<void> {
  const staffId = Number(value);
  if (!isPrivate(ctx) || !Number.isSafeInteger(staffId)) return outdated(ctx);
  const result = await setAbout(deps, { personId: ctx.from!.id, complaintId, staffId });
  if (!result.ok) return refuse(deps, ctx, result);
  await ctx.editMessageText(ctx.t("restricted-about-set", { number: result.complaint.number }));
}

/** One tap must not show a case to the whole desk. */
async function askToLift(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  // Asked of the list, which only those in charge get.
  const listed = await listColleagues(deps, { personId: ctx.from!.id, complaintId }, true);
  if (!isPrivate(ctx)) return outdated(ctx);
  if (!listed.ok) return refuse(deps, ctx, listed);
  const keyboard = new InlineKeyboard()
    .text(ctx.t("restricted-button-lift-yes"), `case:liftyes:${complaintId}`)
    .text(ctx.t("complaint-button-cancel"), `case:namelater:${complaintId}`);
  await ctx.reply(ctx.t("restricted-lift-ask"), { reply_markup: keyboard });
}

async function lift(deps: Deps, ctx: BotContext, complaintId: number): Promise<void> {
  if (!isPrivate(ctx)) return outdated(ctx);
  const result = await liftRestriction(deps, { personId: ctx.from!.id, complaintId });
  if (!result.ok) return refuse(deps, ctx, result);
  await ctx.editMessageText(ctx.t("restricted-lifted", { number: result.complaint.number }));
}

/** The buttons of those in charge of a restricted case. */
export const RESTRICTED_TAPS: CaseTaps = {
  name,
  nameto: nameTo,
  namelater: async (_deps, ctx) => void (await ctx.deleteMessage()),
  about,
  aboutset: aboutSet,
  lift: askToLift,
  liftyes: lift,
};
