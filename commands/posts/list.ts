import { InlineKeyboard } from "grammy";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import {
  choosePlace,
  countPostLists,
  describePost,
  describeReview,
  findAudience,
  findFollowed,
  findPost,
  findPostsOf,
  findReview,
  POST_LISTS,
  titlePost,
  toFollower,
  type Post,
  type PostList,
} from "../../src/posts/service.ts";
import { pageOf, turnRow } from "../groups-cards.ts";
import { alertTap } from "./alerts.ts";
import { replyWithPost, showDraft, showPanel } from "./preview.ts";
import { askChange, copyToDraft } from "./renew.ts";
import { isAdmin } from "./steer-buttons.ts";

const PAGE = 8;
const isList = (value: string): value is PostList => (POST_LISTS as readonly string[]).includes(value);

/** An author's posts by what can be done with them; an admin sees everyone's, a supervisor the district's, but for drafts. */
export async function showPosts(deps: Deps, ctx: BotContext, wanted = "", turned = 0): Promise<void> {
  const { roles, staff } = ctx.actor;
  const supervises = roles.includes("supervisor") ? (staff?.districtId ?? null) : undefined;
  const viewer = { id: ctx.from!.id, isAdmin: isAdmin(ctx), supervises };
  const counts = await countPostLists(deps, viewer);
  const list = isList(wanted) ? wanted : (POST_LISTS.find((each) => counts[each] > 0) ?? "drafts");
  const pages = Math.max(1, Math.ceil(counts[list] / PAGE));
  const page = pageOf(turned, pages);
  const keyboard = new InlineKeyboard();
  for (const post of await findPostsOf(deps, viewer, { list, limit: PAGE, offset: page * PAGE }))
    keyboard.text(titlePost(deps, ctx.locale, post), `post:open:${post.id}`).row();
  turnRow(ctx, keyboard, page, pages, `post:list:${list}`).row();
  // Four in a row are cut off on a phone.
  for (const [i, each] of POST_LISTS.entries()) {
    if (i === POST_LISTS.length / 2) keyboard.row();
    keyboard.text(`${each === list ? "• " : ""}${ctx.t(`post-list-${each}`, { n: counts[each] })}`, `post:list:${each}:0`);
  }
  const text = ctx.t(counts[list] > 0 ? "post-list-head" : "post-list-empty", { list: ctx.t(`post-list-${list}`, { n: counts[list] }) });
  if (ctx.callbackQuery) await ctx.editMessageText(text, { reply_markup: keyboard });
  else await ctx.reply(text, { reply_markup: keyboard });
}

/** What waits, as its readers will see it, for those in charge: with the buttons to decide about it, or for an admin to stop it. */
async function showWaiting(deps: Deps, ctx: BotContext, post: Post): Promise<void> {
  const place = choosePlace(await findAudience(deps, post), ctx.locale);
  await replyWithPost(deps, ctx, post, { place, options: { protect: post.protect } });
  if (post.state === "submitted") {
    const { text, keyboard } = await describeReview(deps, ctx.locale, post, post.submittedAt!);
    return void (await ctx.reply(text, { reply_markup: keyboard }));
  }
  const keyboard = new InlineKeyboard();
  if (isAdmin(ctx)) keyboard.text(ctx.t("post-stop-waiting"), `post:unplandrop:${post.id}`);
  await ctx.reply((await describePost(deps, ctx.locale, post)).text, { reply_markup: keyboard });
}

async function showOne(deps: Deps, ctx: BotContext, post: Post): Promise<void> {
  const isOwn = post.authorId === ctx.from!.id;
  // What has not gone out is shown as its readers will see it.
  if (post.sentAt === null) return isOwn ? showDraft(deps, ctx, post) : showWaiting(deps, ctx, post);
  if (isOwn) return showPanel(deps, ctx, post);
  const { text, keyboard } = await describePost(deps, ctx.locale, post);
  await ctx.reply(text, { reply_markup: keyboard });
}

/** An author's own, and to an admin, or a supervisor in charge of its author, what is no draft. */
async function mayOpen(deps: Deps, ctx: BotContext, { id, authorId, state, submittedAt }: Post): Promise<boolean> {
  if (authorId === ctx.from!.id) return true;
  if (state === "draft" || state === "discarded") return false;
  if (state !== "submitted" && state !== "scheduled") return isAdmin(ctx) || (await findFollowed(deps, id, toFollower(ctx.actor))).ok;
  const found = await findReview(deps, { postId: id, version: submittedAt ?? 0, actorId: ctx.from!.id });
  return found.ok || found.reason === "closed";
}

/** Shows a post of the list anew, at the end of the chat; false when there is no such post for who asks. */
export async function openPost(deps: Deps, ctx: BotContext, postId: number): Promise<boolean> {
  const post = Number.isSafeInteger(postId) ? await findPost(deps.db, postId) : undefined;
  if (!post || !(await mayOpen(deps, ctx, post))) return false;
  await showOne(deps, ctx, post);
  return true;
}

/** New content for a post that was started; false when it is still to be sent, or who taps has nothing to do with it. */
export async function renewSent(deps: Deps, ctx: BotContext, postId: number): Promise<boolean> {
  const post = Number.isSafeInteger(postId) ? await findPost(deps.db, postId) : undefined;
  if (!post || post.sentAt === null || !(await mayOpen(deps, ctx, post))) return false;
  await askChange(deps, ctx, post);
  return true;
}

/** A post that went out becomes a draft of whoever may open it and writes in its column. */
export async function reuse(deps: Deps, ctx: BotContext, postId: number): Promise<unknown> {
  const post = Number.isSafeInteger(postId) ? await findPost(deps.db, postId) : undefined;
  if (!post || post.sentAt === null || !(await mayOpen(deps, ctx, post))) return alertTap(ctx, ctx.t("post-refused-not_found"));
  return copyToDraft(deps, ctx, post);
}
