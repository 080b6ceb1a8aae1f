import { Composer, InlineKeyboard } from "grammy";
import { mayUse } from "../src/access.ts";
import type { BotContext } from "../src/context.ts";
import type { Deps } from "../src/deps.ts";
import { showCutoff } from "../src/windows/service.ts";
import { say, sayAgain } from "./windows/answers.ts";
import { begin, chooseReason, chooseTime, confirm, leave, showWindow, takeText } from "./windows/change.ts";
import { CHANGES, endDraft } from "./windows/dialogue.ts";
import { listView, shopsView } from "./windows/list.ts";
import { pageView } from "./windows/page.ts";

/** A window's page, looked at again. */
async function look(deps: Deps, ctx: BotContext, windowId: number): Promise<unknown> {
  const page = await showCutoff(deps, ctx.actor, windowId);
  return page ? sayAgain(ctx, await pageView(deps, ctx, page)) : showWindow(deps, ctx, windowId);
}

async function start(deps: Deps, ctx: BotContext): Promise<void> {
  // Whoever asks for the list is no longer in the middle of a change.
  await endDraft(deps, ctx.from!.id);
  await say(ctx, await listView(deps, ctx));
}

type Tap = (deps: Deps, ctx: BotContext, ids: number[], word: string) => Promise<unknown>;

/** The buttons by their second word; `ids` are the numbers behind it, `word` the last part as it is. */
const TAPS: Record<string, Tap> = {
  list: async (deps, ctx, [day, page]) => say(ctx, await listView(deps, ctx, { day: day!, page: page! })),
  fresh: async (deps, ctx, [day, page]) => sayAgain(ctx, await listView(deps, ctx, { day: day!, page: page! })),
  shops: async (deps, ctx, [day, district, page]) => say(ctx, await shopsView(deps, ctx, day!, district!, page!)),
  show: (deps, ctx, [id]) => leave(deps, ctx, id!),
  look: (deps, ctx, [id]) => look(deps, ctx, id!),
  to: (deps, ctx, [id, version, minute]) => chooseTime(deps, ctx, id!, version!, minute!),
  why: (deps, ctx, [id, version], word) => chooseReason(deps, ctx, id!, version!, word),
  yes: (deps, ctx, [id, version, minute]) => confirm(deps, ctx, id!, version!, minute!),
  no: (deps, ctx, [id]) => leave(deps, ctx, id!, ctx.t("cutoff-kept")),
  ...Object.fromEntries(
    CHANGES.map((what) => [what, (deps, ctx, [id, version]) => begin(deps, ctx, what, id!, version!)] satisfies [string, Tap]),
  ),
};

/** How many numbers each button carries: fewer are an old or forged one's. */
const NUMBERS: Record<string, number> = { shops: 3, to: 3, yes: 3, show: 1, look: 1, no: 1 };

async function tap(deps: Deps, ctx: BotContext, action: string, parts: string[], next: () => Promise<void>): Promise<unknown> {
  const act = Object.hasOwn(TAPS, action) ? TAPS[action] : undefined;
  const ids = parts.map(Number).slice(0, NUMBERS[action] ?? 2);
  if (!act || ids.length < (NUMBERS[action] ?? 2) || !ids.every(Number.isSafeInteger)) return next();
  return act(deps, ctx, ids, parts.at(-1)!);
}

/** /cutoff and its buttons: what closes when, who has ordered, and the changes of those who may (the service asks). */
export function windowsCommands(deps: Deps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const inPrivate = composer.chatType("private");
  inPrivate.command("cutoff", (ctx) => start(deps, ctx));
  inPrivate.command("start", (ctx, next) => (ctx.match === "cutoff" && mayUse(ctx.actor, "cutoff") ? start(deps, ctx) : next()));
  // Who has not ordered is not for the group's eyes.
  composer.chatType(["group", "supergroup"]).command("cutoff", (ctx) =>
    ctx.reply(ctx.t("cutoff-in-private"), {
      reply_parameters: { message_id: ctx.message.message_id, allow_sending_without_reply: true },
      reply_markup: new InlineKeyboard().url(ctx.t("supply-open-private"), `https://t.me/${ctx.me.username}?start=cutoff`),
    }),
  );
  inPrivate.callbackQuery(/^cutoff:(\w+):([\w:-]+)$/, (ctx, next) => tap(deps, ctx, ctx.match[1]!, ctx.match[2]!.split(":"), next));
  inPrivate.on("message:text", (ctx, next) => takeText(deps, ctx, next));
  return composer;
}
