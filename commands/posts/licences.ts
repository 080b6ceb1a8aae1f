import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { findDialogue, saveDialogue } from "../../src/people/service.ts";
import { EVERYONE } from "../../src/posts/rules.ts";
import { findAuthorDistrict, findOwnDraft, findUnknownLicences, setAudience, type Post } from "../../src/posts/service.ts";
import { InlineKeyboard } from "grammy";
import { isForOthers } from "../keyboard.ts";
import { receiveTable } from "../table-files.ts";
import { showPanel } from "./preview.ts";
import { tableOf } from "./tables.ts";

const DIALOGUE = "post_licences";
/** As many unknown numbers as an author reads; the rest is counted. */
const UNKNOWN_SHOWN = 10;

/** Asks for the licence numbers a draft is for; they come in one message, as text or as a file: a message holds some three hundred. */
export async function askLicences(deps: Deps, ctx: BotContext, post: Post): Promise<void> {
  await saveDialogue(deps.db, ctx.from!.id, { kind: DIALOGUE, data: { postId: post.id } }, deps.clock());
  const keyboard = new InlineKeyboard().text(ctx.t("post-back"), `post:aud:${post.id}`);
  await ctx.editMessageText(ctx.t("post-aud-ask-licences"), { reply_markup: keyboard });
}

/** Twelve digits out of a longer number would be somebody else's licence. */
const readLicences = (text: string): string[] => [...new Set(text.normalize("NFKC").match(/(?<!\d)\d{12}(?!\d)/g) ?? [])];

async function takeList(deps: Deps, ctx: BotContext, post: Post, text: string): Promise<void> {
  const licences = readLicences(text);
  const within = await findAuthorDistrict(deps, post.authorId);
  const unknown = new Set(await findUnknownLicences(deps.db, licences, within));
  const known = licences.filter((licence) => !unknown.has(licence));
  if (known.length === 0) return void (await ctx.reply(ctx.t("post-aud-no-licences")));
  const { groups } = post.audience;
  // Who names shops means these shops: every group, which an announcement begins with, is not what they chose.
  const isUntouched = groups !== null && groups.districtIds.length + groups.routeIds.length === 0;
  const changed = await setAudience(deps, post.id, {
    groups: isUntouched ? null : groups,
    people: { ...(post.audience.people ?? EVERYONE), licences: known },
  });
  await saveDialogue(deps.db, ctx.from!.id, undefined, deps.clock());
  if (unknown.size > 0) {
    const shown = [...unknown].slice(0, UNKNOWN_SHOWN).join(ctx.t("people-list-comma"));
    await ctx.reply(ctx.t("post-aud-unknown-licences", { n: unknown.size, shown, roster: within === null ? "company" : "district" }));
  }
  if (changed) await showPanel(deps, ctx, changed);
}

/** A private text, or a table, while the bot waits for licence numbers is those numbers. */
export async function takeLicences(deps: Deps, ctx: BotContext, next: () => Promise<void>): Promise<void> {
  const { text } = ctx.message!;
  const document = tableOf(ctx.message!);
  const dialogue = await findDialogue(deps.db, ctx.from!.id);
  if (dialogue?.kind !== DIALOGUE || (text === undefined && !document) || isForOthers(deps, ctx)) return next();
  const draft = await findOwnDraft(deps, Number(dialogue.data["postId"]), ctx.from!.id);
  if (!draft.ok) {
    await saveDialogue(deps.db, ctx.from!.id, undefined, deps.clock());
    return next();
  }
  const list = document ? await receiveTable(ctx, document) : text;
  if (list !== undefined) await takeList(deps, ctx, draft.post, list);
}
