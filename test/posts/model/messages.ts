import { and, eq } from "drizzle-orm";
import { groups } from "../../../db/groups.tables.ts";
import { posts } from "../../../db/posts.tables.ts";
import { retailers, shopPeople } from "../../../db/retailers.tables.ts";
import type { Delivery } from "../../../db/deliveries.ts";
import { isProductColumn } from "../../../src/posts/rules.ts";
import type { TestBot } from "../../support/bot.ts";
import { bandOf, OUTSIDE, OUTSIDERS, QUOTAS } from "./world.ts";

export type Row = Pick<Delivery, "id" | "kind" | "subjectId" | "chatId">;
const HOUR_MS = 3_600_000;
export const PLACE_KINDS = ["post", "post_more", "post_button", "post_remind"];
/** What a shop may be sent about posts. */
export const RECIPIENT_KINDS = [...PLACE_KINDS, "post_pin", "post_edit", "post_recall"];

/** By the wall clock of Shanghai, which has no summer time: the hours in which nobody is written to in private. */
const isNight = (at: number): boolean => {
  const hour = Math.floor((at + 8 * HOUR_MS) / HOUR_MS) % 24;
  return hour >= 22 || hour < 8;
};

const isVerified = ({ db }: TestBot, personId: number): boolean =>
  db
    .select()
    .from(shopPeople)
    .innerJoin(retailers, eq(retailers.id, shopPeople.retailerId))
    .where(and(eq(shopPeople.personId, personId), eq(retailers.status, "active")))
    .all().length > 0;

/** What may not be sent to this chat at this moment, whatever was true when it was planned. */
export function judgeMessage(bot: TestBot, row: Row, method: string): string[] {
  const post = bot.db.select().from(posts).where(eq(posts.id, row.subjectId)).get()!;
  const what = `post ${post.id} (${post.state}) by ${row.kind} to ${row.chatId}`;
  if (row.kind.startsWith("post") && OUTSIDE.includes(row.chatId) && row.chatId !== OUTSIDERS.former && !RECIPIENT_KINDS.includes(row.kind))
    return [`${what}: staff matters for a shop`];
  if (!PLACE_KINDS.includes(row.kind) || !method.startsWith("send")) return [];
  const isUnderWay = row.kind === "post" ? post.state === "sending" : ["sending", "paused", "sent", "cancelled"].includes(post.state);
  const found = isUnderWay ? [] : [`${what}: not under way`];
  if (row.chatId > 0) {
    if (!isVerified(bot, row.chatId) && row.kind !== "post_button") found.push(`${what}: not verified`);
    if (["post", "post_remind"].includes(row.kind) && isNight(bot.deps.clock())) found.push(`${what}: in the quiet hours`);
    return found;
  }
  const group = bot.db.select().from(groups).where(eq(groups.chatId, row.chatId)).get();
  if (row.kind === "post_button") return found;
  if (group?.kind !== "retailers" || group.state !== "active") found.push(`${what}: not linked`);
  if (isProductColumn(post.column) && (group?.username !== null || group.licensedOnlyAt === null)) found.push(`${what}: goods`);
  return found;
}

/** A quota is its own supply group's business. */
export function judgeQuotas(bot: TestBot, chatId: number, words: string): string[] {
  if (chatId > 0 && !OUTSIDE.includes(chatId)) return [];
  const shops = bot.db
    .select({ group: retailers.supplyGroup, status: retailers.status })
    .from(shopPeople)
    .innerJoin(retailers, eq(retailers.id, shopPeople.retailerId))
    .where(eq(shopPeople.personId, chatId))
    .all();
  const own = shops.filter(({ status }) => status === "active").map(({ group }) => bandOf(group));
  const told = Object.entries(QUOTAS).filter(([, pattern]) => pattern.test(words));
  return told.filter(([band]) => !own.includes(band as never)).map(([band]) => `the quota of ${band} in ${chatId}`);
}
