import type { CaseFacts } from "../../../db/complaints/facts.ts";
import type { WholeCase } from "../../../db/complaints/reads.ts";
import type { Locale } from "../../config.ts";
import type { Deps } from "../../deps.ts";
import { findByKind } from "../change.ts";
import { visitButtons } from "../door/keyboard.ts";
import { toKeyboard } from "../notes.ts";
import { describeAbout } from "../restricted/receipt.ts";
import { returnRows } from "../returns/keyboard.ts";
import { findSaid } from "../returns/rules.ts";
import { isInCharge, mayVisit } from "../rights-rules.ts";
import type { PromiseKind } from "../rules.ts";

/** What the card of a restricted case says above the words: that it is for few eyes, whom it is about, and who was named for it. */
export async function describeForReader(deps: Deps, locale: Locale, found: WholeCase): Promise<string[]> {
  const { complaint, promises } = found;
  if (complaint.restriction === null) return [];
  const about = (await describeAbout(deps, locale, found)) ?? "none";
  const named = promises.filter(({ isHandedOver, owner, state }) => isHandedOver && owner !== null && state === "open");
  return [
    deps.t(locale, "restricted-card-head", { restriction: complaint.restriction }),
    deps.t(locale, "restricted-card-about", { about }),
    ...named.map(({ kind, owner }) =>
      deps.t(locale, "restricted-card-named", { promise: deps.t(locale, "promise-name", { kind }), name: owner! }),
    ),
  ];
}

/** The buttons below it, for this reader: whoever is in charge names others, whoever was named does what they were named for. */
export function restrictedKeyboard(t: (key: string) => string, facts: CaseFacts) {
  const { complaint, promises, events, actor } = facts;
  if (complaint.state !== "open") return {};
  const { id } = complaint;
  const isOpen = (kind: PromiseKind) => promises.some((promise) => promise.kind === kind && promise.state === "open");
  const rows: [string, string][][] = [];
  if (isOpen("door_visit") && mayVisit(actor, complaint, null)) rows.push(...visitButtons(t, id));
  if (isInCharge(actor, complaint)) {
    const naming: [string, string][] = [
      ...(isOpen("desk_reply") ? [[t("restricted-button-name-desk"), `case:name:${id}:desk`] as [string, string]] : []),
      ...(isOpen("door_visit") ? [[t("restricted-button-name-door"), `case:name:${id}:door`] as [string, string]] : []),
    ];
    if (naming.length > 0) rows.unshift(naming);
    const visit = findByKind(facts, "return_visit");
    if (visit) rows.push(...returnRows(t, visit, findSaid(events), false));
    const isMistake = complaint.restriction === "confidential" || complaint.category !== "attitude";
    rows.push(
      [
        [t("restricted-button-about"), `case:about:${id}`],
        [t("complaint-button-category"), `case:category:${id}`],
      ],
      [[t("return-button-waive"), `case:waive:${id}`]],
    );
    if (isMistake) rows.push([[t("restricted-button-lift"), `case:lift:${id}`]]);
  }
  return rows.length > 0 ? { reply_markup: toKeyboard(rows) } : {};
}
