import { findKeptWords } from "../../../db/complaints/kept.ts";
import type { Delivery } from "../../../db/deliveries.ts";
import { formatDay, formatMoment } from "../../dates.ts";
import type { Deps } from "../../deps.ts";
import type { Variables } from "../../i18n.ts";
import { findActor } from "../../people/service.ts";
import type { Prepared } from "../../telegram/sender.ts";
import { quote } from "../head.ts";
import { KEPT_EXCERPT, KEPT_MS } from "./rules.ts";
import { toKeyboard } from "../notes.ts";
import { textOf } from "../received.ts";

/** "You wrote ...: file it now?", to someone who got verified since; `subjectId` is the person. */
export async function prepareComplaintKept(deps: Deps, { subjectId }: Delivery): Promise<Prepared> {
  const now = deps.clock();
  const [first, ...more] = await findKeptWords(deps.db, subjectId, now);
  const actor = await findActor(deps, subjectId);
  if (!first || !actor) return { skip: "nothing is kept" };
  if (actor.shops.length === 0) return { skip: "not verified" };
  const { locale } = actor;
  const t = (key: string, variables?: Variables) => deps.t(locale, key, variables);
  const kept = [first, ...more];
  const last = kept.at(-1)!;
  const zone = deps.config.timeZone;
  const text = textOf(kept.map(({ item }) => item));
  const files = kept.filter(({ item }) => item.media !== null).length;
  const lines = [
    t("kept-wrote", { day: formatDay(first.keptAt, { zone, locale }) }),
    ...(text === "" ? [] : [quote({ deps, locale }, text, KEPT_EXCERPT)]),
    ...(files === 0 ? [] : [t("kept-files", { count: String(files) })]),
    t("kept-ask", { until: formatMoment(first.keptAt + KEPT_MS, { zone, locale, now }) }),
  ];
  const choices: [string, string][] = [
    [t("kept-button-complaint"), `complain:kept-file:${last.id}`],
    [t("kept-button-question"), `complain:kept-ask:${last.id}`],
  ];
  const isQuestion = kept.every((row) => row.isQuestion);
  const keyboard = toKeyboard(
    [...(isQuestion ? choices.toReversed() : choices), [t("kept-button-drop"), `complain:kept-drop:${last.id}`] as [string, string]].map(
      (button) => [button],
    ),
  );
  return {
    method: "sendMessage",
    payload: { text: lines.join("\n"), reply_markup: keyboard, link_preview_options: { is_disabled: true } },
  };
}
