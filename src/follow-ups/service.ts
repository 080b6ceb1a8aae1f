import type { Deps } from "../deps.ts";
import type { Locale } from "../people/rules.ts";
import { findMyTasks } from "./list.ts";
import { nameShop, readerIn } from "./words.ts";

export { readCard, readCardWithPhone } from "./card.ts";
export { openFollowUps } from "./detect.ts";
export { reportAllDue, reportDue, type Due } from "./due.ts";
export {
  checkFollowUp,
  finishFollowUp,
  finishOrderedAgain,
  FOLLOW_UP_DIALOGUE,
  nameOfficer,
  postponeFollowUp,
  reopenFollowUp,
  type Refused,
} from "./entering.ts";
export { readList } from "./list.ts";
export type { View } from "./words.ts";

/** The open follow-up tasks of a person as their list of everything to do shows them: the longest overdue first, how many there are, and when the first is due. */
export async function listMyFollowUps(
  deps: Deps,
  { personId, locale }: { personId: number; locale: Locale },
): Promise<{ lines: string[]; buttons: { text: string; data: string }[]; total: number; firstDueAt: number | undefined }> {
  const { tasks, total } = await findMyTasks(deps, personId, 0);
  const reader = readerIn(deps, locale);
  const now = deps.clock();
  const lines = tasks.map((entry) => {
    const line = { shop: nameShop(reader, entry), due: reader.moment(entry.task.dueAt) };
    return reader.t(now >= entry.task.dueAt ? "follow-up-line-late" : "follow-up-line", line);
  });
  const buttons = tasks.map((entry) => ({ text: `📉 ${nameShop(reader, entry)}`, data: `follow:show:${entry.task.id}` }));
  if (total > tasks.length) buttons.push({ text: reader.t("follow-up-all", { count: total }), data: "follow:all:0" });
  return {
    lines: total === 0 ? [] : [reader.t("follow-up-list-mine", { count: total }), ...lines],
    buttons,
    total,
    firstDueAt: tasks[0]?.task.dueAt,
  };
}
