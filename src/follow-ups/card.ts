import { findShopHistory, findStaffName, findTaskFacts, readPhone, type ShopHistory, type TaskFacts } from "../../db/follow-ups.ts";
import { dateOf, toLocal } from "../calendar/local-time.ts";
import type { Deps } from "../deps.ts";
import type { Locale } from "../people/rules.ts";
import { refuse, refuseRights, type Refused } from "./entering.ts";
import { personOf } from "./list.ts";
import { CAUSES, mayChange, refusePostponing } from "./rules.ts";
import { inRowsOf, nameShop, readerIn, type Button, type Reader, type View } from "./words.ts";

/** Even a shop that orders every other week has its eight windows in here. */
const HISTORY_DAYS = 130;
const SHOWN_ANSWERS = 3;

type Ask = { id: number; page: number; personId: number; locale: Locale };

function renderHistory({ t, moment, date }: Reader, { windows, lastOrder, answers, call, openComplaints }: ShopHistory): string[] {
  const marks = windows.map((window) => t("follow-up-window", { date: date(window.date), ordered: window.cartons > 0 ? "yes" : "no" }));
  const said = answers
    .slice(0, SHOWN_ANSWERS)
    .map(({ answer, reason, date: on }) =>
      t("follow-up-answer", { date: date(on), answer: t("follow-up-answer-name", { answer }), reason: nameReason(t, reason) }),
    );
  return [
    marks.length > 0
      ? t("follow-up-windows", { count: marks.length, marks: marks.join(t("follow-up-separator")) })
      : t("follow-up-windows-none"),
    lastOrder ? t("follow-up-last-order", { at: moment(lastOrder.orderedAt), cartons: lastOrder.cartons }) : t("follow-up-last-order-none"),
    ...(said.length > 0 ? [t("follow-up-answers", { answers: said.join(t("follow-up-separator")) })] : []),
    ...(call
      ? [
          t("follow-up-call", {
            date: date(call.date),
            outcome: t("call-outcome", { outcome: call.outcome }),
            reason: nameReason(t, call.reason),
          }),
        ]
      : []),
    ...(openComplaints > 0 ? [t("follow-up-complaints", { count: openComplaints })] : []),
  ];
}

const nameReason = (t: Reader["t"], reason: string | null): string => (reason === null ? "none" : t("follow-up-cause", { cause: reason }));

function renderShop(reader: Reader, facts: TaskFacts): string[] {
  const { shop } = facts;
  const { t } = reader;
  const known = { licence: shop.licenceNo, tier: shop.tier ?? "none", contact: shop.contactName ?? "none" };
  return [t("follow-up-card-shop", { name: nameShop(reader, facts) }), t("follow-up-card-facts", known)];
}

function renderDue({ t, moment }: Reader, { task, orderedAgainAt }: TaskFacts, now: number): string[] {
  const due = t(now >= task.dueAt ? "follow-up-card-late" : "follow-up-card-due", { due: moment(task.dueAt) });
  const reason = task.postponeReason ?? "";
  return [
    ...(orderedAgainAt === null ? [] : [t("follow-up-card-again", { at: moment(orderedAgainAt) })]),
    task.postponements > 0 ? t("follow-up-card-postponed", { due, count: task.postponements, reason }) : due,
  ];
}

/** What was entered, for whoever opens a task that has ended. */
async function renderEnd(deps: Deps, { t, moment }: Reader, { task }: TaskFacts): Promise<string[]> {
  if (task.state === "void") return [t("follow-up-card-void")];
  const by = task.doneBy === null ? undefined : await findStaffName(deps.db, { personId: task.doneBy });
  const action = task.action ?? "other";
  const isToldLater = (action === "closed_shop" || action === "changed_cycle") && mayChange(task, deps.clock());
  return [
    t("follow-up-card-done", { by: by ?? t("follow-up-office"), at: moment(task.doneAt ?? task.openedAt) }),
    t("follow-up-card-result", { cause: nameReason(t, task.cause), action: t("follow-up-action", { action }) }),
    ...(task.note === null ? [] : [t("follow-up-card-note", { note: task.note })]),
    ...(isToldLater ? [t(`follow-up-next-${action}`)] : []),
  ];
}

