import { findOfficer, findOpenTasks, findStaffName, findTasksByIds, type Task } from "../../db/follow-ups.ts";
import { findDeliveryByMessage } from "../../db/deliveries.ts";
import type { Deps } from "../deps.ts";
import type { Locale } from "../people/rules.ts";
import { isInCharge, PAGE_SIZE, type Officer } from "./rules.ts";
import { nameShop, readerIn, type Button, type Reader, type View } from "./words.ts";

/** What a list holds: the tasks that were new or overdue when its message was written, or all that are a person's now. */
export type ListKind = "new" | "overdue" | "mine";
type Listed = { kind: ListKind; tasks: Task[]; open: number; page: number; pages: number };

const isOwner = (deps: Deps, personId: number): boolean => deps.config.adminIds.includes(personId);
export const personOf = (deps: Deps, personId: number) => ({ personId, isOwner: isOwner(deps, personId) });

const KINDS: Partial<Record<string, ListKind>> = { follow_up_list: "new", follow_up_breach: "overdue" };

/** Which of the districts' open tasks someone on staff is to watch besides their own. */
const scopeOf = (officer: Officer | undefined) => ({
  staffId: officer?.staffId ?? null,
  inCharge: officer?.roles.some((role) => role === "supervisor" || role === "admin") ? { districtId: officer.districtId } : undefined,
});

/** The open tasks a person has to do or to watch, the longest overdue first. */
export async function findMyTasks(deps: Deps, personId: number, page: number): Promise<{ tasks: Task[]; total: number }> {
  const scope = scopeOf(await findOfficer(deps.db, personOf(deps, personId)));
  return findOpenTasks(deps.db, scope, { limit: PAGE_SIZE, offset: page * PAGE_SIZE });
}

const pagesFor = (count: number): number => Math.max(1, Math.ceil(count / PAGE_SIZE));

/** Of the tasks that a message speaks of, those its reader is in charge of now. */
export async function findListed(deps: Deps, personId: number, ids: readonly number[]): Promise<Task[]> {
  const officer = await findOfficer(deps.db, personOf(deps, personId));
  return (await findTasksByIds(deps.db, ids)).filter(({ route }) => isInCharge(officer, route));
}

async function readListed(deps: Deps, ask: { personId: number; messageId: number; page: number }): Promise<Listed> {
  const message = await findDeliveryByMessage(deps.db, ask.personId, ask.messageId);
  const kind = message && KINDS[message.kind];
  if (!message || !kind) {
    const { tasks, total } = await findMyTasks(deps, ask.personId, ask.page);
    const pages = pagesFor(total);
    if (tasks.length === 0 && ask.page > 0) return readListed(deps, { ...ask, page: pages - 1 });
    return { kind: "mine", tasks, open: total, page: ask.page, pages };
  }
  const all = await findListed(deps, ask.personId, message.data?.["ids"] as number[]);
  return pageOf(kind, all, ask.page);
}

function pageOf(kind: ListKind, all: Task[], asked: number): Listed {
  const pages = pagesFor(all.length);
  const page = Math.min(asked, pages - 1);
  const open = all.filter(({ task }) => task.state === "open").length;
  return { kind, tasks: all.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE), open, page, pages };
}

async function renderLine(deps: Deps, reader: Reader, kind: ListKind, entry: Task): Promise<string> {
  const { task, route } = entry;
  const shop = nameShop(reader, entry);
  if (task.state !== "open") return reader.t("follow-up-line-ended", { shop, state: task.state });
  const line = { shop, due: reader.moment(task.dueAt) };
  if (kind === "overdue") {
    const owner = route.accountManagerId === null ? undefined : await findStaffName(deps.db, { staffId: route.accountManagerId });
    return reader.t("follow-up-line-overdue", { ...line, owner: owner ?? reader.t("follow-up-nobody") });
  }
  return reader.t(deps.clock() >= task.dueAt ? "follow-up-line-late" : "follow-up-line", line);
}

function renderButtons(reader: Reader, { tasks, page, pages }: Listed): Button[][] {
  const shops = tasks.map((entry) => [
    {
      text: entry.task.state === "open" ? nameShop(reader, entry) : `✅ ${nameShop(reader, entry)}`,
      callback_data: `follow:card:${entry.task.id}:${page}`,
    },
  ]);
  const steps: Button[] = [];
  if (page > 0) steps.push({ text: reader.t("follow-up-earlier"), callback_data: `follow:list:${page - 1}` });
  if (page < pages - 1) steps.push({ text: reader.t("follow-up-further"), callback_data: `follow:list:${page + 1}` });
  return steps.length > 0 ? [...shops, steps] : shops;
}

async function render(deps: Deps, reader: Reader, listed: Listed): Promise<View> {
  const { kind, tasks, open, page, pages } = listed;
  const lines: string[] = [];
  for (const entry of tasks) lines.push(await renderLine(deps, reader, kind, entry));
  const head = open === 0 ? reader.t("follow-up-list-done") : reader.t(`follow-up-list-${kind}`, { count: open });
  const pageNo = pages > 1 ? [reader.t("follow-up-page", { page: page + 1, pages })] : [];
  return { text: [head, ...lines, ...pageNo].join("\n"), reply_markup: { inline_keyboard: renderButtons(reader, listed) } };
}

/** A page of the list in a message: the tasks the message was written about, or all of the reader's in any other message. */
export async function readList(deps: Deps, ask: { personId: number; messageId: number; page: number; locale: Locale }): Promise<View> {
  return render(deps, readerIn(deps, ask.locale), await readListed(deps, ask));
}

/** The first page of a list that is about to be sent. */
export const renderList = (deps: Deps, locale: Locale, kind: ListKind, tasks: Task[]): Promise<View> =>
  render(deps, readerIn(deps, locale), pageOf(kind, tasks, 0));
