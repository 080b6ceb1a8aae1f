import { countWatched, findMine, findTasks, findWatched, type FoundKey, type Task } from "../../db/tasks.ts";
import type { Deps } from "../deps.ts";
import { listMyFollowUps } from "../follow-ups/service.ts";
import type { Actor } from "../people/service.ts";
import { compareStops, mayMove, readerOf, selectView, TASKS_PAGE_SIZE, wordOfKind, type TaskReader, type TaskView } from "./rules.ts";
import { readingOf, renderStop, renderTask, type Button, type Reading, type View } from "./words.ts";

export type Viewer = Pick<Actor, "person" | "staff" | "roles" | "locale">;

export const taskReaderOf = (deps: Deps, actor: Viewer): TaskReader => readerOf(actor, deps.config.adminIds.includes(actor.person.id));

type Counts = Record<TaskView, number>;
type Page = { view: TaskView; page: number; pages: number; total: number; tasks: Task[] };

const OWN_VIEWS = ["mine", "today", "overdue", "route"] as const;

function countViews(mine: FoundKey[], watched: number, reading: Reading): Counts {
  const [all, today, overdue, route] = OWN_VIEWS.map((view) => selectView(mine, view, reading).length);
  return { mine: all!, today: today!, overdue: overdue!, route: route!, all: watched };
}

/** Of a person's own tasks those of a view, in its order. */
export async function findOwn(deps: Deps, mine: FoundKey[], view: Exclude<TaskView, "all">, reading: Reading): Promise<number[]> {
  const ids = selectView(mine, view, reading).map(({ id }) => id);
  if (view !== "route") return ids;
  return (await findTasks(deps.db, ids)).toSorted(compareStops).map(({ id }) => id);
}

async function readPage(
  deps: Deps,
  { reader, mine, counts, reading }: { reader: TaskReader; mine: FoundKey[]; counts: Counts; reading: Reading },
  view: TaskView,
  asked: number,
): Promise<Page> {
  const total = counts[view];
  const pages = Math.max(1, Math.ceil(total / TASKS_PAGE_SIZE));
  // What was the last page may be gone by the time it is turned to.
  const page = Math.min(asked, pages - 1);
  const offset = page * TASKS_PAGE_SIZE;
  const ids =
    view === "all"
      ? (await findWatched(deps.db, reader, { limit: TASKS_PAGE_SIZE, offset })).map(({ id }) => id)
      : (await findOwn(deps, mine, view, reading)).slice(offset, offset + TASKS_PAGE_SIZE);
  return { view, page, pages, total, tasks: await findTasks(deps.db, ids) };
}

/** The views that have something to show, the present one marked. */
export function viewButtons({ t }: Reading, reader: TaskReader, counts: Counts, current?: TaskView): Button[][] {
  const shown = [...OWN_VIEWS, "all" as const].filter((view) => view === current || counts[view] > 0);
  if (shown.length === 0 || (shown.length === 1 && shown[0] === current)) return [];
  const area = reader.inCharge?.districtId === null ? "company" : "district";
  const buttons = shown.map((view): Button => {
    const text = t(`task-view-${view}`, { count: String(counts[view]), ...(view === "all" ? { area } : {}) });
    return { text: view === current ? t("task-view-current", { view: text }) : text, callback_data: `tasks:${view}:0` };
  });
  return [buttons.slice(0, 3), buttons.slice(3)].filter((row) => row.length > 0);
}

function taskButtons({ t }: Reading, reader: TaskReader, { view, page, tasks }: Page): Button[][] {
  return tasks.map((task, index) => {
    const no = String(page * TASKS_PAGE_SIZE + index + 1);
    const show = `case:show:${task.complaintId}`;
    if (view === "route")
      return [
        { text: t("task-button-visited", { no }), callback_data: `case:visited:${task.complaintId}` },
        { text: t("promise-button-show"), callback_data: show },
      ];
    const open = { text: t("task-button-open", { no, name: t("promise-name", { kind: task.kind }) }), callback_data: show };
    const card = `tasks:open:${task.complaintId}:${wordOfKind(task.kind)}:${view}:${page}`;
    return mayMove(reader, task) ? [open, { text: t("task-button-more"), callback_data: card }] : [open];
  });
}

function pager({ t }: Reading, { view, page, pages }: Page): Button[][] {
  const steps: Button[] = [];
  if (page > 0) steps.push({ text: t("task-earlier"), callback_data: `tasks:${view}:${page - 1}` });
  if (page < pages - 1) steps.push({ text: t("task-further"), callback_data: `tasks:${view}:${page + 1}` });
  return steps.length > 0 ? [steps] : [];
}

function renderLines(reading: Reading, shown: Page): string[] {
  const { t } = reading;
  const { view, page, pages, total, tasks } = shown;
  if (total === 0) return [t("task-none", { view })];
  const render = view === "route" ? renderStop : renderTask;
  const lines = tasks.map((task, index) => render(reading, task, page * TASKS_PAGE_SIZE + index + 1));
  const place = pages > 1 ? [t("task-page", { page: String(page + 1), pages: String(pages) })] : [];
  return [t("task-head", { view, total: String(total) }), ...lines, ...place];
}

/** What someone has to do, with the counts of every view. */
export async function readMine(deps: Deps, actor: Viewer) {
  const reader = taskReaderOf(deps, actor);
  const reading = readingOf(deps, actor.locale, reader.staffId);
  const mine = await findMine(deps.db, reader);
  const counts = countViews(mine, await countWatched(deps.db, reader), reading);
  return { reader, reading, mine, counts };
}

/**
 * A page of a view of what someone on staff has to do or to watch; without a view their own tasks or, in charge of others and with none
 * of their own, everything they watch. Follow-up tasks stand below the first page. Nothing is shown that the reader may not know of.
 */
export async function showTasks(deps: Deps, actor: Viewer, asked: { view?: TaskView | undefined; page: number }): Promise<View> {
  const all = await readMine(deps, actor);
  const { reader, reading, counts } = all;
  const view = asked.view ?? (counts.mine === 0 && counts.all > 0 ? "all" : "mine");
  const shown = await readPage(deps, all, view, asked.page);
  const hasFollowUps = shown.page === 0 && (view === "mine" || view === "all");
  const followUps = hasFollowUps ? await listMyFollowUps(deps, { personId: actor.person.id, locale: actor.locale }) : undefined;
  const promised = shown.total === 0 && followUps && followUps.total > 0 ? [] : [renderLines(reading, shown).join("\n")];
  const silent = followUps && followUps.total > 0 ? [followUps.lines.join("\n")] : [];
  const further = (followUps?.buttons ?? []).map(({ text, data }): Button[] => [{ text, callback_data: data }]);
  return {
    text: [...promised, ...silent].join("\n\n"),
    buttons: [...taskButtons(reading, reader, shown), ...further, ...pager(reading, shown), ...viewButtons(reading, reader, counts, view)],
  };
}
