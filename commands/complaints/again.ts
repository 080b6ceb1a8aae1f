import { VISIT_MORE_MS } from "../../src/complaints/door/rules.ts";
import { findDone, isOfCase } from "../../src/complaints/service.ts";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { isPrivate, quoteOf } from "./answers.ts";
import type { Content } from "./content.ts";
import { saveCaseDialogue } from "./dialogues.ts";

/** The shop is told of these by a message of the outbox, which no crash loses. */
const FILINGS = ["opened", "message", "order_help"];
/** What the desk does in its group; in a retailers' group one line more would be noise. */
const DESK_STEPS = ["answered", "asked"];

/**
 * A message that went into a case already comes again when the process died, or Telegram failed, before its author was answered: nothing
 * is done twice, but whoever wrote it learns at last that it counts. False for any other message.
 */
export async function takeAgain(deps: Deps, ctx: BotContext, content: Content): Promise<boolean> {
  const { chatId, messageId, albumId, text } = content;
  if (!(await isOfCase(deps, chatId, messageId))) return false;
  const done = await findDone(deps, chatId, messageId);
  if (!done || FILINGS.includes(done.kind)) return true;
  const { complaintId, number, kind } = done;
  // As after the first time: the pictures of the visit may still be coming.
  if (kind === "visited" && isPrivate(ctx))
    await saveCaseDialogue(deps, ctx.from!.id, { kind: "visit_more", complaintId, until: deps.clock() + VISIT_MORE_MS });
  const isPlace = isPrivate(ctx) || DESK_STEPS.includes(kind);
  // One word for an album, under the picture that has the words.
  if (isPlace && (albumId === null || text !== ""))
    await ctx.reply(ctx.t("complaint-noted", { number, what: ctx.t("complaint-event-name", { kind }) }), quoteOf(ctx));
  return true;
}
