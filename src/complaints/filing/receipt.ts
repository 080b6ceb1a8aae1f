import { findShopIds, type WholeCase } from "../../../db/complaints/reads.ts";
import type { Locale } from "../../config.ts";
import { formatMoment } from "../../dates.ts";
import type { Deps } from "../../deps.ts";
import { mayRevisit } from "../door/rules.ts";
import { toKeyboard } from "../notes.ts";
import { describeRestriction } from "../restricted/receipt.ts";
import { NOBODY } from "../rules.ts";

async function receiptLines(
  deps: Deps,
  { complaint, promises, shop, filer }: WholeCase,
  locale: Locale,
  readerId: number,
): Promise<string[]> {
  const moment = (at: number) => formatMoment(at, { zone: deps.config.timeZone, locale, now: deps.clock() });
  const category = deps.t(locale, "complaint-category-name", { category: complaint.category });
  const reply = promises.find(({ kind, state }) => kind === "desk_reply" && state === "open");
  const visit = promises.find(({ kind, state }) => kind === "door_visit" && state === "open");
  const isCalledOff = promises.some(({ kind, outcome }) => kind === "door_visit" && outcome === "no_visit");
  const hasSeveral = (await findShopIds(deps.db, readerId)).length > 1;
  const head = complaint.category === "advice" ? "complaint-receipt-advice" : "complaint-receipt";
  return [
    deps.t(locale, head, { number: complaint.number, category }),
    ...(complaint.filedBy === null
      ? []
      : [deps.t(locale, "complaint-receipt-filed-for", { name: filer ?? "", how: complaint.personId === NOBODY ? "phone" : "group" })]),
    ...(hasSeveral ? [deps.t(locale, "complaint-receipt-shop", { shop: shop.shopName })] : []),
    ...(reply
      ? [deps.t(locale, complaint.restriction ? "restricted-receipt-reply" : "complaint-receipt-reply", { due: moment(reply.dueAt) })]
      : []),
    ...(visit
      ? [
          deps.t(locale, complaint.restriction ? "restricted-receipt-visit" : "complaint-receipt-visit", {
            due: moment(visit.dueAt),
            manager: visit.owner ?? "",
            named: visit.owner === null ? "no" : "yes",
          }),
        ]
      : []),
    ...(visit?.plannedAt ? [deps.t(locale, "door-receipt-planned", { at: moment(visit.plannedAt) })] : []),
    ...(isCalledOff ? [deps.t(locale, "door-receipt-no-visit")] : []),
    deps.t(locale, "complaint-receipt-more"),
    ...(deps.config.hotlinePhone ? [deps.t(locale, "complaint-receipt-hotline", { phone: deps.config.hotlinePhone })] : []),
  ];
}

/** No visit wanted, or wanted after all: while the one or the other can be said. */
function visitRow(deps: Deps, locale: Locale, { complaint, promises }: WholeCase): [string, string][][] {
  if (promises.some(({ kind, state }) => kind === "door_visit" && state === "open"))
    return [[[deps.t(locale, "door-button-no-visit"), `complain:novisit:${complaint.id}`]]];
  return mayRevisit(promises, []) ? [[[deps.t(locale, "door-button-revisit"), `complain:revisit:${complaint.id}`]]] : [];
}

/** The buttons under a receipt while the case is open. */
const receiptKeyboard = (deps: Deps, locale: Locale, found: WholeCase, first: [string, string][][]) =>
  toKeyboard([
    ...first,
    ...visitRow(deps, locale, found),
    [
      [deps.t(locale, "complaint-button-category"), `complain:category:${found.complaint.id}`],
      [deps.t(locale, "complaint-button-withdraw"), `complain:withdraw:${found.complaint.id}`],
    ],
  ]);

/** The receipt as it is true now: number, what is promised until when, hotline, buttons. */
export async function renderReceipt(deps: Deps, found: WholeCase, locale: Locale, readerId: number) {
  const restricted = await describeRestriction(deps, found, locale);
  const lines = [...(await receiptLines(deps, found, locale, readerId)), ...restricted.lines];
  return { text: lines.join("\n"), reply_markup: receiptKeyboard(deps, locale, found, restricted.rows) };
}
