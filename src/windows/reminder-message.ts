import type { Api } from "grammy";
import { findPerson } from "../../db/people.ts";
import { findSituation } from "../../db/windows/answers.ts";
import { findOutageOfRoute } from "../../db/outages.ts";
import type { Deps } from "../deps.ts";
import { localeOf } from "../people/service.ts";
import type { Prepared } from "../telegram/sender.ts";
import type { Delivery } from "../telegram/store.ts";
import { findCircumstances } from "./circumstances.ts";
import { isQuiet, readQuiet } from "./quiet.ts";
import { findOpenWindow } from "./reading.ts";
import { renderReminder } from "./reminder-view.ts";

/** To a person: the cutoff, the time left, and their shops without an order at this very moment. */
export async function prepareOrderReminder(deps: Deps, delivery: Delivery, _api: Api): Promise<Prepared> {
  const { subjectId, chatId } = delivery;
  const found = await findOpenWindow(deps, delivery);
  if ("skip" in found) return found;
  const person = await findPerson(deps.db, chatId);
  if (person && person.remindersMutedAt !== null) return { skip: "muted" };
  const situation = await findSituation(deps.db, subjectId, chatId);
  if (!situation || situation.shops.length === 0) return { skip: "no_longer_theirs" };
  if (situation.shops.every(({ hasOrdered }) => hasOrdered)) return { skip: "ordered" };
  const now = deps.clock();
  const { window } = situation;
  const outage = await findOutageOfRoute(deps.db, window.route.id);
  const reading = { deps, locale: localeOf(deps, person), window, now, outage };
  // An answer given to an earlier message about the window does not silence this one: the company still has no order.
  const view = renderReminder(reading, { ...situation, mine: undefined }, await findCircumstances(deps, reading.locale));
  // Who wants no reminder at night gets the one that could not come earlier without a sound.
  const isSilent = person?.remindAtNight === false && isQuiet(now, await readQuiet(deps));
  return { method: "sendMessage", payload: { ...view, ...(isSilent ? { disable_notification: true } : {}) } };
}
