// @ts-check
import { en, zh } from "./texts.js";

/** @typedef {"zh" | "en"} Language */

const TEXTS = { zh, en };
/** @type {Language} */
let current = "en";

/** @param {Language} language */
export function useLanguage(language) {
  current = language;
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
}

/** @type {string | undefined} undefined: the browser's own */
let timeZone;

/** @param {string | null} zone the company's, so that the page's clock agrees with what the bot writes */
export function useTimeZone(zone) {
  timeZone = zone ?? undefined;
}

/** @param {keyof typeof zh} key @param {Record<string, string | number>} [values] */
export function t(key, values = {}) {
  return TEXTS[current][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** @param {string} role the server's key; an unknown one is shown as it is */
export function roleName(role) {
  return /** @type {Record<string, string>} */ (TEXTS[current])[`role_${role}`] ?? role;
}

/** The browser's wish: the first preferred language we speak, where any Chinese counts as zh. @returns {Language} */
export function browserLanguage() {
  const first = navigator.languages[0] ?? navigator.language;
  return first.toLowerCase().startsWith("zh") ? "zh" : "en";
}

const locale = () => (current === "zh" ? "zh-CN" : "en-GB");

/** @param {number} seconds */
export function clockTime(seconds) {
  return new Intl.DateTimeFormat(locale(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone }).format(seconds * 1000);
}

/** @param {number} seconds */
export function fullTime(seconds) {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "full", timeStyle: "medium", timeZone }).format(seconds * 1000);
}

/** @param {number} seconds */
export function dayName(seconds) {
  const day = new Date(seconds * 1000);
  // "en-CA" writes a date as 2026-11-22, which compares.
  const dateOf = (/** @type {number} */ at) => new Intl.DateTimeFormat("en-CA", { timeZone }).format(at);
  const isDay = (/** @type {number} */ offset) => dateOf(Date.now() + offset * 86_400_000) === dateOf(seconds * 1000);
  if (isDay(0)) return t("today");
  if (isDay(-1)) return t("yesterday");
  const weekday = new Intl.DateTimeFormat(locale(), { weekday: "short", timeZone }).format(day);
  const date = new Intl.DateTimeFormat(locale(), { day: "numeric", month: "long", timeZone }).format(day);
  return current === "zh" ? `${date} ${weekday}` : `${weekday} ${date}`;
}
