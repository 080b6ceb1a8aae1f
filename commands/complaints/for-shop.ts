import { InlineKeyboard } from "grammy";
import { NOBODY, type Received } from "../../src/complaints/rules.ts";
import { canReach, openForShop, type FiledFor, type Refused } from "../../src/complaints/service.ts";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { findGroup } from "../../src/groups/service.ts";
import { findActor, type Shop } from "../../src/people/service.ts";
import { isPrivate, outdated, quoteOf, refusalText, refuse, toPrivateChat, whisper } from "./answers.ts";
import { tellRestricted } from "./restricted/shop.ts";
import { isEmpty, readContent, splitLicence, toReceived, withoutPrefix, type Content } from "./content.ts";
import { endCaseDialogue, findCaseDialogue, saveCaseDialogue } from "./dialogues.ts";

const FILERS = ["service_desk", "account_manager", "supervisor", "admin"] as const;

/** Whether someone files for shops at all; for which ones, the service decides. */
export const isFiler = ({ actor }: BotContext): boolean => FILERS.some((role) => actor.roles.includes(role));

/** What staff say of a retailer is for staff only: in private; a group learns nothing but that there is something to read. */
async function tellInPrivate(deps: Deps, ctx: BotContext, say: (t: BotContext["t"]) => string, keyboard?: InlineKeyboard): Promise<void> {
  const text = say((key, variables) => deps.t(ctx.actor.locale, key, variables));
  const markup = keyboard ? { reply_markup: keyboard } : {};
  if (isPrivate(ctx)) return void (await ctx.reply(text, markup));
  if (await canReach(deps, ctx.from!.id)) await ctx.api.sendMessage(ctx.from!.id, text, markup);
  else await whisper(ctx, ctx.t("complaint-private"), toPrivateChat(ctx));
}

const filedKey = ({ isNew, isReachable }: FiledFor): string =>
  !isNew ? "complaint-for-already" : isReachable ? "complaint-for-filed" : "complaint-for-filed-unreached";

const commandOf = ({ chatId, messageId }: Received) => ({ chatId, messageId });

/** The content of the message that staff replied to, unless it is the bot's own. */
function readQuoted(ctx: BotContext): Received | undefined {
  const quoted = ctx.message?.reply_to_message;
  if (!quoted || quoted.from?.id === ctx.me.id) return undefined;
  const content = toReceived(readContent(quoted));
  return isEmpty(content) ? undefined : { ...content, text: withoutPrefix(content.text, ctx.me.username) };
}

/** `/complaint LICENCE text`, with a file, or as a reply to the message that says it: what came by telephone or at the counter. */
async function fileByLicence(deps: Deps, ctx: BotContext, content: Content, typed: string): Promise<void> {
  const parts = splitLicence(typed);
  const own: Received = { ...toReceived(content), text: parts?.words ?? "" };
  const quoted = readQuoted(ctx);
  const isSaid = own.text !== "" || own.media !== null || quoted !== undefined;
  if (!parts || !isSaid) return void (await ctx.reply(ctx.t("complaint-for-usage"), quoteOf(ctx)));
  const filer = { id: ctx.from!.id, ...commandOf(content) };
  const items = quoted ? [own, quoted] : [own];
  const filed = await openForShop(deps, { personId: NOBODY, licenceNo: parts.licenceNo, items, filer });
  if (!filed.ok) return refuse(deps, ctx, filed);
  if (filed.isNew && filed.restriction !== null && isPrivate(ctx)) return tellRestricted(deps, ctx, filed);
  if (filed.isNew) await ctx.reply(ctx.t(filedKey(filed), { number: filed.number, shop: filed.shopName }), quoteOf(ctx));
}

type GroupFiling = { authorId: number; items: Received[]; command: { chatId: number; messageId: number } };

async function tellFiled(deps: Deps, ctx: BotContext, filed: FiledFor | Refused): Promise<void> {
  if (!filed.ok) return tellInPrivate(deps, ctx, () => refusalText(deps, ctx, filed));
  await tellInPrivate(deps, ctx, (t) => t(filedKey(filed), { number: filed.number, shop: filed.shopName }));
}

