import type { ChatMember } from "@grammyjs/types";
import { mayUse } from "../src/access.ts";
import type { BotContext } from "../src/context.ts";
import type { Deps } from "../src/deps.ts";
import { nameColumns } from "../src/groups/card.ts";
import { ensureTopics, findGroupEver, findTopics, noteGroup, noteRemoval, noteReturn, type Group } from "../src/groups/service.ts";
import { COLUMNS } from "../src/posts/rules.ts";
import { askPlace } from "./groups-cards.ts";

const isInside = (member: ChatMember): boolean =>
  member.status === "restricted" ? member.is_member : member.status !== "left" && member.status !== "kicked";

const mayManageTopics = (member: ChatMember): boolean => member.status === "administrator" && member.can_manage_topics === true;

/** The right to manage topics was given after linking: makes what was missing and says so. */
async function completeTopics(deps: Deps, ctx: BotContext, group: Group): Promise<void> {
  const before = await findTopics(deps.db, group.id);
  await ensureTopics(deps, ctx.api, group);
  const after = await findTopics(deps.db, group.id);
  const made = COLUMNS.filter((column) => after.has(column) && !before.has(column));
  if (made.length > 0) await ctx.reply(ctx.t("group-topics-made", { columns: nameColumns(deps, ctx.locale, made) }));
}

/** The bot was added to a group, removed from it, or given other rights there. */
export async function noteMembership(deps: Deps, ctx: BotContext): Promise<void> {
  const { chat, old_chat_member: before, new_chat_member: now } = ctx.myChatMember!;
  await noteGroup(deps, chat);
  if (!isInside(now)) return noteRemoval(deps, chat.id);
  const hadLeft = (await findGroupEver(deps.db, chat.id))?.state === "left";
  const group = await noteReturn(deps, chat.id);
  if (isInside(before)) {
    const isForum = group?.kind === "retailers" && group.isForum;
    if (isForum && mayManageTopics(now)) await completeTopics(deps, ctx, group);
    return;
  }
  if (group) {
    if (hadLeft) await ctx.reply(deps.t(group.locale, "group-returned"));
  } else if (mayUse(ctx.actor, "group")) await askPlace(ctx);
  else await ctx.reply(ctx.t("group-hello"));
}
