import type { Task } from "../../db/tasks.ts";
import { dateOf, fromLocal, toLocal } from "../calendar/local-time.ts";
import { excerpt } from "../complaints/rules.ts";
import { formatMoment } from "../dates.ts";
import type { Deps } from "../deps.ts";
import type { Variables } from "../i18n.ts";
import type { Locale } from "../people/rules.ts";
import { shortenName } from "../windows/service.ts";
import { isLate, isPaused, taskDue } from "./rules.ts";

/** Two lists of eight must fit into one message. */
const MAX_ADDRESS = 60;

export type Button = { text: string; callback_data: string };
export type View = { text: string; buttons: Button[][] };

/** Who reads, and when. */
export type Reading = {
  locale: Locale;
  now: number;
  /** Midnight at the end of today in TIME_ZONE. */
  dayEnd: number;
  date: string;
  staffId: number | null;
  t: (key: string, variables?: Variables) => string;
  moment: (at: number) => string;
};

export function readingOf(deps: Deps, locale: Locale, staffId: number | null): Reading {
  const now = deps.clock();
  const { zone } = deps.calendar;
  const { day } = toLocal(now, zone);
  return {
    locale,
    now,
    dayEnd: fromLocal(day + 1, 0, zone),
    date: dateOf(day),
    staffId,
    t: (key, variables) => deps.t(locale, key, variables),
    moment: (at) => formatMoment(at, { zone, locale, now }),
  };
}

/** "by today, 17:00 · planned today, 15:00 · Wang Qiang's": by when, when it is meant to be done, and whose it is. */
export function renderState({ t, moment, now, staffId }: Reading, task: Task): string {
  const due = moment(taskDue(task));
  const when = isPaused(task)
    ? t("task-paused", { at: task.resumeAt === null ? "none" : moment(task.resumeAt) })
    : task.state !== "open"
      ? t("task-next", { due })
      : t(isLate(task, now) ? "task-late" : "task-due", { due });
  const planned = task.plannedAt === null ? [] : [t("task-planned", { at: moment(task.plannedAt) })];
  const isOthers = task.ownerId === null || task.ownerId !== staffId;
  const owner = isOthers ? [t("task-owner", { owner: task.owner ?? t("promise-owner", { kind: task.kind }) })] : [];
  return [when, ...planned, ...owner].join(t("task-separator"));
}

export const markOf = (task: Task, now: number): string => (isPaused(task) ? "⏸ " : isLate(task, now) ? "⚠️ " : "");

/** "⚠️ 1. C-20261123-0007 desk reply · Heping Road Store · was due by today, 09:30". */
export function renderTask(reading: Reading, task: Task, no: number): string {
  const { t, now } = reading;
  const name = t("promise-name", { kind: task.kind });
  const line = t("task-item", { mark: markOf(task, now), no: String(no), number: task.number, name, shop: shortenName(task.shopName) });
  return [line, renderState(reading, task)].join(t("task-separator"));
}

/** "1. 10:30 Heping Road Store, Heping Road 1 (R101) · C-20261123-0007": a stop of the day's way. No phone number: the list may be seen on the road. */
export function renderStop({ t, moment, now }: Reading, task: Task, no: number): string {
  const at = task.plannedAt === null ? "none" : moment(task.plannedAt);
  const place = { shop: shortenName(task.shopName), address: excerpt(task.address ?? "none", MAX_ADDRESS), route: task.routeCode };
  const line = t("task-stop", { mark: markOf(task, now), no: String(no), at, ...place });
  const due = t(isLate(task, now) ? "task-late" : "task-due", { due: moment(taskDue(task)) });
  return [line, task.number, due].join(t("task-separator"));
}
