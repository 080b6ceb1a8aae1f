import { InlineKeyboard, type Api } from "grammy";
import { saveDeliveryData, type Delivery } from "../../db/deliveries.ts";
import { isBeingEdited } from "../../db/posts/changes.ts";
import { countChangeable, findOpenProposal, type EditOrder, type Proposal } from "../../db/posts/revise.ts";
import { countPost, findPost, isVerified, type Post } from "../../db/posts.ts";
import type { Locale } from "../config.ts";
import type { Deps } from "../deps.ts";
import { findGroup, findTopics } from "../groups/service.ts";
import { findLocale } from "../people/service.ts";
import type { Outgoing, Prepared } from "../telegram/sender.ts";
import type { ChangedItem } from "./change-rules.ts";
import { choosePlace, findAudience } from "./drafts.ts";
import { findTable, hasTable, noteRichRefusal, renderMessages } from "./messages-of.ts";
import { namePost } from "./naming.ts";
import { renderPost, toMedia, toOutgoing, type Place, type RenderedPost } from "./render.ts";
import { compareGoods, prepareTableEdit } from "./revise-table.ts";
import { isStarted, refuseGroup } from "./rules.ts";

/** A call under way is answered within seconds; until then its chat waits. */
export const AFTER_EDIT_MS = 1_000;

/** How a chat that got a post reads it; the reason when it may not get the new version. */
async function findPlace(deps: Deps, post: Post, chatId: number): Promise<Place | { skip: string }> {
  if (chatId > 0) {
    if (!(await isVerified(deps.db, chatId))) return { skip: "unverified" };
    return { locale: await findLocale(deps, chatId), hasHashtag: false };
  }
  const group = await findGroup(deps.db, chatId);
  if (group?.kind !== "retailers") return { skip: "unlinked" };
  const refusal = refuseGroup(post.column, group);
  if (refusal) return { skip: `${refusal}_group` };
  const isInTopic = group.isForum && post.column !== null && (await findTopics(deps.db, group.id)).has(post.column);
  return { locale: group.locale, hasHashtag: !isInTopic };
}

/** The call that makes one message of a post say what it says now. The button under it has to be given again, or it would go. */
function toEdit({ parts, keyboard }: RenderedPost, { at, hasNewFile }: ChangedItem, messageId: number): Outgoing {
  const part = parts[at]!;
  const message = { message_id: messageId, ...(keyboard && parts.length === 1 ? { reply_markup: keyboard } : {}) };
  if (!part.media) {
    const words = { text: part.text, entities: part.entities, link_preview_options: { is_disabled: true } };
    return { method: "editMessageText", payload: { ...message, ...words } };
  }
  if (hasNewFile) return { method: "editMessageMedia", payload: { ...message, media: toMedia(part) } };
  return { method: "editMessageCaption", payload: { ...message, caption: part.text, caption_entities: part.entities } };
}

/** Carries a change to one chat, one message a call; void once the post was changed again or recalled. */
export async function preparePostEdit(deps: Deps, delivery: Delivery, _api: Api): Promise<Prepared> {
  const post = await findPost(deps.db, delivery.subjectId);
  const order = delivery.data as EditOrder;
  if (!post || !isStarted(post.state)) return { skip: "stopped" };
  if (order.revision !== post.revision) return { skip: "outdated" };
  if (order.messageIds.length === 0) return { skip: "migrated" };
  if (await isBeingEdited(deps.db, delivery)) return { later: deps.clock() + AFTER_EDIT_MS };
  const place = await findPlace(deps, post, delivery.chatId);
  if ("skip" in place) return place;
  if (await hasTable(deps, post)) return prepareTableEdit(deps, post, delivery, place);
  const items = order.items.filter(({ at }) => order.messageIds[at] !== undefined);
  const item = items[order.done];
  if (!item) return { skip: "not_found" };
  const edit = toEdit(renderPost(deps.t, post, place), item, order.messageIds[item.at]!);
  const done = order.done + 1;
  if (done === items.length) return edit;
  return { ...edit, again: deps.clock(), afterSent: (tx) => saveDeliveryData(tx, delivery.id, { ...order, done }) };
}

type OpenProposal = NonNullable<Awaited<ReturnType<typeof findOpenProposal>>>;

async function askAuthor(deps: Deps, locale: Locale, post: Post, { id: proposalId, goods }: OpenProposal): Promise<Outgoing> {
  const n = await countChangeable(deps.db, post.id);
  const { left } = await countPost(deps.db, post.id);
  const name = namePost((key, variables) => deps.t(locale, key, variables), post);
  const keyboard = new InlineKeyboard()
    .text(deps.t(locale, "post-edit-yes"), `post:edityes:${post.id}:${proposalId}`)
    .text(deps.t(locale, "post-edit-no"), `post:editno:${post.id}:${proposalId}`);
  const lines = goods && compareGoods(await findTable(deps, post), goods);
  const text = [
    deps.t(locale, "post-edit-ask", { name, n, left }),
    ...(lines ? [deps.t(locale, "post-edit-ask-table", { ...lines, n: goods.length })] : []),
  ].join("\n");
  return { method: "sendMessage", payload: { text, reply_markup: keyboard } };
}

/** The new version as its readers would see it, and then the question whether to change it everywhere; void once it was edited again. */
export async function preparePostEditAsk(deps: Deps, { id, subjectId, chatId, data }: Delivery, _api: Api): Promise<Prepared> {
  const post = await findPost(deps.db, subjectId);
  if (!post || !isStarted(post.state)) return { skip: "stopped" };
  const open = await findOpenProposal(deps.db, post);
  if (open?.id !== id) return { skip: "outdated" };
  const locale = await findLocale(deps, chatId);
  const proposal = data as Proposal;
  if (proposal.isShown) return askAuthor(deps, locale, post, open);
  const place = choosePlace(await findAudience(deps, post), locale);
  const extent = { from: proposal.shown ?? 0, ...(open.goods ? { goods: open.goods } : {}) };
  const [message] = await renderMessages(deps, { ...post, parts: open.parts }, place, extent);
  const { keyboard: _keyboard, shown, ...rendered } = message!;
  const outgoing = toOutgoing(rendered, { protect: post.protect });
  const next: Proposal = { ...proposal, ...(shown === undefined ? { isShown: true } : { shown }) };
  return {
    ...outgoing,
    again: deps.clock(),
    recover: async (reason) => noteRichRefusal(deps, outgoing, reason),
    afterSent: (tx) => saveDeliveryData(tx, id, { ...next }),
  };
}
