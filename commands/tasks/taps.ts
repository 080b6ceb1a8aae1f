import type { BotContext } from "../../src/context.ts";
import type { Deps } from "../../src/deps.ts";
import { isTaskView, readKind } from "../../src/tasks/rules.ts";
import { showTask, showTasks, type View } from "../../src/tasks/service.ts";

const alert = (ctx: BotContext, key: "button-outdated" | "task-gone") => ctx.answerCallbackQuery({ text: ctx.t(key), show_alert: true });

const showHere = async (ctx: BotContext, { text, buttons }: View): Promise<void> =>
  void (await ctx.editMessageText(text, { reply_markup: { inline_keyboard: buttons } }));

const readNumber = (word: string | undefined): number | undefined =>
  word !== undefined && /^\d{1,9}$/.test(word) ? Number(word) : undefined;

/** "tasks:open:ID:KIND" with the view and page to go back to, where the button knows them. */
async function openTask(deps: Deps, ctx: BotContext, [id, kindWord, viewWord, pageWord]: string[]): Promise<unknown> {
  const complaintId = readNumber(id);
  const kind = readKind(kindWord);
  if (complaintId === undefined || kind === undefined) return alert(ctx, "button-outdated");
  const view = isTaskView(viewWord) ? viewWord : "mine";
  const card = await showTask(deps, ctx.actor, { complaintId, kind, view, page: readNumber(pageWord) ?? 0 });
  return card ? showHere(ctx, card) : alert(ctx, "task-gone");
}

/** Every button of the list of tasks and of a task's card: "tasks:VIEW:PAGE", "tasks:open:...". */
export async function tapTasks(deps: Deps, ctx: BotContext, data: string): Promise<void> {
  const [, verb, ...rest] = data.split(":");
  if (verb === "open") return void (await openTask(deps, ctx, rest));
  const page = readNumber(rest[0]);
  if (!isTaskView(verb) || page === undefined) return void (await alert(ctx, "button-outdated"));
  await showHere(ctx, await showTasks(deps, ctx.actor, { view: verb, page }));
}
