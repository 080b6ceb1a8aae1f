import { countOverdue, findTasks, isAway } from "../../db/tasks.ts";
import type { Deps } from "../deps.ts";
import { listMyFollowUps } from "../follow-ups/service.ts";
import { findActor } from "../people/service.ts";
import type { Prepared } from "../telegram/sender.ts";
import type { Delivery } from "../telegram/store.ts";
import { findOwn, readMine, viewButtons } from "./list.ts";
import { TASK_ROLES } from "./morning.ts";
import { TASKS_PAGE_SIZE } from "./rules.ts";
import { renderStop, renderTask, type Reading } from "./words.ts";

type Mine = Awaited<ReturnType<typeof readMine>>;

/** The first tasks of a view, and how many more there are. */
async function renderSome(deps: Deps, { mine, reading }: Mine, view: "today" | "route"): Promise<string[]> {
  const ids = await findOwn(deps, mine, view, reading);
  const tasks = await findTasks(deps.db, ids.slice(0, TASKS_PAGE_SIZE));
  const lines = tasks.map((task, index) => (view === "route" ? renderStop : renderTask)(reading, task, index + 1));
  const left = ids.length - tasks.length;
  return left > 0 ? [...lines, reading.t("task-morning-more", { count: String(left) })] : lines;
}

async function renderFollowUps(deps: Deps, personId: number, { t, locale, dayEnd }: Reading): Promise<string[]> {
  const { total, firstDueAt } = await listMyFollowUps(deps, { personId, locale });
  return firstDueAt !== undefined && firstDueAt < dayEnd ? [t("task-morning-follow-ups", { count: String(total) })] : [];
}

/** What the day brings a member of staff: how much is overdue and due, the first of it, and the way of the day's door visits. */
export async function prepareTasksMorning(deps: Deps, { chatId }: Delivery): Promise<Prepared> {
  const actor = await findActor(deps, chatId);
  if (!actor || !actor.roles.some((role) => TASK_ROLES.includes(role))) return { skip: "not_a_reader" };
  const all = await readMine(deps, actor);
  const { reader, reading, counts } = all;
  const { t, now } = reading;
  if (reader.staffId !== null && (await isAway(deps.db, reader.staffId, now))) return { skip: "away" };
  const followUps = await renderFollowUps(deps, chatId, reading);
  if (counts.today === 0 && followUps.length === 0) return { skip: "nothing_to_do" };
  const watched = await countOverdue(deps.db, reader, now);
  const { overdue, today, mine, route } = counts;
  const summary = { overdue: String(overdue), today: String(today - overdue), later: String(mine - today) };
  const lines = [
    t("task-morning-head", summary),
    ...(await renderSome(deps, all, "today")),
    ...(route > 0 ? ["", t("task-head", { view: "route", total: String(route) }), ...(await renderSome(deps, all, "route"))] : []),
    ...followUps,
    ...(watched > overdue ? [t("task-morning-watched", { count: String(watched) })] : []),
  ];
  const keyboard = { inline_keyboard: viewButtons(reading, reader, counts) };
  return { method: "sendMessage", payload: { text: lines.join("\n"), reply_markup: keyboard } };
}
