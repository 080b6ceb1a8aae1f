const MOBILE = /^1[3-9]\d{9}$/;
// 010 and 02x have eight digits, other area codes seven or eight.
const LANDLINE = /^0(?:(?:10|2\d)\d{8}|[3-9]\d{2}\d{7,8})$/;

function normalizeDomestic(digits: string): string | null {
  // 013800001234: the mobile number as dialled from another city.
  const number = /^01[3-9]\d{9}$/.test(digits) ? digits.slice(1) : digits;
  return MOBILE.test(number) || LANDLINE.test(number) ? number : null;
}

/**
 * One spelling for one number, to compare by: Chinese mobiles as 11 digits and landlines as area code and number ("02112345678"),
 * without +86 / 0086 / 86, spaces, dashes and brackets, full-width digits as ASCII; numbers of other countries, only when written
 * with + or 00, as "+" and digits. Null when it is not plausibly a telephone number.
 */
export function normalizePhone(text: string): string | null {
  // Numbers copied from a contacts app carry invisible direction marks (Cf).
  const plain = text.normalize("NFKC").replace(/[\s\p{Cf}\p{Pd}().·/]/gu, "");
  const parts = /^(\++|00)?(\d{7,16})$/.exec(plain);
  if (!parts) return null;
  const [, international, digits = ""] = parts;
  if (digits.startsWith("86")) {
    const rest = digits.slice(2);
    return normalizeDomestic(rest) ?? normalizeDomestic(`0${rest}`);
  }
  if (international === undefined) return normalizeDomestic(digits);
  return /^[1-9]\d{7,14}$/.test(digits) ? `+${digits}` : null;
}

/** As normalizePhone, for a contact shared in chat: Telegram may give an international number without its +. */
export function normalizeContactPhone(text: string): string | null {
  return normalizePhone(text) ?? normalizePhone(`+${text.trim()}`);
}
