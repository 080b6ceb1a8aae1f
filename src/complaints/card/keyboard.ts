import type { CaseFacts } from "../../../db/complaints/facts.ts";
import { findByKind } from "../change.ts";
import { visitButtons } from "../door/keyboard.ts";
import { toKeyboard } from "../notes.ts";
import { returnRows } from "../returns/keyboard.ts";
import { findSaid } from "../returns/rules.ts";
import { isInCharge, mayVisit } from "../rights-rules.ts";

type Button = [text: string, data: string];
type Say = (key: string) => string;

/** Two a row fit on a phone. */
export const toPairs = (buttons: Button[]): Button[][] =>
  buttons.flatMap((_button, index) => (index % 2 === 0 ? [buttons.slice(index, index + 2)] : []));

/** The visits' buttons: in private only, where it is known who reads. */
function visitRows(t: Say, facts: CaseFacts): Button[][] {
  const { actor, complaint } = facts;
  const { id } = complaint;
  const door = findByKind(facts, "door_visit");
  const visit = findByKind(facts, "return_visit");
  const isReturnOpen = visit?.state === "open";
  const rows: Button[][] = [];
  if (door?.state === "open" && mayVisit(actor, complaint, door.ownerId)) rows.push(...visitButtons(t, id));
  if (visit && isInCharge(actor, complaint)) rows.push(...returnRows(t, visit, findSaid(facts.events), false));
  if (isInCharge(actor, complaint)) rows.push([[t("return-button-waive"), `case:waive:${id}`]]);
  const handed: Button[] = [];
  if (door?.state === "open" && mayVisit(actor, complaint, door.ownerId)) handed.push([t("desk-button-hand-door"), `case:hand:${id}:door`]);
  if (isReturnOpen && isInCharge(actor, complaint)) handed.push([t("desk-button-hand-return"), `case:hand:${id}:return`]);
  return handed.length > 0 ? [...rows, handed] : rows;
}

/** What can be done from a card, what is done most first; nothing any more once the case has ended. */
export function cardKeyboard(
  t: Say,
  facts: CaseFacts,
  { isView, isPrivate, isDesk }: { isView: boolean; isPrivate: boolean; isDesk: boolean },
) {
  const { complaint } = facts;
  if (complaint.state !== "open") return {};
  const { id } = complaint;
  const reply = findByKind(facts, "desk_reply");
  const isOwed = reply?.state === "open";
  const claim: Button =
    (reply?.ownerId ?? null) === null ? [t("desk-button-claim"), `case:claim:${id}`] : [t("desk-button-release"), `case:release:${id}`];
  const desk: Button[] = [
    ...(isOwed ? [claim] : []),
    [t("desk-button-canned"), `case:canned:${id}`],
    [t("desk-button-ask"), `case:ask:${id}`],
    ...(isOwed ? [[t("desk-button-hand"), `case:hand:${id}:desk`] as Button] : []),
    [t("complaint-button-category"), `case:category:${id}`],
    [t("desk-button-duplicate"), `case:dup:${id}`],
  ];
  const rows = [...(isView && isPrivate ? visitRows(t, facts) : []), ...(isDesk ? toPairs(desk) : [])];
  return rows.length > 0 ? { reply_markup: toKeyboard(rows) } : {};
}
