import { normalizePhone } from "../import/phones.ts";
import {
  AREAS,
  BUSINESS_TYPES,
  RETAILER_STATUSES,
  isLicenceNo,
  type Area,
  type BusinessType,
  type RetailerStatus,
  type RosterReason,
  type RosterRejection,
  type RosterRow,
} from "./rules.ts";

/** Columns of the roster CSV (CONTRACT); the JSON of the API has the same names. */
export const ROSTER_COLUMNS = {
  required: ["licence_no", "shop_name", "phone", "district", "route"],
  optional: ["contact_name", "business_type", "area", "address", "tier", "supply_group", "account_manager", "status", "birthday"],
} as const;

const MAX_TEXT = 200;
const MAX_SUPPLY_GROUP = 999;

const STATUS_WORDS: Readonly<Record<string, RetailerStatus>> = {
  正常: "active",
  在营: "active",
  营业: "active",
  停业: "suspended",
  暂停: "suspended",
  歇业: "closed",
  注销: "closed",
};
const BUSINESS_WORDS: Readonly<Record<string, BusinessType>> = {
  超市: "supermarket",
  便利店: "convenience_store",
  convenience: "convenience_store",
  食杂店: "grocery",
  grocery_store: "grocery",
  烟酒商店: "tobacco_liquor",
  烟酒店: "tobacco_liquor",
  tobacco_and_liquor: "tobacco_liquor",
  tobacco_and_liquor_shop: "tobacco_liquor",
  tobacco_liquor_shop: "tobacco_liquor",
  娱乐服务: "entertainment",
  娱乐服务类: "entertainment",
  entertainment_venue: "entertainment",
  商场: "mall",
  其他: "other",
  其它: "other",
};
const AREA_WORDS: Readonly<Record<string, Area>> = {
  城市: "urban",
  城镇: "urban",
  城网: "urban",
  市区: "urban",
  农村: "rural",
  乡村: "rural",
  农网: "rural",
};

type Read<T> = { value: T } | { reason: RosterReason };

const fold = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s-]+/g, "_");

function readWord<T extends string>(text: string, words: Readonly<Record<string, T>>, codes: readonly T[], reason: RosterReason): Read<T> {
  const word = fold(text);
  const value = codes.find((code) => code === word) ?? (Object.hasOwn(words, word) ? words[word] : undefined);
  return value === undefined ? { reason } : { value };
}

// Excel keeps a long number as text with an apostrophe before it or as ="140100000001".
const readLicence = (text: string): Read<string> => {
  const value = text.normalize("NFKC").replace(/[\s'"=]/g, "");
  return isLicenceNo(value) ? { value } : { reason: "not_12_digits" };
};

const readPhone = (text: string): Read<string> => {
  const value = normalizePhone(text.replace(/['"=]/g, ""));
  return value === null ? { reason: "not_a_phone" } : { value };
};

const readSupplyGroup = (text: string): Read<number> => {
  const digits = /^(\d{1,3})\s*档?$/.exec(text.normalize("NFKC"))?.[1];
  const value = Number(digits ?? 0);
  return value >= 1 && value <= MAX_SUPPLY_GROUP ? { value } : { reason: "not_a_supply_group" };
};

/** 1975-3-8, 1975/03/08, 1975年3月8日, 19750308, and without the year 03-08 or 3月8日. */
function readBirthday(text: string): Read<string> {
  const plain = text.normalize("NFKC").replace(/\s/g, "");
  const parts = /^(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  const [year, month, day] = [parts?.[1], Number(parts?.[2]), Number(parts?.[3])];
  // 2000 had a 29 February: a birthday without its year may be one.
  const date = new Date(Date.UTC(Number(year ?? 2000), month - 1, day));
  if (!parts || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return { reason: "not_a_date" };
  return { value: date.toISOString().slice(year === undefined ? 5 : 0, 10) };
}

const readText = (text: string): Read<string> => (text.length > MAX_TEXT ? { reason: "too_long" } : { value: text });

/** Codes compare as typed on any keyboard: full-width letters are the same letters. */
const readCode = (text: string): Read<string> => readText(text.normalize("NFKC").trim());

/**
 * Judges one row of texts by column name. Every field that is wrong is named; a column that is not there leaves what is known, an
 * empty optional cell clears it (but for status and account manager, which a shop and a route always keep).
 */
export function readRosterValues(
  row: number,
  values: Readonly<Record<string, string>>,
): { row: RosterRow } | { rejected: RosterRejection[] } {
  const rejected: RosterRejection[] = [];
  const note = (field: string, reason: RosterReason) => rejected.push({ row, field, reason });

  function required<T>(field: string, read: (text: string) => Read<T>): T {
    const text = values[field] ?? "";
    const result: Read<T> = text === "" ? { reason: "missing" } : read(text);
    if ("value" in result) return result.value;
    note(field, result.reason);
    // Never used: a row with a rejection is not returned.
    return undefined as T;
  }
  function optional<T>(field: string, read: (text: string) => Read<T>): T | null | undefined {
    const text = values[field];
    if (text === undefined) return undefined;
    return text === "" ? null : required(field, read);
  }

  const read: RosterRow = {
    row,
    licenceNo: required("licence_no", readLicence),
    shopName: required("shop_name", readText),
    phone: required("phone", readPhone),
    district: required("district", readCode),
    route: required("route", readCode),
    contactName: optional("contact_name", readText),
    businessType: optional("business_type", (text) => readWord(text, BUSINESS_WORDS, BUSINESS_TYPES, "unknown_business_type")),
    area: optional("area", (text) => readWord(text, AREA_WORDS, AREAS, "unknown_area")),
    address: optional("address", readText),
    tier: optional("tier", readText),
    supplyGroup: optional("supply_group", readSupplyGroup),
    accountManager: optional("account_manager", readCode) ?? undefined,
    status: optional("status", (text) => readWord(text, STATUS_WORDS, RETAILER_STATUSES, "unknown_status")) ?? undefined,
    birthday: optional("birthday", readBirthday),
  };
  return rejected.length > 0 ? { rejected } : { row: read };
}
