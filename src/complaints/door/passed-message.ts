import type { Delivery } from "../../../db/deliveries.ts";
import { findCasesByIds } from "../../../db/complaints/reads.ts";
import { formatDay } from "../../dates.ts";
import type { Deps } from "../../deps.ts";
import { readAbsence } from "../../staff/service.ts";
import type { Prepared } from "../../telegram/sender.ts";
import { findChatLocale } from "../notes.ts";
import { isAbout } from "../rights-rules.ts";
import { isKind } from "../tasks.ts";

/** A list must fit into one message. */
const LISTED = 40;

/** To someone who is away: until when, and which visits others make in the meantime. */
export async function prepareVisitsPassed(deps: Deps, { subjectId, chatId, data }: Delivery): Promise<Prepared> {
  const absentee = await readAbsence(deps, { id: subjectId });
  const now = deps.clock();
  if (!absentee?.awayUntil || absentee.personId !== chatId || absentee.awayUntil <= now) return { skip: "back" };
  const locale = await findChatLocale(deps, chatId);
  const ids = (data?.["cases"] ?? []) as number[];
  const passed = await findCasesByIds(deps.db, ids.slice(0, LISTED));
  // One of them may have turned out to be about the reader since.
  const cases = passed.filter(({ complaint }) => !isAbout({ id: subjectId, name: absentee.name }, complaint));
  const until = formatDay(absentee.awayUntil - 1, { zone: deps.config.timeZone, locale });
  const lines = cases.map(({ complaint, shop, promises }) => {
    const owner = promises.find(isKind("door_visit"))?.owner ?? deps.t(locale, "promise-owner", { kind: "return_visit" });
    return deps.t(locale, "door-passed-item", { number: complaint.number, shop: shop.shopName, owner });
  });
  const head = deps.t(locale, "door-passed-head", { until, count: ids.length - (passed.length - cases.length) });
  return { method: "sendMessage", payload: { text: [head, ...lines].join("\n") } };
}
