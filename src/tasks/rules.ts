/** What /tasks can show: what is mine, of it what is for today, overdue, or a visit of today, and everything of those I am in charge of. */
export const TASK_VIEWS = ["mine", "today", "overdue", "route", "all"] as const;
export type TaskView = (typeof TASK_VIEWS)[number];
export const isTaskView = (value: string | undefined): value is TaskView => (TASK_VIEWS as readonly (string | undefined)[]).includes(value);

/** How a button names the kind of a promise: 64 bytes is all it has. */
export const KIND_WORDS = { desk: "desk_reply", door: "door_visit", return: "return_visit" } as const;
type Kind = (typeof KIND_WORDS)[keyof typeof KIND_WORDS];
export const readKind = (word: string | undefined): Kind | undefined =>
  word !== undefined && Object.hasOwn(KIND_WORDS, word) ? KIND_WORDS[word as keyof typeof KIND_WORDS] : undefined;
export const wordOfKind = (kind: Kind): keyof typeof KIND_WORDS =>
  kind === "desk_reply" ? "desk" : kind === "door_visit" ? "door" : "return";

export const TASKS_PAGE_SIZE = 8;

/** A promise that someone still has to do something for. */
export type TaskKey = {
  id: number;
  kind: Kind;
  state: string;
  dueAt: number;
  plannedAt: number | null;
  nextAt: number | null;
  pausedAt: number | null;
};

/** When a task is due: a return visit that was tried once has kept its promise, and its next attempt is what is due. */
export const taskDue = ({ state, dueAt, nextAt }: Pick<TaskKey, "state" | "dueAt" | "nextAt">): number =>
  state === "open" ? dueAt : (nextAt ?? dueAt);

export const isPaused = ({ state, pausedAt }: Pick<TaskKey, "state" | "pausedAt">): boolean => state === "open" && pausedAt !== null;

/** Whether a task is late; while its clock stands still it is not. */
export const isLate = (task: TaskKey, now: number): boolean => !isPaused(task) && taskDue(task) <= now;

/** Whether a task is for today or should have been done before: due or planned until the end of the day. */
export const isForToday = (task: TaskKey, dayEnd: number): boolean =>
  !isPaused(task) && (taskDue(task) < dayEnd || (task.plannedAt !== null && task.plannedAt < dayEnd));

/** The most urgent first, and last what waits for the shop's answer. */
export const compareTasks = (a: TaskKey, b: TaskKey): number =>
  Number(isPaused(a)) - Number(isPaused(b)) || taskDue(a) - taskDue(b) || a.id - b.id;

/** Those of a person's own tasks that a view shows, in its order; the route's own order needs the shops. */
export function selectView(mine: readonly TaskKey[], view: Exclude<TaskView, "all">, { now, dayEnd }: { now: number; dayEnd: number }) {
  const isShown = {
    mine: () => true,
    today: (task: TaskKey) => isForToday(task, dayEnd),
    overdue: (task: TaskKey) => isLate(task, now),
    route: (task: TaskKey) => task.kind === "door_visit" && isForToday(task, dayEnd),
  }[view];
  return mine.filter(isShown).toSorted(compareTasks);
}

type Stop = Pick<TaskKey, "id" | "plannedAt"> & { routeCode: string; address: string | null };

/** The way of a day: visits with a time in its order, then the others street by street. */
export const compareStops = (a: Stop, b: Stop): number =>
  (a.plannedAt ?? Infinity) === (b.plannedAt ?? Infinity)
    ? a.routeCode.localeCompare(b.routeCode) || (a.address ?? "").localeCompare(b.address ?? "", "zh", { numeric: true }) || a.id - b.id
    : (a.plannedAt ?? Infinity) - (b.plannedAt ?? Infinity);

/** Who gets to see what: an own row of staff, the district whose desk or visits nobody by name has (null: every one), and the one they are in charge of. */
export type TaskReader = {
  staffId: number | null;
  atDesk: District;
  supervises: District;
  inCharge: District;
};
export type District = { districtId: number | null } | undefined;

type Person = { staff: { id: number; districtId: number | null } | undefined; roles: readonly string[] };

/** What someone on staff has to do or to watch; an owner (ADMIN_IDS) belongs to no district. */
export function readerOf({ staff, roles }: Person, isOwner: boolean): TaskReader {
  const has = (...wanted: string[]) => wanted.some((role) => roles.includes(role));
  const own = { districtId: isOwner ? null : (staff?.districtId ?? null) };
  const isKnown = staff !== undefined || isOwner;
  return {
    staffId: staff?.id ?? null,
    atDesk: isKnown && has("service_desk") ? own : undefined,
    supervises: isKnown && has("supervisor") ? own : undefined,
    inCharge: isKnown && has("supervisor", "admin") ? own : undefined,
  };
}

/** Who may put a task off or hand it over: its owner, and those in charge of its district. */
export function mayMove(
  { staffId, inCharge }: TaskReader,
  { ownerId, districtId }: { ownerId: number | null; districtId: number },
): boolean {
  const isOwner = ownerId !== null && ownerId === staffId;
  return isOwner || (inCharge !== undefined && (inCharge.districtId === null || inCharge.districtId === districtId));
}