function openButtons(
  { t }: Reader,
  { task, orderedAgainAt }: TaskFacts,
  { page, hasNumber, now }: { page: number; hasNumber: boolean; now: number },
) {
  const of = (action: string) => `follow:${action}:${task.id}:${page}`;
  const causes = CAUSES.map((cause): Button => ({ text: t("follow-up-cause", { cause }), callback_data: `${of("cause")}:${cause}` }));
  const more: Button[] = [];
  if (!hasNumber) more.push({ text: t("follow-up-number"), callback_data: of("number") });
  if (refusePostponing(task, now) === undefined) more.push({ text: t("follow-up-postpone"), callback_data: of("later") });
  return [
    ...(orderedAgainAt === null ? [] : [[{ text: t("follow-up-again"), callback_data: of("again") }]]),
    ...inRowsOf(3, causes),
    ...(more.length > 0 ? [more] : []),
  ];
}

async function render(
  deps: Deps,
  reader: Reader,
  facts: TaskFacts,
  { page, phone }: { page: number; phone?: string | undefined },
): Promise<View> {
  const { task } = facts;
  const { t } = reader;
  const now = deps.clock();
  const back = [{ text: t("follow-up-back"), callback_data: `follow:list:${page}` }];
  if (task.state !== "open") {
    const change = mayChange(task, now) ? [[{ text: t("follow-up-change"), callback_data: `follow:change:${task.id}:${page}` }]] : [];
    const lines = [...renderShop(reader, facts), ...(await renderEnd(deps, reader, facts))];
    return { text: lines.join("\n"), reply_markup: { inline_keyboard: [...change, back] } };
  }
  const fromDate = dateOf(toLocal(now, deps.calendar.zone).day - HISTORY_DAYS);
  const history = await findShopHistory(deps.db, facts, { fromDate, now });
  const lines = [
    ...renderShop(reader, facts),
    ...(phone === undefined ? [] : [t("follow-up-card-phone", { phone })]),
    ...renderDue(reader, facts, now),
    "",
    ...renderHistory(reader, history),
    "",
    t("follow-up-ask-cause"),
  ];
  const buttons = openButtons(reader, facts, { page, hasNumber: phone !== undefined, now });
  return { text: lines.join("\n"), reply_markup: { inline_keyboard: [...buttons, back] } };
}

async function readFacts(deps: Deps, { id, personId }: Ask): Promise<TaskFacts | Refused> {
  const facts = await findTaskFacts(deps.db, id, personOf(deps, personId));
  if (!facts) return refuse("not_found");
  return refuseRights(facts) ?? facts;
}

/** A task's card: shop, history, and the buttons that fit its state; for who is in charge only. `page` is where Back leads. */
export async function readCard(deps: Deps, ask: Ask): Promise<(View & { ok: true }) | Refused> {
  const facts = await readFacts(deps, ask);
  return "ok" in facts ? facts : { ok: true, ...(await render(deps, readerIn(deps, ask.locale), facts, ask)) };
}

/** The card with the shop's number on it, until something else is shown in its place; that it was looked at is noted. */
export async function readCardWithPhone(deps: Deps, ask: Ask): Promise<(View & { ok: true }) | Refused> {
  const facts = await readFacts(deps, ask);
  if ("ok" in facts) return facts;
  const phone = facts.task.state === "open" ? await readPhone(deps.db, facts.shop.id, ask.personId, deps.clock()) : undefined;
  return { ok: true, ...(await render(deps, readerIn(deps, ask.locale), facts, { page: ask.page, phone })) };
}
