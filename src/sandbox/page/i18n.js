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
  return new Intl.DateTimeFormat(locale(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(seconds * 1000);
}

/** @param {number} seconds */
export function fullTime(seconds) {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "full", timeStyle: "medium" }).format(seconds * 1000);
}

/** @param {number} seconds */
export function dayName(seconds) {
  const day = new Date(seconds * 1000);
  const isDay = (/** @type {number} */ offset) => {
    const other = new Date();
    other.setDate(other.getDate() + offset);
    return other.toDateString() === day.toDateString();
  };
  if (isDay(0)) return t("today");
  if (isDay(-1)) return t("yesterday");
  const weekday = new Intl.DateTimeFormat(locale(), { weekday: "short" }).format(day);
  const date = new Intl.DateTimeFormat(locale(), { day: "numeric", month: "long" }).format(day);
  return current === "zh" ? `${date} ${weekday}` : `${weekday} ${date}`;
}
