import { Composer } from "grammy";
import { mayUse } from "../src/access.ts";
import type { BotContext } from "../src/context.ts";
import type { Deps } from "../src/deps.ts";
import { findDialogue, saveDialogue } from "../src/people/service.ts";
import { writableColumns } from "../src/posts/approval-rules.ts";
import { tapAck } from "./posts/acks.ts";
import { isApproval, tapApproval } from "./posts/approval.ts";
import { findComposing } from "./posts/composing.ts";
import { acceptTable, awaitContent, holdMessage, takeContent, takeMessage } from "./posts/content.ts";
import { columnKeyboard, refuseTap, tapDraft } from "./posts/draft-buttons.ts";
import { takeEdit } from "./posts/edits.ts";
import { takeLicences } from "./posts/licences.ts";
import { openPost, renewSent, reuse, showPosts } from "./posts/list.ts";
import { isRecalling, tapRecall } from "./posts/recall.ts";
import { isFollowing, tapReport } from "./posts/report.ts";
import { takeReason, tapReview } from "./posts/review.ts";
import { answerEdit, isAnswering } from "./posts/revise.ts";
import { keepContent } from "./posts/renew.ts";
import { isSteering, restore, steer, takeBack } from "./posts/steer-buttons.ts";
import { takeTime } from "./posts/time.ts";
import { isTarget, readColumn, type Target } from "./posts/target.ts";

/** A post or announcement begins: with its content in the same message, in the one replied to, or in the next. */
async function compose(deps: Deps, ctx: BotContext, target: Target | undefined, rest: string): Promise<unknown> {
  if (ctx.chat?.type !== "private") return ctx.reply(ctx.t("post-in-private"));
  // What has a caption brings the content along.
  const quoted = ctx.message?.reply_to_message ?? (ctx.message?.caption === undefined ? undefined : ctx.message);
  if (quoted && quoted.from?.id !== ctx.from!.id) return ctx.reply(ctx.t("post-not-yours"));
  if (target && quoted) return takeMessage(deps, ctx, target, quoted);
  if (target && rest !== "") return takeMessage(deps, ctx, target, ctx.message!);
  if (target) return awaitContent(deps, ctx, target);
  // Words behind a bare /post are the content, as a message replied to is.
  const held = quoted ?? (rest === "" ? undefined : ctx.message);
  if (held && !(await holdMessage(deps, ctx, held))) return undefined;
  if (!held) await saveDialogue(deps.db, ctx.from!.id, undefined, deps.clock());
  const columns = writableColumns(ctx.actor);
  const keyboard = columnKeyboard(ctx, "post:column", columns).text(ctx.t("post-cancel"), "post:cancel");
  return ctx.reply(ctx.t("post-choose"), { reply_markup: keyboard });
}

async function startPost(deps: Deps, ctx: BotContext, words: string): Promise<unknown> {
  const found = readColumn(deps, words);
  const columns = writableColumns(ctx.actor);
  // Where there is one column there is nothing to ask.
  const target = found?.column ?? (columns.length === 1 ? columns[0] : undefined);
  return compose(deps, ctx, target, (found ? words.slice(found.end) : words).trim());
}

const COMMAND = /^\/(post|announce)(?:@\w+)?(?=\s|$)/i;

/** A file or picture with "/post supply" as its caption. */
async function takeCaption(deps: Deps, ctx: BotContext, next: () => Promise<void>): Promise<unknown> {
  const caption = ctx.message?.caption ?? "";
  const [command, name] = COMMAND.exec(caption) ?? [];
  const key = name?.toLowerCase() === "announce" ? "announce" : "post";
  if (command === undefined || !mayUse(ctx.actor, key)) return next();
  return key === "announce" ? compose(deps, ctx, "announcement", "") : startPost(deps, ctx, caption.slice(command.length));
}