const fileForAuthor = (deps: Deps, ctx: BotContext, { authorId, items, command }: GroupFiling, retailerId: number) =>
  openForShop(deps, { personId: authorId, retailerId, items, filer: { id: ctx.from!.id, ...command } });

async function askWhichShop(deps: Deps, ctx: BotContext, filing: GroupFiling, shops: Shop[]): Promise<void> {
  await saveCaseDialogue(deps, ctx.from!.id, { kind: "complaint_for", ...filing });
  const keyboard = new InlineKeyboard();
  for (const { id, shopName } of shops) keyboard.text(shopName, `complaint:shop:${id}`).row();
  keyboard.text(deps.t(ctx.actor.locale, "complaint-button-cancel"), "complaint:cancel");
  await tellInPrivate(deps, ctx, (t) => t("complaint-choose-shop"), keyboard);
}

/** `/complaint` as a reply to a retailer's message in a group: it is filed for its author, and the group sees one line that says nothing. */
async function fileFromGroup(deps: Deps, ctx: BotContext, content: Content): Promise<void> {
  const author = ctx.message!.reply_to_message?.from;
  const quoted = readQuoted(ctx);
  if (!author || author.is_bot || !quoted) return tellInPrivate(deps, ctx, (t) => t("complaint-for-group-usage"));
  const shops = (await findActor(deps, author.id))?.shops ?? [];
  if (shops.length === 0) return tellInPrivate(deps, ctx, (t) => t("complaint-for-unverified", { name: author.first_name }));
  const filing = { authorId: author.id, items: [quoted], command: commandOf(content) };
  if (shops.length > 1) return askWhichShop(deps, ctx, filing, shops);
  const filed = await fileForAuthor(deps, ctx, filing, shops[0]!.id);
  await tellFiled(deps, ctx, filed);
  if (filed.ok && filed.isNew) await acknowledgeAuthor(ctx, filed, quoted.messageId);
}

/** Below the retailer's own message, for the one who staff helped must see it too. */
async function acknowledgeAuthor(ctx: BotContext, { isReachable }: FiledFor, messageId: number): Promise<void> {
  const quote = { reply_parameters: { message_id: messageId, allow_sending_without_reply: true } };
  if (isReachable) await ctx.reply(ctx.t("complaint-group-receipt"), quote);
  else await ctx.reply(ctx.t("complaint-group-start"), { ...quote, reply_markup: toPrivateChat(ctx) });
}

/** Staff's /complaint, in private and desk groups with a licence number, in retailers' groups as a reply. */
export async function fileByStaff(deps: Deps, ctx: BotContext, content: Content, typed: string): Promise<void> {
  const isAmongRetailers = !isPrivate(ctx) && (await findGroup(deps.db, ctx.chat!.id))?.kind !== "desk";
  await (isAmongRetailers ? fileFromGroup(deps, ctx, content) : fileByLicence(deps, ctx, content, typed));
}

/** The buttons under "which shop?". */
export async function tapForShop(deps: Deps, ctx: BotContext, data: string): Promise<void> {
  const [, action, id] = data.split(":");
  if (!isPrivate(ctx)) return outdated(ctx);
  const dialogue = await findCaseDialogue(deps, ctx.from!.id);
  if (dialogue?.kind !== "complaint_for") return void (await ctx.answerCallbackQuery({ text: ctx.t("plain-gone"), show_alert: true }));
  if (action !== "shop") {
    await endCaseDialogue(deps, ctx.from!.id);
    return void (await ctx.editMessageText(ctx.t("complaint-for-cancelled")));
  }
  const filed = await fileForAuthor(deps, ctx, dialogue, Number(id));
  if (!filed.ok) return refuse(deps, ctx, filed);
  await endCaseDialogue(deps, ctx.from!.id);
  await ctx.editMessageText(ctx.t(filedKey(filed), { number: filed.number, shop: filed.shopName }));
}
