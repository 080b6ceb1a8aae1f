import type { BotContext } from "../../src/context.ts";
import type { ContentRefusal } from "../../src/posts/service.ts";

/** Why a content can not be posted, and how to make it fit. */
export function describeRefusal(ctx: BotContext, refusal: ContentRefusal, key: `post-${"" | "edit-" | "album-"}too-long`): string {
  if (refusal.reason === "empty") return ctx.t("post-empty");
  return ctx.t(key, { excess: refusal.excess, limit: refusal.limit, kind: refusal.hasMedia ? "caption" : "text" });
}
