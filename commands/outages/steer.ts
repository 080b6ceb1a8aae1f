import { InlineKeyboard } from "grammy";
import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { saveDialogue } from "../../src/people/service.ts";
import {
  confirmCutoff,
  describeScope,
  describeSpan,
  endOutage,
  expectLonger,
  findOutage,
  listOutages,
  mayManage,
  momentOf,
  nameOf,
  NEWS_DIALOGUE,
  offerCutoffs,
  proposeCutoff,
  renderCard,
  toggleTold,
  type Outage,
  type Tap,
  type Tapped,
} from "../../src/outages/service.ts";
import { mayJoin } from "../../src/outages/rights-rules.ts";
import { reporterOf, say } from "./panel.ts";

/** The next text of someone who is in it is a new cutoff for the outage it names. */
export const CUTOFF_DIALOGUE = "outage_cutoff";

/** Says why not, and what to do instead. */
export const alert = (ctx: BotContext, reason: string): Promise<unknown> =>
  ctx.callbackQuery
    ? ctx.answerCallbackQuery({ text: ctx.t(`outage-refused-${reason}`), show_alert: true })
    : ctx.reply(ctx.t(`outage-refused-${reason}`));

export const tapOf = (ctx: BotContext, outageId: number): Tap => ({
  outageId,
  personId: ctx.from!.id,
  reporter: reporterOf(ctx),
  messageId: ctx.callbackQuery?.message?.message_id,
});

async function showCard(deps: Deps, ctx: BotContext, outage: Outage): Promise<void> {
  const reader = { personId: ctx.from!.id, locale: ctx.locale, reporter: reporterOf(ctx) };
  const { text, keyboard } = await renderCard(deps, reader, outage);
  await say(ctx, text, keyboard);
}

/** An outage's card; refused to whom it does not concern. */
export async function openOutage(deps: Deps, ctx: BotContext, id: number): Promise<unknown> {
  const outage = Number.isSafeInteger(id) ? await findOutage(deps.db, id) : undefined;
  if (!outage) return alert(ctx, "not_found");
  return mayJoin(reporterOf(ctx), outage.scope) ? showCard(deps, ctx, outage) : alert(ctx, "forbidden");
}

type Settled = Tapped<{ ok: false; reason: string }>;

/** What a tap did: the card anew, or why nothing happened. */
export async function settle(deps: Deps, ctx: BotContext, tapped: Settled): Promise<unknown> {
  return tapped.ok ? showCard(deps, ctx, tapped.outage) : alert(ctx, tapped.reason);
}

async function showCutoffs(deps: Deps, ctx: BotContext, outage: Outage): Promise<unknown> {
  await saveDialogue(deps.db, ctx.from!.id, { kind: CUTOFF_DIALOGUE, data: { outageId: outage.id } }, deps.clock());
  const keyboard = new InlineKeyboard();
  for (const at of offerCutoffs(deps, outage)) keyboard.text(momentOf(deps, ctx.locale, at), `outage:propose:${outage.id}:${at}`).row();
  return say(ctx, ctx.t("outage-ask-cutoff"), keyboard.text(ctx.t("outage-back"), `outage:open:${outage.id}`));
}

async function askNews(deps: Deps, ctx: BotContext, { id }: Outage): Promise<unknown> {
  await saveDialogue(deps.db, ctx.from!.id, { kind: NEWS_DIALOGUE, data: { outageId: id } }, deps.clock());
  return say(ctx, ctx.t("outage-ask-news"), new InlineKeyboard().text(ctx.t("outage-back"), `outage:open:${id}`));
}

/** Asks first: the all-clear goes to thousands and can not be taken back. */
export const askOff = async (deps: Deps, ctx: BotContext, outage: Outage): Promise<unknown> =>
  say(
    ctx,
    ctx.t("outage-ask-off", { scope: await describeScope(deps, ctx.locale, outage.scope), span: describeSpan(deps, ctx.locale, outage) }),
    new InlineKeyboard()
      .text(ctx.t("outage-button-offyes"), `outage:offyes:${outage.id}`)
      .row()
      .text(ctx.t("outage-back"), `outage:open:${outage.id}`),
  );

type View = (deps: Deps, ctx: BotContext, outage: Outage) => Promise<unknown>;
/** Views of a running outage, and whether they are only for those who answer for all of it. */
const VIEWS: Record<string, { show: View; isManagers: boolean }> = {
  cutoff: { show: showCutoffs, isManagers: false },
  news: { show: askNews, isManagers: true },
  off: { show: askOff, isManagers: true },
};

async function view(deps: Deps, ctx: BotContext, id: number, { show, isManagers }: { show: View; isManagers: boolean }): Promise<unknown> {
  const outage = await findOutage(deps.db, id);
  if (!outage) return alert(ctx, "not_found");
  if (!(isManagers ? mayManage : mayJoin)(reporterOf(ctx), outage.scope)) return alert(ctx, "forbidden");
  return outage.endedAt === null ? show(deps, ctx, outage) : alert(ctx, "over");
}

type Change = (deps: Deps, tap: Tap, at: number) => Promise<Settled>;
const CHANGES: Record<string, Change> = {
  info: (deps, tap) => toggleTold(deps, tap, "info"),
  order: (deps, tap) => toggleTold(deps, tap, "order"),
  propose: proposeCutoff,
  confirm: confirmCutoff,
  offyes: endOutage,
  more: expectLonger,
};

/** A button of an outage that was announced; false when there is no such button. */
export async function tapOutage(deps: Deps, ctx: BotContext, [action = "", first = "", at = ""]: string[]): Promise<boolean> {
  const id = Number(first);
  if (!Number.isSafeInteger(id)) return false;
  if (action === "open") await openOutage(deps, ctx, id);
  else if (Object.hasOwn(VIEWS, action)) await view(deps, ctx, id, VIEWS[action]!);
  else if (Object.hasOwn(CHANGES, action)) await settle(deps, ctx, await CHANGES[action]!(deps, tapOf(ctx, id), Number(at)));
  else return false;
  return true;
}

/** Those that go on, with their buttons, and the last ones with their beginning, end and people. */
export async function showOutages(deps: Deps, ctx: BotContext): Promise<void> {
  const { running, past } = await listOutages(deps, reporterOf(ctx));
  const keyboard = new InlineKeyboard();
  const line = async (outage: Outage, key: "outage-list-running" | "outage-list-past") =>
    ctx.t(key, {
      scope: await describeScope(deps, ctx.locale, outage.scope),
      span: describeSpan(deps, ctx.locale, outage),
      by: await nameOf(deps, outage.startedBy),
      ender: await nameOf(deps, outage.endedBy ?? outage.startedBy),
    });
  for (const outage of running)
    keyboard
      .text(ctx.t("outage-list-open", { scope: await describeScope(deps, ctx.locale, outage.scope) }), `outage:open:${outage.id}`)
      .row();
  keyboard.text(ctx.t("outage-list-new"), "outage:new");
  const lines = [
    running.length > 0 ? ctx.t("outage-list-head") : ctx.t("outage-list-none"),
    ...(await Promise.all(running.map((outage) => line(outage, "outage-list-running")))),
    ...(past.length > 0 ? ["", ctx.t("outage-list-past-head")] : []),
    ...(await Promise.all(past.map((outage) => line(outage, "outage-list-past")))),
  ];
  await say(ctx, lines.join("\n"), keyboard);
}
