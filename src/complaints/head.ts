import type { WholeCase } from "../../db/complaints/reads.ts";
import type { Locale } from "../config.ts";
import type { Deps } from "../deps.ts";
import { excerpt } from "./rules.ts";

type Reader = { deps: Deps; locale: Locale };

/** "C-20261123-0007 · Delivery · Heping Road Store (R101, gold)". */
export function headOf({ deps, locale }: Reader, { complaint, shop }: WholeCase): string {
  const place = [shop.routeCode, shop.tier].filter(Boolean).join(deps.t(locale, "complaint-comma"));
  const category = deps.t(locale, "complaint-category-name", { category: complaint.category });
  return deps.t(locale, "complaint-card-head", { number: complaint.number, category, shop: shop.shopName, place });
}

/** The words of the shop in quotation marks, cut where they would not fit. */
export function quote({ deps, locale }: Reader, text: string, max: number): string {
  return text === "" ? deps.t(locale, "complaint-card-no-words") : deps.t(locale, "complaint-card-quote", { text: excerpt(text, max) });
}
