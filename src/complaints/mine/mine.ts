import { findMine, saveShown } from "../../../db/complaints/mine.ts";
import { findCase, findCasesByIds } from "../../../db/complaints/reads.ts";
import { findMedia } from "../../../db/complaints/entries.ts";
import type { Locale } from "../../config.ts";
import type { Deps } from "../../deps.ts";
import { type Refused, readCaseAs, refuseStranger } from "../change.ts";
import { renderMine, renderMineItem } from "./message.ts";
import { MINE_PER_PAGE, pagesOf } from "./rules.ts";
import { isShopPerson } from "../rights-rules.ts";

export type MinePage = { items: { complaintId: number; text: string; label: string }[]; page: number; pages: number };

/** A page of the cases of the person's shops, newest first; a page that is no longer there is the last one. */
export async function listMine(deps: Deps, by: { personId: number; page: number; locale: Locale }): Promise<MinePage> {
  const { personId, locale } = by;
  const limit = MINE_PER_PAGE;
  let page = Math.max(1, by.page);
  let found = await findMine(deps.db, personId, { offset: (page - 1) * limit, limit });
  const pages = pagesOf(found.total);
  if (page > pages) {
    page = pages;
    found = await findMine(deps.db, personId, { offset: (page - 1) * limit, limit });
  }
  const cases = await findCasesByIds(deps.db, found.ids);
  const inOrder = found.ids.map((id) => cases.find(({ complaint }) => complaint.id === id)!);
  return { items: inOrder.map((each) => ({ complaintId: each.complaint.id, ...renderMineItem(deps, locale, each) })), page, pages };
}

/** What a member of the shop may do to the case now. */
export type MineActions = { mayWithdraw: boolean; mayReopen: boolean; mayForgoVisit: boolean };

/** One case as its shop may see it. Refuses everyone else, and a confidential one to all but who filed it. */
export async function readMine(
  deps: Deps,
  { complaintId, personId, locale }: { complaintId: number; personId: number; locale: Locale },
): Promise<({ ok: true; text: string } & MineActions) | Refused> {
  const facts = await readCaseAs(deps, complaintId, personId);
  if ("ok" in facts) return facts;
  if (!isShopPerson(facts.actor, facts.complaint)) return refuseStranger(facts);
  const found = (await findCase(deps.db, complaintId))!;
  const files = (await findMedia(deps.db, complaintId)).length;
  return { ok: true, ...renderMine(deps, locale, { found, facts, files }) };
}

/** Notes which case a message in a chat shows now, if any: a reply to it is added to that case. */
export const noteShown = (deps: Deps, message: { chatId: number; messageId: number }, complaintId?: number): Promise<void> =>
  saveShown(deps.db, message, complaintId, deps.clock());
