import type { Api } from "grammy";
import { addDeliveries, type AfterSent, type Delivery } from "../../db/deliveries.ts";
import { setPreview, type Post } from "../../db/posts.ts";
import type { Deps } from "../deps.ts";
import { LANE } from "../telegram/rules.ts";
import type { Prepared } from "../telegram/sender.ts";

/** Notes a message with a post's buttons that went out by itself, and has the one before, whose words are no longer so, taken away. */
export const movePanel =
  ({ id, authorId, panelMessageId: before }: Post): AfterSent =>
  (tx, [panelMessageId], now) => {
    setPreview(tx, id, { panelMessageId: panelMessageId ?? null });
    if (before === null) return;
    const row = { kind: "post_panel_gone" as const, subjectId: id, lane: LANE.reply, chatId: authorId };
    addDeliveries(tx, [{ ...row, dedupeKey: `post-panel-gone-${id}-${before}`, data: { messageId: before } }], now);
  };

/** Takes an old message with a post's buttons away; what Telegram keeps after 48 hours stays. */
export async function preparePostPanelGone(_deps: Deps, { data }: Delivery, _api: Api): Promise<Prepared> {
  return { method: "deleteMessage", payload: { message_id: Number(data?.["messageId"]) } };
}
