import { normalizePhone } from "../import/phones.ts";
import { PHONES_MAX } from "./rules.ts";

// Service numbers: 95100, 12313, 400 and 800 numbers.
const SERVICE = /^(?:\d{5,6}|[48]00\d{7})$/;

function readPhone(text: string): string | undefined {
  const plain = text.normalize("NFKC").replace(/[\s\p{Cf}\p{Pd}().·/]/gu, "");
  return SERVICE.test(plain) ? plain : (normalizePhone(text) ?? undefined);
}

/** What to dial: several numbers parted by commas, semicolons or lines (or by spaces, where that makes them all numbers). */
export function readPhones(text: string): { ok: true; phones: string[] } | { ok: false; reason: "bad_phone" | "too_many"; phone: string } {
  const parts = text
    .normalize("NFKC")
    .split(/[,;、；\n]+/)
    .map((part) => part.trim())
    .filter(Boolean);
  const split = parts.flatMap((part) => (readPhone(part) === undefined ? part.split(/\s+/) : [part]));
  const bad = split.find((part) => readPhone(part) === undefined);
  if (bad !== undefined || split.length === 0) return { ok: false, reason: "bad_phone", phone: (bad ?? text).slice(0, 30) };
  const phones = [...new Set(split.map((part) => readPhone(part)!))];
  return phones.length > PHONES_MAX ? { ok: false, reason: "too_many", phone: "" } : { ok: true, phones };
}
