export const RETAILER_STATUSES = ["active", "suspended", "closed"] as const;
export type RetailerStatus = (typeof RETAILER_STATUSES)[number];

/** The privacy and 18+ notice people agree to before they share anything; a new text gets a new number and is asked again. */
export const PRIVACY_VERSION = 1;

/** A Chinese tobacco retail licence number has 12 digits (DOMAIN: 烟草专卖零售许可证). */
export const isLicenceNo = (value: string): boolean => /^\d{12}$/.test(value);

/** The 12-digit number a person typed, with or without spaces, dashes and words around it; undefined when there is none or more than one. */
export function findLicenceNo(text: string): string | undefined {
  const numbers =
    text
      .normalize("NFKC")
      .replace(/(?<=\d)[\s-]+(?=\d)/g, "")
      .match(/\d+/g) ?? [];
  return numbers.length === 1 && isLicenceNo(numbers[0] ?? "") ? numbers[0] : undefined;
}

/** Guesses at licence numbers one person has within LICENCE_TRIES_WINDOW_MS: a number is public enough to be tried in sequence. */
export const LICENCE_TRIES = 5;
export const LICENCE_TRIES_WINDOW_MS = 24 * 60 * 60 * 1000;

/** The seven business types (业态, DOMAIN). */
export const BUSINESS_TYPES = ["supermarket", "convenience_store", "grocery", "tobacco_liquor", "entertainment", "mall", "other"] as const;
export type BusinessType = (typeof BUSINESS_TYPES)[number];
export const AREAS = ["urban", "rural"] as const;
export type Area = (typeof AREAS)[number];

/** One good row of the roster; `row` is its line in the file or its place in the array. An optional field that is undefined stays as it is. */
export type RosterRow = {
  row: number;
  licenceNo: string;
  shopName: string;
  /** Normalised. */
  phone: string;
  district: string;
  route: string;
  contactName?: string | null | undefined;
  businessType?: BusinessType | null | undefined;
  area?: Area | null | undefined;
  address?: string | null | undefined;
  tier?: string | null | undefined;
  supplyGroup?: number | null | undefined;
  /** Staff code of the route's account manager. */
  accountManager?: string | undefined;
  status?: RetailerStatus | undefined;
  /** YYYY-MM-DD, or MM-DD without the year. */
  birthday?: string | null | undefined;
};

export type RosterReason =
  | "missing"
  | "too_long"
  | "malformed"
  | "not_12_digits"
  | "not_a_phone"
  | "not_a_supply_group"
  | "not_a_date"
  | "unknown_status"
  | "unknown_business_type"
  | "unknown_area"
  | "duplicate"
  | "route_in_other_district"
  | "route_has_other_manager"
  | "staff_removed";

export type RosterRejection = { row: number; field: string; reason: RosterReason };

/** Leaves one row a licence: in a file that was corrected by adding lines the later one is right. */
export function dropDuplicates(rows: readonly RosterRow[]): { rows: RosterRow[]; rejected: RosterRejection[] } {
  const last = new Map(rows.map((row) => [row.licenceNo, row]));
  return {
    rows: rows.filter((row) => last.get(row.licenceNo) === row),
    rejected: rows.filter((row) => last.get(row.licenceNo) !== row).map(({ row }) => ({ row, field: "licence_no", reason: "duplicate" })),
  };
}
