import { Composer } from "grammy";
import type { BotContext } from "../src/context.ts";
import type { Deps } from "../src/deps.ts";
import { listOutages, mayManage } from "../src/outages/service.ts";
import { compose, isComposing, tapDraft } from "./outages/compose.ts";
import { reporterOf } from "./outages/panel.ts";
import { alert, askOff, openOutage, showOutages, tapOutage } from "./outages/steer.ts";
import { takeWords } from "./outages/words-in.ts";

/** "/outage off": the one that goes on, or the choice of several. */
async function off(deps: Deps, ctx: BotContext): Promise<unknown> {
  const { running } = await listOutages(deps, reporterOf(ctx));
  const theirs = running.filter(({ scope }) => mayManage(reporterOf(ctx), scope));
  if (theirs.length === 1) return askOff(deps, ctx, theirs[0]!);
  return theirs.length === 0 ? ctx.reply(ctx.t("outage-none-to-end")) : showOutages(deps, ctx);
}

async function command(deps: Deps, ctx: BotContext): Promise<unknown> {
  if (ctx.chat?.type !== "private") return ctx.reply(ctx.t("outage-in-private"));
  const word = String(ctx.match).trim().split(/\s+/)[0]!.toLowerCase();
  if (["on", "开", "开始"].includes(word)) return compose(deps, ctx);
  if (["off", "关", "结束"].includes(word)) return off(deps, ctx);
  const { running } = await listOutages(deps, reporterOf(ctx));
  return running.length === 1 && word === "" ? openOutage(deps, ctx, running[0]!.id) : showOutages(deps, ctx);
}

/** Every button of outages; what does not parse is an old or forged one. */
async function tap(deps: Deps, ctx: BotContext, data: string): Promise<unknown> {
  const parts = data.split(":").slice(1);
  if (parts[0] === "new") return compose(deps, ctx);
  if (parts[0] === "list") return showOutages(deps, ctx);
  if (isComposing(parts[0]!)) return tapDraft(deps, ctx, parts);
  return (await tapOutage(deps, ctx, parts)) || alert(ctx, "not_found");
}

/** /outage: what fails, whom it keeps from ordering, and what they are told; in private only. */
export function outagesCommands(deps: Deps): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command("outage", (ctx) => command(deps, ctx));
  const inPrivate = composer.chatType("private");
  inPrivate.callbackQuery(/^outage:/, (ctx) => tap(deps, ctx, ctx.callbackQuery.data));
  inPrivate.on("message", (ctx, next) => takeWords(deps, ctx, next));
  return composer;
}
