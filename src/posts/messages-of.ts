import type { Post } from "../../db/posts.ts";
import type { Deps } from "../deps.ts";
import type { Outgoing } from "../telegram/sender.ts";
import type { Goods } from "../supply/rules.ts";
import { findGoods, renderTable, type TableMessage } from "../supply/service.ts";
import { ackKeyboard, hashtagOf, renderPost, type Place, type RenderedPost } from "./render.ts";
import { frameText, isProductColumn, leadOf } from "./rules.ts";

/** One of a post's messages; `shown`: how many lines of its table have been shown when this has arrived, undefined = nothing follows. */
export type PostMessage = RenderedPost & { shown?: number };

/** What to show: from which line of the table on, and the supply group whose quotas are in it (only ever its own shops'); `goods` instead of the table it has. */
export type Extent = { from?: number; group?: number; goods?: readonly Goods[] };

const toPostMessage = (message: TableMessage): PostMessage =>
  "rich" in message
    ? { parts: [], rich: message.rich }
    : { parts: [{ messageId: null, media: null, text: message.text, entities: message.entities }] };

/** Below a table: where everyone finds what is theirs alone, and the health warning. */
function tailOf(
  deps: Deps,
  { column }: Post,
  { locale }: Place,
  { goods, group }: { goods: readonly Goods[]; group: number | undefined },
): string {
  const hasQuotas = group === undefined && goods.some(({ quotas }) => quotas.length > 0);
  return [
    ...(hasQuotas ? [deps.t(locale, "supply-own-quotas")] : []),
    ...(isProductColumn(column) ? [deps.t(locale, "post-health-warning")] : []),
  ].join("\n");
}

/**
 * A post as the messages that one place reads, in their order: one; of a table as many as it takes, the button below the last. The health
 * warning is at the end. Asked again with what has been shown, it goes on from there.
 */
export async function renderMessages(
  deps: Deps,
  post: Post,
  place: Place,
  { from = 0, group, goods: known }: Extent = {},
): Promise<PostMessage[]> {
  const goods = known ?? (await findGoods(deps.db, post.id));
  if (goods.length === 0) return [renderPost(deps.t, post, place)];
  const hashtag = place.hasHashtag && post.column !== null ? hashtagOf(deps.t, place.locale, post.column) : "";
  const messages = renderTable(deps.t, goods, {
    locale: place.locale,
    head: frameText(leadOf(post.parts), hashtag, ""),
    tail: tailOf(deps, post, place, { goods, group }),
    isRich: !deps.telegram.lacksRichMessages,
    from,
    ...(group === undefined ? {} : { group }),
  });
  return messages.map((message, at) =>
    at < messages.length - 1
      ? { ...toPostMessage(message), shown: message.shown }
      : { ...toPostMessage(message), ...ackKeyboard(deps.t, post, place) },
  );
}

/** Older Bot API servers do not know the method; one that does may still refuse what is in the message. */
const RICH_REFUSALS = /method not found|^Not Found|rich|block|table/i;

/**
 * Learns from a refused call whether the server takes rich messages: true = it does not, and the same is to be said anew, which from now
 * on comes as plain text.
 */
export function noteRichRefusal(deps: Deps, { method }: Pick<Outgoing, "method">, reason: string): boolean {
  if (method !== "sendRichMessage" || !RICH_REFUSALS.test(reason)) return false;
  if (!deps.telegram.lacksRichMessages) deps.log.info("the server takes no rich messages; tables go out as text");
  deps.telegram.lacksRichMessages = true;
  return true;
}

/** The lines of a post's table; empty when it has none. */
export const findTable = (deps: Deps, post: Post): Promise<Goods[]> => findGoods(deps.db, post.id);

/** Whether a post is a table. */
export const hasTable = async (deps: Deps, post: Post): Promise<boolean> => (await findTable(deps, post)).length > 0;
