import { findTask, type Task } from "../../db/tasks.ts";
import type { Deps } from "../deps.ts";
import { taskReaderOf, type Viewer } from "./list.ts";
import { mayMove, wordOfKind, type TaskReader, type TaskView } from "./rules.ts";
import { markOf, readingOf, renderState, type Button, type Reading, type View } from "./words.ts";

type Asked = { complaintId: number; kind: Task["kind"]; view: TaskView; page: number };

function cardButtons({ t }: Reading, reader: TaskReader, task: Task, { view, page }: Asked): Button[][] {
  const id = task.complaintId;
  const word = wordOfKind(task.kind);
  const show = `case:show:${id}`;
  const isDoor = task.kind === "door_visit";
  const work = isDoor
    ? [
        { text: t("promise-button-visited"), callback_data: `case:visited:${id}` },
        { text: t("promise-button-show"), callback_data: show },
      ]
    : [{ text: t("task-do"), callback_data: show }];
  const move = [
    // Of a door visit the shop is told when it comes, so its time is planned and not put off.
    { text: t(isDoor ? "task-plan" : "task-postpone"), callback_data: isDoor ? `case:plan:${id}` : `case:postpone:${id}:${word}` },
    { text: t("task-hand"), callback_data: `case:hand:${id}:${word}` },
  ];
  const back = [{ text: t("task-back"), callback_data: `tasks:${view}:${page}` }];
  return mayMove(reader, task) ? [work, move, back] : [work, back];
}

/** One task with what can be done about it; undefined when it is done or no longer the reader's to do or to watch. */
export async function showTask(deps: Deps, actor: Viewer, asked: Asked): Promise<View | undefined> {
  const reader = taskReaderOf(deps, actor);
  const task = await findTask(deps.db, reader, asked);
  if (!task) return undefined;
  const reading = readingOf(deps, actor.locale, reader.staffId);
  const { t, now } = reading;
  const category = t("complaint-category-name", { category: task.category });
  const head = t("complaint-card-head", { number: task.number, category, shop: task.shopName, place: task.routeCode });
  const name = t("promise-name", { kind: task.kind });
  const state = t("task-state", { mark: markOf(task, now), name, state: renderState(reading, task) });
  const address = task.kind === "door_visit" && task.address !== null ? [t("promise-visit-address", { address: task.address })] : [];
  return { text: [head, state, ...address].join("\n"), buttons: cardButtons(reading, reader, task, asked) };
}
