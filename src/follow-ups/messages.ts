import type { Api } from "grammy";
import { findStaffName, findTaskFacts, type Task } from "../../db/follow-ups.ts";
import type { Deps } from "../deps.ts";
import { findLocale } from "../people/service.ts";
import type { Prepared } from "../telegram/sender.ts";
import type { Delivery } from "../telegram/store.ts";
import { findListed, personOf, renderList, type ListKind } from "./list.ts";
import { nameShop, readerIn } from "./words.ts";

const ENDED = { skip: "the task has ended" };

async function prepareList(deps: Deps, { chatId, data }: Delivery, kind: ListKind): Promise<Prepared> {
  const tasks = await findListed(deps, chatId, data?.["ids"] as number[]);
  const open = tasks.filter(({ task }) => task.state === "open");
  if (open.length === 0) return ENDED;
  return { method: "sendMessage", payload: await renderList(deps, await findLocale(deps, chatId), kind, tasks) };
}

/** To who answers for the shops: the tasks that were opened in one run and are still theirs. */
export const prepareFollowUpList = (deps: Deps, delivery: Delivery, _api: Api): Promise<Prepared> => prepareList(deps, delivery, "new");

/** To those in charge: the tasks that were not ended in time and still are not. */
export const prepareFollowUpBreach = (deps: Deps, delivery: Delivery, _api: Api): Promise<Prepared> =>
  prepareList(deps, delivery, "overdue");

/** A task with who is in charge by name and everything to write it in the reader's language; undefined when it is not what it was. */
async function readTold(deps: Deps, { subjectId, chatId }: Delivery, isStill: (task: Task["task"]) => boolean) {
  const facts = await findTaskFacts(deps.db, subjectId, personOf(deps, chatId));
  if (!facts || !isStill(facts.task)) return undefined;
  return { facts, reader: readerIn(deps, await findLocale(deps, chatId)) };
}

/** To the supervisors: a task got more time, why, and until when. */
export async function prepareFollowUpPostponed(deps: Deps, delivery: Delivery, _api: Api): Promise<Prepared> {
  const told = await readTold(deps, delivery, ({ state, dueVersion }) => state === "open" && dueVersion === delivery.data?.["dueVersion"]);
  if (!told) return ENDED;
  const { facts, reader } = told;
  const { task, route } = facts;
  const manager = route.accountManagerId === null ? undefined : await findStaffName(deps.db, { staffId: route.accountManagerId });
  const text = reader.t("follow-up-postponed-told", {
    shop: nameShop(reader, facts),
    manager: manager ?? reader.t("follow-up-nobody"),
    due: reader.moment(task.dueAt),
    count: task.postponements,
    reason: task.postponeReason ?? "",
  });
  const button = { text: reader.t("follow-up-show"), callback_data: `follow:show:${task.id}` };
  return { method: "sendMessage", payload: { text, reply_markup: { inline_keyboard: [[button]] } } };
}

/** To those who keep roster or calendar: the shop has closed, or wants to order on other days. */
export async function prepareFollowUpResult(deps: Deps, delivery: Delivery, _api: Api): Promise<Prepared> {
  const told = await readTold(deps, delivery, ({ state, doneAt }) => state === "done" && doneAt === delivery.data?.["doneAt"]);
  const action = told?.facts.task.action;
  if (!told || (action !== "closed_shop" && action !== "changed_cycle")) return ENDED;
  const { facts, reader } = told;
  const { task, shop } = facts;
  const by = task.doneBy === null ? undefined : await findStaffName(deps.db, { personId: task.doneBy });
  const text = reader.t(`follow-up-told-${action}`, {
    shop: nameShop(reader, facts),
    licence: shop.licenceNo,
    by: by ?? reader.t("follow-up-office"),
    note: task.note ?? "none",
  });
  return { method: "sendMessage", payload: { text } };
}
