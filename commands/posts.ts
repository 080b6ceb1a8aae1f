import { Composer, InlineKeyboard } from "grammy";
import { mayUse } from "../src/access.ts";
import { LOCALES } from "../src/config.ts";
import type { BotContext } from "../src/context.ts";
import { formatMoment } from "../src/dates.ts";
import type { Deps } from "../src/deps.ts";
import { saveDialogue } from "../src/people/service.ts";
import { renderPost, toOutgoing } from "../src/posts/render.ts";
import { COLUMNS, isColumn, type Column } from "../src/posts/rules.ts";
import { changePost, discardPost, findCurrentSupply, findOwnDraft, sendPost, type DraftAction, decidePause } from "../src/posts/service.ts";
import { isKey } from "./keyboard.ts";
import { awaitContent, holdMessage, takeContent, takeEdit, takeMessage } from "./posts-content.ts";
import { refreshDraft } from "./posts-preview.ts";

/** One button a column, the data ending in its name. */
function columnKeyboard(ctx: BotContext, prefix: string): InlineKeyboard {
  const keyboard = new InlineKeyboard();
  for (const column of COLUMNS) keyboard.text(ctx.t(`column-${column}`), `${prefix}:${column}`).row();
  return keyboard;
}

/** A column by its key or by its name in either language. */
function readColumn(deps: Deps, words: string): Column | undefined {
  const wanted = words.trim().toLowerCase();
  return COLUMNS.find((column) => [column, ...LOCALES.map((locale) => deps.t(locale, `column-${column}`).toLowerCase())].includes(wanted));
}

async function startPost(deps: Deps, ctx: BotContext, words: string): Promise<unknown> {
  if (ctx.chat?.type !== "private") return ctx.reply(ctx.t("post-in-private"));
  const column = readColumn(deps, words);
  const quoted = ctx.message?.reply_to_message;
  if (quoted && quoted.from?.id !== ctx.from!.id) return ctx.reply(ctx.t("post-not-yours"));
  if (column && quoted) return takeMessage(deps, ctx, column, quoted);
  if (column) return awaitContent(deps, ctx, column);
  if (quoted && !(await holdMessage(deps, ctx, quoted))) return undefined;
  if (!quoted) await saveDialogue(deps.db, ctx.from!.id, undefined, deps.clock());
  return ctx.reply(ctx.t("post-choose"), { reply_markup: columnKeyboard(ctx, "post:column").text(ctx.t("post-cancel"), "post:cancel") });
}

/** A tap that can not have its effect: says why. */
async function refuseTap(deps: Deps, ctx: BotContext, refusal: Exclude<DraftAction, { ok: true }>): Promise<void> {
  const at = refusal.reason === "already_sent" ? momentOf(deps, ctx, refusal.sentAt) : "";
  await ctx.answerCallbackQuery({ text: ctx.t(`post-refused-${refusal.reason}`, { at }), show_alert: true });
}

const momentOf = (deps: Deps, ctx: BotContext, at: number): string =>
  formatMoment(at, { zone: deps.config.timeZone, locale: ctx.locale, now: deps.clock() });

async function send(deps: Deps, ctx: BotContext, postId: number): Promise<unknown> {
  const draft = await findOwnDraft(deps, postId, ctx.from!.id);
  const result = await sendPost(deps, postId, ctx.from!.id);
  if (!result.ok || !draft.ok) return refuseTap(deps, ctx, result.ok ? { ok: false, reason: "not_found" } : result);
  return ctx.editMessageText(ctx.t("post-sending", { n: result.groups, column: ctx.t(`column-${draft.post.column}`) }));
}

async function discard(deps: Deps, ctx: BotContext, postId: number): Promise<unknown> {
  const draft = await findOwnDraft(deps, postId, ctx.from!.id);
  if (!draft.ok) return refuseTap(deps, ctx, draft);
  const result = await discardPost(deps, postId, ctx.from!.id);
  if (!result.ok) return refuseTap(deps, ctx, result);
  return ctx.editMessageText(ctx.t("post-discarded", { column: ctx.t(`column-${draft.post.column}`) }));
}