/** Every button of posts; what does not parse is an old or forged one. */
async function tap(deps: Deps, ctx: BotContext, data: string): Promise<unknown> {
  const [, action = "", id = "", ...more] = data.split(":");
  if (action === "cancel" && (id === "" || id === "ask")) {
    // The question stays in the chat after its answer, when there is something of it to throw away below.
    const isOver = id === "ask" && (await findComposing(deps, ctx.from!.id))?.target === undefined;
    if (isOver) return ctx.answerCallbackQuery({ text: ctx.t("post-cancel-over"), show_alert: true });
    await saveDialogue(deps.db, ctx.from!.id, undefined, deps.clock());
    return ctx.editMessageText(ctx.t("post-cancelled"));
  }
  if (action === "read") return ctx.answerCallbackQuery({ text: ctx.t("post-ack-preview"), show_alert: true });
  if (action === "list") return showPosts(deps, ctx, id, Number(more[0]));
  if (action === "open" && (await openPost(deps, ctx, Number(id)))) return undefined;
  if (action === "unplan") return takeBack(deps, ctx, Number(id), "draft");
  if (action === "unplandrop") return takeBack(deps, ctx, Number(id), "discarded");
  if (action === "keep") return keepContent(deps, ctx);
  if (action === "renew" && (await renewSent(deps, ctx, Number(id)))) return undefined;
  if (action === "copy") return reuse(deps, ctx, Number(id));
  if (action === "restore") return restore(deps, ctx, Number(id));
  if (action === "good") return (await acceptTable(deps, ctx)) || refuseTap(deps, ctx, { ok: false, reason: "not_found" });
  if (action === "column" && isTarget(id)) return awaitContent(deps, ctx, id);
  if (isFollowing(action)) return tapReport(deps, ctx, { action, postId: Number(id), more });
  if (isApproval(action)) return tapApproval(deps, ctx, action, Number(id));
  if (isAnswering(action)) return answerEdit(deps, ctx, action, [id, ...more].map(Number));
  if (isRecalling(action)) return tapRecall(deps, ctx, action, Number(id));
  return isSteering(action) ? steer(deps, ctx, action, Number(id)) : tapDraft(deps, ctx, { action, postId: Number(id), more });
}

const STEPS = ["post", "post_time", "post_licences"];

/** "/cancel" ends what the bot waits for; of what is a draft already nothing changes. */
async function takeCancel(deps: Deps, ctx: BotContext, next: () => Promise<void>): Promise<unknown> {
  const dialogue = await findDialogue(deps.db, ctx.from!.id);
  if (!dialogue || !STEPS.includes(dialogue.kind)) return next();
  await saveDialogue(deps.db, ctx.from!.id, undefined, deps.clock());
  return ctx.reply(ctx.t("post-step-left"));
}

/** Drafts and lists are for one pair of eyes: a forged button must not bring them, or any answer, into a group. */
const inPrivateOnly =
  (deps: Deps, run: (ctx: BotContext, data: string) => Promise<unknown>) =>
  (ctx: BotContext): Promise<unknown> =>
    ctx.chat?.type === "private" ? run(ctx, ctx.callbackQuery!.data!) : refuseTap(deps, ctx, { ok: false, reason: "not_found" });

/** /post and /announce with their composer. */
export function postsCommands(deps: Deps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command("post", (ctx) => startPost(deps, ctx, ctx.match));
  composer.command("announce", (ctx) => compose(deps, ctx, "announcement", ctx.match.trim()));
  composer.command("posts", (ctx) => (ctx.chat.type === "private" ? showPosts(deps, ctx) : ctx.reply(ctx.t("post-list-in-private"))));
  composer.callbackQuery(
    /^post:/,
    inPrivateOnly(deps, (ctx, data) => tap(deps, ctx, data)),
  );
  composer.callbackQuery(/^ack:/, (ctx) => tapAck(deps, ctx));
  composer.callbackQuery(
    /^review:/,
    inPrivateOnly(deps, (ctx, data) => tapReview(deps, ctx, data)),
  );
  const inPrivate = composer.chatType("private");
  // A command in a caption is none to grammY.
  inPrivate.on("message:caption", (ctx, next) => takeCaption(deps, ctx, next));
  inPrivate.hears(/^\/cancel(@\w+)?$/i, (ctx, next) => takeCancel(deps, ctx, next));
  inPrivate.on("message", (ctx, next) => takeLicences(deps, ctx, next));
  inPrivate.on("message", (ctx, next) => takeTime(deps, ctx, next));
  inPrivate.on("message", (ctx, next) => takeReason(deps, ctx, next));
  inPrivate.on("message", (ctx, next) => takeContent(deps, ctx, next));
  inPrivate.on("edited_message", (ctx, next) => takeEdit(deps, ctx, next));
  return composer;
}
