import { findShopIds, type WholeCase } from "../../db/complaints/reads.ts";
import type { Locale } from "../config.ts";
import { formatMoment } from "../dates.ts";
import type { Deps } from "../deps.ts";
import { toKeyboard } from "./notes.ts";
import { NOBODY } from "./rules.ts";

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
  const hasSeveral = (await findShopIds(deps.db, readerId)).length > 1;
  const head = complaint.category === "advice" ? "complaint-receipt-advice" : "complaint-receipt";
  return [
    deps.t(locale, head, { number: complaint.number, category }),
    ...(complaint.filedBy === null
      ? []
      : [deps.t(locale, "complaint-receipt-filed-for", { name: filer ?? "", how: complaint.personId === NOBODY ? "phone" : "group" })]),
    ...(hasSeveral ? [deps.t(locale, "complaint-receipt-shop", { shop: shop.shopName })] : []),
    ...(reply ? [deps.t(locale, "complaint-receipt-reply", { due: moment(reply.dueAt) })] : []),
    ...(visit
      ? [
          deps.t(locale, "complaint-receipt-visit", {
            due: moment(visit.dueAt),
            manager: visit.owner ?? "",
            named: visit.owner === null ? "no" : "yes",
          }),
        ]
      : []),
    deps.t(locale, "complaint-receipt-more"),
    ...(deps.config.hotlinePhone ? [deps.t(locale, "complaint-receipt-hotline", { phone: deps.config.hotlinePhone })] : []),
  ];
}

/** The buttons under a receipt while the case is open. */
export const receiptKeyboard = (deps: Deps, locale: Locale, complaintId: number) =>
  toKeyboard([
    [
      [deps.t(locale, "complaint-button-category"), `complain:category:${complaintId}`],
      [deps.t(locale, "complaint-button-withdraw"), `complain:withdraw:${complaintId}`],
    ],
  ]);

/** The receipt as it is true now: number, what is promised until when, hotline, buttons. */
export async function renderReceipt(deps: Deps, found: WholeCase, locale: Locale, readerId: number) {
  const lines = await receiptLines(deps, found, locale, readerId);
  return { text: lines.join("\n"), reply_markup: receiptKeyboard(deps, locale, found.complaint.id) };
}