async function endPause(deps: Deps, ctx: BotContext, postId: number, how: "resume" | "stop"): Promise<unknown> {
  const isDone = await decidePause(deps, postId, ctx.from!.id, how);
  if (!isDone) return ctx.answerCallbackQuery({ text: ctx.t("post-pause-over"), show_alert: true });
  return ctx.editMessageText(ctx.t(how === "resume" ? "post-resumed" : "post-stopped"));
}

async function offerColumns(deps: Deps, ctx: BotContext, postId: number): Promise<unknown> {
  const draft = await findOwnDraft(deps, postId, ctx.from!.id);
  if (!draft.ok) return refuseTap(deps, ctx, draft);
  return ctx.editMessageReplyMarkup({ reply_markup: columnKeyboard(ctx, `post:to:${postId}`) });
}

async function move(deps: Deps, ctx: BotContext, postId: number, column: Column): Promise<unknown> {
  const draft = await findOwnDraft(deps, postId, ctx.from!.id);
  if (!draft.ok) return refuseTap(deps, ctx, draft);
  const changed = await changePost(deps, draft.post, { column });
  if (changed.ok) return refreshDraft(deps, ctx, changed.post);
  if (changed.reason !== "too_long") return refuseTap(deps, ctx, { ok: false, reason: "not_found" });
  const text = ctx.t("post-column-too-long", { column: ctx.t(`column-${column}`), excess: changed.excess });
  await ctx.answerCallbackQuery({ text, show_alert: true });
  return refreshDraft(deps, ctx, draft.post);
}

/** The buttons of the composer; what does not parse is an old or forged button. */
async function tap(deps: Deps, ctx: BotContext, data: string): Promise<unknown> {
  const [, action, id = "", column = ""] = data.split(":");
  if (action === "cancel") {
    await saveDialogue(deps.db, ctx.from!.id, undefined, deps.clock());
    return ctx.editMessageText(ctx.t("post-cancelled"));
  }
  if (action === "column" && isColumn(id)) return awaitContent(deps, ctx, id);
  const number = Number(id);
  if (Number.isSafeInteger(number)) {
    if (action === "send") return send(deps, ctx, number);
    if (action === "drop") return discard(deps, ctx, number);
    if (action === "resume" || action === "stop") return endPause(deps, ctx, number, action);
    if (action === "move") return offerColumns(deps, ctx, number);
    if (action === "to" && isColumn(column)) return move(deps, ctx, number, column);
  }
  return refuseTap(deps, ctx, { ok: false, reason: "not_found" });
}

/** The latest supply post, as the groups saw it. */
async function showSupply(deps: Deps, ctx: BotContext): Promise<unknown> {
  const column = ctx.t("column-supply");
  if (!mayUse(ctx.actor, "supply")) return ctx.reply(ctx.t("access-retailers-only"));
  if (ctx.chat?.type !== "private") return ctx.reply(ctx.t("post-supply-in-private", { column }));
  const post = await findCurrentSupply(deps);
  if (!post) return ctx.reply(ctx.t("post-supply-none", { column }));
  await ctx.reply(ctx.t("post-supply-head", { at: momentOf(deps, ctx, post.sentAt!) }));
  const { method, payload } = toOutgoing(renderPost(deps.t, post, { locale: ctx.locale, hasHashtag: false }));
  return (ctx.api.raw[method] as (call: object) => Promise<unknown>)({ chat_id: ctx.chat.id, ...payload });
}

/** /post with its composer, /supply and its keyboard button. */
export function postsCommands(deps: Deps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command("post", (ctx) => startPost(deps, ctx, ctx.match));
  composer.callbackQuery(/^post:/, (ctx) => tap(deps, ctx, ctx.callbackQuery.data));
  composer.command("supply", (ctx) => showSupply(deps, ctx));
  composer.filter(isKey(deps.t, "keyboard-supply"), (ctx) => showSupply(deps, ctx));
  const inPrivate = composer.chatType("private");
  inPrivate.on("message", (ctx, next) => takeContent(deps, ctx, next));
  inPrivate.on("edited_message", (ctx, next) => takeEdit(deps, ctx, next));
  return composer;
}
